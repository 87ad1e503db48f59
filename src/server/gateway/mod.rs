//! The agents' sockets: `GET /v1/desk`, JSON-RPC 2.0 over WebSocket as [`crate::protocol`] says.
//!
//! ```text
//!  hub ── apply ──▶ Projector ── Published ──▶ (durable) ──▶ Switchboard ──▶ outboxes ──▶ sockets
//!                                                               │ ring (resume), watchers (adapters)
//!  socket ──▶ session ──▶ one function a call ──▶ hub.execute / hub.ask ──▶ answer
//! ```

mod keys;
mod outbox;
mod published;
mod rate;
mod request;
mod ring;
mod switchboard;
mod watch;

pub use published::Published;
pub use rate::Rate;
pub use ring::RingLimits;
pub use switchboard::Switchboard;
pub use watch::{Stir, Watch};
