//! What a whole check came to, in numbers.

use std::fmt;

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

impl fmt::Display for Summary {
    /// `3 errors, 12 warnings, 4 notes in 7 files; 1 file could not be read`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = [
            (self.findings.danger, "danger"),
            (self.findings.error, "error"),
            (self.findings.warning, "warning"),
            (self.findings.info, "note"),
        ];
        let found: Vec<String> = found
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| counted(number, word))
            .collect();
        match (found.is_empty(), self.files) {
            (true, 0) => f.write_str("no file was checked")?,
            (true, files) => write!(f, "nothing found in {}", counted(files, "file"))?,
            (false, files) => write!(f, "{} in {}", found.join(", "), counted(files, "file"))?,
        }
        if self.unreadable > 0 {
            write!(
                f,
                "; {} could not be read",
                counted(self.unreadable, "file")
            )?;
        }
        Ok(())
    }
}

fn counted(number: u64, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
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

    #[test]
    fn a_summary_is_a_sentence() {
        let mut summary = Summary {
            files: 7,
            unreadable: 1,
            ..Summary::default()
        };
        assert_eq!(
            summary.to_string(),
            "nothing found in 7 files; 1 file could not be read"
        );
        summary.findings.add(Severity::Info);
        summary.findings.add(Severity::Info);
        summary.findings.add(Severity::Danger);
        summary.unreadable = 0;
        assert_eq!(summary.to_string(), "1 danger, 2 notes in 7 files");
        assert_eq!(Summary::default().to_string(), "no file was checked");
    }
}
