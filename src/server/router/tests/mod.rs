//! Tests of the router, one file a feature; here what they share: a floor under a hand-driven clock.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    // A command is made where it is run.
    clippy::needless_pass_by_value
)]

mod customer;
mod intake;
mod leases;
mod offers;
mod owner;
mod picks;
mod presence;
mod props;
mod setup;
mod totals;
mod way;
mod why;

use std::time::Duration;

use serde_json::json;

use super::{Command, Conclusion, Event, Floor, Live, NewMessage, Refusal, step};
use crate::activity::Activity;
use crate::domain::{
    Agent, AgentId, Channel, ConversationId, ConversationState, DeclineReason, Epoch, Handoff,
    HandoffShape, HandoffSource, MessageKey, OfferNumber, Party, Presence, Queue, QueueId,
    QueueSettings, Role, Timestamp, Variables,
};

/// 2026-11-22T12:00:00Z.
pub const NOON: Timestamp = Timestamp(1_795_348_800_000);

/// A floor, its clock, and everything that has happened on it.
pub struct Stage {
    pub floor: Floor,
    pub now: Timestamp,
    pub log: Vec<Event>,
    keys: u32,
}

impl Stage {
    /// One queue `returns` (and the default queue) with these people, signed in, of capacity 2.
    pub fn with(people: &[&str]) -> Self {
        let mut stage = Self {
            floor: Floor::new(),
            now: NOON,
            log: Vec::new(),
            keys: 0,
        };
        for name in people {
            stage.person(name, Role::Agent, 2);
        }
        stage.queue("returns", people, QueueSettings::default());
        for name in people {
            stage.connect(name);
        }
        stage
    }

    /// Carries out a command now; what happened is logged and returned.
    pub fn run(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = step(&mut self.floor, &command, self.now)?;
        self.log.extend(events.iter().cloned());
        Ok(events)
    }

    pub fn ok(&mut self, command: Command) -> Vec<Event> {
        self.run(command).expect("the command is carried out")
    }

    /// The refusal of a command; that nothing has changed is checked with it.
    pub fn refused(&mut self, command: Command) -> Refusal {
        let before = self.floor.clone();
        let refusal = self.run(command).expect_err("the command is refused");
        assert!(before == self.floor, "a refusal changes nothing");
        refusal
    }

    /// Lets time pass, agents' desks being alive, and everything happen that is due meanwhile.
    pub fn pass(&mut self, seconds: u64) -> Vec<Event> {
        self.pass_without(seconds, &[])
    }

    /// Lets time pass; the desks of `silent` give no sign of life.
    pub fn pass_without(&mut self, seconds: u64, silent: &[&str]) -> Vec<Event> {
        let end = self.now.after(Duration::from_secs(seconds));
        let mut events = Vec::new();
        while self.now < end {
            self.now = self.now.after(Duration::from_secs(1));
            let here: Vec<AgentId> = self
                .floor
                .agents()
                .map(|view| view.seat.id().clone())
                .collect();
            for agent in here.iter().filter(|id| !silent.contains(&id.as_str())) {
                self.floor.renew_lease(agent, self.now);
            }
            if self.floor.next_deadline().is_some_and(|at| at <= self.now) {
                events.extend(self.ok(Command::Tick));
            }
        }
        events
    }

    pub fn person(&mut self, name: &str, role: Role, capacity: u32) {
        self.ok(Command::SetAgent(Box::new(Agent {
            id: name.into(),
            name: name.to_owned(),
            role,
            capacity,
        })));
    }

    pub fn queue(&mut self, id: &str, members: &[&str], settings: QueueSettings) -> Vec<Event> {
        self.ok(Command::SetQueue(Box::new(Queue {
            id: id.into(),
            name: id.to_uppercase(),
            topics: [format!("topic of {id}")].into(),
            members: members.iter().map(AgentId::new).collect(),
            settings,
        })))
    }

    pub fn connect(&mut self, name: &str) -> Vec<Event> {
        self.ok(Command::Connect { agent: name.into() })
    }

    /// A handoff into `returns` from a web chat.
    pub fn hand_over(&mut self, id: &str) -> Vec<Event> {
        self.hand_over_from(id, Channel::Lcw)
    }

