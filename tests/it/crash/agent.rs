//! An agent: takes every offer, answers in turn wherever it owns. A reply that was not acknowledged is sent again under the
//! same key, as long as the conversation is still theirs.

use std::collections::VecDeque;

use deskhand::domain::{AgentId, ConversationId, Epoch, MessageKey, OfferNumber};
use deskhand::protocol::call::Taken;
use deskhand::protocol::frame::RpcError;
use deskhand::protocol::{
    Call, Frame, Hello, Notice, Request, SUBPROTOCOL, Snapshot, Update, VERSION, Welcome,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::backend::Backend;
use super::ledger::Ledger;

pub struct Agent {
    id: AgentId,
    token: String,
    replies: u32,
    /// What may or may not have been taken.
    pending: Option<(ConversationId, String)>,
    owned: VecDeque<(ConversationId, Epoch)>,
    offers: VecDeque<(ConversationId, OfferNumber)>,
}

/// One connection.
struct Line {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    calls: u64,
    notices: Vec<Notice>,
}

impl Agent {
    pub fn new(name: &str, token: String) -> Self {
        Self {
            id: AgentId::new(name),
            token,
            replies: 0,
            pending: None,
            owned: VecDeque::new(),
            offers: VecDeque::new(),
        }
    }

    /// Works until the backend is gone.
    pub async fn work(
        &mut self,
        backend: &Backend,
        ledger: &Ledger,
        mut gone: watch::Receiver<bool>,
    ) {
        tokio::select! {
            ended = self.shift(backend, ledger) => assert!(ended.is_none()),
            _ = gone.wait_for(|gone| *gone) => {}
        }
    }

    /// One connection's worth of work; `None` when it has ended.
    async fn shift(&mut self, backend: &Backend, ledger: &Ledger) -> Option<()> {
        let mut line = Line::open(backend).await?;
        let hello = Hello {
            version: VERSION,
            token: self.token.clone(),
            client: "crash test".to_owned(),
            watch_only: false,
            resume: None,
        };
        let welcome = line.call(Call::Hello(hello)).await?.expect("welcome");
        let welcome: Welcome = serde_json::from_value(welcome).unwrap();
        self.take_stock(&welcome.snapshot.expect("no resume was asked for"));
        loop {
            for notice in std::mem::take(&mut line.notices) {
                self.hear(notice);
            }
            if let Some(offer) = self.offers.pop_front() {
                self.accept(offer, &mut line, ledger).await?;
            } else if let Some(owned) = self.owned.pop_front() {
                self.reply(owned, &mut line, ledger).await?;
            } else {
                line.read().await?;
            }
        }
    }

    fn take_stock(&mut self, snapshot: &Snapshot) {
        self.owned = snapshot
            .mine
            .iter()
            .map(|row| (row.id.clone(), row.epoch))
            .collect();
        let offers = snapshot.offers.iter();
        self.offers = offers
            .map(|offer| (offer.row.id.clone(), offer.offer.number))
            .collect();
        let pending = self.pending.take();
        self.pending = pending.filter(|(id, _)| self.owned.iter().any(|(mine, _)| mine == id));
        if let Some((id, _)) = &self.pending {
            // What hangs goes first.
            let place = self.owned.iter().position(|(mine, _)| mine == id);
            self.owned.swap(0, place.unwrap());
        }
    }

    fn hear(&mut self, notice: Notice) {
        let Notice::Update { changes, .. } = notice else {
            return;
        };
        for change in changes {
            if let Update::OfferMade { offer } = change {
                self.offers
                    .push_back((offer.row.id.clone(), offer.offer.number));
            }
        }
    }

    async fn accept(
        &mut self,
        (conversation, offer): (ConversationId, OfferNumber),
        line: &mut Line,
        ledger: &Ledger,
    ) -> Option<()> {
        let key = MessageKey::new(format!("accept {offer}"));
        let call = Call::Accept {
            conversation: conversation.clone(),
            offer,
            key,
        };
        if let Ok(taken) = line.call(call).await? {
            let taken: Taken = serde_json::from_value(taken).unwrap();
            ledger.owned(&conversation, taken.epoch, &self.id);
            self.owned.push_back((conversation, taken.epoch));
        }
        Some(())
    }

    async fn reply(
        &mut self,
        (conversation, epoch): (ConversationId, Epoch),
        line: &mut Line,
        ledger: &Ledger,
    ) -> Option<()> {
        let key = if let Some((_, key)) = &self.pending {
            key.clone()
        } else {
            self.replies += 1;
            format!("{:06}", self.replies)
        };
        self.pending = Some((conversation.clone(), key.clone()));
        let call = Call::Send {
            conversation: conversation.clone(),
            epoch,
            text: format!("answer {key}"),
            key: MessageKey::new(&key),
        };
        match line.call(call).await? {
            Ok(_) => {
                ledger.said(&conversation, Some(self.id.clone()), &key);
                self.owned.push_back((conversation, epoch));
            }
            Err(busy) if busy.data.code == deskhand::protocol::ErrorCode::Busy => {
                self.owned.push_front((conversation, epoch));
                return Some(());
            }
            Err(refused) => panic!("{refused:?}"),
        }
        self.pending = None;
        Some(())
    }
}

impl Line {
    async fn open(backend: &Backend) -> Option<Self> {
        let mut request = backend.desk_url().into_client_request().unwrap();
        let protocol = SUBPROTOCOL.parse().unwrap();
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocol);
        let (socket, _) = connect_async(request).await.ok()?;
        Some(Self {
            socket,
            calls: 0,
            notices: Vec::new(),
        })
    }

    async fn call(&mut self, call: Call) -> Option<Result<Value, RpcError>> {
        self.calls += 1;
        let request = serde_json::to_string(&Request::new(self.calls, call)).unwrap();
        self.socket.send(Message::Text(request.into())).await.ok()?;
        loop {
            if let Some(answer) = self.read().await? {
                return Some(answer);
            }
        }
    }

    /// Reads one frame: an answer, or something that is kept for later.
    async fn read(&mut self) -> Option<Option<Result<Value, RpcError>>> {
        let Message::Text(text) = self.socket.next().await?.ok()? else {
            return Some(None);
        };
        Some(match Frame::read(&text).unwrap() {
            Frame::Response(response) => Some(match response.error {
                Some(error) => Err(error),
                None => Ok(response.result.unwrap_or(Value::Null)),
            }),
            Frame::Notice(notice) => {
                self.notices.push(*notice);
                None
            }
            Frame::Unknown => None,
        })
    }
}
