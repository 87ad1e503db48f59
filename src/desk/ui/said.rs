//! What an activity says, as rows: its text with the flags at their places, its cards as boxes, its files by name.

use crate::activity::model::Activity;
use crate::content::sanitize::{self, Layout};
use crate::desk::app::settings::EmojiStyle;
use crate::desk::theme::Role;

use super::text::Line;

/// The rows of an activity, each at most `columns` wide; at least one.
pub fn lines(activity: &Activity, columns: usize, emoji: EmojiStyle) -> Vec<Line> {
    let mut lines = match activity.text.as_deref() {
        Some(said) if !said.trim().is_empty() => text(said, columns, emoji),
        _ => Vec::new(),
    };
    for attachment in &activity.attachments {
        let name = attachment
            .name
            .as_deref()
            .unwrap_or(&attachment.content_type);
        let line = Line::of(Role::Link, format!("[{}]", sanitize::line(name)));
        lines.extend(line.wrapped(columns, 1));
    }
    if lines.is_empty() {
        lines.push(Line::of(
            Role::Dim,
            format!("[{}]", sanitize::line(&activity.kind)),
        ));
    }
    lines
}

/// The rows of a text.
pub fn text(text: &str, columns: usize, emoji: EmojiStyle) -> Vec<Line> {
    let clean = sanitize::clean(text.trim_end(), Layout::Block, style(emoji));
    clean
        .split('\n')
        .flat_map(|line| Line::of(Role::Text, line.to_owned()).wrapped(columns, 0))
        .collect()
}

/// The text of an activity on one line.
pub fn plain(activity: &Activity) -> String {
    sanitize::line(activity.text.as_deref().unwrap_or(&activity.kind)).into_owned()
}

fn style(emoji: EmojiStyle) -> sanitize::EmojiStyle {
    match emoji {
        EmojiStyle::Shortcode => sanitize::EmojiStyle::Shortcode,
        EmojiStyle::Glyph => sanitize::EmojiStyle::Glyph,
    }
}
