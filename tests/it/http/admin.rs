//! Setting up people, applications and queues.

use deskhand::domain::{ConversationId, Epoch};
use deskhand::protocol::Call;
use deskhand::protocol::call::Owned;
use serde_json::{Value, json};

use super::backend::{Backend, handoff};
use crate::gateway::desk::{Desk, hello, key};

#[tokio::test]
async fn a_person_comes_and_goes() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let token = backend.person("ana", "agent").await;
    let mut desk = Desk::sign_in(backend.address, &token).await;
    assert_eq!(desk.welcome.user.as_str(), "ana");
    let (_, list) = backend.get("/v1/admin/users", &backend.admin).await;
    let ana = &list["users"][0];
    assert_eq!(
        (&ana["presence"], &ana["queues"]),
        (&json!("available"), &json!(["default"]))
    );
    assert!(ana.get("token").is_none());

    assert_eq!(
        backend
            .delete("/v1/admin/users/ana", &backend.admin)
            .await
            .0,
        204
    );
    desk.until_closed().await;
    let refused = Desk::hello(backend.address, hello(&token)).await;
    assert!(refused.is_err(), "the token still opens the door");
    let (_, list) = backend.get("/v1/admin/users", &backend.admin).await;
    assert_eq!(list["users"], json!([]));
    let (_, queues) = backend.get("/v1/admin/queues", &backend.admin).await;
    assert_eq!(queues["queues"][0]["members"], json!([]));
    assert_eq!(
        backend
            .delete("/v1/admin/users/ana", &backend.admin)
            .await
            .0,
        404
    );
    backend.stop().await;
}

#[tokio::test]
async fn what_somebody_held_goes_back_the_moment_they_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let token = backend.person("ana", "agent").await;
    let mut desk = Desk::sign_in(backend.address, &token).await;
    let mut held = Vec::new();
    for name in ["C1", "C2"] {
        let id = ConversationId::new(backend.hand_over(&backend.admin, &handoff(name)).await);
        let (conversation, key) = (id.clone(), key(name));
        desk.call(Call::Pick { conversation, key }).await.unwrap();
        held.push(id);
    }
    let ended = Owned {
        conversation: held[1].clone(),
        epoch: Epoch(1),
        key: key("end"),
    };
    desk.call(Call::End(ended)).await.unwrap();
    let (status, _) = backend.delete("/v1/admin/users/ana", &backend.admin).await;
    assert_eq!(status, 204);
    for (id, state) in held.iter().zip(["open", "closed"]) {
        let path = format!("/v1/conversations/{id}");
        let (_, now) = backend.get(&path, &backend.admin).await;
        assert_eq!(now["state"], state, "{now}");
    }
    backend.stop().await;
}

#[tokio::test]
async fn a_replaced_person_has_a_new_token() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let old = backend.person("ana", "agent").await;
    let mut wanted = json!({"user": "ana", "role": "supervisor"});
    assert_eq!(
        backend
            .post("/v1/admin/users", &backend.admin, &wanted)
            .await
            .0,
        409
    );
    wanted["replace"] = json!(true);
    let (status, added) = backend
        .post("/v1/admin/users", &backend.admin, &wanted)
        .await;
    assert_eq!((status, &added["capacity"]), (201, &json!(0)));
    assert_eq!(
        added["queues"],
        json!(["default"]),
        "who is replaced stays where they were"
    );
    assert!(Desk::hello(backend.address, hello(&old)).await.is_err());
    Desk::sign_in(backend.address, added["token"].as_str().unwrap()).await;
    backend.stop().await;
}

#[tokio::test]
async fn bad_wishes_are_refused_with_a_pointer() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let cases: [(&str, Value, u16, &str); 9] = [
        ("users", json!({"user": "x", "role": "king"}), 400, "/role"),
        (
            "users",
            json!({"user": "x", "role": "agent", "capasity": 1}),
            400,
            "/capasity",
        ),
        (
            "users",
            json!({"user": "Ana Ruiz", "role": "agent"}),
            400,
            "/user",
        ),
        (
            "users",
            json!({"user": "x", "role": "agent", "capacity": 5000}),
            400,
            "/capacity",
        ),
        (
            "users",
            json!({"user": "x", "role": "agent", "queues": ["nope"]}),
            404,
            "/queues",
        ),
        ("apps", json!({"name": " "}), 400, "/name"),
        ("queues", json!({"id": "default"}), 409, "/id"),
        ("queues", json!({"id": "a b"}), 400, "/id"),
        (
            "queues",
            json!({"id": "q", "members": ["nobody"]}),
            404,
            "/members",
        ),
    ];
    for (what, wish, status, pointer) in cases {
        let answer = backend
            .post(&format!("/v1/admin/{what}"), &backend.admin, &wish)
            .await;
        assert_eq!(
            (answer.0, answer.1["error"]["pointer"].as_str()),
            (status, Some(pointer)),
            "{wish}: {}",
            answer.1
        );
    }
    let (_, list) = backend.get("/v1/admin/users", &backend.admin).await;
    assert_eq!(list["users"], json!([]), "nothing is half set up");
    backend.stop().await;
}

#[tokio::test]
async fn only_administrators_administer() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (sue, root) = (
        backend.person("sue", "supervisor").await,
        backend.person("root", "admin").await,
    );
    let app = backend.app("Contoso").await;
    for what in ["users", "apps", "queues"] {
        let path = format!("/v1/admin/{what}");
        assert_eq!(backend.get(&path, &root).await.0, 200);
        for token in [&sue, &app] {
            assert_eq!(backend.get(&path, token).await.0, 403);
        }
    }
    backend.stop().await;
}

#[tokio::test]
async fn probes_need_no_token() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    for (path, status) in [("/healthz", "ok"), ("/readyz", "ready")] {
        let response = reqwest::get(backend.url(path)).await.unwrap();
        assert_eq!(response.status(), 200);
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["status"], status);
    }
    backend.stop().await;
}
