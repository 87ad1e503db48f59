//! Handoffs come in: which queue, which place, what is known already, what is refused.

use serde_json::Value;

use super::*;
use crate::domain::{Author, AuthorKind, CloseReason, Message, MessageId};
use crate::protocol::ErrorCode;

fn with_variable(id: &str, name: &str, value: impl Into<Value>) -> Handoff {
    let mut handoff = handoff(id, Channel::Lcw);
    handoff.variables.set(name, value.into());
    handoff
}

fn queue_of(handoff: Handoff) -> String {
    let mut stage = Stage::with(&[]);
    stage.queue("billing", &[], QueueSettings::default());
    stage.ok(receive("c1", None, handoff));
    stage.live("c1").queue.to_string()
}

#[test]
fn topics_and_skills_choose_the_queue_without_case() {
    for name in ["va_LastTopic", "Skill", "skill"] {
        let handoff = with_variable("c1", name, "Topic of BILLING ");
        assert_eq!(queue_of(handoff), "billing", "{name}");
    }
}

#[test]
fn the_last_topic_counts_before_the_skill() {
    let mut handoff = with_variable("c1", "skill", "topic of returns");
    handoff
        .variables
        .set("va_LastTopic", "topic of billing".into());
    assert_eq!(queue_of(handoff), "billing");
}

#[test]
fn a_topic_nobody_has_goes_to_the_default_queue() {
    let handoff = with_variable("c1", "va_LastTopic", "Weather");
    assert_eq!(queue_of(handoff), Queue::DEFAULT);
    assert_eq!(queue_of(with_variable("c1", "skill", 7)), Queue::DEFAULT);
}

#[test]
fn the_queue_asked_for_counts_before_topics() {
    let mut stage = Stage::with(&[]);
    stage.queue("billing", &[], QueueSettings::default());
    let handoff = with_variable("c1", "va_LastTopic", "topic of billing");
    stage.ok(receive("c1", Some("returns"), handoff));
    assert_eq!(stage.live("c1").queue, "returns".into());
}

#[test]
fn an_unknown_queue_is_refused_with_the_known_ones() {
    let mut stage = Stage::with(&[]);
    let refusal = stage.refused(receive("c1", Some("sales"), handoff("c1", Channel::Lcw)));
    assert_eq!(refusal.code, ErrorCode::NotFound);
    assert!(refusal.message.contains("sales"), "{refusal}");
    assert!(refusal.hint.contains("default, returns"), "{refusal}");
}

#[test]
fn the_same_handoff_again_is_the_same_conversation() {
    let mut stage = Stage::with(&[]);
    stage.hand_over("c1");
    let again = handoff("c1", Channel::Lcw);
    let source = again.source.clone();
    assert_eq!(stage.ok(receive("c2", Some("returns"), again)), []);
    assert_eq!(stage.floor.known_handoff(&source), Some("c1".into()));
    assert!(stage.floor.conversation(&"c2".into()).is_none());
}

#[test]
fn a_used_id_is_refused() {
    let mut stage = Stage::with(&[]);
    stage.hand_over("c1");
    let refusal = stage.refused(receive("c1", None, handoff("other", Channel::Lcw)));
    assert_eq!(refusal.code, ErrorCode::WrongState);
}

#[test]
fn a_bot_that_asks_to_close_gets_a_closed_conversation() {
    let mut stage = Stage::with(&["ana"]);
    let handoff = with_variable("c1", "CloseOmnichannelConversation", true);
    let events = stage.ok(receive("c1", None, handoff));
    assert_eq!(names(&events), ["handedOver", "closed"]);
    assert_eq!(stage.live("c1").closed, Some(CloseReason::BotEnded));
    assert_eq!(stage.load("ana"), 0);
}

#[test]
fn lists_get_topic_last_words_and_flags() {
    let mut stage = Stage::with(&[]);
    let mut handoff = with_variable("c1", "va_LastTopic", "Returns");
    handoff
        .variables
        .set("va_LastPhrase", "from the variables".into());
    stage.ok(receive("c1", None, handoff.clone()));
    assert_eq!(stage.live("c1").about.topic.as_deref(), Some("Returns"));
    assert_eq!(stage.live("c1").about.flags, 2);
    assert_eq!(
        stage.live("c1").talk.preview.as_deref(),
        Some("from the variables")
    );

    handoff.source.activity = "2".to_owned();
    for (kind, text) in [
        (AuthorKind::Customer, "é".repeat(300)),
        (AuthorKind::Bot, "ok".into()),
    ] {
        handoff.transcript.push(Message {
            id: MessageId::default(),
            at: NOON,
            author: Author {
                kind,
                name: String::new(),
            },
            activity: message("k", &text).activity,
        });
    }
    stage.ok(receive("c2", None, handoff));
    assert_eq!(stage.live("c2").talk.preview, Some("é".repeat(200)));
}

#[test]
fn position_counts_those_who_wait_longer_in_the_same_queue() {
    let mut stage = Stage::with(&["ana"]);
    stage.person("ana", Role::Agent, 1);
    for id in ["c1", "c2", "c3"] {
        stage.hand_over(id);
    }
    stage.ok(receive("other", None, handoff("other", Channel::Lcw)));
    let position = |stage: &Stage, id: &str| stage.floor.position(&id.into());
    assert_eq!(stage.offered("c1"), Some("ana"));
    assert_eq!(
        position(&stage, "c3"),
        Some(3),
        "an offered one keeps its place"
    );
    assert_eq!(position(&stage, "other"), Some(1));
    stage.accept("c1");
    assert_eq!(position(&stage, "c1"), None);
    assert_eq!(position(&stage, "c3"), Some(2));
}

#[test]
fn the_last_closed_ones_are_remembered_and_no_more() {
    let mut stage = Stage::with(&[]);
    for number in 0..1030 {
        let id = format!("c{number}");
        stage.hand_over(&id);
        stage.ok(Command::CustomerLeft {
            conversation: id.as_str().into(),
        });
    }
    assert_eq!(stage.floor.conversations().count(), 1024);
    assert!(stage.floor.conversation(&"c5".into()).is_none());
    assert!(stage.floor.conversation(&"c6".into()).is_some());
    let forgotten = handoff("c5", Channel::Lcw).source;
    assert_eq!(stage.floor.known_handoff(&forgotten), None);
}
