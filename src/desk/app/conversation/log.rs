//! What was said in a conversation, in the order of message ids, each message once.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Message, MessageId};

/// A message in the log.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was said.
    pub message: Arc<Message>,
}

/// The log: the bot's transcript, then what was said since.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    transcript: usize,
    /// Whether older messages than the first live one here exist.
    pub more: bool,
    /// Whether they are asked for.
    pub loading_older: bool,
    flagged: BTreeSet<MessageId>,
}

impl Log {
    /// The entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many of them are the bot's transcript: the line "handed over" is drawn after these.
    pub fn transcript_len(&self) -> usize {
        self.transcript
    }

    /// Where a message is, or would be.
    pub fn position(&self, id: MessageId) -> Result<usize, usize> {
        self.entries
            .binary_search_by_key(&id, |entry| entry.message.id)
    }

    /// The messages that have findings.
    pub fn flagged(&self) -> &BTreeSet<MessageId> {
        &self.flagged
    }
}
