//! From pieces of the source to spans that are sanitised and know the places of findings.

use std::ops::Range;

use super::Span;
use super::build::Build;
use crate::content::display::{Mark, Show, display};
use crate::content::sanitize::Layout;
use crate::content::scan::Finding;

/// Text that waits to become a span: neighbours are joined first, because an emoji must not be torn apart.
pub(super) struct Pending {
    pub(super) text: String,
    pub(super) source: Range<usize>,
}

/// A finding and its number among those that were given.
type Placed<'a> = (usize, &'a Finding);

impl Build<'_> {
    /// Words with line ends in them, as code and HTML have.
    pub(super) fn words(&mut self, words: &str, source: Range<usize>) {
        let exact = self.is_source(words, &source);
        let mut start = source.start;
        for line in words.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            let place = if exact {
                start..start + text.len()
            } else {
                source.clone()
            };
            self.text(text, place);
            if text.len() < line.len() {
                self.end_line();
            }
            start += line.len();
        }
    }

    pub(super) fn text(&mut self, text: &str, source: Range<usize>) {
        match &mut self.pending {
            Some(pending) if pending.source.end == source.start => {
                pending.text.push_str(text);
                pending.source.end = source.end;
            }
            _ => {
                self.flush();
                self.pending = Some(Pending {
                    text: text.to_owned(),
                    source,
                });
            }
        }
    }

    /// Whether `text` is exactly what stands at `source`.
    pub(super) fn is_source(&self, text: &str, source: &Range<usize>) -> bool {
        self.source.get(source.clone()) == Some(text)
    }

    /// Makes a span of what waits.
    pub(super) fn flush(&mut self) {
        let Some(Pending { text, source }) = self.pending.take() else {
            return;
        };
        if text.is_empty() {
            return;
        }
        let (passed, here) = self.findings.due(&source);
        let show = Show {
            emoji: self.emoji,
            layout: Layout::Line,
        };
        let mut shown = if self.is_source(&text, &source) {
            let local: Vec<Finding> = here
                .0
                .iter()
                .map(|(_, finding)| shifted(finding, &source))
                .collect();
            let mut shown = display(&text, &local, show);
            for mark in &mut shown.marks {
                mark.finding = here.0.get(mark.finding).map_or(0, |(index, _)| *index);
            }
            shown
        } else {
            let mut shown = display(&text, &[], show);
            shown.marks = here.at(shown.text.len()).collect();
            shown
        };
        let last = self.spans.last_mut().or_else(|| {
            let mut lines = self.lines.iter_mut().rev();
            lines.find_map(|line| line.spans.last_mut())
        });
        if let Some(last) = last {
            last.marks.extend(passed.at(last.text.len()));
        } else {
            shown.marks.splice(0..0, passed.at(0));
        }
        let (text, marks) = (shown.text.into_owned(), shown.marks);
        self.spans.push(Span {
            text,
            style: self.style,
            marks,
        });
    }
}

/// The findings in a text, in order of their ends, and how many have their mark.
pub(super) struct Findings<'a> {
    placed: Vec<Placed<'a>>,
    marked: usize,
}

impl<'a> Findings<'a> {
    /// Those that have a place.
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let mut placed: Vec<_> = findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.span.is_some())
            .collect();
        placed.sort_by_key(|(_, finding)| finding.span.as_ref().map_or(0, |span| span.end));
        Self { placed, marked: 0 }
    }

    /// Findings that end before `source` begins, in signs that are not shown, and those that end in it.
    fn due(&mut self, source: &Range<usize>) -> (Run<'a>, Run<'a>) {
        let rest = self.placed.get(self.marked..).unwrap_or_default();
        let ends_by = |at: usize| {
            rest.partition_point(|(_, finding)| {
                finding.span.as_ref().is_none_or(|span| span.end <= at)
            })
        };
        let (passed, here) = (ends_by(source.start), ends_by(source.end));
        self.marked += here.max(passed);
        (
            Run(rest.get(..passed).unwrap_or_default().to_vec()),
            Run(rest.get(passed..here).unwrap_or_default().to_vec()),
        )
    }

    /// Those that have no mark yet.
    pub(super) fn rest(&mut self) -> Run<'a> {
        let rest = self.placed.split_off(self.marked.min(self.placed.len()));
        Run(rest)
    }
}

/// Findings that follow each other.
pub(super) struct Run<'a>(Vec<Placed<'a>>);

impl Run<'_> {
    /// Their marks, all at one place.
    pub(super) fn at(&self, at: usize) -> impl Iterator<Item = Mark> {
        self.0
            .iter()
            .map(move |(index, finding)| mark_at(at, *index, finding))
    }
}

/// The finding as if the text began where `part` does.
fn shifted(finding: &Finding, part: &Range<usize>) -> Finding {
    let mut finding = finding.clone();
    if let Some(span) = &mut finding.span {
        *span = span.start.saturating_sub(part.start)..span.end.saturating_sub(part.start);
    }
    finding
}

fn mark_at(at: usize, index: usize, finding: &Finding) -> Mark {
    Mark {
        range: at..at,
        rule: finding.rule,
        finding: index,
    }
}
