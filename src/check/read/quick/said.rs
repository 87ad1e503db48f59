//! An activity with nothing in it but a message, borrowed from the text it stands in.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::flat::{Empty, Flat, Flats, Names, Plain, Text};
use crate::activity::fields::Side;

/// A message and who says it. Reading refuses every field that could mean anything to a rule.
#[derive(Debug)]
pub(super) struct Said<'a> {
    /// What it says.
    pub text: Cow<'a, str>,
    /// `plain`, `markdown`, …
    pub text_format: Option<Cow<'a, str>>,
    /// Who says it.
    pub from: From<'a>,
    /// The channel.
    pub channel_id: Option<Cow<'a, str>>,
    /// Id of the conversation; empty if none came.
    pub conversation: Cow<'a, str>,
}

/// Who says it.
#[derive(Debug, Default)]
pub(super) struct From<'a> {
    /// Display name.
    pub name: Option<Cow<'a, str>>,
    /// Bot or customer, if a role came.
    pub side: Option<Side>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Said<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadSaid)
    }
}

struct ReadSaid;

impl<'de> Visitor<'de> for ReadSaid {
    type Value = Said<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said<'de>, A::Error> {
        let mut seen = 0_u64;
        let (mut is_message, mut text) = (false, None);
        let (mut text_format, mut channel_id) = (None, None);
        let mut conversation = Cow::Borrowed("");
        let mut from = From::default();
        while let Some(Text(name)) = map.next_key()? {
            let field =
                Field::of(&name).ok_or_else(|| A::Error::custom("a field with a meaning"))?;
            let bit = 1_u64 << field.place;
            if seen & bit != 0 {
                return Err(A::Error::custom("a field that came before"));
            }
            seen |= bit;
            match field.kind {
                FieldKind::Type => {
                    let Text(kind) = map.next_value()?;
                    is_message = kind == "message";
                    if !is_message {
                        return Err(A::Error::custom("no message"));
                    }
                }
                FieldKind::Text => text = Some(map.next_value::<Text<'_>>()?.0),
                FieldKind::Format => text_format = Some(map.next_value::<Text<'_>>()?.0),
                FieldKind::Channel => channel_id = Some(map.next_value::<Text<'_>>()?.0),
                FieldKind::Conversation => conversation = map.next_value::<Conversation<'_>>()?.0,
                FieldKind::From => from = map.next_value()?,
                FieldKind::Plain => {
                    map.next_value::<Plain>()?;
                }
                FieldKind::Flat => {
                    map.next_value::<Flat>()?;
                }
                FieldKind::Flats => {
                    map.next_value::<Flats>()?;
                }
                FieldKind::Empty => {
                    map.next_value::<Empty>()?;
                }
                FieldKind::Data => {
                    map.next_value::<Data>()?;
                }
            }
        }
        match text.filter(|_| is_message) {
            Some(text) => Ok(Said {
                text,
                text_format,
                from,
                channel_id,
                conversation,
            }),
            None => Err(A::Error::custom("no message")),
        }
    }
}

/// A field that may be there.
#[derive(Clone, Copy)]
struct Field {
    kind: FieldKind,
    place: usize,
}

#[derive(Clone, Copy)]
enum FieldKind {
    Type,
    Text,
    Format,
    Channel,
    Conversation,
    From,
    Plain,
    Flat,
    Flats,
    Empty,
    Data,
}

/// Every field a message may have that goes the quick way.
const FIELDS: &[(&str, FieldKind)] = &[
    ("type", FieldKind::Type),
    ("id", FieldKind::Plain),
    ("timestamp", FieldKind::Plain),
    ("channelId", FieldKind::Channel),
    ("from", FieldKind::From),
    ("conversation", FieldKind::Conversation),
    ("text", FieldKind::Text),
    ("textFormat", FieldKind::Format),
    ("replyToId", FieldKind::Plain),
    ("recipient", FieldKind::Flat),
    ("serviceUrl", FieldKind::Plain),
    ("locale", FieldKind::Plain),
    ("localTimestamp", FieldKind::Plain),
    ("localTimezone", FieldKind::Plain),
    ("inputHint", FieldKind::Plain),
    ("importance", FieldKind::Plain),
    ("attachments", FieldKind::Empty),
    ("entities", FieldKind::Flats),
    ("channelData", FieldKind::Data),
    ("membersAdded", FieldKind::Empty),
    ("membersRemoved", FieldKind::Empty),
    ("reactionsAdded", FieldKind::Empty),
    ("reactionsRemoved", FieldKind::Empty),
    ("listenFor", FieldKind::Empty),
    ("textHighlights", FieldKind::Empty),
];

impl Field {
    fn of(name: &str) -> Option<Self> {
        let place = FIELDS.iter().position(|(known, _)| *known == name)?;
        let kind = FIELDS.get(place)?.1;
        Some(Self { kind, place })
    }
}

/// The id of a conversation, out of an object of plain values.
struct Conversation<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Conversation<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Conversation<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a conversation")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut names = Names::default();
                let mut id = Cow::Borrowed("");
                while let Some(Text(name)) = map.next_key()? {
                    if name == "id" {
                        id = map.next_value::<Text<'_>>()?.0;
                    } else {
                        map.next_value::<Plain>()?;
                    }
                    names.add(name)?;
                }
                Ok(Conversation(id))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for From<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = From<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("who says it")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut names = Names::default();
                let mut from = From::default();
                while let Some(Text(name)) = map.next_key()? {
                    match &*name {
                        "name" => from.name = Some(map.next_value::<Text<'_>>()?.0),
                        "role" => from.side = Some(map.next_value::<Role>()?.0),
                        _ => {
                            map.next_value::<Plain>()?;
                        }
                    }
                    names.add(name)?;
                }
                Ok(from)
            }
        }
        deserializer.deserialize_map(Read)
    }
}

/// A role that says bot or customer.
struct Role(Side);

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Role;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a role")
            }
            fn visit_str<E: Error>(self, role: &str) -> Result<Role, E> {
                match role {
                    "bot" => Ok(Role(Side::Bot)),
                    "user" => Ok(Role(Side::User)),
                    _ => Err(E::custom("another role")),
                }
            }
            fn visit_u64<E: Error>(self, role: u64) -> Result<Role, E> {
                match role {
                    0 => Ok(Role(Side::Bot)),
                    1 => Ok(Role(Side::User)),
                    _ => Err(E::custom("another role")),
                }
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// Data of the channel that says when and by whom something was sent, and nothing else.
struct Data;

/// Names in the channel's data that no rule reads.
const DATA: &[&str] = &[
    "clientActivityID",
    "clientActivityId",
    "clientTimestamp",
    "state",
    "postBack",
];

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Data;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing of weight")
            }
            fn visit_unit<E>(self) -> Result<Data, E> {
                Ok(Data)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
                let mut names = Names::default();
                while let Some(Text(name)) = map.next_key()? {
                    if !DATA.contains(&&*name) {
                        return Err(A::Error::custom("data with a meaning"));
                    }
                    map.next_value::<Plain>()?;
                    names.add(name)?;
                }
                Ok(Data)
            }
        }
        deserializer.deserialize_any(Read)
    }
}
