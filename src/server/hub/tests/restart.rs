//! A restart finds what was there, without reading what is long over.

use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::double::Counting;
use super::{Hand, Notes, OPTIONS, Opening, TellAll, hub, hub_with, ok, receive, staffed, wrote};
use crate::domain::{AgentId, Seq};
use crate::server::hub::{Failed, Hub, Options, State, World};
use crate::server::journal::{Journal, Memory, Snapshot, Sqlite};
use crate::server::router::{Command, Conclusion, Event};

async fn world(hub: &Hub) -> (World, Seq) {
    hub.ask(|world, seq| (world.clone(), seq)).await.unwrap()
}

/// A conversation from handoff to close, by whoever it is offered to.
async fn whole_conversation(hub: &Hub, id: &str) {
    let outcome = ok(hub, receive(id)).await;
    let Some((_, Event::OfferMade { offer, .. })) = outcome.events.last() else {
        panic!("offered at once: {outcome:?}");
    };
    let (agent, offer) = (offer.agent.clone(), offer.number);
    ok(
        hub,
        Command::Accept {
            agent: agent.clone(),
            conversation: id.into(),
            offer,
        },
    )
    .await;
    ok(hub, wrote(id, "hello")).await;
    let epoch = hub.ask({
        let id = id.to_owned();
        move |world, _| world.floor.conversation(&id.as_str().into()).unwrap().epoch
    });
    let epoch = epoch.await.unwrap();
    for how in [Conclusion::End, Conclusion::Close] {
        let (agent, conversation) = (agent.clone(), id.into());
        ok(
            hub,
            Command::Conclude {
                agent,
                conversation,
                epoch,
                how,
            },
        )
        .await;
    }
}

#[tokio::test]
async fn the_world_is_the_same_after_a_crash_and_after_a_stop() {
    let dir = TempDir::new().unwrap();
    let open = || Sqlite::open(dir.path()).unwrap();
    let (hub, notes) = hub(open());
    staffed(&hub, "ana").await;
    ok(&hub, receive("one")).await;
    ok(&hub, wrote("one", "hello")).await;
    let before = world(&hub).await;
    let told = notes.told();
    let id = hub.journal_id().clone();
    assert_eq!(hub.stop().await, State::Stopped);
    assert_eq!(
        hub.execute(wrote("one", "late")).await,
        Err(Failed::Stopped)
    );

    // As after a crash: no snapshot. Everything is replayed, and told again.
    let journal = open();
    assert_eq!(journal.reader().snapshots().unwrap().len(), 1);
    drop(journal);
    let file = rusqlite::Connection::open(Sqlite::path(dir.path())).unwrap();
    file.execute("DELETE FROM snapshots", []).unwrap();
    drop(file);
    let (hub, notes) = super::hub(open());
    assert_eq!(hub.journal_id(), &id);
    assert!(world(&hub).await == before);
    assert_eq!(notes.told(), told);
    assert_eq!(hub.stop().await, State::Stopped);

    // After a stop: the snapshot says it all.
    let (hub, notes) = super::hub(open());
    assert!(world(&hub).await == before);
    assert_eq!(notes.told(), []);
    assert!(
        ok(&hub, wrote("one", "hello")).await.events.is_empty(),
        "the key is known"
    );
    assert_eq!(ok(&hub, wrote("one", "more")).await.seq, before.1.next());
}

#[tokio::test]
async fn the_outlet_is_told_of_everything_after_the_snapshot() {
    let journal = Memory::new();
    let options = Options {
        snapshot_every: 4,
        ..OPTIONS
    };
    let (hub, notes) = hub_with(journal.clone(), options, Hand::at_noon());
    for n in 0..10 {
        ok(&hub, receive(&format!("c{n}"))).await;
    }
    let told = notes.told();
    drop(hub);
    // The handle is gone, so the hub stops by itself; what it kept at the end is taken away again.
    let mut opened = Opening::of(Box::new(journal.clone())).unwrap();
    while opened.position() < Seq(8) {
        tokio::task::yield_now().await;
        opened = Opening::of(Box::new(journal.clone())).unwrap();
    }
    let from = opened.position();
    let notes = Notes::new();
    let hub = opened
        .start(OPTIONS, Hand::at_noon(), TellAll, notes.clone())
        .unwrap();
    hub.ask(|_, _| ()).await.unwrap();
    assert_eq!(notes.told(), told[from.0 as usize..]);
}

