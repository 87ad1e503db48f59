//! A backend stops and comes back.

use reqwest::Method;
use serde_json::json;

use super::backend::{Backend, handoff, read};
use super::stream::Stream;
use crate::gateway::desk::Desk;

#[tokio::test]
async fn everything_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (ana, app) = (
        backend.person("ana", "agent").await,
        backend.app("Contoso").await,
    );
    let id = backend.hand_over(&app, &handoff("C1")).await;
    let path = format!("/v1/conversations/{id}/activities");
    let said = json!({"type": "message", "id": "m1", "text": "hello?"});
    assert_eq!(backend.post(&path, &app, &said).await.0, 200);
    let (_, before) = backend.get(&path, &app).await;
    let admin = backend.admin.clone();
    backend.stop().await;

    let backend = Backend::start(folder.path()).await;
    assert_eq!(backend.admin, admin);
    let (status, again) = backend.post("/v1/handoffs", &app, &handoff("C1")).await;
    assert_eq!(
        (status, again["conversationId"].as_str()),
        (200, Some(id.as_str()))
    );
    assert_eq!(
        backend.get(&path, &app).await.1["watermark"],
        before["watermark"]
    );
    assert_eq!(backend.post(&path, &app, &said).await.0, 200);
    let mut desk = Desk::sign_in(backend.address, &ana).await;
    let call = deskhand::protocol::Call::Open {
        conversation: deskhand::domain::ConversationId::new(&id),
    };
    let detail = desk.call(call).await.unwrap();
    assert_eq!(detail["messages"].as_array().unwrap().len(), 1, "said once");
    assert_eq!(detail["handoff"]["transcript"].as_array().unwrap().len(), 3);
    backend.stop().await;
}

#[tokio::test]
async fn probes_learn_of_a_stop_while_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let ana = backend.person("ana", "agent").await;
    // Nobody reads this desk's socket: the backend waits for it a while.
    let _desk = Desk::sign_in(backend.address, &ana).await;
    let probe = backend.request(Method::GET, "/readyz", "");
    let ask = || read(probe.try_clone().unwrap());
    assert_eq!(ask().await.0, 200);
    let stopping = backend.begin_to_stop();
    // The signal and the question race; the answer turns before the door is shut.
    let mut answer = ask().await;
    while answer.0 == 200 {
        answer = ask().await;
    }
    assert_eq!((answer.0, &answer.1["status"]), (503, &json!("stopping")));
    stopping.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stop_is_told_to_everybody_who_listens() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let ana = backend.person("ana", "agent").await;
    let id = backend.hand_over(&backend.admin, &handoff("C1")).await;
    let mut stream = Stream::open(&backend, &backend.admin, &id, None).await;
    let mut desk = Desk::sign_in(backend.address, &ana).await;
    let stopping = backend.begin_to_stop();
    let frame = stream.next().await.unwrap_err().unwrap();
    assert_eq!(u16::from(frame.code), 1001);
    assert!(frame.reason.contains("stopping"), "{frame:?}");
    let (_, frame) = desk.until_closed().await;
    assert!(frame.is_some());
    stopping.await.unwrap().unwrap();
}
