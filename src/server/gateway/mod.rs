//! The agents' sockets: `GET /v1/desk`, JSON-RPC 2.0 over WebSocket as [`crate::protocol`] says.
//!
//! ```text
//!  hub ── apply ──▶ Projector ── Published ──▶ (durable) ──▶ Switchboard ──▶ outboxes ──▶ sockets
//!                                                               │ ring (resume), watchers (adapters)
//!  socket ──▶ session ──▶ one function a call ──▶ hub.execute / hub.ask ──▶ answer
//! ```

mod calls;
mod close;
mod greet;
mod handshake;
mod keys;
mod outbox;
mod project;
mod published;
mod pulse;
mod rate;
mod refusal;
mod request;
mod ring;
mod session;
mod state;
mod switchboard;
mod typing;
mod view;
mod watch;
mod wire;

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub use project::Projector;
pub use published::Published;
pub use rate::Rate;
pub use ring::RingLimits;
pub use state::{Gateway, Settings};
pub use switchboard::Switchboard;
pub use watch::{Stir, Watch};

use crate::protocol::SUBPROTOCOL;

/// Read buffer of one connection in bytes. A desk writes little; the library's default of 128 KiB is what a connection would
/// cost otherwise.
const READ_BUFFER: usize = 1 << 10;

/// How much is gathered before it is written to the socket, in bytes: several notices go in one segment.
const WRITE_BUFFER: usize = 4 << 10;

/// What the library refuses by closing the connection. Frames between our own limit and this are refused in words.
const HARD_LIMIT: usize = 4 * request::MAX_FRAME;

/// The routes of the agents' side: `GET /v1/desk`.
pub fn routes(gateway: Gateway) -> axum::Router {
    axum::Router::new()
        .route("/v1/desk", get(desk))
        .with_state(gateway)
}

async fn desk(State(gateway): State<Gateway>, upgrade: WebSocketUpgrade) -> Response {
    let ours = |protocol: &HeaderValue| protocol == SUBPROTOCOL;
    if !upgrade.requested_protocols().any(ours) {
        let words =
            format!("This backend speaks the WebSocket subprotocol {SUBPROTOCOL}; offer it.\n");
        return (StatusCode::BAD_REQUEST, words).into_response();
    }
    upgrade
        .protocols([SUBPROTOCOL])
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(HARD_LIMIT)
        .max_frame_size(HARD_LIMIT)
        .on_upgrade(move |socket| session::run(Arc::clone(&gateway.shared), socket))
}
