//! What an activity says, as rows: its text with the flags at their places, its cards as boxes, its files by name.

use ratatui::style::Modifier;

use crate::activity::model::Activity;
use crate::content::card::{Answer, cards};
use crate::content::markdown::{self, LineKind, Span};
use crate::content::sanitize::{self, EmojiStyle};
use crate::content::scan::{Context, Format, scan_text};
use crate::desk::app::State;
use crate::desk::app::settings;
use crate::desk::theme::Role;
use crate::domain::{AuthorKind, Channel};

use super::card::boxed;
use super::text::{Line, width};

/// The sign behind what will not be shown on the other side as it was meant.
pub const FLAG: &str = "⚑";
/// Columns of one level of a list.
const LEVEL: usize = 2;

/// Who speaks, to whom, and how emoji are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    context: Context,
    emoji: EmojiStyle,
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
            emoji,
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
    for (at, card) in cards(activity, &voice.context, voice.emoji)
        .iter()
        .enumerate()
    {
        let chosen = answers
            .iter()
            .filter(|answer| answer.attachment.unwrap_or(activity.attachments.len()) == at);
        let chosen: Vec<String> = chosen
            .flat_map(|answer| answer.chosen.iter().cloned())
            .collect();
        lines.extend(boxed(card, &chosen, columns));
    }
    if lines.is_empty() {
        lines.push(Line::of(
            Role::Dim,
            format!("[{}]", sanitize::line(&activity.kind)),
        ));
    }
    lines
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
        markdown::plain(text, &findings, voice.emoji)
    } else {
        markdown::lines(text, &findings, voice.emoji)
    };
    lines
        .iter()
        .flat_map(|line| styled(line, columns))
        .collect()
}

/// The text of an activity on one line.
pub fn plain(activity: &Activity) -> String {
    sanitize::line(activity.text.as_deref().unwrap_or(&activity.kind)).into_owned()
}

/// A line of Markdown as rows of the screen.
pub(super) fn styled(line: &markdown::Line, columns: usize) -> Vec<Line> {
    let mut prefix = Line::of(Role::Divider, "│ ".repeat(usize::from(line.quote)));
    let levels = usize::from(line.indent)
        .saturating_sub(usize::from(matches!(line.kind, LineKind::Item(_))));
    prefix.push(Role::Text, " ".repeat(levels * LEVEL));
    let base = match &line.kind {
        LineKind::Heading(_) => Role::Heading,
        LineKind::Code => Role::Code,
        LineKind::Rule => {
            let rest = columns.saturating_sub(prefix.width());
            return vec![prefix.with(Role::Divider, "─".repeat(rest))];
        }
        LineKind::Item(bullet) => {
            prefix.push(Role::Accent, format!("{bullet} "));
            Role::Text
        }
        LineKind::Text => Role::Text,
    };
    let indent = prefix.width().min(columns / 2);
    for span in &line.spans {
        flagged(span, base, &mut prefix);
    }
    prefix.wrapped(columns, indent)
}

/// Adds a span with a flag behind each place that is found fault with.
fn flagged(span: &Span, base: Role, line: &mut Line) {
    let style = span.style;
    let role = match () {
        () if style.code => Role::Code,
        () if style.link => Role::Link,
        () if style.address || style.image => Role::Dim,
        () => base,
    };
    let mut marks = Modifier::empty();
    marks.set(Modifier::BOLD, style.bold);
    marks.set(Modifier::ITALIC, style.italic);
    marks.set(Modifier::CROSSED_OUT, style.strike);
    let mut at = 0;
    for mark in &span.marks {
        let Some(part) = span
            .text
            .get(at..mark.range.end)
            .filter(|part| width(part) > 0)
        else {
            continue;
        };
        line.push_marked(role, marks, part.to_owned());
        line.push(Role::Flag, FLAG);
        at = mark.range.end;
    }
    line.push_marked(
        role,
        marks,
        span.text.get(at..).unwrap_or_default().to_owned(),
    );
}
