//! What the agent writes: one draft a conversation, never anybody else's.

mod draft;
#[cfg(test)]
mod draft_tests;

use std::collections::BTreeMap;

pub use draft::{Draft, MAX_BYTES, To};

use super::revision::Revision;
use crate::domain::ConversationId;

/// The most bytes the serialised activity of a message may have: 28 KB, metadata included, on any channel.
pub const LIMIT: usize = 28_672;

/// The drafts.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    pub(super) drafts: BTreeMap<ConversationId, Draft>,
    /// Bytes of the activity the shown draft would make, metadata included.
    pub bytes: usize,
    /// Changes of the shown draft or of which one is shown.
    pub revision: Revision,
}

impl Composer {
    /// The draft of a conversation, if anything was ever typed there.
    pub fn draft(&self, conversation: &ConversationId) -> Option<&Draft> {
        self.drafts.get(conversation)
    }

    /// Whether something is written there that was not sent.
    pub fn has_draft(&self, conversation: &ConversationId) -> bool {
        self.drafts
            .get(conversation)
            .is_some_and(|draft| !draft.is_blank())
    }
}
