//! What a customer's bot hands over, in the shapes found in the wild: see `handoff.initiate` of Bot Framework hand-off, and the
//! published payload of the Copilot Studio samples.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::persona::{Persona, Shape, Turn};
use crate::domain::Timestamp;

/// How long ago a turn with the bot was, each.
const TURN: Duration = Duration::from_secs(9);

/// A customer who has just been handed over.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The bot's conversation.
    pub conversation: String,
    /// The customer's id in their channel.
    pub customer: String,
    /// When.
    pub at: Timestamp,
}

/// The body of `POST /v1/handoffs`.
pub fn opening(persona: &Persona, arrival: &Arrival) -> Value {
    match persona.shape {
        Shape::Initiate => json!({
            "activities": [initiate(persona, arrival)],
            "watermark": persona.transcript.len().to_string(),
        }),
        Shape::Skill | Shape::MessageToAgent => initiate(persona, arrival),
        Shape::Tags => escalation(persona, arrival),
    }
}

fn user(persona: &Persona, arrival: &Arrival) -> Value {
    json!({"id": arrival.customer, "name": persona.customer, "role": "user"})
}

fn bot(persona: &Persona) -> Value {
    json!({"id": format!("{}-bot", persona.key), "name": persona.bot, "role": "bot"})
}

/// Ids as Direct Line gives them: seven digits after the bar.
fn id(arrival: &Arrival, number: usize) -> String {
    format!("{}|{number:07}", arrival.conversation)
}

fn initiate(persona: &Persona, arrival: &Arrival) -> Value {
    let turns = &persona.transcript;
    let said: Vec<Value> = turns
        .iter()
        .enumerate()
        .map(|(number, turn)| activity(persona, arrival, number, turn))
        .collect();
    let reference = id(arrival, turns.len().saturating_sub(1));
    json!({
        "type": "event",
        "name": "handoff.initiate",
        "id": id(arrival, turns.len()),
        "timestamp": arrival.at.to_string(),
        "channelId": persona.channel,
        "from": bot(persona),
        "conversation": {"id": arrival.conversation},
        "attachments": [
            {"contentType": "application/json", "name": "Transcript", "content": {"activities": said}}
        ],
        "entities": [],
        "replyToId": reference,
        "value": value(persona, arrival),
        "relatesTo": {
            "activityId": reference,
            "user": user(persona, arrival),
            "bot": bot(persona),
            "conversation": {"id": arrival.conversation},
            "channelId": persona.channel,
            "serviceUrl": "https://directline.botframework.com/"
        }
    })
}

fn value(persona: &Persona, arrival: &Arrival) -> Map<String, Value> {
    let mut value = persona.value.clone();
    if persona.shape == Shape::Initiate {
        value.insert("va_ConversationId".to_owned(), json!(arrival.conversation));
        value.insert("va_BotId".to_owned(), json!(format!("{}-bot", persona.key)));
        value.insert("va_BotName".to_owned(), json!(persona.bot));
    }
    value
}

/// A message that escalates by command, as Azure bots send it through Omnichannel.
fn escalation(persona: &Persona, arrival: &Arrival) -> Value {
    let command = json!({"type": "Escalate", "context": persona.value});
    json!({
        "type": "message",
        "id": id(arrival, 0),
        "timestamp": arrival.at.to_string(),
        "channelId": persona.channel,
        "from": user(persona, arrival),
        "recipient": bot(persona),
        "conversation": {"id": arrival.conversation},
        "text": "I would like to talk to a person.",
        "channelData": {"tags": command.to_string(), "deliveryMode": "bridged"}
    })
}

fn activity(persona: &Persona, arrival: &Arrival, number: usize, turn: &Turn) -> Value {
    let turns_ago = persona.transcript.len() - number;
    let at = Timestamp(arrival.at.0 - (TURN.as_millis() as i64) * turns_ago as i64);
    let mut map = json!({
        "type": "message",
        "id": id(arrival, number),
        "timestamp": at.to_string(),
        "serviceUrl": "https://directline.botframework.com/",
        "channelId": persona.channel,
        "conversation": {"id": arrival.conversation},
        "locale": persona.value.get("va_Language").cloned().unwrap_or(json!("en-US")),
    });
    let (from, to) = (user(persona, arrival), bot(persona));
    if let Some(text) = &turn.user {
        map["from"] = from;
        map["recipient"] = to;
        map["text"] = json!(text);
        map["textFormat"] = json!("plain");
        map["channelData"] = json!({"clientActivityID": format!("{}.{number}", arrival.conversation), "enableDiagnostics": true});
        map["cci_content_version"] = json!("e8aa9c88-4249-ea11-a812-000d3a1531ec");
        return map;
    }
    map["from"] = to;
    map["recipient"] = from;
    map["text"] = json!(turn.bot.clone().unwrap_or_default());
    map["textFormat"] = json!("markdown");
    map["inputHint"] = json!("acceptingInput");
    map["attachments"] = json!(turn.attachments);
    map["replyToId"] = json!(id(arrival, number.saturating_sub(1)));
    map["channelData"] =
        json!({"DialogTraceDetail": {"DialogTraces": []}, "VariableDetail": {"Variables": {}}});
    if !turn.choices.is_empty() {
        let action = |title: &String| json!({"type": "imBack", "title": title, "value": title});
        let actions: Vec<Value> = turn.choices.iter().map(action).collect();
        map["suggestedActions"] = json!({"to": [], "actions": actions});
    }
    map
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::activity::handoff;
    use crate::demo::cast::Cast;

    #[test]
    fn every_opening_is_read_with_transcript_and_variables() {
        let cast = Cast::load().unwrap();
        for persona in &cast.customers {
            let arrival = Arrival {
                conversation: "C1".to_owned(),
                customer: "dl_1".to_owned(),
                at: Timestamp(1_795_348_800_000),
            };
            let body = opening(persona, &arrival).to_string();
            let read = handoff::read(body.as_bytes(), None, arrival.at).unwrap();
            assert_eq!(read.source.conversation, "C1", "{}", persona.key);
            assert_eq!(read.customer.name, persona.customer);
            // The message that escalates is itself something the customer said.
            let said = persona.transcript.len() + usize::from(persona.shape == Shape::Tags);
            assert_eq!(read.transcript.len(), said, "{}", persona.key);
            assert!(!read.variables.is_empty(), "{}", persona.key);
        }
    }
}
