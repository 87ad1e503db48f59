//! Puts marks in the place of what must not be shown as it came.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::{EmojiStyle, Layout, stays};
use crate::content::emoji::shortcode;
use crate::content::walk::{Notable, What, walk};

/// Columns between tab stops.
const TAB: usize = 4;
/// How many hidden tag characters are spelled out.
const TAGS_SHOWN: usize = 64;

/// A place where the cleaned text differs from what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text that came.
    pub source: Range<usize>,
    /// Bytes of the cleaned text that stand for them.
    pub shown: Range<usize>,
}

/// Cleans, telling of every edit.
pub(super) fn clean<'a>(
    text: &'a str,
    layout: Layout,
    emoji: EmojiStyle,
    edited: &mut dyn FnMut(Edit),
) -> Cow<'a, str> {
    let mut out = Output {
        text: String::new(),
        column: Column::default(),
    };
    let mut copied = 0;
    for notable in walk(text) {
        let source = text.get(notable.start..notable.end).unwrap_or_default();
        if stays(&notable, source, layout, emoji) {
            continue;
        }
        out.text
            .push_str(text.get(copied..notable.start).unwrap_or_default());
        let start = out.text.len();
        out.replace(&notable, source, layout);
        copied = notable.end;
        edited(Edit {
            source: notable.start..notable.end,
            shown: start..out.text.len(),
        });
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.text.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out.text)
}

struct Output {
    text: String,
    column: Column,
}

/// How wide the last line of the output is, as far as it was measured.
#[derive(Default)]
struct Column {
    measured: usize,
    width: usize,
}

impl Output {
    fn replace(&mut self, notable: &Notable, source: &str, layout: Layout) {
        match notable.what {
            What::LineEnd if layout == Layout::Line => self.text.push('⏎'),
            What::LineEnd => self.text.push('\n'),
            What::Tab if layout == Layout::Line => self.text.push(' '),
            What::Tab => self.tab(),
            What::Control(c) => control(&mut self.text, c),
            What::Bidi(c, times)
            | What::Invisible(c, times)
            | What::Private(c, times)
            | What::Nonchar(c, times) => named(&mut self.text, c, times),
            What::Tags(_) => tags(&mut self.text, source),
            What::Selectors(times) => repeated(&mut self.text, "VS", times),
            What::Flood(marks) => put(&mut self.text, format_args!("‹+{marks} marks›")),
            What::BareMark => put(&mut self.text, format_args!("◌{source}")),
            What::Emoji { .. } => put(&mut self.text, format_args!("[:{}:]", shortcode(source))),
            What::Replacement => self.text.push_str(source),
        }
    }

    /// Spaces up to the next tab stop. Each byte of the output is measured once.
    fn tab(&mut self) {
        let new = self.text.get(self.column.measured..).unwrap_or_default();
        match new.rsplit_once('\n') {
            Some((_, line)) => self.column.width = line.width(),
            None => self.column.width += new.width(),
        }
        let spaces = TAB - self.column.width % TAB;
        self.text.extend(std::iter::repeat_n(' ', spaces));
        self.column.width += spaces;
        self.column.measured = self.text.len();
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
}

/// C0 controls and DEL have pictures of their own.
fn control(out: &mut String, c: char) {
    match c as u32 {
        code @ 0..0x20 => out.extend(char::from_u32(0x2400 + code)),
        0x7f => out.push('␡'),
        code => put(out, format_args!("‹U+{code:04X}›")),
    }
}

fn named(out: &mut String, c: char, times: usize) {
    match name(c) {
        Some(name) => repeated(out, name, times),
        None => repeated(out, &format!("U+{:04X}", c as u32), times),
    }
}

fn repeated(out: &mut String, name: &str, times: usize) {
    if times == 1 {
        put(out, format_args!("‹{name}›"));
    } else {
        put(out, format_args!("‹{name}×{times}›"));
    }
}

/// Tag characters spell ASCII that nobody sees: say what they say.
fn tags(out: &mut String, source: &str) {
    out.push_str("‹tags:");
    let letter = |c: char| match (c as u32).wrapping_sub(0xe_0000) {
        code @ 0x20..0x7f => char::from_u32(code).unwrap_or('·'),
        _ => '·',
    };
    out.extend(source.chars().take(TAGS_SHOWN).map(letter));
    if source.chars().nth(TAGS_SHOWN).is_some() {
        out.push('…');
    }
    out.push('›');
}

/// The abbreviation people know a character by.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "SHY",
        '\u{34f}' => "CGJ",
        '\u{61c}' => "ALM",
        '\u{200b}' => "ZWSP",
        '\u{200c}' => "ZWNJ",
        '\u{200d}' => "ZWJ",
        '\u{200e}' => "LRM",
        '\u{200f}' => "RLM",
        '\u{2028}' => "LS",
        '\u{2029}' => "PS",
        '\u{202a}' => "LRE",
        '\u{202b}' => "RLE",
        '\u{202c}' => "PDF",
        '\u{202d}' => "LRO",
        '\u{202e}' => "RLO",
        '\u{2060}' => "WJ",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{feff}' => "BOM",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "filler",
        _ => return None,
    })
}
