//! A note of the last record that was acknowledged, beside the journal. SQLite takes a damaged write-ahead log for one
//! that ends earlier, so acknowledged records could vanish without a word; with the note, they are missed at the next
//! start. It is written after the sync and not synced itself: it may lag behind, but is never ahead.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::open::private_file;
use super::sum;
use crate::domain::Seq;
use crate::server::journal::{JournalError, JournalId};

/// The open note.
pub(super) struct Mark {
    file: File,
    path: PathBuf,
    found: Vec<u8>,
}

impl Mark {
    /// Opens the note in `dir`.
    pub(super) fn open(dir: &Path) -> Result<Self, JournalError> {
        let path = dir.join("journal.mark");
        let mut file = private_file(&path)?;
        let mut found = Vec::new();
        let read = (&mut file).take(17).read_to_end(&mut found);
        read.map_err(|source| failed("read", &path, source))?;
        Ok(Self { file, path, found })
    }

    /// Whether there was ever anything to note.
    pub(super) fn is_blank(&self) -> bool {
        self.found.is_empty()
    }

    /// What the note said of this journal when it was opened; `None` if it was absent, damaged or of another journal.
    pub(super) fn read(&self, id: &JournalId) -> Option<Seq> {
        let found = parse(&self.found, id);
        if found.is_none() && !self.is_blank() {
            let path = self.path.display();
            tracing::warn!(%path, "the mark of the journal cannot be read; it is written anew");
        }
        found
    }

    /// Notes that everything up to `seq` is acknowledged.
    pub(super) fn write(&mut self, id: &JournalId, seq: Seq) -> Result<(), JournalError> {
        let mut bytes = [0; 16];
        let (number, check) = bytes.split_at_mut(8);
        number.copy_from_slice(&seq.0.to_le_bytes());
        check.copy_from_slice(&sum::of_mark(id, seq).to_le_bytes());
        let written = self
            .file
            .rewind()
            .and_then(|()| self.file.write_all(&bytes));
        written.map_err(|source| failed("write", &self.path, source))
    }
}

fn parse(bytes: &[u8], id: &JournalId) -> Option<Seq> {
    let (number, check) = bytes.split_first_chunk::<8>()?;
    let seq = Seq(u64::from_le_bytes(*number));
    let check = i64::from_le_bytes(check.try_into().ok()?);
    (check == sum::of_mark(id, seq)).then_some(seq)
}

fn failed(what: &'static str, path: &Path, source: std::io::Error) -> JournalError {
    let path = path.to_owned();
    JournalError::Io { what, path, source }
}
