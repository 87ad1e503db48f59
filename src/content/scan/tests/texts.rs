//! Rules of a text alone.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::content::sanitize;

#[rstest]
#[case::emoji("hi 👋 and 👨‍👩‍👧", &["OC-EMOJI", "OC-EMOJI"])]
#[case::colours("\u{1b}[31mred\u{1b}[0m", &["HZ-ESCAPE", "HZ-ESCAPE"])]
#[case::clipboard("\u{1b}]52;c;ZWNobw==\u{7}", &["HZ-ESCAPE"])]
#[case::link("\u{1b}]8;;http://x\u{1b}\\bank\u{1b}]8;;\u{1b}\\", &["HZ-ESCAPE", "HZ-ESCAPE"])]
#[case::device_string("\u{1b}Pq#0\u{1b}\\", &["HZ-ESCAPE"])]
#[case::eight_bit("\u{9b}31m \u{90}x\u{9c}", &["HZ-ESCAPE", "HZ-ESCAPE"])]
#[case::unfinished("\u{1b}]0;title without end", &["HZ-ESCAPE"])]
#[case::backspace("safe\u{8}\u{8}", &["HZ-CONTROL", "HZ-CONTROL"])]
#[case::lone_return("a\rb", &["HZ-CONTROL"])]
#[case::override_("invoice\u{202e}fdp.exe", &["HZ-BIDI"])]
#[case::open_isolate("a \u{2067}b\nc", &["HZ-BIDI"])]
#[case::zero_width("pass\u{200b}word", &["HZ-INVISIBLE"])]
#[case::direction_mark_in_latin("a\u{200f}b", &["HZ-INVISIBLE"])]
#[case::tags("hi\u{e0068}\u{e0069}", &["HZ-TAGS"])]
#[case::selectors("a\u{fe01}\u{e0121}", &["HZ-SELECTORS"])]
#[case::flood("a\u{301}\u{301}\u{301}\u{301}\u{301}", &["HZ-FLOOD"])]
#[case::private("\u{e000}", &["HZ-PRIVATE"])]
#[case::noncharacter("\u{fffe}", &["HZ-PRIVATE"])]
#[case::lost("caf\u{fffd}", &["HZ-LOST"])]
fn hazards_and_emoji(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(ids(&scan_text(text, &bot())), expected);
}

#[rstest]
#[case::ascii("Hello! Order #4711 costs $5 * 2 = $10 (c) 2024, snake_case, a_b_c")]
#[case::text_symbols("© ® ™ → ½ 1. 2) # * €")]
#[case::languages("Größe déjà ελληνικά Привет 注文 안녕 नमस्ते ไม่ได้")]
#[case::hebrew_with_marks("שלום\u{200f} (אבג)")]
#[case::persian("می\u{200c}خواهم")]
#[case::closed_isolate("\u{2068}Dana\u{2069} schrieb")]
#[case::byte_order_mark("\u{feff}hello")]
#[case::windows_lines("a\r\nb\r\n")]
#[case::tab("a\tb")]
#[case::two_isolates("\u{2068}a\u{2069} \u{2067}b\u{2069}\n")]
#[case::arithmetic("2 * 3 * 4 = 24 and 5 > 3 ~ok~ [sic]")]
#[case::escaped("\\*not bold\\* \\# no heading")]
#[case::one_dash("- thanks")]
#[case::hashtag("#returns and #4711")]
#[case::number_quote("> 5 items\n")]
#[case::starred_word("I *really* mean it")]
fn honest_text_raises_nothing(#[case] text: &str) {
    for channel in [Channel::Lcw, Channel::Sms, Channel::Facebook] {
        for author in [AuthorKind::Bot, AuthorKind::Agent, AuthorKind::Customer] {
            assert_eq!(
                ids(&scan_text(text, &on(channel, author))),
                Vec::<&str>::new(),
                "{channel:?}"
            );
        }
    }
}

#[rstest]
#[case(Channel::Lcw, AuthorKind::Agent, &["OC-EMOJI"], Severity::Warning)]
#[case(Channel::Telegram, AuthorKind::Agent, &["OC-EMOJI"], Severity::Info)]
#[case(Channel::Line, AuthorKind::Agent, &["OC-EMOJI-CHANNEL"], Severity::Warning)]
#[case(Channel::Line, AuthorKind::Customer, &["OC-EMOJI", "OC-EMOJI-CHANNEL"], Severity::Warning)]
#[case(Channel::Telegram, AuthorKind::Customer, &["OC-EMOJI"], Severity::Warning)]
fn emoji_by_channel(
    #[case] channel: Channel,
    #[case] author: AuthorKind,
    #[case] expected: &[&str],
    #[case] severity: Severity,
) {
    let findings = scan_text("ok 🙂", &on(channel, author));
    assert_eq!(ids(&findings), expected);
    assert_eq!(findings[0].severity, severity);
    assert_eq!(findings[0].span, Some(3..7));
}

