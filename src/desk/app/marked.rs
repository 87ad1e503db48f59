//! A text of the handoff on its row, with a sign behind each place that will not be shown as it was meant.

use crate::content::display::{Show, display};
use crate::content::rules::RuleId;
use crate::content::sanitize::{EmojiStyle, Layout};
use crate::content::scan::{Context, scan_label};
use crate::domain::{AuthorKind, Channel};

/// The sign; what may be meant to deceive is said in the list of flags.
const SIGN: char = '⚑';

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A value: emoji are found fault with.
    Value,
    /// A name: only what may deceive is.
    Name,
}

/// The text, sanitised, of at most `limit` characters of what came, with its signs.
pub(super) fn marked(
    text: &str,
    (what, layout): (What, Layout),
    (channel, emoji): (Channel, EmojiStyle),
    limit: usize,
) -> String {
    let end = text.char_indices().nth(limit).map(|(at, _)| at);
    let head = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let mut findings = scan_label(head, &Context::new(channel, AuthorKind::Bot));
    findings.retain(|finding| {
        what == What::Value || !matches!(finding.rule, RuleId::Emoji | RuleId::EmojiChannel)
    });
    let shown = display(head, &findings, Show { emoji, layout });
    let mut out = String::with_capacity(shown.text.len() + shown.marks.len() * SIGN.len_utf8());
    let mut at = 0;
    for mark in &shown.marks {
        if let Some(part) = shown
            .text
            .get(at..mark.range.end)
            .filter(|part| !part.is_empty())
        {
            out.push_str(part);
            out.push(SIGN);
            at = mark.range.end;
        }
    }
    out.push_str(shown.text.get(at..).unwrap_or_default());
    out.extend(end.map(|_| '…'));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, limit: usize) -> String {
        let style = (Channel::Line, EmojiStyle::Shortcode);
        marked(text, (What::Value, Layout::Line), style, limit)
    }

    #[test]
    fn each_place_has_its_sign_and_what_is_cut_off_says_so() {
        assert_eq!(value("hi 👋 you", 100), "hi [:wave:]⚑ you");
        assert_eq!(
            value("a\u{202e}b\nc 🙂", 100),
            "a‹RLO›⚑b⏎c [:slightly_smiling_face:]⚑"
        );
        assert_eq!(value("plain words", 5), "plain…");
        assert_eq!(value("", 5), "");
    }

    #[test]
    fn an_emoji_in_a_name_is_no_fault() {
        let style = (Channel::Lcw, EmojiStyle::Shortcode);
        let name = marked("Ana 🙂\u{1b}[31m", (What::Name, Layout::Line), style, 100);
        assert_eq!(name, "Ana [:slightly_smiling_face:]␛[31m⚑");
    }
}
