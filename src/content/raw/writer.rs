//! Writes the lines.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value;

use super::{Line, Places, Raw};
use crate::activity::json::escape_pointer;
use crate::content::emoji::shortcode;
use crate::content::sanitize::EmojiStyle;
use crate::content::walk::{What, walk};

pub(super) struct Writer<'a> {
    places: Places<'a>,
    emoji: EmojiStyle,
    raw: Raw,
    line: Line,
    pointer: String,
    depth: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(places: Places<'a>, emoji: EmojiStyle) -> Self {
        Self {
            places,
            emoji,
            raw: Raw::default(),
            line: Line::default(),
            pointer: String::new(),
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> Raw {
        self.raw.lines.push(self.line);
        self.raw
    }

    pub(super) fn value(&mut self, value: &Value) {
        let (line, start) = (self.raw.lines.len(), self.line.text.len());
        match value {
            Value::String(text) => return self.string(text, false),
            Value::Array(items) if !items.is_empty() => {
                self.put("[");
                self.inside(items.iter(), |writer, at, item| {
                    let _ = write!(writer.pointer, "/{at}");
                    writer.value(item);
                });
                self.put("]");
            }
            Value::Object(members) if !members.is_empty() => {
                self.put("{");
                self.inside(members.iter(), |writer, _, (name, value)| {
                    let _ = write!(writer.pointer, "/{}", escape_pointer(name));
                    writer.string(name, true);
                    writer.put(": ");
                    writer.value(value);
                });
                self.put("}");
            }
            other => self.put(&other.to_string()),
        }
        self.whole(line, start);
    }

    /// The elements of a list or the members of an object, a line each.
    fn inside<T>(
        &mut self,
        items: impl ExactSizeIterator<Item = T>,
        mut write: impl FnMut(&mut Self, usize, T),
    ) {
        let (count, length) = (items.len(), self.pointer.len());
        self.depth += 1;
        for (at, item) in items.enumerate() {
            self.end_line();
            write(self, at, item);
            self.pointer.truncate(length);
            if at + 1 < count {
                self.put(",");
            }
        }
        self.depth -= 1;
        self.end_line();
    }

    fn put(&mut self, text: &str) {
        self.line.text.push_str(text);
        self.raw.json.push_str(text);
    }

    fn end_line(&mut self) {
        self.raw.lines.push(std::mem::take(&mut self.line));
        self.raw.json.push('\n');
        let blanks = "  ".repeat(self.depth);
        self.put(&blanks);
    }

    /// Marks what findings about the whole of a value are about: as much of it as stands on its first line.
    fn whole(&mut self, line: usize, start: usize) {
        for (_, finding) in self.places.about(&self.pointer, false) {
            let first = self.raw.lines.get_mut(line).unwrap_or(&mut self.line);
            first.marks.push((start..first.text.len(), finding));
        }
    }

    fn string(&mut self, text: &str, of_name: bool) {
        let found = self.places.about(&self.pointer, of_name);
        let mut ends: Vec<usize> = found
            .iter()
            .filter_map(|(span, _)| span.clone())
            .flat_map(|span| [span.start, span.end])
            .collect();
        ends.sort_unstable();
        ends.dedup();
        let start = self.line.text.len();
        self.put("\"");
        let places = self.escaped(text, &ends);
        self.put("\"");
        let place = |at: usize| {
            let known = ends.binary_search(&at).ok();
            known.and_then(|known| places.get(known)).copied()
        };
        let end = self.line.text.len();
        for (span, finding) in found {
            let range = span
                .and_then(|span: Range<usize>| Some(place(span.start)?..place(span.end)?))
                .unwrap_or(start..end);
            self.line.marks.push((range, finding));
        }
    }

    /// Writes a text with its escapes. Answers where in the line the bytes `ends` of the text stand.
    fn escaped(&mut self, text: &str, ends: &[usize]) -> Vec<usize> {
        let mut places = Vec::with_capacity(ends.len());
        let mut copied = 0;
        for notable in walk(text) {
            self.plain(text, copied..notable.start, ends, &mut places);
            let source = text.get(notable.start..notable.end).unwrap_or_default();
            match notable.what {
                What::Emoji { composed, .. } if !composed || emojis::get(source).is_some() => {
                    self.emoji(source);
                }
                What::Replacement => self.put(source),
                _ => self.hidden(source, notable.start, ends, &mut places),
            }
            copied = notable.end;
        }
        self.plain(text, copied..text.len(), ends, &mut places);
        places.resize(ends.len(), self.line.text.len());
        places
    }

    fn emoji(&mut self, source: &str) {
        self.raw.json.push_str(source);
        match self.emoji {
            EmojiStyle::Glyph => self.line.text.push_str(source),
            EmojiStyle::Shortcode => {
                let _ = write!(self.line.text, "[:{}:]", shortcode(source));
            }
        }
    }

    /// What can be seen: quotes and backslashes are escaped, all else stays.
    fn plain(&mut self, text: &str, range: Range<usize>, ends: &[usize], places: &mut Vec<usize>) {
        let mut at = range.start;
        for c in text.get(range).unwrap_or_default().chars() {
            self.reach(at, ends, places);
            match c {
                '"' => self.put("\\\""),
                '\\' => self.put("\\\\"),
                c => self.put(c.encode_utf8(&mut [0; 4])),
            }
            at += c.len_utf8();
        }
        self.reach(at, ends, places);
    }

    fn hidden(&mut self, source: &str, start: usize, ends: &[usize], places: &mut Vec<usize>) {
        let mut at = start;
        for c in source.chars() {
            self.reach(at, ends, places);
            match c {
                '\n' => self.put("\\n"),
                '\r' => self.put("\\r"),
                '\t' => self.put("\\t"),
                c => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.put(&format!("\\u{unit:04x}"));
                    }
                }
            }
            at += c.len_utf8();
        }
        self.reach(at, ends, places);
    }

    /// Byte `at` of the text is reached: the ends up to it stand here.
    fn reach(&self, at: usize, ends: &[usize], places: &mut Vec<usize>) {
        while ends.get(places.len()).is_some_and(|end| *end <= at) {
            places.push(self.line.text.len());
        }
    }
}
