//! The customer writes and leaves; conversations that were set aside.

use super::*;
use crate::domain::{CloseReason, RequeueReason};
use crate::protocol::ErrorCode;

fn left(id: &str) -> Command {
    Command::CustomerLeft {
        conversation: id.into(),
    }
}

/// `c1` by text message, set aside by Ana.
fn set_aside() -> Stage {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over_from("c1", Channel::Sms);
    stage.accept("c1");
    stage.conclude("c1", Conclusion::Leave);
    stage
}

#[test]
fn the_same_key_is_the_same_message() {
    let mut stage = Stage::with(&[]);
    stage.hand_over("c1");
    assert_eq!(stage.ok(wrote("c1", "k", "hello")).len(), 1);
    assert_eq!(stage.ok(wrote("c1", "k", "hello")), []);
}

#[test]
fn last_words_and_who_waits_for_an_answer_are_kept_up() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.ok(reply("ana", "c1", 1, "r"));
    assert_eq!(stage.live("c1").talk.unanswered_since, None);
    stage.pass(5);
    stage.customer_writes("c1", "one");
    stage.pass(5);
    stage.customer_writes("c1", &"x".repeat(1000));
    let talk = &stage.live("c1").talk;
    assert_eq!(
        talk.unanswered_since,
        Some(NOON.after(Duration::from_secs(5)))
    );
    assert_eq!(talk.preview, Some("x".repeat(200)));
}

#[test]
fn before_acceptance_leaving_closes() {
    let mut stage = Stage::with(&["ana"]);
    stage.set_presence("ana", Presence::Away);
    stage.hand_over("c1");
    assert_eq!(names(&stage.ok(left("c1"))), ["customerLeft", "closed"]);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::CustomerLeft));
    assert_eq!(stage.ok(left("c1")), []);
}

#[test]
fn while_offered_leaving_ends_the_offer_and_closes() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    let events = stage.ok(left("c1"));
    assert_eq!(names(&events), ["offerEnded", "customerLeft", "closed"]);
    assert_eq!(stage.load("ana"), 0);
    assert_eq!(
        stage.floor.next_deadline(),
        Some(NOON.after(Duration::from_secs(15)))
    );
}

#[test]
fn after_acceptance_leaving_begins_wrap_up() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.accept("c1");
    assert_eq!(names(&stage.ok(left("c1"))), ["customerLeft", "wrapUp"]);
    assert_eq!(stage.ok(left("c1")), []);
    stage.conclude("c1", Conclusion::Close);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::CustomerEnded));
}

#[test]
fn in_wrap_up_the_customer_is_still_recorded_and_may_leave() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.conclude("c1", Conclusion::End);
    assert_eq!(names(&stage.customer_writes("c1", "thanks")), ["said"]);
    assert_eq!(names(&stage.ok(left("c1"))), ["customerLeft"]);
    assert_eq!(stage.state("c1"), ConversationState::WrapUp);
}

#[test]
fn what_is_closed_takes_no_more_words() {
    let mut stage = Stage::with(&[]);
    stage.hand_over("c1");
    stage.ok(wrote("c1", "early", "hello"));
    stage.ok(left("c1"));
    assert_eq!(
        stage.refused(wrote("c1", "k", "hello?")).code,
        ErrorCode::WrongState
    );
    assert_eq!(
        stage.ok(wrote("c1", "early", "hello")),
        [],
        "what was taken stays taken"
    );
    assert_eq!(
        stage.refused(wrote("c9", "k", "?")).code,
        ErrorCode::NotFound
    );
    assert_eq!(stage.refused(left("c9")).code, ErrorCode::NotFound);
}

#[test]
fn a_returning_customer_waits_anew_and_others_are_asked_first() {
    let mut stage = set_aside();
    stage.pass(3_600);
    let events = stage.customer_writes("c1", "I am back");
    assert_eq!(names(&events), ["said", "requeued", "offerMade"]);
    assert!(matches!(
        events[1],
        Event::Requeued {
            reason: RequeueReason::CustomerReturned,
            ..
        }
    ));
    assert_eq!(stage.live("c1").waiting_since, stage.now);
    assert_eq!(stage.offered("c1"), Some("ben"));
}

#[test]
fn what_was_set_aside_can_be_taken_up_again() {
    let mut stage = set_aside();
    stage.ok(pick("ben", "c1"));
    assert_eq!(stage.live("c1").owner, Some("ben".into()));
    assert_eq!(stage.live("c1").epoch, Epoch(2));
    assert_eq!(stage.live("c1").due, None);
}

#[test]
fn set_aside_for_too_long_it_closes() {
    let mut stage = set_aside();
    assert_eq!(stage.pass(86_399), []);
    assert_eq!(names(&stage.pass(1)), ["closed"]);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::Inactive));
}

#[test]
fn the_customer_may_leave_while_it_is_set_aside() {
    let mut stage = set_aside();
    assert_eq!(names(&stage.ok(left("c1"))), ["customerLeft", "closed"]);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::CustomerEnded));
}
