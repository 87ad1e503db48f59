//! One walk over a text that stops at everything worth a second look: line ends, controls, what cannot be seen, what piles
//! up, emoji. The sanitiser replaces what the walk finds and the scanner reports it, so that they can never disagree.

use super::class::{Class, Classes, decode};
use super::emoji;

/// How heavy the marks on one character may be: a mark of any script weighs 2, a vowel or point of one script 1. Four
/// accents pass; so do the stacks of Tibetan and the points of Hebrew.
const MARKS_WEIGHT: u32 = 8;

/// Something worth a second look, with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Notable {
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
    /// What it is.
    pub what: What,
}

/// What the walk stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `\n` or `\r\n`.
    LineEnd,
    /// A tab.
    Tab,
    /// One C0 or C1 control or DEL.
    Control(char),
    /// The same control of direction, this many times in a row.
    Bidi(char, usize),
    /// The same unseen character, this many times in a row; joiners where no script and no emoji needs them among them.
    Invisible(char, usize),
    /// This many tag characters in a row.
    Tags(usize),
    /// This many variation selectors in a row that select nothing.
    Selectors(usize),
    /// This many marks beyond those one character can bear.
    Flood(usize),
    /// A mark with nothing to sit on.
    BareMark,
    /// The same private-use character, this many times in a row.
    Private(char, usize),
    /// The same noncharacter, this many times in a row.
    Nonchar(char, usize),
    /// U+FFFD: something was lost before the text came here.
    Replacement,
    /// An emoji.
    Emoji {
        /// Whether joiners or tags are part of it.
        composed: bool,
        /// Whether it is a character that shows as text by default and may be drawn as an emoji all the same.
        bare: bool,
    },
}

/// The walk.
pub(super) struct Walk<'a> {
    text: &'a str,
    at: usize,
    /// Weight of the marks on the present character.
    marks: u32,
}

/// Walks over `text`. Takes time linear in its length.
pub(super) fn walk(text: &str) -> Walk<'_> {
    Walk {
        text,
        at: 0,
        marks: 0,
    }
}

impl Iterator for Walk<'_> {
    type Item = Notable;

    fn next(&mut self) -> Option<Notable> {
        let bytes = self.text.as_bytes();
        loop {
            let clean = skip_clean(bytes, self.at);
            if clean > self.at {
                (self.at, self.marks) = (clean, 0);
            }
            let start = self.at;
            let found = match *bytes.get(start)? {
                byte @ 0..0x80 => Some(self.control(byte)),
                _ => self.beyond_ascii(start),
            };
            if let Some(notable) = found {
                self.at = notable.end;
                return Some(notable);
            }
        }
    }
}

