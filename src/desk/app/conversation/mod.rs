//! Conversations as this desk holds them: the log, what is read of it, what the bot handed over.

mod access;
mod flow;
mod jump;
mod log;
mod open;
mod scroll;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use access::Access;
pub(super) use flow::{gone, row_changed, said, typing, wake};
pub use jump::{Flag, Standing};
pub(super) use jump::{go_to, next_flag, walk};
pub use log::{Count, Entry, Log};
pub(super) use open::{
    cycle, history, next_unread, no_history, not_loaded, opened, peek, reconnected, show,
    stop_reading,
};
pub use scroll::{Anchor, Scroll};
pub(super) use scroll::{by_rows, go, laid, mark, to_unread};
pub use tally::Flags;

use super::State;
use super::revision::Revision;
use super::talk::Conclusion;
use crate::content::sanitize;
use crate::content::scan::Finding;
use crate::domain::{Author, ConversationId, Handoff, MessageId, Seq, Timestamp};
use crate::protocol::ConversationRow;

/// How many conversations that are not one's own are held besides the one shown.
const HELD_OTHERS: usize = 16;

/// How much of a conversation is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Load {
    /// Only its row.
    #[default]
    Row,
    /// Asked for.
    Loading,
    /// All that was said lately, and everything new.
    Whole,
    /// It was whole before the connection broke and may have a hole now.
    Stale,
}

/// One conversation.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its row as last told.
    pub row: ConversationRow,
    /// How much of it is here.
    pub load: Load,
    /// What the bot handed over; its transcript is in the log.
    pub handoff: Option<Arc<Handoff>>,
    /// What the scanner found in the variables and names of the handoff, with pointers into it.
    pub handoff_findings: Arc<[Finding]>,
    /// The flags of messages that came before it was read.
    pub unread_flags: Flags,
    /// When it was handed over.
    pub handed_over_at: Option<Timestamp>,
    /// What was said.
    pub log: Log,
    /// What of it is on the screen.
    pub scroll: Scroll,
    /// What the customer said that was not on the screen yet: how much, and from where on.
    pub unread: Unread,
    /// Who types, and until when that is believed, by this machine's clock.
    pub typing: Vec<(Author, Timestamp)>,
    /// What you have asked for that is not answered yet.
    pub concluding: Option<Conclusion>,
    as_of: Seq,
    /// Changes of anything here.
    pub revision: Revision,
}

/// What was not read yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// How many messages of the customer.
    pub count: u32,
    /// The first of them: a line is drawn above it. Stays while the conversation is shown.
    pub first: Option<MessageId>,
}

impl Conversation {
    fn new(row: ConversationRow) -> Self {
        Self {
            log: Log::new(row.channel),
            row,
            load: Load::Row,
            handoff: None,
            handoff_findings: Arc::default(),
            unread_flags: Flags::default(),
            handed_over_at: None,
            scroll: Scroll::default(),
            unread: Unread::default(),
            typing: Vec::new(),
            concluding: None,
            as_of: Seq::default(),
            revision: Revision::default(),
        }
    }
}

/// The conversations this desk holds.
#[derive(Clone, Debug, Default)]
pub struct Conversations {
    held: BTreeMap<ConversationId, Conversation>,
    shown: Option<ConversationId>,
    /// Changes of which one is shown, and of what is unread in any.
    pub revision: Revision,
}

impl Conversations {
    /// A conversation.
    pub fn get(&self, id: &ConversationId) -> Option<&Conversation> {
        self.held.get(id)
    }

    /// Which one is shown.
    pub fn shown_id(&self) -> Option<&ConversationId> {
        self.shown.as_ref()
    }

    /// The one shown.
    pub fn shown(&self) -> Option<&Conversation> {
        self.held.get(self.shown.as_ref()?)
    }

    /// How many messages of the customer are unread there.
    pub fn unread(&self, id: &ConversationId) -> u32 {
        self.held.get(id).map_or(0, |held| held.unread.count)
    }

    pub(super) fn get_mut(&mut self, id: &ConversationId) -> Option<&mut Conversation> {
        let held = self.held.get_mut(id)?;
        held.revision.bump();
        Some(held)
    }

    fn shown_mut(&mut self) -> Option<&mut Conversation> {
        let held = self.held.get_mut(self.shown.as_ref()?)?;
        held.revision.bump();
        Some(held)
    }

    /// When somebody stops typing, by this machine's clock.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let shown = self.shown()?;
        shown.typing.iter().map(|(_, until)| *until).min()
    }

    /// The conversation, begun with this row if it is not held yet.
    fn hold(&mut self, row: &ConversationRow) -> &mut Conversation {
        let held = self
            .held
            .entry(row.id.clone())
            .or_insert_with(|| Conversation::new(row.clone()));
        held.revision.bump();
        held
    }

    /// Forgets what is neither kept nor shown, but for the last few.
    fn forget(&mut self, keep: &BTreeSet<ConversationId>) {
        let others = self
            .held
            .keys()
            .filter(|id| !keep.contains(*id) && self.shown.as_ref() != Some(*id));
        let others: Vec<ConversationId> = others.cloned().collect();
        let surplus = others.len().saturating_sub(HELD_OTHERS);
        for id in others.into_iter().take(surplus) {
            self.held.remove(&id);
        }
    }
}

/// The customer of a conversation by name, for a sentence; sanitised.
pub(super) fn customer(state: &State, id: &ConversationId) -> String {
    let held = state.conversations.get(id).map(|held| &held.row);
    let name = held
        .or_else(|| state.floor.row(id))
        .map_or("", |row| &row.customer.name);
    match name.trim() {
        "" => "the customer".to_owned(),
        name => sanitize::excerpt(name, 40),
    }
}
