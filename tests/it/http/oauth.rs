//! Access tokens by client credentials.

use deskhand::protocol::Call;
use reqwest::Method;
use serde_json::json;

use super::backend::{Backend, handoff, read};
use super::stream::Stream;
use crate::gateway::desk::{Desk, key};

#[tokio::test]
async fn a_token_lasts_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (id, secret) = backend.register("Contoso").await;
    let (status, granted) = backend.token_for(&id, &secret).await;
    assert_eq!((status, &granted["expires_in"]), (200, &json!(3600)));
    assert_eq!(granted["token_type"], "Bearer");
    let token = granted["access_token"].as_str().unwrap();
    assert_eq!(
        backend.post("/v1/handoffs", token, &handoff("C1")).await.0,
        201
    );
    backend.clock.forward(3_600_000);
    let (status, refused) = backend.post("/v1/handoffs", token, &handoff("C1")).await;
    assert_eq!(status, 401);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("run out")
    );
    backend.stop().await;
}

#[tokio::test]
async fn refusals_have_the_shape_of_rfc_6749() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (id, secret) = backend.register("Contoso").await;
    let (status, refused) = backend.token_for(&id, "wrong").await;
    assert_eq!((status, &refused["error"]), (401, &json!("invalid_client")));
    assert_eq!(backend.token_for("nobody", &secret).await.0, 401);
    let post = || reqwest::Client::new().post(backend.url("/oauth2/v2.0/token"));
    for (form, error) in [
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![], "invalid_request"),
    ] {
        let (status, refused) = read(post().form(&form)).await;
        assert_eq!((status, &refused["error"]), (400, &json!(error)));
        assert!(refused["error_description"].is_string());
    }
    let huge = vec![("client_id", "x".repeat(10_000))];
    assert_eq!(read(post().form(&huge)).await.1["error"], "invalid_request");
    let response = post()
        .basic_auth(&id, Some(&secret))
        .form(&[("grant_type", "client_credentials")]);
    let response = response.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "no-store");
    backend.stop().await;
}

#[tokio::test]
async fn what_is_removed_hears_nothing_more_on_a_stream_it_had_open() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let ana = backend.person("ana", "agent").await;
    let (id, secret) = backend.register("Contoso").await;
    let (_, granted) = backend.token_for(&id, &secret).await;
    let token = granted["access_token"].as_str().unwrap();
    let conversation = backend.hand_over(token, &handoff("C1")).await;
    let mut stream = Stream::open(&backend, token, &conversation, None).await;
    let mut desk = Desk::sign_in(backend.address, &ana).await;
    let path = format!("/v1/admin/apps/{id}");
    assert_eq!(backend.delete(&path, &backend.admin).await.0, 204);
    let pick = Call::Pick {
        conversation: conversation.as_str().into(),
        key: key("p"),
    };
    desk.call(pick).await.unwrap();
    let frame = stream.next().await.expect_err("it was told").unwrap();
    assert_eq!(u16::from(frame.code), 1008, "{frame:?}");
    backend.stop().await;
}

#[tokio::test]
async fn what_is_removed_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (id, secret) = backend.register("Contoso").await;
    let (_, granted) = backend.token_for(&id, &secret).await;
    let token = granted["access_token"].as_str().unwrap();
    let path = format!("/v1/admin/apps/{id}");
    assert_eq!(
        read(backend.request(Method::DELETE, &path, &backend.admin))
            .await
            .0,
        204
    );
    assert_eq!(
        backend.post("/v1/handoffs", token, &handoff("C1")).await.0,
        401
    );
    assert_eq!(backend.token_for(&id, &secret).await.0, 401);
    assert_eq!(
        read(backend.request(Method::DELETE, &path, &backend.admin))
            .await
            .0,
        404
    );
    backend.stop().await;
}
