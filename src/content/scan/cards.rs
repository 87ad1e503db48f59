//! Rules of cards.

use serde_json::{Map, Value};

use super::activity::{DEPTH, strings, too_deep};
use super::channels::{self, CardKind};
use super::report::{Detail, Report, Step};
use super::view::Piece;
use super::{choices, style, text, trace};
use crate::content::rules::{RuleId, Severity};
use crate::domain::Channel;

/// What the kind of card decides together with the channel.
pub(super) fn kind_rules(piece: &Piece<'_>, report: &mut Report<'_>) {
    let Some(kind) = piece.card() else { return };
    let channel = report.context.channel;
    let table = match kind {
        "hero" => CardKind::Hero,
        "thumbnail" => CardKind::Thumbnail,
        "audio" => CardKind::Audio,
        "signin" => CardKind::Signin,
        _ => CardKind::Other,
    };
    if let Some(fate) = channels::card(channel, table) {
        report.whole(RuleId::CardChannel, kind, || {
            Detail::new(format!("{} does not show this card.", channel.label())).seen_as(fate)
        });
    }
    if matches!(kind, "signin" | "oauth") {
        report.whole(RuleId::CardAuth, kind, || {
            Detail::new("A card that signs the customer in.")
        });
    }
    if matches!(kind, "hero" | "thumbnail") && channel == Channel::Msteams {
        let buttons = piece.content.and_then(|content| content.get("buttons"));
        choices::too_many(
            buttons.and_then(Value::as_array).map_or(0, Vec::len),
            report,
        );
    }
    if kind == "oauth" && channel == Channel::Msteams {
        report.whole(RuleId::CardOauthTeams, kind, || {
            Detail::new("An OAuth card in Teams.")
        });
    }
}

/// What the elements of a card amount to together.
#[derive(Default)]
struct Look<'a> {
    /// The first property that styles.
    styling: Option<&'a str>,
    /// The first input or datum that asks how content the customer is.
    survey: Option<&'a str>,
}

/// Scans an Adaptive Card.
pub(super) fn adaptive<'a>(card: &'a Value, report: &mut Report<'a>) {
    version(card, report);
    let mut look = Look::default();
    element(card, &mut look, report);
    if let Some(property) = look.styling {
        report.whole(RuleId::CardStyle, property, || {
            Detail::new("The card sets colours, sizes or styles of its own.")
                .seen_as("the card without them")
        });
    }
    if let Some(asks) = look.survey {
        trace::survey(asks, report);
    }
    let speak = card.get("speak").and_then(Value::as_str);
    if let Some(speak) = speak.filter(|speak| report.context.speaks() && !speak.trim().is_empty()) {
        report.key("speak", |report| {
            report.whole(RuleId::VoiceSpeak, speak, || {
                Detail::new("What a card would speak is read only if it comes from Composer.")
                    .seen_as("nothing, unless the card comes from Composer")
            });
        });
    }
}

fn version(card: &Value, report: &mut Report<'_>) {
    let Some(written) = card.get("version") else {
        return;
    };
    let version = match written {
        Value::String(version) => version.clone(),
        other => other.to_string(),
    };
    let mut parts = version
        .split('.')
        .map_while(|part| part.trim().parse::<u32>().ok());
    let Some(major) = parts.next() else { return };
    let numbers = (major, parts.next().unwrap_or(0));
    let highest = if report.context.channel == Channel::Directline {
        (1, 6)
    } else {
        (1, 5)
    };
    if numbers > highest {
        report.key("version", |report| {
            report.whole(RuleId::CardVersion, &version, || {
                let (major, minor) = highest;
                Detail::new(format!(
                    "The card asks for a version above {major}.{minor}."
                ))
                .seen_as("the card without its newer elements")
            });
        });
    }
}

/// Looks at one element and everything in it.
fn element<'a>(value: &'a Value, look: &mut Look<'a>, report: &mut Report<'a>) {
    match value {
        Value::String(said) => text::plain(said, report),
        Value::Array(_) | Value::Object(_) if report.depth() > DEPTH => too_deep(report),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                report.at(Step::Index(index), |report| element(value, look, report));
            }
        }
        Value::Object(map) => object(map, look, report),
        _ => {}
    }
}

fn object<'a>(map: &'a Map<String, Value>, look: &mut Look<'a>, report: &mut Report<'a>) {
    let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
    if matches!(kind, "Media" | "Input.Date") && report.context.channel != Channel::Lcw {
        report.whole(RuleId::CardMedia, kind, || {
            Detail::new(format!(
                "{} works in live chat only.",
                if kind == "Media" {
                    "Media"
                } else {
                    "A date input"
                }
            ))
        });
    }
    if kind == "Action.Execute" && report.context.channel == Channel::Directline {
        report.whole(RuleId::CardVersion, kind, || {
            Detail::new("Web Chat does not take Action.Execute.")
        });
    }
    for (key, value) in map {
        if look.styling.is_none() && styles(kind, key, value) {
            look.styling = Some(key);
        }
        if look.survey.is_none() {
            look.survey = surveys(kind, key, value);
        }
        report.key(key, |report| match (key.as_str(), value) {
            // What a submission carries is data of the bot's author, no part of the card.
            ("data", Value::Object(_)) => strings(value, report),
            ("text" | "title" | "value", Value::String(said)) if holds_text(kind, key) => {
                text::plain(said, report);
                markdown(said, report);
            }
            _ => element(value, look, report),
        });
    }
}

/// What says that a card is a survey of satisfaction: the id of an input, or a name in what an action submits.
fn surveys<'a>(kind: &str, key: &str, value: &'a Value) -> Option<&'a str> {
    let asks = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name.contains("csat") || name.contains("satisfaction")
    };
    match (key, value) {
        ("id", Value::String(id)) if kind.starts_with("Input.") => Some(id.as_str()).filter(asks),
        ("data", Value::Object(data)) => data.keys().map(String::as_str).find(asks),
        _ => None,
    }
}

/// Where an Adaptive Card reads Markdown: text blocks and facts.
fn holds_text(kind: &str, key: &str) -> bool {
    (kind == "TextBlock" && key == "text") || (kind.is_empty() && key != "text")
}

fn markdown(said: &str, report: &mut Report<'_>) {
    let severity = match report.context.channel {
        Channel::Line => return,
        Channel::Lcw => Severity::Warning,
        _ => Severity::Info,
    };
    if let Some(span) = style::first_style(said) {
        report.span(RuleId::CardMd, said, span, || {
            Detail::new("Markdown inside a card.")
                .severity(severity)
                .seen_as(match severity {
                    Severity::Warning => "the Markdown signs",
                    _ => "partly the style, partly the signs",
                })
        });
    }
}

/// Whether a property of an element changes how it looks. Values that name the default change nothing; `style` means
/// another thing to inputs, images, actions and headings.
fn styles(kind: &str, key: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let default = text.is_empty() || text.eq_ignore_ascii_case("default");
    match key {
        "backgroundImage" => !value.is_null(),
        "isSubtle" | "bleed" | "highlight" | "italic" | "strikethrough" | "underline" => {
            value.as_bool() == Some(true)
        }
        "color" | "weight" | "fontType" => !default && matches!(kind, "TextBlock" | "TextRun"),
        "size" => !default && matches!(kind, "TextBlock" | "TextRun"),
        "style" => {
            !default
                && matches!(
                    kind,
                    "Container" | "Column" | "ColumnSet" | "TableCell" | "TableRow"
                )
        }
        _ => false,
    }
}
