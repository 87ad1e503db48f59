//! The first frames of a connection: waiting for the hello, answering it, and what was missed.

use axum::extract::ws::Message;

use super::close::{Close, Flow};
use super::handshake::{self, Admitted};
use super::state::Shared;
use super::switchboard::Registered;
use super::wire::{Socket, Wire};
use crate::domain::Seq;

/// Takes the first frame, judges it, answers it.
pub(super) async fn greet<S: Socket>(
    shared: &Shared,
    wire: &mut Wire<S>,
) -> Result<(Registered, Seq, Seq), Close> {
    let patience = shared.settings.handshake;
    let refused = match tokio::time::timeout(patience, first(wire)).await {
        Ok(frame) => match handshake::admit(shared, &frame?).await {
            Ok(admitted) => return begin(admitted, wire).await,
            Err(refused) => refused,
        },
        Err(_) => handshake::too_late(patience.as_secs()),
    };
    let reason = refused.error.message.clone();
    if let Flow::Break(close) = wire.respond(&refused.into()).await {
        return Err(close);
    }
    Err(Close::because(1008, reason))
}

/// The first frame that says something.
async fn first<S: Socket>(wire: &mut Wire<S>) -> Result<Message, Close> {
    loop {
        match wire.read().await? {
            Message::Ping(_) | Message::Pong(_) => {}
            frame => return Ok(frame),
        }
    }
}

/// Writes the answer to the hello and what was missed.
async fn begin<S: Socket>(
    admitted: Admitted,
    wire: &mut Wire<S>,
) -> Result<(Registered, Seq, Seq), Close> {
    let seat = admitted.seat;
    let mut flow = wire.respond(&admitted.welcome).await;
    for text in admitted.missed {
        if flow.is_continue() {
            flow = wire.feed(text, &seat.line.outbox).await;
        }
    }
    if flow.is_continue() {
        flow = wire.flush(&seat.line.outbox).await;
    }
    match flow {
        Flow::Continue(()) => Ok((seat, admitted.known, admitted.signed_in)),
        Flow::Break(close) => Err(close),
    }
}
