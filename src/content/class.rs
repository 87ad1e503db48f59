//! What a character is to a terminal and to a bot's other side: one table instead of many range checks.
//!
//! The table is computed once from the crates that carry Unicode's data: `emojis` for what shows as an emoji,
//! `unicode-width` for what takes no cell. A newer Unicode therefore comes with a newer crate.

use std::sync::LazyLock;

use unicode_width::UnicodeWidthChar;

/// What a character is. ASCII is not in here: callers look at the byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Takes a cell and does nothing else.
    Plain,
    /// A mark that sits on the character before it and may pile up on any letter.
    Mark,
    /// A mark or vowel of one script, of which honest words carry more.
    ScriptMark,
    /// An emoji only if a variation selector, a skin tone or a joiner makes it one.
    Pictograph,
    /// An emoji by itself.
    Emoji,
    /// A skin tone.
    Tone,
    /// Half of a flag.
    Regional,
    /// U+20E3, which makes a digit a keycap.
    Keycap,
    /// U+200D.
    Joiner,
    /// U+200C.
    NonJoiner,
    /// A variation selector.
    Selector,
    /// A tag character.
    Tag,
    /// A C1 control.
    Control,
    /// Turns the direction of writing around: embeddings, overrides, isolates.
    Bidi,
    /// Takes no cell and cannot be seen: zero-width spaces, fillers, separators, marks of direction.
    Invisible,
    /// Means what a private agreement says.
    Private,
    /// Will never be a character.
    Nonchar,
}

/// The classes of all characters above ASCII.
pub(super) struct Classes {
    pages: Box<[u16]>,
    classes: Vec<[Class; 256]>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(Classes::compute);

const PLAIN_PAGE: u16 = 0;
const PRIVATE_PAGE: u16 = 1;

impl Classes {
    /// The table; computed on the first call (about a millisecond).
    pub(super) fn get() -> &'static Self {
        &CLASSES
    }

    /// What the character with this scalar value is.
    #[inline]
    pub(super) fn of(&self, scalar: u32) -> Class {
        let page = self
            .pages
            .get((scalar >> 8) as usize)
            .copied()
            .unwrap_or(PLAIN_PAGE);
        self.classes
            .get(page as usize)
            .map_or(Class::Plain, |page| page[(scalar & 0xff) as usize])
    }

    fn compute() -> Self {
        let mut table = Self {
            pages: vec![PLAIN_PAGE; 0x1100].into_boxed_slice(),
            classes: vec![[Class::Plain; 256], [Class::Private; 256]],
        };
        for page in (0xe0..=0xf8).chain(0xf00..=0x10ff) {
            table.pages[page] = PRIVATE_PAGE;
        }
        // Planes 0, 1 and 14 hold everything that takes no cell.
        for c in ('\u{80}'..='\u{1ffff}').chain('\u{e0000}'..='\u{e0fff}') {
            let class = class_of(c);
            if class != table.of(c as u32) {
                table.set(c, class);
            }
        }
        for plane in 0..=0x10_u32 {
            for c in [0xfffe, 0xffff]
                .into_iter()
                .filter_map(|low| char::from_u32(plane << 16 | low))
            {
                table.set(c, Class::Nonchar);
            }
        }
        table.add_emoji();
        table
    }

    fn set(&mut self, c: char, class: Class) {
        let page = (c as usize) >> 8;
        if self.pages[page] <= PRIVATE_PAGE {
            let own = self.classes[self.pages[page] as usize];
            self.pages[page] = self.classes.len() as u16;
            self.classes.push(own);
        }
        self.classes[self.pages[page] as usize][c as usize & 0xff] = class;
    }

    /// A character that occurs in a fully-qualified emoji is an emoji; one that such a sequence qualifies by VS16
    /// somewhere shows as text without it.
    fn add_emoji(&mut self) {
        let bare = |c: char| !c.is_ascii() && !matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{20e3}');
        for emoji in emojis::iter() {
            for c in emoji.as_str().chars().filter(|c| bare(*c)) {
                if self.of(c as u32) == Class::Plain {
                    self.set(c, Class::Emoji);
                }
            }
        }
        for emoji in emojis::iter() {
            let text = emoji.as_str();
            for (c, next) in text.chars().zip(text.chars().skip(1)) {
                if next == '\u{fe0f}' && bare(c) {
                    self.set(c, Class::Pictograph);
                }
            }
        }
    }
}

