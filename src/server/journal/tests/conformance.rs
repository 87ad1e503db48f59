//! What holds for every journal.

use std::sync::Arc;

use rstest::rstest;
use tempfile::TempDir;

use super::{conversation, record, records, snapshot};
use crate::domain::Seq;
use crate::server::journal::{
    Damage, Journal, JournalError, Memory, READ_LIMIT, Read, Span, Sqlite, Stream, tail,
};

type Made = (Box<dyn Journal>, Option<TempDir>);

fn memory() -> Made {
    (Box::new(Memory::new()), None)
}

fn sqlite() -> Made {
    let dir = TempDir::new().unwrap();
    (Box::new(Sqlite::open(dir.path()).unwrap()), Some(dir))
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn what_was_appended_is_read_in_order(#[case] (mut journal, _dir): Made) {
    let reader = journal.reader();
    assert_eq!(journal.last(), Seq(0));
    assert_eq!(reader.read(Seq(0), 10).unwrap(), []);

    let all = records(1, 25);
    journal.append(&all[..1]).unwrap();
    journal.append(&[]).unwrap();
    journal.append(&all[1..]).unwrap();

    assert_eq!(journal.last(), Seq(25));
    assert_eq!(reader.last().unwrap(), Seq(25));
    assert_eq!(reader.read(Seq(0), 100).unwrap(), all);
    assert_eq!(reader.read(Seq(7), 3).unwrap(), all[7..10]);
    assert_eq!(reader.read(Seq(25), 3).unwrap(), []);
    assert_eq!(reader.read(Seq(u64::MAX), 3).unwrap(), []);
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn a_gap_or_a_repetition_is_refused_and_harms_nothing(#[case] (mut journal, _dir): Made) {
    journal.append(&records(1, 3)).unwrap();
    for wrong in [
        records(3, 4),
        records(5, 6),
        [records(4, 4), records(6, 6)].concat(),
    ] {
        let refused = journal.append(&wrong);
        assert!(
            matches!(refused, Err(JournalError::OutOfOrder { .. })),
            "{refused:?}"
        );
        assert_eq!(journal.reader().last().unwrap(), Seq(3));
    }
    journal.append(&records(4, 5)).unwrap();
    assert_eq!(journal.reader().read(Seq(0), 100).unwrap(), records(1, 5));
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn a_stream_is_read_in_both_directions(#[case] (mut journal, _dir): Made) {
    for batch in records(1, 40).chunks(7) {
        journal.append(batch).unwrap();
    }
    let reader = journal.reader();
    let ben = conversation("ben"); // 2, 6, 10, … 38
    let numbers = |span| -> Vec<u64> {
        let found = reader.read_stream(&ben, span).unwrap();
        assert!(found.iter().all(|record| record.stream == ben));
        found.iter().map(|record| record.seq.0).collect()
    };
    assert_eq!(
        numbers(Span::After(Seq(0), 100)),
        (2..=38).step_by(4).collect::<Vec<_>>()
    );
    assert_eq!(numbers(Span::After(Seq(0), 2)), [2, 6]);
    assert_eq!(numbers(Span::After(Seq(6), 2)), [10, 14]);
    assert_eq!(numbers(Span::After(Seq(7), 2)), [10, 14]);
    assert_eq!(numbers(Span::After(Seq(38), 2)), [0u64; 0]);
    assert_eq!(numbers(Span::Before(Seq(u64::MAX), 3)), [30, 34, 38]);
    assert_eq!(numbers(Span::Before(Seq(30), 3)), [18, 22, 26]);
    assert_eq!(numbers(Span::Before(Seq(7), 3)), [2, 6]);
    assert_eq!(numbers(Span::Before(Seq(2), 3)), [0u64; 0]);
    assert_eq!(numbers(Span::Before(Seq(38), 0)), [0u64; 0]);
    assert_eq!(
        reader
            .read_stream(&conversation("nobody"), Span::After(Seq(0), 9))
            .unwrap(),
        []
    );
    assert_eq!(
        reader
            .read_stream(&Stream::Floor, Span::After(Seq(36), 9))
            .unwrap(),
        records(40, 40)
    );
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn a_read_is_bounded_whatever_is_asked_for(#[case] (mut journal, _dir): Made) {
    let many = 1 + READ_LIMIT as u64;
    let all: Vec<_> = (1..=many).map(|seq| record(seq, Stream::Floor)).collect();
    journal.append(&all).unwrap();
    let reader = journal.reader();
    assert_eq!(reader.read(Seq(0), usize::MAX).unwrap().len(), READ_LIMIT);
    for span in [
        Span::After(Seq(0), usize::MAX),
        Span::Before(Seq(u64::MAX), usize::MAX),
    ] {
        assert_eq!(
            reader.read_stream(&Stream::Floor, span).unwrap().len(),
            READ_LIMIT
        );
    }
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn the_two_newest_snapshots_are_kept(#[case] (mut journal, _dir): Made) {
    journal.append(&records(1, 30)).unwrap();
    let reader = journal.reader();
    assert_eq!(reader.snapshots().unwrap(), []);
    for seq in [10, 20, 30, 30] {
        journal.keep_snapshot(&snapshot(seq)).unwrap();
    }
    assert_eq!(reader.snapshots().unwrap(), [snapshot(30), snapshot(20)]);
}

#[rstest]
#[case::memory(memory())]
#[case::sqlite(sqlite())]
fn a_tail_begins_at_the_newest_snapshot_that_can_be_read(#[case] (mut journal, _dir): Made) {
    journal.append(&records(1, 30)).unwrap();
    journal.keep_snapshot(&snapshot(10)).unwrap();
    journal.keep_snapshot(&snapshot(20)).unwrap();
    let from = |readable: &[u64]| {
        let (state, mut tail) = tail(journal.reader(), |snapshot| {
            let seq = snapshot.seq;
            readable
                .contains(&seq.0)
                .then_some(seq)
                .ok_or("of another version".to_owned())
        })
        .unwrap();
        assert_eq!(tail.position(), state.unwrap_or(Seq(0)));
        let page = tail.page().unwrap();
        assert_eq!(tail.position(), Seq(30));
        assert_eq!(tail.page().unwrap(), []);
        (state, page)
    };
    assert_eq!(from(&[10, 20]), (Some(Seq(20)), records(21, 30)));
    assert_eq!(from(&[10]), (Some(Seq(10)), records(11, 30)));
    assert_eq!(from(&[]), (None, records(1, 30)));
}

#[test]
fn a_snapshot_of_more_than_there_is_means_that_the_end_is_lost() {
    let mut journal = Memory::new();
    journal.append(&records(1, 3)).unwrap();
    journal.keep_snapshot(&snapshot(4)).unwrap();
    let reader: Arc<dyn Read> = journal.reader();
    let refused = tail(reader, |_| Ok(())).err();
    let lost = Damage::CutShort {
        found: Seq(3),
        acknowledged: Seq(4),
    };
    assert!(matches!(refused, Some(JournalError::Damaged(damage)) if damage == lost));
}
