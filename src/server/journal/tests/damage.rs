//! Damage: bits flipped and files cut. Whatever happens to them, a record that is served is the record that was written,
//! and none is left out without a word.

use std::fs;
use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::{conversation, records, snapshot};
use crate::domain::Seq;
use crate::server::journal::{Journal, JournalError, Record, Snapshot, Span, Sqlite, Stream};

/// Everything a journal tells.
#[derive(Debug, PartialEq)]
struct Told {
    all: Vec<Record>,
    streams: Vec<Vec<Record>>,
    snapshots: Vec<Snapshot>,
}

fn ask(dir: &Path) -> Result<Told, JournalError> {
    let journal = Sqlite::open(dir)?;
    let reader = journal.reader();
    let streams = [
        Stream::Floor,
        conversation("ana"),
        conversation("ben"),
        conversation("chloé"),
    ];
    let stream = |stream| reader.read_stream(stream, Span::After(Seq(0), 999));
    Ok(Told {
        all: reader.read(Seq(0), 999)?,
        streams: streams.iter().map(stream).collect::<Result<_, _>>()?,
        snapshots: reader.snapshots()?,
    })
}

/// The files of a journal, as they were at one moment.
struct Image(Vec<(String, Vec<u8>)>);

impl Image {
    fn take(dir: &Path) -> Self {
        let names = ["journal.sqlite3", "journal.sqlite3-wal", "journal.mark"];
        let files = names.iter().filter_map(|name| {
            let bytes = fs::read(dir.join(name)).ok()?;
            Some(((*name).to_owned(), bytes))
        });
        Self(files.collect())
    }

    fn file(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self
            .0
            .iter_mut()
            .find(|(found, _)| found == name)
            .unwrap()
            .1
    }

    /// Puts the files into a directory, with nothing left of those that were there.
    fn lay(&self, dir: &Path) {
        for old in fs::read_dir(dir).unwrap() {
            fs::remove_file(old.unwrap().path()).unwrap();
        }
        for (name, bytes) in &self.0 {
            fs::write(dir.join(name), bytes).unwrap();
        }
    }
}

/// A journal that was closed, and the same one with everything still in its write-ahead log.
fn images() -> (Image, Image, Told) {
    let dir = TempDir::new().unwrap();
    let mut journal = Sqlite::open(dir.path()).unwrap();
    for batch in records(1, 60).chunks(9) {
        journal.append(batch).unwrap();
    }
    journal.keep_snapshot(&snapshot(20)).unwrap();
    journal.keep_snapshot(&snapshot(40)).unwrap();
    let open = Image::take(dir.path());
    drop(journal);
    let told = ask(dir.path()).unwrap();
    assert_eq!(told.all, records(1, 60));
    (Image::take(dir.path()), open, told)
}

/// What came of one damaged journal.
fn judge(dir: &Path, told: &Told, what: &str) -> bool {
    let Ok(found) = ask(dir) else {
        return true;
    };
    assert!(
        found.all == told.all && found.streams == told.streams,
        "{what}"
    );
    assert!(
        found
            .snapshots
            .iter()
            .all(|snapshot| told.snapshots.contains(snapshot)),
        "{what}"
    );
    found.snapshots != told.snapshots
}

fn flip(image: &mut Image, name: &str, variants: usize, told: &Told) -> usize {
    let dir = TempDir::new().unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut detected = 0;
    for _ in 0..variants {
        let at = random.random_range(0..image.file(name).len());
        let bit = 1 << random.random_range(0..8);
        image.file(name)[at] ^= bit;
        image.lay(dir.path());
        detected += usize::from(judge(
            dir.path(),
            told,
            &format!("{name}: byte {at}, bit {bit}"),
        ));
        image.file(name)[at] ^= bit;
    }
    detected
}

fn cut(image: &mut Image, name: &str, variants: usize, told: &Told) -> usize {
    let dir = TempDir::new().unwrap();
    let whole = image.file(name).clone();
    let step = (whole.len() / variants).max(1);
    let mut detected = 0;
    for length in (0..whole.len()).step_by(step) {
        image.file(name).truncate(length);
        image.lay(dir.path());
        detected += usize::from(judge(dir.path(), told, &format!("{name}: cut at {length}")));
        *image.file(name) = whole.clone();
    }
    detected
}

#[test]
fn a_flipped_bit_is_noticed_or_harmless() {
    let (mut closed, mut open, told) = images();
    assert!(flip(&mut closed, "journal.sqlite3", 800, &told) > 100);
    assert!(flip(&mut open, "journal.sqlite3-wal", 400, &told) > 100);
    flip(&mut closed, "journal.mark", 128, &told);
}

#[test]
fn a_cut_file_is_noticed_or_harmless() {
    let (mut closed, mut open, told) = images();
    assert!(cut(&mut closed, "journal.sqlite3", 200, &told) > 100);
    assert!(cut(&mut open, "journal.sqlite3-wal", 200, &told) > 100);
    cut(&mut closed, "journal.mark", 16, &told);
}
