//! One socket as the session sees it: text in and out, writes that cannot hang, a farewell that says why.

#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::ops::ControlFlow;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use futures_util::{Sink, SinkExt, Stream, StreamExt};

use super::outbox::{Ending, Outbox};
use crate::protocol::{Notice, Response};

/// How long a frame may take to be written; after three heartbeats nobody is there.
const WRITE_PATIENCE: Duration = Duration::from_secs(15);

/// How long the last words may take to be written: whoever was too slow may still be reading.
const LAST_WORDS_PATIENCE: Duration = Duration::from_secs(10);

/// How long the other side may take to close, once told.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

/// Longest reason that fits into a close frame, in bytes (RFC 6455, 5.5.1).
const MAX_REASON: usize = 123;

/// How a connection ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server::gateway) struct Close {
    /// Close code (RFC 6455, 7.4): 1000 said good-bye, 1003 not text, 1008 against the rules or too slow, 1009 too big,
    /// 1012 the backend restarts, 4000 come back at once.
    pub(in crate::server::gateway) code: u16,
    /// Why, in words; empty if the other side has gone already.
    pub(in crate::server::gateway) reason: String,
    /// When to come back, in milliseconds, if a `bye` is to say so.
    pub(in crate::server::gateway) retry_ms: Option<u32>,
}

impl Close {
    /// An end after which it makes no sense to come back the same way.
    pub(in crate::server::gateway) fn because(code: u16, reason: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.into(),
            retry_ms: None,
        }
    }

    /// An end after which the desk comes back.
    pub(in crate::server::gateway) fn until(
        retry_ms: u32,
        code: u16,
        reason: impl Into<String>,
    ) -> Self {
        Self {
            retry_ms: Some(retry_ms),
            ..Self::because(code, reason)
        }
    }

    /// The other side has gone.
    pub(in crate::server::gateway) fn gone() -> Self {
        Self::because(1000, "")
    }
}

impl From<Ending> for Close {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::TooSlow => {
                let reason = "this desk does not read as fast as things happen; connect again and take up where you were";
                Self::until(250, 1008, reason)
            }
            // Not all at the same moment.
            Ending::Draining => {
                let retry_ms = 500 + rand::random_range(0..500);
                Self::until(retry_ms, 1012, "the backend is stopping")
            }
            Ending::Changed(what) => Self::until(0, 4000, format!("{what}; connect again")),
        }
    }
}

/// Whether the connection goes on.
pub(in crate::server::gateway) type Flow = ControlFlow<Close>;

/// What a session needs of a socket: anything that takes and gives frames, in the product an upgraded connection, in tests a
/// pair of channels.
pub(in crate::server::gateway) trait Socket: Unpin + Send {
    /// The next frame.
    fn receive(&mut self) -> impl Future<Output = Option<Result<Message, String>>> + Send;
    /// Takes a frame to be written.
    fn take(&mut self, message: Message) -> impl Future<Output = Result<(), Gone>> + Send;
    /// Writes what was taken.
    fn see_off(&mut self) -> impl Future<Output = Result<(), Gone>> + Send;
    /// Closes.
    fn shut(&mut self) -> impl Future<Output = Result<(), Gone>> + Send;
}

/// The other side has gone.
#[derive(Clone, Copy, Debug)]
pub(in crate::server::gateway) struct Gone;

impl<S, E> Socket for S
where
    S: Stream<Item = Result<Message, E>> + Sink<Message, Error = E> + Unpin + Send,
    E: Display + Send,
{
    async fn receive(&mut self) -> Option<Result<Message, String>> {
        let frame = self.next().await?;
        Some(frame.map_err(|error| error.to_string()))
    }

    async fn take(&mut self, message: Message) -> Result<(), Gone> {
        self.feed(message).await.map_err(|_| Gone)
    }

    async fn see_off(&mut self) -> Result<(), Gone> {
        self.flush().await.map_err(|_| Gone)
    }

    async fn shut(&mut self) -> Result<(), Gone> {
        self.close().await.map_err(|_| Gone)
    }
}

/// A socket, written to in time or not at all.
#[derive(Debug)]
pub(in crate::server::gateway) struct Wire<S> {
    socket: S,
}

