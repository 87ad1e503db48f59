//! A text as it is shown, with the places of its findings: the desk draws a flag behind each.

use std::borrow::Cow;
use std::ops::Range;

use super::rules::RuleId;
use super::sanitize::{Edit, EmojiStyle, Layout, clean_with_edits};
use super::scan::Finding;

/// How texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Show {
    /// How emoji are shown.
    pub emoji: EmojiStyle,
    /// Whether line ends stay.
    pub layout: Layout,
}

/// A text that may be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Displayed<'a> {
    /// The sanitised text.
    pub text: Cow<'a, str>,
    /// Where findings are, in order of their ends.
    pub marks: Vec<Mark>,
}

/// A place in a shown text that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the shown text; both ends are boundaries of characters.
    pub range: Range<usize>,
    /// By which rule.
    pub rule: RuleId,
    /// Which of the findings that were given.
    pub finding: usize,
}

/// Sanitises `text` and finds the places of `findings`, which are those of [`scan_text`](super::scan::scan_text) on the same
/// text. Findings about the whole text get no mark.
pub fn display<'a>(text: &'a str, findings: &[Finding], show: Show) -> Displayed<'a> {
    let (shown, edits) = clean_with_edits(text, show.layout, show.emoji);
    let mut marks: Vec<Mark> = findings
        .iter()
        .enumerate()
        .filter_map(|(finding, found)| {
            let span = found.span.as_ref()?;
            Some(Mark {
                range: shown_range(span, &edits, &shown),
                rule: found.rule,
                finding,
            })
        })
        .collect();
    marks.sort_by_key(|mark| (mark.range.end, mark.range.start));
    Displayed { text: shown, marks }
}

/// Where the bytes `span` of the source stand in the shown text. A place inside something that was replaced is all of it.
pub(super) fn shown_range(span: &Range<usize>, edits: &[Edit], shown: &str) -> Range<usize> {
    let start = shown_at(span.start, edits, |edit| edit.shown.start);
    let end = shown_at(span.end, edits, |edit| edit.shown.end).max(start);
    let boundary = |at: usize| {
        (at..=shown.len())
            .find(|at| shown.is_char_boundary(*at))
            .unwrap_or(shown.len())
    };
    boundary(start.min(shown.len()))..boundary(end.min(shown.len()))
}

fn shown_at(source: usize, edits: &[Edit], inside: fn(&Edit) -> usize) -> usize {
    let before = edits.partition_point(|edit| edit.source.end <= source);
    if let Some(edit) = edits.get(before)
        && edit.source.start < source
    {
        return inside(edit);
    }
    match before.checked_sub(1).and_then(|at| edits.get(at)) {
        Some(edit) => edit.shown.end + (source - edit.source.end),
        None => source,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]

    use proptest::prelude::*;

    use super::*;
    use crate::content::scan::{Context, scan_text};
    use crate::domain::{AuthorKind, Channel};

    fn marked(text: &str, emoji: EmojiStyle) -> Vec<(String, &'static str)> {
        let findings = scan_text(text, &Context::new(Channel::Lcw, AuthorKind::Bot));
        let shown = display(
            text,
            &findings,
            Show {
                emoji,
                layout: Layout::Block,
            },
        );
        let place = |mark: &Mark| {
            (
                shown.text[mark.range.clone()].to_owned(),
                mark.rule.as_str(),
            )
        };
        shown.marks.iter().map(place).collect()
    }

    #[test]
    fn a_mark_stands_on_what_is_shown() {
        assert_eq!(
            marked("hi 👋 there 👨‍👩‍👧\u{1b}[31m!", EmojiStyle::Shortcode),
            [
                ("[:wave:]".to_owned(), "OC-EMOJI"),
                ("[:family_man_woman_girl:]".to_owned(), "OC-EMOJI"),
                ("␛[31m".to_owned(), "HZ-ESCAPE"),
            ]
        );
        assert_eq!(
            marked("a\tb 👋", EmojiStyle::Glyph),
            [("👋".to_owned(), "OC-EMOJI")]
        );
    }

    proptest! {
        #[test]
        fn marks_are_in_order_and_in_the_text(text in any::<String>(), emoji in "[🙂👋\u{1b}\u{202e}\t a]{0,12}") {
            let text = format!("{text}{emoji}");
            let findings = scan_text(&text, &Context::new(Channel::Lcw, AuthorKind::Bot));
            let shown = display(&text, &findings, Show::default());
            let mut end = 0;
            for mark in &shown.marks {
                prop_assert!(shown.text.get(mark.range.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(mark.range.end >= end);
                end = mark.range.end;
            }
        }
    }
}
