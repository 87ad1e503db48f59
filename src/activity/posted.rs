//! What a bot's side posts into a conversation that was handed over: the customer's words, typing, the end.

use serde_json::Value;

use super::error::quote;
use super::fields::{Side, side, text};
use super::outward::MAX_ACTIVITY_BYTES;
use super::{Activity, ReadError, json};

/// How many activities one post may bring.
pub const MAX_POSTED: usize = 256;

/// One posted activity, by what it means here.
#[derive(Clone, Debug, PartialEq)]
pub enum Posted {
    /// The customer said something.
    Message(Box<Activity>),
    /// The customer types.
    Typing,
    /// The customer left or ended the conversation.
    End,
    /// Nothing to us, and why: receivers must accept what they do not know.
    Ignored(String),
}

/// Why a post cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostError {
    /// It cannot be read.
    Unreadable(ReadError),
    /// An activity is larger than one may be.
    TooLarge {
        /// Where.
        pointer: String,
        /// Its size as JSON without white space, in bytes.
        bytes: usize,
    },
}

impl From<ReadError> for PostError {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

/// Reads one activity, an `ActivitySet`, or a bare array of activities. All of it is good, or none of it.
pub fn read(body: &[u8]) -> Result<Vec<Posted>, PostError> {
    match json::parse(body)?.value {
        Value::Array(items) => set(items, ""),
        Value::Object(mut map) => match map.get_mut("activities") {
            Some(Value::Array(items)) => set(std::mem::take(items), "/activities"),
            _ => Ok(vec![one(Value::Object(map), String::new())?]),
        },
        other => Ok(vec![one(other, String::new())?]),
    }
}

fn set(items: Vec<Value>, path: &str) -> Result<Vec<Posted>, PostError> {
    if items.len() > MAX_POSTED {
        let message = format!(
            "{} activities came, at most {MAX_POSTED} are taken at once",
            items.len()
        );
        return Err(ReadError::new(path, message, "send them in several requests").into());
    }
    let items = items.into_iter().enumerate();
    let mut posted: Vec<Posted> = items
        .map(|(index, item)| one(item, format!("{path}/{index}")))
        .collect::<Result<_, _>>()?;
    // Nothing can be said after the end: it would be refused when what came before is stored already.
    let end = posted.iter().position(|item| *item == Posted::End);
    for late in posted
        .iter_mut()
        .skip(end.map_or(usize::MAX, |end| end + 1))
    {
        *late = Posted::Ignored("it comes after the end of the conversation".to_owned());
    }
    Ok(posted)
}

fn one(value: Value, pointer: String) -> Result<Posted, PostError> {
    // Writing a value that was just read cannot fail.
    let bytes = serde_json::to_vec(&value).map_or(usize::MAX, |written| written.len());
    if bytes > MAX_ACTIVITY_BYTES {
        return Err(PostError::TooLarge { pointer, bytes });
    }
    let Value::Object(map) = value else {
        return Err(ReadError::new(
            pointer,
            "this is not an activity",
            "send an object such as {\"type\": \"message\", \"id\": \"…\", \"text\": \"…\"}",
        )
        .into());
    };
    let Some(kind) = map.get("type").and_then(text) else {
        return Err(ReadError::new(
            format!("{pointer}/type"),
            "the activity has no type",
            "send \"type\": \"message\" for what the customer says",
        )
        .into());
    };
    let from_bot = map
        .get("from")
        .and_then(|from| side(from.get("role")?))
        .is_some_and(|side| side == Side::Bot);
    Ok(match kind.as_str() {
        "endOfConversation" => Posted::End,
        "message" | "typing" if from_bot => {
            Posted::Ignored("it comes from the bot, which has handed over".to_owned())
        }
        "message" => Posted::Message(Box::new(Activity::from(map))),
        "typing" => Posted::Typing,
        other => Posted::Ignored(format!(
            "activities of type {} mean nothing here",
            quote(other)
        )),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::activity::testing::any_json;

    fn posted(value: &Value) -> Result<Vec<Posted>, PostError> {
        read(value.to_string().as_bytes())
    }

    #[test]
    fn each_kind_means_something_else() {
        let all = posted(&json!({"activities": [
            {"type": "message", "id": "1", "text": "hi", "from": {"role": "user"}},
            {"type": "message", "text": "from the bot", "from": {"role": 0}},
            {"type": "typing"},
            {"type": "event", "name": "whatever"},
            {"type": "endOfConversation"}
        ], "watermark": "3"}))
        .unwrap();
        assert!(matches!(&all[0], Posted::Message(said) if said.text.as_deref() == Some("hi")));
        assert!(matches!(&all[1], Posted::Ignored(why) if why.contains("bot")));
        assert_eq!((&all[2], &all[4]), (&Posted::Typing, &Posted::End));
        assert!(matches!(&all[3], Posted::Ignored(why) if why.contains("event")));
    }

    #[test]
    fn nothing_comes_after_the_end() {
        let all = posted(&json!([
            {"type": "message", "text": "bye"}, {"type": "endOfConversation"}, {"type": "message", "text": "oh"}
        ]))
        .unwrap();
        assert!(matches!(all[0], Posted::Message(_)));
        assert_eq!(all[1], Posted::End);
        assert!(matches!(&all[2], Posted::Ignored(why) if why.contains("after the end")));
    }

    #[test]
    fn one_bad_activity_refuses_all() {
        let error = posted(&json!([{"type": "message"}, {"text": "no type"}])).unwrap_err();
        assert!(matches!(error, PostError::Unreadable(e) if e.pointer == "/1/type"));
        assert!(posted(&json!(["text"])).is_err());
        assert!(posted(&json!(null)).is_err());
        assert!(posted(&json!(vec![json!({"type": "typing"}); 257])).is_err());
    }

    #[test]
    fn the_limit_is_28_kb_of_json_to_the_byte() {
        let envelope = json!({"type": "message", "text": ""}).to_string().len();
        let fits = json!({"type": "message", "text": "x".repeat(28 * 1024 - envelope)});
        assert!(posted(&fits).is_ok());
        let over = json!({"type": "message", "text": "x".repeat(28 * 1024 - envelope + 1)});
        let error = posted(&over).unwrap_err();
        assert_eq!(
            error,
            PostError::TooLarge {
                pointer: String::new(),
                bytes: 28 * 1024 + 1
            }
        );
    }

    proptest! {
        #[test]
        fn arbitrary_json_never_panics(value in any_json()) {
            let _ = posted(&value);
        }
    }
}
