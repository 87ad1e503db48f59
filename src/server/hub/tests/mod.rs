//! Tests of the hub, one file a promise; here what they share: a clock set by hand, a projector and an outlet that note what
//! they are told, and journals that wait or fail on demand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod double;
mod durable;
mod faults;
mod restart;
mod time;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::sync::watch;

use super::{Hub, Opening, Options, Outcome, Outlet, Projector};
use crate::domain::{
    Agent, AgentId, Channel, Clock, Handoff, HandoffShape, HandoffSource, Party, Queue, Role, Seq,
    Timestamp, Variables,
};
use crate::server::journal::Journal;
use crate::server::router::{Before, Command, Event, Floor, NewMessage};

/// 2026-11-22T12:00:00Z.
pub const NOON: Timestamp = Timestamp(1_795_348_800_000);

/// A clock that shows what it was set to.
pub struct Hand(AtomicI64);

impl Hand {
    pub fn at_noon() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(NOON.0)))
    }

    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// What is published here: the event itself, and whose the conversation was.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub seq: Seq,
    pub event: Event,
    pub before: Before,
}

/// Publishes everything.
pub struct TellAll;

impl Projector for TellAll {
    type Published = Told;

    fn project(&mut self, _: &Floor, before: &Before, seq: Seq, event: &Event) -> Option<Told> {
        let (before, event) = (before.clone(), event.clone());
        Some(Told { seq, event, before })
    }
}

/// Notes what is delivered.
pub struct Notes {
    told: Mutex<Vec<Told>>,
    pub up_to: watch::Sender<Seq>,
}

impl Notes {
    pub fn new() -> Arc<Self> {
        let told = Mutex::default();
        let up_to = watch::Sender::new(Seq(0));
        Arc::new(Self { told, up_to })
    }

    pub fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }
}

impl Outlet<Told> for Notes {
    fn deliver(&self, published: &[Told], up_to: Seq) {
        let mut told = self.told.lock().unwrap();
        told.extend_from_slice(published);
        assert!(
            told.last().is_none_or(|last| last.seq <= up_to),
            "nothing comes early"
        );
        drop(told);
        self.up_to.send_modify(|before| {
            assert!(*before < up_to, "in order");
            *before = up_to;
        });
    }
}

pub const OPTIONS: Options = Options {
    snapshot_every: 5_000,
    queue: 64,
};

/// A hub on this journal with a clock at noon.
pub fn hub(journal: impl Journal + 'static) -> (Hub, Arc<Notes>) {
    hub_with(journal, OPTIONS, Hand::at_noon())
}

pub fn hub_with(
    journal: impl Journal + 'static,
    options: Options,
    clock: Arc<dyn Clock>,
) -> (Hub, Arc<Notes>) {
    let notes = Notes::new();
    let opening = Opening::of(Box::new(journal)).unwrap();
    let hub = opening
        .start(options, clock, TellAll, notes.clone())
        .unwrap();
    (hub, notes)
}

/// An agent of capacity 4 in the default queue, signed in.
pub async fn staffed(hub: &Hub, name: &str) {
    let agent = Agent {
        id: name.into(),
        name: name.to_owned(),
        role: Role::Agent,
        capacity: 4,
    };
    let queue = Queue {
        id: Queue::DEFAULT.into(),
        name: "Default".to_owned(),
        topics: [].into(),
        members: [AgentId::new(name)].into(),
        settings: crate::domain::QueueSettings::default(),
    };
    ok(hub, Command::SetAgent(Box::new(agent))).await;
    ok(hub, Command::SetQueue(Box::new(queue))).await;
    ok(hub, Command::Connect { agent: name.into() }).await;
}

pub async fn ok(hub: &Hub, command: Command) -> Outcome {
    hub.execute(command)
        .await
        .expect("the command is carried out")
}

/// A handoff into the default queue.
pub fn receive(id: &str) -> Command {
    receive_from(id, id)
}

/// A handoff of this bot's conversation, which would become that conversation.
pub fn receive_from(source: &str, id: &str) -> Command {
    let handoff = Handoff {
        source: HandoffSource {
            app: None,
            conversation: format!("bot-{source}"),
            activity: "1".to_owned(),
        },
        shape: HandoffShape::Flat,
        channel: Channel::Lcw,
        customer: Party {
            id: "dl_ana".to_owned(),
            name: "Ana".to_owned(),
        },
        bot: Party::default(),
        variables: Variables::default(),
        transcript: Vec::new(),
        transcript_received: 0,
        notes: Vec::new(),
        rest: serde_json::Map::new(),
    };
    Command::Receive {
        conversation: id.into(),
        queue: None,
        handoff: Box::new(handoff),
        flags: 0,
        found: Vec::new(),
    }
}

/// The customer's words in a conversation, under this key.
pub fn wrote(id: &str, key: &str) -> Command {
    let activity = serde_json::from_value(json!({"type": "message", "text": key})).unwrap();
    Command::CustomerWrote {
        conversation: id.into(),
        message: Box::new(NewMessage {
            key: key.into(),
            activity,
        }),
    }
}

/// The keys of what was said in these events, in order.
pub fn keys<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<String> {
    let said = events.into_iter().filter_map(|event| match event {
        Event::Said { key, .. } => Some(key.to_string()),
        _ => None,
    });
    said.collect()
}
