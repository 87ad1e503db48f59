//! Many desks at once: each is told what concerns it and nothing else.

use deskhand::domain::Role;
use deskhand::protocol::{Call, Notice};

use super::desk::Desk;
use super::harness::{Backend, id};
use super::{send, take};

#[tokio::test]
async fn three_hundred_readers_get_every_message_and_strangers_none() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let mut readers = Vec::new();
    for number in 0..300 {
        let name = format!("s{number}");
        backend.add_user(&name, Role::Supervisor, 0).await;
        let mut desk = Desk::sign_in(backend.address, &name).await;
        let open = Call::Open {
            conversation: id("c"),
        };
        desk.call(open).await.unwrap();
        readers.push(desk);
    }
    let mut eve = Desk::sign_in(backend.address, "eve").await;
    let mut said = Vec::new();
    for number in 0..20 {
        let text = number.to_string();
        let sent = ana.call(send("c", epoch, &text, &text)).await.unwrap();
        said.push(sent["id"]["seq"].as_u64().unwrap());
    }
    for reader in &mut readers {
        let mut read = Vec::new();
        while read.len() < said.len() {
            let (seq, _) = reader.update().await;
            read.push(seq.0);
        }
        assert_eq!(read, said);
    }
    backend.hand_over("b", "billing").await;
    let first = loop {
        match eve.notice().await {
            Notice::Floor { .. } => {}
            other => break other,
        }
    };
    assert!(matches!(first, Notice::Update { .. }));
    let text = serde_json::to_string(&first).unwrap();
    assert!(text.contains("customer of b"), "{text}");
}
