//! The context panel: what the bot knew, in words, and what will not be shown on the other side.

use std::collections::BTreeMap;

use serde_json::Value;

use super::action::Motion;
use super::conversation::Conversation;
use super::effect::Effects;
use super::marked::{What, marked};
use super::reader::{self, Reader};
use super::revision::Revision;
use super::{State, explain, panes, talk};
use crate::content::rules::{self, RuleId};
use crate::content::sanitize::{self, EmojiStyle, Layout};
use crate::domain::{Channel, ConversationId, Handoff, HandoffShape, MessageId};

/// The longest value shown in a row, in characters; all of it is shown on demand.
const VALUE: usize = 400;
/// The longest private message shown in the panel, in characters.
const WHOLE: usize = 8_000;

/// The variables of the platform in words, in the order they are shown (`domain` facts: `advanced-hand-off`, 2020-09-22).
const KNOWN: [(&str, &str); 9] = [
    ("va_LastTopic", "last topic"),
    ("va_Topics", "topics"),
    ("va_LastPhrase", "last phrase"),
    ("va_LastPhrases", "last phrase"),
    ("va_Phrases", "phrases"),
    ("va_Language", "language"),
    ("va_Scope", "scope"),
    ("va_BotId", "bot id"),
    ("va_ConversationId", "bot conversation"),
];

/// A row of the panel. All texts are sanitised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading.
    Heading(&'static str),
    /// The bot's private message to the agent: first of all, if there is one.
    PrivateMessage(String),
    /// A fact with its label.
    Field {
        /// What it is, in words; for the author's own variables their name.
        label: String,
        /// Its value on one line.
        value: String,
        /// The variable's name, if it is one: asking for more shows its whole value.
        variable: Option<String>,
        /// What copying it gives, if that is not the value as it is shown.
        plain: Option<String>,
    },
    /// All findings of one rule.
    Flag {
        /// The rule's id.
        rule: String,
        /// Its title.
        title: String,
        /// How many.
        count: u32,
        /// The first message that has it; `None` if it is in a variable.
        first: Option<MessageId>,
    },
    /// What was assumed when the handoff was read.
    Note(String),
}

/// The panel.
#[derive(Clone, Debug, Default)]
pub struct Context {
    of: Option<(ConversationId, u64)>,
    rows: Vec<Row>,
    cursor: usize,
    /// Changes of rows or cursor.
    pub revision: Revision,
}

impl Context {
    /// The rows from top to bottom, for the conversation shown.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which row is under the cursor; always one of them unless there are none.
    pub fn cursor(&self) -> usize {
        self.cursor
    }
}

/// Makes the rows anew if the conversation shown, or what was found in it, has changed.
pub(super) fn settle(state: &mut State) {
    let stamp = state.conversations.shown().map(|shown| {
        let flags = shown
            .log
            .rules()
            .values()
            .map(|count| u64::from(count.times))
            .sum::<u64>();
        let read = u64::from(shown.handoff.is_some());
        (shown.row.id.clone(), flags * 2 + read)
    });
    if state.context.of == stamp {
        return;
    }
    let same = state.context.of.as_ref().map(|(id, _)| id) == stamp.as_ref().map(|(id, _)| id);
    let emoji = state.setup.settings.emoji;
    let rows = state
        .conversations
        .shown()
        .map_or_else(Vec::new, |shown| rows(shown, emoji));
    let context = &mut state.context;
    context.of = stamp;
    context.cursor = if same {
        context.cursor.min(rows.len().saturating_sub(1))
    } else {
        0
    };
    context.rows = rows;
    context.revision.bump();
}

