//! Rules of context variables: `value` of a handoff in its shapes, and one variable alone.

use serde_json::Value;

use super::activity::{bot_name, json_bytes, strings};
use super::report::{Detail, Report};
use super::text;
use crate::content::rules::{RuleId, Severity};
use crate::content::sanitize::value_text;

/// Longest name and longest value in characters (rules OC-VAR-NAME and OC-VAR-VALUE).
const NAME: usize = 100;
const VALUE: usize = 4000;

/// Scans the `value` of `handoff.initiate`: flat keys, a free object, or the Bot Framework sample's
/// `{"MessageToAgent": …, "Context": {…}}`. A bare text is a note.
pub(super) fn of_handoff<'a>(value: &'a Value, report: &mut Report<'a>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                match value {
                    Value::Object(inner) if name == "Context" => report.key(name, |report| {
                        for (name, value) in inner {
                            report.key(name, |report| variable(name, value, report));
                        }
                    }),
                    _ => report.key(name, |report| variable(name, value, report)),
                }
            }
            let text = |name: &str| map.get(name).and_then(Value::as_str);
            last_phrase(text("va_LastPhrase"), text("va_LastPhrases"), report);
        }
        Value::String(said) => {
            text::plain(said, report);
            note(said, report);
        }
        _ => {}
    }
}

/// Scans one variable; the pointer of its value ends in `/value`, that of its name in `/name`.
pub(super) fn scan<'a>(name: &'a str, value: &'a Value, report: &mut Report<'a>) {
    report.key("name", |report| {
        text::plain(name, report);
        long_name(name, report);
    });
    report.key("value", |report| value_rules(name, value, report));
}

/// A variable whose name is a key of the object it stands in.
fn variable<'a>(name: &'a str, value: &'a Value, report: &mut Report<'a>) {
    report.of_name(|report| {
        text::name(name, report);
        long_name(name, report);
    });
    value_rules(name, value, report);
}

fn long_name(name: &str, report: &mut Report<'_>) {
    let characters = name.chars().count();
    if characters > NAME {
        report.whole(RuleId::VarName, name, || {
            Detail::new(format!(
                "The name has {characters} characters; at most {NAME} are valid."
            ))
        });
    }
}

fn value_rules<'a>(name: &str, value: &'a Value, report: &mut Report<'a>) {
    strings(value, report);
    let characters = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(_) | Value::Object(_) => json_bytes(value),
        _ => 0,
    };
    if characters > VALUE {
        report.whole(RuleId::VarValue, &value_text(value), || {
            Detail::new(format!(
                "The value has {characters} characters; above {VALUE} the handoff fails."
            ))
        });
    }
    if let Some(kind) = odd_type(value).filter(|_| !documented(name, value)) {
        report.whole(RuleId::VarType, &value_text(value), || {
            Detail::new(format!(
                "The value is {kind}; workstreams know text and numbers only."
            ))
        });
    }
    if name == "va_BotName"
        && let Value::String(bot) = value
    {
        bot_name(bot, report);
    }
    if is_note(name)
        && let Value::String(said) = value
    {
        note(said, report);
    }
}

/// What the value is, if it is neither text nor number. Nothing at all is no value.
fn odd_type(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("a boolean"),
        Value::Array(_) => Some("a list"),
        Value::Object(_) => Some("a record"),
        Value::Null | Value::Number(_) | Value::String(_) => None,
    }
}

/// Whether the documentation itself gives the variable this type.
fn documented(name: &str, value: &Value) -> bool {
    match name {
        "va_Topics" | "va_Phrases" => value
            .as_array()
            .is_some_and(|list| list.iter().all(Value::is_string)),
        "CloseOmnichannelConversation" | "closeOmnichannelConversation" | "va_SurveyConsent" => {
            value.is_boolean()
        }
        _ => false,
    }
}

/// What a handoff passes as a note: the private message, and what its author calls one.
fn is_note(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name == "va_AgentMessage"
        || name == "MessageToAgent"
        || lower.ends_with("note")
        || lower.ends_with("notes")
}

fn note(said: &str, report: &mut Report<'_>) {
    if said.trim().is_empty() {
        return;
    }
    let plain = said.chars().all(|c| !c.is_control()) && super::style::first_style(said).is_none();
    report.whole(RuleId::Note, said, || {
        let detail = Detail::new(if plain {
            "A note to the agent; the pages do not say which notes show."
        } else {
            "A note of several lines or with formatting, which may not show."
        });
        if plain {
            detail
        } else {
            detail.severity(Severity::Warning)
        }
    });
}

/// Which spelling of the last phrase came.
pub(super) fn last_phrase(runtime: Option<&str>, page: Option<&str>, report: &mut Report<'_>) {
    let detail = match (runtime, page) {
        (Some(one), Some(other)) if one != other => {
            Detail::new("va_LastPhrase and va_LastPhrases both came and differ.")
                .severity(Severity::Warning)
        }
        (Some(_), None) => Detail::new("va_LastPhrase came; the page calls it va_LastPhrases."),
        (None, Some(_)) => Detail::new("va_LastPhrases came; the runtime calls it va_LastPhrase."),
        _ => return,
    };
    report.whole(
        RuleId::VarLastPhrase,
        runtime.or(page).unwrap_or_default(),
        || detail,
    );
}
