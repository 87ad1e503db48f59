//! Refusals of the floor and failures of the backend, as a desk reads them.

use crate::protocol::ErrorCode;
use crate::protocol::frame::RpcError;
use crate::server::hub::Failed;
use crate::server::journal::JournalError;
use crate::server::router::Refusal;

/// The backend stops.
pub(super) fn draining() -> RpcError {
    RpcError::new(
        ErrorCode::Draining,
        "The backend is stopping.",
        "Connect again in a moment; repeat what was not answered under the same key.",
    )
}

/// Something of ours went wrong; the log says what.
pub(super) fn internal() -> RpcError {
    RpcError::new(
        ErrorCode::Internal,
        "The backend could not do that.",
        "Try again; the backend's log says why it failed.",
    )
}

/// The caller may not.
pub(super) fn forbidden(message: impl Into<String>) -> RpcError {
    let hint = "A supervisor may, or a member of the queue: an administrator can change that.";
    RpcError::new(ErrorCode::Forbidden, message, hint)
}

/// There is no such thing.
pub(super) fn not_found(message: impl Into<String>) -> RpcError {
    RpcError::new(
        ErrorCode::NotFound,
        message,
        "The queues show what is open.",
    )
}

impl From<Failed> for RpcError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Refused(refusal) => refusal.into(),
            Failed::Stopped => draining(),
        }
    }
}

impl From<Refusal> for RpcError {
    fn from(refusal: Refusal) -> Self {
        let mut error = Self::new(refusal.code, refusal.message, refusal.hint);
        error.data.owner = refusal.owner;
        error.data.epoch = refusal.epoch;
        error
    }
}

impl From<JournalError> for RpcError {
    fn from(error: JournalError) -> Self {
        tracing::error!(%error, "the journal cannot be read");
        internal()
    }
}
