//! What to write instead of what will not arrive: emoji in words, Markdown without its signs, hidden characters left out.
//!
//! Only what has one plain answer is replaced. Text in, text out; whoever asks decides what is really written.

mod emoji;
mod markdown;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use emoji::{EmojiAs, emoji};

use super::rules::{RuleId, Severity};
use super::scan::Finding;
use crate::domain::Channel;

/// Bytes of a text, and what to write there instead.
pub type Replacement = (Range<usize>, String);

/// What to write instead of the place of `finding`, which is one of [`scan_text`](super::scan::scan_text) on the same
/// text; `None` if there is no plain answer. Emoji become words, or an emoticon that everybody knows.
pub fn suggest(text: &str, finding: &Finding, channel: Channel) -> Option<Replacement> {
    suggest_with(text, finding, channel, EmojiAs::Words)
}

/// The same with emoji as `words` says.
pub fn suggest_with(
    text: &str,
    finding: &Finding,
    channel: Channel,
    words: EmojiAs,
) -> Option<Replacement> {
    let span = finding.span.clone()?;
    let found = text.get(span.clone())?;
    let instead = match finding.rule {
        RuleId::Emoji | RuleId::EmojiChannel => emoji(found, words),
        RuleId::MdStyle => {
            let within = markdown::edits(text, &span, channel).into_iter();
            let within =
                within.map(|(at, instead)| (at.start - span.start..at.end - span.start, instead));
            apply(found, &within.collect::<Vec<_>>())
        }
        RuleId::Control if found == "\r" => "\n".to_owned(),
        RuleId::MdVoice | RuleId::Private => String::new(),
        rule if is_noise(rule) => String::new(),
        _ => return None,
    };
    (instead != found).then_some((span, instead))
}

/// Whether a rule finds characters that say nothing to anybody who reads.
pub fn is_noise(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::Escape
            | RuleId::Control
            | RuleId::Bidi
            | RuleId::Invisible
            | RuleId::Tags
            | RuleId::Selectors
            | RuleId::Flood
    )
}

/// All replacements that leave a text without the signs of the styles the channel does not show, in order and without overlap.
pub fn unstyled(text: &str, channel: Channel) -> Vec<Replacement> {
    markdown::edits(text, &(0..text.len()), channel)
}

/// All replacements of findings that are more than good to know, in order and without overlap.
pub fn suggest_all(text: &str, findings: &[Finding], channel: Channel) -> Vec<Replacement> {
    let mut all = Vec::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info)
    {
        match (finding.rule, &finding.span) {
            // Its signs one by one: what stands between them may have findings of its own.
            (RuleId::MdStyle, Some(span)) => all.extend(markdown::edits(text, span, channel)),
            _ => all.extend(suggest(text, finding, channel)),
        }
    }
    in_order(all)
}

/// Sorts replacements by their places and leaves out what overlaps an earlier one.
pub fn in_order(mut all: Vec<Replacement>) -> Vec<Replacement> {
    all.sort_by_key(|(range, _)| (range.start, range.end));
    let mut end = 0;
    all.retain(|(range, _)| {
        let free = range.start >= end;
        if free {
            end = range.end;
        }
        free
    });
    all
}

/// The text with its replacements, which are in order and do not overlap.
pub fn apply(text: &str, replacements: &[Replacement]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, instead) in replacements {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(instead);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
