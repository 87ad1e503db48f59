//! Text on its way to cells: how wide it is, where it breaks, which rows of a long conversation are needed.
//! No drawing here, and no state of the desk.

pub mod line;
pub mod rows;
pub mod time;

pub use crate::content::layout::{width, wrap};
pub use line::{Line, Piece};
pub use rows::{Anchor, Rows, Source, Visible};
