//! All rules of one activity.

use serde::Serialize;
use serde_json::Value;

use super::report::{Detail, Report, Step};
use super::{Format, SIZE_LIMIT, cards, channels, text, variables};
use crate::activity::{Activity, Attachment};
use crate::content::rules::{RuleId, Severity};
use crate::domain::AuthorKind;

/// Nesting deeper than this is not looked into (rule HZ-DEEP).
pub(super) const DEPTH: usize = 64;

/// Scans an activity: what it says, what hangs on it, what it carries.
pub(super) fn scan<'a>(activity: &'a Activity, report: &mut Report<'a>) {
    let context = report.context;
    if let Some(format) = activity.text_format.as_deref() {
        report.context.format = Format::of(Some(format));
        if report.context.format == Format::Xml {
            report.key("textFormat", |report| {
                report.whole(RuleId::Xml, format, || Detail::new("The text is XML."));
            });
        }
    }
    if activity.kind == "typing" {
        report.whole(RuleId::Typing, "typing", || {
            Detail::new("Somebody types; the other side does not see it.").seen_as("nothing")
        });
    }
    if let Some(said) = &activity.text {
        report.key("text", |report| text::scan(said, report));
    }
    sender(activity, report);
    report.key("attachments", |report| attachments(activity, report));
    suggested_actions(activity, report);
    sticker(activity, report);
    carried(activity, report);
    report.context = context;
}

/// Measures an activity as the compact JSON it is sent as.
pub(super) fn size(activity: &Activity, report: &mut Report<'_>) {
    let excerpt = activity.text.as_deref().unwrap_or(&activity.kind);
    oversize(json_bytes(activity), excerpt, report);
}

/// Reports an activity of this many bytes, if it has too many.
pub(super) fn oversize(bytes: usize, excerpt: &str, report: &mut Report<'_>) {
    if bytes > SIZE_LIMIT {
        report.whole(RuleId::Size28K, excerpt, || {
            Detail::new(format!(
                "{bytes} bytes, {} over the limit of 28 KB.",
                bytes - SIZE_LIMIT
            ))
        });
    }
}

/// How many bytes a value takes as compact JSON.
pub(super) fn json_bytes<T: Serialize + ?Sized>(value: &T) -> usize {
    struct Counter(usize);
    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    // Counting cannot fail, and every activity can be written: its keys are texts.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

fn sender<'a>(activity: &'a Activity, report: &mut Report<'a>) {
    let Some(from) = &activity.from else { return };
    if let Some(name) = &from.name {
        report.key("from", |report| {
            report.key("name", |report| {
                text::name(name, report);
                if from.role.as_ref().is_some_and(is_bot) {
                    bot_name(name, report);
                }
            });
        });
    }
}

/// A role as it stands on the wire (`bot`) or in stored transcripts (0).
fn is_bot(role: &Value) -> bool {
    role.as_str()
        .is_some_and(|role| role.eq_ignore_ascii_case("bot"))
        || role.as_i64() == Some(0)
}

/// Measures the name of a bot.
pub(super) fn bot_name(name: &str, report: &mut Report<'_>) {
    let characters = name.chars().count();
    if characters > 30 {
        report.whole(RuleId::Name30, name, || {
            Detail::new(format!(
                "The bot's name has {characters} characters; connecting fails above 30."
            ))
        });
    }
}

fn attachments<'a>(activity: &'a Activity, report: &mut Report<'a>) {
    let handoff = is_handoff(activity);
    for (index, attachment) in activity.attachments.iter().enumerate() {
        report.at(Step::Index(index), |report| {
            if handoff && !is_transcript(attachment) {
                unknown_attachment(&attachment.content_type, report);
            }
            one(attachment, report);
        });
    }
    let layout = activity
        .rest
        .get("attachmentLayout")
        .and_then(Value::as_str);
    if layout.is_some_and(|layout| layout.eq_ignore_ascii_case("carousel"))
        && !activity.attachments.is_empty()
    {
        carousel(activity.attachments.len(), report);
    }
}

fn one<'a>(attachment: &'a Attachment, report: &mut Report<'a>) {
    if let Some(name) = &attachment.name {
        report.key("name", |report| text::name(name, report));
    }
    cards::kind_rules(attachment, report);
    let Some(content) = &attachment.content else {
        return;
    };
    report.key("content", |report| {
        if is_transcript(attachment) {
            transcript(content, report);
        } else if cards::is_adaptive(attachment) {
            cards::adaptive(content, report);
        } else {
            strings(content, report);
        }
    });
}

fn is_transcript(attachment: &Attachment) -> bool {
    let activities = attachment
        .content
        .as_ref()
        .and_then(|content| content.get("activities"));
    names_transcript(attachment.name.as_deref(), activities)
}

/// Whether an attachment is the transcript of a handoff: by its name without case, which one published README misspells,
/// or without a name by its content.
pub(super) fn names_transcript(name: Option<&str>, activities: Option<&Value>) -> bool {
    match name.map(str::trim) {
        Some(name) => ["transcript", "trasnscript"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known)),
        None => activities.is_some_and(Value::is_array),
    }
}

/// Reports an attachment of a handoff that is no transcript.
pub(super) fn unknown_attachment(content_type: &str, report: &mut Report<'_>) {
    report.whole(RuleId::AttUnknown, content_type, || {
        Detail::new("A hub ignores an attachment of a handoff that is no transcript.")
            .seen_as("nothing")
    });
}