    pub fn hand_over_from(&mut self, id: &str, channel: Channel) -> Vec<Event> {
        self.ok(receive(id, Some("returns"), handoff(id, channel)))
    }

    pub fn live(&self, id: &str) -> &Live {
        self.floor.conversation(&id.into()).expect("is remembered")
    }

    pub fn state(&self, id: &str) -> ConversationState {
        self.live(id).state
    }

    /// To whom a conversation is offered.
    pub fn offered(&self, id: &str) -> Option<&str> {
        self.live(id).offered_to().map(AgentId::as_str)
    }

    /// Accepts the offer that is out, for whoever has it.
    pub fn accept(&mut self, id: &str) -> Vec<Event> {
        let offer = self.live(id).offer.clone().expect("is offered");
        self.ok(Command::Accept {
            agent: offer.agent,
            conversation: id.into(),
            offer: offer.number,
        })
    }

    pub fn decline(&mut self, id: &str) -> Vec<Event> {
        let offer = self.live(id).offer.clone().expect("is offered");
        self.ok(Command::Decline {
            agent: offer.agent,
            conversation: id.into(),
            offer: offer.number,
            reason: DeclineReason::Busy,
        })
    }

    /// Concludes as the present owner.
    pub fn conclude(&mut self, id: &str, how: Conclusion) -> Vec<Event> {
        let command = self.conclusion(id, how);
        self.ok(command)
    }

    pub fn conclusion(&self, id: &str, how: Conclusion) -> Command {
        let live = self.live(id);
        Command::Conclude {
            agent: live.owner.clone().expect("is owned"),
            conversation: id.into(),
            epoch: live.epoch,
            how,
        }
    }

    pub fn fresh_key(&mut self) -> MessageKey {
        self.keys += 1;
        MessageKey::new(format!("key-{}", self.keys))
    }

    pub fn customer_writes(&mut self, id: &str, text: &str) -> Vec<Event> {
        let key = self.fresh_key();
        self.ok(wrote(id, key.as_str(), text))
    }

    pub fn set_presence(&mut self, name: &str, presence: Presence) -> Vec<Event> {
        self.ok(Command::SetPresence {
            agent: name.into(),
            presence,
        })
    }

    pub fn load(&self, name: &str) -> u32 {
        self.floor.agent(&name.into()).unwrap().load()
    }
}

pub fn receive(id: &str, queue: Option<&str>, handoff: Handoff) -> Command {
    Command::Receive {
        conversation: id.into(),
        queue: queue.map(QueueId::from),
        handoff: Box::new(handoff),
        flags: 2,
        found: Vec::new(),
    }
}

/// A handoff of a bot's conversation named after the conversation it becomes.
pub fn handoff(id: &str, channel: Channel) -> Handoff {
    Handoff {
        source: HandoffSource {
            app: None,
            conversation: format!("bot-{id}"),
            activity: "1".to_owned(),
        },
        shape: HandoffShape::Flat,
        channel,
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
    }
}

pub fn message(key: &str, text: &str) -> Box<NewMessage> {
    let activity: Activity =
        serde_json::from_value(json!({"type": "message", "text": text})).unwrap();
    Box::new(NewMessage {
        key: key.into(),
        activity,
    })
}

pub fn wrote(id: &str, key: &str, text: &str) -> Command {
    Command::CustomerWrote {
        conversation: id.into(),
        message: message(key, text),
    }
}

pub fn reply(name: &str, id: &str, epoch: u64, key: &str) -> Command {
    Command::Reply {
        agent: name.into(),
        conversation: id.into(),
        epoch: Epoch(epoch),
        message: message(key, "an answer"),
    }
}

pub fn accept(name: &str, id: &str, offer: u32) -> Command {
    Command::Accept {
        agent: name.into(),
        conversation: id.into(),
        offer: OfferNumber(offer),
    }
}

pub fn pick(name: &str, id: &str) -> Command {
    Command::Pick {
        agent: name.into(),
        conversation: id.into(),
    }
}

/// Event names in order, for comparing what happened.
pub fn names(events: &[Event]) -> Vec<String> {
    events
        .iter()
        .map(|event| {
            serde_json::to_value(event).unwrap()["event"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}