impl<S: Socket> Wire<S> {
    pub(in crate::server::gateway) fn new(socket: S) -> Self {
        Self { socket }
    }

    /// The next frame; an error, or the end, ends the connection.
    pub(in crate::server::gateway) async fn read(&mut self) -> Result<Message, Close> {
        match self.socket.receive().await {
            Some(Ok(Message::Close(_))) | None => Err(Close::gone()),
            Some(Ok(message)) => Ok(message),
            Some(Err(error)) => Err(Close::because(1002, error)),
        }
    }

    /// Writes a response and sees it off.
    pub(in crate::server::gateway) async fn respond(&mut self, response: &Response) -> Flow {
        match serde_json::to_string(response) {
            Ok(text) => self.write(Message::Text(text.into())).await,
            Err(error) => {
                tracing::error!(%error, "a response could not be written");
                Flow::Break(Close::because(
                    1011,
                    "the backend could not write its answer",
                ))
            }
        }
    }

    /// Writes a frame and sees it off.
    pub(in crate::server::gateway) async fn write(&mut self, message: Message) -> Flow {
        in_time(send(&mut self.socket, message)).await
    }

    /// Writes one of several notices; [`flush`](Self::flush) sees them off. Given up at once when the outbox is over.
    pub(in crate::server::gateway) async fn feed(
        &mut self,
        text: Utf8Bytes,
        outbox: &Outbox,
    ) -> Flow {
        unless_overflown(outbox, self.socket.take(Message::Text(text))).await
    }

    /// Sees off what was fed.
    pub(in crate::server::gateway) async fn flush(&mut self, outbox: &Outbox) -> Flow {
        unless_overflown(outbox, self.socket.see_off()).await
    }

    /// Says why it is over and closes; whoever does not listen is left alone after a while.
    pub(in crate::server::gateway) async fn farewell(mut self, close: Close) {
        if close.reason.is_empty() && close.code == 1000 && close.retry_ms.is_none() {
            let _ = tokio::time::timeout(CLOSE_PATIENCE, self.socket.shut()).await;
            return;
        }
        let said = tokio::time::timeout(LAST_WORDS_PATIENCE, self.last_words(close)).await;
        if matches!(said, Ok(Ok(()))) {
            // Read on until the other side closes: what it still writes must not reset the connection under our last words.
            let rest = async { while let Some(Ok(_)) = self.socket.receive().await {} };
            let _ = tokio::time::timeout(CLOSE_PATIENCE, rest).await;
        }
    }

    async fn last_words(&mut self, close: Close) -> Result<(), Gone> {
        if let Some(retry_ms) = close.retry_ms {
            let reason = close.reason.clone();
            if let Ok(text) = (Notice::Bye { reason, retry_ms }).encode() {
                self.socket.take(Message::Text(text.into())).await?;
            }
        }
        let frame = CloseFrame {
            code: close.code,
            reason: fitting(&close.reason).into(),
        };
        send(&mut self.socket, Message::Close(Some(frame))).await
    }
}

async fn send(socket: &mut impl Socket, message: Message) -> Result<(), Gone> {
    socket.take(message).await?;
    socket.see_off().await
}

async fn in_time(writing: impl Future<Output = Result<(), Gone>>) -> Flow {
    match tokio::time::timeout(WRITE_PATIENCE, writing).await {
        Ok(Ok(())) => Flow::Continue(()),
        Ok(Err(Gone)) => Flow::Break(Close::gone()),
        Err(_) => Flow::Break(Ending::TooSlow.into()),
    }
}

async fn unless_overflown(
    outbox: &Outbox,
    writing: impl Future<Output = Result<(), Gone>>,
) -> Flow {
    tokio::select! {
        biased;
        flow = in_time(writing) => flow,
        () = outbox.overflown() => Flow::Break(Ending::TooSlow.into()),
    }
}

/// As much of a reason as a close frame takes.
fn fitting(reason: &str) -> &str {
    let end = (0..=MAX_REASON.min(reason.len()))
        .rev()
        .find(|end| reason.is_char_boundary(*end));
    reason.get(..end.unwrap_or(0)).unwrap_or_default()
}
