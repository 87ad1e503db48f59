//! The log: order, each message once, paging, the anchor, what is unread.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use serde_json::{json, to_value};

use super::{Access, Anchor, Load};
use crate::desk::app::event::Viewport;
use crate::desk::app::testing::{Desk, detail, message, owned};
use crate::desk::app::{Conversation, Focus, Input};
use crate::domain::{Author, AuthorKind, ConversationState, Message, MessageId, Seq};
use crate::protocol::call::{Call, Page};
use crate::protocol::{ConversationRow, Notice, Update};

fn reading(live: &[u64], more: bool) -> Desk {
    let mut desk = Desk::online(&["m1"]);
    desk.open(detail(owned("m1"), live, more));
    desk
}

fn shown(desk: &Desk) -> &Conversation {
    desk.state.conversations.shown().unwrap()
}

fn seqs(desk: &Desk) -> Vec<u64> {
    shown(desk)
        .log
        .entries()
        .iter()
        .map(|entry| entry.message.id.seq.0)
        .collect()
}

fn laid(desk: &mut Desk, top: u64, at_top: bool, at_bottom: bool) {
    let message = MessageId {
        seq: Seq(top),
        part: 0,
    };
    desk.input(Input::Laid(Viewport {
        conversation: "m1".into(),
        top: Anchor { message, row: 0 },
        height: 10,
        at_top,
        at_bottom,
        applied: shown(desk).scroll.pending,
    }));
}

#[test]
fn the_transcript_comes_first_and_every_message_once() {
    let mut desk = reading(&[8, 9], false);
    assert_eq!(seqs(&desk), [3, 3, 8, 9]);
    assert_eq!(shown(&desk).log.transcript_len(), 2);
    let again = message(9, 0, AuthorKind::Customer, "hi");
    desk.update(vec![Update::Message {
        conversation: "m1".into(),
        message: Box::new(again),
    }]);
    desk.customer_says("m1", "new");
    assert_eq!(seqs(&desk), [3, 3, 8, 9, 12]);
}

#[test]
fn a_record_seen_twice_counts_once() {
    let mut desk = reading(&[8], false);
    desk.customer_says("m1", "one");
    desk.seq -= 1;
    desk.customer_says("m1", "one");
    assert_eq!(seqs(&desk), [3, 3, 8, 11]);
}

#[test]
fn what_comes_before_the_answer_is_kept() {
    let mut desk = Desk::online(&["m1"]);
    desk.act("activate");
    desk.customer_says("m1", "quick");
    let id = desk.request(|call| matches!(call, Call::Open { .. })).id;
    desk.result(id, to_value(detail(owned("m1"), &[8], false)).unwrap());
    assert_eq!(seqs(&desk), [3, 3, 8, 11]);
}

#[test]
fn unread_counts_until_it_is_on_the_screen() {
    let mut desk = Desk::online(&["m1", "m2"]);
    desk.customer_says("m2", "hello?");
    desk.customer_says("m2", "anybody?");
    assert_eq!(desk.state.conversations.unread(&"m2".into()), 2);
    desk.act("next-unread");
    assert_eq!(desk.shown(), "m2");
    let id = desk.request(|call| matches!(call, Call::Open { .. })).id;
    desk.result(id, to_value(detail(owned("m2"), &[11, 12], false)).unwrap());
    let top = Anchor {
        message: MessageId {
            seq: Seq(11),
            part: 0,
        },
        row: 0,
    };
    let conversation = "m2".into();
    let (height, at_top, at_bottom, applied) = (10, false, true, 0);
    desk.input(Input::Laid(Viewport {
        conversation,
        top,
        height,
        at_top,
        at_bottom,
        applied,
    }));
    assert_eq!(desk.state.conversations.unread(&"m2".into()), 0);
    assert!(
        shown(&desk).unread.first.is_some(),
        "the line stays while it is read"
    );
}

