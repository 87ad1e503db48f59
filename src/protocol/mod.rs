//! What desk and backend say to each other: JSON-RPC 2.0 over WebSocket, subprotocol `deskhand.v1`.
//!
//! - The desk sends [`Call`]s as requests; each gets exactly one response, a result or an [`ErrorData`].
//! - The backend sends [`Notice`]s as notifications. [`Notice::Update`] carries `seq` and is part of the log that a desk
//!   resumes exactly; every other notice is about the present moment and is simply sent again.
//! - Unknown fields and unknown notices are ignored; a newer major version is refused in words.

pub mod answer;
pub mod call;
pub mod error;
pub mod frame;
pub mod notice;
pub mod schema;
pub mod view;

pub use answer::Welcome;
pub use call::{Call, Hello};
pub use error::{ErrorCode, ErrorData};
pub use frame::{Frame, Request, Response};
pub use notice::{Notice, Update};
pub use view::{ConversationDetail, ConversationRow, OfferView, QueueView, Snapshot, You};

/// WebSocket subprotocol both sides name in the handshake.
pub const SUBPROTOCOL: &str = "deskhand.v1";

/// Version both sides speak: `[major, minor]`. A different major is refused, a different minor is not.
pub const VERSION: [u32; 2] = [1, 0];
