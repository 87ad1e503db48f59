//! Reading the journal from a task: on a thread that may block, never on the hub.

use std::sync::Arc;

use super::entry::Entry;
use crate::domain::{ConversationId, Seq, Timestamp};
use crate::server::journal::{JournalError, Read, Record, Span, Stream};
use crate::server::router::Event;

/// Reads what is durable.
#[derive(Clone)]
pub struct Reader {
    journal: Arc<dyn Read>,
}

/// A record, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored<T> {
    /// Its place.
    pub seq: Seq,
    /// When it was decided.
    pub at: Timestamp,
    /// What it says.
    pub what: T,
}

impl Reader {
    /// A reader of this journal.
    pub fn new(journal: Arc<dyn Read>) -> Self {
        Self { journal }
    }

    /// What happened in a conversation, in order, at most 1,000 records. Its first record is the handoff. Empty if there is no
    /// such conversation.
    pub async fn conversation(
        &self,
        id: &ConversationId,
        span: Span,
    ) -> Result<Vec<Stored<Event>>, JournalError> {
        let stream = Stream::Conversation(id.clone());
        self.off_task(move |journal| {
            let records = journal.read_stream(&stream, span)?;
            let events = records.iter().map(|record| match Entry::of(record)? {
                Entry::Floor(event) => Ok(Some(stored(record, event))),
                Entry::Directory(_) => Ok(None),
            });
            events.filter_map(Result::transpose).collect()
        })
        .await
    }

    /// All records after one, in order, at most `limit` and 1,000.
    pub async fn after(&self, seq: Seq, limit: usize) -> Result<Vec<Stored<Entry>>, JournalError> {
        self.off_task(move |journal| {
            let records = journal.read(seq, limit)?;
            records
                .iter()
                .map(|record| Ok(stored(record, Entry::of(record)?)))
                .collect()
        })
        .await
    }

    async fn off_task<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Read) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let journal = self.journal.clone();
        let read = tokio::task::spawn_blocking(move || read(journal.as_ref()));
        // The thread is given up only when the process ends.
        read.await.unwrap_or(Err(JournalError::Stopped))
    }
}

fn stored<T>(record: &Record, what: T) -> Stored<T> {
    Stored {
        seq: record.seq,
        at: record.at,
        what,
    }
}
