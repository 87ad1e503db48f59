//! Files are fixed, and nothing else in them changes.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::content::scan::Format;
use crate::domain::{AuthorKind, Channel};

fn fixed_on(channel: Channel, kind: Authored, file: &str) -> Fixed {
    with(channel, kind, file, &Emoji::default())
}

fn with(channel: Channel, kind: Authored, file: &str, emoji: &Emoji) -> Fixed {
    let how = How {
        context: Context::new(channel, AuthorKind::Bot),
        emoji,
        allow: &[],
    };
    let fixed = fix(file, kind, &how).unwrap();
    let again = fix(&fixed.text, kind, &how).unwrap();
    assert_eq!(again.text, fixed.text, "fixing twice changes something");
    assert!(again.fixed.is_empty());
    fixed
}

fn text(channel: Channel, text: &str) -> String {
    fixed_on(channel, Authored::Text(Format::Markdown), text).text
}

/// A topic that says this, as it is written in YAML.
fn topic(said: &str) -> String {
    format!(
        "# 👋 stays\nkind: AdaptiveDialog   # so\nbeginDialog:\n  actions:\n    - kind: SendActivity\n      id: a👋\n      activity: {said}\n\n    - kind: SendActivity\n      activity: the   other\n"
    )
}

fn said(channel: Channel, said: &str) -> String {
    let file = topic(said);
    let fixed = fixed_on(channel, Authored::Topic, &file).text;
    let start = file.find("activity: ").unwrap() + "activity: ".len();
    let tail = file.len() - start - said.len();
    assert_eq!(fixed[..start], file[..start]);
    assert_eq!(fixed[fixed.len() - tail..], file[file.len() - tail..]);
    fixed[start..fixed.len() - tail].to_owned()
}

#[rstest]
#[case("Hi👋", "Hi :wave:")]
#[case("Hi 👋 you", "Hi :wave: you")]
#[case("👋🏽you", ":waving_hand_medium_skin_tone: you")]
#[case("(👋) 1️⃣2 🇩🇪!", "(:wave:) :one: 2 :de:!")]
#[case("👋🎉", ":wave: :tada:")]
#[case("👨‍👩‍👧", ":family_man_woman_girl:")]
#[case("a\u{200b}b \u{202e}c\u{e0041} d\u{7}", "ab c d")]
#[case("plain", "plain")]
fn emoji_and_noise_in_texts(#[case] written: &str, #[case] fixed: &str) {
    let now = text(Channel::Lcw, written);
    assert_eq!(now, fixed);
}

#[rstest]
#[case(
    "'{If(Topic.ok, \"✅ done\", \"❌ failed\")}'",
    "'{If(Topic.ok, \":white_check_mark: done\", \":x: failed\")}'"
)]
#[case(
    "'=If(Topic.ok, \"a✅\", Topic.n > 1, \"❌b\", \"c\" & \"👋\")'",
    "'=If(Topic.ok, \"a :white_check_mark:\", Topic.n > 1, \":x: b\", \"c\" & \" :wave:\")'"
)]
#[case("'{Topic.Name}👋'", "'{Topic.Name} :wave:'")]
fn alternatives_are_not_beside_each_other(#[case] written: &str, #[case] fixed: &str) {
    assert_eq!(said(Channel::Lcw, written), fixed);
}

#[test]
fn chosen_words_and_nothing() {
    let chosen = Emoji::chosen(EmojiHow::Remove, "\"👋\" = \"hello\"").unwrap();
    let kind = Authored::Text(Format::Unknown);
    let on = |file| with(Channel::Lcw, kind, file, &chosen).text;
    assert_eq!(on("a👋 b 🎉 c, d 🎉."), "a hello b c, d.");
    assert_eq!(on("🎉 x\r\ny 🎉\r\n"), "x\r\ny\r\n");
    let alone = with(Channel::Lcw, kind, "🎉", &chosen);
    assert_eq!((alone.text.as_str(), alone.left.len()), ("🎉", 1));
    for wrong in [
        "👋 = 1",
        "\"a\" = \"b\"",
        "\"👋\" = \"🎉\"",
        "\"👋👋\" = \"b\"",
    ] {
        assert!(Emoji::chosen(EmojiHow::Remove, wrong).is_err(), "{wrong}");
    }
    let words = Emoji {
        how: EmojiHow::Words,
        ..Emoji::default()
    };
    assert_eq!(
        with(Channel::Lcw, kind, "🙂 👋", &words).text,
        ":-) (waving hand)"
    );
}

#[test]
fn markdown_the_channel_lacks_becomes_plain() {
    let written =
        "# Menu\n\n**Soup** and *bread*, [more](https://a.example)\n\n> note\n\n- one\n- two\n";
    assert_eq!(text(Channel::Lcw, written), written);
    let sms = text(Channel::Sms, written);
    assert_eq!(
        sms,
        "Menu\n\nSoup and bread, more (https://a.example)\n\nnote\n\n• one\n• two\n"
    );
    assert_eq!(text(Channel::Telegram, "**a** `b`"), "**a** `b`");
}

