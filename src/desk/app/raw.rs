//! What came over the wire, as JSON: a message, or what the bot handed over.

use serde_json::Value;

use super::conversation::Conversation;
use super::notify::{self, Level};
use super::reader::{self, Kind, Reader, Text};
use super::{Focus, State, clock};
use crate::content::raw::{Raw, print};
use crate::content::sanitize::{self, EmojiStyle};
use crate::content::scan::Finding;
use crate::domain::Handoff;

/// Opens the marked message, else the newest; from the context panel what the bot handed over.
pub(super) fn open(state: &mut State) {
    let emoji = state.setup.settings.emoji;
    let from_context = state.focus() == Focus::Context;
    let page = state.conversations.shown().and_then(|shown| {
        if from_context {
            handed_over(shown, emoji)
        } else {
            message(state, shown, emoji)
        }
    });
    match page {
        Some(page) => reader::open(state, page),
        None => notify::tell(state, Level::Info, "there is nothing to show", ""),
    }
}

fn message(state: &State, shown: &Conversation, emoji: EmojiStyle) -> Option<Reader> {
    let marked = shown.scroll.marked.and_then(|id| shown.log.get(id));
    let entry = marked.or_else(|| shown.log.last())?;
    let value = serde_json::to_value(&entry.message.activity).ok()?;
    let at = clock::time_of_day(entry.message.at, state.setup.utc_offset);
    let who = sanitize::excerpt(entry.message.author.name.trim(), 40);
    let title = format!("Raw: {at} {who}");
    Some(page(title, &value, &entry.findings, emoji))
}

/// The handoff but for its transcript, whose messages have a raw view of their own.
fn handed_over(shown: &Conversation, emoji: EmojiStyle) -> Option<Reader> {
    let handoff = shown.handoff.as_ref()?;
    let handoff = Handoff {
        transcript: Vec::new(),
        ..(**handoff).clone()
    };
    let value = serde_json::to_value(&handoff).ok()?;
    let title = "Raw: what the bot handed over".to_owned();
    Some(page(title, &value, &shown.handoff_findings, emoji))
}

fn page(title: String, value: &Value, findings: &[Finding], emoji: EmojiStyle) -> Reader {
    let Raw { lines, json } = print(value, findings, emoji);
    let lines = lines.into_iter().map(|line| {
        let mut marks: Vec<_> = line.marks.into_iter().map(|(range, _)| range).collect();
        marks.sort_by_key(|range| (range.start, range.end));
        marks.dedup();
        Text {
            text: line.text,
            kind: Kind::Code,
            marks,
        }
    });
    Reader {
        title,
        lines: lines.collect(),
        whole: Some(json),
        ..Reader::default()
    }
}
