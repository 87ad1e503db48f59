//! What the body of a record says.

use serde::{Deserialize, Serialize};

use crate::domain::{Seq, Timestamp};
use crate::server::auth::Change;
use crate::server::journal::{Damage, Record, Stream};
use crate::server::router::Event;

/// The body of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Entry {
    /// Something happened on the floor.
    Floor(Event),
    /// Somebody may do something they could not do before, or the reverse.
    Directory(Change),
}

/// The same, borrowed, so that nothing is copied to be written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Borrowed<'a> {
    Floor(&'a Event),
    Directory(&'a Change),
}

impl Entry {
    /// Reads a record's body. A body that was not damaged but says nothing we know was written by another deskhand.
    pub fn of(record: &Record) -> Result<Self, Damage> {
        serde_json::from_str(&record.body)
            .map_err(|error| Damage::Unreadable(record.seq, error.to_string()))
    }
}

/// The record of an event.
pub(super) fn event_record(seq: Seq, at: Timestamp, event: &Event) -> serde_json::Result<Record> {
    let stream = match event.conversation() {
        Some(id) => Stream::Conversation(id.clone()),
        None => Stream::Floor,
    };
    record(seq, at, stream, &Borrowed::Floor(event))
}

/// The record of a change of the directory.
pub(super) fn change_record(
    seq: Seq,
    at: Timestamp,
    change: &Change,
) -> serde_json::Result<Record> {
    record(seq, at, Stream::Directory, &Borrowed::Directory(change))
}

fn record(
    seq: Seq,
    at: Timestamp,
    stream: Stream,
    entry: &Borrowed<'_>,
) -> serde_json::Result<Record> {
    let body = serde_json::to_string(entry)?;
    Ok(Record {
        seq,
        stream,
        at,
        body,
    })
}
