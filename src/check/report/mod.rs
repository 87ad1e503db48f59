//! How a check is reported: what the engine tells while it reads, and who writes it down.
//!
//! A report is written as it comes, file by file, so that what was found need not fit into memory. It decides nothing: what
//! counts as a failure is the caller's business, see [`Summary::worst`].

mod base;
mod github;
mod human;
mod json;
mod log;
mod sarif;
mod summary;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::io;

use super::{Located, Unreadable};
pub use base::Base;
pub(in crate::check) use base::resolve;
pub use github::Github;
pub use human::{Human, Look};
pub use json::Json;
pub use sarif::Sarif;
pub use summary::{Counts, Summary};

/// Takes down what a check finds, in the order in which it is found: all of a file, then the next file.
pub trait Report {
    /// One finding in the file of this name, which is as it was given or found; unsanitised.
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()>;

    /// A file, or the rest of one, that could not be read. Comes after what was found in the file before that place.
    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()>;

    /// Everything has been read. Called once, at the end.
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}
