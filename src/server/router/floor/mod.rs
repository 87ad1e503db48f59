//! The live state of the floor: queues, people, conversations that are not closed, and the last that were.
//!
//! What events made is in `Facts` and is all that a snapshot holds; the indexes follow from it; leases are soft.

mod index;
mod lane;
mod lease;
mod live;
mod seat;
mod stats;
mod totals;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde::{Deserialize, Serialize, Serializer};

pub use live::{About, Live, Talk, Tries};
pub use seat::{Attendance, Seat};
pub use stats::QueueStats;
pub use totals::{Summary, Tally, Totals};

pub(super) use index::{Desk, Due, Index};
pub(super) use lane::{Lane, Place};
pub(super) use live::{preview, wanted_topics};

use super::event::Event;
use crate::domain::{
    AgentId, ConversationId, HandoffSource, MessageKey, PresenceView, Queue, QueueId,
    QueueSettings, Seq, Timestamp,
};
use lease::Leases;

/// The floor. Two floors are equal if the same has happened on them.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Facts")]
pub struct Floor {
    pub(super) facts: Facts,
    pub(super) index: Index,
    leases: Leases,
}

/// What the events have made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) queues: BTreeMap<QueueId, Queue>,
    pub(super) seats: BTreeMap<AgentId, Seat>,
    pub(super) conversations: HashMap<ConversationId, Live>,
    /// Closed ones that are remembered, the longest closed first.
    pub(super) closed: VecDeque<ConversationId>,
    /// How many conversations ever came.
    pub(super) arrivals: u64,
    /// What was found in what bots handed over. Snapshots of before it was counted have none.
    #[serde(default)]
    pub(super) totals: Totals,
}

/// A person with what they hold.
#[derive(Clone, Copy, Debug)]
pub struct AgentView<'a> {
    /// The person.
    pub seat: &'a Seat,
    desk: &'a Desk,
}

impl Default for Floor {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Floor {
    fn eq(&self, other: &Self) -> bool {
        self.facts == other.facts && self.index == other.index
    }
}

impl Serialize for Floor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.facts.serialize(serializer)
    }
}

impl From<Facts> for Floor {
    fn from(facts: Facts) -> Self {
        let mut index = Index::default();
        for queue in facts.queues.values() {
            index.open_lane(&queue.id);
            for member in &queue.members {
                index.enlist(member, &queue.id, true);
            }
        }
        for live in facts.conversations.values() {
            index.put(live);
            index
                .sources
                .insert(live.about.source.clone(), live.id.clone());
        }
        for seat in facts.seats.values() {
            index.refresh(seat);
        }
        index.dirty = facts.queues.keys().cloned().collect();
        Self {
            facts,
            index,
            leases: Leases::default(),
        }
    }
}

impl Floor {
    /// An empty floor: the default queue, without members.
    pub fn new() -> Self {
        let queue = Queue {
            id: QueueId::new(Queue::DEFAULT),
            name: "Default".to_owned(),
            topics: BTreeSet::new(),
            members: BTreeSet::new(),
            settings: QueueSettings::default(),
        };
        Self::from(Facts {
            queues: BTreeMap::from([(queue.id.clone(), queue)]),
            seats: BTreeMap::new(),
            conversations: HashMap::new(),
            closed: VecDeque::new(),
            arrivals: 0,
            totals: Totals::default(),
        })
    }

    /// A conversation that is not closed, or one of the last that were.
    pub fn conversation(&self, id: &ConversationId) -> Option<&Live> {
        self.facts.conversations.get(id)
    }

    /// All conversations the floor remembers, in no order.
    pub fn conversations(&self) -> impl Iterator<Item = &Live> {
        self.facts.conversations.values()
    }

    /// Place among those who wait in the same queue, from 1, offered ones counted; none if it does not wait.
    pub fn position(&self, id: &ConversationId) -> Option<u32> {
        let live = self.conversation(id).filter(|live| live.is_in_line())?;
        let lane = self.lane(&live.queue)?;
        Some(lane.line.range(..=Place::of(live)).count() as u32)
    }

