//! All rules of one text.

use std::ops::Range;

use super::channels::{self, EmojiFate};
use super::hazards::Hazards;
use super::report::{Detail, Report};
use super::{SIZE_LIMIT, style};
use crate::content::emoji::shortcode;
use crate::content::rules::{RuleId, Severity};
use crate::content::walk::{What, walk};

/// Longest word and longest line that are speech, in bytes (rule HZ-LONG).
const WORD: usize = 4096;
const LINE: usize = 16_384;
/// Longest text of the stock web widget, in characters (rule OC-TEXT-6000).
const WIDGET: usize = 6000;

/// Scans a text that is a message: hazards, emoji, Markdown, length.
pub(super) fn scan(text: &str, report: &mut Report<'_>) {
    plain(text, report);
    style::scan(text, report);
    if report.context.outbound()
        && report.context.channel == crate::domain::Channel::Lcw
        && text.len() > WIDGET
    {
        widget(text, report);
    }
}

/// Scans a text that is no message of its own, such as a title or the value of a variable: hazards, emoji, length.
pub(super) fn plain(text: &str, report: &mut Report<'_>) {
    let mut hazards = Hazards::default();
    let mut inbound = Vec::new();
    for notable in walk(text) {
        if hazards.covers(&notable) {
            continue;
        }
        let span = notable.start..notable.end;
        match notable.what {
            What::Emoji { bare: true, .. } => bare(text, span, report),
            What::Emoji { .. } if is_component(text, &span) => component(text, span, report),
            What::Emoji { .. } => {
                emoji(text, span.clone(), report);
                if inbound.is_empty() || report.context.every {
                    inbound.push(span);
                }
            }
            _ => hazards.look(&notable, text, report),
        }
    }
    hazards.line_end(text, report);
    for span in inbound {
        emoji_inbound(text, span, report);
    }
    if text.len() > WORD {
        long(text, report);
    }
}

/// Scans a name: hazards only.
pub(super) fn name(text: &str, report: &mut Report<'_>) {
    let mut hazards = Hazards::default();
    for notable in walk(text) {
        if !hazards.covers(&notable) {
            hazards.look(&notable, text, report);
        }
    }
    hazards.line_end(text, report);
}

/// A character that is text by default: devices disagree on how they draw it.
fn bare(text: &str, span: Range<usize>, report: &mut Report<'_>) {
    let name = shortcode(text.get(span.clone()).unwrap_or_default());
    report.span(RuleId::Emoji, text, span, || {
        Detail::new(format!(
            "The character :{name}: is drawn as an emoji by some devices, as text by others."
        ))
        .severity(Severity::Info)
    });
}

/// Whether a skin tone or a hair style stands alone: Unicode lists them as components of emoji (`emoji-test.txt`).
fn is_component(text: &str, span: &Range<usize>) -> bool {
    let mut characters = text.get(span.clone()).unwrap_or_default().chars();
    matches!(
        (characters.next(), characters.next()),
        (Some('\u{1f3fb}'..='\u{1f3ff}' | '\u{1f9b0}'..='\u{1f9b3}'), None)
    )
}

/// A part of an emoji without the rest: devices that draw it at all draw a swatch or a wig.
fn component(text: &str, span: Range<usize>, report: &mut Report<'_>) {
    report.span(RuleId::Emoji, text, span, || {
        Detail::new("A component of an emoji alone, a skin tone or hair, which some devices draw.")
            .severity(Severity::Info)
    });
}

fn emoji(text: &str, span: Range<usize>, report: &mut Report<'_>) {
    let name = || shortcode(text.get(span.clone()).unwrap_or_default());
    let fate = channels::emoji(report.context.channel);
    match fate {
        EmojiFate::Becomes(what) if report.context.outbound() => {
            report.span(RuleId::EmojiChannel, text, span.clone(), || becomes(what));
        }
        EmojiFate::Itself if report.context.outbound() => {
            report.span(RuleId::Emoji, text, span.clone(), || {
                Detail::new(format!(
                    "The emoji :{}: is passed as a character; the customer's device draws it.",
                    name()
                ))
                .severity(Severity::Info)
                .seen_as("the character itself")
            });
        }
        _ => report.span(RuleId::Emoji, text, span.clone(), || {
            Detail::new(format!(
                "The emoji :{}: may not show after the handoff.",
                name()
            ))
        }),
    }
}

/// What an emoji becomes on its way in: said once per text unless every place is to be listed.
fn emoji_inbound(text: &str, span: Range<usize>, report: &mut Report<'_>) {
    if let EmojiFate::Becomes(what) = channels::emoji(report.context.channel)
        && !report.context.outbound()
    {
        report.span(RuleId::EmojiChannel, text, span, || becomes(what));
    }
}

fn becomes(what: &'static str) -> Detail {
    Detail::new(format!("This channel turns an emoji into {what}.")).seen_as(what)
}

fn widget(text: &str, report: &mut Report<'_>) {
    let characters = text.chars().count();
    if let Some(over) = characters.checked_sub(WIDGET).filter(|over| *over > 0) {
        report.whole(RuleId::Text6000, text, || {
            Detail::new(format!("{over} characters more than the web chat takes."))
        });
    }
}

fn long(text: &str, report: &mut Report<'_>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut word_start = start;
        for word in line.split_inclusive(char::is_whitespace) {
            // A picture inside its own address is no word.
            if word.len() > WORD && !word.starts_with("data:") {
                report.span(
                    RuleId::Long,
                    text,
                    word_start..word_start + word.len(),
                    || Detail::new(format!("A word of {} bytes.", word.len())),
                );
            }
            word_start += word.len();
        }
        if line.len() > LINE && !line.starts_with("data:") {
            report.span(RuleId::Long, text, start..start + line.len(), || {
                Detail::new(format!("A line of {} bytes.", line.len()))
            });
        }
        start += line.len();
    }
}

/// Measures a text as the JSON string it becomes.
pub(super) fn size(text: &str, report: &mut Report<'_>) {
    if text.len() <= SIZE_LIMIT / 6 {
        return;
    }
    let bytes = super::activity::json_bytes(text);
    if bytes > SIZE_LIMIT {
        report.whole(RuleId::Size28K, text, || {
            Detail::new(format!(
                "{} bytes over the limit of 28 KB.",
                bytes - SIZE_LIMIT
            ))
        });
    }
}
