//! Errors that reach a person at the command line: a kind that decides the exit code, a cause, and a hint.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::process::ExitCode;

/// What sort of failure it is. Scripts tell them apart by the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was tried and did not work, or the backend refused. Exit code 1.
    Failed,
    /// The command line or a file the user wrote is wrong. Exit code 2, as clap's own.
    Usage,
    /// Nobody answers at the address. Exit code 3.
    Unreachable,
    /// The token is missing, unknown, or not enough. Exit code 4.
    Denied,
    /// Our fault. Exit code 70, `EX_SOFTWARE` of `sysexits.h`.
    Internal,
}

impl Kind {
    /// The exit code as a number.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Denied => 4,
            Self::Internal => 70,
        }
    }
}

/// A failure in words.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    hints: Vec<String>,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A failure with one sentence: what failed.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
            cause: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what led to it.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// What sort it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What the process exits with.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.kind.code())
    }

    /// The whole story for a person: the failure, its chain of causes, the hints.
    pub fn report(&self) -> String {
        let mut text = format!("error: {}\n", self.message);
        let mut said = self.message.clone();
        let mut cause = self.source();
        while let Some(inner) = cause {
            let words = inner.to_string();
            // Libraries often repeat the text of what they wrap.
            if !said.contains(&words) {
                let _ = writeln!(text, "  because: {words}");
            }
            said = words;
            cause = inner.source();
        }
        for hint in &self.hints {
            let _ = writeln!(text, "  hint: {hint}");
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_tells_cause_and_hint_once() {
        let io = std::io::Error::other("disk full");
        let inner = Error::new(Kind::Failed, "cannot write").caused_by(io);
        let error = Error::new(Kind::Usage, "cannot start")
            .hint("make room")
            .caused_by(inner);
        assert_eq!(
            error.report(),
            "error: cannot start\n  because: cannot write\n  because: disk full\n  hint: make room\n"
        );
        assert_eq!(error.kind().code(), 2);
    }

    #[test]
    fn a_cause_that_is_already_said_is_not_repeated() {
        let error = Error::new(Kind::Failed, "cannot write: disk full").caused_by("disk full");
        assert_eq!(error.report(), "error: cannot write: disk full\n");
    }
}
