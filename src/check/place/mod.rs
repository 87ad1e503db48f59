//! From a text as it was read back to the bytes of the file it was read from.

mod map;

pub use map::Decoded;