#[test]
fn the_place_is_kept_while_messages_come() {
    let mut desk = reading(&[8, 9], false);
    desk.act("page-up");
    laid(&mut desk, 8, false, false);
    let place = shown(&desk).scroll.top;
    desk.customer_says("m1", "new");
    assert_eq!(shown(&desk).scroll.top, place);
    assert_eq!(shown(&desk).scroll.below, 1);
    assert_eq!(desk.state.conversations.unread(&"m1".into()), 1);
    desk.act("next-pane");
    desk.act("previous-pane");
    desk.act("page-down");
    laid(&mut desk, 9, false, true);
    assert_eq!(
        (shown(&desk).scroll.top, shown(&desk).scroll.below),
        (None, 0)
    );
}

#[test]
fn older_messages_are_asked_for_at_the_top_and_only_once() {
    let mut desk = reading(&[800, 801], true);
    laid(&mut desk, 800, false, true);
    let is_history = |call: &Call| matches!(call, Call::History { .. });
    let request = desk.request(is_history);
    laid(&mut desk, 800, false, true);
    assert!(desk.try_request(is_history).is_none());
    let messages: Vec<Message> = (600..800)
        .map(|seq| message(seq, 0, AuthorKind::Customer, "old"))
        .collect();
    desk.result(
        request.id,
        to_value(Page {
            messages,
            more: true,
        })
        .unwrap(),
    );
    assert_eq!(seqs(&desk).len(), 204);
    assert_eq!(seqs(&desk).get(2), Some(&600));
    laid(&mut desk, 600, true, false);
    let id = desk.request(is_history).id;
    desk.result(id, json!({"messages": [], "more": true}));
    laid(&mut desk, 600, true, false);
    assert!(
        desk.try_request(is_history).is_none(),
        "an empty page is the end"
    );
}

#[test]
fn a_hundred_thousand_messages_are_no_matter() {
    let live: Vec<u64> = (20..100_020).collect();
    let mut desk = reading(&live, false);
    desk.seq = 200_000;
    for _ in 0..500 {
        desk.customer_says("m1", "more");
    }
    assert_eq!(shown(&desk).log.entries().len(), 100_502);
}

#[test]
fn after_a_snapshot_a_hole_is_closed_by_reading_again() {
    let mut desk = reading(&[8, 9], false);
    desk.cut();
    desk.wait(20_000);
    desk.effects
        .retain(|effect| !matches!(effect, crate::desk::app::Effect::Send(_)));
    let again = crate::desk::app::testing::snapshot(crate::domain::Role::Agent, &["m1"]);
    desk.connect_again(again);
    assert_eq!(shown(&desk).load, Load::Loading);
    let id = desk.request(|call| matches!(call, Call::Open { .. })).id;
    desk.result(
        id,
        to_value(detail(owned("m1"), &[500, 501], true)).unwrap(),
    );
    assert_eq!(
        seqs(&desk),
        [3, 3, 500, 501],
        "what is not joined is read again when wanted"
    );
}

#[test]
fn typing_is_shown_for_three_seconds() {
    let mut desk = reading(&[8], false);
    let author = Author {
        kind: AuthorKind::Customer,
        name: "Ben".to_owned(),
    };
    desk.notice(Notice::Typing {
        conversation: "m1".into(),
        author,
    });
    assert_eq!(shown(&desk).typing.len(), 1);
    desk.wait(Duration::from_millis(3_001).as_millis().try_into().unwrap());
    assert!(shown(&desk).typing.is_empty());
}

#[test]
fn who_takes_it_over_is_named_and_writing_ends() {
    let mut desk = reading(&[8], false);
    let row = ConversationRow {
        owner: Some("ben".into()),
        ..owned("m1")
    };
    desk.update(vec![Update::Gone { row: Box::new(row) }]);
    assert!(desk.told().contains("now with ben"));
    assert_eq!(
        desk.state.access(&"m1".into()),
        Access::OwnedBy("ben".into())
    );
    assert_eq!(
        desk.state.focus(),
        Focus::Composer,
        "letters typed on stay letters"
    );
    desk.text("still here");
    desk.act("send");
    assert!(desk.told().contains("not sent"));
    assert_eq!(desk.draft("m1"), "still here");
}

