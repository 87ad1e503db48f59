//! Durable decisions per second: a customer's message goes through the real hub, router and journal, and its answer comes back
//! after the sync. Beside it, in the same run and on the same disk: one record and one `fdatasync`, and plain SQLite with
//! `synchronous=FULL`, one and 64 records a commit, into a table with the index that reading a conversation takes.
//!
//! The rounds are interleaved and the medians printed, because neighbours move disks. Run with `cargo bench --bench journal`.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use deskhand::domain::{
    Channel, Clock, Handoff, HandoffShape, HandoffSource, Party, Seq, Timestamp, Variables,
};
use deskhand::server::SystemClock;
use deskhand::server::hub::{Hub, Opening, Options, Outlet, Projector};
use deskhand::server::journal::{Journal, Record, Sqlite, Stream};
use deskhand::server::router::{Before, Command, Event, Floor, NewMessage};
use rusqlite::{Connection, params};
use serde_json::json;
use tempfile::TempDir;

/// How long each way runs in each round.
const ROUND: Duration = Duration::from_millis(500);
const ROUNDS: usize = 3;

/// What a customer writes: with its envelope a record of about 300 bytes.
const TEXT: &str =
    "I have been waiting for the replacement since last Tuesday, could you please have a look?";

/// What one way achieved in one round.
struct Figures {
    per_second: f64,
    p50: f64,
    p99: f64,
}

type Way = (&'static str, fn(&Path) -> Figures);

const WAYS: [Way; 7] = [
    ("one record, one fdatasync", file_1),
    ("SQLite FULL, 1 a commit", |dir| sqlite(dir, 1)),
    ("SQLite FULL, 64 a commit", |dir| sqlite(dir, 64)),
    ("our journal alone, 64 an append", journal_64),
    ("hub, 1 caller", |dir| hub(dir, 1)),
    ("hub, 16 callers", |dir| hub(dir, 16)),
    ("hub, 64 callers", |dir| hub(dir, 64)),
];

fn main() {
    let root = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    println!(
        "journal: records of {} bytes, {}",
        body().len(),
        disk(root.path())
    );
    let mut rounds: Vec<Vec<Figures>> = WAYS.iter().map(|_| Vec::new()).collect();
    for round in 0..ROUNDS {
        for (place, (_, run)) in WAYS.iter().enumerate() {
            let dir = root.path().join(format!("{round}-{place}"));
            std::fs::create_dir(&dir).unwrap();
            rounds[place].push(run(&dir));
        }
    }
    let medians: Vec<_> = rounds.iter().map(|figures| medians(figures)).collect();
    for ((name, _), figures) in WAYS.iter().zip(&medians) {
        let Figures {
            per_second,
            p50,
            p99,
        } = figures;
        println!("  {name:<32} {per_second:>9.0} /s   p50 {p50:>6.0} us   p99 {p99:>6.0} us");
    }
    let [sync, _, sqlite_64, _, one, _, many] = &medians[..] else {
        return;
    };
    let ratio =
        |name: &str, ours: f64, theirs: f64| println!("  {name:<58} {:>5.2} x", ours / theirs);
    ratio(
        "hub, 1 caller / one record, one fdatasync",
        one.per_second,
        sync.per_second,
    );
    ratio("hub, 1 caller: p99 / p99 of the sync", one.p99, sync.p99);
    ratio(
        "hub, 64 callers / SQLite FULL, 64 a commit",
        many.per_second,
        sqlite_64.per_second,
    );
    ratio(
        "hub, 64 callers / one record, one fdatasync",
        many.per_second,
        sync.per_second,
    );
    ratio("hub, 64 callers: p99 / p99 of the sync", many.p99, sync.p99);
}

fn medians(rounds: &[Figures]) -> Figures {
    let median = |of: fn(&Figures) -> f64| {
        let mut values: Vec<_> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Figures {
        per_second: median(|figures| figures.per_second),
        p50: median(|figures| figures.p50),
        p99: median(|figures| figures.p99),
    }
}

/// Repeats a commit of so many records until the round is over.
fn repeat(records: usize, mut commit: impl FnMut()) -> Figures {
    let start = Instant::now();
    let mut took = Vec::new();
    while start.elapsed() < ROUND {
        let begin = Instant::now();
        commit();
        took.push(begin.elapsed());
    }
    figures(took.len() * records, start.elapsed(), took)
}

fn figures(records: usize, time: Duration, mut took: Vec<Duration>) -> Figures {
    took.sort();
    let at = |share: f64| took[(took.len() as f64 * share) as usize].as_secs_f64() * 1e6;
    Figures {
        per_second: records as f64 / time.as_secs_f64(),
        p50: at(0.5),
        p99: at(0.99),
    }
}

/// On which file system the figures were taken: one in memory syncs nothing.
fn disk(path: &Path) -> String {
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mount = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (device, place, kind) = (words.next()?, words.next()?, words.next()?);
        path.starts_with(place)
            .then_some((place.len(), device, kind))
    });
    match mount.max() {
        Some((_, _, "tmpfs")) => "on tmpfs: THIS IS NO DISK, the figures mean nothing".to_owned(),
        Some((_, device, kind)) => format!("on {kind} ({device})"),
        None => "on an unknown disk".to_owned(),
    }
}

