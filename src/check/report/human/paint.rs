//! The few styles of the report. With them or without, the words are the same.

use anstyle::{AnsiColor, Style};

use crate::content::rules::Severity;

/// Whether there are colours, and what they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub color: bool,
}

impl Paint {
    /// The text in a style.
    pub(super) fn text(self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// The text in the style of this severity.
    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Info => AnsiColor::Cyan,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Error => AnsiColor::Red,
            Severity::Danger => AnsiColor::Magenta,
        };
        self.text(Style::new().bold().fg_color(Some(color.into())), text)
    }

    /// What a reader looks for first.
    pub(super) fn strong(self, text: &str) -> String {
        self.text(Style::new().bold(), text)
    }

    /// What is there only to hold the rest together.
    pub(super) fn faint(self, text: &str) -> String {
        self.text(Style::new().dimmed(), text)
    }
}
