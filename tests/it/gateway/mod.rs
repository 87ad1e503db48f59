//! The agents' sockets, over real sockets, against a backend in this process.

pub mod desk;
mod examples;
mod harness;
mod hostile;
mod many;
mod presence;
mod race;
mod resume;
mod watching;
mod wire;

use deskhand::domain::{Epoch, OfferNumber};
use deskhand::protocol::call::Taken;
use deskhand::protocol::{Call, Update};

use desk::{Desk, key};
use harness::{Backend, id};

/// Waits for the offer of a conversation.
async fn offered(desk: &mut Desk, conversation: &str) -> OfferNumber {
    let fits = |update: &Update| match update {
        Update::OfferMade { offer } => offer.row.id == id(conversation),
        _ => false,
    };
    let read = desk.updates_until(fits).await;
    let made = read
        .last()
        .unwrap()
        .1
        .iter()
        .find_map(|update| match update {
            Update::OfferMade { offer } => Some(offer.offer.number),
            _ => None,
        });
    made.unwrap()
}

/// Waits for the offer of a conversation and takes it.
async fn take(desk: &mut Desk, conversation: &str) -> Epoch {
    let offer = offered(desk, conversation).await;
    let accept = Call::Accept {
        conversation: id(conversation),
        offer,
        key: key(&format!("accept {conversation}")),
    };
    let taken: Taken = serde_json::from_value(desk.call(accept).await.unwrap()).unwrap();
    taken.epoch
}

/// What the owner says.
fn send(conversation: &str, epoch: Epoch, text: &str, said_under: &str) -> Call {
    Call::Send {
        conversation: id(conversation),
        epoch,
        text: text.to_owned(),
        key: key(said_under),
    }
}

#[tokio::test]
async fn a_conversation_from_offer_to_close() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let snapshot = ana.welcome.snapshot.clone().unwrap();
    assert_eq!(snapshot.you.agent.name, "ANA");
    assert_eq!(snapshot.queues.len(), 1, "her own queues only");
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let sent = ana.call(send("c", epoch, "hello", "k1")).await.unwrap();
    backend.customer_says("c", "k", "thanks").await;
    let said = |update: &Update| matches!(update, Update::Message { message, .. } if message.activity.text.as_deref() == Some("thanks"));
    let read = ana.updates_until(said).await;
    let own = read
        .iter()
        .find(|(seq, _)| sent["id"]["seq"] == seq.0)
        .unwrap();
    assert!(matches!(&own.1[1], Update::Message { message, .. } if message.author.name == "ANA"));
    for (call, name) in [(Call::End as fn(_) -> _, "end"), (Call::Close, "close")] {
        let owned = deskhand::protocol::call::Owned {
            conversation: id("c"),
            epoch,
            key: key(name),
        };
        ana.call(call(owned)).await.unwrap();
    }
    let read = ana
        .updates_until(|update| matches!(update, Update::Gone { .. }))
        .await;
    let Update::You { you } = read.last().unwrap().1.last().unwrap() else {
        panic!("{read:?}");
    };
    assert_eq!(you.load, 0);
}
