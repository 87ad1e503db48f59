//! What is known of a floor from its events alone, kept apart from the code under test.

use std::collections::{BTreeMap, HashMap};

use super::*;
use crate::server::router::Before;

type Key = (ConversationId, Option<AgentId>, MessageKey);

/// A second book-keeping.
#[derive(Default)]
pub struct Model {
    pub log: Vec<Event>,
    owners: HashMap<ConversationId, (AgentId, Epoch)>,
    epochs: HashMap<ConversationId, Epoch>,
    offers: HashMap<ConversationId, (AgentId, OfferNumber)>,
    said: BTreeMap<Key, u32>,
    acknowledged: BTreeMap<Key, u32>,
}

impl Model {
    /// The book-keeping of a floor that exists already.
    pub fn of(floor: &Floor) -> Self {
        let mut model = Self::default();
        for live in floor.conversations() {
            model.epochs.insert(live.id.clone(), live.epoch);
            if let Some(owner) = &live.owner {
                let assignment = (owner.clone(), live.epoch);
                model.owners.insert(live.id.clone(), assignment);
            }
            if let Some(offer) = &live.offer {
                let out = (offer.agent.clone(), offer.number);
                model.offers.insert(live.id.clone(), out);
            }
        }
        model
    }

    /// Takes note of an event just applied, and checks that it may happen.
    pub fn happened(&mut self, floor: &Floor, before: &Before, event: &Event) {
        if let Some(id) = event.conversation()
            && !matches!(event, Event::HandedOver { .. })
        {
            let owner = self.owners.get(id).map(|(owner, _)| owner);
            assert_eq!(before.owner.as_ref(), owner);
            let offered = self.offers.get(id).map(|(agent, _)| agent);
            assert_eq!(before.offered_to.as_ref(), offered);
        }
        match event {
            Event::OfferMade {
                conversation,
                offer,
            } => {
                assert!(
                    !self.owners.contains_key(conversation),
                    "offered while owned"
                );
                let out = (offer.agent.clone(), offer.number);
                let other = self.offers.insert(conversation.clone(), out);
                assert_eq!(other, None, "one offer at a time");
                within_capacity(floor, &offer.agent);
                longest_waiting_first(floor, conversation, &offer.agent);
            }
            Event::OfferEnded {
                conversation,
                agent,
                number,
                ..
            } => {
                let out = self.offers.remove(conversation);
                assert_eq!(
                    out,
                    Some((agent.clone(), *number)),
                    "the offer that is out ends"
                );
            }
            Event::Assigned {
                conversation,
                agent,
                epoch,
                ..
            } => self.assigned(conversation, agent, *epoch),
            Event::Requeued { conversation, .. } | Event::SetAside { conversation, .. } => {
                self.owners.remove(conversation);
            }
            Event::Said {
                conversation,
                agent,
                key,
                ..
            } => self.said(conversation, agent.as_ref(), key),
            _ => {}
        }
    }

    fn assigned(&mut self, id: &ConversationId, agent: &AgentId, epoch: Epoch) {
        let other = self.owners.insert(id.clone(), (agent.clone(), epoch));
        assert_eq!(other, None, "{id} has an owner already");
        let last = self.epochs.insert(id.clone(), epoch).unwrap_or_default();
        assert!(epoch > last, "epochs grow");
    }

    fn said(&mut self, id: &ConversationId, agent: Option<&AgentId>, key: &MessageKey) {
        if let Some(agent) = agent {
            let owner = self.owners.get(id).map(|(owner, _)| owner);
            assert_eq!(owner, Some(agent), "only the owner answers");
        }
        let key = (id.clone(), agent.cloned(), key.clone());
        *self.said.entry(key).or_default() += 1;
    }

    /// A command was carried out: what it said must be in the log once, however often it was asked.
    pub fn acknowledge(&mut self, command: &Command) {
        let key = match command {
            Command::CustomerWrote {
                conversation,
                message,
            } => (conversation.clone(), None, message.key.clone()),
            Command::Reply {
                agent,
                conversation,
                message,
                ..
            } => (
                conversation.clone(),
                Some(agent.clone()),
                message.key.clone(),
            ),
            _ => return,
        };
        self.acknowledged.insert(key, 1);
    }

    /// Nothing lost, nothing doubled, and both books agree on who owns what.
    pub fn finish(&self, floor: &Floor) {
        assert_eq!(self.said, self.acknowledged);
        for live in floor.conversations() {
            let owner = self.owners.get(&live.id).map(|(owner, _)| owner);
            assert_eq!(live.owner.as_ref(), owner, "{}", live.id);
        }
    }
}

pub fn states(floor: &Floor) -> HashMap<ConversationId, ConversationState> {
    let states = floor
        .conversations()
        .map(|live| (live.id.clone(), live.state));
    states.collect()
}

/// The event moved its conversation along the documented table, or not at all.
pub fn moves_legally(
    states: &mut HashMap<ConversationId, ConversationState>,
    floor: &Floor,
    event: &Event,
) {
    let Some(live) = event.conversation().and_then(|id| floor.conversation(id)) else {
        return;
    };
    let Some(before) = states.insert(live.id.clone(), live.state) else {
        assert_eq!(live.state, ConversationState::Open, "begins open");
        return;
    };
    assert!(
        before == live.state || before.may_become(live.state),
        "{before} to {} by {event:?}",
        live.state
    );
}

fn within_capacity(floor: &Floor, agent: &AgentId) {
    let view = floor.agent(agent).unwrap();
    assert!(
        view.load() <= view.seat.agent.capacity,
        "offered beyond capacity"
    );
}

/// Whether a conversation may be offered to an agent, from the rules, without any index.
fn may_ask(floor: &Floor, live: &Live, agent: &AgentId) -> bool {
    let (Some(queue), Some(view)) = (floor.queue(&live.queue), floor.agent(agent)) else {
        return false;
    };
    queue.members.contains(agent)
        && view.seat.is_here()
        && view.seat.chosen.takes_work()
        && live.tries(agent).missed < queue.settings.offers_per_agent
}

fn longest_waiting_first(floor: &Floor, id: &ConversationId, agent: &AgentId) {
    let taken = floor.conversation(id).unwrap();
    for live in floor.waiting(&taken.queue) {
        if live.id == taken.id {
            break;
        }
        let passed_over = live.state == ConversationState::Open && may_ask(floor, live, agent);
        assert!(!passed_over, "{} waits longer than {id}", live.id);
    }
}

/// No conversation is open while a member who may be asked has a free slot.
pub fn nobody_waits_in_vain(floor: &Floor) {
    let open = floor
        .conversations()
        .filter(|live| live.state == ConversationState::Open);
    for live in open {
        for view in floor.agents() {
            let free = view.load() < view.seat.agent.capacity;
            assert!(
                !(free && may_ask(floor, live, view.seat.id())),
                "{} waits while {} is free",
                live.id,
                view.seat.id()
            );
        }
    }
}
