//! What the backend says of the floor: you, your offers, your conversations, the queues. Kept as it came; the lists that are
//! shown are made from it by the features.

use super::revision::Revision;
use crate::domain::{AgentId, Author, AuthorKind, ConversationId, QueueId, Role, Timestamp};
use crate::protocol::{ConversationRow, OfferView, QueueView, Snapshot, You};

/// The floor as this desk is told of it.
#[derive(Clone, Debug, Default)]
pub struct Floor {
    you: Option<You>,
    offers: Vec<OfferView>,
    mine: Vec<ConversationRow>,
    queues: Vec<QueueView>,
    /// Changes of offers, conversations or queues.
    pub revision: Revision,
    /// Changes of you alone.
    pub you_revision: Revision,
}

impl Floor {
    /// The person at the desk; `None` until the first welcome.
    pub fn you(&self) -> Option<&You> {
        self.you.as_ref()
    }

    /// Their user name.
    pub fn your_id(&self) -> Option<&AgentId> {
        self.you.as_ref().map(|you| &you.agent.id)
    }

    /// Whether they may watch the floor.
    pub fn supervises(&self) -> bool {
        self.you
            .as_ref()
            .is_some_and(|you| you.agent.role >= Role::Supervisor)
    }

    /// Whether they said this.
    pub fn is_you(&self, author: &Author) -> bool {
        author.kind == AuthorKind::Agent
            && self.you.as_ref().is_some_and(|you| {
                you.agent.name == author.name || you.agent.id.as_str() == author.name
            })
    }

    /// What is held out to you, in the order it came.
    pub fn offers(&self) -> &[OfferView] {
        &self.offers
    }

    /// One of the offers.
    pub fn offer(&self, conversation: &ConversationId) -> Option<&OfferView> {
        self.offers
            .iter()
            .find(|offer| offer.row.id == *conversation)
    }

    /// The offer that ends first.
    pub fn first_offer(&self) -> Option<&OfferView> {
        self.offers.iter().min_by_key(|offer| offer.offer.deadline)
    }

    /// What you own, in the order you got it.
    pub fn mine(&self) -> &[ConversationRow] {
        &self.mine
    }

    /// One of your conversations.
    pub fn my(&self, conversation: &ConversationId) -> Option<&ConversationRow> {
        self.mine.iter().find(|row| row.id == *conversation)
    }

    /// The queues, by name.
    pub fn queues(&self) -> &[QueueView] {
        &self.queues
    }

    /// One of the queues.
    pub fn queue(&self, id: &QueueId) -> Option<&QueueView> {
        self.queues.iter().find(|queue| queue.id == *id)
    }

    /// A queue's name for people: its id if it is not known here. Unsanitised.
    pub fn queue_name<'a>(&'a self, id: &'a QueueId) -> &'a str {
        self.queue(id).map_or(id.as_str(), |queue| &queue.name)
    }

    /// How many wait in all queues, and since when the longest waiting one does.
    pub fn waiting(&self) -> (u32, Option<Timestamp>) {
        let count = self
            .queues
            .iter()
            .fold(0_u32, |sum, queue| sum.saturating_add(queue.waiting));
        let since = self
            .queues
            .iter()
            .filter_map(|queue| queue.longest_since)
            .min();
        (count, since)
    }

    /// Any row of this conversation the floor holds: an offer, one of yours, the head of a queue.
    pub fn row(&self, id: &ConversationId) -> Option<&ConversationRow> {
        self.my(id)
            .or_else(|| self.offer(id).map(|offer| &offer.row))
            .or_else(|| {
                let heads = self.queues.iter().flat_map(|queue| &queue.head);
                heads.into_iter().find(|row| row.id == *id)
            })
    }

    pub(super) fn set_you(&mut self, you: You) {
        if self.you.as_ref() != Some(&you) {
            self.you = Some(you);
            self.you_revision.bump();
        }
    }

    pub(super) fn set_queues(&mut self, mut queues: Vec<QueueView>) {
        queues.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        if self.queues != queues {
            self.queues = queues;
            self.revision.bump();
        }
    }

    /// Takes everything anew, keeping the order of what was known.
    pub(super) fn replace(&mut self, snapshot: Snapshot) {
        let place = |id: &ConversationId| {
            let known = self.mine.iter().position(|row| row.id == *id);
            known.unwrap_or(usize::MAX)
        };
        let mut mine = snapshot.mine;
        mine.sort_by_cached_key(|row| place(&row.id));
        self.mine = mine;
        self.offers = snapshot.offers;
        self.revision.bump();
        self.set_you(snapshot.you);
        self.set_queues(snapshot.queues);
    }

    /// Puts or updates one of your conversations.
    pub(super) fn put_mine(&mut self, row: ConversationRow) {
        self.revision.bump();
        match self.mine.iter_mut().find(|known| known.id == row.id) {
            Some(known) => *known = row,
            None => self.mine.push(row),
        }
    }

    /// Takes a conversation out of yours. Answers whether it was there.
    pub(super) fn drop_mine(&mut self, id: &ConversationId) -> bool {
        let before = self.mine.len();
        self.mine.retain(|row| row.id != *id);
        let dropped = self.mine.len() != before;
        if dropped {
            self.revision.bump();
        }
        dropped
    }

    /// Puts an offer; a newer one of the same conversation takes the place of the older.
    pub(super) fn put_offer(&mut self, offer: OfferView) {
        self.revision.bump();
        match self
            .offers
            .iter_mut()
            .find(|known| known.row.id == offer.row.id)
        {
            Some(known) => *known = offer,
            None => self.offers.push(offer),
        }
    }

    /// Takes an offer out.
    pub(super) fn drop_offer(&mut self, id: &ConversationId) -> Option<OfferView> {
        let at = self.offers.iter().position(|offer| offer.row.id == *id)?;
        self.revision.bump();
        Some(self.offers.remove(at))
    }
}
