//! Whatever is written to the socket: an exact answer, a close with a reason, never more than that.

use std::time::Duration;

use axum::http::StatusCode;
use deskhand::domain::Seq;
use deskhand::protocol::{Call, ErrorCode, Frame, Request};
use deskhand::server::gateway::{Rate, Settings};
use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::desk::{Desk, Incoming, Socket, connect, hello, receive, write};
use super::harness::{Backend, Setup, id};
use super::{send, take};

/// The error that answers what is written, with the id it answers to.
async fn error(socket: &mut Socket, message: Message) -> (Option<u64>, ErrorCode, String) {
    socket.send(message).await.unwrap();
    loop {
        match receive(socket).await {
            Incoming::Frame(Frame::Response(response)) => {
                let error = response.error.unwrap();
                assert_eq!(error.code, error.data.code.number());
                return (response.id, error.data.code, error.message);
            }
            Incoming::Frame(_) => {}
            closed @ Incoming::Closed(_) => panic!("{closed:?}"),
        }
    }
}

async fn closed(socket: &mut Socket) -> CloseFrame {
    loop {
        if let Incoming::Closed(frame) = receive(socket).await {
            return frame.unwrap();
        }
    }
}

#[tokio::test]
async fn frames_that_are_no_requests_are_answered_and_the_connection_lives() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    for (text, id, code) in [
        ("\u{0}", None, ErrorCode::BadJson),
        ("[]", None, ErrorCode::BadRequest),
        (
            r#"{"jsonrpc":"2.0","id":9,"method":"nothing"}"#,
            Some(9),
            ErrorCode::UnknownMethod,
        ),
        (
            r#"{"jsonrpc":"2.0","id":8,"method":"offer.accept","params":{}}"#,
            Some(8),
            ErrorCode::BadParams,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"why"}"#,
            None,
            ErrorCode::BadRequest,
        ),
    ] {
        let (answered, found, message) = error(&mut ana.socket, Message::text(text)).await;
        assert_eq!((answered, found), (id, code), "{text}");
        assert!(!message.is_empty());
    }
    let again = Call::Hello(hello("ana"));
    let refused = ana.call(again).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::BadHandshake);
}

#[tokio::test]
async fn binary_and_large_frames_are_answered_and_closed_with_the_reason() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let (_, code, _) = error(&mut ana.socket, Message::binary(vec![0, 159, 146])).await;
    assert_eq!(code, ErrorCode::BadRequest);
    assert_eq!(u16::from(closed(&mut ana.socket).await.code), 1003);
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let large = Message::text("x".repeat((96 << 10) + 7));
    let (_, code, message) = error(&mut ana.socket, large).await;
    assert_eq!(code, ErrorCode::TooLarge);
    assert!(message.contains("7 over"), "{message}");
    assert_eq!(u16::from(closed(&mut ana.socket).await.code), 1009);
}

