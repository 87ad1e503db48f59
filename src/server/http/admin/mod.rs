//! Setting up people, applications and queues.

pub mod apps;
pub mod queues;
pub mod users;

use axum::body::Body;
use axum::http::HeaderMap;
use serde::de::DeserializeOwned;

use super::answer::Problem;
use super::body;
use crate::activity::error::quote;
use crate::activity::json::escape_pointer;
use crate::server::auth::{Secret, SecretKind};

/// No setting up needs more.
const MAX_BYTES: usize = 256 * 1024;

/// Reads what is to be set up; a field we do not know is an error here, for it is most likely misspelt.
async fn wanted<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Problem> {
    let bytes = body::json(headers, body, MAX_BYTES, "the request").await?;
    let parsed = crate::activity::json::parse(&bytes)?;
    serde_path_to_error::deserialize(parsed.value).map_err(|error| {
        let pointer: String = error
            .path()
            .iter()
            .filter_map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => Some(format!("/{index}")),
                serde_path_to_error::Segment::Map { key } => {
                    Some(format!("/{}", escape_pointer(key)))
                }
                _ => None,
            })
            .collect();
        Problem::bad_request(
            error.into_inner().to_string(),
            "correct the field or leave it out",
        )
        .at(pointer)
    })
}

/// Names of people and queues are typed at command lines and shown in lists.
fn check_name(what: &str, name: &str, pointer: &str) -> Result<(), Problem> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._@-".contains(c);
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if starts_well && name.len() <= 64 && name.chars().all(fits) {
        return Ok(());
    }
    Err(Problem::bad_request(
        format!("{} is no name for a {what}", quote(name)),
        "use 1 to 64 characters: a-z, 0-9, and after the first also . _ - @",
    )
    .at(pointer))
}

/// A new secret.
fn secret(kind: SecretKind) -> Result<Secret, Problem> {
    Secret::random(kind).map_err(|error| {
        tracing::error!(%error, "the system gives no randomness");
        Problem::internal()
    })
}
