//! What only the owner may do, under the present assignment.

use super::*;
use crate::domain::{CloseReason, RequeueReason};
use crate::protocol::ErrorCode;

/// `c1` from this channel, owned by Ana under assignment 1; Ben is there too.
fn owned(channel: Channel) -> Stage {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over_from("c1", channel);
    stage.accept("c1");
    stage
}

#[test]
fn a_reply_under_an_old_assignment_is_refused_and_says_who_owns_it() {
    let mut stage = owned(Channel::Lcw);
    stage.conclude("c1", Conclusion::Release);
    assert_eq!(
        stage.offered("c1"),
        Some("ben"),
        "the one who gave it back comes last"
    );
    let refusal = stage.refused(reply("ana", "c1", 1, "late"));
    assert_eq!(refusal.code, ErrorCode::NotOwner);
    assert_eq!(refusal.owner, None);
    assert!(refusal.message.contains("offered to ben"), "{refusal}");
    stage.accept("c1");
    let refusal = stage.refused(reply("ana", "c1", 1, "late"));
    assert_eq!(
        (refusal.owner, refusal.epoch),
        (Some("ben".into()), Some(Epoch(2)))
    );
    let refusal = stage.refused(reply("ben", "c1", 1, "old"));
    assert_eq!(refusal.code, ErrorCode::NotOwner);
    assert!(refusal.message.contains("assignment 2, not 1"), "{refusal}");
}

#[test]
fn the_same_key_is_the_same_message_even_after_the_owner_has_changed() {
    let mut stage = owned(Channel::Lcw);
    stage.ok(reply("ana", "c1", 1, "k"));
    assert_eq!(stage.ok(reply("ana", "c1", 1, "k")), []);
    stage.conclude("c1", Conclusion::Release);
    stage.accept("c1");
    assert_eq!(
        stage.ok(reply("ana", "c1", 1, "k")),
        [],
        "it is durable already"
    );
    assert_eq!(
        stage.ok(reply("ben", "c1", 2, "k")).len(),
        1,
        "keys are the sender's own"
    );
    assert_eq!(stage.ok(wrote("c1", "k", "me too")).len(), 1);
}

#[test]
fn the_record_of_a_key_is_found_again() {
    let mut stage = owned(Channel::Lcw);
    let events = stage.ok(reply("ana", "c1", 1, "k"));
    stage.floor.recorded(&events[0], crate::domain::Seq(77));
    let found = stage
        .floor
        .said_at(&"c1".into(), Some(&"ana".into()), &"k".into());
    assert_eq!(found, Some(crate::domain::Seq(77)));
    assert_eq!(stage.live("c1").talk.last_seq, crate::domain::Seq(77));
}

#[test]
fn in_wrap_up_there_is_nobody_to_answer() {
    let mut stage = owned(Channel::Lcw);
    stage.conclude("c1", Conclusion::End);
    let refusal = stage.refused(reply("ana", "c1", 1, "k"));
    assert_eq!(refusal.code, ErrorCode::WrongState);
    assert!(refusal.hint.contains("Close it"), "{refusal}");
}

#[test]
fn closing_needs_ending_first_and_each_may_be_repeated() {
    let mut stage = owned(Channel::Lcw);
    let close = stage.conclusion("c1", Conclusion::Close);
    let end = stage.conclusion("c1", Conclusion::End);
    assert!(stage.refused(close.clone()).hint.contains("End it first"));
    stage.ok(end.clone());
    assert_eq!(stage.ok(end), []);
    stage.ok(close.clone());
    assert_eq!(stage.ok(close), []);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::Agent));
    assert_eq!(
        stage.refused(reply("ana", "c1", 1, "k")).code,
        ErrorCode::WrongState
    );
}

#[test]
fn what_is_in_wrap_up_cannot_be_given_back() {
    let mut stage = owned(Channel::Lcw);
    stage.conclude("c1", Conclusion::End);
    for how in [Conclusion::Release, Conclusion::Leave] {
        let command = stage.conclusion("c1", how);
        assert_eq!(stage.refused(command).code, ErrorCode::WrongState);
    }
}

#[test]
fn released_it_waits_on_from_the_handoff() {
    let mut stage = owned(Channel::Lcw);
    stage.pass(600);
    stage.hand_over("younger");
    assert_eq!(
        stage.live("c1").waits_since(),
        None,
        "nobody waits while it is answered"
    );
    let release = stage.conclusion("c1", Conclusion::Release);
    let events = stage.ok(release.clone());
    assert!(matches!(
        events[0],
        Event::Requeued {
            reason: RequeueReason::Released,
            ..
        }
    ));
    assert_eq!(stage.live("c1").waits_since(), Some(NOON));
    assert_eq!(
        stage.floor.position(&"c1".into()),
        Some(1),
        "before the younger one"
    );
    assert_eq!(stage.ok(release), [], "once is enough");
}

#[test]
fn leaving_a_live_chat_gives_it_back() {
    for channel in [Channel::Lcw, Channel::Directline, Channel::Telephony] {
        let mut stage = owned(channel);
        let events = stage.conclude("c1", Conclusion::Leave);
        assert!(matches!(
            events[0],
            Event::Requeued {
                reason: RequeueReason::SessionClosed,
                ..
            }
        ));
    }
}

#[test]
fn leaving_any_other_sets_it_aside_and_frees_the_slot() {
    let mut stage = owned(Channel::WhatsappAcs);
    let leave = stage.conclusion("c1", Conclusion::Leave);
    assert_eq!(names(&stage.ok(leave.clone())), ["setAside"]);
    assert_eq!(stage.state("c1"), ConversationState::Waiting);
    assert_eq!(stage.load("ana"), 0);
    assert_eq!(stage.live("c1").last_owner, Some("ana".into()));
    assert_eq!(stage.ok(leave), []);
}

#[test]
fn who_does_not_own_it_concludes_nothing() {
    let mut stage = owned(Channel::Lcw);
    for how in [
        Conclusion::End,
        Conclusion::Close,
        Conclusion::Release,
        Conclusion::Leave,
    ] {
        let refusal = stage.refused(Command::Conclude {
            agent: "ben".into(),
            conversation: "c1".into(),
            epoch: Epoch(1),
            how,
        });
        assert_eq!(refusal.code, ErrorCode::NotOwner);
        assert_eq!(refusal.owner, Some("ana".into()));
    }
}

#[test]
fn wrap_up_ends_by_itself_after_its_time() {
    for (channel, seconds) in [(Channel::Lcw, 15 * 60), (Channel::Sms, 24 * 60 * 60)] {
        let mut stage = owned(channel);
        stage.conclude("c1", Conclusion::End);
        assert_eq!(stage.pass(seconds - 1), []);
        assert_eq!(names(&stage.pass(1)), ["closed"]);
        assert_eq!(stage.live("c1").closed, Some(CloseReason::WrapUpOver));
        assert_eq!(stage.load("ana"), 0);
    }
}
