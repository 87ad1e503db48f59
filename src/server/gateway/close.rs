//! How a connection ends: with which code, in which words, and when the desk is to come back.

use std::ops::ControlFlow;

use super::outbox::Ending;

/// Longest reason that fits into a close frame, in bytes (RFC 6455, 5.5.1).
const MAX_REASON: usize = 123;

/// How a connection ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// Close code (RFC 6455, 7.4): 1000 said good-bye, 1003 not text, 1008 against the rules or too slow, 1009 too big,
    /// 1012 the backend restarts, 4000 come back at once.
    pub(super) code: u16,
    /// Why, in words; empty if the other side has gone already.
    pub(super) reason: String,
    /// When to come back, in milliseconds, if a `bye` is to say so.
    pub(super) retry_ms: Option<u32>,
}

impl Close {
    /// An end after which it makes no sense to come back the same way.
    pub(super) fn because(code: u16, reason: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.into(),
            retry_ms: None,
        }
    }

    /// An end after which the desk comes back.
    pub(super) fn until(retry_ms: u32, code: u16, reason: impl Into<String>) -> Self {
        Self {
            retry_ms: Some(retry_ms),
            ..Self::because(code, reason)
        }
    }

    /// The other side has gone.
    pub(super) fn gone() -> Self {
        Self::because(1000, "")
    }
}

impl From<Ending> for Close {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::TooSlow => {
                let reason = "this desk does not read as fast as things happen; connect again and take up where you were";
                Self::until(250, 1008, reason)
            }
            // Not all at the same moment.
            Ending::Draining => {
                let retry_ms = 500 + rand::random_range(0..500);
                Self::until(retry_ms, 1012, "the backend is stopping")
            }
            Ending::Changed(what) => Self::until(0, 4000, format!("{what}; connect again")),
        }
    }
}

/// Whether the connection goes on.
pub(super) type Flow = ControlFlow<Close>;

/// As much of a reason as a close frame takes.
pub(super) fn fitting(reason: &str) -> &str {
    let end = (0..=MAX_REASON.min(reason.len()))
        .rev()
        .find(|end| reason.is_char_boundary(*end));
    reason.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_cut_between_characters() {
        assert_eq!(fitting("short"), "short");
        let long = format!("{}ää", "x".repeat(MAX_REASON - 1));
        assert_eq!(fitting(&long).len(), MAX_REASON - 1);
    }
}
