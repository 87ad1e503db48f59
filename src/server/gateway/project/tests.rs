//! What each audience is told, event by event.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::activity::outward::agent_text;
use crate::domain::{
    Agent, Channel, ConversationId, Epoch, Handoff, HandoffShape, HandoffSource, OfferNumber,
    Party, Queue, QueueSettings, Timestamp, Variables,
};
use crate::protocol::Frame;
use crate::server::router::{Command, Conclusion, NewMessage, step_with};

/// A floor that projects everything as the hub does.
struct Stage {
    floor: Floor,
    seq: Seq,
    followed: bool,
}

/// What one event was to whom: the kinds of its changes.
type Told = (String, BTreeMap<String, Vec<&'static str>>);

impl Stage {
    /// Ana and ben in one queue, both signed in; ben takes nothing.
    fn new() -> Self {
        let mut stage = Self {
            floor: Floor::new(),
            seq: Seq(0),
            followed: false,
        };
        for (name, capacity) in [("ana", 2), ("ben", 0)] {
            stage.run(&Command::SetAgent(Box::new(Agent {
                id: name.into(),
                name: name.to_owned(),
                role: Role::Agent,
                capacity,
            })));
        }
        stage.run(&Command::SetQueue(Box::new(Queue {
            id: "q".into(),
            name: "q".to_owned(),
            topics: BTreeSet::new(),
            members: ["ana".into(), "ben".into()].into(),
            settings: QueueSettings::default(),
        })));
        for name in ["ana", "ben"] {
            stage.run(&Command::Connect { agent: name.into() });
        }
        stage
    }

    fn run(&mut self, command: &Command) -> Vec<(Event, Published)> {
        let (mut seq, followed) = (self.seq, self.followed);
        let mut all = Vec::new();
        step_with(
            &mut self.floor,
            command,
            Timestamp(1_000),
            |floor, before, event| {
                seq = seq.next();
                floor.recorded(&event, seq);
                let owner = before.owner.as_ref();
                let published = project(floor, owner, seq, &event, followed);
                all.push((event, published));
            },
        )
        .unwrap();
        self.seq = seq;
        for (_, published) in &all {
            let people: BTreeSet<_> = published.to.iter().map(|(who, _)| who).collect();
            assert_eq!(people.len(), published.to.len(), "one notice a person");
        }
        all
    }

    fn told(&mut self, command: &Command) -> Vec<Told> {
        let all = self.run(command);
        all.iter()
            .map(|(event, published)| told(event, published))
            .collect()
    }

    fn hand_over(&mut self, id: &str) -> Vec<Told> {
        self.told(&Command::Receive {
            conversation: id.into(),
            queue: Some("q".into()),
            handoff: Box::new(handoff(id)),
            flags: 0,
            found: Vec::new(),
        })
    }

    fn accept(&mut self, id: &str) -> Vec<Told> {
        self.told(&Command::Accept {
            agent: "ana".into(),
            conversation: id.into(),
            offer: OfferNumber(1),
        })
    }
}

fn told(event: &Event, published: &Published) -> Told {
    let name = serde_json::to_value(event).unwrap()["event"]
        .as_str()
        .unwrap()
        .to_owned();
    let to = published.to.iter();
    let to = to.map(|(who, text)| (who.to_string(), kinds(text, published.seq)));
    (name, to.collect())
}

fn kinds(text: &str, expected: Seq) -> Vec<&'static str> {
    let Frame::Notice(notice) = Frame::read(text).unwrap() else {
        panic!("{text}");
    };
    let Notice::Update { seq, changes } = *notice else {
        panic!("{text}");
    };
    assert_eq!(seq, expected);
    let kinds = changes.iter().map(|change| match change {
        Update::Conversation { .. } => "conversation",
        Update::Message { .. } => "message",
        Update::OfferMade { .. } => "made",
        Update::OfferEnded { .. } => "ended",
        Update::Gone { .. } => "gone",
        Update::You { .. } => "you",
    });
    kinds.collect()
}

