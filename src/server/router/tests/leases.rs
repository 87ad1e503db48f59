//! True presence: who falls silent loses offers at once and conversations after the grace period.

use super::*;
use crate::domain::RequeueReason;
use crate::protocol::ErrorCode;

/// Ana owns `c1` and is offered `c2`; Ben is away.
fn at_work() -> Stage {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.set_presence("ben", Presence::Away);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.hand_over("c2");
    stage
}

fn sign_off(name: &str) -> Command {
    Command::SignOff { agent: name.into() }
}

#[test]
fn silent_for_the_lease_an_agent_is_lost_and_offers_go_back() {
    let mut stage = at_work();
    assert_eq!(stage.pass_without(14, &["ana"]), []);
    let events = stage.pass_without(1, &["ana"]);
    assert_eq!(names(&events), ["offerEnded", "disconnected"]);
    assert!(matches!(events[1], Event::Disconnected { lost: true, .. }));
    assert_eq!(stage.state("c2"), ConversationState::Open);
    assert_eq!(
        stage.live("c1").owner,
        Some("ana".into()),
        "kept for the grace period"
    );
}

#[test]
fn a_sign_of_life_keeps_the_lease() {
    let mut stage = at_work();
    assert_eq!(stage.pass(100), []);
}

#[test]
fn after_the_grace_period_conversations_go_back_with_their_wait() {
    let mut stage = at_work();
    stage.pass_without(15, &["ana"]);
    assert_eq!(stage.pass_without(149, &["ana"]), []);
    let events = stage.pass_without(1, &["ana"]);
    assert!(matches!(
        events.as_slice(),
        [Event::Requeued {
            reason: RequeueReason::AgentLost,
            ..
        }]
    ));
    assert_eq!(stage.live("c1").waits_since(), Some(NOON));
    assert_eq!(stage.floor.position(&"c1".into()), Some(1));
    stage.set_presence("ben", Presence::Available);
    assert_eq!(stage.offered("c1"), Some("ben"));
}

#[test]
fn back_in_time_everything_is_as_it_was() {
    let mut stage = at_work();
    stage.set_presence("ana", Presence::DoNotDisturb);
    stage.pass_without(15 + 149, &["ana"]);
    assert_eq!(names(&stage.connect("ana")), ["connected"]);
    let seat = stage.floor.agent(&"ana".into()).unwrap().seat;
    assert_eq!(seat.chosen, Presence::DoNotDisturb, "presence is restored");
    assert_eq!(stage.pass(300), [], "nothing goes back any more");
    assert_eq!(stage.live("c1").owner, Some("ana".into()));
}

#[test]
fn back_too_late_presence_begins_anew() {
    let mut stage = at_work();
    stage.set_presence("ana", Presence::DoNotDisturb);
    stage.pass_without(15 + 151, &["ana"]);
    stage.connect("ana");
    let seat = stage.floor.agent(&"ana".into()).unwrap().seat;
    assert_eq!(seat.chosen, Presence::Available);
    let refusal = stage.refused(reply("ana", "c1", 1, "k"));
    assert_eq!(refusal.code, ErrorCode::NotOwner);
}

#[test]
fn signing_off_is_the_same_without_the_lease() {
    let mut stage = at_work();
    let events = stage.ok(sign_off("ana"));
    assert_eq!(names(&events), ["offerEnded", "disconnected"]);
    assert!(matches!(events[1], Event::Disconnected { lost: false, .. }));
    assert_eq!(stage.ok(sign_off("ana")), []);
    assert_eq!(names(&stage.pass_without(150, &["ana"])), ["requeued"]);
}

#[test]
fn signing_off_ends_the_choice_of_presence() {
    let mut stage = at_work();
    stage.set_presence("ana", Presence::Away);
    stage.ok(sign_off("ana"));
    stage.connect("ana");
    let seat = stage.floor.agent(&"ana".into()).unwrap().seat;
    assert_eq!(seat.chosen, Presence::Available);
}

#[test]
fn wrap_up_of_a_lost_agent_ends_in_its_own_time() {
    let mut stage = at_work();
    stage.conclude("c1", Conclusion::End);
    stage.pass_without(600, &["ana"]);
    assert_eq!(stage.state("c1"), ConversationState::WrapUp);
    stage.pass_without(300, &["ana"]);
    assert_eq!(stage.state("c1"), ConversationState::Closed);
}

#[test]
fn signing_in_brings_offers_and_a_lease() {
    let mut stage = Stage::with(&[]);
    stage.person("ana", Role::Agent, 2);
    stage.queue("returns", &["ana"], QueueSettings::default());
    stage.hand_over("c1");
    assert_eq!(stage.floor.next_deadline(), None);
    assert_eq!(names(&stage.connect("ana")), ["connected", "offerMade"]);
    assert_eq!(
        stage.floor.next_deadline(),
        Some(NOON.after(Duration::from_secs(15)))
    );
    stage.pass(10);
    assert_eq!(stage.connect("ana"), [], "a second desk renews the lease");
    assert_eq!(
        stage.floor.next_deadline(),
        Some(NOON.after(Duration::from_secs(25)))
    );
}

#[test]
fn after_a_restore_everybody_has_a_whole_lease() {
    let stage = at_work();
    let text = serde_json::to_string(&stage.floor).unwrap();
    let mut floor: Floor = serde_json::from_str(&text).unwrap();
    let later = NOON.after(Duration::from_secs(100));
    floor.restart_leases(later);
    assert_eq!(
        floor.next_deadline(),
        Some(later.after(Duration::from_secs(15)))
    );
}

#[test]
fn nobody_unknown_signs_in() {
    let mut stage = Stage::with(&[]);
    let refusal = stage.refused(Command::Connect {
        agent: "ghost".into(),
    });
    assert_eq!(refusal.code, ErrorCode::NotFound);
}
