//! Fields that come in more than one type: roles as text or number, times as text or number, ids as text or number.

use serde_json::Value;

use crate::domain::Timestamp;

/// Which end of the bot's conversation an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The bot, or a skill of it.
    Bot,
    /// The customer.
    User,
}

/// Reads `from.role`: `bot`, `skill` and `user` on the wire, 0 (bot) and 1 (user) in stored transcripts.
pub fn side(role: &Value) -> Option<Side> {
    match role {
        Value::Number(number) => match number.as_u64()? {
            0 => Some(Side::Bot),
            1 => Some(Side::User),
            _ => None,
        },
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "bot" | "skill" | "0" => Some(Side::Bot),
            "user" | "1" => Some(Side::User),
            _ => None,
        },
        _ => None,
    }
}

/// Numbers above this are milliseconds: as seconds they would lie after the year 5138.
const SECONDS_END: f64 = 1e11;

/// Reads a time: ISO 8601 with any offset and up to nine decimals, or seconds (in newer stored transcripts also
/// milliseconds) since 1970 as a number or as digits.
pub fn timestamp(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => epoch(number.as_f64()?),
        Value::String(text) => match text.trim().parse::<jiff::Timestamp>() {
            Ok(at) => Some(Timestamp(at.as_millisecond())),
            Err(_) => epoch(text.trim().parse().ok()?),
        },
        _ => None,
    }
}

fn epoch(number: f64) -> Option<Timestamp> {
    let millis = if number.abs() < SECONDS_END {
        number * 1000.0
    } else {
        number
    };
    let in_range = jiff::Timestamp::from_millisecond(millis as i64).is_ok();
    (millis.is_finite() && in_range).then_some(Timestamp(millis as i64))
}

/// Reads a text that may have come as a number. Empty is nothing.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Reads a field of an object as text, see [`text`].
pub fn text_at(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer).and_then(text)
}

/// What the content types of cards begin with.
pub const CARD: &str = "application/vnd.microsoft.card.";

/// The kind of card a content type names, as it is written there; the case of what comes before means nothing.
pub fn card_kind(content_type: &str) -> Option<&str> {
    let (prefix, kind) = content_type.split_at_checked(CARD.len())?;
    prefix.eq_ignore_ascii_case(CARD).then_some(kind)
}

/// Whether an attachment is called a transcript: without case, in the spelling of the protocol and in that of a widely copied
/// page.
pub fn names_transcript(name: &str) -> bool {
    ["transcript", "trasnscript"]
        .iter()
        .any(|known| name.trim().eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!("bot"), Some(Side::Bot))]
    #[case(json!("Skill"), Some(Side::Bot))]
    #[case(json!(0), Some(Side::Bot))]
    #[case(json!("user"), Some(Side::User))]
    #[case(json!(1), Some(Side::User))]
    #[case(json!(2), None)]
    #[case(json!(-1), None)]
    #[case(json!(null), None)]
    #[case(json!({"role": "bot"}), None)]
    fn roles_come_as_text_and_as_number(#[case] role: Value, #[case] expected: Option<Side>) {
        assert_eq!(side(&role), expected);
    }

    #[rstest]
    #[case(json!("2020-02-10T21:51:37.4997264Z"), Some(1_581_371_497_499))]
    #[case(json!("2020-02-10T21:51:37.4997264+00:00"), Some(1_581_371_497_499))]
    #[case(json!("2020-02-10T22:51:37+01:00"), Some(1_581_371_497_000))]
    #[case(json!(1_581_371_497), Some(1_581_371_497_000))]
    #[case(json!("1581371497"), Some(1_581_371_497_000))]
    #[case(json!(1_581_371_497_499_i64), Some(1_581_371_497_499))]
    #[case(json!("yesterday"), None)]
    #[case(json!("NaN"), None)]
    #[case(json!(1e300), None)]
    #[case(json!([]), None)]
    fn times_come_as_text_and_as_number(#[case] time: Value, #[case] expected: Option<i64>) {
        assert_eq!(timestamp(&time), expected.map(Timestamp));
    }
}
