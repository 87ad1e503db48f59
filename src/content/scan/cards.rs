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
    let said = piece.content_type;
    report.key("contentType", |report| {
        if let Some(fate) = channels::card(channel, table) {
            report.whole(RuleId::CardChannel, said, || {
                Detail::new(format!("{} does not show this card.", channel.label())).seen_as(fate)
            });
        }
        if matches!(kind, "signin" | "oauth") {
            report.whole(RuleId::CardAuth, said, || {
                Detail::new("A card that signs the customer in.")
            });
        }
        if kind == "oauth" && channel == Channel::Msteams {
            report.whole(RuleId::CardOauthTeams, said, || {
                Detail::new("An OAuth card in Teams.")
            });
        }
    });
    if matches!(kind, "hero" | "thumbnail")
        && channel == Channel::Msteams
        && let Some(buttons) = piece.content.and_then(|content| content.get("buttons"))
    {
        report.key("content", |report| {
            report.key("buttons", |report| choices::too_many(buttons, report));
        });
    }
}

/// What was found in a card that is found once.
#[derive(Default)]
struct Look {
    /// A property that styles.
    styled: bool,
    /// An input or a datum that asks how content the customer is.
    asks: bool,
}

/// Scans an Adaptive Card.
pub(super) fn adaptive<'a>(card: &'a Value, report: &mut Report<'a>) {
    version(card, report);
    let mut look = Look::default();
    element(card, &mut look, report);
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
    // The page names these clients; of the others none says which version they draw.
    let highest = match report.context.channel {
        Channel::Directline => (1, 6),
        Channel::Lcw | Channel::Msteams => (1, 5),
        _ => return,
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
fn element<'a>(value: &'a Value, look: &mut Look, report: &mut Report<'a>) {
    match value {
        Value::String(said) => text::plain(said, report),
        Value::Array(_) | Value::Object(_) if report.depth() > DEPTH => too_deep(value, report),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                report.at(Step::Index(index), |report| element(value, look, report));
            }
        }
        Value::Object(map) => object(map, look, report),
        _ => {}
    }
}

fn object<'a>(map: &'a Map<String, Value>, look: &mut Look, report: &mut Report<'a>) {
    let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
    if matches!(kind, "Media" | "Input.Date") && report.context.channel != Channel::Lcw {
        report.key("type", |report| {
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
        });
    }
    if kind == "Action.Execute" && report.context.channel == Channel::Directline {
        report.key("type", |report| {
            report.whole(RuleId::CardVersion, kind, || {
                Detail::new("Web Chat does not take Action.Execute.")
            });
        });
    }
    for (key, value) in map {
        report.key(key, |report| {
            once(kind, key, value, look, report);
            match (key.as_str(), value) {
                // What a submission carries is data of the bot's author, no part of the card.
                ("data", Value::Object(_)) => strings(value, report),
                ("text" | "title" | "value", Value::String(said)) if holds_text(kind, key) => {
                    text::plain(said, report);
                    markdown(said, report);
                }
                _ => element(value, look, report),
            }
        });
    }
}

/// What is found once in a card, where it stands first.
fn once<'a>(kind: &str, key: &str, value: &'a Value, look: &mut Look, report: &mut Report<'a>) {
    if !look.styled && styles(kind, key, value) {
        look.styled = true;
        report.value(RuleId::CardStyle, value, || {
            Detail::new("The card sets colours, sizes or styles of its own.")
                .seen_as("the card without them")
        });
    }
    if !look.asks {
        look.asks = surveys(kind, key, value, report);
    }
}

/// Reports what says that a card is a survey of satisfaction: the id of an input, or a name in what an action submits.
fn surveys<'a>(kind: &str, key: &str, value: &'a Value, report: &mut Report<'a>) -> bool {
    let asks = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name.contains("csat") || name.contains("satisfaction")
    };
    match (key, value) {
        ("id", Value::String(id)) if kind.starts_with("Input.") && asks(&id.as_str()) => {
            trace::survey(id, report);
            true
        }
        ("data", Value::Object(data)) => {
            let name = data.keys().map(String::as_str).find(asks);
            if let Some(name) = name {
                report.key(name, |report| {
                    report.of_name(|report| trace::survey(name, report));
                });
            }
            name.is_some()
        }
        _ => false,
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
