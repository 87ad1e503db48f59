//! How much room a text takes on a terminal, and where it breaks into rows: the same answer for desk and checker.

pub mod width;
pub mod wrap;

pub use width::width;
