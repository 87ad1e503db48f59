//! Collects the rows of a card within bounds.

use std::borrow::Cow;

use serde_json::Value;

use super::functions::expand;
use super::places::Places;
use super::reading::{file_name, has_words, parts};
use super::{Card, Content, Look, Row, Table};
use crate::content::display::{Displayed, Show, display, shown_range};
use crate::content::markdown::{self, Line};
use crate::content::sanitize::{Layout, excerpt, value_text};
use crate::content::scan::Finding;

/// Most rows of one card, those in its tables included.
const ROWS: usize = 400;
/// Deepest indentation.
const INDENT: u8 = 8;
/// How deep elements may nest.
const DEPTH: u32 = 24;
/// Longest address, label of a card and name of an unknown element, in characters.
const ADDRESS: usize = 200;
const LABEL: usize = 80;
const NAME: usize = 60;

/// A card in the making.
pub(super) struct Builder<'a> {
    places: &'a Places<'a>,
    look: Look,
    rows: Vec<Row>,
    /// Rows so far, and rows there was no room for.
    count: usize,
    left_out: usize,
    indent: u8,
    depth: u32,
    /// Whether the next row begins an element that is found fault with.
    flagged: bool,
}

impl<'a> Builder<'a> {
    /// An empty card.
    pub(super) fn new(places: &'a Places<'a>, look: Look) -> Self {
        Self {
            places,
            look,
            rows: Vec::new(),
            count: 0,
            left_out: 0,
            indent: 0,
            depth: 0,
            flagged: false,
        }
    }

    /// Whether there is no room for another row: what comes is only counted.
    pub(super) fn is_full(&self) -> bool {
        self.count >= ROWS
    }

    /// The next row begins `element`.
    pub(super) fn begins(&mut self, element: &Value) {
        self.flagged |= !self.places.at(element).is_empty();
    }

    /// Adds a row.
    pub(super) fn push(&mut self, content: Content) {
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        self.count += 1;
        self.rows.push(Row {
            indent: self.indent.min(INDENT),
            flagged: std::mem::take(&mut self.flagged),
            content,
        });
    }