impl Walk<'_> {
    fn control(&mut self, byte: u8) -> Notable {
        let start = self.at;
        self.marks = 0;
        let (what, length) = match (byte, self.text.as_bytes().get(start + 1)) {
            (b'\n', _) => (What::LineEnd, 1),
            (b'\r', Some(b'\n')) => (What::LineEnd, 2),
            (b'\t', _) => (What::Tab, 1),
            _ => (What::Control(char::from(byte)), 1),
        };
        Notable {
            start,
            end: start + length,
            what,
        }
    }

    /// Looks at the character beyond ASCII at `start`; steps over it and answers nothing if it is an ordinary one.
    fn beyond_ascii(&mut self, start: usize) -> Option<Notable> {
        let classes = Classes::get();
        let (scalar, length) = decode(self.text.as_bytes(), start)?;
        let class = classes.of(scalar);
        if !matches!(
            class,
            Class::Mark
                | Class::ScriptMark
                | Class::Keycap
                | Class::Joiner
                | Class::NonJoiner
                | Class::Selector
        ) {
            self.marks = 0;
        }
        let next = start + length;
        match class {
            Class::Plain if scalar != 0xfffd => self.pass(next),
            Class::Plain => Some(Notable {
                start,
                end: next,
                what: What::Replacement,
            }),
            Class::Mark | Class::ScriptMark | Class::Keycap => self.mark(class, start, next),
            Class::Emoji | Class::Pictograph | Class::Tone | Class::Regional => {
                self.pictograph(start, classes)
            }
            Class::Joiner | Class::NonJoiner if self.joiner_is_needed(start, next) => {
                self.pass(next)
            }
            Class::Selector => self.selector(start, next),
            Class::Tag => Some(self.run_of(start, classes, Class::Tag, What::Tags)),
            Class::Control => {
                let what = What::Control(char::from_u32(scalar)?);
                Some(Notable {
                    start,
                    end: next,
                    what,
                })
            }
            Class::Bidi => Some(self.repeated(scalar, start, length, What::Bidi)),
            Class::Joiner | Class::NonJoiner | Class::Invisible => {
                Some(self.repeated(scalar, start, length, What::Invisible))
            }
            Class::Private => Some(self.repeated(scalar, start, length, What::Private)),
            Class::Nonchar => Some(self.repeated(scalar, start, length, What::Nonchar)),
        }
    }

    fn pass(&mut self, next: usize) -> Option<Notable> {
        self.at = next;
        None
    }

    fn pictograph(&mut self, start: usize, classes: &Classes) -> Option<Notable> {
        let sequence = emoji::sequence_at(self.text.as_bytes(), start, classes);
        if !sequence.emoji {
            return self.pass(sequence.end);
        }
        let what = What::Emoji {
            composed: sequence.composed,
            bare: sequence.bare,
        };
        Some(Notable {
            start,
            end: sequence.end,
            what,
        })
    }

    /// A mark: part of a keycap, one more on the character before it, too many, or on nothing.
    fn mark(&mut self, class: Class, start: usize, next: usize) -> Option<Notable> {
        let bytes = self.text.as_bytes();
        if class == Class::Keycap
            && let Some(base) = emoji::keycap_base(bytes, start)
        {
            return Some(Notable {
                start: base,
                end: next,
                what: What::Emoji {
                    composed: false,
                    bare: false,
                },
            });
        }
        if self.marks == 0
            && self
                .before(start)
                .is_none_or(|c| c.is_whitespace() && c != ' ')
        {
            self.marks = weight(class);
            return Some(Notable {
                start,
                end: next,
                what: What::BareMark,
            });
        }
        if self.marks + weight(class) <= MARKS_WEIGHT {
            self.marks += weight(class);
            return self.pass(next);
        }
        self.marks = 0;
        let (mut end, mut count) = (start, 0);
        while let Some((scalar, length)) = decode(bytes, end)
            && matches!(
                Classes::get().of(scalar),
                Class::Mark | Class::ScriptMark | Class::Keycap
            )
        {
            end += length;
            count += 1;
        }
        Some(Notable {
            start,
            end,
            what: What::Flood(count),
        })
    }

    /// A variation selector is part of a keycap, one that its character knows, or a place to hide things.
    fn selector(&mut self, start: usize, next: usize) -> Option<Notable> {
        let keycap = next + '\u{20e3}'.len_utf8();
        if self.text.get(start..keycap) == Some("\u{fe0f}\u{20e3}")
            && let Some(base) = emoji::keycap_base(self.text.as_bytes(), next)
        {
            return Some(Notable {
                start: base,
                end: keycap,
                what: What::Emoji {
                    composed: false,
                    bare: false,
                },
            });
        }
        let selector = self.text.get(start..next).and_then(|s| s.chars().next())?;
        if self
            .before(start)
            .is_some_and(|base| may_select(base, selector))
        {
            return self.pass(next);
        }
        self.marks = 0;
        Some(self.run_of(start, Classes::get(), Class::Selector, What::Selectors))
    }

    fn before(&self, start: usize) -> Option<char> {
        self.text.get(..start)?.chars().next_back()
    }

    /// Joiners are honest letters of the scripts that need them: between two of their letters, and behind a virama.
    fn joiner_is_needed(&self, start: usize, next: usize) -> bool {
        let Some(before) = self.before(start).filter(|c| needs_joiners(*c)) else {
            return false;
        };
        let class_of = |c: char| Classes::get().of(c as u32);
        let after = self.text.get(next..).and_then(|rest| rest.chars().next());
        let letter_follows = after.is_some_and(|c| needs_joiners(c) && class_of(c) == Class::Plain);
        match class_of(before) {
            Class::Plain => letter_follows,
            // A mark that was itself one too many bears nothing.
            Class::ScriptMark | Class::Mark => {
                self.marks > 0 && (letter_follows || is_indic(before))
            }
            _ => false,
        }
    }

    /// The run of the same character that begins here.
    fn repeated(
        &self,
        scalar: u32,
        start: usize,
        length: usize,
        what: fn(char, usize) -> What,
    ) -> Notable {
        let (mut end, mut count) = (start + length, 1);
        while decode(self.text.as_bytes(), end) == Some((scalar, length)) {
            end += length;
            count += 1;
        }
        let c = char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
        Notable {
            start,
            end,
            what: what(c, count),
        }
    }

    /// The run of characters of the same class that begins here.
    fn run_of(
        &self,
        start: usize,
        classes: &Classes,
        class: Class,
        what: fn(usize) -> What,
    ) -> Notable {
        let (mut end, mut count) = (start, 0);
        while let Some((scalar, length)) = decode(self.text.as_bytes(), end)
            && classes.of(scalar) == class
        {
            end += length;
            count += 1;
        }
        Notable {
            start,
            end,
            what: what(count),
        }
    }
}