#[tokio::test]
async fn bytes_that_are_no_websocket_text_end_the_connection() {
    let backend = Backend::start().await;
    // A text frame with invalid UTF-8, a frame with a reserved opcode, one that claims 2^62 bytes.
    for bytes in [
        &[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe][..],
        &[0x83, 0x80, 0, 0, 0, 0],
        &[0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let ana = Desk::sign_in(backend.address, "ana").await;
        let mut raw = ana.socket.into_inner();
        tokio::io::AsyncWriteExt::write_all(&mut raw, bytes)
            .await
            .unwrap();
        let mut rest = Vec::new();
        let reading = tokio::io::AsyncReadExt::read_to_end(&mut raw, &mut rest);
        let ended = tokio::time::timeout(super::desk::DEADLINE, reading).await;
        ended.expect("the connection was kept").ok();
    }
    Desk::sign_in(backend.address, "ana").await;
}

#[tokio::test]
async fn a_message_over_28_kb_and_an_empty_one_are_refused() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let refused = ana
        .call(send("c", epoch, &"x".repeat(28 << 10), "k"))
        .await
        .unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::TooLarge);
    assert!(refused.message.contains("over the limit"));
    let refused = ana.call(send("c", epoch, " \n", "k2")).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::BadParams);
    assert!(
        ana.call(send("c", epoch, &"x".repeat(28_000), "k3"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn the_handshake_is_refused_in_words() {
    let backend = Backend::start().await;
    let refused = |hello| Desk::hello(backend.address, hello);
    let mut stranger = hello("nobody");
    let error = refused(stranger.clone()).await.err().unwrap();
    assert_eq!(error.data.code, ErrorCode::Unauthenticated);
    stranger.version = [2, 7];
    let error = refused(stranger).await.err().unwrap();
    assert_eq!(error.data.code, ErrorCode::VersionMismatch);
    assert!(error.message.contains("version 2"), "{}", error.message);
    let mut newer = hello("ana");
    newer.version = [1, 9];
    assert!(
        refused(newer).await.is_ok(),
        "another minor version is no reason"
    );
    let mut socket = connect(backend.address).await;
    write(&mut socket, &Request::new(4, Call::Bye {})).await;
    let Incoming::Frame(Frame::Response(response)) = receive(&mut socket).await else {
        panic!("no response");
    };
    assert_eq!(response.id, Some(4));
    assert_eq!(response.error.unwrap().data.code, ErrorCode::BadHandshake);
    assert_eq!(u16::from(closed(&mut socket).await.code), 1008);
}

#[tokio::test]
async fn a_newer_major_version_is_told_so_whatever_its_hello_looks_like() {
    let backend = Backend::start().await;
    let mut socket = connect(backend.address).await;
    let text = r#"{"jsonrpc":"2.0","id":1,"method":"session.hello","params":{"version":[2,0],"secret":{}}}"#;
    let (id, code, _) = error(&mut socket, Message::text(text)).await;
    assert_eq!((id, code), (Some(1), ErrorCode::VersionMismatch));
}

#[tokio::test]
async fn who_says_nothing_is_not_waited_for() {
    let setup = Setup {
        settings: Settings {
            handshake: Duration::from_millis(50),
            ..Settings::default()
        },
        ..Setup::default()
    };
    let backend = Backend::with(setup).await;
    let mut socket = connect(backend.address).await;
    let close = closed(&mut socket).await;
    assert_eq!(u16::from(close.code), 1008);
    assert!(close.reason.contains("session.hello"), "{}", close.reason);
}

#[tokio::test]
async fn without_the_subprotocol_there_is_no_socket() {
    let backend = Backend::start().await;
    let refused =
        tokio_tungstenite::connect_async(format!("ws://{}/v1/desk", backend.address)).await;
    let Err(tokio_tungstenite::tungstenite::Error::Http(response)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(response.status().as_u16(), StatusCode::BAD_REQUEST.as_u16());
}

#[tokio::test]
async fn too_many_requests_are_refused_and_far_too_many_end_the_connection() {
    let setup = Setup {
        settings: Settings {
            rate: Rate {
                burst: 5,
                per_second: 1,
            },
            ..Settings::default()
        },
        ..Setup::default()
    };
    let backend = Backend::with(setup).await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let unfollow = Call::Unfollow {
        conversation: id("c"),
    };
    for _ in 0..5 {
        ana.call(unfollow.clone()).await.unwrap();
    }
    let refused = ana.call(unfollow.clone()).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::Busy);
    for number in 0..1_100 {
        let request = Request::new(1_000 + number, unfollow.clone());
        let text = serde_json::to_string(&request).unwrap();
        // The other end may have closed by now.
        if ana.socket.send(Message::text(text)).await.is_err() {
            break;
        }
    }
    assert_eq!(u16::from(closed(&mut ana.socket).await.code), 1008);
}

#[tokio::test]
async fn a_stopping_backend_says_so_and_lets_nobody_in() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let mut adapter = backend.switchboard.watch(id("c"));
    let gateway = backend.gateway.clone();
    let draining = tokio::spawn(async move { gateway.drain(super::desk::DEADLINE).await });
    let (notices, close) = ana.until_closed().await;
    let reason = "the backend is stopping";
    assert!(notices.iter().any(|notice| matches!(notice, deskhand::protocol::Notice::Bye { reason: said, retry_ms } if said == reason && *retry_ms > 0)));
    let close = close.unwrap();
    assert_eq!(
        (u16::from(close.code), close.reason.as_str()),
        (1012, reason)
    );
    drop(ana);
    draining.await.unwrap();
    assert_eq!(adapter.next().await, None);
    let refused = Desk::hello(backend.address, hello("ana"))
        .await
        .err()
        .unwrap();
    assert_eq!(refused.data.code, ErrorCode::Draining);
    assert_eq!(backend.hub.ask(|_, seq| seq > Seq(0)).await, Ok(true));
}
