//! Writing and sending: nothing goes elsewhere, nothing is sent silently, nothing is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::json;

use super::edit::json_len;
use super::slash::{self, Line};
use super::{LIMIT, MAX_BYTES};
use crate::desk::app::event::{StoredDraft, Unsent};
use crate::desk::app::outbox::Delivery;
use crate::desk::app::testing::{Desk, detail, owned, refusal};
use crate::desk::app::{Effect, Focus, Input, Overlay};
use crate::domain::{Epoch, MessageKey};
use crate::protocol::ErrorCode;
use crate::protocol::call::Call;

fn writing() -> Desk {
    let mut desk = Desk::online(&["m1", "m2"]);
    desk.open(detail(owned("m1"), &[8], false));
    assert_eq!(desk.state.focus(), Focus::Composer);
    desk.effects.clear();
    desk
}

fn is_send(call: &Call) -> bool {
    matches!(call, Call::Send { .. })
}

fn sent(desk: &mut Desk) -> (u64, String, MessageKey) {
    let request = desk.request(is_send);
    match request.call {
        Call::Send { text, key, .. } => (request.id, text, key),
        _ => panic!(),
    }
}

fn ack(desk: &mut Desk, id: u64, seq: u64) {
    desk.result(id, json!({"id": {"seq": seq, "part": 0}}));
}

#[test]
fn a_message_is_on_disk_before_it_is_sent_and_cleared_only_when_acknowledged() {
    let mut desk = writing();
    desk.text("hello");
    desk.act("send");
    let save = desk.effects.iter().position(|effect| {
        matches!(effect, Effect::SaveDraft(draft)
        if draft.unsent.len() == 1 && draft.text.is_empty())
    });
    let send = desk
        .effects
        .iter()
        .position(|effect| matches!(effect, Effect::Send(request) if is_send(&request.call)));
    assert!(save.unwrap() < send.unwrap());
    assert!(!desk.effects.contains(&Effect::ClearDraft("m1".into())));
    let (id, text, _) = sent(&mut desk);
    assert_eq!(text, "hello");
    ack(&mut desk, id, 11);
    desk.update(vec![]);
    assert_eq!(desk.state.outbox.items().len(), 1, "until it comes back");
    let message =
        crate::desk::app::testing::message(11, 0, crate::domain::AuthorKind::Agent, "hello");
    desk.update(vec![crate::protocol::Update::Message {
        conversation: "m1".into(),
        message: Box::new(message),
    }]);
    assert!(desk.state.outbox.items().is_empty());
    desk.wait(1_000);
    assert!(desk.effects.contains(&Effect::ClearDraft("m1".into())));
}

#[test]
fn one_is_on_its_way_at_a_time_in_order() {
    let mut desk = writing();
    for text in ["one", "two"] {
        desk.text(text);
        desk.act("send");
    }
    let (id, text, _) = sent(&mut desk);
    assert_eq!(text, "one");
    assert!(desk.try_request(is_send).is_none());
    ack(&mut desk, id, 11);
    assert_eq!(sent(&mut desk).1, "two");
}

#[test]
fn offline_sends_wait_and_go_once_under_the_same_key() {
    let mut desk = writing();
    desk.text("one");
    desk.act("send");
    let (_, _, key) = sent(&mut desk);
    desk.cut();
    desk.text("two");
    desk.act("send");
    assert!(
        desk.state
            .outbox
            .items()
            .iter()
            .all(|item| item.delivery == Delivery::Queued)
    );
    desk.wait(1_000);
    desk.resume();
    let (id, text, again) = sent(&mut desk);
    assert_eq!((text.as_str(), &again), ("one", &key));
    ack(&mut desk, id, 11);
    assert_eq!(sent(&mut desk).1, "two");
    assert!(desk.try_request(is_send).is_none());
}

#[test]
fn what_is_refused_comes_back_to_its_own_draft() {
    let mut desk = writing();
    desk.text("for m1");
    desk.act("send");
    let (id, ..) = sent(&mut desk);
    desk.act("next-conversation");
    assert_eq!(desk.shown(), "m2");
    desk.text("for m2");
    desk.refuse(id, refusal(ErrorCode::NotOwner, Some("ben")));
    assert_eq!((desk.draft("m1"), desk.draft("m2")), ("for m1", "for m2"));
    assert!(desk.told().contains("now with ben"));
}