fn rows(shown: &Conversation, emoji: EmojiStyle) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(handoff) = &shown.handoff {
        if let Some(message) = handoff.variables.private_message() {
            rows.push(Row::Heading("private message"));
            let style = (handoff.channel, emoji);
            let how = (What::Value, Layout::Block);
            rows.push(Row::PrivateMessage(marked(message, how, style, WHOLE)));
        }
        rows.push(Row::Heading("handed over"));
        rows.extend(facts(shown, handoff, emoji));
        let own = own(handoff, emoji);
        if !own.is_empty() {
            rows.push(Row::Heading("the bot's own variables"));
            rows.extend(own);
        }
    }
    let flags = flags(shown);
    if !flags.is_empty() {
        rows.push(Row::Heading("flags"));
        rows.extend(flags);
    }
    if let Some(handoff) = shown
        .handoff
        .as_ref()
        .filter(|handoff| !handoff.notes.is_empty())
    {
        rows.push(Row::Heading("notes of the intake"));
        rows.extend(
            handoff
                .notes
                .iter()
                .map(|note| Row::Note(sanitize::excerpt(note, VALUE))),
        );
    }
    rows
}

fn field(label: &str, value: String, variable: Option<&str>) -> Row {
    Row::Field {
        label: label.to_owned(),
        value,
        variable: variable.map(str::to_owned),
        plain: None,
    }
}

fn facts(shown: &Conversation, handoff: &Handoff, emoji: EmojiStyle) -> Vec<Row> {
    let mut rows = Vec::new();
    let style = (handoff.channel, emoji);
    for (name, label) in KNOWN {
        if let Some(value) = handoff.variables.get(name).filter(|value| !is_empty(value)) {
            rows.push(field(label, in_a_row(value, style), Some(name)));
        }
    }
    let transcript = shown.log.transcript_len();
    let received = handoff.transcript_received;
    for (label, party) in [("customer", &handoff.customer), ("bot", &handoff.bot)] {
        let name = if party.name.is_empty() {
            &party.id
        } else {
            &party.name
        };
        rows.push(Row::Field {
            label: label.to_owned(),
            value: marked(name, (What::Name, Layout::Line), style, VALUE),
            variable: None,
            plain: Some(name.clone()),
        });
    }
    rows.push(field("channel", handoff.channel.label().to_owned(), None));
    rows.push(field(
        "transcript",
        format!("{transcript}/{received}"),
        None,
    ));
    rows.push(field("came as", shape(handoff.shape).to_owned(), None));
    rows.push(field(
        "conversation",
        sanitize::excerpt(shown.row.id.as_str(), VALUE),
        None,
    ));
    rows
}

fn shape(shape: HandoffShape) -> &'static str {
    match shape {
        HandoffShape::Flat => "flat variables",
        HandoffShape::FreeObject => "a free object",
        HandoffShape::MessageToAgent => "MessageToAgent and Context",
        HandoffShape::Bare => "a bare text",
        HandoffShape::Tags => "Escalate tags",
    }
}

fn own(handoff: &Handoff, emoji: EmojiStyle) -> Vec<Row> {
    let style = (handoff.channel, emoji);
    let ours = |name: &str| {
        KNOWN.iter().any(|(known, _)| *known == name)
            || matches!(name, "va_AgentMessage" | "MessageToAgent")
    };
    // A later value of the same name wins; it keeps the place of the first.
    let mut seen = BTreeMap::new();
    let mut rows = Vec::new();
    for variable in handoff
        .variables
        .0
        .iter()
        .filter(|variable| !ours(&variable.name))
    {
        let label = marked(&variable.name, (What::Value, Layout::Line), style, 100);
        let row = field(
            &label,
            in_a_row(&variable.value, style),
            Some(&variable.name),
        );
        let at = *seen.entry(variable.name.as_str()).or_insert(rows.len());
        match rows.get_mut(at) {
            Some(place) => *place = row,
            None => rows.push(row),
        }
    }
    rows
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A value on one line: a text as it is, a list of texts with commas, anything else as JSON.
fn in_a_row(value: &Value, style: (Channel, EmojiStyle)) -> String {
    let row = |text: &str| marked(text, (What::Value, Layout::Line), style, VALUE);
    match value {
        Value::String(text) => row(text),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            row(&items.join(", "))
        }
        other => row(&other.to_string()),
    }
}

