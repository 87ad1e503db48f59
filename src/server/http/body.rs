//! Bodies: bounded in size and time, whether their length was announced or not.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt as _;

use super::answer::{Problem, Size};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a JSON body of at most `limit` bytes.
pub async fn json(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    what: &str,
) -> Result<Bytes, Problem> {
    if let Some(found) = not_json(headers) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            format!("the body is said to be {found:?}, not JSON"),
            "send Content-Type: application/json",
        ));
    }
    bytes(headers, body, limit, what).await
}

/// How much of a body that is too long is still read before it is refused, so that a client which sends before it reads
/// gets the answer instead of a broken pipe. What announces more than this is refused at once.
const DRAINED: u64 = 64 << 20;

/// Reads a body of at most `limit` bytes. One that is longer is refused with how many bytes it is over: by its own
/// announcement, or by counting on without keeping anything.
pub async fn bytes(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    what: &str,
) -> Result<Bytes, Problem> {
    let limit_bytes = limit as u64;
    if let Some(length) = announced(headers).filter(|length| *length > DRAINED) {
        return Err(Problem::too_large(what, Size::Exactly(length), limit_bytes));
    }
    match tokio::time::timeout(PATIENCE, collect(body, limit)).await {
        Ok(Ok(Collected::All(bytes))) => Ok(bytes),
        Ok(Ok(Collected::TooMuch(size))) => Err(Problem::too_large(what, size, limit_bytes)),
        Ok(Err(_)) => Err(Problem::bad_request(
            "the body broke off before its end",
            "send it again",
        )),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "timeout",
            format!("the body did not arrive within {} s", PATIENCE.as_secs()),
            "send it again",
        )),
    }
}

enum Collected {
    All(Bytes),
    TooMuch(Size),
}

async fn collect(body: Body, limit: usize) -> Result<Collected, axum::Error> {
    let mut stream = body.into_data_stream();
    let mut kept = Vec::new();
    let mut size = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        size += chunk.len();
        if size as u64 > DRAINED {
            return Ok(Collected::TooMuch(Size::AtLeast(size as u64)));
        }
        if size > limit {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&chunk);
        }
    }
    if size > limit {
        return Ok(Collected::TooMuch(Size::Exactly(size as u64)));
    }
    Ok(Collected::All(kept.into()))
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// The media type that came, if it is something else than JSON. None at all is taken for JSON.
fn not_json(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?;
    let text = String::from_utf8_lossy(value.as_bytes()).to_lowercase();
    let media = text.split(';').next().unwrap_or_default().trim();
    let json = media == "application/json" || media == "text/json" || media.ends_with("+json");
    (!json).then(|| media.chars().take(60).collect())
}
