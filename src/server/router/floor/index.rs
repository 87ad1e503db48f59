//! Everything that can be computed from the facts, kept so that a decision never looks through all of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lane::{Candidate, Lane, Place};
use super::live::Live;
use super::seat::Seat;
use crate::domain::{
    AgentId, ConversationId, ConversationState, HandoffSource, QueueId, Timestamp,
};

/// What will happen by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The offer of this conversation runs out.
    Offer(ConversationId),
    /// This conversation was set aside for too long.
    Aside(ConversationId),
    /// Wrap-up of this conversation is over.
    WrapUp(ConversationId),
    /// This agent does not come back in time.
    Grace(AgentId),
}

/// What one person holds, and where they stand ready.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Offered to them.
    pub offers: BTreeSet<ConversationId>,
    /// Owned and active.
    pub active: BTreeSet<ConversationId>,
    /// Owned and in wrap-up: still in a slot (blocking "always", the documented default).
    pub wrapping: BTreeSet<ConversationId>,
    /// The queues they are a member of.
    pub queues: BTreeSet<QueueId>,
    /// How they stand in the queues just now, if they can take work.
    pub candidate: Option<Candidate>,
    /// When their conversations go back, if they are gone and have any.
    pub grace: Option<Timestamp>,
}

impl Desk {
    /// Slots in use.
    pub fn load(&self) -> u32 {
        (self.offers.len() + self.active.len() + self.wrapping.len()) as u32
    }

    fn is_bare(&self) -> bool {
        *self == Self::default()
    }
}

/// The indexes. All of it follows from the facts; `dirty` is work to do.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Per queue.
    pub lanes: BTreeMap<QueueId, Lane>,
    /// Per person.
    pub desks: BTreeMap<AgentId, Desk>,
    /// What is due when.
    pub due: BTreeSet<(Timestamp, Due)>,
    /// Where conversations came from.
    pub sources: HashMap<HandoffSource, ConversationId>,
    /// Queues in which somebody might now be offered something.
    pub dirty: BTreeSet<QueueId>,
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        // A desk that holds nothing is as good as none: it stays behind when somebody unknown leaves a queue.
        let desks = |index: &Self| {
            let held = index.desks.iter().filter(|(_, desk)| !desk.is_bare());
            held.map(|(id, desk)| (id.clone(), desk.clone()))
                .collect::<Vec<_>>()
        };
        self.lanes == other.lanes
            && desks(self) == desks(other)
            && self.due == other.due
            && self.sources == other.sources
    }
}

impl Index {
    /// Takes a conversation out, before it changes.
    pub fn take(&mut self, live: &Live) {
        self.set(live, false);
    }

    /// Puts a conversation in, after it has changed.
    pub fn put(&mut self, live: &Live) {
        self.set(live, true);
    }

    fn set(&mut self, live: &Live, present: bool) {
        let lane = entry(&mut self.lanes, &live.queue);
        match live.state {
            ConversationState::Open => {
                put(&mut lane.line, Place::of(live), present);
                put(&mut lane.open, Place::of(live), present);
                if present && !lane.ready.is_empty() {
                    self.dirty.insert(live.queue.clone());
                }
            }
            ConversationState::Active => self.set_active(live, present),
            ConversationState::Waiting => {
                put(&mut lane.aside, live.id.clone(), present);
                self.set_due(live.due, Due::Aside(live.id.clone()), present);
            }
            ConversationState::WrapUp => {
                put(&mut lane.held, live.id.clone(), present);
                if let Some(owner) = &live.owner {
                    let desk = entry(&mut self.desks, owner);
                    put(&mut desk.wrapping, live.id.clone(), present);
                }
                self.set_due(live.due, Due::WrapUp(live.id.clone()), present);
            }
            ConversationState::Closed => {}
        }
    }

    fn set_active(&mut self, live: &Live, present: bool) {
        let lane = entry(&mut self.lanes, &live.queue);
        if let Some(offer) = &live.offer {
            put(&mut lane.line, Place::of(live), present);
            let desk = entry(&mut self.desks, &offer.agent);
            put(&mut desk.offers, live.id.clone(), present);
            self.set_due(Some(offer.deadline), Due::Offer(live.id.clone()), present);
        } else if let Some(owner) = &live.owner {
            put(&mut lane.held, live.id.clone(), present);
            let desk = entry(&mut self.desks, owner);
            put(&mut desk.active, live.id.clone(), present);
        }
    }

    fn set_due(&mut self, at: Option<Timestamp>, due: Due, present: bool) {
        if let Some(at) = at {
            put(&mut self.due, (at, due), present);
        }
    }

    /// Works out anew where a person stands ready and when their grace ends.
    pub fn refresh(&mut self, seat: &Seat) {
        let desk = entry(&mut self.desks, seat.id());
        let free = seat.free(desk.load());
        let candidate = (seat.wants_work() && free > 0).then(|| Candidate {
            free: Reverse(free),
            given_at: seat.given_at,
            agent: seat.id().clone(),
        });
        if candidate != desk.candidate {
            for queue in &desk.queues {
                let lane = entry(&mut self.lanes, queue);
                if let Some(old) = &desk.candidate {
                    lane.ready.remove(old);
                }
                if let Some(new) = &candidate {
                    lane.ready.insert(new.clone());
                    if !lane.open.is_empty() {
                        self.dirty.insert(queue.clone());
                    }
                }
            }
            desk.candidate = candidate;
        }
        let grace = seat.grace_ends().filter(|_| !desk.active.is_empty());
        if grace != desk.grace {
            if let Some(old) = desk.grace {
                self.due.remove(&(old, Due::Grace(seat.id().clone())));
            }
            if let Some(new) = grace {
                self.due.insert((new, Due::Grace(seat.id().clone())));
            }
            desk.grace = grace;
        }
    }

    /// Makes room for a queue.
    pub fn open_lane(&mut self, queue: &QueueId) {
        entry(&mut self.lanes, queue);
    }

    /// Makes a person a member of a queue, or no longer one.
    pub fn enlist(&mut self, agent: &AgentId, queue: &QueueId, member: bool) {
        let desk = entry(&mut self.desks, agent);
        put(&mut desk.queues, queue.clone(), member);
        if let Some(candidate) = desk.candidate.clone() {
            put(&mut entry(&mut self.lanes, queue).ready, candidate, member);
        }
    }
}

/// The entry under a key; the key is only copied if there is none yet.
fn entry<'a, K: Ord + Clone, V: Default>(map: &'a mut BTreeMap<K, V>, key: &K) -> &'a mut V {
    if !map.contains_key(key) {
        map.insert(key.clone(), V::default());
    }
    map.entry(key.clone()).or_default()
}

fn put<T: Ord>(set: &mut BTreeSet<T>, item: T, present: bool) {
    if present {
        set.insert(item);
    } else {
        set.remove(&item);
    }
}
