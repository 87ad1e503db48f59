//! What goes wrong, in one shape for every endpoint: `{"error": {"code", "message", "hint", …}}`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::activity::ReadError;
use crate::protocol::ErrorCode;
use crate::server::hub::Failed;
use crate::server::journal::JournalError;
use crate::server::router::Refusal;

/// A failed request.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    body: Body,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    code: &'static str,
    message: String,
    hint: String,
    /// Where in the body that came, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(flatten)]
    excess: Option<Excess>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Excess {
    limit_bytes: u64,
    over_bytes: u64,
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: &'a Body,
}

impl Problem {
    /// A problem with a stable code, a sentence and what to do.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            status,
            body: Body {
                code,
                message: message.into(),
                hint: hint.into(),
                pointer: None,
                excess: None,
            },
        }
    }

    /// 400 for something other than the body.
    pub fn bad_request(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", message, hint)
    }

    /// 401: who is calling?
    pub fn unauthenticated(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", message, hint)
    }

    /// 403: known, but not allowed.
    pub fn forbidden(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message, hint)
    }

    /// 404.
    pub fn not_found(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message, hint)
    }

    /// 413: `size` bytes came, or more if the sender did not say and we stopped counting.
    pub fn too_large(what: &str, size: Size, limit: u64) -> Self {
        let (size, at_least) = match size {
            Size::Exactly(size) => (size, ""),
            Size::AtLeast(size) => (size, "at least "),
        };
        let over = size.saturating_sub(limit);
        let mut problem = Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!(
                "{what} is {at_least}{size} bytes long: {at_least}{over} bytes over the limit of {limit}"
            ),
            "shorten it; long texts and files belong behind a link",
        );
        problem.body.excess = Some(Excess {
            limit_bytes: limit,
            over_bytes: over,
        });
        problem
    }

    /// 503: not now.
    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "the backend is stopping; whether this was stored is not known",
            "send the same again in a few seconds: nothing is stored twice",
        )
    }

    /// 500: our fault; the log says more.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something failed inside the backend",
            "its log says what; sending the same again does no harm",
        )
    }

    /// The same, with a JSON pointer to what it is about.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.body.pointer = Some(pointer.into());
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

/// How large something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Known.
    Exactly(u64),
    /// Counting ended here.
    AtLeast(u64),
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(Envelope { error: &self.body })).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"deskhand\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from_static("2");
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::bad_request(error.message, error.hint).at(error.pointer)
    }
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Refused(refusal) => refusal.into(),
            Failed::Stopped => Self::unavailable(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = match refusal.code {
            ErrorCode::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            ErrorCode::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            ErrorCode::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            ErrorCode::BadRequest => (StatusCode::BAD_REQUEST, "bad_request"),
            _ => (StatusCode::CONFLICT, "conflict"),
        };
        Self::new(status, code, refusal.message, refusal.hint)
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Self {
        tracing::error!(%error, "cannot read the journal");
        Self::internal()
    }
}
