//! Collects the rows of a card within bounds.

use std::borrow::Cow;

use serde_json::Value;

use super::{Card, Content, Row};
use crate::content::display::{Displayed, Show, display};
use crate::content::markdown;
use crate::content::sanitize::{EmojiStyle, Layout, excerpt, value_text};
use crate::content::scan::{Context, scan_label};

/// Most rows of one card.
const ROWS: usize = 400;
/// Deepest indentation.
const INDENT: u8 = 8;
/// How deep elements may nest.
const DEPTH: u32 = 24;
/// Longest address and longest name of an unknown element, in characters.
const ADDRESS: usize = 200;
const NAME: usize = 40;

/// A card in the making.
pub(super) struct Builder<'a> {
    context: &'a Context,
    emoji: EmojiStyle,
    rows: Vec<Row>,
    left_out: usize,
    indent: u8,
    depth: u32,
}

impl<'a> Builder<'a> {
    /// An empty card.
    pub(super) fn new(context: &'a Context, emoji: EmojiStyle) -> Self {
        Self {
            context,
            emoji,
            rows: Vec::new(),
            left_out: 0,
            indent: 0,
            depth: 0,
        }
    }

    /// A text of the card as it is shown, with the places of its findings.
    pub(super) fn shown(&self, text: &str) -> Displayed<'static> {
        let findings = scan_label(text, self.context);
        let shown = display(
            text,
            &findings,
            Show {
                emoji: self.emoji,
                layout: Layout::Line,
            },
        );
        Displayed {
            text: Cow::Owned(shown.text.into_owned()),
            marks: shown.marks,
        }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, content: Content) {
        if self.rows.len() < ROWS {
            self.rows.push(Row {
                indent: self.indent.min(INDENT),
                content,
            });
        } else {
            self.left_out += 1;
        }
    }

    /// Adds words that may be Markdown, a row for each line; nothing if there are none.
    pub(super) fn words(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let findings = scan_label(text, self.context);
        for line in markdown::lines(text, &findings, self.emoji) {
            self.push(Content::Text(line));
        }
    }

    /// Adds a title, if there is one.
    pub(super) fn heading(&mut self, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            let shown = self.shown(text);
            self.push(Content::Heading(shown));
        }
    }

    /// Adds a name and its value.
    pub(super) fn fact(&mut self, name: &str, value: &str) {
        let (name, value) = (self.shown(name), self.shown(value));
        self.push(Content::Fact { name, value });
    }

    /// Adds a button.
    pub(super) fn action(&mut self, title: &str, address: &str) {
        let title = self.shown(title);
        self.push(Content::Action {
            title,
            address: excerpt(address, ADDRESS),
        });
    }

    /// Adds a picture by its words, else by the end of its address.
    pub(super) fn image(&mut self, alt: Option<&str>, address: Option<&str>) {
        let file = address.and_then(|address| address.split(['?', '#']).next()?.rsplit('/').next());
        let words = alt
            .filter(|alt| !alt.trim().is_empty())
            .or(file)
            .unwrap_or("without words");
        let shown = self.shown(words.get(..ADDRESS).unwrap_or(words));
        self.push(Content::Image(shown));
    }

    /// Adds sound, film or a file.
    pub(super) fn media(&mut self, name: &str, address: &str) {
        let name = self.shown(name);
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

    /// Does something one level deeper, unless that is too deep.
    pub(super) fn deeper(&mut self, build: impl FnOnce(&mut Self)) {
        if self.depth >= DEPTH || self.rows.len() >= ROWS {
            return self.unshown("more, nested too deeply");
        }
        self.depth += 1;
        build(self);
        self.depth -= 1;
    }

    /// The rows of something, apart from the card: to see whether they fit side by side.
    pub(super) fn apart(&mut self, build: impl FnOnce(&mut Self)) -> Vec<Row> {
        let begin = self.rows.len();
        build(self);
        self.rows.split_off(begin)
    }

    /// Adds rows that were built apart.
    pub(super) fn append(&mut self, rows: Vec<Row>) {
        self.rows.extend(rows);
    }

    /// The card.
    pub(super) fn finish(mut self, label: &str) -> Card {
        if self.left_out > 0 {
            let content = Content::Unshown(format!("{} more rows", self.left_out));
            self.rows.push(Row { indent: 0, content });
        }
        Card {
            label: excerpt(label, NAME),
            rows: self.rows,
        }
    }
}

/// A member that is a text.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// A member as text for a person, whatever its type; empty if absent.
pub(super) fn any<'v>(value: &'v Value, key: &str) -> Cow<'v, str> {
    value.get(key).map_or(Cow::Borrowed(""), value_text)
}

/// The elements of a member that is a list; a single object counts as a list of one.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::Array(list)) => list,
        Some(single @ Value::Object(_)) => std::slice::from_ref(single),
        _ => &[],
    }
}