fn weight(class: Class) -> u32 {
    if class == Class::ScriptMark { 1 } else { 2 }
}

fn keycap_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'#' | b'*')
}

/// Whether a variation of `base` may be asked for by this selector: ideographs have registered ones, Mongolian its own,
/// pictographs and keycap digits a text style, and symbols and letters the first few.
fn may_select(base: char, selector: char) -> bool {
    let class = Classes::get().of(base as u32);
    match selector {
        '\u{fe0e}' => keycap_digit(u8::try_from(base).unwrap_or(0)),
        '\u{fe0f}' => false,
        '\u{180b}'..='\u{180f}' => matches!(base, '\u{1800}'..='\u{18aa}') && class == Class::Plain,
        '\u{e0100}'..='\u{e01ef}' => is_ideograph(base),
        _ => !base.is_ascii() && !base.is_whitespace() && class == Class::Plain,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Scripts whose spelling needs U+200C and U+200D: Arabic, Syriac, N'Ko, Mongolian and the scripts of India and its
/// neighbours.
fn needs_joiners(c: char) -> bool {
    is_indic(c)
        || matches!(c, '\u{600}'..='\u{74f}' | '\u{750}'..='\u{77f}' | '\u{7c0}'..='\u{8ff}' | '\u{1800}'..='\u{18af}'
            | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1cd0}'..='\u{1cff}'
        | '\u{a8e0}'..='\u{a8ff}' | '\u{11000}'..='\u{117ff}')
}

/// Where the run of printable ASCII that begins at `at` ends.
#[inline]
fn skip_clean(bytes: &[u8], mut at: usize) -> usize {
    let printable = |b: u8| (0x20..0x7f).contains(&b);
    if bytes.get(at).is_none_or(|b| !printable(*b)) {
        return at;
    }
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<64>)
        && block.as_chunks().0.iter().fold(0, |stop, word| {
            stop | unprintable(u64::from_le_bytes(*word))
        }) == 0
    {
        at += 64;
    }
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let stop = unprintable(u64::from_le_bytes(*word));
        if stop != 0 {
            return at + (stop.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|b| printable(*b)) {
        at += 1;
    }
    at
}

/// Marks the high bit of the first byte that is not printable ASCII; later bits mean nothing.
#[inline]
fn unprintable(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let below_space = word.wrapping_sub(0x20 * ONES) & !word;
    let delete = (word ^ (0x7f * ONES)).wrapping_sub(ONES) & !(word ^ (0x7f * ONES));
    (word | below_space | delete) & HIGH
}
