//! Queues and people are set up while work goes on.

use super::*;
use crate::protocol::ErrorCode;

#[test]
fn a_new_member_is_asked_at_once() {
    let mut stage = Stage::with(&["ana"]);
    stage.queue("returns", &[], QueueSettings::default());
    stage.hand_over("c1");
    let events = stage.queue("returns", &["ana"], QueueSettings::default());
    assert_eq!(names(&events), ["queueSet", "offerMade"]);
}

#[test]
fn offers_to_a_removed_member_go_to_others_and_what_they_own_stays() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.hand_over("c2");
    stage.decline("c2");
    assert_eq!(stage.offered("c2"), Some("ana"));
    let events = stage.queue("returns", &["ben"], QueueSettings::default());
    assert_eq!(names(&events), ["offerEnded", "queueSet", "offerMade"]);
    assert_eq!(stage.offered("c2"), Some("ben"));
    assert_eq!(stage.live("c1").owner, Some("ana".into()));
}

#[test]
fn more_slots_bring_more_offers_and_fewer_take_nothing_away() {
    let mut stage = Stage::with(&["ana"]);
    for id in ["c1", "c2", "c3"] {
        stage.hand_over(id);
    }
    assert_eq!(stage.state("c3"), ConversationState::Open);
    stage.person("ana", Role::Agent, 3);
    assert_eq!(stage.offered("c3"), Some("ana"));
    stage.person("ana", Role::Agent, 1);
    assert_eq!(stage.load("ana"), 3);
    stage.hand_over("c4");
    assert_eq!(stage.state("c4"), ConversationState::Open);
}

#[test]
fn setting_the_same_again_is_no_event() {
    let mut stage = Stage::with(&["ana"]);
    assert_eq!(
        stage.queue("returns", &["ana"], QueueSettings::default()),
        []
    );
    let seat = stage.floor.agent(&"ana".into()).unwrap().seat.agent.clone();
    assert_eq!(stage.ok(Command::SetAgent(Box::new(seat))), []);
}

#[test]
fn senseless_settings_are_refused() {
    let mut stage = Stage::with(&["ana"]);
    let queue = |settings: QueueSettings| {
        Command::SetQueue(Box::new(Queue {
            id: "returns".into(),
            name: "Returns".to_owned(),
            topics: std::collections::BTreeSet::new(),
            members: std::collections::BTreeSet::new(),
            settings,
        }))
    };
    let bad = [
        QueueSettings {
            offer_seconds: 0,
            ..QueueSettings::default()
        },
        QueueSettings {
            offer_seconds: 86_401,
            ..QueueSettings::default()
        },
        QueueSettings {
            offers_per_agent: 0,
            ..QueueSettings::default()
        },
        QueueSettings {
            waiting_close_seconds: 0,
            ..QueueSettings::default()
        },
    ];
    for settings in bad {
        assert_eq!(stage.refused(queue(settings)).code, ErrorCode::BadRequest);
    }
}

#[test]
fn names_are_neither_empty_nor_endless() {
    let mut stage = Stage::with(&[]);
    for name in ["", "  ", &"x".repeat(101)] {
        let refusal = stage.refused(Command::SetAgent(Box::new(Agent {
            id: "ana".into(),
            name: name.to_owned(),
            role: Role::Agent,
            capacity: 1,
        })));
        assert_eq!(refusal.code, ErrorCode::BadRequest);
    }
}

#[test]
fn a_queue_in_numbers() {
    let mut stage = Stage::with(&["ana", "ben"]);
    stage.person("ana", Role::Agent, 1);
    stage.person("cid", Role::Agent, 9);
    stage.queue("returns", &["ana", "ben", "cid"], QueueSettings::default());
    stage.set_presence("ben", Presence::Away);
    stage.hand_over("c1");
    stage.accept("c1");
    stage.pass(5);
    stage.hand_over("c2");
    stage.ok(pick("ben", "c2"));
    stage.hand_over("c3");
    let stats = stage.floor.queue_stats(&"returns".into()).unwrap();
    assert_eq!((stats.waiting, stats.offers_out, stats.active), (1, 0, 2));
    assert_eq!(stats.longest_since, Some(stage.now));
    assert_eq!((stats.available, stats.staffed), (0, 2));
    assert_eq!((stats.load, stats.capacity), (2, 3));
    assert_eq!(stage.floor.queue_stats(&"nowhere".into()), None);
    let held: Vec<&str> = stage
        .floor
        .held(&"returns".into())
        .map(|live| live.id.as_str())
        .collect();
    assert_eq!(held, ["c1", "c2"]);
}
