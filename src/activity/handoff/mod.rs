//! Reads a handoff from whatever a Direct Line adapter, a Teams or an Azure bot holds in its hand.
//!
//! Taken are: a `handoff.initiate` event; an `ActivitySet` or a bare array that contains one; a message with the command
//! `Escalate` in `channelData.tags`; and the free object of a handoff's `value` posted alone. Everything else is refused
//! with a name for what it is.

mod find;
mod parties;
#[cfg(test)]
mod tests;
mod transcript;
mod variables;

use serde_json::{Map, Value};

use self::find::{Found, Outer};
use super::error::ReadError;
use super::fields::{text_at, timestamp};
use super::json::{self, digest};
use crate::domain::{AppId, Channel, Handoff, HandoffSource, Timestamp};

/// How long an id may be, in bytes. Live state keeps ids for as long as the conversation lives.
pub const MAX_ID_BYTES: usize = 1024;

/// Prefix of source ids that were made from a digest because none came.
pub const DIGEST_PREFIX: &str = "sha256:";

/// Reads a handoff. `app` is who posted it; `received_at` stands in for times that did not come.
pub fn read(body: &[u8], app: Option<AppId>, received_at: Timestamp) -> Result<Handoff, ReadError> {
    let parsed = json::parse(body)?;
    let mut handoff = read_value(parsed.value, app, received_at)?;
    if parsed.repaired > 0 {
        handoff.notes.push(format!(
            "{} unpaired surrogate(s) were replaced by U+FFFD",
            parsed.repaired
        ));
    }
    Ok(handoff)
}

/// Reads a handoff from JSON that is already parsed and not nested deeper than [`json::MAX_DEPTH`].
pub fn read_value(
    payload: Value,
    app: Option<AppId>,
    received_at: Timestamp,
) -> Result<Handoff, ReadError> {
    let Found {
        outer,
        mut activity,
        pointer,
        others,
        mut notes,
    } = find::find(payload)?;
    let source = source(&outer, &activity, app, &mut notes).map_err(|e| e.below(&pointer))?;
    let said_at = activity.get("timestamp").and_then(timestamp);
    let mut reading = Reading {
        at: said_at.unwrap_or(received_at),
        notes,
    };
    let (shape, variables) = variables::read(&outer, activity.get("value"), &mut reading);
    let transcript = transcript::raw(&mut activity, &others, &outer, &mut reading)
        .map_err(|e| e.below(&pointer))?;
    let (customer, bot) = parties::find(&activity, &transcript, &variables, &mut reading);
    let channel = channel(&activity, &transcript, &mut reading);
    let transcript_received = transcript.len().try_into().unwrap_or(u32::MAX);
    let transcript = transcript::messages(transcript, &customer, &bot, &mut reading);
    Ok(Handoff {
        source,
        shape,
        channel,
        customer,
        bot,
        variables,
        transcript,
        transcript_received,
        notes: reading.notes,
        rest: rest(activity, &outer),
    })
}

/// What every part of the reading shares.
struct Reading {
    /// When the handoff was made.
    at: Timestamp,
    /// What was assumed so far.
    notes: Vec<String>,
}

impl Reading {
    fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

fn source(
    outer: &Outer,
    activity: &Value,
    app: Option<AppId>,
    notes: &mut Vec<String>,
) -> Result<HandoffSource, ReadError> {
    let digest = || format!("{DIGEST_PREFIX}{}", digest(activity));
    if *outer == Outer::BareValue {
        notes.push(
            "the payload is the value of a handoff alone and names no conversation: the same payload again is taken for \
             the same handoff"
                .to_owned(),
        );
        return Ok(HandoffSource {
            app,
            conversation: digest(),
            activity: digest(),
        });
    }
    let conversation = conversation_id(activity, notes)?;
    let id = text_at(activity, "/id").unwrap_or_else(digest);
    bounded(&conversation, "/conversation/id")?;
    bounded(&id, "/id")?;
    Ok(HandoffSource {
        app,
        conversation,
        activity: id,
    })
}

/// `conversation.id` is required (handoff protocol), but two other fields are known to say the same.
fn conversation_id(activity: &Value, notes: &mut Vec<String>) -> Result<String, ReadError> {
    if let Some(id) = text_at(activity, "/conversation/id") {
        return Ok(id);
    }
    for pointer in ["/relatesTo/conversation/id", "/value/va_ConversationId"] {
        if let Some(id) = text_at(activity, pointer) {
            notes.push(format!(
                "conversation.id is missing; {pointer} was taken instead"
            ));
            return Ok(id);
        }
    }
    Err(ReadError::new(
        "/conversation/id",
        "a handoff must say which conversation it hands over, and conversation.id is missing or empty",
        "send the id of the bot's conversation as {\"conversation\": {\"id\": \"…\"}}",
    ))
}

fn bounded(id: &str, pointer: &str) -> Result<(), ReadError> {
    if id.len() <= MAX_ID_BYTES {
        return Ok(());
    }
    Err(ReadError::new(
        pointer,
        format!(
            "the id is {} bytes long, at most {MAX_ID_BYTES} are allowed",
            id.len()
        ),
        "send the id the channel gave",
    ))
}

fn channel(activity: &Value, transcript: &[Value], reading: &mut Reading) -> Channel {
    let id = std::iter::once(activity)
        .chain(transcript)
        .find_map(|activity| text_at(activity, "/channelId"))
        .or_else(|| text_at(activity, "/relatesTo/channelId"));
    match id {
        None => Channel::default(),
        Some(id) => Channel::from_channel_id(&id).unwrap_or_else(|| {
            let assumed = Channel::default();
            reading.note(format!(
                "the channel {} is unknown; {} is assumed",
                super::error::quote(&id),
                assumed.label()
            ));
            assumed
        }),
    }
}

/// What nobody has read yet, so that nothing is lost: everything but the value and the transcript.
fn rest(activity: Value, outer: &Outer) -> Map<String, Value> {
    match activity {
        Value::Object(mut map) if *outer != Outer::BareValue => {
            map.shift_remove("value");
            map
        }
        _ => Map::new(),
    }
}
