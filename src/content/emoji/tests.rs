//! Emoji against Unicode's own list, and against what only looks like one.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn all(text: &str) -> Vec<&str> {
    find(text).map(|range| &text[range]).collect()
}

/// Every fully-qualified emoji the crate carries, in all skin tones.
fn qualified() -> Vec<&'static str> {
    emojis::iter()
        .flat_map(|emoji| match emoji.skin_tones() {
            Some(tones) => tones.map(emojis::Emoji::as_str).collect(),
            None => vec![emoji.as_str()],
        })
        .collect()
}

#[test]
fn every_qualified_emoji_counts_once_alone_and_beside_another() {
    let qualified = qualified();
    assert!(qualified.len() > 3600, "{}", qualified.len());
    for (index, one) in qualified.iter().enumerate() {
        assert_eq!(all(one), [*one], "{one}");
        let other = qualified[(index * 7 + 13) % qualified.len()];
        assert_eq!(
            all(&format!("hi {one}{other} ok")),
            [*one, other],
            "{one}{other}"
        );
    }
}

#[rstest]
#[case::copyright("© ® ™")]
#[case::digits("0 1 9 # * a1b2#3*")]
#[case::arrows("→ ↔ ↩ ⤴")]
#[case::text_selector("❤\u{fe0e} 🙂\u{fe0e} ☎\u{fe0e} 1\u{fe0e}")]
#[case::digit_with_selector_but_no_keycap("1\u{fe0f} #\u{fe0f}")]
#[case::keycap_without_digit("\u{20e3} x\u{20e3}")]
#[case::letters("é 注文 क्षि ½ ☐ 20€ e\u{301}")]
#[case::loose_parts("\u{200d} \u{fe0f} \u{e0067}\u{e007f}")]
fn text_is_no_emoji(#[case] text: &str) {
    assert_eq!(all(text), Vec::<&str>::new());
}

#[rstest]
#[case("👩🏽‍🤝‍👨🏻", &["👩🏽‍🤝‍👨🏻"])]
#[case("🇩🇪🇫🇷🇪", &["🇩🇪", "🇫🇷", "🇪"])]
#[case("1️⃣#️⃣*⃣", &["1️⃣", "#️⃣", "*⃣"])]
#[case("🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴", &["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴"])]
#[case("©\u{fe0f}™\u{fe0f}", &["©\u{fe0f}", "™\u{fe0f}"])]
#[case("☝🏽", &["☝🏽"])]
#[case("🏽", &["🏽"])]
#[case("👨\u{200d}", &["👨"])]
#[case("👁\u{200d}🗨", &["👁\u{200d}🗨"])]
#[case("🐱\u{200d}🍕", &["🐱\u{200d}🍕"])]
// Hidden text in tags is no part of the emoji it hangs on.
#[case("🙂\u{e0068}\u{e0069}\u{e007f}", &["🙂"])]
#[case("🏴\u{e0068}\u{e0069}", &["🏴"])]
fn sequences_count_once(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(all(text), expected);
}

/// Characters of ordinary writing that Unicode lists because a selector can make them emoji.
const ORDINARY: &str = "©®‼⁉™ℹ↔↕↖↗↘↙↩↪Ⓜ▪▫▶◀◻◼➡⤴⤵⬅⬆⬇〰〽㊗㊙";

/// An emoji that lacks selectors somewhere is still one, called as it is with all of them.
fn is_one(sequence: &str) {
    let qualified: String = sequence.chars().filter(|c| *c != '\u{fe0f}').collect();
    if ORDINARY.contains(sequence) {
        assert_eq!(all(sequence), Vec::<&str>::new(), "{sequence}");
    } else {
        assert_eq!(all(&format!("a{sequence}b")), [sequence], "{sequence}");
        assert_eq!(shortcode(sequence), shortcode(&qualified), "{sequence}");
    }
    let text = format!("{qualified}\u{fe0e}");
    if qualified.chars().count() == 1 {
        let shows = Classes::get().of(qualified.chars().next().unwrap() as u32);
        let parts = matches!(shows, Class::Tone | Class::Regional);
        assert!(parts || all(&text).is_empty(), "{sequence} as text");
    }
}

#[test]
fn emoji_without_some_of_their_selectors_are_found_as_well() {
    let mut checked = 0;
    for whole in qualified() {
        let places: Vec<_> = whole.match_indices('\u{fe0f}').map(|(at, _)| at).collect();
        for left_out in 1..1_u32 << places.len() {
            let out = |at: usize| {
                let place = places.iter().position(|place| *place == at);
                place.is_some_and(|place| left_out & (1 << place) != 0)
            };
            let sequence: String = whole
                .char_indices()
                .filter(|(at, _)| !out(*at))
                .map(|(_, c)| c)
                .collect();
            is_one(&sequence);
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked}");
}

#[test]
fn unicodes_own_test_file_agrees() {
    let Ok(samples) = std::env::var("DESKHAND_SAMPLES") else {
        return;
    };
    let file = std::fs::read_to_string(format!("{samples}/unicode/emoji-test.txt")).unwrap();
    let mut checked = 0;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((hex, _)) = line.split_once(';') else {
            continue;
        };
        let sequence: String = hex
            .split_whitespace()
            .map(|hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap())
            .collect();
        is_one(&sequence);
        checked += 1;
    }
    assert!(checked > 4500, "{checked}");
}

#[rstest]
#[case("👋", "wave")]
#[case("👋🏽", "waving_hand_medium_skin_tone")]
#[case("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "england")]
#[case("🏴\u{e0075}\u{e0073}\u{e0063}\u{e0061}\u{e007f}", "flag_usca")]
#[case("🇪", "regional_indicator_e")]
#[case("🇦🇦", "flag_aa")]
#[case("1\u{20e3}", "one")]
#[case("🏽", "skin_tone_4")]
#[case("🦰", "red_hair")]
#[case("☎", "phone")]
#[case("🏔", "mountain_snow")]
#[case("🐱\u{200d}🍕", "cat+pizza")]
#[case(
    "🐱\u{200d}🍕\u{200d}🐱\u{200d}🍕\u{200d}🐱\u{200d}🍕",
    "cat+pizza+cat+pizza+2_more"
)]
fn names(#[case] sequence: &str, #[case] expected: &str) {
    assert_eq!(shortcode(sequence), expected);
}

#[test]
fn names_are_short_and_plain() {
    for sequence in qualified() {
        let name = shortcode(sequence);
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-+.".contains(c);
        assert!(!name.is_empty() && name.len() <= 120, "{sequence} {name}");
        assert!(name.chars().all(plain), "{sequence} {name}");
    }
}

proptest! {
    #[test]
    fn ranges_are_in_order_and_on_boundaries(text in any::<String>()) {
        let mut end = 0;
        for range in find(&text) {
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
    }

    /// A text finds the same emoji wherever ASCII stands before it: blocks and words make no difference.
    #[test]
    fn what_stands_before_makes_no_difference(before in "[a-z ]{0,150}", index in any::<prop::sample::Index>()) {
        let qualified = qualified();
        let one = qualified[index.index(qualified.len())];
        let text = format!("{before}x{one}");
        prop_assert_eq!(all(&text), [one]);
    }
}
