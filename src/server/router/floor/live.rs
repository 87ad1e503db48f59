//! A conversation as the floor knows it: what lists and routing need. No transcript and no message bodies.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::{
    AgentId, Channel, CloseReason, ConversationId, ConversationState, Epoch, Handoff,
    HandoffSource, MessageKey, Offer, OfferNumber, Party, QueueId, Seq, Timestamp,
};
use crate::server::router::limits::PREVIEW_CHARS;

/// A conversation that is not closed, or one of the last that were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// Which.
    pub id: ConversationId,
    /// The queue it belongs to, whatever its state.
    pub queue: QueueId,
    /// Its state.
    pub state: ConversationState,
    /// Who owns it; in Closed, who owned it last.
    pub owner: Option<AgentId>,
    /// Its present or last assignment.
    pub epoch: Epoch,
    /// The offer that is out.
    pub offer: Option<Offer>,
    /// What the handoff said about it.
    pub about: About,
    /// What was said last, and by whom.
    pub talk: Talk,
    /// Since when the customer waits for a person: from the handoff on, kept over every return to the queue. It begins anew
    /// only when a customer comes back to a conversation that was set aside, because in between nobody was waiting.
    pub waiting_since: Timestamp,
    /// Who owned it before it went back to its queue or was set aside.
    pub last_owner: Option<AgentId>,
    /// When Waiting or Wrap-up ends by itself.
    pub due: Option<Timestamp>,
    /// Why it is closed.
    pub closed: Option<CloseReason>,
    /// Place among those that have waited equally long.
    pub(in crate::server::router) arrival: u64,
    /// What was offered to whom.
    pub(in crate::server::router) round: Round,
    /// What was said, by its sender's key.
    pub(in crate::server::router) heard: Heard,
}

/// What a handoff said that lists and routing need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Where it came from.
    pub source: HandoffSource,
    /// The customer; unsanitised.
    pub customer: Party,
    /// The channel the customer writes in.
    pub channel: Channel,
    /// The bot; unsanitised.
    pub bot: Party,
    /// `va_LastTopic`, or the skill asked for; unsanitised.
    pub topic: Option<String>,
    /// When it was handed over.
    pub handed_over_at: Timestamp,
    /// How many findings the scanner had.
    pub flags: u32,
}

/// The last words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// The customer's last words, at most 200 characters; unsanitised.
    pub preview: Option<String>,
    /// Since when the customer waits for an answer; none when the last word was ours.
    pub unanswered_since: Option<Timestamp>,
    /// Whether the customer has left.
    pub customer_left: bool,
    /// The last record of this conversation, as told by [`super::Floor::recorded`].
    pub last_seq: Seq,
}

/// The offers of a conversation since it last came into its queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Number of the last offer; never begins anew.
    pub last: OfferNumber,
    /// The offer that led to the present assignment.
    pub accepted: Option<OfferNumber>,
    /// What each agent was offered.
    pub tries: BTreeMap<AgentId, Tries>,
}

/// How often one agent was offered one conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// How often, whatever came of it: others go first.
    pub made: u32,
    /// How often they declined or let it run out: this is what `offers_per_agent` limits.
    pub missed: u32,
}

/// The keys of everything said in a conversation, by sender, with the record that holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<HeardEntry>", into = "Vec<HeardEntry>")]
pub struct Heard(HashMap<(Option<AgentId>, MessageKey), Seq>);

type HeardEntry = (Option<AgentId>, MessageKey, Seq);

impl From<Vec<HeardEntry>> for Heard {
    fn from(entries: Vec<HeardEntry>) -> Self {
        Self(
            entries
                .into_iter()
                .map(|(from, key, seq)| ((from, key), seq))
                .collect(),
        )
    }
}

impl From<Heard> for Vec<HeardEntry> {
    fn from(heard: Heard) -> Self {
        let mut entries: Self = heard
            .0
            .into_iter()
            .map(|((from, key), seq)| (from, key, seq))
            .collect();
        entries.sort_unstable();
        entries
    }
}

impl Heard {
    /// The record of a key; `from` is the agent who used it, none for the customer.
    pub fn get(&self, from: Option<&AgentId>, key: &MessageKey) -> Option<Seq> {
        self.0.get(&(from.cloned(), key.clone())).copied()
    }

    /// Remembers a key, with its record once that is known.
    pub fn insert(&mut self, from: Option<&AgentId>, key: &MessageKey, seq: Seq) {
        self.0.insert((from.cloned(), key.clone()), seq);
    }
}

impl Live {
    /// A conversation as it comes in.
    pub(in crate::server::router) fn received(
        id: &ConversationId,
        queue: &QueueId,
        handoff: &Handoff,
        flags: u32,
        at: Timestamp,
        arrival: u64,
    ) -> Self {
        Self {
            id: id.clone(),
            queue: queue.clone(),
            state: ConversationState::Open,
            owner: None,
            epoch: Epoch::default(),
            offer: None,
            about: About {
                source: handoff.source.clone(),
                customer: handoff.customer.clone(),
                channel: handoff.channel,
                bot: handoff.bot.clone(),
                topic: wanted_topics(handoff).next().map(str::to_owned),
                handed_over_at: at,
                flags,
            },
            talk: Talk {
                preview: last_words(handoff).map(preview),
                unanswered_since: Some(at),
                ..Talk::default()
            },
            waiting_since: at,
            last_owner: None,
            due: None,
            closed: None,
            arrival,
            round: Round::default(),
            heard: Heard::default(),
        }
    }

    /// To whom it is offered just now.
    pub fn offered_to(&self) -> Option<&AgentId> {
        self.offer.as_ref().map(|offer| &offer.agent)
    }

    /// Since when the customer waits to be accepted: none once a person has taken it, or while it is set aside.
    pub fn waits_since(&self) -> Option<Timestamp> {
        self.is_in_line().then_some(self.waiting_since)
    }

    /// Whether it waits for a person, offered or not.
    pub fn is_in_line(&self) -> bool {
        self.state == ConversationState::Open || self.offer.is_some()
    }

    /// In whose slot it is: the one it is offered to, or the one who owns it.
    pub fn holder(&self) -> Option<&AgentId> {
        match self.state {
            ConversationState::Active => self.offered_to().or(self.owner.as_ref()),
            ConversationState::WrapUp => self.owner.as_ref(),
            ConversationState::Open | ConversationState::Waiting | ConversationState::Closed => {
                None
            }
        }
    }

    /// What this agent was offered of it.
    pub fn tries(&self, agent: &AgentId) -> Tries {
        self.round.tries.get(agent).copied().unwrap_or_default()
    }
}

/// What a handoff asks for, the most telling first: the last topic, then the skill in either spelling.
pub(in crate::server::router) fn wanted_topics(handoff: &Handoff) -> impl Iterator<Item = &str> {
    let variables = &handoff.variables;
    [
        variables.last_topic(),
        variables.text("Skill"),
        variables.text("skill"),
    ]
    .into_iter()
    .flatten()
}

/// The customer's last words: of the transcript, else as the bot remembers them.
fn last_words(handoff: &Handoff) -> Option<&str> {
    use crate::domain::AuthorKind::Customer;
    handoff
        .transcript
        .iter()
        .rev()
        .filter(|message| message.author.kind == Customer)
        .find_map(|message| message.activity.text.as_deref())
        .or_else(|| handoff.variables.last_phrase())
}

/// The beginning of a text, as much as a list shows.
pub(in crate::server::router) fn preview(text: &str) -> String {
    text.chars().take(PREVIEW_CHARS).collect()
}
