//! The contract every journal keeps, and what only the one with a file can get wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod conformance;
mod damage;
mod file;

use super::{Record, Snapshot, Stream};
use crate::domain::{ConversationId, Seq, Timestamp};

/// A conversation's stream.
fn conversation(name: &str) -> Stream {
    Stream::Conversation(ConversationId::new(name))
}

/// A record whose content follows from its number.
fn record(seq: u64, stream: Stream) -> Record {
    Record {
        seq: Seq(seq),
        stream,
        at: Timestamp(1_000 + seq as i64),
        body: format!(
            r#"{{"n":{seq},"text":"¿qué tal? {}"}}"#,
            "x".repeat(seq as usize % 90)
        ),
    }
}

/// Records from `first` to `last`, spread over the floor and three conversations.
fn records(first: u64, last: u64) -> Vec<Record> {
    let stream = |seq: u64| match seq % 4 {
        0 => Stream::Floor,
        1 => conversation("ana"),
        2 => conversation("ben"),
        _ => conversation("chloé"),
    };
    (first..=last).map(|seq| record(seq, stream(seq))).collect()
}

/// A snapshot whose content follows from its number.
fn snapshot(seq: u64) -> Snapshot {
    Snapshot {
        seq: Seq(seq),
        at: Timestamp(5_000),
        body: format!(r#"{{"as of":{seq}}}"#).into_bytes(),
    }
}
