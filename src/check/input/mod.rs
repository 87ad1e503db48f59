//! Bytes of a file as text that is never held whole: read in chunks, forgotten when done with, with lines counted on the way.

mod lines;
mod window;

pub use lines::{Lines, Position};
pub use window::{Limits, Window};

/// Why reading cannot go on, or what was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The byte of the file, if it was read at all.
    pub at: Option<u64>,
    /// Why, one sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// The last boundary between characters that is not behind `at`.
pub(super) fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Trouble {
    /// Trouble at a byte of the file.
    pub fn at(at: u64, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            at: Some(at),
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Trouble with all of the file.
    pub fn whole(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            at: None,
            message: message.into(),
            hint: hint.into(),
        }
    }
}
