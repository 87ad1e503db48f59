//! Emoji in letters.

use crate::content::emoji::{shortcode, words};

/// How an emoji is written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EmojiAs {
    /// An emoticon that everybody knows, such as `:-)`; else words, such as `(waving hand)`.
    #[default]
    Words,
    /// The short code with colons, such as `:wave:`.
    Shortcode,
}

/// One emoji sequence written out in ASCII.
pub fn emoji(sequence: &str, how: EmojiAs) -> String {
    match how {
        EmojiAs::Shortcode => format!(":{}:", shortcode(sequence)),
        EmojiAs::Words => match emoticon(sequence) {
            Some(emoticon) => emoticon.to_owned(),
            None => format!("({})", words(sequence)),
        },
    }
}

/// The emoticon that stood for this face before there were emoji.
fn emoticon(sequence: &str) -> Option<&'static str> {
    Some(match sequence.trim_end_matches('\u{fe0f}') {
        "🙂" | "😊" | "☺" => ":-)",
        "😀" | "😃" | "😄" | "😁" => ":-D",
        "😉" => ";-)",
        "🙁" | "☹" => ":-(",
        "😢" => ":'-(",
        "😛" => ":-P",
        "😮" => ":-O",
        "😐" => ":-|",
        "😕" => ":-/",
        "😘" => ":-*",
        "❤" => "<3",
        _ => return None,
    })
}