#[rstest]
#[case("Hi 👋 you", "'Hi :wave: you'")]
#[case("Hi **👋**", "Hi **:wave:**")]
#[case("Hi (👋)", "Hi (:wave:)")]
#[case("Hi 👋", "'Hi :wave:'")]
#[case("it's 👋 # no", "'it''s :wave:' # no")]
#[case("👋", "':wave:'")]
#[case("Hi\n        there 👋", "'Hi\n        there :wave:'")]
#[case("'it''s 👋'", "'it''s :wave:'")]
#[case("\"\\u00e9 \\U0001F44B \\\"x\\\"\"", "\"\\u00e9 :wave: \\\"x\\\"\"")]
#[case(
    "|-\n        Hi 👋\n          you",
    "|-\n        Hi :wave:\n          you"
)]
#[case(">\n        Hi 👋\n        you", ">\n        Hi :wave:\n        you")]
#[case("=\"Hi \" & Topic.N & \" 👋 \"", "'=\"Hi \" & Topic.N & \" :wave: \"'")]
#[case("'{Topic.N}👋 ok'", "'{Topic.N} :wave: ok'")]
#[case("@all 👋 now", "@all :wave: now")]
#[case("a\u{200b}b", "ab")]
fn topics_stay_topics(#[case] written: &str, #[case] fixed: &str) {
    assert_eq!(said(Channel::Lcw, written), fixed);
    let crlf = said(Channel::Lcw, &written.replace('\n', "\r\n"));
    assert_eq!(crlf, fixed.replace('\n', "\r\n"));
}

#[test]
fn markdown_in_topics() {
    assert_eq!(
        said(Channel::Sms, "**{Topic.N}** is here"),
        "'{Topic.N} is here'"
    );
    assert_eq!(
        said(Channel::Sms, "|-\n        # Head\n        text"),
        "|-\n        Head\n        text"
    );
    let file = topic("'[more]({Topic.Url}) **x**'");
    let fixed = fixed_on(Channel::Sms, Authored::Topic, &file);
    assert_eq!((fixed.text, fixed.left.len()), (file, 1));
}

#[test]
fn cards_keep_everything_else() {
    let file = "\u{feff}{\r\n\t\"type\":\"AdaptiveCard\", \"version\" : \"1.6\",\r\n  \"body\": [ {\"type\": \"TextBlock\", \"text\": \"a \\ud83d\\udc4b\", \"n\": 1.50} ]}";
    let fixed = fixed_on(Channel::Lcw, Authored::Card, file);
    assert_eq!(
        fixed.text,
        file.replace("1.6", "1.5")
            .replace("\\ud83d\\udc4b", ":wave:")
    );
    assert_eq!(fixed.fixed.len(), 2);
    let newer = file.replace("TextBlock", "Carousel");
    let fixed = fixed_on(Channel::Lcw, Authored::Card, &newer);
    assert!(fixed.text.contains("1.6"));
    assert!(fixed.left[0].why.contains("Carousel"), "{:?}", fixed.left);
    let number = "{\"type\": \"AdaptiveCard\", \"version\": 1.6}";
    assert_eq!(
        fixed_on(Channel::Lcw, Authored::Card, number).text,
        number.replace("1.6", "1.5")
    );
}

#[test]
fn cards_in_topics() {
    let record = "|-\n        x\n    - kind: AdaptiveCardPrompt\n      card: |-\n        ={type: \"AdaptiveCard\", version: \"1.6\", body: [\n          {type: \"TextBlock\", text: \"a 👋 \" & Topic.N}]}";
    let fixed = said(Channel::Lcw, record);
    assert_eq!(fixed, record.replace("1.6", "1.5").replace('👋', ":wave:"));
}

#[rstest]
#[case("json", "{\"type\": \"AdaptiveCard\"}", true)]
#[case("json", "{\"contentType\": \"x\", \"content\": {}}", true)]
#[case("json", "{\"type\": \"message\", \"text\": \"a\"}", true)]
#[case(
    "json",
    "{\"type\": \"message\", \"id\": \"1\", \"text\": \"a\"}",
    false
)]
#[case("json", "[{\"type\": \"message\"}]", false)]
#[case("json", "{\"activities\": []}", false)]
#[case("json", "{\"type\": \"AdaptiveCard\"", false)]
#[case("yaml", "kind: AdaptiveDialog\n", true)]
#[case("yml", "on: push\n", false)]
#[case("md", "x", true)]
#[case("rs", "x", false)]
#[case("", "{\"type\": \"AdaptiveCard\"}", true)]
#[case("", "kind: AdaptiveDialog\n", true)]
#[case("", "hello", true)]
fn only_what_somebody_wrote_is_fixed(
    #[case] extension: &str,
    #[case] file: &str,
    #[case] fixed: bool,
) {
    assert_eq!(recognise(extension, file).is_ok(), fixed);
}

