//! Topics as people write them.
