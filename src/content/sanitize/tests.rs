//! What reaches the screen, from hostile text and from honest text.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::content::class::{Class, Classes};

#[rstest]
#[case::csi("a\u{1b}[31mred", "a␛[31mred")]
#[case::clipboard("\u{1b}]52;c;ZWNobw==\u{7}", "␛]52;c;ZWNobw==␇")]
#[case::eight_bit("\u{9b}31m\u{9d}0;t\u{9c}", "‹U+009B›31m‹U+009D›0;t‹U+009C›")]
#[case::nul_and_delete("\0\u{7f}", "␀␡")]
#[case::lone_return("pay\rpal", "pay␍pal")]
#[case::override_("\u{202e}gpj.exe", "‹RLO›gpj.exe")]
#[case::isolate("\u{2068}x\u{2069}", "‹FSI›x‹PDI›")]
#[case::zero_width("pass\u{200b}\u{200b}\u{200b}word", "pass‹ZWSP×3›word")]
#[case::tags("hi\u{e0065}\u{e0076}\u{e0069}\u{e006c}", "hi‹tags:evil›")]
#[case::selectors("🙂\u{fe0f}\u{e0121}\u{e0133}", "🙂\u{fe0f}‹VS×2›")]
#[case::hangul_filler("\u{3164}", "‹filler›")]
#[case::separators("a\u{2028}b\u{85}c", "a‹LS›b‹U+0085›c")]
#[case::private("\u{e0b0}\u{10fffd}", "‹U+E0B0›‹U+10FFFD›")]
#[case::nonchar("\u{ffff}\u{fdd0}", "‹U+FFFF›‹U+FDD0›")]
#[case::bare_mark("\u{301}a", "◌\u{301}a")]
#[case::joined_by_hand("🐱\u{200d}🍕", "[:cat+pizza:]")]
#[case::loose_joiner("a\u{200d}b 👨\u{200d}", "a‹ZWJ›b 👨‹ZWJ›")]
#[case::unknown_flag("🏴\u{e0075}\u{e0073}\u{e0063}\u{e0061}\u{e007f}", "[:flag_usca:]")]
#[case::windows_lines("a\r\nb", "a\nb")]
#[case::tabs("a\tb\n\tc注\td", "a   b\n    c注 d")]
fn hostile_text_is_made_visible(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(block(text), expected);
}

#[rstest]
#[case::ascii("Hello, my order 4711 is broken! [it](x) \\ ~ `")]
#[case::lines("one\ntwo\n\nthree")]
#[case::persian("می\u{200c}خواهم")]
#[case::sinhala("ශ්\u{200d}රී ලංකා")]
#[case::malayalam_final("അവൻ എന്\u{200d} ")]
#[case::hindi("क्षि नमस्ते")]
#[case::hebrew("שָּׁ֑לוֹם")]
#[case::tibetan("བསྒྲུབས")]
#[case::japanese("注文を確認してください。葛\u{e0100}城")]
#[case::arabic("أين طلبي؟ مُحَمَّدٌ")]
#[case::vietnamese("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t")]
#[case::thai("ไม่ได้รับสินค้าค่ะ น้ำ")]
#[case::korean_jamo("\u{1112}\u{1161}\u{11ab}")]
#[case::family("👨‍👩‍👧 👍🏽 ❤️ 1️⃣ 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤\u{fe0e}")]
#[case::lost("caf\u{fffd}")]
#[case::face("( \u{361}° \u{35c}ʖ \u{361}°)")]
fn honest_text_is_borrowed_unchanged(#[case] text: &str) {
    assert!(
        matches!(block(text), Cow::Borrowed(same) if same == text),
        "{:?}",
        block(text)
    );
}

#[test]
fn floods_of_marks_are_cut() {
    let flood = format!("a{}b", "\u{301}".repeat(1000));
    assert_eq!(block(&flood), "a\u{301}\u{301}\u{301}\u{301}‹+996 marks›b");
}

#[test]
fn one_line_shows_line_ends() {
    assert_eq!(line("a\r\nb\n\tc"), "a⏎b⏎ c");
}

