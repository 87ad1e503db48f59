//! Order, bounds, and the one view of the queues that counts.

#![allow(clippy::unwrap_used)]
use super::*;

#[tokio::test]
async fn what_is_pushed_comes_out_in_order_and_the_newest_floor_last() {
    let outbox = Outbox::default();
    outbox.set_floor("old".into());
    outbox.push(Item::Update(Seq(1), "a".into()));
    outbox.push(Item::Update(Seq(2), "b".into()));
    outbox.set_floor("new".into());
    outbox.end(Ending::Draining);
    let mut seen = Vec::new();
    let ending = loop {
        match outbox.next().await {
            Ok(item) => seen.push(item),
            Err(ending) => break ending,
        }
    };
    assert_eq!(
        seen,
        [
            Item::Update(Seq(1), "a".into()),
            Item::Update(Seq(2), "b".into()),
            Item::Present("new".into()),
        ]
    );
    assert_eq!(ending, Ending::Draining);
}

#[tokio::test]
async fn too_many_bytes_end_it_and_free_the_memory() {
    let outbox = Outbox::default();
    let big: Utf8Bytes = "x".repeat(MAX_BYTES / 2).into();
    for seq in 1..=3 {
        outbox.push(Item::Update(Seq(seq), big.clone()));
    }
    outbox.overflown().await;
    assert_eq!(outbox.lock().items.len(), 0);
    assert_eq!(outbox.next().await, Err(Ending::TooSlow));
}

#[tokio::test]
async fn too_many_items_end_it_too() {
    let outbox = Outbox::default();
    for seq in 0..=MAX_ITEMS as u64 {
        outbox.push(Item::Update(Seq(seq), Utf8Bytes::from_static("")));
    }
    assert_eq!(outbox.next().await, Err(Ending::TooSlow));
}
