//! Markdown without the signs of the styles a channel does not show; what it does show stays as it is written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{Replacement, in_order};
use crate::content::markdown::LIMIT;
use crate::content::rules::channels::{TextStyle, shows};
use crate::domain::Channel;

/// What stands for the bullet of a list: no sign of Markdown.
const BULLET: &str = "•";

/// What is to be written differently in the part of `text` at `span`, which begins and ends with elements of Markdown, so
/// that the words alone are left where the channel shows no more. In order, without overlap, all within the span.
pub(super) fn edits(text: &str, span: &Range<usize>, channel: Channel) -> Vec<Replacement> {
    if text.len() > LIMIT {
        return Vec::new();
    }
    let mut edits = Edits {
        text,
        channel,
        all: Vec::new(),
        numbers: Vec::new(),
    };
    for (event, at) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        if at.start >= span.start && at.end <= span.end {
            edits.event(&event, at);
        }
    }
    in_order(edits.all)
}

/// What is to be written differently.
struct Edits<'a> {
    text: &'a str,
    channel: Channel,
    all: Vec<Replacement>,
    /// For each list that is open, the number of its next item if it has numbers.
    numbers: Vec<Option<u64>>,
}

impl Edits<'_> {
    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.tag(tag, at),
            Event::End(pulldown_cmark::TagEnd::List(_)) => {
                self.numbers.pop();
            }
            Event::Code(_) if self.lost(TextStyle::Code) => {
                let ticks = self.leading(&at, '`');
                self.around(&at, ticks);
            }
            _ => {}
        }
    }

    fn lost(&self, style: TextStyle) -> bool {
        !shows(self.channel, style)
    }

    fn tag(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Strong if self.lost(TextStyle::Emphasis) => self.around(&at, 2),
            Tag::Emphasis if self.lost(TextStyle::Emphasis) => self.around(&at, 1),
            Tag::Strikethrough if self.lost(TextStyle::Strikethrough) => {
                let signs = self.leading(&at, '~');
                self.around(&at, signs);
            }
            Tag::Heading { .. } if self.lost(TextStyle::Heading) => self.heading(&at),
            Tag::BlockQuote(_) if self.lost(TextStyle::Quote) => self.lines(&at, '>'),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) if self.lost(TextStyle::Code) => {
                self.fence(&at);
            }
            Tag::Link { dest_url, .. } if self.lost(TextStyle::Link) => self.link(&at, dest_url),
            Tag::List(first) => self.numbers.push(*first),
            Tag::Item if self.lost(TextStyle::List) => self.item(&at),
            _ => {}
        }
    }

    fn put(&mut self, range: Range<usize>, instead: impl Into<String>) {
        self.all.push((range, instead.into()));
    }

    fn source(&self, at: &Range<usize>) -> &str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// How many of this sign an element begins with.
    fn leading(&self, at: &Range<usize>, sign: char) -> usize {
        let source = self.source(at);
        source.len() - source.trim_start_matches(sign).len()
    }

    /// Takes so many signs away at both ends.
    fn around(&mut self, at: &Range<usize>, signs: usize) {
        if signs > 0 && at.len() >= 2 * signs {
            self.put(at.start..at.start + signs, "");
            self.put(at.end - signs..at.end, "");
        }
    }

    /// A heading by signs before it, or by a line under it.
    fn heading(&mut self, at: &Range<usize>) {
        let source = self.source(at);
        let body = source.trim_end();
        if source.starts_with('#') {
            let before = source.len() - source.trim_start_matches('#').trim_start().len();
            let words = body.trim_end_matches('#').trim_end().len().max(before);
            let end = body.len();
            self.put(at.start..at.start + before, "");
            self.put(at.start + words..at.start + end.max(words), "");
        } else if let Some(line) = body.rfind('\n') {
            let end = body.len();
            self.put(at.start + line..at.start + end, "");
        }
    }

    /// Takes a sign and the blank behind it away wherever a line begins with it.
    fn lines(&mut self, at: &Range<usize>, sign: char) {
        let mut found = Vec::new();
        let mut start = at.start;
        for line in self.source(at).split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            if let Some(rest) = line.trim_start_matches(' ').strip_prefix(sign) {
                let blank = usize::from(rest.starts_with(' '));
                let from = start + blanks;
                found.push(from..from + sign.len_utf8() + blank);
            }
            start += line.len();
        }
        for range in found {
            self.put(range, "");
        }
    }

    /// Takes the first line and the closing one away.
    fn fence(&mut self, at: &Range<usize>) {
        let source = self.source(at);
        let body = source.trim_end();
        let first = source.find('\n').map_or(source.len(), |end| end + 1);
        let last = body.rfind('\n').filter(|last| {
            let line = body.get(last + 1..).unwrap_or_default().trim();
            !line.is_empty() && line.chars().all(|c| matches!(c, '`' | '~'))
        });
        let end = body.len();
        self.put(at.start..at.start + first, "");
        if let Some(last) = last.filter(|last| *last >= first) {
            self.put(at.start + last..at.start + end, "");
        }
    }

    /// The words of a link, and where it leads behind them.
    fn link(&mut self, at: &Range<usize>, address: &str) {
        let source = self.source(at);
        let Some(inner) = source.strip_prefix('[') else {
            return;
        };
        let Some(length) = closing(inner) else {
            return;
        };
        let words = inner.get(..length).unwrap_or_default();
        let said = words.trim() == address || address.is_empty();
        // Only an address beyond ASCII can have findings of its own; it stays where it is.
        let written = (!address.is_ascii())
            .then(|| inner.get(length..)?.find(address))
            .flatten();
        let (words_end, end) = (at.start + 1 + length, at.end);
        self.put(at.start..at.start + 1, "");
        match written.map(|place| words_end + place) {
            _ if said => self.put(words_end..end, ""),
            Some(begin) => {
                self.put(words_end..begin, " (");
                self.put(begin + address.len()..end, ")");
            }
            None => self.put(words_end..end, format!(" ({address})")),
        }
    }

    /// The bullet or number of an item.
    fn item(&mut self, at: &Range<usize>) {
        let source = self.source(at);
        let sign: usize = source
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '*' | '.' | ')'))
            .map(char::len_utf8)
            .sum();
        let instead = match self.numbers.last_mut() {
            Some(Some(number)) => {
                let shown = format!("({number})");
                *number = number.saturating_add(1);
                shown
            }
            _ => BULLET.to_owned(),
        };
        let sign = match instead.as_str() {
            BULLET => sign.min(1),
            _ => sign,
        };
        self.put(at.start..at.start + sign, instead);
    }
}

/// Where the bracket that is open closes.
fn closing(text: &str) -> Option<usize> {
    let (mut open, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open += 1,
            ']' if open == 0 => return Some(at),
            ']' => open -= 1,
            _ => {}
        }
    }
    None
}