#[test]
fn shortcodes_name_every_emoji() {
    let shown = clean("hi 👋 1️⃣ (c)©", Layout::Line, EmojiStyle::Shortcode);
    assert_eq!(shown, "hi [:wave:] [:one:] (c)©");
}

#[test]
fn edits_say_what_stands_where() {
    let (text, edits) = clean_with_edits("a👋b\u{1b}", Layout::Line, EmojiStyle::Shortcode);
    assert_eq!(text, "a[:wave:]b␛");
    let shown: Vec<_> = edits
        .iter()
        .map(|edit| (&text[edit.shown.clone()], edit.source.clone()))
        .collect();
    assert_eq!(shown, [("[:wave:]", 1..5), ("␛", 6..7)]);
}

#[rstest]
#[case("short", 10, "short")]
#[case("exactly ten", 11, "exactly ten")]
#[case("too long for this", 8, "too lon…")]
#[case("\u{1b}\u{1b}\u{1b}\u{1b}", 3, "␛␛…")]
#[case("\u{202e}x", 3, "‹R…")]
#[case("a\r\n\r\n\r\nb", 4, "a⏎⏎…")]
fn excerpts_are_cut_behind_the_cleaning(
    #[case] text: &str,
    #[case] limit: usize,
    #[case] expected: &str,
) {
    assert_eq!(excerpt(text, limit), expected);
}

#[test]
fn values_read_as_text() {
    assert_eq!(value_text(&json!("as it is")), "as it is");
    assert_eq!(value_text(&json!(["hi", 2, true])), "hi, 2, true");
    assert_eq!(
        value_text(&json!({"a": ["\u{1b}"]})),
        "{\"a\":[\"\\u001b\"]}"
    );
}

/// Text made of what breaks things, not of random letters.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        2 => "[ -~]{0,5}",
        4 => prop::sample::select(vec![
            "\u{1b}", "\u{9b}", "\r", "\r\n", "\n", "\t", " ", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{202e}", "\u{2066}",
            "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{61c}", "\u{feff}", "\u{ad}", "\u{301}", "\u{20e3}", "\u{94d}",
            "\u{e0061}", "\u{e007f}", "\u{fe0f}", "\u{fe0e}", "\u{fe01}", "\u{e0100}", "\u{180b}", "1", "#", "👨", "👩", "❤",
            "🏽", "🏴", "🇩", "🇪", "م", "क", "葛", "\u{1820}", "ා", "\u{1160}", "\u{e000}", "\u{fffe}", "\u{fffd}", "◌", "›",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What no terminal may be given: independent of how the walk works, straight from the classes.
fn obeys(text: &str, layout: Layout) -> Option<char> {
    text.chars().find(|c| {
        let newline = *c == '\n' && layout == Layout::Block;
        let class = if c.is_ascii() {
            Class::Plain
        } else {
            Classes::get().of(*c as u32)
        };
        (c.is_control() && !newline)
            || matches!(
                class,
                Class::Control | Class::Bidi | Class::Invisible | Class::Private | Class::Nonchar
            )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_a_terminal_could_obey_comes_out(text in hostile(), glyph: bool, one_line: bool) {
        let emoji = if glyph { EmojiStyle::Glyph } else { EmojiStyle::Shortcode };
        let layout = if one_line { Layout::Line } else { Layout::Block };
        let (shown, edits) = clean_with_edits(&text, layout, emoji);
        prop_assert_eq!(obeys(&shown, layout), None);
        prop_assert_eq!(clean(&shown, layout, emoji), shown.as_ref(), "cleaning twice is cleaning once");
        prop_assert!(matches!(&shown, Cow::Borrowed(_)) == edits.is_empty());
        for edit in edits {
            prop_assert!(shown.get(edit.shown).is_some() && text.get(edit.source).is_some());
        }
    }

    #[test]
    fn marks_never_pile_up(text in hostile()) {
        let mut run = 0;
        for c in block(&text).chars() {
            let class = if c.is_ascii() { Class::Plain } else { Classes::get().of(c as u32) };
            run = match class {
                Class::Mark | Class::ScriptMark | Class::Keycap => run + 1,
                Class::Joiner | Class::NonJoiner | Class::Selector => run,
                _ => 0,
            };
            prop_assert!(run <= 9, "{run} marks in a row");
        }
    }
}