    /// A text as it is shown, with the places of what is found in it.
    pub(super) fn shown(&self, value: Option<&Value>) -> Displayed<'static> {
        let (text, findings) = self.source(value);
        self.line(&text, &findings)
    }

    /// A text of ours as it is shown.
    pub(super) fn plain(&self, text: &str) -> Displayed<'static> {
        self.line(text, &[])
    }

    fn line(&self, text: &str, findings: &[Finding]) -> Displayed<'static> {
        let show = Show {
            emoji: self.look.emoji,
            layout: Layout::Line,
        };
        let shown = display(text.trim_end(), findings, show);
        Displayed {
            text: Cow::Owned(shown.text.into_owned()),
            marks: shown.marks,
        }
    }

    /// A text as Markdown, a line each.
    pub(super) fn styled(&self, value: Option<&Value>) -> Vec<Line> {
        let (text, findings) = self.source(value);
        markdown::lines(text.trim_end(), &findings, self.look.emoji)
    }

    /// A text without Markdown, a line each.
    pub(super) fn unstyled(&self, value: Option<&Value>) -> Vec<Line> {
        let (text, findings) = self.source(value);
        markdown::plain(&text, &findings, self.look.emoji)
    }

    /// The text of a value with its dates written out, and what is found in it.
    fn source<'v>(&self, value: Option<&'v Value>) -> (Cow<'v, str>, Vec<Finding>) {
        let Some(value) = value else {
            return (Cow::Borrowed(""), Vec::new());
        };
        let text = value_text(value);
        let mut findings: Vec<Finding> = self.places.at(value).iter().copied().cloned().collect();
        let (expanded, edits) = expand(&text, self.look.utc_offset);
        if edits.is_empty() {
            return (text, findings);
        }
        for span in findings.iter_mut().filter_map(|found| found.span.as_mut()) {
            *span = shown_range(span, &edits, &expanded);
        }
        (Cow::Owned(expanded.into_owned()), findings)
    }

    /// Adds words that may be Markdown, a row for each line; nothing if there are none.
    pub(super) fn words(&mut self, value: Option<&Value>) {
        if !has_words(value) {
            return;
        }
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        let lines = self.styled(value);
        self.lines(lines);
    }

    /// Adds lines, a row each.
    pub(super) fn lines(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.push(Content::Text(line));
        }
    }

    /// Adds a title, if there is one.
    pub(super) fn heading(&mut self, value: Option<&Value>) {
        if !has_words(value) {
            return;
        }
        let mut lines = self.styled(value);
        for line in &mut lines {
            line.become_heading();
        }
        self.lines(lines);
    }

    /// Adds what is to be known about something: `before`, then the text.
    pub(super) fn note(&mut self, before: &str, value: Option<&Value>) {
        let mut shown = self.shown(value);
        for mark in &mut shown.marks {
            mark.range.start += before.len();
            mark.range.end += before.len();
        }
        shown.text = Cow::Owned(format!("{before}{}", shown.text));
        self.push(Content::Note(shown));
    }

    /// The same for words of ours.
    pub(super) fn remark(&mut self, text: &str) {
        let shown = self.plain(text);
        self.push(Content::Note(shown));
    }

    /// Adds a name and its value; a value of several lines takes several rows.
    pub(super) fn fact(&mut self, name: Option<&Value>, value: Option<&Value>) {
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        let (mut names, mut values) = (
            self.styled(name).into_iter(),
            self.styled(value).into_iter(),
        );
        loop {
            let (name, value) = (names.next(), values.next());
            if name.is_none() && value.is_none() {
                return;
            }
            let (name, value) = (name.unwrap_or_default(), value.unwrap_or_default());
            self.push(Content::Fact { name, value });
        }
    }

    /// Adds something to press.
    pub(super) fn action(&mut self, title: Displayed<'static>, address: &str, notes: &[String]) {
        self.push(Content::Action {
            title,
            address: excerpt(address, ADDRESS),
            note: excerpt(&notes.join(" · "), ADDRESS),
        });
    }

    /// Adds a picture by its words, else by the end of its address.
    pub(super) fn image(&mut self, alt: Option<&Value>, address: &str) {
        let words = if has_words(alt) {
            self.shown(alt)
        } else {
            self.plain(file_name(address).unwrap_or("without words"))
        };
        self.push(Content::Image(words));
    }

    /// Adds sound, film or a file.
    pub(super) fn media(&mut self, name: Displayed<'static>, address: &str) {
        self.push(Content::Media {
            name,
            address: excerpt(address, ADDRESS),
        });
    }

    /// Names something that is not shown.
    pub(super) fn unshown(&mut self, name: &str) {
        let name = excerpt(name, NAME);
        self.push(Content::Unshown(name));
    }

    /// Does something indented by one.
    pub(super) fn indented(&mut self, build: impl FnOnce(&mut Self)) {
        self.indent = self.indent.saturating_add(1);
        build(self);
        self.indent = self.indent.saturating_sub(1);
    }

    /// Does something with `value` one level deeper, unless that is too deep.
    pub(super) fn deeper(&mut self, value: &Value, build: impl FnOnce(&mut Self)) {
        if self.depth >= DEPTH {
            let parts = parts(value);
            return self.unshown(&format!("{parts} more, nested too deeply"));
        }
        self.depth += 1;
        build(self);
        self.depth -= 1;
    }

    /// The rows of a cell, apart from the card.
    pub(super) fn cell(&mut self, build: impl FnOnce(&mut Self)) -> Vec<Row> {
        let rows = std::mem::take(&mut self.rows);
        let indent = std::mem::take(&mut self.indent);
        build(self);
        self.indent = indent;
        std::mem::replace(&mut self.rows, rows)
    }

    /// Adds columns side by side; the rows in them are counted already.
    pub(super) fn table(&mut self, table: Table) {
        self.rows.push(Row {
            indent: self.indent.min(INDENT),
            flagged: std::mem::take(&mut self.flagged),
            content: Content::Table(table),
        });
    }

    /// Adds rows that were built as a cell.
    pub(super) fn append(&mut self, rows: Vec<Row>) {
        let indent = self.indent;
        self.rows.extend(rows.into_iter().map(|row| Row {
            indent: row.indent.saturating_add(indent).min(INDENT),
            ..row
        }));
    }

    /// The card.
    pub(super) fn finish(mut self, label: &str) -> Card {
        if self.left_out > 0 {
            let content = Content::Unshown(format!("{} more rows", self.left_out));
            self.rows.push(Row {
                indent: 0,
                flagged: false,
                content,
            });
        }
        Card {
            label: excerpt(label, LABEL),
            flagged: self.flagged,
            rows: self.rows,
        }
    }
}
