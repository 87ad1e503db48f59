//! What is said about a draft while it is written, and what replaces it.

#![allow(clippy::unwrap_used)]

use rstest::rstest;

use super::{Note, note};
use crate::content::rules::{RuleId, Severity};
use crate::desk::app::Input;
use crate::desk::app::testing::{Desk, detail, owned};
use crate::domain::Channel;
use crate::protocol::ConversationRow;
use crate::protocol::call::Call;

/// At the composer of a conversation on this channel.
fn writing(channel: Channel) -> Desk {
    let mut desk = Desk::online(&["m1"]);
    let row = ConversationRow {
        channel,
        ..owned("m1")
    };
    desk.open(detail(row, &[], false));
    desk.act("compose");
    desk
}

fn typed(channel: Channel, text: &str) -> Desk {
    let mut desk = writing(channel);
    desk.text(text);
    desk
}

fn said(desk: &Desk) -> Note {
    note(&desk.state).unwrap()
}

#[rstest]
#[case::sticker(Channel::Line, "hi 👋", "waving hand becomes a sticker in LINE")]
#[case::ascii(
    Channel::Wechat,
    "ok 🙂",
    "slightly smiling face becomes ASCII such as :-) in WeChat"
)]
#[case::twilio(
    Channel::WhatsappTwilio,
    "hi 👋",
    "waving hand is unsupported in WhatsApp over Twilio"
)]
#[case::itself(Channel::Telegram, "hi 👋", "waving hand arrives as it is in Telegram")]
#[case::chat(Channel::Lcw, "hi 👋", "waving hand may not show in web chat")]
fn an_emoji_is_followed_to_the_channel(
    #[case] channel: Channel,
    #[case] text: &str,
    #[case] expected: &str,
) {
    assert_eq!(said(&typed(channel, text)).arrives, expected);
}

#[test]
fn styles_lengths_and_hidden_characters_are_named() {
    let note = said(&typed(Channel::Sms, "**now**"));
    assert_eq!(
        (note.rule, note.instead.as_deref()),
        (RuleId::MdStyle, Some("now"))
    );
    let mut desk = writing(Channel::Lcw);
    desk.input(Input::Type("word ".repeat(1_300)));
    assert_eq!(
        (said(&desk).rule, said(&desk).instead),
        (RuleId::Text6000, None)
    );
    let note = said(&typed(Channel::Lcw, "pass\u{200b}word"));
    assert_eq!(
        (note.rule, note.instead.as_deref()),
        (RuleId::Invisible, Some(""))
    );
}

#[test]
fn nothing_is_said_of_a_command_or_of_what_arrives() {
    for text in ["all is well", "/presence 👋"] {
        assert_eq!(note(&typed(Channel::Line, text).state), None, "{text}");
    }
}

#[test]
fn the_finding_at_the_cursor_is_the_one_that_is_talked_about() {
    let mut desk = typed(Channel::Line, "👋 and 🙂 later");
    assert_eq!((said(&desk).number, said(&desk).of), (1, 2));
    for _ in 0.." later".len() {
        desk.act("left");
    }
    assert_eq!(said(&desk).number, 2);
    desk.act("replace-flagged");
    assert_eq!(desk.draft("m1"), "👋 and :-) later");
    desk.act("replace-flagged");
    assert_eq!(desk.draft("m1"), "(waving hand) and :-) later");
    desk.text("!");
    assert_eq!(desk.draft("m1"), "(waving hand) and :-)! later");
    for _ in 0..3 {
        desk.act("undo");
    }
    assert_eq!(desk.draft("m1"), "👋 and 🙂 later");
}

#[test]
fn all_are_replaced_at_once_and_undone_at_once() {
    let text = "**Hi** 👋\u{200b}";
    let mut desk = typed(Channel::Wechat, text);
    desk.act("replace-all-flagged");
    assert_eq!(desk.draft("m1"), "Hi (waving hand)");
    assert_eq!(note(&desk.state), None);
    desk.act("replace-all-flagged");
    assert!(desk.told().contains("nothing here to be replaced"));
    desk.act("undo");
    assert_eq!(desk.draft("m1"), text);
}

#[test]
fn it_never_stands_in_the_way_of_sending() {
    let mut desk = typed(Channel::WhatsappTwilio, "\u{202e}hi 👋 Ana");
    assert_eq!(said(&desk).severity, Severity::Danger);
    desk.act("send");
    let sent = desk.request(|call| matches!(call, Call::Send { .. }));
    let Call::Send { text, .. } = sent.call else {
        unreachable!()
    };
    assert_eq!(text, "\u{202e}hi 👋 Ana");
    assert!(desk.state.overlays.top().is_none());
}

#[test]
fn a_cursor_that_moves_scans_nothing() {
    let mut desk = writing(Channel::Line);
    desk.input(Input::Type("words and 👋 ".repeat(1_500)));
    let scanned = desk.state.composer.findings().as_ptr();
    for action in ["left", "word-left", "line-start", "text-start", "line-end"] {
        desk.act(action);
        assert_eq!(desk.state.composer.findings().as_ptr(), scanned, "{action}");
    }
    assert!(note(&desk.state).is_some());
}

#[test]
fn a_paste_leaves_out_what_nobody_could_see() {
    let mut desk = writing(Channel::Lcw);
    desk.input(Input::Paste(
        "in\u{200b}voice \u{1b}[31m4711\u{202e}".to_owned(),
    ));
    assert_eq!(desk.draft("m1"), "invoice 4711");
    assert!(desk.told().contains("3 hidden places were left out"));
}

#[test]
fn what_is_said_can_be_explained() {
    let mut desk = typed(Channel::Line, "👋");
    desk.act("explain-draft");
    assert!(desk.state.overlays.top().is_some());
    assert_eq!(desk.draft("m1"), "👋");
}
