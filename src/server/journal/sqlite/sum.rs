//! Checksums: the first 64 bits of SHA-256 over everything a reader is given, so that what differs from what was written
//! is noticed and never served.

use sha2::{Digest, Sha256};

use crate::domain::Seq;
use crate::server::journal::{JournalId, Record, Snapshot};

/// The checksum of a record and of its link to the one before it in its stream.
pub(super) fn of_record(record: &Record, prior: Seq) -> i64 {
    let stream = record.stream.as_str().as_bytes();
    over(&[
        &record.seq.0.to_le_bytes(),
        &prior.0.to_le_bytes(),
        &record.at.0.to_le_bytes(),
        &(stream.len() as u64).to_le_bytes(),
        stream,
        record.body.as_bytes(),
    ])
}

/// The checksum of a snapshot.
pub(super) fn of_snapshot(snapshot: &Snapshot) -> i64 {
    over(&[
        &snapshot.seq.0.to_le_bytes(),
        &snapshot.at.0.to_le_bytes(),
        &snapshot.body,
    ])
}

/// The checksum of the note of the last acknowledged record of one journal.
pub(super) fn of_mark(id: &JournalId, seq: Seq) -> i64 {
    over(&[id.as_str().as_bytes(), &seq.0.to_le_bytes()])
}

fn over(parts: &[&[u8]]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let digest = hash.finalize();
    digest
        .first_chunk::<8>()
        .map_or(0, |bytes| i64::from_le_bytes(*bytes))
}
