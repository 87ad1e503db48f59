//! Scalars that stand in a line or run over several: plain, in single and in double quotes.

use std::borrow::Cow;
use std::ops::Range;

use super::Style;
use crate::check::place::{Decoded, Writer};

/// Reads the scalar that stands in `range` of the file; for quoted ones, with its quotes. `None` if it is written in a
/// way that is not understood.
pub(super) fn read(file: &str, range: Range<usize>, style: Style) -> Option<Decoded<'_>> {
    let range = match style {
        Style::Single | Style::Double => range.start + 1..range.end.checked_sub(1)?,
        _ => range,
    };
    let source = file.get(range.clone())?;
    let special = |b: u8| match style {
        Style::Single => matches!(b, b'\n' | b'\r' | b'\''),
        Style::Double => matches!(b, b'\n' | b'\r' | b'\\'),
        _ => matches!(b, b'\n' | b'\r'),
    };
    if !source.bytes().any(special) {
        return Some(Decoded::verbatim(source, range.start));
    }
    let mut reader = Reader {
        file,
        end: range.end,
        at: range.start,
        writer: Writer::new(range.start),
        blanks: None,
    };
    while reader.at < range.end {
        match *file.as_bytes().get(reader.at)? {
            b'\n' | b'\r' => reader.fold(),
            b'\'' if style == Style::Single => reader.replace(2, "'"),
            b'\\' if style == Style::Double => reader.escape()?,
            _ => reader.verbatim()?,
        }
    }
    Some(reader.writer.finish())
}

struct Reader<'a> {
    file: &'a str,
    end: usize,
    at: usize,
    writer: Writer,
    /// Where blanks began that nothing has followed yet: in the text and in the file.
    blanks: Option<(usize, usize)>,
}

impl Reader<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.file
            .as_bytes()
            .get(at)
            .copied()
            .filter(|_| at < self.end)
    }

    fn verbatim(&mut self) -> Option<()> {
        let c = self.file.get(self.at..)?.chars().next()?;
        if matches!(c, ' ' | '\t') {
            self.blanks.get_or_insert((self.writer.len(), self.at));
        } else {
            self.blanks = None;
        }
        self.writer.verbatim(c, self.at);
        self.at += c.len_utf8();
        Some(())
    }

    fn replace(&mut self, length: usize, text: &str) {
        self.blanks = None;
        self.writer.replace(text, self.at..self.at + length);
        self.at += length;
    }

    /// Line ends with the blanks around them: one is a space, each further one a line end.
    fn fold(&mut self) {
        let (text, start) = self.blanks.take().unwrap_or((self.writer.len(), self.at));
        self.writer.truncate(text);
        let breaks = self.skip_breaks();
        let folded: Cow<'_, str> = match breaks {
            0 | 1 => " ".into(),
            more => "\n".repeat(more - 1).into(),
        };
        self.writer.replace(&folded, start..self.at);
    }

    /// Steps over line ends and blanks; how many line ends.
    fn skip_breaks(&mut self) -> usize {
        let mut breaks = 0;
        while let Some(b) = self.byte(self.at) {
            match b {
                b'\r' if self.byte(self.at + 1) == Some(b'\n') => {}
                b'\r' | b'\n' => breaks += 1,
                b' ' | b'\t' => {}
                _ => break,
            }
            self.at += 1;
        }
        breaks
    }

    fn escape(&mut self) -> Option<()> {
        let digits = match self.byte(self.at + 1)? {
            b'\n' | b'\r' => {
                let start = self.at;
                self.at += 1;
                let breaks = self.skip_breaks();
                self.blanks = None;
                let folded = "\n".repeat(breaks.saturating_sub(1));
                self.writer.replace(&folded, start..self.at);
                return Some(());
            }
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            other => {
                let c = simple(other)?;
                self.replace(2, c.encode_utf8(&mut [0; 4]));
                return Some(());
            }
        };
        let first = self.at + 2;
        let code = self.file.get(first..first + digits)?;
        let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
        self.replace(2 + digits, c.encode_utf8(&mut [0; 4]));
        Some(())
    }
}

/// The escapes of one letter in double quotes (YAML 1.2.2, 5.7).
fn simple(letter: u8) -> Option<char> {
    Some(match letter {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