#[test]
fn what_is_refused_stays_in_the_outbox_if_something_else_is_written() {
    let mut desk = writing();
    desk.text("first");
    desk.act("send");
    let (id, ..) = sent(&mut desk);
    desk.text("second");
    desk.refuse(id, refusal(ErrorCode::WrongState, None));
    assert_eq!(desk.draft("m1"), "second");
    assert!(desk.state.outbox.items().first().unwrap().is_refused());
    desk.act("edit-unsent");
    assert!(desk.draft("m1").contains("first") && desk.state.outbox.items().is_empty());
}

#[test]
fn a_busy_backend_is_asked_again() {
    let mut desk = writing();
    desk.text("one");
    desk.act("send");
    let (id, _, key) = sent(&mut desk);
    desk.refuse(id, refusal(ErrorCode::Busy, None));
    assert!(desk.try_request(is_send).is_none());
    desk.wait(1_100);
    assert_eq!(sent(&mut desk).2, key);
}

#[test]
fn an_answer_that_never_comes_keeps_the_message() {
    let mut desk = writing();
    desk.text("one");
    desk.act("send");
    desk.wait(11_000);
    assert!(desk.state.outbox.items().first().unwrap().is_refused());
    desk.effects.clear();
    desk.act("retry-unsent");
    assert_eq!(sent(&mut desk).1, "one");
}

#[test]
fn a_paste_never_sends_and_is_clean() {
    let mut desk = writing();
    desk.input(Input::Paste(
        "line one\r\nline two\n\u{1b}[31m\u{202e}".to_owned(),
    ));
    assert!(desk.try_request(is_send).is_none());
    let draft = desk.draft("m1");
    assert!(draft.starts_with("line one\nline two\n"), "{draft:?}");
    assert!(!draft.contains('\u{1b}') && !draft.contains('\u{202e}'));
    assert_eq!(desk.shown(), "m1");
}

#[test]
fn a_large_paste_asks_and_goes_to_the_conversation_it_was_meant_for() {
    let mut desk = writing();
    desk.input(Input::Paste("x".repeat(5_000)));
    assert_eq!((desk.state.focus(), desk.draft("m1")), (Focus::Confirm, ""));
    desk.act("yes");
    assert_eq!(desk.draft("m1").len(), 5_000);
    desk.input(Input::Paste("y".repeat(5_000)));
    desk.act("no");
    assert_eq!(desk.draft("m1").len(), 5_000);
}

#[test]
fn a_paste_elsewhere_does_nothing() {
    let mut desk = writing();
    desk.act("back");
    assert_eq!(desk.state.focus(), Focus::Inbox);
    desk.input(Input::Paste("dq\nx".to_owned()));
    assert!(desk.state.overlays.top().is_none() && desk.draft("m1").is_empty());
}

#[test]
fn too_large_is_refused_here() {
    let mut desk = writing();
    desk.input(Input::Paste("\"".repeat(LIMIT / 2)));
    desk.act("yes");
    assert!(desk.state.composer.bytes() > LIMIT);
    desk.act("send");
    assert!(desk.try_request(is_send).is_none());
    assert!(desk.told().contains("over the 28 KB"));
    assert!(!desk.draft("m1").is_empty());
}

#[test]
fn bytes_are_those_of_the_json() {
    for text in [
        "",
        "plain",
        "\"\\\n\t\r",
        "\u{1}\u{8}",
        "é 🙂",
        "line\u{2028}",
    ] {
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(json_len(text), json.len() - 2, "{text:?}");
    }
}

#[test]
fn what_the_channel_will_not_show_is_flagged_while_it_is_typed() {
    let mut desk = writing();
    desk.text("fine");
    assert!(desk.state.composer.findings().is_empty());
    desk.text(" \u{202e}");
    assert!(!desk.state.composer.findings().is_empty());
}

#[test]
fn drafts_are_saved_soon_and_one_for_each_conversation() {
    let mut desk = writing();
    desk.text("for m1");
    desk.wait(600);
    let saved = |desk: &Desk, id: &str, text: &str| {
        let (conversation, text, unsent) = (id.into(), text.to_owned(), vec![]);
        desk.effects.contains(&Effect::SaveDraft(StoredDraft {
            conversation,
            text,
            unsent,
        }))
    };
    assert!(saved(&desk, "m1", "for m1"));
    desk.act("next-conversation");
    desk.text("for m2");
    desk.act("suspend");
    assert!(saved(&desk, "m2", "for m2"));
    assert_eq!(desk.draft("m1"), "for m1");
}

