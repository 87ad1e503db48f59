//! Push: who is offered what, and how offers end.

use super::*;
use crate::domain::OfferEnd;
use crate::protocol::ErrorCode;

fn ends(events: &[Event]) -> Vec<OfferEnd> {
    let ends = events.iter().filter_map(|event| match event {
        Event::OfferEnded { end, .. } => Some(end.clone()),
        _ => None,
    });
    ends.collect()
}

#[test]
fn most_free_slots_first_then_longest_without_work_then_by_name() {
    let mut stage = Stage::with(&["ana", "ben", "cid"]);
    stage.person("cid", Role::Agent, 3);
    let mut order = Vec::new();
    for id in ["c1", "c2", "c3", "c4", "c5"] {
        stage.pass(1);
        stage.hand_over(id);
        order.push(stage.offered(id).unwrap().to_owned());
    }
    assert_eq!(order, ["cid", "ana", "ben", "cid", "ana"]);
}

#[test]
fn a_declined_offer_goes_to_others_first_and_keeps_its_wait() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.pass(10);
    let events = stage.decline("c1");
    assert_eq!(ends(&events), [OfferEnd::Declined(DeclineReason::Busy)]);
    assert_eq!(stage.offered("c1"), Some("ben"));
    assert_eq!(stage.live("c1").waiting_since, NOON);
}

#[test]
fn an_offer_runs_out_at_its_deadline_and_not_before() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    assert_eq!(stage.pass(119), []);
    let events = stage.pass(1);
    assert_eq!(ends(&events), [OfferEnd::TimedOut]);
    assert_eq!(stage.offered("c1"), Some("ben"));
}

#[test]
fn the_countdown_is_the_queues_own() {
    let mut stage = Stage::with(&["ana", "ben"]);
    let settings = QueueSettings {
        offer_seconds: 7,
        ..QueueSettings::default()
    };
    stage.queue("returns", &["ana", "ben"], settings);
    stage.hand_over("c1");
    assert_eq!(ends(&stage.pass(7)), [OfferEnd::TimedOut]);
}

#[test]
fn nobody_is_asked_more_than_three_times_but_may_still_pick() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    let mut asked = Vec::new();
    while let Some(agent) = stage.offered("c1") {
        asked.push(agent.to_owned());
        stage.decline("c1");
    }
    assert_eq!(asked, ["ana", "ben", "ana", "ben", "ana", "ben"]);
    assert_eq!(stage.state("c1"), ConversationState::Open);
    stage.ok(pick("ben", "c1"));
    assert_eq!(stage.live("c1").owner, Some("ben".into()));
}

#[test]
fn somebody_new_is_asked_although_others_are_worn_out() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    for _ in 0..3 {
        stage.decline("c1");
    }
    stage.person("ben", Role::Agent, 1);
    stage.queue("returns", &["ana", "ben"], QueueSettings::default());
    let events = stage.connect("ben");
    assert_eq!(names(&events), ["connected", "offerMade"]);
    assert_eq!(stage.offered("c1"), Some("ben"));
}

#[test]
fn a_worn_out_conversation_does_not_hold_up_those_behind_it() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    for _ in 0..3 {
        stage.decline("c1");
    }
    stage.hand_over("c2");
    assert_eq!(stage.offered("c2"), Some("ana"));
}

#[test]
fn a_vanished_agent_has_not_let_the_offer_go() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    for _ in 0..5 {
        stage.ok(Command::SignOff {
            agent: "ana".into(),
        });
        assert_eq!(stage.state("c1"), ConversationState::Open);
        stage.connect("ana");
        assert_eq!(stage.offered("c1"), Some("ana"));
    }
}

#[test]
fn accepting_twice_is_accepting_once() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.ok(accept("ana", "c1", 1));
    assert_eq!(stage.ok(accept("ana", "c1", 1)), []);
    assert_eq!(stage.live("c1").epoch, Epoch(1));
}

#[test]
fn of_two_who_race_one_wins_and_the_other_reads_who() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.decline("c1");
    stage.ok(accept("ben", "c1", 2));
    let refusal = stage.refused(accept("ana", "c1", 1));
    assert_eq!(refusal.code, ErrorCode::OfferGone);
    assert_eq!(refusal.owner, Some("ben".into()));
    assert_eq!(refusal.epoch, Some(Epoch(1)));
    assert!(
        refusal.message.contains("ben has the conversation"),
        "{refusal}"
    );
}

#[test]
fn an_offer_that_is_gone_says_where_the_conversation_is() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.decline("c1");
    let refusal = stage.refused(accept("ana", "c1", 1));
    assert!(refusal.message.contains("offered to ben"), "{refusal}");
    for _ in 0..5 {
        stage.decline("c1");
    }
    let refusal = stage.refused(accept("ana", "c1", 1));
    assert!(refusal.message.contains("back in its queue"), "{refusal}");
    stage.ok(Command::CustomerLeft {
        conversation: "c1".into(),
    });
    let refusal = stage.refused(accept("ana", "c1", 1));
    assert!(refusal.message.contains("closed"), "{refusal}");
}

#[test]
fn declining_what_is_gone_is_no_error_and_declining_what_one_took_is() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.decline("c1");
    let late = |agent: &str, offer| Command::Decline {
        agent: agent.into(),
        conversation: "c1".into(),
        offer: OfferNumber(offer),
        reason: DeclineReason::Leaving,
    };
    assert_eq!(stage.ok(late("ana", 1)), []);
    stage.accept("c1");
    assert_eq!(stage.refused(late("ben", 2)).code, ErrorCode::OfferGone);
    assert_eq!(stage.refused(late("ana", 9)).code, ErrorCode::OfferGone);
}

#[test]
fn a_reason_in_own_words_is_kept_short() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    let events = stage.ok(Command::Decline {
        agent: "ana".into(),
        conversation: "c1".into(),
        offer: OfferNumber(1),
        reason: DeclineReason::Other("語".repeat(500)),
    });
    let kept = DeclineReason::Other("語".repeat(200));
    assert_eq!(ends(&events), [OfferEnd::Declined(kept)]);
}

#[test]
fn the_longest_waiting_of_all_queues_goes_to_the_freed_agent() {
    let mut stage = Stage::with(&["ana"]);
    stage.person("ana", Role::Agent, 1);
    stage.queue("billing", &["ana"], QueueSettings::default());
    stage.hand_over("busy");
    stage.accept("busy");
    stage.pass(1);
    stage.ok(receive("b1", Some("billing"), handoff("b1", Channel::Lcw)));
    stage.pass(1);
    stage.hand_over("r1");
    stage.conclude("busy", Conclusion::End);
    assert_eq!(stage.offered("b1"), None, "wrap-up keeps the slot");
    stage.conclude("busy", Conclusion::Close);
    assert_eq!(stage.offered("b1"), Some("ana"));
    assert_eq!(stage.offered("r1"), None);
}

#[test]
fn a_supervisor_without_slots_is_never_asked() {
    let mut stage = Stage::with(&[]);
    stage.person("sue", Role::Supervisor, 0);
    stage.queue("returns", &["sue"], QueueSettings::default());
    stage.connect("sue");
    stage.hand_over("c1");
    assert_eq!(stage.state("c1"), ConversationState::Open);
}
