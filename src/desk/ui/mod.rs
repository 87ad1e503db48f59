//! Drawing: the state of the desk onto the surface of the screen.

pub mod surface;
pub mod text;
