//! One finding, or one file that could not be read.

use std::io::{self, Write};

use super::rows::Rows;
use super::source;
use crate::check::report::log;
use crate::check::{Located, SourceLine, Unreadable};
use crate::content::layout::width;
use crate::content::rules::Severity;
use crate::content::sanitize;

/// How far what belongs to a finding is indented.
const INDENT: usize = 2;
/// Longest place that is underlined from end to end, in columns. Of a longer one only the beginning is marked.
const UNDERLINED: usize = 60;

impl<W: Write> Rows<W> {
    /// The finding, its line, what is seen and what to do; `repeated`: what is seen and to do stands above already.
    pub(super) fn finding(
        &mut self,
        file: &str,
        located: &Located,
        repeated: bool,
    ) -> io::Result<()> {
        let (lead, taken) = self.lead(file, located);
        self.led(&lead, taken, &message(located), INDENT)?;
        self.source(located)?;
        let finding = &located.finding;
        if let Some(pointer) = located.place.pointer.as_deref().filter(|at| !at.is_empty()) {
            // In one row, so that it can be copied.
            let pointer = sanitize::line(pointer);
            let label = self.paint.faint("at:");
            self.raw(&format!(
                "{}{label} {}",
                " ".repeat(INDENT),
                log::within(&pointer)
            ))?;
        }
        if !repeated {
            if let Some(seen_as) = &finding.seen_as {
                self.labelled("seen as: ", seen_as)?;
            }
            self.labelled("do: ", finding.help)?;
        }
        self.blank()
    }

    /// The finding in one row, however long.
    pub(super) fn brief(&mut self, file: &str, located: &Located) -> io::Result<()> {
        let (lead, _) = self.lead(file, located);
        let message = message(located);
        let message = sanitize::line(&message);
        self.raw(&format!("{lead}{}", log::inert(&message)))
    }

    /// `file:line:column severity RULE `, and its columns.
    fn lead(&self, file: &str, located: &Located) -> (String, usize) {
        let (finding, place) = (&located.finding, &located.place);
        let at = format!("{}:{}:{}", name(file), place.line, place.column);
        let (severity, rule) = (finding.severity.name(), finding.rule.as_str());
        let taken = width(&at) + severity.len() + rule.len() + 3;
        let lead = format!(
            "{} {} {} ",
            self.paint.strong(&at),
            self.paint.severity(finding.severity, severity),
            self.paint.strong(rule)
        );
        (lead, taken)
    }

    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        let lead = format!("{}{}", " ".repeat(INDENT), self.paint.faint(label));
        let taken = INDENT + label.len();
        self.led(&lead, taken, text, INDENT + 2)
    }

    /// The line with the place marked, if there is one to show.
    fn source(&mut self, located: &Located) -> io::Result<()> {
        let source = &located.source;
        if source.text.trim().is_empty() {
            return Ok(());
        }
        let number = located.place.line.to_string();
        let gutter = format!("{:1$} │ ", "", number.len().max(INDENT));
        let numbered = format!("{number:>0$} │ ", number.len().max(INDENT));
        let room = self.columns.saturating_sub(width(&gutter));
        let harmless = SourceLine {
            text: log::within(&sanitize::line(&source.text)).into_owned(),
            mark: source.mark.clone(),
        };
        let view = source::view(&harmless, room);
        let [before, marked, after] = &view.parts;
        self.raw(&format!(
            "{}{before}{}{after}",
            self.paint.faint(&numbered),
            self.paint.severity(located.finding.severity, marked)
        ))?;
        let multiline = located.place.end_line > located.place.line;
        if view.carets == 0 {
            return Ok(());
        }
        let carets = if view.cut || view.carets > UNDERLINED || multiline {
            "^^^…".chars().take(view.carets).collect()
        } else {
            "^".repeat(view.carets)
        };
        self.raw(&format!(
            "{}{}{}",
            self.paint.faint(&gutter),
            " ".repeat(view.offset),
            self.paint.severity(located.finding.severity, &carets),
        ))
    }

    /// Which file, where, why, and what to do.
    pub(super) fn unreadable(&mut self, unreadable: &Unreadable, brief: bool) -> io::Result<()> {
        let place = unreadable
            .at
            .map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        let at = format!("{}{place}", name(&unreadable.file));
        let lead = format!(
            "{} {} ",
            self.paint.strong(&at),
            self.paint.severity(Severity::Error, "unreadable")
        );
        if brief {
            let message = sanitize::line(&unreadable.message);
            return self.raw(&format!("{lead}{}", log::inert(&message)));
        }
        let taken = width(&at) + "unreadable".len() + 2;
        self.led(&lead, taken, &unreadable.message, INDENT)?;
        self.labelled("do: ", &unreadable.hint)?;
        self.blank()
    }
}

/// A file's name as it may stand at the beginning of a row.
fn name(file: &str) -> String {
    log::inert(&sanitize::line(file)).into_owned()
}

fn message(located: &Located) -> String {
    let finding = &located.finding;
    if finding.times > 1 {
        format!("{} ({} times)", finding.message, finding.times)
    } else {
        finding.message.to_string()
    }
}
