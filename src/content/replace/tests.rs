//! Replacements arrive, and change nothing else.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::content::scan::{Context, scan_text};
use crate::domain::AuthorKind;

fn findings(text: &str, channel: Channel) -> Vec<Finding> {
    scan_text(text, &Context::new(channel, AuthorKind::Agent))
}

/// Replaces until nothing is left that has a replacement.
fn replaced(text: &str, channel: Channel) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let all = suggest_all(&text, &findings(&text, channel), channel);
        if all.is_empty() {
            break;
        }
        text = apply(&text, &all);
    }
    text
}

#[rstest]
#[case::smile("on its way 🙂", Channel::Wechat, "on its way :-)")]
#[case::wave("hi 👋!", Channel::WhatsappTwilio, "hi (waving hand)!")]
#[case::toned("👍🏽", Channel::Line, "(thumbs up)")]
#[case::family("👨‍👩‍👧", Channel::Lcw, "(family, man, woman, girl)")]
#[case::heart("❤️", Channel::Msteams, "<3")]
#[case::arrives("hi 👋", Channel::Telegram, "hi 👋")]
#[case::bold("**now** or __then__", Channel::Sms, "now or then")]
#[case::shown("**now** and ~~then~~", Channel::Google, "**now** and then")]
#[case::nested("# Hi **you**", Channel::Telegram, "Hi **you**")]
#[case::closed_heading("# Hi ##\nyou", Channel::Telegram, "Hi\nyou")]
#[case::address("[map](/🙂 \"t\")", Channel::Wechat, "map (/:-))")]
#[case::quote("> he said\n> so", Channel::Facebook, "he said\nso")]
#[case::code("use `x y` here", Channel::Google, "use x y here")]
#[case::fence("see\n```\nlet a\n```\nok", Channel::WhatsappAcs, "see\nlet a\nok")]
#[case::link(
    "[here](https://a.example)!",
    Channel::Facebook,
    "here (https://a.example)!"
)]
#[case::same_link(
    "[https://a.example](https://a.example)",
    Channel::Facebook,
    "https://a.example"
)]
#[case::list("- a\n- b", Channel::Telegram, "• a\n• b")]
#[case::numbers("1. a\n2. b", Channel::WhatsappTwilio, "(1) a\n(2) b")]
#[case::hidden(
    "pass\u{200b}word \u{1b}[31mred\u{1b}[0m\u{e0041}",
    Channel::Lcw,
    "password red"
)]
#[case::lone_return("a\rb", Channel::Lcw, "a\nb")]
#[case::voice("*Hi*", Channel::Telephony, "Hi")]
#[case::nothing("caf\u{fffd}", Channel::Lcw, "caf\u{fffd}")]
fn all_at_once(#[case] text: &str, #[case] channel: Channel, #[case] expected: &str) {
    assert_eq!(replaced(text, channel), expected);
}

#[test]
fn one_finding_is_replaced_where_it_stands() {
    let text = "a 🙂 b 👋";
    let found = findings(text, Channel::Line);
    assert_eq!(
        suggest(text, &found[1], Channel::Line),
        Some((9..13, "(waving hand)".to_owned()))
    );
    assert_eq!(
        suggest_with(text, &found[1], Channel::Line, EmojiAs::Shortcode),
        Some((9..13, ":wave:".to_owned()))
    );
}

#[test]
fn a_place_that_is_not_there_any_more_is_left_alone() {
    let found = findings("hi 👋", Channel::Line);
    assert_eq!(suggest("hi", &found[0], Channel::Line), None);
}

#[test]
fn every_emoji_of_unicode_becomes_ascii_that_raises_nothing() {
    for emoji in emojis::iter() {
        let written = super::emoji(emoji.as_str(), EmojiAs::Words);
        assert!(written.is_ascii() && written.len() < 130, "{written}");
        assert_eq!(findings(&written, Channel::Line), Vec::new(), "{written}");
    }
}

proptest! {
    #[test]
    fn replacements_are_in_order_and_take_what_cannot_arrive(
        text in "[a-z *_~`#>\\[\\]().\\-+1\n🙂👋\u{1b}\u{200b}\u{202e}\u{e0041}]{0,60}", wechat in any::<bool>(),
    ) {
        let channel = if wechat { Channel::Wechat } else { Channel::WhatsappTwilio };
        let all = suggest_all(&text, &findings(&text, channel), channel);
        let mut end = 0;
        for (range, _) in &all {
            prop_assert!(range.start >= end && range.end <= text.len());
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
        let once = apply(&text, &all);
        prop_assert!(!once.contains(['🙂', '👋', '\u{200b}', '\u{e0041}']), "{once:?}");
    }
}