#[test]
fn a_sticker_is_what_line_makes_of_an_emoji() {
    let findings = scan_text("🙂", &on(Channel::Line, AuthorKind::Agent));
    assert_eq!(findings[0].seen_as.as_deref(), Some("a sticker"));
    assert_eq!(findings[0].excerpt, "🙂");
}

#[rstest]
#[case::bold("**now**", Channel::Sms, 1)]
#[case::bold_shown("**now**", Channel::Facebook, 0)]
#[case::strike("~~old~~", Channel::Google, 1)]
#[case::quote("> he said", Channel::Telegram, 1)]
#[case::code("`x`", Channel::WhatsappAcs, 1)]
#[case::link("[here](https://a.example)", Channel::Facebook, 1)]
#[case::bare_link("https://a.example", Channel::Facebook, 0)]
#[case::heading("# Returns", Channel::Telegram, 1)]
#[case::list("- a\n- b", Channel::Telegram, 1)]
#[case::numbers("1. a\n2. b", Channel::WhatsappTwilio, 1)]
#[case::twice("**a** and **b**", Channel::Apple, 1)]
#[case::all_shown(
    "# a\n\n> b\n\n- c\n- d\n\n`e` ~~f~~ **g** [h](i)",
    Channel::Directline,
    0
)]
fn styles_by_channel(#[case] text: &str, #[case] channel: Channel, #[case] expected: usize) {
    let findings = scan_text(text, &on(channel, AuthorKind::Agent));
    assert_eq!(ids(&findings), vec!["OC-MD-STYLE"; expected]);
}

#[test]
fn a_format_that_says_markdown_is_believed_and_one_that_says_plain_too() {
    let sms = on(Channel::Sms, AuthorKind::Customer);
    assert_eq!(
        ids(&scan_text("*soft*", &sms.in_format(Format::Markdown))),
        ["OC-MD-STYLE"]
    );
    let agent = on(Channel::Sms, AuthorKind::Agent);
    assert!(scan_text("**loud**", &agent.in_format(Format::Plain)).is_empty());
}

#[test]
fn images_beside_text_and_gaps_between_lines() {
    let markdown = bot().in_format(Format::Markdown);
    assert_eq!(
        ids(&scan_text("look ![cat](c.png)", &markdown)),
        ["OC-MD-SPACING", "OC-MD-IMAGE"]
    );
    assert!(scan_text("![cat](c.png)", &markdown).is_empty());
    assert_eq!(ids(&scan_text("one\n\ntwo", &markdown)), ["OC-MD-SPACING"]);
    assert_eq!(
        ids(&scan_text("This is **bold**", &bot())),
        ["OC-MD-SPACING"]
    );
    assert!(scan_text("one line\n", &markdown).is_empty());
    assert!(scan_text("one\ntwo", &bot()).is_empty());
}

#[test]
fn an_asterisk_is_read_aloud_on_the_phone_only() {
    let phone = on(Channel::Telephony, AuthorKind::Bot);
    assert_eq!(ids(&scan_text("press * now", &phone)), ["OC-MD-VOICE"]);
    assert!(scan_text("press star now", &phone).is_empty());
    assert!(scan_text("press * now", &bot()).is_empty());
}

#[test]
fn length_is_measured_in_the_right_unit() {
    let agent = on(Channel::Lcw, AuthorKind::Agent);
    let words = |characters: usize| "é ".repeat(characters / 2);
    assert!(scan_text(&words(6000), &agent).is_empty());
    assert_eq!(ids(&scan_text(&words(6002), &agent)), ["OC-TEXT-6000"]);
    // 28,672 bytes with its two quotes.
    let line = |bytes: usize| "abcdefg ".repeat(bytes / 8) + &"x".repeat(bytes % 8);
    let customer = on(Channel::Lcw, AuthorKind::Customer);
    let size = |bytes: usize| ids(&scan_text(&line(bytes), &customer)).contains(&"OC-SIZE-28K");
    assert!(!size(SIZE_LIMIT - 2));
    assert!(size(SIZE_LIMIT - 1));
    let over = scan_text(&line(SIZE_LIMIT + 98), &customer);
    assert!(
        over.iter()
            .any(|finding| finding.message.starts_with("100 bytes over")),
        "{over:?}"
    );
}

