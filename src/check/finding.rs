//! What a check answers: findings with their places, and files it could not read.

use std::ops::Range;

use crate::content::scan::Finding;

/// A finding at its place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What was found. Its own pointer and span are relative to the piece that was scanned; [`Located::place`] is where that
    /// lies in the file.
    pub finding: Finding,
    /// Where in the file.
    pub place: Place,
    /// The line of the file it begins on, for a person.
    pub source: SourceLine,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// RFC 6901 pointer from the root of the JSON document, or of the line in JSON lines. `None` if the file is no JSON.
    pub pointer: Option<String>,
    /// First line, from 1.
    pub line: u64,
    /// First column in characters, from 1.
    pub column: u64,
    /// Line it ends on.
    pub end_line: u64,
    /// Column behind its last character.
    pub end_column: u64,
    /// Bytes of the file, as they stand there (escaped, in a JSON string).
    pub span: Range<u64>,
}

/// A line of a file, cut to what a person can read. Sanitised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceLine {
    /// The text, at most a few hundred characters around the place.
    pub text: String,
    /// Characters of `text` the finding is about; empty for a place that is not on this line.
    pub mark: Range<usize>,
}

/// A file, or a part of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name, as it was given or found.
    pub file: String,
    /// Line and column where reading failed, from 1, if it was read at all.
    pub at: Option<(u64, u64)>,
    /// Why.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}