#[test]
fn drafts_from_disk_come_back_and_what_was_unsent_goes_again() {
    let mut desk = writing();
    let key = MessageKey::new("old-key");
    let unsent = vec![Unsent {
        key: key.clone(),
        epoch: Epoch(1),
        text: "unsent".to_owned(),
    }];
    let stored = StoredDraft {
        conversation: "m2".into(),
        text: "half".to_owned(),
        unsent,
    };
    desk.input(Input::Drafts(vec![stored]));
    assert_eq!((desk.draft("m1"), desk.draft("m2")), ("", "half"));
    assert_eq!(sent(&mut desk).2, key);
}

#[test]
fn the_customer_sees_typing_at_most_every_three_seconds_and_never_of_a_command() {
    let mut desk = writing();
    let is_typing = |call: &Call| matches!(call, Call::Typing { .. });
    desk.text("/end");
    assert!(desk.try_request(is_typing).is_none());
    desk.act("delete-to-start");
    desk.text("hello there");
    assert!(desk.try_request(is_typing).is_some());
    assert!(desk.try_request(is_typing).is_none());
    desk.wait(3_100);
    desk.text("!");
    assert!(desk.try_request(is_typing).is_some());
}

#[test]
fn commands_are_read() {
    assert_eq!(slash::read("hello /end"), Line::Text("hello /end"));
    assert_eq!(slash::read("//end"), Line::Text("/end"));
    assert!(matches!(slash::read("/end"), Line::Command(command, "") if command.name == "/end"));
    assert!(matches!(
        slash::read("/presence away"),
        Line::Command(_, "away")
    ));
    assert_eq!(slash::read("/end of the line"), Line::Unknown("/end"));
    assert_eq!(slash::read("/t"), Line::Unknown("/t"));
    assert_eq!(slash::read("/"), Line::Unknown("/"));
    let names: Vec<&str> = slash::matching("/p").map(|command| command.name).collect();
    assert_eq!(names, ["/pick", "/presence"]);
    assert_eq!(slash::matching("//").count(), 0);
}

#[test]
fn an_unknown_command_is_asked_about_never_sent_silently() {
    let mut desk = writing();
    desk.text("/tq billing");
    desk.act("send");
    assert!(desk.try_request(is_send).is_none());
    assert!(matches!(
        desk.state.overlays.top(),
        Some(Overlay::Confirm(_))
    ));
    // A key held a little too long, or words typed on, are no answer.
    desk.act("choose");
    assert!(desk.try_request(is_send).is_none());
    desk.act("no");
    assert_eq!(desk.draft("m1"), "/tq billing");
    desk.act("send");
    desk.act("yes");
    assert_eq!(sent(&mut desk).1, "/tq billing");
}

#[test]
fn a_command_does_its_work() {
    let mut desk = writing();
    desk.text("/end");
    desk.act("send");
    desk.act("yes");
    assert!(
        desk.try_request(|call| matches!(call, Call::End(_)))
            .is_some()
    );
    assert_eq!(desk.draft("m1"), "");
}

#[test]
fn ctrl_k_deletes_or_opens_the_palette() {
    let mut desk = writing();
    desk.text("abc");
    desk.act("line-start");
    desk.act("delete-to-end");
    assert_eq!(
        (desk.draft("m1"), desk.state.focus()),
        ("", Focus::Composer)
    );
    desk.act("delete-to-end");
    assert_eq!(desk.state.focus(), Focus::Palette);
    desk.text("away");
    desk.act("choose");
    assert!(
        desk.try_request(|call| matches!(call, Call::SetPresence { .. }))
            .is_some()
    );
}

#[test]
fn it_takes_no_more_than_its_bound() {
    let mut desk = writing();
    desk.input(Input::Paste("x".repeat(MAX_BYTES * 2)));
    desk.act("yes");
    assert_eq!(desk.draft("m1").len(), MAX_BYTES);
    assert!(desk.told().contains("the draft is full"));
}