#[test]
fn a_customer_who_leaves_is_told_once() {
    let mut desk = reading(&[8], false);
    let row = ConversationRow {
        customer_left: true,
        ..owned("m1")
    };
    desk.update(vec![Update::Conversation {
        row: Box::new(row.clone()),
    }]);
    desk.update(vec![Update::Conversation { row: Box::new(row) }]);
    assert!(desk.told().contains("has left"));
    assert_eq!(
        desk.state
            .notify
            .history()
            .filter(|t| t.text.contains("has left"))
            .count(),
        1
    );
}

#[test]
fn flags_are_found_once_and_jumped_between() {
    let mut desk = reading(&[8], false);
    desk.customer_says("m1", "a \u{1f642} b");
    desk.customer_says("m1", "evil \u{202e}txt");
    let flagged: Vec<u64> = shown(&desk)
        .log
        .flagged()
        .iter()
        .map(|id| id.seq.0)
        .collect();
    assert_eq!(flagged, [11, 12]);
    desk.act("next-flag");
    assert_eq!(shown(&desk).scroll.marked.unwrap().seq, Seq(11));
    desk.act("next-flag");
    desk.act("next-flag");
    assert_eq!(
        shown(&desk).scroll.marked.unwrap().seq,
        Seq(11),
        "it goes round"
    );
    desk.act("flags");
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Reader);
}

#[test]
fn wrap_up_is_closed_not_answered() {
    let mut desk = reading(&[8], false);
    desk.act("end");
    desk.act("yes");
    let end = desk.request(|call| matches!(call, Call::End(_)));
    desk.result(end.id, json!(null));
    let row = ConversationRow {
        state: ConversationState::WrapUp,
        ..owned("m1")
    };
    desk.update(vec![Update::Conversation { row: Box::new(row) }]);
    assert_eq!(desk.state.access(&"m1".into()), Access::WrapUp);
    desk.act("close");
    desk.act("yes");
    assert!(
        desk.try_request(|call| matches!(call, Call::Close(_)))
            .is_some()
    );
}

#[test]
fn the_context_tells_it_in_words() {
    use crate::desk::app::context::Row;
    let desk = reading(&[8], false);
    let rows = desk.state.context.rows();
    assert_eq!(
        rows.get(1),
        Some(&Row::PrivateMessage("Angry customer".to_owned()))
    );
    let fields: Vec<(String, String)> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Field { label, value, .. } => Some((label.clone(), value.clone())),
            _ => None,
        })
        .collect();
    for (label, value) in [
        ("last topic", "Returns"),
        ("OrderNumber", "42"),
        ("transcript", "2/2"),
    ] {
        assert!(
            fields.contains(&(label.to_owned(), value.to_owned())),
            "{label}: {fields:?}"
        );
    }
    assert!(rows.contains(&Row::Note("no locale came".to_owned())));
}

#[test]
fn lists_count_the_flags_of_messages_as_they_come() {
    let mut desk = Desk::online(&["m1", "m2"]);
    let flags = |desk: &Desk, id: &str| {
        let row = desk.state.floor.my(&id.into()).unwrap().clone();
        let flags = desk.state.flags(&row);
        (flags.count, flags.dangers)
    };
    let none = flags(&desk, "m1");
    assert_eq!(none, (0, 0));
    // Before it was read.
    desk.customer_says("m1", "hi 👋");
    assert_eq!(flags(&desk, "m1"), (1, 0));
    desk.open(detail(owned("m2"), &[], false));
    let at_first = flags(&desk, "m2");
    let before = desk.state.conversations.revision;
    desk.customer_says("m2", "🙂 \u{202e}x");
    assert_eq!(flags(&desk, "m2"), (at_first.0 + 2, at_first.1 + 1));
    assert_ne!(desk.state.conversations.revision, before);
    assert_eq!(flags(&desk, "m1"), (1, 0));
}
