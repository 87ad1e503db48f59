//! HTML in messages: bots send `<br>` and a handful of tags that only style. Those are read; everything else, comments
//! among it, stays visible as it is written.

use std::ops::Range;

use super::build::Build;
use super::{LineKind, Style};

/// Longest tag that is read as one, in bytes.
const LONGEST: usize = 2048;

/// A piece of HTML.
enum Piece<'a> {
    /// Words, or a tag nobody knows.
    Words,
    /// A tag: its name in lower case, whether it closes, its attributes.
    Tag(String, bool, &'a str),
}

impl Build<'_> {
    /// A block of HTML or a single tag.
    pub(super) fn html(&mut self, html: &str, source: &Range<usize>) {
        let exact = self.is_source(html, source);
        let mut done = 0;
        while let Some(rest) = html.get(done..).filter(|rest| !rest.is_empty()) {
            let (length, piece) = piece(rest);
            let place = if exact {
                source.start + done..source.start + done + length
            } else {
                source.clone()
            };
            let written = rest.get(..length).unwrap_or(rest);
            match piece {
                Piece::Tag(name, closes, attributes) => {
                    if !self.tag(&name, closes, attributes) {
                        self.words(written, place);
                    }
                }
                // A block of HTML has line ends between its tags that stand for nothing.
                Piece::Words if written.trim().is_empty() && self.spans.is_empty() => {}
                Piece::Words if written.contains('&') => self.entities(written, &place),
                Piece::Words => self.words(written, place),
            }
            done += length.max(1);
        }
    }

    /// What a tag does; false if it is one that stays visible.
    fn tag(&mut self, name: &str, closes: bool, attributes: &str) -> bool {
        match name {
            "b" | "strong" => self.set(|style| style.bold = !closes),
            "i" | "em" => self.set(|style| style.italic = !closes),
            "s" | "del" | "strike" => self.set(|style| style.strike = !closes),
            "u" | "ins" => self.set(|style| style.underline = !closes),
            "mark" => self.set(|style| style.highlight = !closes),
            "code" | "tt" | "kbd" => self.set(|style| style.code = !closes),
            "br" => self.break_line(),
            "p" | "div" | "ul" | "ol" | "table" | "tr" | "blockquote" | "h1" | "h2" | "h3"
            | "h4" | "h5" | "h6" | "section" => {
                self.end_words();
            }
            "hr" => {
                self.end_words();
                self.kind = LineKind::Rule;
                self.end_line();
            }
            "li" => {
                self.end_words();
                if !closes {
                    self.say("• ", Style::default());
                }
            }
            "td" | "th" if closes => self.say("  ", Style::default()),
            "a" if closes => self.leave_html_link(),
            "a" => {
                self.leave_html_link();
                self.set(|style| style.link = true);
                self.html_link = attribute(attributes, "href").map(str::to_owned);
            }
            "img" => {
                let image = Style {
                    image: true,
                    ..Style::default()
                };
                self.say(attribute(attributes, "alt").unwrap_or("picture"), image);
                self.address(attribute(attributes, "src").unwrap_or_default());
            }
            "td" | "th" | "span" | "font" | "sup" | "sub" | "small" | "big" | "center"
            | "tbody" | "thead" | "html" | "body" | "at" | "nobr" => {}
            _ => return false,
        }
        true
    }

    /// Words of a block of HTML; the reader of Markdown leaves their entities as they are.
    fn entities(&mut self, words: &str, source: &Range<usize>) {
        const KNOWN: [(&str, &str); 7] = [
            ("&nbsp;", "\u{a0}"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ];
        let mut read = words.to_owned();
        for (entity, sign) in KNOWN {
            read = read.replace(entity, sign);
        }
        self.words(&read, source.clone());
    }
}

/// The piece of HTML at the beginning of `html`, and its length.
fn piece(html: &str) -> (usize, Piece<'_>) {
    let Some(rest) = html.strip_prefix('<') else {
        return (html.find('<').unwrap_or(html.len()), Piece::Words);
    };
    let closes = rest.starts_with('/');
    let name_at = rest.strip_prefix('/').unwrap_or(rest);
    let name_end = name_at
        .find(|sign: char| !sign.is_ascii_alphanumeric())
        .unwrap_or(name_at.len());
    let name = name_at.get(..name_end).unwrap_or_default();
    let inside = name_at.get(name_end..).unwrap_or_default();
    match end_of_tag(inside) {
        Some(end) if !name.is_empty() => {
            let length = 1 + usize::from(closes) + name_end + end + 1;
            let attributes = inside.get(..end).unwrap_or_default();
            let name = name.to_ascii_lowercase();
            (length, Piece::Tag(name, closes, attributes))
        }
        _ => (
            rest.find('<').map_or(html.len(), |next| next + 1),
            Piece::Words,
        ),
    }
}

/// Where the `>` of a tag is, outside of quotes.
fn end_of_tag(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        let end = rest.find(|sign: char| sign.is_whitespace() || sign == '=')?;
        let (key, after) = rest.split_at_checked(end)?;
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|sign| matches!(sign, '"' | '\''));
        let (value, left) = match quote {
            Some(quote) => value.get(1..)?.split_once(quote)?,
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = left;
    }
}
