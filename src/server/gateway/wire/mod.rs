//! One socket as the session sees it: text in and out, writes that cannot hang, a farewell that says why.

mod socket;
#[cfg(test)]
mod tests;

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};

use super::close::{Close, Flow, fitting};
use super::outbox::{Ending, Outbox};
use crate::protocol::{Notice, Response};

use socket::Gone;
pub(in crate::server::gateway) use socket::Socket;

/// How long a frame may take to be written; after three heartbeats nobody is there.
const WRITE_PATIENCE: Duration = Duration::from_secs(15);

/// How long the last words may take to be written: whoever was too slow may still be reading.
const LAST_WORDS_PATIENCE: Duration = Duration::from_secs(10);

/// How long the other side may take to close, once told.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

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
