//! One connection from hello to good-bye.
//!
//! Calls are carried out one after the other, in the order they came, and to the end even if the socket is cut meanwhile:
//! what a desk asked for under a key is then known under that key when it comes back.

use std::ops::ControlFlow;
use std::sync::Arc;

use axum::extract::ws::{Message, Utf8Bytes};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::calls;
use super::close::{Close, Flow};
use super::greet::greet;
use super::outbox::{Ending, Item};
use super::rate::Bucket;
use super::request::{self, MAX_FRAME, refusal, too_large};
use super::state::Shared;
use super::switchboard::Registered;
use super::wire::{Socket, Wire};
use crate::domain::Seq;
use crate::protocol::frame::RpcError;
use crate::protocol::{Call, ErrorCode};

/// After so many heartbeats without a sign of life nobody is there.
const MISSED: u32 = 3;

/// How many notices are written before somebody else gets a turn.
const BATCH: usize = 64;

/// How many refusals for being too fast end the connection.
const MAX_TOO_FAST: u32 = 1_000;

/// A desk that has said hello.
pub(super) struct Session {
    pub(super) shared: Arc<Shared>,
    pub(super) seat: Arc<Registered>,
    known: Seq,
    signed_in: Seq,
    heard: Instant,
    bucket: Bucket,
    too_fast: u32,
}

/// Serves a socket until it ends.
pub(super) async fn run<S: Socket>(shared: Arc<Shared>, socket: S) {
    let mut wire = Wire::new(socket);
    // Boxed: what the handshake needs is not kept for as long as the connection lasts.
    match Box::pin(greet(&shared, &mut wire)).await {
        Ok(admitted) => {
            let mut session = Session::new(shared, admitted);
            let close = session.serve(&mut wire).await;
            session.seat.leave();
            // The place is kept until the last words are written: a backend that stops waits for them.
            wire.farewell(close).await;
        }
        Err(close) => wire.farewell(close).await,
    }
}

/// What woke the session.
enum Wake {
    Frame(Result<Message, Close>),
    Outbox(Result<Item, Ending>),
    Beat,
}

impl Session {
    fn new(shared: Arc<Shared>, (seat, known, signed_in): (Registered, Seq, Seq)) -> Self {
        let now = Instant::now();
        Self {
            bucket: Bucket::new(shared.settings.rate, now),
            shared,
            seat: Arc::new(seat),
            known,
            signed_in,
            heard: now,
            too_fast: 0,
        }
    }

    async fn serve<S: Socket>(&mut self, wire: &mut Wire<S>) -> Close {
        let mut beat = self.heartbeat();
        loop {
            let wake = tokio::select! {
                frame = wire.read() => Wake::Frame(frame),
                next = self.seat.line.outbox.next() => Wake::Outbox(next),
                _ = beat.tick() => Wake::Beat,
            };
            let flow = match wake {
                Wake::Frame(Ok(frame)) => self.take(frame, wire).await,
                Wake::Frame(Err(close)) => Flow::Break(close),
                Wake::Outbox(Ok(item)) => self.give(item, wire).await,
                Wake::Outbox(Err(ending)) => Flow::Break(ending.into()),
                Wake::Beat => self.beat(wire).await,
            };
            if let Flow::Break(close) = flow {
                return close;
            }
        }
    }

    fn heartbeat(&self) -> Interval {
        let every = self.shared.settings.heartbeat;
        let mut beat = tokio::time::interval_at(Instant::now() + every, every);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat
    }

    async fn beat<S: Socket>(&mut self, wire: &mut Wire<S>) -> Flow {
        let silence = self.heard.elapsed();
        if silence >= self.shared.settings.heartbeat * MISSED {
            let reason = format!("no sign of life for {} s", silence.as_secs());
            return Flow::Break(Close::until(0, 1008, reason));
        }
        wire.write(Message::Ping(axum::body::Bytes::new())).await
    }

    /// Takes a frame: any is a sign of life.
    async fn take<S: Socket>(&mut self, frame: Message, wire: &mut Wire<S>) -> Flow {
        self.heard = Instant::now();
        if !self.seat.line.watch_only {
            self.shared.hub.renew(self.seat.line.user.clone()).await;
        }
        match frame {
            // Boxed: a call needs much more room than a connection that rests.
            Message::Text(text) => Box::pin(self.call(text, wire)).await,
            Message::Binary(_) => {
                let hint = "Write one JSON-RPC 2.0 request a text frame.";
                let error =
                    RpcError::new(ErrorCode::BadRequest, "Binary frames are not taken.", hint);
                wire.respond(&refusal(None, error)).await?;
                Flow::Break(Close::because(1003, "binary frames are not taken"))
            }
            _ => Flow::Continue(()),
        }
    }

    async fn call<S: Socket>(&mut self, text: Utf8Bytes, wire: &mut Wire<S>) -> Flow {
        if text.len() > MAX_FRAME {
            let error = too_large(text.len());
            let reason = error.message.clone();
            wire.respond(&refusal(None, error)).await?;
            return Flow::Break(Close::because(1009, reason));
        }
        let request = match request::read(&text) {
            Ok(request) => request,
            Err(bad) => {
                self.within_rate()?;
                return wire.respond(&bad.into()).await;
            }
        };
        if !self.within_rate()? {
            return wire.respond(&refusal(Some(request.id), too_fast())).await;
        }
        let answer = calls::answer(self, &request.call).await;
        let said_bye = answer.is_ok() && matches!(request.call, Call::Bye {});
        wire.respond(&calls::response(request.id, answer)).await?;
        if said_bye {
            return Flow::Break(Close::because(1000, "good-bye"));
        }
        Flow::Continue(())
    }

    /// Whether a request is not one too many; far too many end the connection.
    fn within_rate(&mut self) -> ControlFlow<Close, bool> {
        if self.bucket.take(Instant::now()) {
            self.too_fast = 0;
            return ControlFlow::Continue(true);
        }
        self.too_fast += 1;
        if self.too_fast > MAX_TOO_FAST {
            return ControlFlow::Break(Close::until(1000, 1008, "far too many requests"));
        }
        ControlFlow::Continue(false)
    }

    /// Writes what waits, several notices at a time.
    async fn give<S: Socket>(&mut self, item: Item, wire: &mut Wire<S>) -> Flow {
        let line = Arc::clone(&self.seat.line);
        let mut item = item;
        for more in (0..BATCH).rev() {
            if let Some(text) = self.text_of(item)? {
                wire.feed(text, &line.outbox).await?;
            }
            let next = (more > 0).then(|| line.outbox.next_now()).flatten();
            match next {
                Some(next) => item = next,
                None => break,
            }
        }
        wire.flush(&line.outbox).await
    }

    /// What is to be written of an item, if anything.
    fn text_of(&self, item: Item) -> ControlFlow<Close, Option<Utf8Bytes>> {
        ControlFlow::Continue(match item {
            Item::Update(seq, _) if seq <= self.known => None,
            Item::Update(_, text) | Item::Present(text) => Some(text),
            Item::Lost(seq) if seq <= self.signed_in => None,
            Item::Lost(_) => {
                let reason = "your desk was silent for too long and has been signed out";
                return ControlFlow::Break(Close::until(0, 4000, reason));
            }
        })
    }
}

fn too_fast() -> RpcError {
    RpcError::new(
        ErrorCode::Busy,
        "Too many requests at once.",
        "Wait a second and repeat it under the same key.",
    )
}
