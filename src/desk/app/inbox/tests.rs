//! The inbox: what is where, where the cursor is, and that nothing is accepted by mistake.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{RowKey, Section};
use crate::desk::app::testing::{Desk, offer, owned, queue, refusal};
use crate::desk::app::{Effect, Focus, Overlay};
use crate::domain::{OfferEnd, OfferNumber, Seq, Timestamp};
use crate::protocol::call::Call;
use crate::protocol::{ErrorCode, Notice, Update};
use serde_json::json;

fn is_accept(call: &Call) -> bool {
    matches!(call, Call::Accept { .. })
}

#[test]
fn sections_stand_in_their_order_and_only_if_they_hold_something() {
    let mut desk = Desk::online(&["m1", "m2"]);
    desk.offer("o1");
    let rows: Vec<RowKey> = vec![
        RowKey::Section(Section::Offers),
        RowKey::Offer("o1".into()),
        RowKey::Section(Section::Mine),
        RowKey::Mine("m1".into()),
        RowKey::Mine("m2".into()),
        RowKey::Section(Section::Queues),
        RowKey::Queue("returns".into()),
    ];
    assert_eq!(desk.state.inbox.rows(), rows);
    assert!(desk.effects.contains(&Effect::Bell));
    assert!(
        desk.effects
            .contains(&Effect::Title("! 1 offer - deskhand".to_owned()))
    );
}

#[test]
fn the_cursor_stays_on_what_it_points_at() {
    let mut desk = Desk::online(&["m1", "m2"]);
    desk.act("down");
    assert_eq!(desk.state.inbox.cursor(), Some(&RowKey::Mine("m2".into())));
    desk.offer("o1");
    assert_eq!(desk.state.inbox.cursor(), Some(&RowKey::Mine("m2".into())));
}

#[test]
fn a_cursor_that_nobody_placed_goes_to_the_first_offer() {
    let mut desk = Desk::online(&[]);
    let on_queue = Some(RowKey::Queue("returns".into()));
    assert_eq!(desk.state.inbox.cursor(), on_queue.as_ref());
    desk.offer("o1");
    assert_eq!(desk.state.inbox.cursor(), Some(&RowKey::Offer("o1".into())));
    desk.act("activate");
    assert!(
        desk.try_request(is_accept).is_none(),
        "accepted by a key meant for the queue"
    );

    let mut desk = Desk::online(&[]);
    desk.act("down");
    desk.offer("o1");
    assert_eq!(desk.state.inbox.cursor(), on_queue.as_ref());
}

#[test]
fn enter_accepts_the_offer_under_the_cursor_and_opens_it() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.act("first");
    desk.act("activate");
    let request = desk.request(is_accept);
    assert!(desk.state.inbox.is_answering(&"o1".into()));
    desk.act("activate");
    assert!(desk.try_request(is_accept).is_none(), "asked twice");
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.act("first");
    desk.act("activate");
    let id = desk.request(is_accept).id;
    desk.update(vec![
        Update::OfferEnded {
            conversation: "o1".into(),
            number: OfferNumber(1),
            end: OfferEnd::Accepted,
        },
        Update::Conversation {
            row: Box::new(owned("o1")),
        },
    ]);
    desk.result(id, json!({"epoch": 1}));
    assert_eq!(desk.shown(), "o1");
    assert_eq!(desk.state.focus(), Focus::Composer);
    assert_eq!(desk.state.inbox.cursor(), Some(&RowKey::Mine("o1".into())));
    assert_eq!(
        request.call,
        Call::Accept {
            conversation: "o1".into(),
            offer: OfferNumber(1),
            key: match &request.call {
                Call::Accept { key, .. } => key.clone(),
                _ => panic!(),
            },
        }
    );
}

#[test]
fn an_accept_answered_after_something_was_typed_shows_nothing_else() {
    let mut desk = Desk::online(&["m1"]);
    desk.act("activate");
    desk.offer("o1");
    desk.act("accept-offer");
    let id = desk.request(is_accept).id;
    desk.text("dear");
    desk.update(vec![Update::Conversation {
        row: Box::new(owned("o1")),
    }]);
    desk.result(id, json!({"epoch": 1}));
    desk.text(" Ben");
    assert_eq!(
        (desk.shown(), desk.draft("m1"), desk.draft("o1")),
        ("m1", "dear Ben", "")
    );
    assert!(desk.told().contains("Customer o1 is yours"));
}

#[test]
fn a_lost_race_names_the_winner() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.act("accept-offer");
    let id = desk.request(is_accept).id;
    desk.refuse(id, refusal(ErrorCode::OfferGone, Some("ben")));
    assert!(desk.told().contains("now with ben"), "{}", desk.told());
    assert!(desk.state.floor.offers().is_empty());
    assert!(!desk.state.inbox.is_answering(&"o1".into()));
}

