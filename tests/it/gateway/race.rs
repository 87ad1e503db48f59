//! At most one owner, whoever presses first, and no call carried out twice.

use deskhand::domain::{Epoch, OfferNumber, Presence};
use deskhand::protocol::call::Owned;
use deskhand::protocol::{Call, ErrorCode, Update};

use super::desk::{Desk, key};
use super::harness::{Backend, id};
use super::{offered, send, take};

fn pick(conversation: &str, under: &str) -> Call {
    Call::Pick {
        conversation: id(conversation),
        key: key(under),
    }
}

/// Nothing is offered to who is away; picking is still allowed.
fn away(under: &str) -> Call {
    Call::SetPresence {
        presence: Presence::Away,
        key: key(under),
    }
}

#[tokio::test]
async fn two_desks_race_for_one_conversation_and_the_loser_reads_who_won() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let mut ben = Desk::sign_in(backend.address, "ben").await;
    for round in 0..20 {
        let name = format!("c{round}");
        for desk in [&mut ana, &mut ben] {
            let under = format!("away {name}");
            desk.call(away(&under)).await.unwrap();
        }
        backend.hand_over(&name, "returns").await;
        let (first, second) =
            tokio::join!(ana.call(pick(&name, &name)), ben.call(pick(&name, &name)));
        let (winner, refused) = match (first, second) {
            (Ok(_), Err(refused)) => ("ana", refused),
            (Err(refused), Ok(_)) => ("ben", refused),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused.data.code, ErrorCode::NotOwner, "{refused:?}");
        assert_eq!(refused.data.owner.unwrap().as_str(), winner);
        assert!(refused.message.contains(winner), "{}", refused.message);
    }
}

#[tokio::test]
async fn two_desks_of_one_agent_accept_the_same_offer_once() {
    let backend = Backend::start().await;
    let mut one = Desk::sign_in(backend.address, "ana").await;
    let mut two = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let accept = |offer: OfferNumber, under: &str| Call::Accept {
        conversation: id("c"),
        offer,
        key: key(under),
    };
    let first = offered(&mut one, "c").await;
    let second = offered(&mut two, "c").await;
    assert_eq!(first, second);
    let (a, b) = tokio::join!(one.call(accept(first, "1")), two.call(accept(first, "2")));
    assert_eq!(a.unwrap(), b.unwrap(), "both own it under one assignment");
}

#[tokio::test]
async fn a_stale_assignment_is_refused_and_says_who_owns_it() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let stale = take(&mut ana, "c").await;
    let mut ben = Desk::sign_in(backend.address, "ben").await;
    for desk in [&mut ana, &mut ben] {
        desk.call(away("away")).await.unwrap();
    }
    let release = Call::Release(Owned {
        conversation: id("c"),
        epoch: stale,
        key: key("release"),
    });
    ana.call(release).await.unwrap();
    ben.call(pick("c", "pick")).await.unwrap();
    let refused = ana
        .call(send("c", stale, "too late", "k"))
        .await
        .unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::NotOwner);
    assert_eq!(refused.data.owner.unwrap().as_str(), "ben");
    assert!(refused.data.epoch.unwrap() > stale);
    assert!(!refused.data.hint.is_empty());
}

#[tokio::test]
async fn the_same_key_is_the_same_thing_once_over_connections() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let offer = offered(&mut ana, "c").await;
    let accept = Call::Accept {
        conversation: id("c"),
        offer,
        key: key("accept"),
    };
    let first = ana.call(accept.clone()).await.unwrap();
    assert_eq!(ana.call(accept.clone()).await.unwrap(), first);
    let say = send("c", Epoch(1), "hello", "say");
    let said = ana.call(say.clone()).await.unwrap();
    drop(ana);
    let mut again = Desk::sign_in(backend.address, "ana").await;
    assert_eq!(again.call(say).await.unwrap(), said);
    assert_eq!(again.call(accept).await.unwrap(), first);
    let other = again
        .call(send("c", Epoch(1), "something else", "say"))
        .await;
    assert_eq!(other.unwrap_err().data.code, ErrorCode::BadParams);
    // Only one message came of it.
    again.call(send("c", Epoch(1), "end", "end")).await.unwrap();
    let ended = |update: &Update| matches!(update, Update::Message { message, .. } if message.activity.text.as_deref() == Some("end"));
    let read = again.updates_until(ended).await;
    let messages = read.iter().flat_map(|(_, changes)| changes);
    let messages = messages.filter(|change| matches!(change, Update::Message { .. }));
    assert_eq!(messages.count(), 1);
}

#[tokio::test]
async fn a_message_key_outlives_the_memory_of_the_gateway() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let first = ana.call(send("c", epoch, "hello", "0")).await.unwrap();
    for number in 1..=200 {
        let text = format!("message {number}");
        ana.call(send("c", epoch, &text, &number.to_string()))
            .await
            .unwrap();
    }
    assert_eq!(
        ana.call(send("c", epoch, "hello", "0")).await.unwrap(),
        first
    );
}
