//! Documents: what a file holds, in whichever shape, and what the scanner says about it.

mod audit;
mod configuration;
mod conversations;
mod found;
mod glance;
mod judge;
mod lines;
mod pascal;
mod quick;
mod shape;
mod stream;
mod text;
mod trouble;

pub use configuration::{in_toml, of_document};
pub use conversations::Assumed;
pub use found::Found;
pub use glance::shows_ours;
pub use stream::{begins_with_json, begins_with_known, json};
pub use text::{Kind, text};

use super::input::{Trouble, Window};

/// Takes what is found, piece by piece, in order of the places.
pub trait Taker {
    /// Findings of one piece; the window still holds it and its surroundings.
    fn found(&mut self, window: &mut Window<'_>, found: Vec<Found>) -> std::io::Result<()>;

    /// A part of the file that could not be read; what follows it is.
    fn trouble(&mut self, window: &mut Window<'_>, trouble: &Trouble) -> std::io::Result<()>;
}

/// Why reading ended before the file did.
#[derive(Debug)]
pub enum Stop {
    /// What was found could not be told.
    Output(std::io::Error),
    /// The file cannot be read any further.
    Trouble(Trouble),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// What is known of a file of JSON before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Whether its name says that every line is a document.
    pub lines: bool,
    /// Whether it is known to be ours, so that whatever is broken in it is told.
    pub ours: bool,
}

/// What reading came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Documents of a shape we know.
    pub documents: u64,
}
