//! Nothing is told before it is durable; one sync carries all that wait.

use futures_util::FutureExt;
use tokio::sync::oneshot;

use super::double::Gated;
use super::{hub, keys, ok, receive, receive_from, staffed, wrote};
use crate::domain::{ConversationState, Seq};
use crate::protocol::ErrorCode;
use crate::server::hub::{Entry, Failed, Hub};
use crate::server::journal::{Memory, Span};
use crate::server::router::{Command, Event};

#[tokio::test]
async fn a_command_answers_its_events_with_their_records() {
    let (hub, notes) = hub(Memory::new());
    staffed(&hub, "ana").await;
    let outcome = ok(&hub, receive("one")).await;
    let numbers: Vec<_> = outcome.events.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(numbers, [Seq(4), Seq(5)]);
    assert_eq!(outcome.seq, Seq(5));
    assert!(matches!(outcome.events[0].1, Event::HandedOver { .. }));
    assert!(matches!(outcome.events[1].1, Event::OfferMade { .. }));

    let told = notes.told();
    assert_eq!(told.len(), 5);
    assert_eq!(told[4].event, outcome.events[1].1);
    let read = hub
        .reader()
        .conversation(&"one".into(), Span::After(Seq(0), 99))
        .await
        .unwrap();
    let read: Vec<_> = read
        .into_iter()
        .map(|stored| (stored.seq, stored.what))
        .collect();
    assert_eq!(read, outcome.events);
    let all = hub.reader().after(Seq(0), 99).await.unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!(all[4].what, Entry::Floor(outcome.events[1].1.clone()));
}

#[tokio::test]
async fn the_same_again_answers_without_events() {
    let (hub, _) = hub(Memory::new());
    let first = ok(&hub, receive("one")).await;
    let again = ok(&hub, receive_from("one", "two")).await;
    assert_eq!((again.seq, again.events.len()), (first.seq, 0));
    ok(&hub, wrote("one", "k1")).await;
    assert!(ok(&hub, wrote("one", "k1")).await.events.is_empty());
}

#[tokio::test]
async fn a_refusal_comes_back_whole() {
    let (hub, _) = hub(Memory::new());
    let refused = hub.execute(wrote("nowhere", "k")).await;
    let Err(Failed::Refused(refusal)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(refusal.code, ErrorCode::NotFound);
}

/// Starts a call and lets the hub take it, without waiting for its answer.
async fn taken<T>(
    hub: &Hub,
    call: impl Future<Output = T>,
) -> std::pin::Pin<Box<impl Future<Output = T>>> {
    let mut call = Box::pin(call);
    assert!(call.as_mut().now_or_never().is_none(), "answered too early");
    seen(hub).await;
    assert!(call.as_mut().now_or_never().is_none(), "answered too early");
    call
}

/// Waits until the hub has taken everything sent so far: questions are asked in their turn.
async fn seen(hub: &Hub) {
    let (asked, turn) = oneshot::channel();
    let mut question = Box::pin(hub.ask(move |_, _| asked.send(()).is_ok()));
    assert!(question.as_mut().now_or_never().is_none());
    turn.await.unwrap();
}

#[tokio::test]
async fn nothing_is_told_before_it_is_durable() {
    let (journal, gate) = Gated::new();
    let (hub, notes) = hub(journal);
    let handed_over = taken(&hub, hub.execute(receive("one"))).await;
    assert_eq!(gate.arrival(), 1);
    // Each of these has seen, or would tell of, what is not durable yet.
    let asked = taken(
        &hub,
        hub.ask(|world, seq| (world.floor.conversations().count(), seq)),
    )
    .await;
    let repeated = taken(&hub, hub.execute(receive_from("one", "other"))).await;
    let refused = taken(
        &hub,
        hub.execute(Command::Connect {
            agent: "nobody".into(),
        }),
    )
    .await;
    assert_eq!(notes.told(), []);
    let read = hub
        .reader()
        .conversation(&"one".into(), Span::After(Seq(0), 9))
        .await
        .unwrap();
    assert_eq!(read, []);

    gate.open();
    assert_eq!(handed_over.await.unwrap().seq, Seq(1));
    assert_eq!(asked.await.unwrap(), (1, Seq(1)));
    assert_eq!(repeated.await.unwrap().events, []);
    assert!(matches!(refused.await, Err(Failed::Refused(_))));
    assert_eq!(notes.told().len(), 1);
    assert_eq!(*notes.up_to.borrow(), Seq(1));
}

#[tokio::test]
async fn one_sync_carries_all_that_wait() {
    let (journal, gate) = Gated::new();
    let (hub, notes) = hub(journal);
    let first = taken(&hub, hub.execute(receive("one"))).await;
    assert_eq!(gate.arrival(), 1);
    let mut waiting = Vec::new();
    for key in ["a", "b", "c", "d", "e"] {
        waiting.push(taken(&hub, hub.execute(wrote("one", key))).await);
    }
    gate.open();
    first.await.unwrap();
    assert_eq!(gate.arrival(), 5);
    gate.open();
    for (place, call) in waiting.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().seq, Seq(place as u64 + 2));
    }
    let told = notes.told();
    assert_eq!(
        keys(told.iter().map(|told| &told.event)),
        ["a", "b", "c", "d", "e"]
    );
}

#[tokio::test]
async fn a_question_is_asked_after_what_was_sent_before() {
    let (hub, _) = hub(Memory::new());
    let state = || {
        hub.ask(|world, _| {
            world
                .floor
                .conversation(&"one".into())
                .map(|live| live.state)
        })
    };
    assert_eq!(state().await.unwrap(), None);
    let (_, found) = tokio::join!(hub.execute(receive("one")), state());
    assert_eq!(found.unwrap(), Some(ConversationState::Open));
}
