//! The mark at the end of a text: who said it, and their how-manieth it is.

use std::fmt;

/// A mark such as `[dana 12]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The client.
    pub by: String,
    /// Counts what the client says in one conversation, from 1.
    pub number: u32,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} {}]", self.by, self.number)
    }
}

impl Mark {
    /// A text with this mark at its end.
    pub fn on(&self, text: &str) -> String {
        format!("{text} {self}")
    }

    /// The mark at the end of a text.
    pub fn of(text: &str) -> Option<Self> {
        let inner = text.strip_suffix(']')?;
        let (_, inner) = inner.rsplit_once('[')?;
        let (by, number) = inner.rsplit_once(' ')?;
        Some(Self {
            by: by.to_owned(),
            number: number.parse().ok()?,
        })
    }
}