#[tokio::test]
async fn a_start_does_not_read_what_is_long_over() {
    let journal = Memory::new();
    let options = Options {
        snapshot_every: 500,
        ..OPTIONS
    };
    let (hub, _) = hub_with(journal.clone(), options, Hand::at_noon());
    staffed(&hub, "ana").await;
    for n in 0..1_040 {
        whole_conversation(&hub, &format!("c{n}")).await;
    }
    ok(&hub, receive("open")).await;
    let before = world(&hub).await;
    let records = Journal::last(&journal).0 as usize;
    assert!(records > 7_000);

    let read = Arc::new(Mutex::new(0));
    let counting = Counting {
        inner: journal.clone(),
        read: read.clone(),
    };
    let (restarted, _) = super::hub(counting);
    assert!(world(&restarted).await == before);
    assert!(
        *read.lock().unwrap() <= 510,
        "{} of {records}",
        read.lock().unwrap()
    );
    // Nor does the snapshot grow with them: the floor forgets all but the last 1,024.
    let remembered = restarted
        .ask(|world, _| world.floor.conversations().count())
        .await
        .unwrap();
    assert_eq!(remembered, 1_025);
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_read_gives_way_to_the_one_before() {
    let mut journal = Memory::new();
    let (hub, _) = super::hub(journal.clone());
    ok(&hub, receive("one")).await;
    hub.stop().await;
    let (hub, _) = super::hub(journal.clone());
    ok(&hub, receive("two")).await;
    let before = world(&hub).await;
    hub.stop().await;
    let seq = Journal::last(&journal);
    let body = br#"{"floor":"of a later age"}"#.to_vec();
    journal
        .keep_snapshot(&Snapshot {
            seq,
            at: super::NOON,
            body,
        })
        .unwrap();

    let opening = Opening::of(Box::new(journal.clone())).unwrap();
    assert_eq!(opening.position(), Seq(1));
    let (hub, notes) = super::hub(journal);
    assert!(world(&hub).await == before);
    assert_eq!(notes.told().len(), 1);
}

#[tokio::test]
async fn people_keep_their_access_over_a_restart() {
    use crate::server::auth::{Change, Secret, User};
    let journal = Memory::new();
    let (hub, _) = super::hub(journal.clone());
    let secret = Secret::from_text("the token of ana");
    let user = User {
        id: AgentId::new("ana"),
        role: crate::domain::Role::Agent,
        token: secret.hash(),
        since: super::NOON,
    };
    let seq = hub.administer(Change::UserAdded { user }).await.unwrap();
    assert_eq!(seq, Seq(1));
    for stop in [false, true] {
        if stop {
            hub.stop().await;
        }
        let (hub, _) = super::hub(journal.clone());
        let token = secret.expose().to_owned();
        let knows = move |world: &World, _| world.directory.user_by_token(&token).is_some();
        assert!(hub.ask(knows).await.unwrap());
    }
}

#[tokio::test]
async fn what_was_sent_before_the_stop_is_carried_out() {
    let journal = Memory::new();
    let (hub, _) = super::hub(journal.clone());
    ok(&hub, receive("one")).await;
    let calls: Vec<_> = (0..20).map(|n| format!("k{n}")).collect();
    let calls = calls.iter().map(|key| hub.execute(wrote("one", key)));
    let (answers, end, again) = tokio::join!(
        futures_util::future::join_all(calls),
        hub.stop(),
        hub.stop()
    );
    assert_eq!((end, again), (State::Stopped, State::Stopped));
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(Journal::last(&journal), Seq(21));
    assert_eq!(journal.reader().snapshots().unwrap()[0].seq, Seq(21));
}
