//! The grammar of emoji sequences (UTS #51), read forwards from the first character.

use crate::content::class::{Class, Classes, decode};

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) struct Sequence {
    /// Where it ends.
    pub end: usize,
    /// Whether it shows as an emoji, not as text.
    pub emoji: bool,
    /// Whether joiners or tags are part of it.
    pub composed: bool,
    /// Whether it is one character that shows as text by default, and that many a device draws as an emoji all the same.
    pub bare: bool,
}

const VS15: u32 = 0xfe0e;
const VS16: u32 = 0xfe0f;
const BLACK_FLAG: u32 = 0x1_f3f4;
const CANCEL_TAG: u32 = 0xe_007f;

/// Reads the sequence whose first character, an emoji, pictograph, skin tone or regional indicator, begins at `start`.
pub(in crate::content) fn sequence_at(bytes: &[u8], start: usize, classes: &Classes) -> Sequence {
    let Some((base, length)) = decode(bytes, start) else {
        return Sequence {
            end: bytes.len(),
            emoji: false,
            composed: false,
            bare: false,
        };
    };
    let class = classes.of(base);
    let end = start + length;
    match class {
        Class::Regional => Sequence {
            end: second_regional(bytes, end, classes),
            emoji: true,
            composed: false,
            bare: false,
        },
        Class::Tone => Sequence {
            end,
            emoji: true,
            composed: false,
            bare: false,
        },
        _ => joined_at(bytes, end, base, class, classes),
    }
}

fn second_regional(bytes: &[u8], at: usize, classes: &Classes) -> usize {
    match decode(bytes, at) {
        Some((second, length)) if classes.of(second) == Class::Regional => at + length,
        _ => at,
    }
}

/// Elements held together by joiners; `at` is behind the first character of the first element.
fn joined_at(bytes: &[u8], at: usize, base: u32, class: Class, classes: &Classes) -> Sequence {
    let alone = at;
    let (mut at, mut emoji) = modifiers(bytes, at, class, classes);
    if base == BLACK_FLAG
        && let Some(end) = subdivision(bytes, at)
    {
        return Sequence {
            end,
            emoji: true,
            composed: true,
            bare: false,
        };
    }
    let mut joined = false;
    while let Some((0x200d, joiner)) = decode(bytes, at)
        && let Some((next, length)) = decode(bytes, at + joiner)
        && let class @ (Class::Emoji | Class::Pictograph) = classes.of(next)
    {
        (at, _) = modifiers(bytes, at + joiner + length, class, classes);
        (emoji, joined) = (true, true);
    }
    // Pictographs beyond the first plane are nothing but emoji; whoever left their selector out meant one.
    let unqualified = !emoji && at == alone && !is_ordinary(base);
    Sequence {
        end: at,
        emoji: emoji || unqualified,
        composed: joined,
        bare: unqualified && base < 0x1_0000,
    }
}

/// Characters of ordinary writing among those that a selector can make an emoji: marks of rights, punctuation, letters in
/// circles and squares, arrows, the shapes of lists and players.
fn is_ordinary(scalar: u32) -> bool {
    matches!(scalar,
        0xa9 | 0xae | 0x203c | 0x2049 | 0x2122 | 0x2139 | 0x2194..=0x2199 | 0x21a9 | 0x21aa | 0x24c2
        | 0x25aa | 0x25ab | 0x25b6 | 0x25c0 | 0x25fb | 0x25fc | 0x27a1 | 0x2934 | 0x2935 | 0x2b05..=0x2b07
        | 0x3030 | 0x303d | 0x3297 | 0x3299)
}

/// A variation selector, then a skin tone, each at most once. Answers where they end and whether the element shows as an
/// emoji.
fn modifiers(bytes: &[u8], mut at: usize, class: Class, classes: &Classes) -> (usize, bool) {
    let mut emoji = class == Class::Emoji;
    match decode(bytes, at) {
        Some((VS15, length)) => return (at + length, false),
        Some((VS16, length)) => {
            at += length;
            emoji = true;
        }
        _ => {}
    }
    match decode(bytes, at) {
        Some((tone, length)) if classes.of(tone) == Class::Tone => (at + length, true),
        _ => (at, emoji),
    }
}

/// The tags of a flag of a region, such as `gbeng`: three to six small letters or digits and the end mark. Any other run
/// of tags is no part of an emoji: it is text that hides.
fn subdivision(bytes: &[u8], mut at: usize) -> Option<usize> {
    for count in 0..=6 {
        let (tag, length) = decode(bytes, at)?;
        at += length;
        match tag {
            CANCEL_TAG => return (count >= 3).then_some(at),
            0xe_0030..=0xe_0039 | 0xe_0061..=0xe_007a => {}
            _ => return None,
        }
    }
    None
}

/// Where the keycap begins whose U+20E3 stands at `at`: a digit, `#` or `*`, with or without a variation selector.
pub(in crate::content) fn keycap_base(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(..at)?;
    let before = before.strip_suffix("\u{fe0f}".as_bytes()).unwrap_or(before);
    let base = before.len().checked_sub(1)?;
    matches!(before.get(base)?, b'0'..=b'9' | b'#' | b'*').then_some(base)
}
