//! What the agent writes: one draft a conversation, never anybody else's.

mod check;
#[cfg(test)]
mod check_tests;
mod draft;
#[cfg(test)]
mod draft_tests;
mod edit;
mod keep;
mod send;
pub mod slash;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use check::{Note, note};
pub(super) use check::{explain, replace_all, replace_one};
pub use draft::{Draft, MAX_BYTES, To};
pub(super) use edit::{apply, count, edit, insert_into, paste, typed};
pub(super) use keep::{flush, loaded, save_now, wake};
pub(super) use send::{send, send_literal};

use super::revision::Revision;
use crate::activity::outward::MAX_ACTIVITY_BYTES;
use crate::content::scan::Finding;
use crate::domain::{ConversationId, Timestamp};

/// The most bytes the serialised activity of a message may have: 28 KB, metadata included, on any channel.
pub const LIMIT: usize = MAX_ACTIVITY_BYTES;

/// The drafts.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    drafts: BTreeMap<ConversationId, Draft>,
    save_at: BTreeMap<ConversationId, Timestamp>,
    typing_told: Option<(ConversationId, Timestamp)>,
    bytes: usize,
    findings: Vec<Finding>,
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

    /// The conversations with something written that was not sent.
    pub fn unsent(&self) -> impl Iterator<Item = &ConversationId> {
        self.drafts
            .iter()
            .filter(|(_, draft)| !draft.is_blank())
            .map(|(id, _)| id)
    }

    /// Bytes of the activity the draft shown would make, metadata included; to be held against [`LIMIT`].
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// What of the draft shown will not arrive at its customer's channel as it is meant.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// When the next draft is to be saved.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.save_at.values().min().copied()
    }
}
