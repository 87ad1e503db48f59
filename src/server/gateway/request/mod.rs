//! Reading what a desk writes: every frame is hostile until it is a request, and what is wrong with it is said exactly.

#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use crate::domain::{DeclineReason, MessageKey};
use crate::protocol::frame::{JSONRPC, RpcError};
use crate::protocol::{Call, ErrorCode, Request, Response};

/// Largest frame a desk may write, in bytes. A 28 KB message fits however it is escaped: written in ASCII alone, as many JSON
/// libraries do, an emoji of four bytes becomes twelve.
pub(super) const MAX_FRAME: usize = 96 << 10;

/// Longest idempotency key in bytes.
const MAX_KEY: usize = 128;

/// Over how many days totals may be asked for.
const MAX_DAYS: u32 = 7;

/// Longest reason for declining in characters.
const MAX_REASON: usize = 200;

/// How much of what a desk wrote an error may repeat, in characters.
const MAX_ECHO: usize = 200;

/// Something a desk wrote that is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unreadable {
    /// The id, if it could be read.
    pub(super) id: Option<u64>,
    /// What is wrong.
    pub(super) error: Box<RpcError>,
}

/// Reads a request.
pub(super) fn read(text: &str) -> Result<Request, Unreadable> {
    if text.len() > MAX_FRAME {
        return Err(refuse(None, too_large(text.len())));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let message = format!("The frame is not JSON: {}.", shorten(&error.to_string()));
        let hint = "Send one JSON-RPC 2.0 request a text frame.";
        refuse(None, RpcError::new(ErrorCode::BadJson, message, hint))
    })?;
    let Value::Object(map) = value else {
        let message = "A request is a JSON object; batches are not taken.";
        let hint = "Send one request a frame.";
        return Err(refuse(None, bad_request(message, hint)));
    };
    read_object(map)
}

fn read_object(mut map: Map<String, Value>) -> Result<Request, Unreadable> {
    let id = map.get("id").and_then(Value::as_u64);
    let refused = |message: &str, hint: &str| refuse(id, bad_request(message, hint));
    if map.get("jsonrpc").and_then(Value::as_str) != Some(JSONRPC) {
        let hint = "Write \"jsonrpc\": \"2.0\".";
        return Err(refused("This is not a JSON-RPC 2.0 request.", hint));
    }
    let Some(number) = id else {
        let hint = "Give each request an id of its own: a whole number from 0.";
        return Err(refused(
            "The request has no id, or one that is not a whole number.",
            hint,
        ));
    };
    let Some(method) = map.get("method").and_then(Value::as_str) else {
        let hint = "Name what is asked for in \"method\".";
        return Err(refused("The request has no method.", hint));
    };
    if !Call::METHODS.contains(&method) {
        return Err(refuse(id, unknown_method(method)));
    }
    let method = method.to_owned();
    let params = match map.remove("params") {
        None | Some(Value::Null) => json!({}),
        Some(params) => params,
    };
    let call = read_call(&method, &params).map_err(|error| refuse(id, error))?;
    check(&call).map_err(|error| refuse(id, error))?;
    Ok(Request::new(number, call))
}

fn read_call(method: &str, params: &Value) -> Result<Call, RpcError> {
    let call = json!({ "method": method, "params": params });
    serde_path_to_error::deserialize(call).map_err(|error| {
        let place = error.path().to_string();
        let place = if place == "." { "params" } else { &place };
        let cause = shorten(&error.inner().to_string());
        bad_params(format!("{method}: {}: {cause}.", shorten(place)))
    })
}

/// What a type cannot say: bounds.
fn check(call: &Call) -> Result<(), RpcError> {
    if let Some(key) = call.key() {
        check_key(key)?;
    }
    if let Call::Decline {
        reason: DeclineReason::Other(text),
        ..
    } = call
        && text.chars().count() > MAX_REASON
    {
        let message = format!("params.reason: longer than {MAX_REASON} characters.");
        return Err(bad_params(message));
    }
    if let Call::Totals { days } = call
        && !(1..=MAX_DAYS).contains(days)
    {
        let message = format!("params.days: {days}, must be 1 to {MAX_DAYS}.");
        return Err(bad_params(message));
    }
    Ok(())
}

fn check_key(key: &MessageKey) -> Result<(), RpcError> {
    let length = key.as_str().len();
    if (1..=MAX_KEY).contains(&length) {
        return Ok(());
    }
    Err(bad_params(format!(
        "params.key: {length} bytes, must be 1 to {MAX_KEY}."
    )))
}

/// The frame is over the limit.
pub(super) fn too_large(length: usize) -> RpcError {
    RpcError::new(
        ErrorCode::TooLarge,
        format!(
            "The frame has {length} bytes, {} over the limit.",
            length.saturating_sub(MAX_FRAME)
        ),
        format!("A frame may have {MAX_FRAME} bytes."),
    )
}

fn unknown_method(method: &str) -> RpcError {
    RpcError::new(
        ErrorCode::UnknownMethod,
        format!("There is no method {:?}.", shorten(method)),
        "`deskhand schema` lists them; a newer desk may know more than this backend.",
    )
}

fn bad_request(message: &str, hint: &str) -> RpcError {
    RpcError::new(ErrorCode::BadRequest, message, hint)
}

/// The parameters do not fit the method.
pub(super) fn bad_params(message: String) -> RpcError {
    let hint = "`deskhand schema` says what a method takes.";
    RpcError::new(ErrorCode::BadParams, message, hint)
}

/// A refusal of the request with this id.
pub(super) fn refuse(id: Option<u64>, error: RpcError) -> Unreadable {
    let error = Box::new(error);
    Unreadable { id, error }
}

fn shorten(text: &str) -> String {
    text.chars().take(MAX_ECHO).collect()
}

impl From<Unreadable> for Response {
    fn from(unreadable: Unreadable) -> Self {
        refusal(unreadable.id, *unreadable.error)
    }
}

/// The response that carries this error.
pub(super) fn refusal(id: Option<u64>, error: RpcError) -> Response {
    Response {
        jsonrpc: JSONRPC.to_owned(),
        id,
        result: None,
        error: Some(error),
    }
}
