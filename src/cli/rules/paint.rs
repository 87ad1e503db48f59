//! How the answer looks: columns and colours of standard output.

use std::io::{self, IsTerminal};

use clap::builder::styling::{AnsiColor, Style};

use crate::cli::output;
use crate::content::layout::wrap;
use crate::content::rules::Severity;

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 100;

/// Fewest columns that are used: below, words would break in the middle.
const NARROWEST: usize = 24;

/// How wide, and whether in colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) columns: usize,
    pub(super) color: bool,
}

impl Look {
    /// As standard output wants it: colours only on a terminal that has some, and not against `NO_COLOR`.
    pub(super) fn of_stdout() -> Self {
        if !io::stdout().is_terminal() {
            return Self {
                columns: COLUMNS,
                color: false,
            };
        }
        let columns = output::columns().unwrap_or(COLUMNS);
        Self {
            columns: columns.clamp(NARROWEST, COLUMNS),
            color: output::colors(),
        }
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// What a reader looks for first.
    pub(super) fn strong(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    /// What only holds the rest together.
    pub(super) fn faint(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// A word in the colour of this severity.
    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Info => AnsiColor::Cyan,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Error => AnsiColor::Red,
            Severity::Danger => AnsiColor::Magenta,
        };
        self.styled(Style::new().fg_color(Some(color.into())), text)
    }

    /// The text in rows, those after the first behind `indent` spaces; `taken` columns of the first are in use.
    pub(super) fn wrapped(self, text: &str, taken: usize, indent: usize) -> String {
        let room = |used: usize| self.columns.saturating_sub(used).max(1);
        let rows: Vec<&str> = wrap::hanging(text, room(taken), room(indent))
            .into_iter()
            .map(|row| text.get(row).unwrap_or_default().trim_end())
            .collect();
        rows.join(&format!("\n{}", " ".repeat(indent)))
    }
}
