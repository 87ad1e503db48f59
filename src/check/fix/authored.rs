//! Files that somebody wrote, read for fixing: what is found in them, each with the text it stands in.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::How;
use super::text::wanted;
use crate::check::allow::Allowances;
use crate::check::piece::{Layer, Piece, Places, Writing};
use crate::check::place::Decoded;
use crate::check::topic::formula::record;
use crate::check::topic::{self, Found};
use crate::content::rules::RuleId;
use crate::content::scan::{Context, Format, scan_activity, scan_text};
use crate::domain::Channel;

/// What a file is that may be fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authored {
    /// A topic, or another part of an agent in YAML.
    Topic,
    /// A card, an attachment or a message, in JSON.
    Card,
    /// A text.
    Text(Format),
}

/// What is found in a file.
pub(super) struct Document<'a> {
    /// Findings that are to be fixed.
    pub found: Vec<Found<'a>>,
    /// In which context: a message may name its channel.
    pub context: Context,
}

impl Document<'_> {
    /// How often each rule was found.
    pub(super) fn count(&self) -> BTreeMap<RuleId, usize> {
        let mut count = BTreeMap::new();
        for found in &self.found {
            *count.entry(found.finding.rule).or_default() += 1;
        }
        count
    }
}

/// What a file is, by its extension in lower case and by what stands in it. The error says why it is not fixed.
pub fn recognise(extension: &str, file: &str) -> Result<Authored, &'static str> {
    let text = file.trim_start_matches('\u{feff}').trim_start();
    match extension {
        "yaml" | "yml" if topic::read(file).is_ok() => Ok(Authored::Topic),
        "yaml" | "yml" => Err("it is no topic"),
        "md" | "markdown" => Ok(Authored::Text(Format::Markdown)),
        "" | "json" if text.starts_with(['{', '[']) => card(file),
        "" if topic::read(file).is_ok() => Ok(Authored::Topic),
        "" | "txt" => Ok(Authored::Text(Format::Unknown)),
        "json" => Err("it is no card and no message"),
        _ => Err("only topics, cards, Markdown and plain text are fixed"),
    }
}

/// A card, an attachment, or a message that was never sent.
fn card(file: &str) -> Result<Authored, &'static str> {
    let read = record::json(&whole(file));
    if !read.whole {
        return Err("its JSON cannot be read");
    }
    match shape(&read.value) {
        Some(_) => Ok(Authored::Card),
        None => Err("what was recorded is not rewritten: fix the bot that said it"),
    }
}

/// Where in an activity a value stands.
fn shape(value: &Value) -> Option<&'static str> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let sent = ["id", "timestamp", "conversation", "replyToId"]
        .iter()
        .any(|key| value.get(key).is_some());
    match text("type") {
        Some("AdaptiveCard") => Some("/attachments/0/content"),
        Some("message") if !sent => Some(""),
        _ if text("contentType").is_some() && value.get("content").is_some() => {
            Some("/attachments/0")
        }
        _ => None,
    }
}

/// The file as one text; a mark of byte order before it is none of it.
pub(super) fn whole(file: &str) -> Piece<'_> {
    let text = file.strip_prefix('\u{feff}').unwrap_or(file);
    Piece::new(Layer {
        text: Decoded::verbatim(text, file.len() - text.len()),
        writing: Writing::Verbatim,
    })
}

/// Reads a file and finds what is to be fixed in it.
pub(super) fn read<'a>(
    file: &'a str,
    kind: Authored,
    how: &How<'_>,
) -> Result<Document<'a>, String> {
    let mut document = all(file, kind, how)?;
    document.found.retain(|found| wanted(&found.finding));
    Ok(document)
}

/// Reads a file and finds all that is not allowed.
pub(super) fn all<'a>(
    file: &'a str,
    kind: Authored,
    how: &How<'_>,
) -> Result<Document<'a>, String> {
    let context = Context {
        every: true,
        ..how.context
    };
    let mut document = match kind {
        Authored::Topic => topic_file(file, context)?,
        Authored::Card => card_file(file, context)?,
        Authored::Text(format) => text_file(file, context.in_format(format)),
    };
    document.found.retain(|found| {
        let rule = found.finding.rule.as_str();
        !how.allow.iter().any(|allowed| allowed == rule)
    });
    if kind == Authored::Topic {
        allowed_in(file, &mut document);
    }
    Ok(document)
}

/// Leaves out what a comment in the file allows.
fn allowed_in(file: &str, document: &mut Document<'_>) {
    let allowances = Allowances::read(file);
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', file.as_bytes()).collect();
    document.found.retain(|found| {
        let line = ends.partition_point(|end| *end < found.span.start) as u64 + 1;
        !allowances.allows(found.finding.rule, line)
    });
}

fn topic_file(file: &str, context: Context) -> Result<Document<'_>, String> {
    let topic = topic::read(file).map_err(|error| error.message)?;
    if let Some(stop) = topic.stop() {
        return Err(format!("line {}: {}", stop.line, stop.message));
    }
    Ok(Document {
        found: topic::found(&topic, &context),
        context,
    })
}

fn card_file(file: &str, context: Context) -> Result<Document<'_>, String> {
    let outer = whole(file);
    let read = record::json(&outer);
    let root = shape(&read.value)
        .filter(|_| read.whole)
        .ok_or("it is no card and no message")?;
    let mut places = Places::default();
    places.adopt(root, read.places);
    let value = read.value;
    let attachment = match root {
        "/attachments/0" => value.clone(),
        _ => json!({"contentType": "application/vnd.microsoft.card.adaptive", "content": value}),
    };
    let activity = match root {
        "" => value.clone(),
        _ => json!({"type": "message", "attachments": [attachment]}),
    };
    let said = activity.get("channelId").and_then(Value::as_str);
    let channel = said.and_then(Channel::from_channel_id);
    let context = Context {
        channel: channel.unwrap_or(context.channel),
        ..context
    };
    let read = serde_json::from_value(activity.clone()).map_err(|error| error.to_string())?;
    let found = scan_activity(&read, &context)
        .into_iter()
        .map(|finding| Found::new(finding, Some(&activity), &places))
        .collect();
    Ok(Document { found, context })
}

fn text_file(file: &str, context: Context) -> Document<'_> {
    let piece = whole(file);
    let found = scan_text(piece.text(), &context)
        .into_iter()
        .map(|finding| Found {
            span: match &finding.span {
                Some(span) => piece.in_file(span),
                None => piece.whole(),
            },
            path: String::new(),
            finding,
            piece: Some(piece.clone()),
            card: None,
        })
        .collect();
    Document { found, context }
}
