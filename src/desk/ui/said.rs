//! What an activity says, as rows: its text with the flags at their places, its cards as boxes, its files by name.

use serde_json::Value;

use crate::activity::model::Activity;
use crate::content::card::{Answer, Look, cards};
use crate::content::markdown;
use crate::content::sanitize::{self, EmojiStyle, Layout, clean};
use crate::content::scan::{Context, Format, scan_activity, scan_text};
use crate::desk::app::State;
use crate::desk::app::settings;
use crate::desk::theme::Role;
use crate::domain::{AuthorKind, Channel};

use super::card::boxed;
use super::markdown as drawn;
pub use super::markdown::FLAG;
use super::text::Line;

/// Longest submission that is shown, in characters; the raw message has the rest.
const SUBMITTED: usize = 400;
/// Columns of one level of a list.
const LEVEL: usize = 2;

/// Who speaks, to whom, and how emoji are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    context: Context,
    look: Look,
}

impl Voice {
    /// Somebody of this kind in the conversation shown.
    pub fn of(state: &State, author: AuthorKind) -> Self {
        let channel = state
            .conversations
            .shown()
            .map_or(Channel::default(), |talk| talk.row.channel);
        let emoji = match state.setup.settings.emoji {
            settings::EmojiStyle::Shortcode => EmojiStyle::Shortcode,
            settings::EmojiStyle::Glyph => EmojiStyle::Glyph,
        };
        Self {
            context: Context::new(channel, author),
            look: Look {
                emoji,
                utc_offset: state.setup.utc_offset,
            },
        }
    }
}

/// The rows of an activity, each at most `columns` wide; at least one. `answers` are those given to its cards.
pub fn lines(activity: &Activity, answers: &[Answer], voice: &Voice, columns: usize) -> Vec<Line> {
    let mut lines = match activity.text.as_deref() {
        Some(said) if !said.trim().is_empty() => {
            text(said, activity.text_format.as_deref(), voice, columns)
        }
        _ => Vec::new(),
    };
    let has_cards =
        !activity.attachments.is_empty() || activity.rest.contains_key("suggestedActions");
    let findings = if has_cards {
        scan_activity(activity, &voice.context)
    } else {
        Vec::new()
    };
    for (at, card) in cards(activity, &findings, voice.look).iter().enumerate() {
        let chosen = answers
            .iter()
            .filter(|answer| answer.attachment.unwrap_or(activity.attachments.len()) == at);
        let chosen: Vec<String> = chosen
            .flat_map(|answer| &answer.chosen)
            .map(|words| clean(words, Layout::Line, voice.look.emoji).into_owned())
            .collect();
        lines.extend(boxed(card, &chosen, columns));
    }
    if lines.is_empty() {
        lines.extend(submitted(activity, columns));
    }
    if lines.is_empty() {
        lines.push(Line::of(
            Role::Dim,
            format!("[{}]", sanitize::line(&activity.kind)),
        ));
    }
    lines
}

/// What a message without words carries: a card that was filled in, a button that was pressed.
fn submitted(activity: &Activity, columns: usize) -> Vec<Line> {
    let Some(value) = activity.value.as_ref().filter(|value| !value.is_null()) else {
        return Vec::new();
    };
    let parts: Vec<String> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| format!("{name}: {}", sanitize::value_text(value)))
            .collect(),
        other => vec![sanitize::value_text(other).into_owned()],
    };
    let words = sanitize::excerpt(&parts.join(" · "), SUBMITTED);
    Line::of(Role::Dim, "submitted ▸ ")
        .text(words)
        .wrapped(columns, LEVEL)
}

/// The rows of a text in the format its activity names.
pub fn text(text: &str, format: Option<&str>, voice: &Voice, columns: usize) -> Vec<Line> {
    let (text, format) = (text.trim_end(), Format::of(format));
    let findings = scan_text(text, &voice.context.in_format(format));
    // What a customer types is not Markdown unless their client says so.
    let plain = match format {
        Format::Plain | Format::Xml => true,
        Format::Markdown => false,
        Format::Unknown => voice.context.author == AuthorKind::Customer,
    };
    let lines = if plain {
        markdown::plain(text, &findings, voice.look.emoji)
    } else {
        markdown::lines(text, &findings, voice.look.emoji)
    };
    drawn::rows(&lines, columns)
}

/// The text of an activity on one line.
pub fn plain(activity: &Activity) -> String {
    sanitize::line(activity.text.as_deref().unwrap_or(&activity.kind)).into_owned()
}
