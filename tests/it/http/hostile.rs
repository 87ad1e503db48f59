//! Input that nobody means well with. Every refusal says what and where, and nothing is stored.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::backend::{Backend, handoff, read};

/// How large a handoff may be.
const LIMIT: usize = 4 * 1024 * 1024;

async fn post_bytes(backend: &Backend, body: impl Into<reqwest::Body>) -> (u16, Value) {
    let request = backend.request(Method::POST, "/v1/handoffs", &backend.admin);
    read(
        request
            .header("content-type", "application/json")
            .body(body),
    )
    .await
}

/// How many conversations there are in all.
async fn waiting(backend: &Backend) -> Value {
    let (_, receipt) = backend
        .post("/v1/handoffs", &backend.admin, &handoff("last"))
        .await;
    receipt["position"].clone()
}

#[tokio::test]
async fn bodies_that_are_no_handoff() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let cases: [(&[u8], &str, &str); 7] = [
        (b"", "", "not JSON"),
        (b"{\"a\":", "", "not JSON"),
        (b"{\"a\":\"\xff\"}", "", "not JSON"),
        (deep.as_bytes(), "", "64 levels"),
        (
            b"{\"type\":\"event\",\"name\":\"handoff.initiate\"}",
            "/conversation/id",
            "missing",
        ),
        (b"[{\"type\":\"typing\"}]", "/0/type", "typing"),
        (b"{\"state\":\"completed\"}", "/state", "handoff.status"),
    ];
    for (body, pointer, says) in cases {
        let (status, answer) = post_bytes(&backend, body.to_vec()).await;
        let error = &answer["error"];
        assert_eq!(
            (status, error["pointer"].as_str()),
            (400, Some(pointer)),
            "{answer}"
        );
        assert!(
            error["message"].as_str().unwrap().contains(says),
            "{answer}"
        );
        assert!(!error["hint"].as_str().unwrap().is_empty());
    }
    assert_eq!(waiting(&backend).await, 1);
    backend.stop().await;
}

#[tokio::test]
async fn a_handoff_over_the_limit_learns_by_how_much() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let (status, answer) = post_bytes(&backend, vec![b' '; LIMIT + 17]).await;
    assert_eq!(
        (status, &answer["error"]["overBytes"]),
        (413, &json!(17)),
        "{answer}"
    );
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains("17 bytes over")
    );
    let mut fits = handoff("C1").to_string().into_bytes();
    fits.resize(LIMIT, b' ');
    assert_eq!(post_bytes(&backend, fits).await.0, 201);
    backend.stop().await;
}

/// Posts a body whose length is not announced, in two chunks.
async fn post_chunked(backend: &Backend, body: &[u8]) -> String {
    let mut socket = TcpStream::connect(backend.address).await.unwrap();
    let head = format!(
        "POST /v1/handoffs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        backend.admin
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let (one, two) = body.split_at(body.len() / 2);
    for chunk in [one, two, &[]] {
        socket
            .write_all(format!("{:x}\r\n", chunk.len()).as_bytes())
            .await
            .unwrap();
        socket.write_all(chunk).await.unwrap();
        socket.write_all(b"\r\n").await.unwrap();
    }
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_body_of_unknown_length_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let answer = post_chunked(&backend, &vec![b' '; LIMIT + 5]).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("\"overBytes\":5"), "{answer}");
    let answer = post_chunked(&backend, handoff("C1").to_string().as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    backend.stop().await;
}

/// A client that writes all of its request before it reads gets the answer, not a broken pipe.
#[tokio::test]
async fn a_body_far_too_long_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let body = vec![b' '; 8 * LIMIT];
    let answer = post_chunked(&backend, &body).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let over = format!("\"overBytes\":{}", 7 * LIMIT);
    assert!(answer.contains(&over), "{answer}");
    backend.stop().await;
}

#[tokio::test]
async fn broken_surrogates_and_doubled_keys_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    let body = br#"{"type":"message","type":"event","name":"handoff.initiate","conversation":{"id":"C"},"value":"\ud83d"}"#;
    let (status, answer) = post_bytes(&backend, body.to_vec()).await;
    assert_eq!(status, 201, "{answer}");
    assert!(
        answer["notes"].to_string().contains("surrogate"),
        "{answer}"
    );
    backend.stop().await;
}

#[tokio::test]
async fn only_json_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    for (media, expected) in [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/json; charset=utf-8", 201),
        ("application/vnd.microsoft.activity+json", 200),
    ] {
        let request = backend.request(Method::POST, "/v1/handoffs", &backend.admin);
        let request = request
            .header("content-type", media)
            .body(handoff("C1").to_string());
        assert_eq!(read(request).await.0, expected, "{media}");
    }
    backend.stop().await;
}

#[tokio::test]
async fn odd_addresses_get_answers_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    for (path, expected) in [
        ("/nope", 404),
        ("/v1/conversations/%00", 404),
        ("/v1/conversations/a%2Fb/activities", 404),
        ("/v1/conversations/%ff", 400),
        ("/v1/conversations/..%2f..%2fetc", 404),
        ("/v1/handoffs", 405),
    ] {
        let (status, answer) = backend.get(path, &backend.admin).await;
        assert_eq!(status, expected, "{path}: {answer}");
        assert!(answer["error"]["hint"].is_string(), "{path}: {answer}");
    }
    backend.stop().await;
}

#[tokio::test]
async fn who_is_nobody_is_told_how_to_be_somebody() {
    let folder = tempfile::tempdir().unwrap();
    let backend = Backend::start(folder.path()).await;
    for token in ["nonsense", "a.b.c", "dhu_"] {
        let (status, answer) = backend.post("/v1/handoffs", token, &handoff("C1")).await;
        assert_eq!(status, 401);
        assert!(
            answer["error"]["hint"]
                .as_str()
                .unwrap()
                .contains("/oauth2/v2.0/token")
        );
    }
    let bare = reqwest::Client::new()
        .post(backend.url("/v1/handoffs"))
        .json(&handoff("C1"));
    let response = bare.send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert!(
        response.headers()["www-authenticate"]
            .to_str()
            .unwrap()
            .starts_with("Bearer")
    );
    backend.stop().await;
}
