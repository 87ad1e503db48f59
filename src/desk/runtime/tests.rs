//! The socket's task against backends made of a listener and a few lines.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::http::HeaderValue;

use super::address::Address;
use super::link::{Link, Stuck};
use crate::desk::app::SocketEvent;
use crate::protocol::{Frame, SUBPROTOCOL};

type Socket = tokio_tungstenite::WebSocketStream<TcpStream>;

async fn listener() -> (TcpListener, Address) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    (listener, address)
}

#[allow(clippy::result_large_err, clippy::unnecessary_wraps)]
async fn accept(listener: &TcpListener) -> Socket {
    let (stream, _) = listener.accept().await.unwrap();
    let agree = |request: &Request, mut response: Response| {
        assert_eq!(request.uri().path(), "/v1/desk");
        assert_eq!(request.headers()["sec-websocket-protocol"], SUBPROTOCOL);
        response.headers_mut().insert(
            "sec-websocket-protocol",
            HeaderValue::from_static(SUBPROTOCOL),
        );
        Ok(response)
    };
    accept_hdr_async(stream, agree).await.unwrap()
}

/// An open link and the backend's end of it.
async fn open() -> (Link, Socket) {
    let (listener, address) = listener().await;
    let mut link = Link::new(address);
    link.connect().unwrap();
    let socket = accept(&listener).await;
    assert_eq!(link.next().await, SocketEvent::Opened);
    (link, socket)
}

fn reason(event: SocketEvent) -> String {
    match event {
        SocketEvent::Closed { reason } | SocketEvent::Refused { reason } => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn frames_go_both_ways() {
    let (mut link, mut socket) = open().await;
    link.send("{\"a\":1}".to_owned()).unwrap();
    assert_eq!(
        socket.next().await.unwrap().unwrap(),
        Message::text("{\"a\":1}")
    );
    socket
        .send(Message::text(
            "{\"jsonrpc\":\"2.0\",\"method\":\"of.tomorrow\",\"params\":{}}",
        ))
        .await
        .unwrap();
    assert_eq!(
        link.next().await,
        SocketEvent::Frame(Box::new(Frame::Unknown))
    );
    for odd in [Message::text("no json"), Message::binary(vec![1, 2])] {
        socket.send(odd).await.unwrap();
        assert!(matches!(link.next().await, SocketEvent::Garbled(_)));
    }
}

#[tokio::test]
async fn pings_are_measured() {
    let (mut link, mut socket) = open().await;
    link.heartbeat(Duration::from_secs(60)).unwrap();
    let answering = tokio::spawn(async move { while socket.next().await.is_some() {} });
    assert!(matches!(link.next().await, SocketEvent::Latency(_)));
    link.end().await;
    answering.await.unwrap();
}

#[tokio::test]
async fn a_backend_that_answers_no_pings_is_gone() {
    let (mut link, socket) = open().await;
    tokio::time::pause();
    link.heartbeat(Duration::from_secs(5)).unwrap();
    assert_eq!(
        reason(link.next().await),
        "the backend has not answered 3 pings"
    );
    drop(socket);
}

#[tokio::test]
async fn the_backends_reason_for_closing_is_told() {
    let (mut link, mut socket) = open().await;
    let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame {
        code: 1001.into(),
        reason: "stopping for the night".into(),
    };
    socket.close(Some(frame)).await.unwrap();
    assert_eq!(reason(link.next().await), "stopping for the night");
}

#[tokio::test]
async fn it_can_be_opened_again_after_it_was_closed() {
    let (listener, address) = listener().await;
    let mut link = Link::new(address);
    for _ in 0..3 {
        link.connect().unwrap();
        drop(accept(&listener).await);
        assert_eq!(link.next().await, SocketEvent::Opened);
        assert!(matches!(link.next().await, SocketEvent::Closed { .. }));
    }
    link.connect().unwrap();
    let mut socket = accept(&listener).await;
    assert_eq!(link.next().await, SocketEvent::Opened);
    link.disconnect().unwrap();
    assert!(matches!(socket.next().await, Some(Ok(Message::Close(_)))));
    while socket.next().await.is_some() {}
    assert_eq!(reason(link.next().await), "signed off");
}

#[tokio::test]
async fn what_may_pass_is_told_from_what_will_not() {
    for (answer, passes) in [
        (
            "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n",
            false,
        ),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", false),
        (
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
            true,
        ),
        (
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
            true,
        ),
    ] {
        let (listener, address) = listener().await;
        let mut link = Link::new(address);
        link.connect().unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 1024];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        stream.write_all(answer.as_bytes()).await.unwrap();
        let event = link.next().await;
        assert_eq!(
            matches!(event, SocketEvent::Closed { .. }),
            passes,
            "{event:?}"
        );
    }
    let (listener, address) = listener().await;
    drop(listener);
    let mut link = Link::new(address);
    link.connect().unwrap();
    assert!(matches!(link.next().await, SocketEvent::Closed { .. }));
}

#[tokio::test]
async fn a_backend_that_takes_nothing_is_noticed() {
    // Nobody accepts the connection, so nothing can be written.
    let (_listener, address) = listener().await;
    let link = Link::new(address);
    link.connect().unwrap();
    let taken = (0..10_000)
        .take_while(|_| link.send("x".to_owned()).is_ok())
        .count();
    assert!(taken < 1_000, "{taken}");
    assert_eq!(link.send("x".to_owned()), Err(Stuck));
}
