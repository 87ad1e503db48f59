//! Where a text breaks into rows: after a space or a hyphen, between characters of scripts that write without spaces, and
//! where nothing else helps, between two graphemes. Never within one.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::width::{is_plain, positions, width};

/// The narrowest a text is wrapped to; less cannot hold a wide character.
pub const NARROWEST: usize = 2;

/// The rows of one line of text (no line breaks in it) in `columns`. The ranges follow each other without gap and cover the
/// text; the spaces at which a row breaks stay at its end and may hang over, so that only the trimmed row fits.
pub fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    hanging(text, columns, columns)
}

/// The same with another width for the first row than for the rest.
pub fn hanging(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let (first, rest) = (first.max(NARROWEST), rest.max(NARROWEST));
    if text.len() <= first && is_plain(text) {
        return std::iter::once(0..text.len()).collect();
    }
    Wrap::new(first, rest).run(text)
}

/// The rows of a text of several lines. The ranges leave out the line breaks themselves.
pub fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        found.extend(
            rows(line, columns)
                .into_iter()
                .map(|row| start + row.start..start + row.end),
        );
        start += line.len() + 1;
    }
    found
}

/// One run over a line.
struct Wrap {
    /// Columns of the present row, and of those after it.
    columns: usize,
    rest: usize,
    rows: Vec<Range<usize>>,
    start: usize,
    used: usize,
    /// Where the row may break, and the columns used up to there.
    chance: Option<(usize, usize)>,
}

impl Wrap {
    fn new(columns: usize, rest: usize) -> Self {
        Self {
            columns,
            rest,
            rows: Vec::new(),
            start: 0,
            used: 0,
            chance: None,
        }
    }

    fn run(mut self, text: &str) -> Vec<Range<usize>> {
        let mut before = "";
        for (at, grapheme, columns) in positions(text) {
            let columns = usize::from(columns);
            if at > self.start && may_break(before, grapheme) {
                self.chance = Some((at, self.used));
            }
            while grapheme != " " && self.used + columns > self.columns && at > self.start {
                self.break_row(at);
            }
            self.used += columns;
            before = grapheme;
        }
        self.rows.push(self.start..text.len());
        self.rows
    }

    /// Ends the row at the last chance, or right before `at`.
    fn break_row(&mut self, at: usize) {
        let (end, used) = self.chance.take().unwrap_or((at, self.used));
        self.rows.push(self.start..end);
        self.start = end;
        self.used -= used;
        self.columns = self.rest;
    }
}

/// Whether a row may end between these two graphemes.
fn may_break(before: &str, after: &str) -> bool {
    if after == " " {
        return false;
    }
    match before {
        " " => true,
        "-" | "–" | "—" => after.chars().all(char::is_alphanumeric),
        // The mark of a flag ends what was flagged.
        "⚑" => !clings_back(after),
        _ => (is_wide(before) || is_wide(after)) && !clings_back(after) && !clings_forward(before),
    }
}

/// Whether it is a sign that stands for itself: an ideograph, a syllable, an emoji. Two letters of a script that joins them,
/// such as Devanagari, are as wide, but part of a word.
fn is_wide(grapheme: &str) -> bool {
    let own = |first: char| !first.is_alphabetic() || first.width() == Some(2);
    !grapheme.is_ascii() && width(grapheme) > 1 && grapheme.chars().next().is_some_and(own)
}

/// Marks that must not begin a row (the common part of JIS X 4051 and of closing punctuation elsewhere).
fn clings_back(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|first| {
        matches!(
            first,
            '、' | '。'
                | '，'
                | '．'
                | '：'
                | '；'
                | '！'
                | '？'
                | '）'
                | '」'
                | '』'
                | '】'
                | '〉'
                | '》'
                | 'ー'
                | '々'
                | 'ゃ'
                | 'ゅ'
                | 'ょ'
                | 'っ'
                | 'ャ'
                | 'ュ'
                | 'ョ'
                | 'ッ'
                | '…'
                | ')'
                | ']'
                | '}'
                | ','
                | '.'
                | '!'
                | '?'
                | ':'
                | ';'
                | '"'
                | '\''
                | '⚑'
        )
    })
}

/// Marks that must not end a row.
fn clings_forward(grapheme: &str) -> bool {
    matches!(
        grapheme,
        "（" | "「" | "『" | "【" | "〈" | "《" | "(" | "[" | "{"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        rows(text, columns)
            .into_iter()
            .map(|row| &text[row])
            .collect()
    }

    #[rstest]
    #[case("", 10, &[""])]
    #[case("short", 10, &["short"])]
    #[case("my order is broken", 10, &["my order ", "is broken"])]
    #[case("exactly ten", 7, &["exactly ", "ten"])]
    #[case("unbreakable", 5, &["unbre", "akabl", "e"])]
    #[case("well-known", 6, &["well-", "known"])]
    #[case("返品をしたいです。", 8, &["返品をし", "たいで", "す。"])]
    #[case("ok返品", 3, &["ok", "返", "品"])]
    #[case("日", 1, &["日"])]
    #[case("a 👨‍👩‍👧‍👦 b", 3, &["a ", "👨‍👩‍👧‍👦 ", "b"])]
    #[case("दुनिया क्षत्रिय नमस्ते", 8, &["दुनिया ", "क्षत्रिय ", "नमस्ते"])]
    #[case("[:wave:]⚑[:wave:]⚑!", 14, &["[:wave:]⚑", "[:wave:]⚑!"])]
    #[case("(see) [:wave:]⚑ there", 16, &["(see) [:wave:]⚑ ", "there"])]
    fn breaks_where_a_reader_expects(
        #[case] text: &str,
        #[case] columns: usize,
        #[case] rows: &[&str],
    ) {
        assert_eq!(wrapped(text, columns), rows);
    }

    #[test]
    fn line_breaks_belong_to_no_row() {
        assert_eq!(lines("a\n\nbc", 5), [0..1, 2..2, 3..5]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_everything_fits(text in "[a-z \\-返品🙂é\u{301}ب\u{200d}👩]{0,80}", columns in 1usize..30) {
            let rows = wrapped(&text, columns);
            prop_assert_eq!(rows.concat(), text.clone());
            for row in &rows {
                // A grapheme that joins what no font joins may be wider than any row; it is not cut.
                let alone = positions(row).count() == 1;
                prop_assert!(alone || width(row.trim_end_matches(' ')) <= columns.max(NARROWEST), "{:?} in {}", row, columns);
            }
        }

        #[test]
        fn graphemes_stay_whole(text in "\\PC{0,60}", columns in 1usize..20) {
            let starts: Vec<usize> = positions(&text).map(|(at, ..)| at).collect();
            for row in rows(&text, columns) {
                prop_assert!(row.start == text.len() || starts.contains(&row.start));
            }
        }
    }
}
