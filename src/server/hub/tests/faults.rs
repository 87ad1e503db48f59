//! What cannot be made durable is never acknowledged, and stops the hub for good.

use std::collections::BTreeSet;

use rstest::rstest;

use super::double::{Failing, Fault};
use super::{Hand, OPTIONS, hub, hub_with, keys, receive, wrote};
use crate::domain::Seq;
use crate::server::hub::{Failed, Hub, Options, State};
use crate::server::journal::{Journal, Memory, Span};

/// Four customers write six messages each at once into one conversation; the keys that were acknowledged.
async fn traffic(hub: &Hub) -> BTreeSet<String> {
    let mut acknowledged = BTreeSet::new();
    if hub.execute(receive("one")).await.is_err() {
        return acknowledged;
    }
    let customers = (0..4).map(|customer| {
        let hub = hub.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            for message in 0..6 {
                let key = format!("{customer}/{message}");
                match hub.execute(wrote("one", &key)).await {
                    Ok(_) => mine.push(key),
                    Err(failed) => assert_eq!(failed, Failed::Stopped),
                }
            }
            mine
        })
    });
    for customer in customers.collect::<Vec<_>>() {
        acknowledged.extend(customer.await.unwrap());
    }
    acknowledged
}

/// Every n until the traffic is through without meeting the fault.
#[rstest]
#[case::append(Fault::Append)]
#[case::sync(Fault::Sync)]
#[case::snapshot(Fault::Snapshot)]
#[tokio::test]
async fn what_was_acknowledged_is_there_after_any_fault(#[case] fault: fn(usize) -> Fault) {
    for n in 1.. {
        let journal = Failing::new(fault(n));
        let (kept, used_after) = (journal.inner.clone(), journal.used_after.clone());
        let options = Options {
            snapshot_every: 5,
            ..OPTIONS
        };
        let (hub, _) = hub_with(journal, options, Hand::at_noon());
        let acknowledged = traffic(&hub).await;
        let end = hub.stop().await;
        assert_eq!(
            *used_after.lock().unwrap(),
            0,
            "{:?}: nothing is tried again",
            fault(n)
        );

        let (hub, _) = super::hub(kept);
        let said = hub
            .reader()
            .conversation(&"one".into(), Span::After(Seq(0), 999))
            .await
            .unwrap();
        let said = keys(said.iter().map(|stored| &stored.what));
        let once: BTreeSet<_> = said.iter().cloned().collect();
        assert_eq!(once.len(), said.len(), "each once");
        assert!(
            acknowledged.is_subset(&once),
            "{:?}: {acknowledged:?} in {once:?}",
            fault(n)
        );
        if end == State::Stopped {
            assert_eq!(acknowledged.len(), 24);
            assert!(n > 1, "the fault was met at least once");
            return;
        }
        assert!(matches!(end, State::Failed(_)));
    }
}

#[tokio::test]
async fn a_fault_is_told_to_everybody_and_for_good() {
    let (hub, notes) = hub(Failing::new(Fault::Append(2)));
    hub.execute(receive("one")).await.unwrap();
    assert_eq!(hub.state(), State::Running);
    assert_eq!(
        hub.execute(wrote("one", "lost")).await,
        Err(Failed::Stopped)
    );
    let State::Failed(reason) = hub.ended().await else {
        panic!("it has failed");
    };
    assert!(reason.contains("append failed"), "{reason}");
    assert_eq!(
        hub.execute(wrote("one", "late")).await,
        Err(Failed::Stopped)
    );
    assert_eq!(hub.ask(|_, _| ()).await, Err(Failed::Stopped));
    hub.renew("ana".into()).await;
    assert_eq!(hub.stop().await, hub.state());
    assert_eq!(notes.told().len(), 1);
    // What is durable can still be read.
    assert_eq!(hub.reader().after(Seq(0), 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_fault_that_nobody_waits_for_is_noticed_too() {
    let journal = Failing::new(Fault::Snapshot(1));
    let options = Options {
        snapshot_every: 1,
        ..OPTIONS
    };
    let (hub, _) = hub_with(journal, options, Hand::at_noon());
    hub.execute(receive("one")).await.unwrap();
    assert!(matches!(hub.ended().await, State::Failed(_)));
}

#[tokio::test]
async fn a_journal_that_is_damaged_does_not_start() {
    let mut journal = Memory::new();
    let body = r#"{"floor":{"event":"from another world"}}"#.to_owned();
    let record = crate::server::journal::Record {
        seq: Seq(1),
        stream: crate::server::journal::Stream::Floor,
        at: super::NOON,
        body,
    };
    journal.append(&[record]).unwrap();
    let opening = super::Opening::of(Box::new(journal)).unwrap();
    let started = opening.start(
        OPTIONS,
        Hand::at_noon(),
        super::TellAll,
        super::Notes::new(),
    );
    let refused = started.err().unwrap().to_string();
    assert!(refused.contains("record 1 cannot be read"), "{refused}");
}
