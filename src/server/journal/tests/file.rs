//! The journal in a file: reopening, who may open it, who may read it.

use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use super::{records, snapshot};
use crate::domain::Seq;
use crate::server::journal::{Damage, Journal, JournalError, Sqlite};

#[test]
fn everything_is_there_again_after_reopening() {
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("new/data");
    let mut journal = Sqlite::open(&data).unwrap();
    journal.append(&records(1, 9)).unwrap();
    journal.keep_snapshot(&snapshot(9)).unwrap();
    let id = journal.id().clone();
    drop(journal);

    let mut journal = Sqlite::open(&data).unwrap();
    assert_eq!(journal.id(), &id);
    assert_eq!(journal.last(), Seq(9));
    journal.append(&records(10, 12)).unwrap();
    assert_eq!(journal.reader().read(Seq(0), 99).unwrap(), records(1, 12));
    assert_eq!(journal.reader().snapshots().unwrap(), [snapshot(9)]);
    let ben = super::conversation("ben");
    let span = super::super::Span::After(Seq(0), 9);
    // Linked across the reopening.
    assert_eq!(journal.reader().read_stream(&ben, span).unwrap().len(), 3);
}

#[test]
fn two_journals_have_two_ids() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (one, two) = (
        Sqlite::open(one.path()).unwrap(),
        Sqlite::open(two.path()).unwrap(),
    );
    assert_ne!(one.id(), two.id());
}

#[test]
fn a_second_opener_is_told_who_has_it() {
    let dir = TempDir::new().unwrap();
    let journal = Sqlite::open(dir.path()).unwrap();
    let refused = Sqlite::open(dir.path()).err().unwrap().to_string();
    let pid = format!("(process {})", std::process::id());
    assert!(
        refused.contains("in use by another process") && refused.contains(&pid),
        "{refused}"
    );
    drop(journal);
    Sqlite::open(dir.path()).unwrap();
}

#[test]
fn a_newer_format_is_refused_in_words() {
    let dir = TempDir::new().unwrap();
    drop(Sqlite::open(dir.path()).unwrap());
    let file = Connection::open(Sqlite::path(dir.path())).unwrap();
    file.pragma_update(None, "user_version", 7).unwrap();
    drop(file);
    let refused = Sqlite::open(dir.path()).err().unwrap().to_string();
    assert!(
        refused.contains("has format 7, this deskhand reads up to 1"),
        "{refused}"
    );
}

#[test]
fn somebody_elses_database_is_left_alone() {
    let dir = TempDir::new().unwrap();
    let path = Sqlite::path(dir.path());
    let file = Connection::open(&path).unwrap();
    file.execute_batch("CREATE TABLE songs (title TEXT)")
        .unwrap();
    drop(file);
    let before = fs::read(&path).unwrap();
    let refused = Sqlite::open(dir.path()).err().unwrap();
    assert!(matches!(refused, JournalError::Foreign { .. }), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_no_database_is_refused() {
    let dir = TempDir::new().unwrap();
    fs::write(
        Sqlite::path(dir.path()),
        "shopping list: milk, bread, ".repeat(80),
    )
    .unwrap();
    let refused = Sqlite::open(dir.path()).err().unwrap();
    assert!(
        matches!(refused, JournalError::Damaged(Damage::File(_))),
        "{refused}"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TempDir::new().unwrap();
    let data = dir.path().join("data");
    let mut journal = Sqlite::open(&data).unwrap();
    journal.append(&records(1, 1)).unwrap();
    journal.reader().read(Seq(0), 1).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let mut files = 0;
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        files += 1;
    }
    assert!(files >= 5, "journal, log, shared memory, lock, mark");
}

#[test]
fn an_end_that_vanished_is_noticed() {
    let dir = TempDir::new().unwrap();
    let mut journal = Sqlite::open(dir.path()).unwrap();
    journal.append(&records(1, 9)).unwrap();
    drop(journal);
    let file = Connection::open(Sqlite::path(dir.path())).unwrap();
    file.execute("DELETE FROM records WHERE seq > 7", [])
        .unwrap();
    drop(file);
    let refused = Sqlite::open(dir.path()).err().unwrap().to_string();
    assert!(
        refused.contains("ends at record 7, but 9 was acknowledged"),
        "{refused}"
    );
}

#[test]
fn a_mark_that_is_missing_or_broken_keeps_nobody_out() {
    let dir = TempDir::new().unwrap();
    let mark = dir.path().join("journal.mark");
    let mut journal = Sqlite::open(dir.path()).unwrap();
    journal.append(&records(1, 2)).unwrap();
    drop(journal);
    for content in [
        None,
        Some(&b""[..]),
        Some(b"short"),
        Some(&[0xff; 16]),
        Some(&[0; 40]),
    ] {
        match content {
            Some(bytes) => fs::write(&mark, bytes).unwrap(),
            None => fs::remove_file(&mark).unwrap(),
        }
        let journal = Sqlite::open(dir.path()).unwrap();
        assert_eq!(journal.last(), Seq(2));
    }
}