#[test]
fn enter_does_nothing_just_after_the_list_moved_under_the_cursor() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.offer("o2");
    desk.act("first");
    desk.update(vec![Update::OfferEnded {
        conversation: "o1".into(),
        number: OfferNumber(1),
        end: OfferEnd::TimedOut,
    }]);
    assert_eq!(desk.state.inbox.cursor(), Some(&RowKey::Offer("o2".into())));
    desk.act("activate");
    assert!(desk.try_request(is_accept).is_none());
    desk.act("activate");
    assert!(desk.try_request(is_accept).is_some());
}

#[test]
fn letters_never_accept_while_writing() {
    let mut desk = Desk::online(&["m1"]);
    desk.act("activate");
    desk.offer("o1");
    desk.text("yes add it now");
    assert!(desk.try_request(is_accept).is_none());
    assert_eq!(desk.draft("m1"), "yes add it now");
}

#[test]
fn declining_asks_for_the_reason() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.act("decline-offer");
    assert!(matches!(desk.state.overlays.top(), Some(Overlay::Menu(_))));
    desk.act("last");
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Prompt);
    desk.text("lunch");
    desk.act("choose");
    let request = desk.request(|call| matches!(call, Call::Decline { .. }));
    assert!(format!("{:?}", request.call).contains("Other(\"lunch\")"));
    desk.result(request.id, json!(null));
    assert!(desk.state.floor.offers().is_empty());
}

#[test]
fn an_offer_that_ended_in_the_menu_is_not_declined() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.act("decline-offer");
    desk.update(vec![Update::OfferEnded {
        conversation: "o1".into(),
        number: OfferNumber(1),
        end: OfferEnd::TimedOut,
    }]);
    desk.act("choose");
    assert!(
        desk.try_request(|call| matches!(call, Call::Decline { .. }))
            .is_none()
    );
}

#[test]
fn queues_unfold_and_are_picked_from() {
    let mut desk = Desk::online(&[]);
    desk.notice(Notice::Floor {
        as_of: Seq(11),
        queues: vec![queue("returns", &["w1", "w2"])],
    });
    desk.act("last");
    desk.act("activate");
    assert!(
        desk.state
            .inbox
            .rows()
            .contains(&RowKey::Waiting("returns".into(), "w2".into()))
    );
    desk.act("down");
    desk.act("down");
    desk.act("activate");
    let request = desk.request(|call| matches!(call, Call::Pick { .. }));
    assert!(format!("{:?}", request.call).contains("w2"));
    desk.act("collapse");
    assert_eq!(
        desk.state.inbox.cursor(),
        Some(&RowKey::Queue("returns".into()))
    );
}

#[test]
fn the_filter_narrows_and_lets_go() {
    let mut desk = Desk::online(&["anna", "ben"]);
    desk.act("filter");
    desk.text("BEN");
    assert!(
        !desk
            .state
            .inbox
            .rows()
            .contains(&RowKey::Mine("anna".into()))
    );
    assert!(
        desk.state
            .inbox
            .rows()
            .contains(&RowKey::Mine("ben".into()))
    );
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Inbox);
    desk.act("back");
    assert!(
        desk.state
            .inbox
            .rows()
            .contains(&RowKey::Mine("anna".into()))
    );
}

#[test]
fn a_countdown_wakes_once_a_second_and_an_idle_desk_never() {
    let mut desk = Desk::online(&[]);
    desk.wait(60_000);
    assert_eq!(desk.state.next_wake(), None);
    desk.offer_for("o1", 10_000);
    let before = desk.state.clock.ticks;
    desk.now += 300;
    let at = desk.state.next_wake().unwrap();
    assert!(at <= Timestamp(desk.now + 1_000));
    desk.wait(1_500);
    assert_ne!(desk.state.clock.ticks, before);
}

#[test]
fn the_bell_rings_again_until_a_key_is_pressed() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    desk.effects.clear();
    desk.wait(25_000);
    let bells = desk
        .effects
        .iter()
        .filter(|effect| **effect == Effect::Bell)
        .count();
    assert_eq!(bells, 2);
    desk.act("up");
    desk.effects.clear();
    desk.wait(60_000);
    assert!(!desk.effects.contains(&Effect::Bell));
}

#[test]
fn a_newer_offer_of_the_same_conversation_takes_the_place() {
    let mut desk = Desk::online(&[]);
    desk.offer("o1");
    let mut second = offer("o1", desk.now, 60_000);
    second.offer.number = OfferNumber(2);
    desk.update(vec![Update::OfferMade {
        offer: Box::new(second),
    }]);
    assert_eq!(desk.state.floor.offers().len(), 1);
    desk.update(vec![Update::OfferEnded {
        conversation: "o1".into(),
        number: OfferNumber(1),
        end: OfferEnd::TimedOut,
    }]);
    assert_eq!(
        desk.state.floor.offers().len(),
        1,
        "the end of the first is not that of the second"
    );
}
