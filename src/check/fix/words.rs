//! What stands in the place of an emoji.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::content::emoji;
use crate::content::replace::{EmojiAs, Replacement};

/// What becomes of emoji nobody chose words for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmojiHow {
    /// Their short code, such as `:wave:`.
    #[default]
    Shortcode,
    /// An emoticon that everybody knows, such as `:-)`, else their name, such as `(waving hand)`.
    Words,
    /// Nothing.
    Remove,
}

/// What becomes of emoji.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emoji {
    /// Of those that nobody chose words for.
    pub how: EmojiHow,
    /// Chosen words, by emoji.
    pub chosen: BTreeMap<String, String>,
}

impl Emoji {
    /// Reads a table of emoji and words in TOML: `"👋" = "hello"`.
    pub fn chosen(how: EmojiHow, toml: &str) -> Result<Self, String> {
        let chosen: BTreeMap<String, String> =
            toml::from_str(toml).map_err(|error| error.to_string())?;
        for (emoji, words) in &chosen {
            if emoji::find(emoji).next() != Some(0..emoji.len()) {
                return Err(format!("{emoji:?} is not one emoji"));
            }
            if emoji::find(words).next().is_some() || words.chars().any(char::is_control) {
                return Err(format!(
                    "the words for {emoji:?} hold an emoji or a control character"
                ));
            }
        }
        Ok(Self { how, chosen })
    }

    /// The replacement for the emoji at `span`, with a blank where words would run together. `None` if nothing would be left.
    pub(super) fn replacement(&self, text: &str, span: Range<usize>) -> Option<Replacement> {
        let sequence = text.get(span.clone())?;
        let chosen = self.chosen.get(sequence);
        let how = match self.how {
            EmojiHow::Remove if chosen.is_none() => return removal(text, span),
            EmojiHow::Words => EmojiAs::Words,
            EmojiHow::Shortcode | EmojiHow::Remove => EmojiAs::Shortcode,
        };
        let words = chosen.map_or_else(
            || crate::content::replace::emoji(sequence, how),
            Clone::clone,
        );
        if words.is_empty() {
            return removal(text, span);
        }
        let before = text.get(..span.start)?.chars().next_back();
        let after = text.get(span.end..)?.chars().next();
        let apart = before.is_some_and(|c| !c.is_whitespace() && !OPENING.contains(&c));
        let left = if apart { " " } else { "" };
        let right = if after.is_some_and(char::is_alphanumeric) {
            " "
        } else {
            ""
        };
        Some((span, format!("{left}{words}{right}")))
    }
}

/// Signs that nothing is set apart from: what they open or surround follows at once.
const OPENING: [char; 17] = [
    '(', '[', '{', '<', '«', '"', '\'', '“', '‘', '„', '¿', '¡', '*', '_', '~', '`', '/',
];

/// Takes an emoji away, with one of the blanks around it.
fn removal(text: &str, span: Range<usize>) -> Option<Replacement> {
    let before = text.get(..span.start)?;
    let after = text.get(span.end..)?;
    if before.trim().is_empty() && after.trim().is_empty() {
        return None;
    }
    let blank_before = before.ends_with(' ');
    let line_starts = before.is_empty() || before.ends_with('\n');
    let line_ends = after.is_empty() || after.starts_with(['\n', '\r']);
    let closes = after.starts_with([' ', '.', ',', '!', '?', ';', ':', ')']);
    let range = if blank_before && (line_ends || closes) {
        span.start - 1..span.end
    } else if line_starts && after.starts_with(' ') {
        span.start..span.end + 1
    } else {
        span
    };
    Some((range, String::new()))
}