#[test]
fn data_is_told_from_speech() {
    assert_eq!(ids(&scan_text(&"x".repeat(5000), &bot())), ["HZ-LONG"]);
    assert!(scan_text(&"x".repeat(4096), &bot()).is_empty());
    assert!(
        scan_text(
            &format!("data:image/png;base64,{}", "x".repeat(5000)),
            &bot()
        )
        .is_empty()
    );
    assert!(scan_text(&"a sentence.\n".repeat(1500), &bot()).is_empty());
}

#[test]
fn many_findings_become_one_that_counts() {
    let findings = scan_text(&"🙂 ".repeat(2000), &bot());
    assert_eq!(findings.len(), 500);
    assert_eq!(
        findings.iter().map(|finding| finding.times).sum::<u32>(),
        2000
    );
}

#[test]
fn rules_of_another_year() {
    let then = Context {
        as_of: "2019-01-01".parse().ok(),
        ..bot()
    };
    assert!(scan_text("🙂", &then).is_empty());
    let now = Context {
        as_of: "2025-01-01".parse().ok(),
        ..bot()
    };
    assert_eq!(ids(&scan_text("🙂", &now)), ["OC-EMOJI"]);
}

proptest! {
    #[test]
    fn findings_are_clean_and_lie_in_the_text(text in any::<String>(), more in "[🙂\u{1b}\u{9b}\\[\\]0-9;m\u{202e}\u{2066}\u{200b}*_`~#> \n-]{0,40}") {
        let text = text + &more;
        for author in [AuthorKind::Agent, AuthorKind::Bot] {
            for finding in scan_text(&text, &on(Channel::Wechat, author).in_format(Format::Markdown)) {
                if let Some(span) = &finding.span {
                    prop_assert!(text.get(span.clone()).is_some());
                }
                prop_assert_eq!(sanitize::line(&finding.excerpt), finding.excerpt.as_str());
                prop_assert_eq!(sanitize::line(&finding.message), finding.message.as_ref());
            }
        }
    }

    /// What the sanitiser changes is a finding, but for tabs, line ends, bare marks, controls of direction and emoji, and what
    /// an escape sequence covers.
    #[test]
    fn what_is_replaced_is_reported(text in "[a-z\u{200b}\u{ad}\u{e000}\u{fffe}\u{7}\u{e0041}\u{fe01}\u{202e}é🙂]{0,30}") {
        let changed = matches!(sanitize::line(&text), std::borrow::Cow::Owned(_));
        let hazards = scan_text(&text, &bot()).iter().filter(|finding| finding.rule != RuleId::Emoji).count();
        prop_assert_eq!(changed, hazards > 0);
    }
}

#[rstest]
#[case::link("see https://a.example/x now", Channel::WhatsappAcs, &["OC-MD-STYLE"])]
#[case::lines("one\ntwo", Channel::Google, &["OC-MD-STYLE"])]
#[case::link_that_shows("see https://a.example/x now", Channel::Google, &[])]
#[case::last_line_end("one\n", Channel::Google, &[])]
#[case::no_column("one\ntwo https://a.example", Channel::Sms, &[])]
fn styles_that_need_no_markdown(
    #[case] text: &str,
    #[case] channel: Channel,
    #[case] expected: &[&str],
) {
    assert_eq!(
        ids(&scan_text(text, &on(channel, AuthorKind::Agent))),
        expected
    );
    assert!(scan_text(text, &on(channel, AuthorKind::Customer)).is_empty());
}

#[test]
fn every_emoji_that_comes_in_is_listed_where_every_place_is() {
    let line = on(Channel::Line, AuthorKind::Customer);
    let starts = |context: Context| {
        scan_text("👋 and 🙂", &context)
            .into_iter()
            .filter(|finding| finding.rule == RuleId::EmojiChannel)
            .filter_map(|finding| Some(finding.span?.start))
            .collect::<Vec<_>>()
    };
    assert_eq!(starts(line), [0]);
    let every = Context {
        every: true,
        ..line
    };
    assert_eq!(starts(every), [0, 9]);
}

#[rstest]
#[case::tone("a \u{1f3fd}")]
#[case::tone_of_nothing("x\u{1f3ff}y")]
#[case::hair("a \u{1f9b0}")]
fn a_component_of_an_emoji_alone_is_only_named(#[case] text: &str) {
    for channel in [Channel::Lcw, Channel::Line] {
        for author in [AuthorKind::Bot, AuthorKind::Agent] {
            let findings = scan_text(text, &on(channel, author));
            assert_eq!(ids(&findings), ["OC-EMOJI"]);
            assert_eq!(findings[0].severity, Severity::Info);
        }
    }
    let toned = scan_text("👋\u{1f3fd} 👩\u{200d}\u{1f9b0}", &bot());
    assert!(toned.iter().all(|one| one.severity == Severity::Warning));
    assert_eq!(toned.len(), 2);
}
