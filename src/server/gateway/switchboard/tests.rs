//! Who is told what, and that a cut loses nothing.

#![allow(clippy::unwrap_used)]

use std::sync::atomic::AtomicU64;

use proptest::prelude::*;

use super::*;
use crate::domain::Role;
use crate::server::gateway::outbox::Outbox;
use crate::server::gateway::published::Control;
use crate::server::hub::Outlet as _;

fn board() -> Arc<Switchboard> {
    Arc::new(Switchboard::new(Seq(0), RingLimits::default()))
}

fn line(user: &str, role: Role) -> Line {
    Line {
        user: user.into(),
        role,
        watch_only: false,
        outbox: Outbox::default(),
        floor_seen: AtomicU64::new(0),
    }
}

fn join(board: &Arc<Switchboard>, user: &str, role: Role) -> Registered {
    board.register(line(user, role), None).unwrap().0
}

fn record(seq: u64, to: &[&str]) -> Published {
    let mut record = Published::new(Seq(seq));
    record.to = to
        .iter()
        .map(|user| (AgentId::new(user), format!("{seq} for {user}").into()))
        .collect();
    record
}

fn in_conversation(seq: u64, to: &[&str]) -> Published {
    let mut record = record(seq, to);
    record.conversation = Some("c".into());
    record.followers = Some(format!("{seq} for followers").into());
    record
}

fn read(registered: &Registered) -> Vec<String> {
    std::iter::from_fn(|| registered.line.outbox.next_now())
        .map(|item| match item {
            Item::Update(_, text) | Item::Present(text) => text.to_string(),
            Item::Lost(seq) => format!("lost {seq}"),
        })
        .collect()
}

#[test]
fn all_desks_of_a_person_are_told_and_an_owner_who_follows_is_told_once() {
    let board = board();
    let (one, two) = (
        join(&board, "ana", Role::Agent),
        join(&board, "ana", Role::Agent),
    );
    let sue = join(&board, "sue", Role::Supervisor);
    for registered in [&one, &sue, &sue] {
        registered.follow(&"c".into(), &"q".into(), Seq(1));
    }
    board.deliver(
        &[in_conversation(1, &[]), in_conversation(2, &["ana"])],
        Seq(2),
    );
    assert_eq!(read(&one), ["2 for ana"]);
    assert_eq!(read(&two), ["2 for ana"]);
    assert_eq!(
        read(&sue),
        ["2 for followers"],
        "what was in the answer is not told"
    );
    sue.unfollow(&"c".into());
    board.deliver(&[in_conversation(3, &[])], Seq(3));
    assert!(read(&sue).is_empty());
    assert_eq!(
        read(&one),
        ["3 for followers"],
        "no longer hers, still followed"
    );
    drop(one);
    assert!(!board.is_followed(&"c".into()));
}

#[test]
fn the_conversation_opened_first_gives_way() {
    let board = board();
    let sue = join(&board, "sue", Role::Supervisor);
    for number in 0..=256 {
        let id = ConversationId::new(number.to_string());
        sue.follow(&id, &"q".into(), Seq(0));
    }
    assert!(!board.is_followed(&"0".into()));
    assert!(board.is_followed(&"1".into()));
    drop(sue);
    assert!(!board.is_followed(&"1".into()));
}

#[tokio::test]
async fn after_draining_nobody_comes_in_and_who_is_in_is_told() {
    let board = board();
    let ana = join(&board, "ana", Role::Agent);
    board.drain();
    assert!(board.register(line("ben", Role::Agent), None).is_none());
    assert_eq!(ana.line.outbox.next().await, Err(Ending::Draining));
    drop(ana);
    board.emptied().await;
    assert!(!board.floor_stirred().await);
}

#[test]
fn who_is_lost_hears_of_it_unless_they_only_watch() {
    let board = board();
    let ana = join(&board, "ana", Role::Agent);
    let mut watching = line("ana", Role::Agent);
    watching.watch_only = true;
    let (watching, _) = board.register(watching, None).unwrap();
    let mut lost = record(5, &[]);
    lost.control = Some(Control::Lost("ana".into()));
    board.deliver(&[lost], Seq(5));
    assert_eq!(read(&ana), ["lost 5"]);
    assert!(read(&watching).is_empty());
}

/// What happens between two looks at a connection.
#[derive(Clone, Debug)]
enum Step {
    /// Records: for whom each is.
    Deliver(Vec<u8>),
    /// The desk reads so many notices.
    Read(usize),
    /// The connection is cut with whatever was not read, and taken up again.
    Cut,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        prop::collection::vec(0..4_u8, 0..6).prop_map(Step::Deliver),
        (0..8_usize).prop_map(Step::Read),
        Just(Step::Cut),
    ];
    prop::collection::vec(step, 0..60)
}

/// A desk that counts what it reads.
struct Cut {
    registered: Option<Registered>,
    /// What a resume brought and was not read yet.
    missed: Vec<String>,
    seen: Vec<String>,
    after: Seq,
}

impl Cut {
    fn read(&mut self, count: usize) {
        for _ in 0..count {
            let text = if self.missed.is_empty() {
                let outbox = &self.registered.as_ref().unwrap().line.outbox;
                let Some(Item::Update(_, text)) = outbox.next_now() else {
                    return;
                };
                text.to_string()
            } else {
                self.missed.remove(0)
            };
            let seq = text.split(' ').next().unwrap().parse().unwrap();
            self.after = Seq(seq);
            self.seen.push(text);
        }
    }

    fn cut(&mut self, board: &Arc<Switchboard>) {
        self.registered = None;
        let again = board.register(line("ana", Role::Agent), Some(self.after));
        let (registered, missed) = again.unwrap();
        self.registered = Some(registered);
        self.missed = missed.unwrap().iter().map(ToString::to_string).collect();
    }
}

proptest! {
    #[test]
    fn a_desk_that_is_cut_anywhere_reads_what_an_uncut_one_reads(steps in steps()) {
        let board = board();
        let uncut = join(&board, "ana", Role::Agent);
        let mut cut = Cut { registered: None, missed: Vec::new(), seen: Vec::new(), after: Seq(0) };
        cut.cut(&board);
        let mut seq = 0;
        for step in steps {
            match step {
                Step::Deliver(records) => {
                    let mut published = Vec::new();
                    for to in records {
                        seq += 1;
                        let to: &[&str] = match to { 0 => &[], 1 => &["ana"], 2 => &["ben"], _ => &["ana", "ben"] };
                        published.push(record(seq, to));
                    }
                    board.deliver(&published, Seq(seq));
                }
                Step::Read(count) => cut.read(count),
                Step::Cut => cut.cut(&board),
            }
        }
        cut.read(usize::MAX);
        prop_assert_eq!(cut.seen, read(&uncut));
    }
}
