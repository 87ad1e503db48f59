//! What a journal holds: records, each in a stream, and snapshots.

use std::fmt;

use crate::domain::{ConversationId, Seq, Timestamp};

/// Which journal: a UUID in text, made with the journal. Resuming is exact only within one journal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JournalId(String);

impl JournalId {
    /// A new one, unlike all others.
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// One that was read from a journal.
    pub(super) fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a record belongs to. Records of one stream can be read without the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Queues, people, presence: what belongs to no conversation.
    Floor,
    /// Users and applications.
    Directory,
    /// One conversation.
    Conversation(ConversationId),
}

impl Stream {
    /// The stream as it is written. Ids of conversations are UUIDs, so the two words are never one of them.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Floor => "floor",
            Self::Directory => "directory",
            Self::Conversation(id) => id.as_str(),
        }
    }

    /// The stream of that name.
    pub fn from_text(text: &str) -> Self {
        match text {
            "floor" => Self::Floor,
            "directory" => Self::Directory,
            id => Self::Conversation(ConversationId::new(id)),
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place, from 1, without gaps.
    pub seq: Seq,
    /// What it belongs to.
    pub stream: Stream,
    /// When it was decided.
    pub at: Timestamp,
    /// What happened, as JSON.
    pub body: String,
}

/// The state of everything as of a record, so that a start need not read what came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// True as of this record.
    pub seq: Seq,
    /// When it was taken.
    pub at: Timestamp,
    /// The state, as JSON.
    pub body: Vec<u8>,
}

/// A stretch of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The first ones after a record, forwards.
    After(Seq, usize),
    /// The last ones before a record; they come in order of their numbers all the same.
    Before(Seq, usize),
}
