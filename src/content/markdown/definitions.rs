//! Definitions of links, `[1]: https://… "Title"`: Markdown reads and hides them, but they are what Copilot Studio says its
//! answers are from. They are shown where they stand, as they are written.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::build::Build;

/// The reader of Markdown tells of everything but definitions: what lies between two blocks is one, or nothing.
#[derive(Default)]
pub(super) struct Gaps {
    /// Where the source is told of up to.
    told: usize,
    /// Where the last cell of a table ended.
    pub(super) cell: usize,
}

impl Gaps {
    /// The gap before an event, if there may be a definition in it.
    fn before(&mut self, event: &Event<'_>, source: &Range<usize>) -> Option<Range<usize>> {
        let (gap_end, told) = match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                // Its own mark, `[^1]:`, is told of.
                (source.start, source.start + label.len() + "[^]:".len())
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                (source.start, source.start)
            }
            Event::End(
                TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition,
            ) => (source.end, source.end),
            _ => (source.start, source.end),
        };
        let gap = self.told..gap_end;
        self.told = self.told.max(told);
        (gap.start < gap.end).then_some(gap)
    }
}

impl Build<'_> {
    /// Shows the definitions before an event.
    pub(super) fn definitions_before(&mut self, event: &Event<'_>, source: &Range<usize>) {
        if let Some(gap) = self.gaps.before(event, source) {
            self.definitions(gap);
        }
    }

    /// Shows the definitions after the last event.
    pub(super) fn definitions_at_end(&mut self) {
        self.definitions(self.gaps.told..self.source.len());
    }

    fn definitions(&mut self, gap: Range<usize>) {
        let Some(text) = self
            .source
            .get(gap.clone())
            .filter(|gap| gap.contains("]:"))
        else {
            return;
        };
        self.block();
        let mut start = gap.start;
        for line in text.split_inclusive(['\n', '\r']) {
            let words = without_marker(line.trim_start_matches([' ', '\t', '>'])).trim();
            if !words.is_empty() {
                let at = start + line.find(words).unwrap_or(0);
                self.set(|style| style.address = true);
                self.text(words, at..at + words.len());
                self.set(|style| style.address = false);
                self.end_text();
            }
            start += line.len();
        }
        self.gap = true;
    }
}

/// A line of a list without its marker.
fn without_marker(line: &str) -> &str {
    let digits = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let rest = match digits.strip_prefix(['.', ')']) {
        Some(rest) if digits.len() < line.len() => rest,
        _ => line.strip_prefix(['-', '+', '*']).unwrap_or(line),
    };
    rest.trim_start()
}