#[test]
fn a_diff_is_no_command() {
    let diff = diff::unified("a\u{1b}.md", "a\nb \u{1b}]0;x\u{7}👋\nc\n", "a\nb\nc\n");
    assert!(diff.starts_with("--- a␛.md\n+++ a␛.md\n@@"), "{diff}");
    assert!(diff.contains("-b ␛"), "{diff}");
    assert!(!diff.contains('\u{1b}'));
    assert_eq!(diff::unified("a", "x", "x"), "");
}

#[test]
fn files_are_written_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    std::fs::write(&path, "old").unwrap();
    file::write(&path, "old", "new").unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
    let changed = file::write(&path, "old", "newer").unwrap_err();
    assert!(changed.to_string().contains("meanwhile"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Fixes these files; what was written to the output, what was told, and what it came to.
fn run_on(paths: &[std::path::PathBuf], write: bool, diff: bool) -> (String, String, run::Done) {
    let emoji = Emoji::default();
    let request = run::Request {
        emoji: &emoji,
        write,
        diff,
    };
    let (mut out, mut told) = (Vec::new(), String::new());
    let options = crate::check::Options::default();
    let done = run::run(paths, &options, request, &mut out, &mut |sentence| {
        told.push_str(sentence);
        told.push('\n');
    });
    (String::from_utf8(out).unwrap(), told, done.unwrap())
}

#[test]
fn folders_are_shown_then_fixed_then_clean() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.mcs.yml"), topic("Hi 👋")).unwrap();
    std::fs::write(path("b.md"), "Hi 👋\r\n").unwrap();
    let recorded = "{\"type\": \"message\", \"id\": \"1\", \"text\": \"👋\"}";
    std::fs::write(path("c.json"), recorded).unwrap();
    let all = [folder.path().to_owned()];

    let (out, _, done) = run_on(&all, false, true);
    assert!(out.contains("-Hi 👋\n+Hi :wave:\n"), "{out}");
    assert_eq!(
        done.summary(false),
        "would fix 2 places in 2 files (OC-EMOJI 2)"
    );
    assert_eq!(std::fs::read_to_string(path("b.md")).unwrap(), "Hi 👋\r\n");

    let (out, told, done) = run_on(&all, true, false);
    assert_eq!((out.as_str(), told.as_str(), done.files), ("", "", 2));
    assert_eq!(
        std::fs::read_to_string(path("b.md")).unwrap(),
        "Hi :wave:\r\n"
    );
    assert_eq!(std::fs::read_to_string(path("c.json")).unwrap(), recorded);
    assert_eq!(run_on(&all, true, true).2, run::Done::default());

    let (_, told, _) = run_on(&[path("c.json")], true, false);
    assert!(told.contains("recorded"), "{told}");
}

#[test]
fn a_comment_in_a_topic_keeps_what_it_allows() {
    let file = "kind: AdaptiveDialog\nbeginDialog:\n  actions:\n    - kind: SendActivity\n      activity: Hi 👋 # deskhand: allow OC-EMOJI\n";
    assert_eq!(fixed_on(Channel::Lcw, Authored::Topic, file).text, file);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("a.md"), folder.path().join("b.md"));
    std::fs::write(&path, "old").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    file::write(&link, "old", "new").unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

proptest! {
    #[test]
    fn whatever_is_said_the_topic_reads_the_same(text in "[a-z👋🎉\u{200b}'\"#:*_{}=\\[\\]()> .-]{1,24}", style in 0..5_u8, sms: bool) {
        let written = match style {
            0 => format!("|-\n        x{text}"),
            1 => format!(">-\n        x{text}"),
            2 => format!("'{}'", text.replace('\'', "''")),
            3 => serde_json::to_string(&text).unwrap(),
            _ => format!("x{text}"),
        };
        let file = topic(&written);
        let tree = crate::check::topic::yaml::parse(&file);
        prop_assume!(tree.stop.is_none());
        let channel = if sms { Channel::Sms } else { Channel::Lcw };
        let fixed = fixed_on(channel, Authored::Topic, &file);
        let new = crate::check::topic::yaml::parse(&fixed.text);
        prop_assert!(new.stop.is_none());
        prop_assert_eq!(new.nodes().len(), tree.nodes().len());
        prop_assert!(new.repaired <= tree.repaired);
        for (rule, times) in &fixed.fixed {
            prop_assert!(*times > 0, "{}", rule);
        }
    }

    #[test]
    fn fixed_texts_have_nothing_left_to_fix(text in "[a-z👋🎉🇩🇪1️⃣\u{200b}\u{202e}\u{7}\u{1b}#*> \n-]{0,40}") {
        let kind = Authored::Text(Format::Markdown);
        let fixed = fixed_on(Channel::Sms, kind, &text);
        let emoji = Emoji::default();
        let how = How { context: Context::new(Channel::Sms, AuthorKind::Bot), emoji: &emoji, allow: &[] };
        let again = fix(&fixed.text, kind, &how).unwrap();
        prop_assert!(again.left.is_empty(), "{:?}", again);
    }
}
