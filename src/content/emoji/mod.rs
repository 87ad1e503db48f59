//! Finds emoji the way a reader counts them: a family, a flag, a keycap or a toned hand is one; a character of ordinary
//! writing, such as (c), a digit or an arrow, is none. A pictograph that stands without its selector, such as a bare heart, is
//! one: devices disagree on whether they draw it in colour.

mod name;
mod sequence;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use name::{shortcode, words};
pub(super) use sequence::{keycap_base, sequence_at};

use super::class::{Class, Classes, decode};

/// Where the emoji of a text are, in order, as byte ranges. Takes time linear in the length of the text, whatever it holds.
pub fn find(text: &str) -> Find<'_> {
    Find {
        bytes: text.as_bytes(),
        at: 0,
    }
}

/// Iterator over the emoji of a text, see [`find`].
#[derive(Clone, Debug)]
pub struct Find<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Iterator for Find<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        self.at = skip_ascii(self.bytes, self.at);
        if self.at >= self.bytes.len() {
            return None;
        }
        let classes = Classes::get();
        loop {
            self.at = skip_ascii(self.bytes, self.at);
            let start = self.at;
            let (scalar, length) = decode(self.bytes, start)?;
            match classes.of(scalar) {
                Class::Emoji | Class::Pictograph | Class::Tone | Class::Regional => {
                    let sequence = sequence_at(self.bytes, start, classes);
                    self.at = sequence.end;
                    if sequence.emoji {
                        return Some(start..sequence.end);
                    }
                }
                Class::Keycap => {
                    self.at += length;
                    if let Some(base) = keycap_base(self.bytes, start) {
                        return Some(base..self.at);
                    }
                }
                _ => self.at += length,
            }
        }
    }
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Where the ASCII that begins at `at` ends: 64 bytes at a time, then eight, then one.
#[inline]
fn skip_ascii(bytes: &[u8], mut at: usize) -> usize {
    if bytes.get(at).is_none_or(|b| *b >= 0x80) {
        return at;
    }
    while let Some(block) = bytes.get(at..at + 64)
        && block.iter().fold(0, |all, b| all | b) < 0x80
    {
        at += 64;
    }
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let high = u64::from_le_bytes(*word) & HIGH_BITS;
        if high != 0 {
            return at + (high.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|b| *b < 0x80) {
        at += 1;
    }
    at
}
