//! From what was found to what is reported: left out if allowed, put in order, given line, column and the line itself.

use std::io;

use crate::check::input::{Trouble, Window};
use crate::check::place::source_line;
use crate::check::read::{Found, Taker};
use crate::check::report::{Report, Summary};
use crate::check::{Located, Options, Place, Unreadable};

/// Reports what is found in one file.
pub(super) struct Output<'a> {
    pub name: &'a str,
    pub options: &'a Options,
    pub report: &'a mut dyn Report,
    pub summary: &'a mut Summary,
    /// Whether something could not be read.
    pub troubled: bool,
}

impl Output<'_> {
    /// Tells that the file could not be read from a line and column on.
    pub(super) fn stopped(&mut self, at: (u64, u64), message: &str, hint: &str) -> io::Result<()> {
        self.count_trouble();
        self.report.unreadable(&Unreadable {
            file: self.name.to_owned(),
            at: Some(at),
            message: message.to_owned(),
            hint: hint.to_owned(),
        })
    }

    fn count_trouble(&mut self) {
        if !self.troubled {
            self.troubled = true;
            self.summary.unreadable += 1;
        }
    }

    /// Tells that the file could not be read, or not to its end; `window` is what was read of it.
    pub(super) fn unreadable(
        &mut self,
        window: Option<&mut Window<'_>>,
        trouble: &Trouble,
    ) -> io::Result<()> {
        self.count_trouble();
        let position = window.zip(trouble.at).map(|(window, at)| {
            let position = window.lines_at(at).position();
            (position.line, position.column)
        });
        self.report.unreadable(&Unreadable {
            file: self.name.to_owned(),
            at: position,
            message: trouble.message.clone(),
            hint: trouble.hint.clone(),
        })
    }
}

impl Taker for Output<'_> {
    fn found(&mut self, window: &mut Window<'_>, mut found: Vec<Found>) -> io::Result<()> {
        let allowed = |found: &Found| {
            let rule = found.finding.rule.as_str();
            self.options.allow.iter().any(|allowed| allowed == rule)
        };
        found.retain(|one| !allowed(one));
        found.sort_by_key(|one| (one.span.start, one.span.end));
        for one in found {
            let located = located(window, one);
            self.summary.findings.add(located.finding.severity);
            self.report.finding(self.name, &located)?;
        }
        Ok(())
    }

    fn trouble(&mut self, window: &mut Window<'_>, trouble: &Trouble) -> io::Result<()> {
        self.unreadable(Some(window), trouble)
    }
}

fn located(window: &mut Window<'_>, found: Found) -> Located {
    let (start, end) = (found.span.start, found.span.end);
    let lines = window.lines_at(start);
    let begin = lines.position();
    let mut behind = lines;
    behind.pass(window.part(start, end));
    let finish = behind.position();
    let known = lines.line_start.max(window.base());
    let source = source_line(
        window.part(known, start),
        known > lines.line_start,
        window.after(start),
        (end - start) as usize,
    );
    Located {
        finding: found.finding,
        place: Place {
            pointer: found.pointer,
            line: begin.line,
            column: begin.column,
            end_line: finish.line,
            end_column: finish.column,
            span: start..end,
        },
        source,
    }
}
