//! The only way from the wire to a screen, a log, a title or a clipboard.
//!
//! What comes out holds nothing a terminal could obey and nothing a person could not see: controls, escape sequences,
//! controls of direction, unseen and tag characters, floods of marks, private and impossible characters are shown as marks
//! such as `␛` or `‹RLO›`. Emoji stay if Unicode lists them; joiners stay where Persian or an Indian script spells with
//! them. Cleaning what is clean changes nothing.

mod json;
mod replace;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde_json::Value;

use super::walk::{Notable, What};
pub use json::json;
pub use replace::Edit;

/// How emoji are shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum EmojiStyle {
    /// By name, `[:wave:]`: terminals disagree about how wide an emoji is.
    #[default]
    Shortcode,
    /// As it came, if Unicode lists it.
    Glyph,
}

/// Whether line ends stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One line: a line end is shown as `⏎`, a tab as a space.
    Line,
    /// Several lines: every line end becomes `\n`, tabs go to the next multiple of four columns.
    #[default]
    Block,
}

/// The text as one line, emoji as they came. Borrowed if nothing had to change.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, Layout::Line, EmojiStyle::Glyph)
}

/// The text with its line ends, emoji as they came. Borrowed if nothing had to change.
pub fn block(text: &str) -> Cow<'_, str> {
    clean(text, Layout::Block, EmojiStyle::Glyph)
}

/// The cleaned text. Borrowed if nothing had to change; else at most about thirty times as long as it came.
pub fn clean(text: &str, layout: Layout, emoji: EmojiStyle) -> Cow<'_, str> {
    replace::clean(text, layout, emoji, &mut |_| {})
}

/// The cleaned text and where it differs from what came, in order.
pub fn clean_with_edits(
    text: &str,
    layout: Layout,
    emoji: EmojiStyle,
) -> (Cow<'_, str>, Vec<Edit>) {
    let mut edits = Vec::new();
    let text = replace::clean(text, layout, emoji, &mut |edit| edits.push(edit));
    (text, edits)
}

/// The cleaned text of at most `limit` characters, the last of them `…` if there was more. For lists, titles and previews.
pub fn excerpt(text: &str, limit: usize) -> String {
    // What is cut off need not be cleaned.
    let end = text
        .char_indices()
        .nth(limit.saturating_add(1))
        .map_or(text.len(), |(end, _)| end);
    let head = text.get(..end).unwrap_or(text);
    let cleaned = line(head);
    if head.len() == text.len() && cleaned.chars().nth(limit).is_none() {
        return cleaned.into_owned();
    }
    cleaned
        .chars()
        .take(limit.saturating_sub(1))
        .chain(['…'])
        .collect()
}

/// A JSON value as text for a person, unsanitised: a text as it is, a list of plain values as `a, b`, anything else as
/// compact JSON. Give it to [`line()`], [`block`] or [`display`](super::display::display).
pub fn value_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        Value::Array(items)
            if items
                .iter()
                .all(|item| !item.is_array() && !item.is_object()) =>
        {
            let items: Vec<_> = items.iter().map(value_text).collect();
            Cow::Owned(items.join(", "))
        }
        other => Cow::Owned(other.to_string()),
    }
}

/// Whether the sanitiser would leave this notable as it is.
fn stays(notable: &Notable, source: &str, layout: Layout, emoji: EmojiStyle) -> bool {
    match notable.what {
        What::LineEnd => layout == Layout::Block && source == "\n",
        // A terminal draws a bare pictograph as text.
        What::Replacement | What::Emoji { bare: true, .. } => true,
        What::Emoji { composed, .. } => {
            emoji == EmojiStyle::Glyph && (!composed || emojis::get(source).is_some())
        }
        _ => false,
    }
}
