//! One JSON array of findings, for scripts. An object a line, so that it also reads line by line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, Summary, log};
use crate::check::{Located, Unreadable};
use crate::content::rules::Severity;
use crate::content::sanitize;

/// Writes the array. What could not be read is not part of it.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
    any: bool,
}

/// A finding as a script gets it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    file: &'a str,
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    excerpt: &'a str,
    seen_as: Option<&'a str>,
    help: &'static str,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
}

/// Bytes of the file.
#[derive(Serialize)]
struct Span {
    start: u64,
    end: u64,
}

impl<W: Write> Json<W> {
    /// A report that is written to `out`.
    pub fn new(out: W) -> Self {
        Self { out, any: false }
    }
}

impl<W: Write> Report for Json<W> {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        let (finding, place) = (&located.finding, &located.place);
        let row = Row {
            file,
            rule: finding.rule.as_str(),
            severity: finding.severity,
            message: &finding.message,
            excerpt: &finding.excerpt,
            seen_as: finding.seen_as.as_deref(),
            help: finding.help,
            span: Span {
                start: place.span.start,
                end: place.span.end,
            },
            pointer: place.pointer.as_deref(),
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            times: (finding.times > 1).then_some(finding.times),
        };
        self.out
            .write_all(if self.any { b",\n  " } else { b"[\n  " })?;
        self.any = true;
        self.out.write_all(text(&row)?.as_bytes())
    }

    fn unreadable(&mut self, _: &Unreadable) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        self.out
            .write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}

/// Compact JSON that neither a terminal nor a build server obeys.
pub(super) fn text(value: &impl Serialize) -> io::Result<String> {
    Ok(log::inert_json(sanitize::json(&serde_json::to_string(
        value,
    )?)))
}