/// A record as the hub writes it.
fn body() -> String {
    let event = Event::Said {
        conversation: conversation(0).into(),
        by: deskhand::domain::AuthorKind::Customer,
        agent: None,
        key: "0-0".into(),
        activity: Box::new(message("0-0").activity),
        at: SystemClock.now(),
    };
    json!({ "floor": event }).to_string()
}

fn conversation(number: usize) -> &'static str {
    const IDS: [&str; 4] = [
        "019a9c1e-0000-7000-8000-000000000001",
        "019a9c1e-0000-7000-8000-000000000002",
        "019a9c1e-0000-7000-8000-000000000003",
        "019a9c1e-0000-7000-8000-000000000004",
    ];
    IDS[number % IDS.len()]
}

fn message(key: &str) -> NewMessage {
    let activity = serde_json::from_value(json!({"type": "message", "id": key, "text": TEXT}));
    NewMessage {
        key: key.into(),
        activity: activity.unwrap(),
    }
}

fn file_1(dir: &Path) -> Figures {
    let mut file = File::create(dir.join("log")).unwrap();
    let body = body();
    repeat(1, || {
        file.write_all(body.as_bytes()).unwrap();
        file.sync_data().unwrap();
    })
}

fn sqlite(dir: &Path, records: usize) -> Figures {
    let mut file = Connection::open(dir.join("plain.sqlite3")).unwrap();
    file.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE records (seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL);
         CREATE INDEX by_stream ON records (stream);",
    )
    .unwrap();
    let body = body();
    let mut seq = 0;
    repeat(records, || {
        let commit = file.transaction().unwrap();
        let mut insert = commit
            .prepare_cached("INSERT INTO records VALUES (?1, ?2, ?3, ?4)")
            .unwrap();
        for _ in 0..records {
            seq += 1;
            insert
                .execute(params![seq, conversation(seq as usize), seq, body])
                .unwrap();
        }
        drop(insert);
        commit.commit().unwrap();
    })
}

fn journal_64(dir: &Path) -> Figures {
    let mut journal = Sqlite::open(dir).unwrap();
    let body = body();
    repeat(64, || {
        let next = journal.last().0 + 1;
        let record = |seq: u64| Record {
            seq: Seq(seq),
            stream: Stream::Conversation(conversation(seq as usize).into()),
            at: Timestamp(seq as i64),
            body: body.clone(),
        };
        let records: Vec<_> = (next..next + 64).map(record).collect();
        journal.append(&records).unwrap();
    })
}

/// Tells nobody.
struct Nobody;

impl Projector for Nobody {
    type Published = ();

    fn project(&mut self, _: &Floor, _: &Before, _: Seq, _: &Event) -> Option<()> {
        None
    }
}

impl Outlet<()> for Nobody {
    fn deliver(&self, _: &[()], _: Seq) {}
}

fn hub(dir: &Path, callers: usize) -> Figures {
    let journal = Sqlite::open(dir).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let opening = Opening::of(Box::new(journal)).unwrap();
        let (clock, nobody) = (Arc::new(SystemClock), Arc::new(Nobody));
        let hub = opening
            .start(Options::default(), clock, Nobody, nobody)
            .unwrap();
        for number in 0..4 {
            hub.execute(receive(number)).await.unwrap();
        }
        let start = Instant::now();
        let callers = (0..callers).map(|caller| tokio::spawn(write(hub.clone(), caller, start)));
        let mut took = Vec::new();
        for caller in callers.collect::<Vec<_>>() {
            took.extend(caller.await.unwrap());
        }
        let time = start.elapsed();
        hub.stop().await;
        figures(took.len(), time, took)
    })
}

/// One caller: the next message when the one before is durable.
async fn write(hub: Hub, caller: usize, start: Instant) -> Vec<Duration> {
    let mut took = Vec::new();
    while start.elapsed() < ROUND {
        let command = Command::CustomerWrote {
            conversation: conversation(caller).into(),
            message: Box::new(message(&format!("{caller}-{}", took.len()))),
        };
        let begin = Instant::now();
        hub.execute(command).await.unwrap();
        took.push(begin.elapsed());
    }
    took
}

fn receive(number: usize) -> Command {
    let handoff = Handoff {
        source: HandoffSource {
            app: None,
            conversation: conversation(number).to_owned(),
            activity: "1".to_owned(),
        },
        shape: HandoffShape::Bare,
        channel: Channel::Lcw,
        customer: Party::default(),
        bot: Party::default(),
        variables: Variables::default(),
        transcript: Vec::new(),
        transcript_received: 0,
        notes: Vec::new(),
        rest: serde_json::Map::new(),
    };
    Command::Receive {
        conversation: conversation(number).into(),
        queue: None,
        handoff: Box::new(handoff),
        flags: 0,
        found: Vec::new(),
    }
}
