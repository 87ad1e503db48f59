//! All rules of one activity.

use serde::Serialize;
use serde_json::Value;

use super::memory::Memory;
use super::report::{Detail, Report, Step};
use super::variable_shapes::Bag;
use super::view::Said;
use super::{
    Format, SIZE_LIMIT, attachments, beginning, channels, choices, numbers, placement, text,
    topics, trace, variables,
};
use crate::activity::Activity;
use crate::activity::fields::{Side, side};
use crate::content::rules::RuleId;

/// Nesting deeper than this is not looked into (rule HZ-DEEP).
pub(super) const DEPTH: usize = 64;

/// Scans an activity: what it says, what hangs on it, what it carries. The context's author stands in where the activity
/// does not say who wrote it.
pub(super) fn scan<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let context = report.context;
    report.context.author = said.author().unwrap_or(context.author);
    known_author(said, memory, report);
    report.context = context;
}

/// The same, where the author is the context's.
pub(super) fn known_author<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let context = report.context;
    if let Some(format) = said.text_format {
        report.context.format = Format::of(Some(format));
        if report.context.format == Format::Xml {
            report.key("textFormat", |report| {
                report.whole(RuleId::Xml, format, || Detail::new("The text is XML."));
            });
        }
    }
    if said.kind == "typing" {
        report.key("type", |report| {
            report.whole(RuleId::Typing, "typing", || {
                Detail::new("Somebody types; the other side does not see it.").seen_as("nothing")
            });
        });
    }
    if let Some(text) = said.text {
        report.key("text", |report| text::scan(text, report));
    }
    sender(said, report);
    attachments::scan(said, memory, report);
    choices::scan(said, report);
    sticker(said, report);
    placement::scan(said, memory, report);
    carried(said, memory, report);
    memory.cards(said, report);
    report.context = context;
}

/// Measures an activity as the compact JSON it is sent as.
pub(super) fn size(activity: &Activity, report: &mut Report<'_>) {
    oversize(
        json_bytes(activity),
        || beginning::of_json(activity),
        report,
    );
}

/// Reports an activity of this many bytes, if it has too many.
pub(super) fn oversize(bytes: usize, excerpt: impl FnOnce() -> String, report: &mut Report<'_>) {
    if bytes > SIZE_LIMIT {
        report.whole(RuleId::Size28K, &excerpt(), || {
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

fn sender<'a>(said: &Said<'a>, report: &mut Report<'a>) {
    let Some(name) = said.from.name else { return };
    report.key("from", |report| {
        report.key("name", |report| {
            text::name(name, report);
            if said.from.role.and_then(side) == Some(Side::Bot) {
                bot_name(name, report);
            }
        });
    });
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

/// Channels leave a sticker in their own data: `sticker` (Telegram), `sticker_id` (Facebook), `type: "sticker"` (LINE).
fn sticker(said: &Said<'_>, report: &mut Report<'_>) {
    if let Some(data) = said.get("channelData")
        && holds_sticker(data, 0)
    {
        report.key("channelData", |report| {
            let fate = channels::sticker(report.context.channel);
            report.value(RuleId::Sticker, data, || {
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
fn carried<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let typed = said
        .text_of("valueType")
        .is_some_and(|kind| !kind.is_empty());
    if typed || said.kind == "trace" {
        return trace::scan(said, memory, report);
    }
    trace::variable_detail(said, memory, report);
    let Some(value) = said.value else { return };
    report.key("value", |report| {
        if said.is_handoff() {
            variables::of_handoff(value, report);
            if let Value::Object(map) = value {
                topics::scan(Bag::Members(map), memory, report);
            }
        } else {
            strings(value, report);
        }
    });
}

/// Every text and number in a JSON value.
pub(super) fn strings<'a>(value: &'a Value, report: &mut Report<'a>) {
    match value {
        Value::String(said) => text::plain(said, report),
        Value::Number(number) => numbers::scan(number, report),
        Value::Array(_) | Value::Object(_) if report.depth() > DEPTH => too_deep(value, report),
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
pub(super) fn too_deep(value: &Value, report: &mut Report<'_>) {
    report.value(RuleId::Deep, value, || {
        Detail::new(format!(
            "Nested deeper than {DEPTH} levels; what lies deeper is not looked into."
        ))
    });
}
