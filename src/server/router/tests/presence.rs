//! What presence comes to, and what it does to offers.

use super::*;
use crate::domain::PresenceCause::{Chosen, Load, Lost, SignedOut};
use crate::domain::{PresenceCause, PresenceView};
use crate::protocol::ErrorCode;

fn shown(stage: &Stage, name: &str) -> (Presence, PresenceCause) {
    let PresenceView {
        presence, cause, ..
    } = stage.floor.agent(&name.into()).unwrap().presence();
    (presence, cause)
}

#[test]
fn presence_follows_the_load() {
    let mut stage = Stage::with(&["ana"]);
    assert_eq!(shown(&stage, "ana"), (Presence::Available, Load));
    stage.hand_over("c1");
    assert_eq!(shown(&stage, "ana"), (Presence::Busy, Load));
    stage.hand_over("c2");
    assert_eq!(shown(&stage, "ana"), (Presence::DoNotDisturb, Load));
    stage.accept("c1");
    stage.conclude("c1", Conclusion::End);
    assert_eq!(shown(&stage, "ana"), (Presence::DoNotDisturb, Load));
    stage.conclude("c1", Conclusion::Close);
    assert_eq!(shown(&stage, "ana"), (Presence::Busy, Load));
}

#[test]
fn busy_by_hand_holds_until_the_next_accept() {
    let mut stage = Stage::with(&["ana"]);
    stage.set_presence("ana", Presence::Busy);
    assert_eq!(shown(&stage, "ana"), (Presence::Busy, Chosen));
    stage.hand_over("c1");
    stage.accept("c1");
    stage.conclude("c1", Conclusion::End);
    stage.conclude("c1", Conclusion::Close);
    assert_eq!(shown(&stage, "ana"), (Presence::Available, Load));
}

#[test]
fn available_by_hand_holds_until_the_next_close() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.conclude("c1", Conclusion::End);
    stage.set_presence("ana", Presence::Available);
    assert_eq!(shown(&stage, "ana"), (Presence::Available, Chosen));
    stage.conclude("c1", Conclusion::Close);
    assert_eq!(shown(&stage, "ana"), (Presence::Available, Load));
}

#[test]
fn the_others_stick_whatever_happens_and_take_offers_back() {
    for presence in [Presence::DoNotDisturb, Presence::Away, Presence::Offline] {
        let mut stage = Stage::with(&["ana", "ben"]);
        stage.hand_over("c1");
        let events = stage.set_presence("ana", presence);
        assert_eq!(
            names(&events),
            ["offerEnded", "presenceChosen", "offerMade"]
        );
        assert_eq!(stage.offered("c1"), Some("ben"));
        assert_eq!(shown(&stage, "ana"), (presence, Chosen));
        stage.set_presence("ben", presence);
        stage.ok(pick("ana", "c1"));
        assert_eq!(shown(&stage, "ana"), (presence, Chosen));
    }
}

#[test]
fn becoming_available_brings_offers_at_once() {
    let mut stage = Stage::with(&["ana"]);
    stage.set_presence("ana", Presence::Away);
    stage.hand_over("c1");
    let events = stage.set_presence("ana", Presence::Available);
    assert_eq!(names(&events), ["presenceChosen", "offerMade"]);
    assert_eq!(
        stage.set_presence("ana", Presence::Available),
        [],
        "once is enough"
    );
}

#[test]
fn inactive_is_set_by_the_system_alone() {
    let mut stage = Stage::with(&["ana"]);
    let refusal = stage.refused(Command::SetPresence {
        agent: "ana".into(),
        presence: Presence::Inactive,
    });
    assert_eq!(refusal.code, ErrorCode::BadPresence);
}

#[test]
fn who_is_not_there_is_offline_and_chooses_nothing() {
    let mut stage = Stage::with(&["ana"]);
    stage.person("ben", Role::Agent, 1);
    assert_eq!(shown(&stage, "ben"), (Presence::Offline, SignedOut));
    let choose = |agent: &str| Command::SetPresence {
        agent: agent.into(),
        presence: Presence::Away,
    };
    assert_eq!(stage.refused(choose("ben")).code, ErrorCode::WrongState);
    assert_eq!(stage.refused(choose("nobody")).code, ErrorCode::NotFound);
    stage.pass_without(15, &["ana"]);
    assert_eq!(shown(&stage, "ana"), (Presence::Offline, Lost));
}

#[test]
fn without_slots_presence_is_what_was_chosen() {
    let mut stage = Stage::with(&["sue"]);
    stage.person("sue", Role::Supervisor, 0);
    assert_eq!(shown(&stage, "sue"), (Presence::Available, Chosen));
}
