//! What a whole check came to, in numbers.

use crate::content::rules::Severity;

/// What was read, and how much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were read, those with trouble included.
    pub files: u64,
    /// Documents in them: a file is one, a line of JSON lines is one, an activity of an export is none of its own.
    pub documents: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// Findings by severity.
    pub findings: Counts,
    /// Files that could not be read, or not to their end.
    pub unreadable: u64,
}

impl Summary {
    /// The worst severity that was found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.worst()
    }
}

/// Findings counted by severity. A finding that stands for many places counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Good to know.
    pub info: u64,
    /// Will look or read other than meant.
    pub warning: u64,
    /// Will not arrive, or work.
    pub error: u64,
    /// Somebody may be trying to deceive.
    pub danger: u64,
}

impl Counts {
    /// Counts one finding.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Info => self.info += 1,
            Severity::Warning => self.warning += 1,
            Severity::Error => self.error += 1,
            Severity::Danger => self.danger += 1,
        }
    }

    /// How many of this severity.
    pub fn of(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Info => self.info,
            Severity::Warning => self.warning,
            Severity::Error => self.error,
            Severity::Danger => self.danger,
        }
    }

    /// How many of all severities.
    pub fn total(&self) -> u64 {
        self.info + self.warning + self.error + self.danger
    }

    /// The worst severity of which there is one.
    pub fn worst(&self) -> Option<Severity> {
        [
            Severity::Danger,
            Severity::Error,
            Severity::Warning,
            Severity::Info,
        ]
        .into_iter()
        .find(|severity| self.of(*severity) > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_what_weighs_most() {
        let mut counts = Counts::default();
        assert_eq!((counts.worst(), counts.total()), (None, 0));
        counts.add(Severity::Info);
        counts.add(Severity::Error);
        counts.add(Severity::Info);
        assert_eq!(counts.worst(), Some(Severity::Error));
        assert_eq!((counts.of(Severity::Info), counts.total()), (2, 3));
    }
}
