//! Words and signs of Power Fx.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `"…"` with its quotes; quotes inside are doubled.
    Text,
    /// `$"…"`: a text with formulas in braces.
    Filled,
    /// A name, also one in single quotes, or a number.
    Name,
    /// Any other sign.
    Sign(u8),
}

/// Reads the tokens of a part of a text, stepping over blanks and comments.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Lexer<'a> {
    /// Reads `range` of `source`.
    pub(super) fn new(source: &'a str, range: Range<usize>) -> Self {
        Self {
            source,
            at: range.start,
            end: range.end.min(source.len()),
        }
    }

    /// Where the next token is looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes on at another place.
    pub(super) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source
            .as_bytes()
            .get(at)
            .copied()
            .filter(|_| at < self.end)
    }

    /// The next token, without taking it.
    pub(super) fn peek(&self) -> Option<(Token, Range<usize>)> {
        self.clone().next()
    }

    fn skip_blanks(&mut self) {
        while let Some(b) = self.byte(self.at) {
            let comment = (b == b'/').then(|| self.byte(self.at + 1)).flatten();
            self.at += match comment {
                Some(b'/') => self.until("\n"),
                Some(b'*') => self.until("*/"),
                _ if b.is_ascii_whitespace() => 1,
                _ => return,
            };
        }
    }

    /// How far it is behind the next `end`, or to the end of everything.
    fn until(&self, end: &str) -> usize {
        let rest = self.source.get(self.at..self.end).unwrap_or_default();
        rest.find(end)
            .map_or(rest.len().max(1), |at| at + end.len())
    }

    /// Behind a text in these quotes that begins at `start`; doubled quotes are part of it.
    fn quoted(&self, start: usize, quote: u8) -> usize {
        let mut at = start + 1;
        while let Some(b) = self.byte(at) {
            at += 1;
            if b == quote {
                if self.byte(at) != Some(quote) {
                    return at;
                }
                at += 1;
            }
        }
        at
    }
}

impl Iterator for Lexer<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blanks();
        let start = self.at;
        let first = self.byte(start)?;
        let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | 0x80..);
        let (token, end) = match first {
            b'"' => (Token::Text, self.quoted(start, b'"')),
            b'$' if self.byte(start + 1) == Some(b'"') => {
                (Token::Filled, self.quoted(start + 1, b'"'))
            }
            b'\'' => (Token::Name, self.quoted(start, b'\'')),
            b if named(b) => {
                let mut end = start;
                while self.byte(end).is_some_and(named) {
                    end += 1;
                }
                (Token::Name, end)
            }
            sign => (Token::Sign(sign), start + 1),
        };
        self.at = end;
        Some((token, start..end))
    }
}
