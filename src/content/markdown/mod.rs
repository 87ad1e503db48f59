//! Markdown as styled lines, without anything of a terminal in it.
//!
//! Every span is sanitised after the Markdown is read, so that nothing hides in an entity such as `&#27;`. Styles nest only
//! so far, and a text longer than any message may be is shown as it stands.

mod build;
mod definitions;
mod html;
mod links;
mod spans;
#[cfg(test)]
mod tests;

use super::display::Mark;
use super::sanitize::EmojiStyle;
use super::scan::Finding;

/// Texts longer than this many bytes are not read as Markdown: no message may be that long (rule OC-SIZE-28K).
pub const LIMIT: usize = 64 * 1024;

/// One line to show; it may be wider than the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What kind of line it is.
    pub kind: LineKind,
    /// How many block quotes it stands in, at most 8.
    pub quote: u8,
    /// How many lists it stands in, at most 8; its bullet counts.
    pub indent: u8,
    /// What it says; nothing for a blank line.
    pub spans: Vec<Span>,
}

/// The kind of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    #[default]
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The first line of a list's item, with its bullet: `•` or `3.`.
    Item(String),
    /// A line of code.
    Code,
    /// A line across; it says nothing.
    Rule,
    /// A row of a table; the rows of one table follow each other.
    Row {
        /// Whether it names the columns.
        header: bool,
        /// How many spans there are up to the end of each cell.
        ends: Vec<usize>,
    },
}

/// A piece of a line in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Sanitised; no line ends.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// Places of findings in `text`, in order of their ends.
    pub marks: Vec<Mark>,
}

/// How a span is set apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "styles combine freely")]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Italics.
    pub italic: bool,
    /// Struck through.
    pub strike: bool,
    /// Underlined.
    pub underline: bool,
    /// Marked as with a pen.
    pub highlight: bool,
    /// Monospace.
    pub code: bool,
    /// Words of a link; where it leads stands behind it.
    pub link: bool,
    /// Where a link or image leads.
    pub address: bool,
    /// What an image shows, in words.
    pub image: bool,
}

impl Line {
    /// Makes it a heading, if it is running text.
    pub fn become_heading(&mut self) {
        if self.kind == LineKind::Text {
            self.kind = LineKind::Heading(1);
        }
    }

    /// The spans of each cell of a row; of another line, all its spans.
    pub fn cells(&self) -> Vec<&[Span]> {
        let LineKind::Row { ends, .. } = &self.kind else {
            return vec![&self.spans];
        };
        let mut start = 0;
        let mut cells = Vec::with_capacity(ends.len());
        for end in ends {
            cells.push(self.spans.get(start..*end).unwrap_or_default());
            start = *end;
        }
        cells
    }
}

/// Reads Markdown. `findings` are those of [`scan_text`](super::scan::scan_text) on the same text.
pub fn lines(text: &str, findings: &[Finding], emoji: EmojiStyle) -> Vec<Line> {
    if text.len() > LIMIT {
        return plain(text, findings, emoji);
    }
    build::markdown(text, findings, emoji)
}

/// The lines of a text that is no Markdown.
pub fn plain(text: &str, findings: &[Finding], emoji: EmojiStyle) -> Vec<Line> {
    build::plain(text, findings, emoji)
}

/// The words of a line, without its style.
impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spans
            .iter()
            .try_for_each(|span| f.write_str(&span.text))
    }
}
