//! The JSON-RPC 2.0 envelope around calls, answers and notices.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::call::Call;
use super::error::{ErrorCode, ErrorData};
use super::notice::Notice;

/// The value of `jsonrpc` in every frame.
pub const JSONRPC: &str = "2.0";

/// A request of the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Always `2.0`.
    pub jsonrpc: String,
    /// Chosen by the desk, not reused on one connection.
    pub id: u64,
    /// Method and parameters.
    #[serde(flatten)]
    pub call: Call,
}

impl Request {
    /// A request ready to be written.
    pub fn new(id: u64, call: Call) -> Self {
        Self {
            jsonrpc: JSONRPC.to_owned(),
            id,
            call,
        }
    }
}

/// The answer to one request: `result` or `error`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Always `2.0`.
    pub jsonrpc: String,
    /// The request's; `None` if it could not be read.
    pub id: Option<u64>,
    /// What was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<RpcError>,
}

/// `error` of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RpcError {
    /// [`ErrorCode::number`].
    pub code: i32,
    /// One sentence.
    pub message: String,
    /// Code by name, hint, owner.
    pub data: ErrorData,
}

impl RpcError {
    /// An error with a sentence and a hint.
    pub fn new(code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.number(),
            message: message.into(),
            data: ErrorData {
                code,
                hint: hint.into(),
                owner: None,
                epoch: None,
            },
        }
    }
}

/// A frame from backend to desk.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// The answer to a request.
    Response(Response),
    /// A notification we know.
    Notice(Box<Notice>),
    /// A notification of a newer backend; to be ignored.
    Unknown,
}

impl Frame {
    /// Reads a frame of the backend. Unknown notifications are [`Frame::Unknown`], not errors.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let value: Value = serde_json::from_str(text)?;
        if value.get("method").is_none() {
            return serde_json::from_value(value).map(Self::Response);
        }
        Ok(serde_json::from_value(value)
            .map_or(Self::Unknown, |notice| Self::Notice(Box::new(notice))))
    }
}

/// A notification as it is written.
#[derive(Debug, Serialize)]
struct NoticeFrame<'a> {
    jsonrpc: &'static str,
    #[serde(flatten)]
    notice: &'a Notice,
}

impl Notice {
    /// The notification as text, ready for every subscriber.
    pub fn encode(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&NoticeFrame {
            jsonrpc: JSONRPC,
            notice: self,
        })
    }
}
