//! Each rule raised by what it is about, and left alone by what only looks like it.
