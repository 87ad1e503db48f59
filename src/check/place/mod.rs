//! From a text as it was read back to the bytes of the file it was read from.

mod bounds;
mod json;
mod map;
mod source;
mod string;
mod writer;

pub use bounds::{Bounds, behind_space, behind_value};
pub use json::{Spot, locate};
pub use map::{Decoded, Step};
pub use source::source_line;
pub use string::{decode, unit};
pub use writer::Writer;