fn expected(event: &str, to: &[(&str, &[&'static str])]) -> Told {
    let to = to
        .iter()
        .map(|(who, kinds)| ((*who).to_owned(), kinds.to_vec()));
    (event.to_owned(), to.collect())
}

fn handoff(id: &str) -> Handoff {
    Handoff {
        source: HandoffSource {
            app: None,
            conversation: id.to_owned(),
            activity: "1".to_owned(),
        },
        shape: HandoffShape::Bare,
        channel: Channel::Lcw,
        customer: Party::default(),
        bot: Party::default(),
        variables: Variables::default(),
        transcript: Vec::new(),
        transcript_received: 0,
        notes: Vec::new(),
        rest: serde_json::Map::new(),
    }
}

fn reply(key: &str) -> Command {
    Command::Reply {
        agent: "ana".into(),
        conversation: "c".into(),
        epoch: Epoch(1),
        message: Box::new(NewMessage {
            key: key.into(),
            activity: agent_text("hi"),
        }),
    }
}

fn conclude(how: Conclusion) -> Command {
    Command::Conclude {
        agent: "ana".into(),
        conversation: "c".into(),
        epoch: Epoch(1),
        how,
    }
}

#[test]
fn from_offer_to_close() {
    let mut stage = Stage::new();
    assert_eq!(
        stage.hand_over("c"),
        [
            expected("handedOver", &[]),
            expected("offerMade", &[("ana", &["made", "you"])]),
        ]
    );
    assert_eq!(
        stage.accept("c"),
        [
            expected("offerEnded", &[("ana", &["ended", "you"])]),
            expected("assigned", &[("ana", &["conversation", "you"])]),
        ]
    );
    assert_eq!(
        stage.told(&reply("k")),
        [expected("said", &[("ana", &["conversation", "message"])])]
    );
    assert_eq!(
        stage.told(&conclude(Conclusion::End)),
        [expected("wrapUp", &[("ana", &["conversation", "you"])])]
    );
    assert_eq!(
        stage.told(&conclude(Conclusion::Close)),
        [expected("closed", &[("ana", &["gone", "you"])])]
    );
}

#[test]
fn who_gives_it_back_is_told_that_it_is_gone() {
    let mut stage = Stage::new();
    stage.hand_over("c");
    stage.accept("c");
    let told = stage.told(&conclude(Conclusion::Release));
    assert_eq!(told[0], expected("requeued", &[("ana", &["gone", "you"])]));
    let pick = Command::Pick {
        agent: "ben".into(),
        conversation: ConversationId::new("c"),
    };
    // It is out to ana again, so ben cannot have it; once she is away he can.
    let away = Command::SetPresence {
        agent: "ana".into(),
        presence: crate::domain::Presence::Away,
    };
    assert_eq!(
        stage.told(&away),
        [
            expected("offerEnded", &[("ana", &["ended", "you"])]),
            expected("presenceChosen", &[("ana", &["you"])]),
        ]
    );
    assert_eq!(
        stage.told(&pick),
        [expected("assigned", &[("ben", &["conversation", "you"])])]
    );
}

#[test]
fn followers_are_told_only_if_there_are_any_and_what_is_said_matters_to_queues_only_while_it_waits()
{
    let mut stage = Stage::new();
    stage.hand_over("c");
    stage.accept("c");
    let alone = stage.run(&reply("1"));
    assert!(alone[0].1.followers.is_none());
    assert!(!alone[0].1.floor);
    stage.followed = true;
    let followed = stage.run(&reply("2"));
    let text = followed[0].1.followers.as_ref().unwrap();
    assert_eq!(kinds(text, followed[0].1.seq), ["conversation", "message"]);
    assert!(stage.run(&conclude(Conclusion::End))[0].1.floor);
}

#[test]
fn a_lease_that_ran_out_and_members_and_roles_are_passed_on() {
    let mut stage = Stage::new();
    let lost = Event::Disconnected {
        agent: "ana".into(),
        lost: true,
        at: Timestamp(0),
    };
    let published = project(&stage.floor, None, Seq(1), &lost, false);
    assert!(matches!(published.control, Some(Control::Lost(agent)) if agent.as_str() == "ana"));
    let sign_off = stage.run(&Command::SignOff {
        agent: "ana".into(),
    });
    assert!(
        sign_off
            .iter()
            .all(|(_, published)| published.control.is_none())
    );
}
