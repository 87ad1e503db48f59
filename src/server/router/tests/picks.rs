//! Taking a conversation by hand.

use super::*;
use crate::domain::OfferEnd;
use crate::protocol::ErrorCode;

/// Ana and Ben away from the queue, `c1` waiting.
fn waiting() -> Stage {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.set_presence("ana", Presence::Away);
    stage.set_presence("ben", Presence::Away);
    stage.hand_over("c1");
    stage
}

#[test]
fn a_member_picks_from_the_queue_whatever_their_presence() {
    let mut stage = waiting();
    assert_eq!(names(&stage.ok(pick("ana", "c1"))), ["assigned"]);
    assert_eq!(stage.ok(pick("ana", "c1")), [], "once is enough");
    assert_eq!(stage.live("c1").epoch, Epoch(1));
}

#[test]
fn a_pick_may_go_beyond_capacity() {
    let mut stage = waiting();
    stage.person("ana", Role::Agent, 0);
    stage.ok(pick("ana", "c1"));
    assert_eq!(stage.load("ana"), 1);
}

#[test]
fn who_comes_second_reads_who_was_first() {
    let mut stage = waiting();
    stage.ok(pick("ben", "c1"));
    let refusal = stage.refused(pick("ana", "c1"));
    assert_eq!(refusal.code, ErrorCode::NotOwner);
    assert_eq!(refusal.owner, Some("ben".into()));
    assert_eq!(refusal.epoch, Some(Epoch(1)));
}

#[test]
fn picking_what_is_offered_to_oneself_is_accepting() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    let events = stage.ok(pick("ana", "c1"));
    assert_eq!(names(&events), ["offerEnded", "assigned"]);
    assert!(matches!(
        events[0],
        Event::OfferEnded {
            end: OfferEnd::Accepted,
            ..
        }
    ));
}

#[test]
fn what_is_offered_to_somebody_else_is_theirs_to_answer() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.pass(20);
    let refusal = stage.refused(pick("ben", "c1"));
    assert_eq!(refusal.code, ErrorCode::WrongState);
    assert!(
        refusal.message.contains("offered to ana for 100 s"),
        "{refusal}"
    );
}

#[test]
fn a_supervisor_may_take_it_all_the_same() {
    let mut stage = Stage::with(&["ana"]);
    stage.person("sue", Role::Supervisor, 0);
    stage.connect("sue");
    stage.hand_over("c1");
    let events = stage.ok(pick("sue", "c1"));
    assert_eq!(names(&events), ["offerEnded", "assigned"]);
    assert_eq!(stage.live("c1").owner, Some("sue".into()));
    assert_eq!(stage.load("ana"), 0);
}

#[test]
fn who_is_not_a_member_may_not() {
    let mut stage = waiting();
    stage.person("cid", Role::Agent, 2);
    stage.connect("cid");
    assert_eq!(stage.refused(pick("cid", "c1")).code, ErrorCode::Forbidden);
}

#[test]
fn who_is_not_signed_in_may_not() {
    let mut stage = waiting();
    stage.ok(Command::SignOff {
        agent: "ana".into(),
    });
    assert_eq!(stage.refused(pick("ana", "c1")).code, ErrorCode::WrongState);
    assert_eq!(
        stage.refused(pick("nobody", "c1")).code,
        ErrorCode::NotFound
    );
}

#[test]
fn what_is_closed_or_unknown_cannot_be_picked() {
    let mut stage = waiting();
    assert_eq!(stage.refused(pick("ana", "c9")).code, ErrorCode::NotFound);
    stage.ok(Command::CustomerLeft {
        conversation: "c1".into(),
    });
    let refusal = stage.refused(pick("ana", "c1"));
    assert_eq!(refusal.code, ErrorCode::WrongState);
    assert!(refusal.message.contains("closed"), "{refusal}");
}