/// The flags by rule: those of the messages and those of the variables.
fn flags(shown: &Conversation) -> Vec<Row> {
    let mut found: BTreeMap<RuleId, (u32, Option<MessageId>)> = BTreeMap::new();
    for (rule, count) in shown.log.rules() {
        found.insert(*rule, (count.times, Some(count.first)));
    }
    for finding in shown.handoff_findings.iter() {
        let (times, _) = found.entry(finding.rule).or_default();
        *times = times.saturating_add(finding.times);
    }
    let flag = |(rule, (count, first)): (RuleId, (u32, Option<MessageId>))| Row::Flag {
        rule: rule.as_str().to_owned(),
        title: rules::rule(rule.as_str()).map_or(String::new(), |rule| rule.title.clone()),
        count,
        first,
    };
    found.into_iter().map(flag).collect()
}

/// Moves the cursor.
pub(super) fn go(state: &mut State, motion: Motion) {
    let page = usize::from(state.panes.size.1.max(8)) / 2;
    let context = &mut state.context;
    let rows = context.rows.len();
    if let Some(to) = panes::step(Some(context.cursor), rows, page, motion) {
        context.cursor = to;
        context.revision.bump();
    }
}

/// Puts the cursor on the variable that a finding of the handoff is about, else on its rule.
pub(super) fn show_finding(state: &mut State, at: usize) {
    let found = state.conversations.shown().and_then(|shown| {
        let finding = shown.handoff_findings.get(at)?;
        let number = finding.pointer.strip_prefix("/variables/")?;
        let number: usize = number.split('/').next()?.parse().ok()?;
        let variable = shown.handoff.as_ref()?.variables.0.get(number)?;
        Some(variable.name.clone())
    });
    let rule = state
        .conversations
        .shown()
        .and_then(|shown| Some(shown.handoff_findings.get(at)?.rule.as_str()));
    let row = state.context.rows.iter().position(|row| match row {
        Row::Field { variable, .. } => variable.is_some() && *variable == found,
        Row::Flag { rule: own, .. } => found.is_none() && Some(own.as_str()) == rule,
        Row::Heading(_) | Row::PrivateMessage(_) | Row::Note(_) => false,
    });
    select(state, row.unwrap_or(0));
}

/// Puts the cursor on a row.
pub(super) fn select(state: &mut State, row: usize) {
    if row < state.context.rows.len() {
        state.context.cursor = row;
        state.context.revision.bump();
    }
}

/// Shows all there is about the row under the cursor.
pub(super) fn activate(state: &mut State) {
    match state.context.rows.get(state.context.cursor).cloned() {
        Some(Row::Flag { rule, .. }) => explain::by_name(state, &rule),
        Some(Row::Field {
            label,
            value,
            variable,
            plain,
        }) => {
            let whole = variable.and_then(|name| whole_value(state, &name));
            read(state, label, &whole.or(plain).unwrap_or(value));
        }
        Some(Row::PrivateMessage(text)) => {
            let whole = private_message(state).unwrap_or(text);
            read(state, "private message".to_owned(), &whole);
        }
        Some(Row::Note(text)) => read(state, "note of the intake".to_owned(), &text),
        Some(Row::Heading(_)) | None => {}
    }
}

/// Copies the value of the row under the cursor.
pub(super) fn copy(state: &mut State, out: &mut Effects) {
    let text = match state.context.rows.get(state.context.cursor).cloned() {
        Some(Row::Field {
            value,
            variable,
            plain,
            ..
        }) => variable
            .and_then(|name| whole_value(state, &name))
            .or(plain)
            .or(Some(value)),
        Some(Row::PrivateMessage(text)) => private_message(state).or(Some(text)),
        Some(Row::Note(text)) => Some(text),
        Some(Row::Flag { rule, title, .. }) => Some(format!("{rule}: {title}")),
        Some(Row::Heading(_)) | None => None,
    };
    talk::copy(state, out, text);
}

fn private_message(state: &State) -> Option<String> {
    let handoff = state.conversations.shown()?.handoff.as_ref()?;
    handoff.variables.private_message().map(str::to_owned)
}

fn whole_value(state: &State, name: &str) -> Option<String> {
    let handoff = state.conversations.shown()?.handoff.as_ref()?;
    Some(match handoff.variables.get(name)? {
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    })
}

fn read(state: &mut State, title: String, text: &str) {
    let page = Reader::plain(title, reader::lines_of(text));
    reader::open(state, page);
}
