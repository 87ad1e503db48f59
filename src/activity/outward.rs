//! What goes back to the bot's side: an agent's words, typing, `handoff.status`, the end of a conversation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Account, Activity};
use crate::domain::Timestamp;

/// The largest activity that Dynamics 365 takes: "28 KB including timestamps, tags, links", read as 28 × 1024 bytes of JSON
/// (service limits of Omnichannel and of Direct Line).
pub const MAX_ACTIVITY_BYTES: usize = 28 * 1024;

/// Activities with the place up to which they go, as Direct Line 3.0 hands them out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActivitySet {
    /// The activities in order.
    pub activities: Vec<Activity>,
    /// Opaque; give it back to get what comes after. Absent if the activities have no place, such as typing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watermark: Option<String>,
}

/// How far a handoff is, for the bot: the three states of the handoff protocol. There is no state for waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum HandoffState {
    /// A person took the conversation.
    Accepted,
    /// Nobody will take it.
    Failed,
    /// It is over.
    Completed,
}

impl HandoffState {
    /// As it stands in `value.state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Completed => "completed",
        }
    }
}

/// Why a conversation ended, in the codes of the activity protocol that a hub has use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndCode {
    /// It was brought to its end.
    CompletedSuccessfully,
    /// The customer left.
    UserCancelled,
    /// It was left lying for too long.
    TimedOut,
}

impl EndCode {
    /// As it stands in `code`. The protocol has one code for a time-out, whoever let it run out.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CompletedSuccessfully => "completedSuccessfully",
            Self::UserCancelled => "userCancelled",
            Self::TimedOut => "botTimedOut",
        }
    }
}

/// What an outgoing activity has in common with its neighbours.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// Id of the activity, unique in its conversation.
    pub id: Option<String>,
    /// `conversation.id` as the bot knows it: the one of the handoff (the protocol requires the same).
    pub conversation: &'a str,
    /// Display name of the sender.
    pub sender: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Envelope<'_> {
    fn wrap(self, kind: &str) -> Activity {
        let mut rest = Map::new();
        rest.insert("timestamp".to_owned(), Value::from(self.at.to_string()));
        rest.insert("conversation".to_owned(), json!({"id": self.conversation}));
        Activity {
            kind: kind.to_owned(),
            id: self.id,
            from: Some(Account {
                name: Some(self.sender.to_owned()),
                role: Some(Value::from("bot")),
                ..Account::default()
            }),
            rest,
            ..Activity::default()
        }
    }

    /// An agent's words: everything the agent's own activity brought, in this envelope.
    pub fn message(self, said: &Activity) -> Activity {
        let envelope = self.wrap("message");
        let mut rest = said.rest.clone();
        rest.extend(envelope.rest.clone());
        Activity {
            name: said.name.clone(),
            text: said.text.clone(),
            text_format: said
                .text_format
                .clone()
                .or_else(|| Some("plain".to_owned())),
            attachments: said.attachments.clone(),
            value: said.value.clone(),
            rest,
            ..envelope
        }
    }

    /// Somebody types. To be shown for 3 s.
    pub fn typing(self) -> Activity {
        self.wrap("typing")
    }

    /// How far the handoff is.
    pub fn status(self, state: HandoffState, message: Option<&str>) -> Activity {
        let mut value = json!({"state": state.as_str()});
        if let Some(message) = message {
            value["message"] = Value::from(message);
        }
        Activity {
            name: Some("handoff.status".to_owned()),
            value: Some(value),
            ..self.wrap("event")
        }
    }

    /// The end.
    pub fn end(self, code: EndCode) -> Activity {
        let mut activity = self.wrap("endOfConversation");
        activity
            .rest
            .insert("code".to_owned(), Value::from(code.as_str()));
        activity
    }
}

/// A plain message as an agent's desk sends it.
pub fn agent_text(text: impl Into<String>) -> Activity {
    Activity {
        kind: "message".to_owned(),
        text: Some(text.into()),
        text_format: Some("plain".to_owned()),
        ..Activity::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn envelope() -> Envelope<'static> {
        Envelope {
            id: Some("7".to_owned()),
            conversation: "C1",
            sender: "Ana",
            at: Timestamp(1_581_371_497_499),
        }
    }

    #[test]
    fn a_status_has_the_shape_of_the_handoff_protocol() {
        let failed = envelope().status(HandoffState::Failed, Some("nobody there"));
        assert_eq!(
            serde_json::to_value(failed).unwrap(),
            json!({
                "type": "event", "id": "7", "name": "handoff.status",
                "from": {"name": "Ana", "role": "bot"},
                "value": {"state": "failed", "message": "nobody there"},
                "timestamp": "2020-02-10T21:51:37.499Z", "conversation": {"id": "C1"}
            })
        );
    }

    #[test]
    fn what_the_desk_added_stays_and_the_envelope_wins() {
        let said: Activity = serde_json::from_value(json!({
            "type": "message", "id": "mine", "text": "hi", "locale": "en-US", "conversation": {"id": "other"}
        }))
        .unwrap();
        let sent = serde_json::to_value(envelope().message(&said)).unwrap();
        assert_eq!(sent["id"], "7");
        assert_eq!(sent["locale"], "en-US");
        assert_eq!(sent["textFormat"], "plain");
        assert_eq!(sent["conversation"]["id"], "C1");
    }

    #[test]
    fn the_end_has_a_code_and_typing_has_no_place() {
        let end = serde_json::to_value(envelope().end(EndCode::UserCancelled)).unwrap();
        assert_eq!(
            (&end["type"], &end["code"]),
            (&json!("endOfConversation"), &json!("userCancelled"))
        );
        let set = ActivitySet {
            activities: vec![envelope().typing()],
            watermark: None,
        };
        let written = serde_json::to_value(&set).unwrap();
        assert_eq!(written["activities"][0]["type"], "typing");
        assert!(written.get("watermark").is_none());
    }
}