/// The class of a character, emoji aside.
fn class_of(c: char) -> Class {
    match c {
        '\u{80}'..='\u{9f}' => Class::Control,
        '\u{200c}' => Class::NonJoiner,
        '\u{200d}' => Class::Joiner,
        '\u{20e3}' => Class::Keycap,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Class::Bidi,
        '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{180b}'..='\u{180d}'
        | '\u{180f}' => Class::Selector,
        '\u{e0000}'..='\u{e007f}' => Class::Tag,
        '\u{1f1e6}'..='\u{1f1ff}' => Class::Regional,
        '\u{1f3fb}'..='\u{1f3ff}' => Class::Tone,
        '\u{fdd0}'..='\u{fdef}' => Class::Nonchar,
        '\u{e000}'..='\u{f8ff}' => Class::Private,
        c if is_invisible(c) => Class::Invisible,
        c if c.width() == Some(0) => mark(c),
        _ => Class::Plain,
    }
}

/// Unicode's default-ignorable characters that have no class of their own above, the separators of lines and paragraphs,
/// and the format characters that are drawn as nothing.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e0fff}')
}

/// Marks that go on letters of any script are what floods are made of.
fn mark(c: char) -> Class {
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' => Class::Mark,
        _ => Class::ScriptMark,
    }
}

/// Reads the character that begins at `at`, with its length in bytes. `bytes` are those of a `str` and `at` lies on a
/// boundary; anything else gives U+FFFD of one byte.
#[inline]
pub(super) fn decode(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let low = |offset: usize| bytes.get(at + offset).map(|b| u32::from(b & 0x3f));
    let lead = *bytes.get(at)?;
    let high = u32::from(lead);
    Some(match lead {
        0..0x80 => (high, 1),
        0xc0..0xe0 => ((high & 0x1f) << 6 | low(1)?, 2),
        0xe0..0xf0 => ((high & 0xf) << 12 | low(1)? << 6 | low(2)?, 3),
        0xf0.. => ((high & 7) << 18 | low(1)? << 12 | low(2)? << 6 | low(3)?, 4),
        _ => (0xfffd, 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_agrees_with_the_standard_library() {
        let text = "aé注🙂\u{10ffff}\u{80}";
        let mut at = 0;
        for c in text.chars() {
            let read = decode(text.as_bytes(), at);
            assert_eq!(read, Some((c as u32, c.len_utf8())));
            at += c.len_utf8();
        }
        assert_eq!(decode(text.as_bytes(), at), None);
    }

    #[test]
    fn every_character_without_a_cell_has_a_class_of_its_own() {
        for c in '\u{80}'..=char::MAX {
            if c.width().unwrap_or(0) == 0 {
                assert_ne!(
                    Classes::get().of(c as u32),
                    Class::Plain,
                    "{:04x}",
                    c as u32
                );
            }
        }
    }

    #[test]
    fn letters_are_plain_and_emoji_are_told_from_text() {
        let of = |c: char| Classes::get().of(c as u32);
        for c in "éßЖ注확مนक→½€☐\u{a0}\u{fffd}".chars() {
            assert_eq!(of(c), Class::Plain, "{c}");
        }
        assert_eq!(of('🙂'), Class::Emoji);
        assert_eq!(of('❤'), Class::Pictograph);
        assert_eq!(of('©'), Class::Pictograph);
        assert_eq!(of('\u{e000}'), Class::Private);
        assert_eq!(of('\u{100000}'), Class::Private);
        assert_eq!(of('\u{10ffff}'), Class::Nonchar);
        assert_eq!(of('\u{301}'), Class::Mark);
        assert_eq!(of('\u{94d}'), Class::ScriptMark);
    }
}
