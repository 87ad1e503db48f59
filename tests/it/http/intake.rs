//! Handoffs come in.

use serde_json::json;

use deskhand::protocol::Call;

use super::backend::{Backend, handoff, read};
use crate::gateway::desk::Desk;
use reqwest::Method;

#[tokio::test]
async fn a_handoff_is_received_once() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let app = backend.app("Contoso").await;
    let (status, first) = backend.post("/v1/handoffs", &app, &handoff("C1")).await;
    assert_eq!(status, 201, "{first}");
    assert_eq!(first["queue"], "default");
    assert_eq!(first["state"], "open");
    assert_eq!(first["position"], 1);
    assert_eq!(first["transcript"], json!({"received": 3, "stored": 3}));
    assert_eq!(first["variables"], 3);
    assert!(first["flags"].as_u64().unwrap() > 0, "{first}");
    assert!(
        first["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["rule"] == "OC-EMOJI"),
        "{first}"
    );

    let (status, again) = backend
        .post("/v1/handoffs", &app, &handoff("C1")["activities"])
        .await;
    assert_eq!(
        (status, &again["conversationId"]),
        (200, &first["conversationId"])
    );
    let (status, other) = backend.post("/v1/handoffs", &app, &handoff("C2")).await;
    assert_eq!((status, &other["position"]), (201, &json!(2)));
    backend.stop().await;
}

#[tokio::test]
async fn what_was_found_is_counted_by_bot_and_still_is_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (app, sue) = (
        backend.app("Contoso").await,
        backend.person("sue", "supervisor").await,
    );
    backend.hand_over(&app, &handoff("C1")).await;
    assert_eq!(
        backend.post("/v1/handoffs", &app, &handoff("C1")).await.0,
        200
    );
    let mut plain = handoff("C2");
    plain["activities"][0]["attachments"] = json!([]);
    backend.hand_over(&app, &plain).await;
    let before = totals(&backend, &sue).await;
    let bot = &before["bots"][0];
    assert_eq!(
        (&before["bots"].as_array().unwrap().len(), &bot["handoffs"]),
        (&1, &json!(2))
    );
    let emoji = json!({"rule": "OC-EMOJI", "handoffs": 1, "percent": 50});
    assert!(bot["rules"].as_array().unwrap().contains(&emoji), "{bot}");
    backend.stop().await;

    let backend = Backend::start(folder.path()).await;
    assert_eq!(totals(&backend, &sue).await, before);
    backend.stop().await;
}

async fn totals(backend: &Backend, token: &str) -> serde_json::Value {
    let mut desk = Desk::sign_in(backend.address, token).await;
    desk.call(Call::Totals { days: 7 }).await.unwrap()
}

#[tokio::test]
async fn a_topic_leads_to_its_queue_and_a_request_may_choose() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    for queue in [
        json!({"id": "returns", "topics": ["returns"]}),
        json!({"id": "billing"}),
    ] {
        let (status, set) = backend
            .post("/v1/admin/queues", &backend.admin, &queue)
            .await;
        assert_eq!(status, 201, "{set}");
    }
    let (_, by_topic) = backend
        .post("/v1/handoffs", &backend.admin, &handoff("C1"))
        .await;
    assert_eq!(by_topic["queue"], "returns");
    let (_, chosen) = backend
        .post("/v1/handoffs?queue=billing", &backend.admin, &handoff("C2"))
        .await;
    assert_eq!(chosen["queue"], "billing");
    let (status, refused) = backend
        .post("/v1/handoffs?queue=nope", &backend.admin, &handoff("C3"))
        .await;
    assert_eq!(status, 400);
    assert!(
        refused["error"]["hint"]
            .as_str()
            .unwrap()
            .contains("billing"),
        "{refused}"
    );
    backend.stop().await;
}

#[tokio::test]
async fn values_alone_are_told_apart_by_content_or_key() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let value = json!({"Skill": "credit cards"});
    let one = backend.hand_over(&backend.admin, &value).await;
    let (status, again) = backend.post("/v1/handoffs", &backend.admin, &value).await;
    assert_eq!(
        (status, again["conversationId"].as_str()),
        (200, Some(one.as_str()))
    );
    let keyed = || {
        let request = backend.request(Method::POST, "/v1/handoffs", &backend.admin);
        read(request.header("Idempotency-Key", "second").json(&value))
    };
    assert_eq!(keyed().await.0, 201);
    assert_eq!(keyed().await.0, 200);
    backend.stop().await;
}

#[tokio::test]
async fn the_same_handoff_of_two_applications_is_two() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (one, other) = (backend.app("One").await, backend.app("Other").await);
    let id = backend.hand_over(&one, &handoff("C1")).await;
    assert_ne!(id, backend.hand_over(&other, &handoff("C1")).await);
    for path in ["", "/activities"] {
        let path = format!("/v1/conversations/{id}{path}");
        assert_eq!(backend.get(&path, &one).await.0, 200);
        assert_eq!(backend.get(&path, &backend.admin).await.0, 200);
        let (status, refused) = backend.get(&path, &other).await;
        assert_eq!(status, 403);
        assert!(
            refused["error"]["message"]
                .as_str()
                .unwrap()
                .contains("another application")
        );
    }
    backend.stop().await;
}

#[tokio::test]
async fn a_bot_that_asks_to_end_is_not_queued() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let mut payload = handoff("C1");
    payload["activities"][0]["value"]["CloseOmnichannelConversation"] = json!(true);
    let (status, receipt) = backend.post("/v1/handoffs", &backend.admin, &payload).await;
    assert_eq!(
        (status, &receipt["state"], &receipt["position"]),
        (201, &json!("closed"), &json!(null))
    );
    let path = format!(
        "/v1/conversations/{}/activities",
        receipt["conversationId"].as_str().unwrap()
    );
    let (_, set) = backend.get(&path, &backend.admin).await;
    assert_eq!(set["activities"][0]["value"]["state"], "completed");
    assert_eq!(set["activities"][1]["type"], "endOfConversation");
    backend.stop().await;
}

#[tokio::test]
async fn people_hand_nothing_over() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let ana = backend.person("ana", "agent").await;
    let (status, refused) = backend.post("/v1/handoffs", &ana, &handoff("C1")).await;
    assert_eq!(
        (status, &refused["error"]["code"]),
        (403, &json!("forbidden"))
    );
    backend.stop().await;
}

#[tokio::test]
async fn the_published_payloads_are_taken() {
    let Some(samples) = std::env::var_os("DESKHAND_SAMPLES") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let mut taken = Vec::new();
    for entry in std::fs::read_dir(std::path::Path::new(&samples).join("handoff")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let request = backend.request(Method::POST, "/v1/handoffs", &backend.admin);
        let (status, answer) = read(request.body(std::fs::read(&path).unwrap())).await;
        match status {
            201 => taken.push(path.file_name().unwrap().to_str().unwrap().to_owned()),
            400 => assert!(answer["error"]["pointer"].is_string(), "{answer}"),
            _ => panic!("{}: {status} {answer}", path.display()),
        }
    }
    taken.sort();
    assert_eq!(
        taken,
        [
            "PowerVirtualAgentsSamples__activities.json",
            "handoff-library-readme__skill-value.json"
        ]
    );
    backend.stop().await;
}
