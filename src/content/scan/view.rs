//! An activity as the rules read it: one that was read, or one that still lies as JSON inside a transcript.

use serde_json::{Map, Value};

use crate::activity::fields::{Side, card_kind, names_transcript, side};
use crate::activity::{Activity, Attachment};
use crate::domain::AuthorKind;

/// Kinds of cards the rules know.
const CARDS: &[&str] = &[
    "adaptive",
    "animation",
    "audio",
    "hero",
    "oauth",
    "receipt",
    "signin",
    "thumbnail",
    "video",
];

/// The fields the rules read, borrowed from wherever they are.
pub(super) struct Said<'a> {
    /// `message`, `event`, …
    pub kind: &'a str,
    /// Id given by the channel.
    pub id: Option<&'a str>,
    /// What an event is called.
    pub name: Option<&'a str>,
    /// What a message says.
    pub text: Option<&'a str>,
    /// `plain`, `markdown`, `xml`.
    pub text_format: Option<&'a str>,
    /// Name and role of who sent it.
    pub from: Sender<'a>,
    /// Cards, files, a transcript.
    pub attachments: Vec<Piece<'a>>,
    /// What an event or a submission carries.
    pub value: Option<&'a Value>,
    rest: &'a Map<String, Value>,
}

/// Who sent an activity.
#[derive(Clone, Copy, Default)]
pub(super) struct Sender<'a> {
    /// Display name.
    pub name: Option<&'a str>,
    /// `bot`, `user`, 0, 1, …
    pub role: Option<&'a Value>,
}

/// An attachment.
#[derive(Clone, Copy, Default)]
pub(super) struct Piece<'a> {
    /// Media type, or that of a card.
    pub content_type: &'a str,
    /// File name, or `Transcript`.
    pub name: Option<&'a str>,
    /// The content itself.
    pub content: Option<&'a Value>,
    /// Where the content is.
    pub content_url: Option<&'a str>,
}

impl<'a> Said<'a> {
    /// An activity that was read.
    pub(super) fn read(activity: &'a Activity) -> Self {
        let from = activity.from.as_ref();
        let attachments = if activity.attachments.is_empty() {
            pieces(activity.rest.get("attachments"))
        } else {
            activity.attachments.iter().map(Piece::read).collect()
        };
        Self {
            kind: &activity.kind,
            id: activity.id.as_deref(),
            name: activity.name.as_deref(),
            text: activity.text.as_deref(),
            text_format: activity.text_format.as_deref(),
            from: Sender {
                name: from.and_then(|from| from.name.as_deref()),
                role: from.and_then(|from| from.role.as_ref()),
            },
            attachments,
            value: activity.value.as_ref(),
            rest: &activity.rest,
        }
    }

    /// An activity as it lies in JSON.
    pub(super) fn raw(map: &'a Map<String, Value>) -> Self {
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let from = map.get("from");
        Self {
            kind: text("type").unwrap_or_default(),
            id: text("id"),
            name: text("name"),
            text: text("text"),
            text_format: text("textFormat"),
            from: Sender {
                name: from
                    .and_then(|from| from.get("name"))
                    .and_then(Value::as_str),
                role: from.and_then(|from| from.get("role")),
            },
            attachments: pieces(map.get("attachments")),
            value: map.get("value"),
            rest: map,
        }
    }

    /// Any other field.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.rest.get(key)
    }

    /// Any other field, if it is a text.
    pub(super) fn text_of(&self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(Value::as_str)
    }

    /// A member of the channel's own data.
    pub(super) fn channel_data(&self, key: &str) -> Option<&'a Value> {
        self.get("channelData").and_then(|data| data.get(key))
    }

    /// Whether this is `handoff.initiate`.
    pub(super) fn is_handoff(&self) -> bool {
        self.kind == "event" && self.name == Some("handoff.initiate")
    }

    /// Whether a transcript says that the bot handed over here: in the event itself, or in the trace a stored one keeps.
    pub(super) fn hands_over(&self) -> bool {
        let outcome = || self.value.and_then(|value| value.get("outcome"));
        self.is_handoff()
            || match self.text_of("valueType") {
                Some("HandOff" | "EscalationRequested") => true,
                Some("SessionInfo") => outcome()
                    .and_then(Value::as_str)
                    .is_some_and(|outcome| matches!(outcome, "Escalated" | "HandOff")),
                _ => false,
            }
    }

    /// Who wrote it, by the role of the sender, by the name the chat thread reserves for agents, by the tag of Omnichannel.
    pub(super) fn author(&self) -> Option<AuthorKind> {
        if let Some(role) = self.from.role {
            match side(role) {
                Some(Side::Bot) => return Some(AuthorKind::Bot),
                Some(Side::User) => return Some(AuthorKind::Customer),
                None if role
                    .as_str()
                    .is_some_and(|role| role.eq_ignore_ascii_case("agent")) =>
                {
                    return Some(AuthorKind::Agent);
                }
                None => {}
            }
        }
        if self.from.name == Some("__agent__") {
            return Some(AuthorKind::Agent);
        }
        let tags = self.channel_data("tags").and_then(Value::as_str)?;
        tags.split(',')
            .any(|tag| tag.trim() == "FromCustomer")
            .then_some(AuthorKind::Customer)
    }
}

impl<'a> Piece<'a> {
    fn read(attachment: &'a Attachment) -> Self {
        Self {
            content_type: &attachment.content_type,
            name: attachment.name.as_deref(),
            content: attachment.content.as_ref(),
            content_url: attachment.content_url.as_deref(),
        }
    }

    /// An attachment as it lies in JSON.
    pub(super) fn raw(value: &'a Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Self {
            content_type: text("contentType").unwrap_or_default(),
            name: text("name"),
            content: value.get("content"),
            content_url: text("contentUrl"),
        }
    }

    /// The kind of card by its content type, whose case means nothing, without the common prefix; a known kind in lower
    /// case. None if it is no card.
    pub(super) fn card(&self) -> Option<&'a str> {
        let kind = card_kind(self.content_type)?;
        let known = CARDS.iter().find(|known| known.eq_ignore_ascii_case(kind));
        Some(known.copied().unwrap_or(kind))
    }

    /// Whether this is an Adaptive Card.
    pub(super) fn is_adaptive(&self) -> bool {
        self.card().is_some_and(|kind| kind == "adaptive")
    }

    /// Whether this is the transcript of a handoff: by its name, or without a name by its content.
    pub(super) fn is_transcript(&self) -> bool {
        match self.name {
            Some(name) => names_transcript(name),
            None => self
                .content
                .is_some_and(|content| content.get("activities").is_some_and(Value::is_array)),
        }
    }
}

fn pieces(list: Option<&Value>) -> Vec<Piece<'_>> {
    list.and_then(Value::as_array)
        .map(|list| list.iter().map(Piece::raw).collect())
        .unwrap_or_default()
}
