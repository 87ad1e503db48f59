//! The reasons in words.

use super::*;

fn of(stage: &Stage, id: &str) -> String {
    stage.floor.why_conversation(&id.into(), stage.now).unwrap()
}

fn agent(stage: &Stage, name: &str) -> String {
    stage.floor.why_agent(&name.into()).unwrap()
}

/// Ana and Ben full with one slot each, `c3` waiting.
fn everybody_full() -> Stage {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.person("ana", Role::Agent, 1);
    stage.person("ben", Role::Agent, 1);
    for id in ["c1", "c2", "c3"] {
        stage.hand_over(id);
    }
    stage
}

#[test]
fn an_offer_says_to_whom_and_how_long() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.pass(33);
    assert_eq!(of(&stage, "c1"), "Offered to ana for 87 s more.");
    stage.decline("c1");
    assert_eq!(
        of(&stage, "c1"),
        "Offered to ana for 120 s more; this is offer 2."
    );
}

#[test]
fn waiting_names_who_is_full_and_who_is_away() {
    let mut stage = everybody_full();
    assert_eq!(
        of(&stage, "c3"),
        "Waits in place 3 of RETURNS: ana and ben are full."
    );
    stage.accept("c1");
    stage.set_presence("ana", Presence::Away);
    assert_eq!(
        of(&stage, "c3"),
        "Waits in place 2 of RETURNS: ben is full and ana is away since 12:00 UTC."
    );
}

#[test]
fn many_full_members_are_counted() {
    let people = ["a", "b", "c", "d"];
    let mut stage = Stage::with(&people);
    for name in people {
        stage.person(name, Role::Agent, 1);
    }
    for id in ["c1", "c2", "c3", "c4", "c5"] {
        stage.hand_over(id);
    }
    assert_eq!(
        of(&stage, "c5"),
        "Waits in place 5 of RETURNS: 4 of 4 members are full."
    );
}

#[test]
fn waiting_says_when_nobody_is_there() {
    let mut stage = Stage::with(&[]);
    stage.hand_over("c1");
    assert_eq!(
        of(&stage, "c1"),
        "Waits in place 1 of RETURNS: RETURNS has no members."
    );
    stage.queue("returns", &["ana", "ben"], QueueSettings::default());
    assert_eq!(
        of(&stage, "c1"),
        "Waits in place 1 of RETURNS: none of the 2 members of RETURNS is signed in."
    );
}

#[test]
fn waiting_says_when_everybody_has_been_asked() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    for _ in 0..3 {
        stage.decline("c1");
    }
    assert_eq!(
        of(&stage, "c1"),
        "Waits in place 1 of RETURNS: ana has let it go 3 times and can still pick it."
    );
    assert_eq!(
        agent(&stage, "ana"),
        "ana has let 1 waiting conversation go as often as their queues allow; they can still be picked."
    );
}

#[test]
fn waiting_names_the_lost_the_signed_out_and_those_without_slots() {
    let mut stage = Stage::with(&["ana", "ben", "cid"]);
    stage.person("cid", Role::Supervisor, 0);
    stage.pass_without(20, &["ana"]);
    stage.ok(Command::SignOff {
        agent: "ben".into(),
    });
    stage.hand_over("c1");
    assert_eq!(
        of(&stage, "c1"),
        "Waits in place 1 of RETURNS: ana is lost since 12:00 UTC, cid takes no offers and 1 member is not signed in."
    );
}

#[test]
fn every_other_state_has_its_sentence() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over_from("c1", Channel::Sms);
    stage.accept("c1");
    assert_eq!(of(&stage, "c1"), "ana has it.");
    stage.conclude("c1", Conclusion::Leave);
    assert_eq!(
        of(&stage, "c1"),
        "Set aside by ana: it goes back to RETURNS when the customer writes, and closes otherwise in 24 h."
    );
    stage.ok(pick("ana", "c1"));
    stage.conclude("c1", Conclusion::End);
    assert_eq!(
        of(&stage, "c1"),
        "ana is wrapping up; it closes by itself in 24 h."
    );
    stage.conclude("c1", Conclusion::Close);
    assert_eq!(of(&stage, "c1"), "Closed by ana.");
    assert_eq!(
        stage.floor.why_conversation(&"nowhere".into(), stage.now),
        None
    );
}

#[test]
fn a_conversation_whose_agent_is_gone_says_when_it_goes_back() {
    let mut stage = Stage::with(&["ana"]);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.ok(Command::SignOff {
        agent: "ana".into(),
    });
    assert_eq!(
        of(&stage, "c1"),
        "ana has it but signed off at 12:00 UTC; it goes back to RETURNS in 3 min unless they return."
    );
}

#[test]
fn an_agent_without_work_is_told_why() {
    let mut stage = Stage::with(&["ana"]);
    assert_eq!(
        agent(&stage, "ana"),
        "ana is free: nothing waits in RETURNS."
    );
    stage.hand_over("c1");
    assert_eq!(
        agent(&stage, "ana"),
        "ana is offered 1 conversation just now; nothing else waits in RETURNS."
    );
    stage.hand_over("c2");
    stage.accept("c1");
    assert_eq!(
        agent(&stage, "ana"),
        "ana is full: 2 of 2 slots in use, 1 offered and 1 active."
    );
    stage.set_presence("ana", Presence::DoNotDisturb);
    assert_eq!(
        agent(&stage, "ana"),
        "ana is offered nothing: not to be disturbed since 12:00 UTC."
    );
}

#[test]
fn an_agent_who_cannot_get_work_is_told_why() {
    let mut stage = Stage::with(&["ana"]);
    stage.person("ben", Role::Agent, 4);
    assert_eq!(agent(&stage, "ben"), "ben has not signed in yet.");
    stage.connect("ben");
    assert_eq!(
        agent(&stage, "ben"),
        "ben is offered nothing: not a member of any queue."
    );
    stage.person("ben", Role::Supervisor, 0);
    assert_eq!(
        agent(&stage, "ben"),
        "ben is offered nothing: their capacity is 0, so they only pick."
    );
    stage.pass_without(60, &["ben"]);
    assert_eq!(
        agent(&stage, "ben"),
        "ben is offered nothing: the desk fell silent at 12:00 UTC."
    );
    stage.ok(Command::SignOff {
        agent: "ana".into(),
    });
    assert_eq!(agent(&stage, "ana"), "ana signed off at 12:01 UTC.");
    assert_eq!(stage.floor.why_agent(&"nobody".into()), None);
}
