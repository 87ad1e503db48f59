//! A desk that was cut takes up again where it was: exactly the rest, or one snapshot that says so.

use deskhand::domain::{Epoch, Seq};
use deskhand::protocol::{Call, Frame, Notice, Update};
use deskhand::server::gateway::RingLimits;

use super::desk::{Desk, Incoming, key, receive};
use super::harness::{Backend, Setup, id};
use super::{send, take};

type Read = Vec<(Seq, Vec<Update>)>;

/// Whether an update is the message that a test ends with.
fn is_last(update: &Update) -> bool {
    matches!(update, Update::Message { message, .. } if message.activity.text.as_deref() == Some("last"))
}

/// A morning's work: offers, answers, presence, conversations that come and go.
async fn work(backend: &Backend, ana: &mut Desk) {
    for name in ["a", "b"] {
        backend.hand_over(name, "returns").await;
        let epoch = take(ana, name).await;
        backend.customer_says(name, "1", "hello?").await;
        ana.call(send(name, epoch, "hello!", &format!("s{name}")))
            .await
            .unwrap();
    }
    let owned = deskhand::protocol::call::Owned {
        conversation: id("a"),
        epoch: Epoch(1),
        key: key("end a"),
    };
    ana.call(Call::End(owned)).await.unwrap();
    ana.call(send("b", Epoch(1), "last", "last")).await.unwrap();
}

#[tokio::test]
async fn resuming_after_any_update_gives_exactly_the_rest() {
    let backend = Backend::start().await;
    let mut uncut = Desk::sign_in(backend.address, "ana").await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let journal = ana.welcome.journal.clone();
    let start = uncut.welcome.snapshot.as_ref().unwrap().seq;
    work(&backend, &mut ana).await;
    let whole: Read = uncut.updates_until(is_last).await;
    assert!(whole.len() > 10, "{}", whole.len());
    assert!(whole.windows(2).all(|pair| pair[0].0 < pair[1].0));
    let borders = [start].into_iter().chain(whole.iter().map(|(seq, _)| *seq));
    for (cut, after) in borders.enumerate() {
        if cut == whole.len() {
            break;
        }
        let mut resumed = Desk::resume(backend.address, "ana", &journal, after).await;
        assert!(resumed.welcome.snapshot.is_none());
        assert_eq!(
            resumed.updates_until(is_last).await,
            whole[cut..],
            "cut after {after}"
        );
    }
    // Between the records of others it is the same.
    for seq in start.0..whole.last().unwrap().0.0 {
        let mut resumed = Desk::resume(backend.address, "ana", &journal, Seq(seq)).await;
        let rest: Read = whole.iter().filter(|(at, _)| at.0 > seq).cloned().collect();
        assert_eq!(
            resumed.updates_until(is_last).await,
            rest,
            "cut after {seq}"
        );
    }
}

#[tokio::test]
async fn cut_again_and_again_while_it_happens_nothing_is_missing_or_double() {
    let backend = Backend::start().await;
    let mut uncut = Desk::sign_in(backend.address, "ana").await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let first = uncut
        .updates_until(|update| matches!(update, Update::Conversation { .. }))
        .await;
    let mut after = first.last().unwrap().0;
    let journal = ana.welcome.journal.clone();
    let address = backend.address;
    let cutting = tokio::spawn(async move {
        let mut read: Read = Vec::new();
        // Each connection reads a different number of frames, then is dropped without a word.
        for frames in (1..).map(|turn| turn % 5 + 1) {
            let mut desk = Desk::resume(address, "ana", &journal, after).await;
            for _ in 0..frames {
                let Notice::Update { seq, changes } = desk.notice().await else {
                    continue;
                };
                after = seq;
                let last = changes.iter().any(is_last);
                read.push((seq, changes));
                if last {
                    return read;
                }
            }
        }
        read
    });
    for number in 0..60 {
        backend
            .customer_says("c", &format!("k{number}"), &format!("{number}"))
            .await;
    }
    ana.call(send("c", epoch, "last", "last")).await.unwrap();
    let cut = cutting.await.unwrap();
    let whole = uncut.updates_until(is_last).await;
    assert_eq!(cut, whole);
}

