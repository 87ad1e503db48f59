//! The agent's end of the protocol: calls with answers, notices in between, and coming back after the socket was lost.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;

use crate::demo::socket::Socket;
use crate::demo::trouble::Trouble;
use crate::domain::Seq;
use crate::protocol::call::Resume;
use crate::protocol::frame::RpcError;
use crate::protocol::{Call, Frame, Hello, Notice, Request, SUBPROTOCOL, VERSION, Welcome};

/// A connection to the backend.
#[derive(Debug)]
pub struct Wire {
    url: String,
    hello: Hello,
    socket: Socket,
    /// Notices that came while an answer was awaited.
    waiting: VecDeque<Notice>,
    next_id: u64,
    place: Resume,
}

/// What became of a call.
#[derive(Debug)]
pub enum Answered<T> {
    /// Done.
    With(T),
    /// Refused.
    Refused(RpcError),
    /// The socket was lost before the answer came: whether it was done is not known.
    Lost,
}

impl Wire {
    /// Signs in.
    pub async fn sign_in(
        url: &str,
        token: &str,
        watch_only: bool,
    ) -> Result<(Self, Welcome), Trouble> {
        let hello = Hello {
            version: VERSION,
            token: token.to_owned(),
            client: "deskhand demo".to_owned(),
            watch_only,
            resume: None,
        };
        let socket = open(url).await?;
        let mut wire = Self {
            url: url.to_owned(),
            hello,
            socket,
            waiting: VecDeque::new(),
            next_id: 0,
            place: Resume {
                journal: String::new(),
                after: Seq(0),
            },
        };
        let welcome = wire.greet().await?;
        Ok((wire, welcome))
    }

    async fn greet(&mut self) -> Result<Welcome, Trouble> {
        let hello = Call::Hello(self.hello.clone());
        match self.call::<Welcome>(hello).await? {
            Answered::With(welcome) => {
                if let Some(snapshot) = &welcome.snapshot {
                    self.place.after = snapshot.seq;
                }
                self.place.journal.clone_from(&welcome.journal);
                Ok(welcome)
            }
            Answered::Refused(error) => Err(Trouble::Socket(error.message)),
            Answered::Lost => Err(Trouble::Socket("the socket closed at once".to_owned())),
        }
    }

    /// Loses the socket without a word and comes back, taking up where it was. A snapshot in the answer says that this was
    /// not possible.
    pub async fn come_back(&mut self) -> Result<Welcome, Trouble> {
        self.socket = open(&self.url).await?;
        // What was not looked at yet is sent again.
        self.waiting.clear();
        self.hello.resume = Some(self.place.clone());
        self.greet().await
    }

    /// Asks for something and waits for the answer; notices that come meanwhile are kept.
    pub async fn call<T: DeserializeOwned>(&mut self, call: Call) -> Result<Answered<T>, Trouble> {
        let id = self.next_id;
        self.next_id += 1;
        let text = serde_json::to_string(&Request::new(id, call))
            .map_err(|error| Trouble::Socket(error.to_string()))?;
        if self.socket.write(text).await.is_err() {
            return Ok(Answered::Lost);
        }
        loop {
            let Ok(Some(text)) = self.socket.read().await else {
                return Ok(Answered::Lost);
            };
            match read(&text)? {
                Frame::Response(response) if response.id == Some(id) => {
                    if let Some(error) = response.error {
                        return Ok(Answered::Refused(error));
                    }
                    let result = response.result.unwrap_or_default();
                    let read = serde_json::from_value(result);
                    return Ok(Answered::With(
                        read.map_err(|error| Trouble::Socket(error.to_string()))?,
                    ));
                }
                Frame::Notice(notice) => self.waiting.push_back(*notice),
                Frame::Response(_) | Frame::Unknown => {}
            }
        }
    }

    /// The next notice; none if the socket is lost. May be given up at any moment without losing anything.
    pub async fn notice(&mut self) -> Result<Option<Notice>, Trouble> {
        loop {
            if let Some(notice) = self.waiting.pop_front() {
                if let Notice::Update { seq, .. } = &notice {
                    self.place.after = *seq;
                }
                return Ok(Some(notice));
            }
            match self.socket.read().await {
                Ok(Some(text)) => {
                    if let Frame::Notice(notice) = read(&text)? {
                        self.waiting.push_back(*notice);
                    }
                }
                Ok(None) | Err(_) => return Ok(None),
            }
        }
    }

    /// Signs off in due form.
    pub async fn bye(mut self) -> Result<(), Trouble> {
        self.call::<serde_json::Value>(Call::Bye {}).await?;
        self.socket.close().await;
        Ok(())
    }
}

async fn open(url: &str) -> Result<Socket, Trouble> {
    let address = format!("{url}/v1/desk");
    Socket::open(&address, ("sec-websocket-protocol", SUBPROTOCOL)).await
}

fn read(text: &str) -> Result<Frame, Trouble> {
    Frame::read(text).map_err(|error| Trouble::Socket(error.to_string()))
}
