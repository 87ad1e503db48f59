//! Refusals: a stable code, a sentence, a hint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::{AgentId, Epoch};

/// Stable codes. New ones may come; a desk treats an unknown one as [`Internal`](Self::Internal).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Not JSON.
    BadJson,
    /// JSON, but not a JSON-RPC 2.0 request.
    BadRequest,
    /// The method is known, its parameters are not as they must be.
    BadParams,
    /// No such method.
    UnknownMethod,
    /// `session.hello` did not come first, or came twice.
    BadHandshake,
    /// The major versions differ.
    VersionMismatch,
    /// The token is unknown or revoked.
    Unauthenticated,
    /// The role does not allow it.
    Forbidden,
    /// No such conversation, queue or agent.
    NotFound,
    /// The caller does not own the conversation, or not any more; `owner` and `epoch` say who does.
    NotOwner,
    /// The offer has ended; `owner` says who took the conversation, if anybody.
    OfferGone,
    /// The state of the conversation does not allow it.
    WrongState,
    /// The presence cannot be chosen.
    BadPresence,
    /// Larger than the 28 KB that fit into one activity.
    TooLarge,
    /// The backend is stopping; connect again.
    Draining,
    /// Too many requests at once.
    Busy,
    /// Our fault.
    #[serde(other)]
    Internal,
}

impl ErrorCode {
    /// The number JSON-RPC 2.0 wants beside the name.
    pub fn number(self) -> i32 {
        match self {
            Self::BadJson => -32700,
            Self::BadRequest => -32600,
            Self::BadParams => -32602,
            Self::UnknownMethod => -32601,
            Self::Internal => -32603,
            Self::BadHandshake => -32001,
            Self::VersionMismatch => -32002,
            Self::Unauthenticated => -32003,
            Self::Forbidden => -32004,
            Self::NotFound => -32005,
            Self::NotOwner => -32006,
            Self::OfferGone => -32007,
            Self::WrongState => -32008,
            Self::BadPresence => -32009,
            Self::TooLarge => -32010,
            Self::Draining => -32011,
            Self::Busy => -32012,
        }
    }
}

/// `error.data` of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorData {
    /// The stable code.
    pub code: ErrorCode,
    /// What to do now.
    #[serde(default)]
    pub hint: String,
    /// Who owns the conversation, where that is the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AgentId>,
    /// The present assignment, where that is the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<Epoch>,
}
