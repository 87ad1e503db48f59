//! A desk reduced to its socket: writes calls, keeps the notices that come in between, reads with a deadline.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use deskhand::domain::{MessageKey, Seq};
use deskhand::protocol::call::Resume;
use deskhand::protocol::frame::RpcError;
use deskhand::protocol::{
    Call, Frame, Hello, Notice, Request, SUBPROTOCOL, Update, VERSION, Welcome,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Nothing in a test takes this long.
pub const DEADLINE: Duration = Duration::from_secs(20);

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A desk.
pub struct Desk {
    pub socket: Socket,
    pub welcome: Welcome,
    /// Notices that came while something else was awaited.
    notices: VecDeque<Notice>,
    next_id: u64,
}

/// What comes off the wire.
#[derive(Debug)]
pub enum Incoming {
    Frame(Frame),
    Closed(Option<CloseFrame>),
}

/// A hello of somebody whose token is their name.
pub fn hello(token: &str) -> Hello {
    Hello {
        version: VERSION,
        token: token.to_owned(),
        client: "test".to_owned(),
        watch_only: false,
        resume: None,
    }
}

/// A socket on which nothing has been said yet.
pub async fn connect(address: SocketAddr) -> Socket {
    let mut request = format!("ws://{address}/v1/desk")
        .into_client_request()
        .unwrap();
    request
        .headers_mut()
        .insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
    let (socket, response) = connect_async(request).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], SUBPROTOCOL);
    socket
}

/// The next frame or the end.
pub async fn receive(socket: &mut Socket) -> Incoming {
    loop {
        let next = tokio::time::timeout(DEADLINE, socket.next()).await;
        match next.expect("nothing came") {
            Some(Ok(Message::Text(text))) => return Incoming::Frame(Frame::read(&text).unwrap()),
            Some(Ok(Message::Close(frame))) => return Incoming::Closed(frame),
            Some(Ok(_)) => {}
            None
            | Some(Err(
                Error::ConnectionClosed
                | Error::AlreadyClosed
                | Error::Io(_)
                | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake),
            )) => return Incoming::Closed(None),
            Some(Err(error)) => panic!("{error}"),
        }
    }
}

impl Desk {
    pub async fn sign_in(address: SocketAddr, token: &str) -> Self {
        Self::hello(address, hello(token)).await.unwrap()
    }

    pub async fn hello(address: SocketAddr, hello: Hello) -> Result<Self, RpcError> {
        let mut socket = connect(address).await;
        let call = Call::Hello(hello);
        write(&mut socket, &Request::new(0, call)).await;
        let Incoming::Frame(Frame::Response(response)) = receive(&mut socket).await else {
            panic!("the first frame is no response");
        };
        assert_eq!(response.id, Some(0));
        if let Some(error) = response.error {
            return Err(error);
        }
        Ok(Self {
            socket,
            welcome: serde_json::from_value(response.result.unwrap()).unwrap(),
            notices: VecDeque::new(),
            next_id: 1,
        })
    }

    /// Takes up again where another connection of the same person was.
    pub async fn resume(address: SocketAddr, token: &str, journal: &str, after: Seq) -> Self {
        let mut hello = hello(token);
        hello.resume = Some(Resume {
            journal: journal.to_owned(),
            after,
        });
        Self::hello(address, hello).await.unwrap()
    }

    /// Writes a call and waits for its answer.
    pub async fn call(&mut self, call: Call) -> Result<Value, RpcError> {
        let id = self.next_id;
        self.next_id += 1;
        write(&mut self.socket, &Request::new(id, call)).await;
        loop {
            match receive(&mut self.socket).await {
                Incoming::Frame(Frame::Response(response)) => {
                    assert_eq!(response.id, Some(id));
                    return match response.error {
                        Some(error) => Err(error),
                        None => Ok(response.result.unwrap_or(Value::Null)),
                    };
                }
                Incoming::Frame(Frame::Notice(notice)) => self.notices.push_back(*notice),
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next notice.
    pub async fn notice(&mut self) -> Notice {
        if let Some(notice) = self.notices.pop_front() {
            return notice;
        }
        match receive(&mut self.socket).await {
            Incoming::Frame(Frame::Notice(notice)) => *notice,
            other => panic!("{other:?}"),
        }
    }

    /// The next update, and its record; other notices are passed over.
    pub async fn update(&mut self) -> (Seq, Vec<Update>) {
        loop {
            if let Notice::Update { seq, changes } = self.notice().await {
                return (seq, changes);
            }
        }
    }

    /// Reads updates until one fits; all that were read, the one that fits last.
    pub async fn updates_until(
        &mut self,
        fits: impl Fn(&Update) -> bool,
    ) -> Vec<(Seq, Vec<Update>)> {
        let mut read = Vec::new();
        loop {
            let update = self.update().await;
            let last = update.1.iter().any(&fits);
            read.push(update);
            if last {
                return read;
            }
        }
    }

    /// Reads until the end of the connection: the last words and the close frame.
    pub async fn until_closed(&mut self) -> (Vec<Notice>, Option<CloseFrame>) {
        let mut notices: Vec<Notice> = self.notices.drain(..).collect();
        loop {
            match receive(&mut self.socket).await {
                Incoming::Frame(Frame::Notice(notice)) => notices.push(*notice),
                Incoming::Frame(_) => {}
                Incoming::Closed(frame) => return (notices, frame),
            }
        }
    }
}

/// Writes a request.
pub async fn write(socket: &mut Socket, request: &Request) {
    let text = serde_json::to_string(request).unwrap();
    socket.send(Message::Text(text.into())).await.unwrap();
}

/// An idempotency key.
pub fn key(text: &str) -> MessageKey {
    MessageKey::new(text)
}