/// The activities of an inline transcript, whatever else stands around them.
fn transcript<'a>(content: &'a Value, report: &mut Report<'a>) {
    let (list, in_member) = match content {
        Value::Array(list) => (list, false),
        other => match other.get("activities").and_then(Value::as_array) {
            Some(list) => (list, true),
            None => return,
        },
    };
    let scan_all = |report: &mut Report<'a>| {
        for (index, said) in list.iter().enumerate() {
            report.at(Step::Index(index), |report| raw(said, report));
        }
    };
    if in_member {
        report.key("activities", scan_all);
    } else {
        scan_all(report);
    }
}

/// An activity that was not read: the parts that are shown.
fn raw<'a>(said: &'a Value, report: &mut Report<'a>) {
    let context = report.context;
    let role = said.pointer("/from/role");
    let customer =
        role.is_some_and(|role| role.as_str() == Some("user") || role.as_i64() == Some(1));
    report.context.author = if customer {
        AuthorKind::Customer
    } else {
        AuthorKind::Bot
    };
    report.context.format = Format::of(said.get("textFormat").and_then(Value::as_str));
    if let Some(said) = said.get("text").and_then(Value::as_str) {
        report.key("text", |report| text::scan(said, report));
    }
    for key in ["attachments", "suggestedActions"] {
        if let Some(value) = said.get(key) {
            report.key(key, |report| strings(value, report));
        }
    }
    report.context = context;
}

/// Whether this is `handoff.initiate`.
fn is_handoff(activity: &Activity) -> bool {
    activity.kind == "event" && activity.name.as_deref() == Some("handoff.initiate")
}

fn carousel(cards: usize, report: &mut Report<'_>) {
    // Until 2023-06-16 the page said that no carousel is shown at all; see the catalogue.
    let everywhere = report
        .context
        .as_of
        .is_some_and(|day| day < jiff::civil::date(2023, 6, 16));
    let fate = if everywhere {
        Some("nothing")
    } else {
        channels::carousel(report.context.channel)
    };
    if let Some(fate) = fate {
        report.whole(RuleId::Carousel, "carousel", || {
            let detail = Detail::new(format!("A carousel of {cards}.")).seen_as(fate);
            if fate == "nothing" {
                detail
            } else {
                detail.severity(Severity::Info)
            }
        });
    }
}

fn suggested_actions<'a>(activity: &'a Activity, report: &mut Report<'a>) {
    let Some(suggested) = activity.rest.get("suggestedActions") else {
        return;
    };
    report.key("suggestedActions", |report| {
        let count = suggested
            .get("actions")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        if count > 0 && channels::hides_suggested_actions(report.context.channel) {
            let channel = report.context.channel.label();
            report.whole(RuleId::SaChannel, "", || {
                Detail::new(format!(
                    "{channel} does not show these {count} suggested actions."
                ))
                .seen_as("nothing")
            });
        }
        strings(suggested, report);
    });
}

/// Channels leave a sticker in their own data: `sticker` (Telegram), `sticker_id` (Facebook), `type: "sticker"` (LINE).
fn sticker(activity: &Activity, report: &mut Report<'_>) {
    let Some(data) = activity.rest.get("channelData") else {
        return;
    };
    if holds_sticker(data, 0) {
        report.key("channelData", |report| {
            let fate = channels::sticker(report.context.channel);
            report.whole(RuleId::Sticker, "sticker", || {
                Detail::new("A sticker.").seen_as(fate)
            });
        });
    }
}

fn holds_sticker(value: &Value, depth: usize) -> bool {
    if depth > 6 {
        return false;
    }
    match value {
        Value::Object(map) => {
            map.contains_key("sticker")
                || map.contains_key("sticker_id")
                || map.get("type").and_then(Value::as_str) == Some("sticker")
                || map.values().any(|value| holds_sticker(value, depth + 1))
        }
        Value::Array(list) => list.iter().any(|value| holds_sticker(value, depth + 1)),
        _ => false,
    }
}

/// What an event or a submitted card carries; the variables of a handoff in whichever shape they come.
fn carried<'a>(activity: &'a Activity, report: &mut Report<'a>) {
    let tags = activity
        .rest
        .get("channelData")
        .and_then(|data| data.get("tags"));
    if let Some(tags) = tags.and_then(Value::as_str) {
        report.key("channelData", |report| {
            report.key("tags", |report| text::plain(tags, report));
        });
    }
    let Some(value) = &activity.value else { return };
    report.key("value", |report| {
        if is_handoff(activity) {
            variables::of_handoff(value, report);
        } else {
            strings(value, report);
        }
    });
}

/// Every text in a JSON value.
pub(super) fn strings<'a>(value: &'a Value, report: &mut Report<'a>) {
    match value {
        Value::String(said) => text::plain(said, report),
        Value::Array(_) | Value::Object(_) if report.depth() > DEPTH => too_deep(report),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                report.at(Step::Index(index), |report| strings(value, report));
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                report.key(key, |report| strings(value, report));
            }
        }
        _ => {}
    }
}

/// Reports that something is nested too deeply to look into.
pub(super) fn too_deep(report: &mut Report<'_>) {
    report.whole(RuleId::Deep, "", || {
        Detail::new(format!(
            "Nested deeper than {DEPTH} levels; what lies deeper is not looked into."
        ))
    });
}
