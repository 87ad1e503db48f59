//! How many columns a text takes. One function for everybody: the tables of `unicode-width`, one grapheme at a time.
//! (ratatui 0.30.2 counts the half-width katakana sound marks twice with them.)

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands in for what a terminal must not be given.
pub const MARK: &str = "\u{FFFD}";

/// Longest grapheme that is drawn, in characters. A family of four with skin tones has 11; what is longer is a flood of
/// combining marks that would run over its neighbours.
const LONGEST_GRAPHEME: usize = 16;

/// Columns of a text. Every grapheme counts as what [`shown`] makes of it.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    cells(text).map(|(_, width)| usize::from(width)).sum()
}

/// The graphemes of a text as they are drawn, each with its columns (1 or 2, seldom more).
pub fn cells(text: &str) -> impl Iterator<Item = (&str, u16)> {
    text.graphemes(true).map(shown)
}

/// The graphemes of a text with the byte each begins at and its columns.
pub fn positions(text: &str) -> impl Iterator<Item = (usize, &str, u16)> {
    text.grapheme_indices(true)
        .map(|(at, grapheme)| (at, grapheme, shown(grapheme).1))
}

/// Whether every byte is a printable ASCII character, so that bytes, characters and columns are the same.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A grapheme as it may be drawn, and its columns. Wire text has been through the sanitiser long before; this is the last
/// gate before the terminal, so whatever would still steer it, hide or take no room becomes [`MARK`].
pub fn shown(grapheme: &str) -> (&str, u16) {
    if let [byte] = grapheme.as_bytes() {
        return match byte {
            b' '..=b'~' => (grapheme, 1),
            _ => (MARK, 1),
        };
    }
    if is_hostile(grapheme) {
        return (MARK, 1);
    }
    match grapheme.width() {
        0 => (MARK, 1),
        width => (grapheme, width as u16),
    }
}

fn is_hostile(grapheme: &str) -> bool {
    let flag = grapheme.starts_with('\u{1F3F4}');
    let mut count = 0;
    grapheme.chars().any(|character| {
        count += 1;
        count > LONGEST_GRAPHEME || (steers(character) && !(flag && is_tag(character)))
    })
}

/// Tag characters spell the flags of England, Scotland and Wales after a black flag and are invisible elsewhere.
fn is_tag(character: char) -> bool {
    matches!(character, '\u{E0020}'..='\u{E007F}')
}

/// Controls, bidi controls, and characters that take no room of their own outside a sequence.
fn steers(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

/// The longest beginning of `text` that fits into `columns`, and the columns it takes.
pub fn prefix(text: &str, columns: usize) -> (&str, usize) {
    let mut used = 0;
    for (at, _, width) in positions(text) {
        if used + usize::from(width) > columns {
            return (text.get(..at).unwrap_or_default(), used);
        }
        used += usize::from(width);
    }
    (text, used)
}

/// The text in at most `columns`; if it is cut, the last column says so with `…`.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    match columns {
        0 => Cow::Borrowed(""),
        _ => Cow::Owned(format!("{}…", prefix(text, columns - 1).0.trim_end())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::ascii("hello", 5)]
    #[case::cjk("返品", 4)]
    #[case::family("👨‍👩‍👧‍👦", 2)]
    #[case::flag("🇩🇪", 2)]
    #[case::wales("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2)]
    #[case::heart("❤️", 2)]
    #[case::hangul("각", 2)]
    #[case::half_width_katakana("ｶﾞ", 2)]
    #[case::combining("e\u{301}", 1)]
    #[case::arabic("مرحبا", 5)]
    #[case::escape("\u{1b}[31m", 5)]
    #[case::lone_mark("\u{301}", 1)]
    #[case::bidi("a\u{202e}b", 3)]
    fn counts_columns(#[case] text: &str, #[case] columns: usize) {
        assert_eq!(width(text), columns, "{text:?}");
    }

    #[rstest]
    #[case("\u{7}")]
    #[case("\u{9b}")]
    #[case("\u{202e}")]
    #[case("\u{200b}")]
    #[case("\u{e0041}")]
    #[case("\r\n")]
    #[case(
        "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"
    )]
    fn marks_what_would_steer_the_terminal(#[case] grapheme: &str) {
        assert_eq!(shown(grapheme), (MARK, 1));
    }

    #[test]
    fn clips_with_a_sign() {
        assert_eq!(clip("Ana Ruiz", 8), "Ana Ruiz");
        assert_eq!(clip("Ana Ruiz", 5), "Ana…");
        assert_eq!(clip("返品返品", 4), "返…");
        assert_eq!(clip("Ana", 0), "");
    }

    proptest! {
        #[test]
        fn a_clipped_text_fits(text in ".*", columns in 0usize..40) {
            prop_assert!(width(&clip(&text, columns)) <= columns);
        }
    }
}