#[tokio::test]
async fn too_long_ago_another_journal_or_the_future_give_a_snapshot() {
    let setup = Setup {
        ring: RingLimits {
            entries: 4,
            bytes: 1 << 20,
        },
        ..Setup::default()
    };
    let backend = Backend::with(setup).await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let journal = ana.welcome.journal.clone();
    let start = ana.welcome.snapshot.as_ref().unwrap().seq;
    work(&backend, &mut ana).await;
    let far = Seq(u64::MAX);
    for (journal, after) in [
        (journal.as_str(), start),
        (journal.as_str(), Seq(0)),
        (journal.as_str(), far),
        ("another", start),
    ] {
        let desk = Desk::resume(backend.address, "ana", journal, after).await;
        let snapshot = desk.welcome.snapshot.unwrap();
        assert_eq!(snapshot.mine.len(), 2, "{journal} {after}");
        assert!(snapshot.seq > start);
    }
}

#[tokio::test]
async fn after_a_snapshot_nothing_in_it_is_told_again() {
    let backend = Backend::start().await;
    let _ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    for turn in 0..40 {
        let key = format!("k{turn}");
        let (mut desk, ()) = tokio::join!(
            Desk::sign_in(backend.address, "ana"),
            backend.customer_says("c", &key, "hello?")
        );
        let seq = desk.welcome.snapshot.as_ref().unwrap().seq;
        desk.call(Call::SetPresence {
            presence: if turn % 2 == 0 {
                deskhand::domain::Presence::Busy
            } else {
                deskhand::domain::Presence::Available
            },
            key: super::desk::key(&key),
        })
        .await
        .unwrap();
        let (next, _) = desk.update().await;
        assert!(next > seq, "{next} is in the snapshot of {seq}");
    }
}

#[tokio::test]
async fn who_does_not_read_is_told_and_dropped_and_resumes_while_others_read_on() {
    let backend = Backend::start().await;
    let mut slow = Desk::sign_in(backend.address, "ana").await;
    let mut quick = Desk::sign_in(backend.address, "ana").await;
    let journal = slow.welcome.journal.clone();
    let after = slow.welcome.snapshot.as_ref().unwrap().seq;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut quick, "c").await;
    // Far more than the socket's buffers and the outbox hold.
    let text = "x".repeat(60_000);
    let reading = async {
        let mut seen = 0;
        while seen < 300 {
            let (_, changes) = quick.update().await;
            seen += usize::from(
                changes
                    .iter()
                    .any(|change| matches!(change, Update::Message { .. })),
            );
        }
        quick
    };
    let writing = async {
        for number in 0..300 {
            backend.customer_says("c", &number.to_string(), &text).await;
        }
    };
    let (mut quick, ()) = tokio::join!(reading, writing);
    let sent = quick.call(send("c", epoch, "last", "last")).await.unwrap();
    let last = Seq(sent["id"]["seq"].as_u64().unwrap());
    let mut seen = after;
    let mut bye = None;
    // The last words come if there is still somebody who reads them in time; the end comes in any case.
    while let Incoming::Frame(frame) = receive(&mut slow.socket).await {
        let Frame::Notice(notice) = frame else {
            panic!("{frame:?}");
        };
        match *notice {
            Notice::Update { seq, .. } => seen = seq,
            Notice::Bye { reason, .. } => bye = Some(reason),
            _ => {}
        }
    }
    if let Some(bye) = bye {
        assert!(bye.contains("does not read as fast"), "{bye}");
    }
    assert!(seen < last, "it was never dropped");
    let mut again = Desk::resume(backend.address, "ana", &journal, seen).await;
    if let Some(snapshot) = &again.welcome.snapshot {
        assert!(snapshot.seq >= last);
    } else {
        let rest = again.updates_until(is_last).await;
        assert_eq!(rest.last().unwrap().0, last);
    }
}
