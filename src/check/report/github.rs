//! Annotations on a pull request: the workflow commands of GitHub Actions, one a finding.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Base, Report, Summary, log};
use crate::check::{Located, Unreadable};
use crate::content::rules::Severity;
use crate::content::sanitize;

/// Writes workflow commands.
#[derive(Debug)]
pub struct Github<W> {
    out: W,
    base: Base,
}

impl<W: Write> Github<W> {
    /// A report that is written to `out` and names files relative to the repository.
    pub fn new(out: W, base: Base) -> Self {
        Self { out, base }
    }

    fn command(
        &mut self,
        level: &str,
        properties: &[(&str, Cow<'_, str>)],
        message: &str,
    ) -> io::Result<()> {
        let properties: Vec<String> = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        writeln!(
            self.out,
            "::{level} {}::{}",
            properties.join(","),
            data(message)
        )
    }
}

impl<W: Write> Report for Github<W> {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        let (finding, place) = (&located.finding, &located.place);
        let mut properties = vec![
            ("file", self.base.relative(file).into()),
            ("line", place.line.to_string().into()),
            ("endLine", place.end_line.to_string().into()),
        ];
        // Columns are only understood within one line.
        if place.line == place.end_line {
            properties.push(("col", place.column.to_string().into()));
            properties.push(("endColumn", place.end_column.to_string().into()));
        }
        properties.push(("title", finding.rule.as_str().into()));
        let mut message = finding.message.to_string();
        if let Some(seen_as) = &finding.seen_as {
            let _ = write!(message, "\nSeen as: {seen_as}");
        }
        let _ = write!(message, "\nDo: {}", finding.help);
        self.command(level(finding.severity), &properties, &message)
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        let mut properties = vec![("file", self.base.relative(&unreadable.file).into())];
        if let Some((line, column)) = unreadable.at {
            properties.push(("line", line.to_string().into()));
            properties.push(("col", column.to_string().into()));
        }
        properties.push(("title", "cannot be read".into()));
        let message = format!("{}\nDo: {}", unreadable.message, unreadable.hint);
        self.command("error", &properties, &message)
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error | Severity::Danger => "error",
    }
}

/// The message of a command. It ends at the end of the line.
fn data(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(sanitize::line).collect();
    log::inert(&lines.join("\n"))
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command. It ends at a comma or at the colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
