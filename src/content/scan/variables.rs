//! Rules of context variables: `value` of a handoff in its shapes, and one variable alone.

use serde_json::Value;

use super::activity::{bot_name, json_bytes, strings};
use super::names::{self, Seen};
use super::report::{Detail, Report};
use super::variable_shapes::Bag;
use super::{BotKind, text};
use crate::content::rules::{RuleId, Severity};

/// Longest value in characters (rule OC-VAR-VALUE).
const VALUE: usize = 4000;

/// Scans the `value` of `handoff.initiate`: flat keys, a free object, or the Bot Framework sample's
/// `{"MessageToAgent": …, "Context": {…}}`. A bare text is a note.
pub(super) fn of_handoff<'a>(value: &'a Value, report: &mut Report<'a>) {
    match value {
        Value::Object(map) => {
            let mut seen = Seen::default();
            for (name, value) in map {
                report.key(name, |report| match value {
                    Value::Object(inner) if name == "Context" => {
                        for (name, value) in inner {
                            report.key(name, |report| variable(name, value, &mut seen, report));
                        }
                    }
                    _ => variable(name, value, &mut seen, report),
                });
            }
            last_phrases(Bag::Members(map), report);
        }
        Value::String(said) => {
            text::plain(said, report);
            note(said, report);
        }
        _ => {}
    }
}

/// Scans one variable; the pointer of its value ends in `/value`, that of its name in `/name`.
pub(super) fn scan<'a>(
    name: &'a str,
    value: &'a Value,
    seen: &mut Seen<'a>,
    report: &mut Report<'a>,
) {
    report.key("name", |report| {
        text::plain(name, report);
        names::scan(name, report);
        seen.scan(name, report);
    });
    report.key("value", |report| value_rules(name, value, report));
}

/// A variable whose name is a key of the object it stands in.
fn variable<'a>(name: &'a str, value: &'a Value, seen: &mut Seen<'a>, report: &mut Report<'a>) {
    report.of_name(|report| {
        text::name(name, report);
        names::scan(name, report);
        seen.scan(name, report);
    });
    value_rules(name, value, report);
}

fn value_rules<'a>(name: &str, value: &'a Value, report: &mut Report<'a>) {
    strings(value, report);
    let characters = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(_) | Value::Object(_) => json_bytes(value),
        _ => 0,
    };
    if characters > VALUE {
        report.value(RuleId::VarValue, value, || {
            Detail::new(format!(
                "The value has {characters} characters; above {VALUE} the handoff fails."
            ))
        });
    }
    let azure = report.context.bot == BotKind::Azure;
    if let Some(kind) = odd_type(value, azure).filter(|_| !documented(name, value)) {
        report.value(RuleId::VarType, value, || {
            Detail::new(if value.is_number() {
                format!("The value is {kind}; an Azure bot may send text and whole numbers only.")
            } else {
                format!("The value is {kind}; workstreams know text and numbers only.")
            })
        });
    }
    shown(name, value, report);
    match (name, value) {
        ("va_BotName", Value::String(bot)) => bot_name(bot, report),
        ("CustomerPhoneNumber", _) if report.context.speaks() && is_blank(value) => {
            report.value(RuleId::VoicePhone, value, || {
                Detail::new("CustomerPhoneNumber is empty: this is not a phone call.")
            });
        }
        _ if name.eq_ignore_ascii_case("CloseOmnichannelConversation") => closing(value, report),
        (_, Value::String(said)) if is_note(name) => note(said, report),
        _ => {}
    }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// A value that is no line of text. Which variables the pages mean by "certain" they do not say: what they document
/// themselves is not doubted, notes have a rule of their own, and of an empty value nothing is lost.
fn shown(name: &str, value: &Value, report: &mut Report<'_>) {
    if names::is_documented(name) || is_note(name) {
        return;
    }
    let what = match value {
        Value::Array(_) => "a list",
        Value::Object(_) => "a record",
        Value::String(text) if text.trim().contains('\n') => "a text of several lines",
        _ => return,
    };
    report.value(RuleId::VarDisplay, value, || {
        Detail::new(format!(
            "The value is {what}: it may not show beside its name."
        ))
    });
}

/// The flag that ends a conversation instead of escalating it.
fn closing(value: &Value, report: &mut Report<'_>) {
    let detail = match value {
        Value::Bool(true) if report.context.speaks() => {
            Detail::new("This would end the conversation, but voice ignores it.")
                .severity(Severity::Warning)
        }
        Value::Bool(true) => Detail::new("This ends the conversation; nobody takes it over.")
            .seen_as("a conversation that is closed, counted as escalated"),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => {
            Detail::new("The flag is a text: only the boolean true ends a conversation.")
                .severity(Severity::Warning)
        }
        _ => return,
    };
    report.value(RuleId::EocFlag, value, || detail);
}

/// What the value is, if it is neither text nor number; of an Azure bot, neither text nor whole number. Nothing at all is no
/// value.
fn odd_type(value: &Value, azure: bool) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("a boolean"),
        Value::Array(_) => Some("a list"),
        Value::Object(_) => Some("a record"),
        Value::Number(number) if azure && number.is_f64() => Some("a number with a fraction"),
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

/// The last phrase as the runtime spells it, and as the page does.
const LAST: [&str; 2] = ["va_LastPhrase", "va_LastPhrases"];

/// Which spelling of the last phrase came.
pub(super) fn last_phrases<'a>(bag: Bag<'a>, report: &mut Report<'a>) {
    let [runtime, page] = LAST.map(|name| bag.get(name).and_then(Value::as_str));
    let detail = match (runtime, page) {
        (Some(one), Some(other)) if one != other => {
            Detail::new("va_LastPhrase and va_LastPhrases both came and differ.")
                .severity(Severity::Warning)
        }
        (Some(_), None) => Detail::new("va_LastPhrase came; the page calls it va_LastPhrases."),
        (None, Some(_)) => Detail::new("va_LastPhrases came; the runtime calls it va_LastPhrase."),
        _ => return,
    };
    let [first, second] = LAST;
    let name = if runtime.is_some() { first } else { second };
    bag.at(name, report, |report| {
        let said = runtime.or(page).unwrap_or_default();
        report.whole(RuleId::VarLastPhrase, said, || detail);
    });
}
