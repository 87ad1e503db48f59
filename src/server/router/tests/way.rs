//! The whole way of a conversation, and that what happened can be played again.

use super::*;

#[test]
fn a_handoff_is_offered_accepted_answered_ended_and_closed() {
    let mut stage = Stage::with(&["ana"]);
    assert_eq!(names(&stage.hand_over("c1")), ["handedOver", "offerMade"]);
    assert_eq!(stage.state("c1"), ConversationState::Active);
    assert_eq!(stage.offered("c1"), Some("ana"));
    assert_eq!(stage.load("ana"), 1);

    assert_eq!(names(&stage.accept("c1")), ["offerEnded", "assigned"]);
    assert_eq!(stage.live("c1").owner, Some("ana".into()));
    assert_eq!(stage.live("c1").epoch, Epoch(1));
    assert_eq!(stage.load("ana"), 1);

    assert_eq!(names(&stage.customer_writes("c1", "hello?")), ["said"]);
    assert_eq!(names(&stage.ok(reply("ana", "c1", 1, "r1"))), ["said"]);
    assert_eq!(names(&stage.conclude("c1", Conclusion::End)), ["wrapUp"]);
    assert_eq!(stage.load("ana"), 1, "wrap-up keeps the slot");
    assert_eq!(names(&stage.conclude("c1", Conclusion::Close)), ["closed"]);
    assert_eq!(stage.state("c1"), ConversationState::Closed);
    assert_eq!(stage.load("ana"), 0);
}

#[test]
fn the_log_played_into_an_empty_floor_gives_the_same_floor() {
    let mut stage = Stage::with(&["ana", "ben"]);
    for id in ["c1", "c2", "c3", "c4", "c5"] {
        stage.hand_over(id);
    }
    stage.accept("c1");
    stage.decline("c2");
    stage.conclude("c1", Conclusion::End);
    stage.pass(130);

    let mut again = Floor::new();
    for event in &stage.log {
        crate::server::router::apply(&mut again, event);
    }
    assert!(again == stage.floor);
}

#[test]
fn a_snapshot_is_the_floor() {
    let mut stage = Stage::with(&["ana", "ben"]);
    for id in ["c1", "c2", "c3"] {
        stage.hand_over(id);
    }
    stage.accept("c2");
    stage.customer_writes("c1", "still there?");
    let text = serde_json::to_string(&stage.floor).unwrap();
    let restored: Floor = serde_json::from_str(&text).unwrap();
    assert!(restored == stage.floor);
    assert!(restored.has_key(&"c1".into(), None, &"key-1".into()));
}