    /// All queues by id.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.facts.queues.values()
    }

    /// A queue.
    pub fn queue(&self, id: &QueueId) -> Option<&Queue> {
        self.facts.queues.get(id)
    }

    /// All people by id.
    pub fn agents(&self) -> impl Iterator<Item = AgentView<'_>> {
        self.facts.seats.values().filter_map(|seat| self.view(seat))
    }

    /// A person.
    pub fn agent(&self, id: &AgentId) -> Option<AgentView<'_>> {
        self.view(self.facts.seats.get(id)?)
    }

    fn view<'a>(&'a self, seat: &'a Seat) -> Option<AgentView<'a>> {
        let desk = self.index.desks.get(seat.id())?;
        Some(AgentView { seat, desk })
    }

    /// Who waits in a queue for a person, the longest waiting first; offered ones are among them and keep their place.
    pub fn waiting(&self, queue: &QueueId) -> impl Iterator<Item = &Live> {
        self.lane(queue)
            .into_iter()
            .flat_map(|lane| &lane.line)
            .filter_map(|place| self.conversation(&place.conversation))
    }

    /// The conversations of a queue that somebody owns, wrap-up included.
    pub fn held(&self, queue: &QueueId) -> impl Iterator<Item = &Live> {
        self.lane(queue)
            .into_iter()
            .flat_map(|lane| &lane.held)
            .filter_map(|id| self.conversation(id))
    }

    /// The conversations of a queue that were set aside.
    pub fn set_aside(&self, queue: &QueueId) -> impl Iterator<Item = &Live> {
        self.lane(queue)
            .into_iter()
            .flat_map(|lane| &lane.aside)
            .filter_map(|id| self.conversation(id))
    }

    /// How often each rule was found in what each bot handed over.
    pub fn totals(&self) -> &Totals {
        &self.facts.totals
    }

    /// The conversation a handoff has already become.
    pub fn known_handoff(&self, source: &HandoffSource) -> Option<ConversationId> {
        self.index.sources.get(source).cloned()
    }

    /// Whether this was said already; `from` is the agent who says it, none for the customer.
    pub fn has_key(
        &self,
        conversation: &ConversationId,
        from: Option<&AgentId>,
        key: &MessageKey,
    ) -> bool {
        self.said_at(conversation, from, key).is_some()
    }

    /// Which record holds what was said under this key, as told by [`Floor::recorded`].
    pub fn said_at(
        &self,
        conversation: &ConversationId,
        from: Option<&AgentId>,
        key: &MessageKey,
    ) -> Option<Seq> {
        self.conversation(conversation)?.heard.get(from, key)
    }

    /// When something will happen by itself: the driver sends [`super::Command::Tick`] then.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let lease = self.leases.first().map(|(at, _)| *at);
        let due = self.index.due.first().map(|(at, _)| *at);
        lease.into_iter().chain(due).min()
    }

    /// A sign of life of an agent's desk: the lease runs 15 s from now. Says nothing for somebody who is not signed in.
    pub fn renew_lease(&mut self, agent: &AgentId, now: Timestamp) {
        if self.facts.seats.get(agent).is_some_and(Seat::is_here) {
            self.leases.renew(agent, now);
        }
    }

    /// To be called once after a floor was restored: everybody who was signed in has a whole lease to show up again.
    pub fn restart_leases(&mut self, now: Timestamp) {
        self.leases = Leases::default();
        for seat in self.facts.seats.values().filter(|seat| seat.is_here()) {
            self.leases.renew(seat.id(), now);
        }
    }

    /// Tells in which record an event stands: the conversation's `last_seq`, and where a message is found by its key.
    pub fn recorded(&mut self, event: &Event, seq: Seq) {
        let Some(live) = event
            .conversation()
            .and_then(|id| self.facts.conversations.get_mut(id))
        else {
            return;
        };
        live.talk.last_seq = seq;
        if let Event::Said { agent, key, .. } = event {
            live.heard.insert(agent.as_ref(), key, seq);
        }
    }

    pub(super) fn lane(&self, queue: &QueueId) -> Option<&Lane> {
        self.index.lanes.get(queue)
    }

    pub(super) fn leases(&self) -> &Leases {
        &self.leases
    }

    pub(super) fn leases_mut(&mut self) -> &mut Leases {
        &mut self.leases
    }
}

impl<'a> AgentView<'a> {
    /// Slots in use: offers, owned and wrap-up.
    pub fn load(&self) -> u32 {
        self.desk.load()
    }

    /// What counts as their presence, and why.
    pub fn presence(&self) -> PresenceView {
        self.seat.presence(self.load())
    }

    /// Conversations offered to them.
    pub fn offers(&self) -> impl Iterator<Item = &'a ConversationId> + use<'a> {
        self.desk.offers.iter()
    }

    /// Conversations they own, active and in wrap-up.
    pub fn owned(&self) -> impl Iterator<Item = &'a ConversationId> + use<'a> {
        self.desk.active.iter().chain(&self.desk.wrapping)
    }

    /// Queues they are a member of.
    pub fn queues(&self) -> impl Iterator<Item = &'a QueueId> + use<'a> {
        self.desk.queues.iter()
    }
}
