//! What to write instead in one text.

use super::How;
use crate::check::piece::Piece;
use crate::content::replace::{Replacement, is_noise, suggest, unstyled};
use crate::content::rules::{RuleId, Severity};
use crate::content::scan::Finding;
use crate::domain::Channel;

/// Whether findings of a rule have one right answer as a rule.
fn fixable(rule: RuleId) -> bool {
    is_noise(rule)
        || matches!(
            rule,
            RuleId::Emoji | RuleId::EmojiChannel | RuleId::MdStyle | RuleId::CardVersion
        )
}

/// Whether a finding is to be fixed: good to know is not enough to change what somebody wrote.
pub(super) fn wanted(finding: &Finding) -> bool {
    finding.severity > Severity::Info && fixable(finding.rule)
}

/// Replacements for the findings in a text, each with its rule: one rule at a time, so that those of one belong together.
/// `neighbours` is the text by which what stands beside an emoji is judged, see [`Piece::parted`].
pub(super) fn replacements(
    piece: &Piece<'_>,
    neighbours: &str,
    findings: &[&Finding],
    channel: Channel,
    how: &How<'_>,
) -> Vec<(RuleId, Vec<Replacement>)> {
    let text = piece.text();
    let mut all = Vec::new();
    let of = |rule: RuleId| findings.iter().filter(move |finding| finding.rule == rule);
    if of(RuleId::MdStyle).next().is_some() {
        all.push((RuleId::MdStyle, unstyled(text, channel)));
    }
    for finding in findings {
        let replacement = match finding.rule {
            RuleId::Emoji | RuleId::EmojiChannel => finding
                .span
                .clone()
                .and_then(|span| how.emoji.replacement(neighbours, span)),
            rule if is_noise(rule) => suggest(text, finding, channel),
            _ => None,
        };
        if let Some(replacement) = replacement {
            all.push((finding.rule, vec![replacement]));
        }
    }
    free(all)
}

/// Leaves out what overlaps something before it, or the signs of Markdown; it may follow when the text is read again.
fn free(mut all: Vec<(RuleId, Vec<Replacement>)>) -> Vec<(RuleId, Vec<Replacement>)> {
    let signs: Vec<Replacement> = all
        .iter()
        .filter(|(rule, _)| *rule == RuleId::MdStyle)
        .flat_map(|(_, parts)| parts.iter().cloned())
        .collect();
    all.sort_by_key(|(_, parts)| parts.first().map(|(range, _)| range.start));
    let mut end = 0;
    all.retain(|(rule, parts)| {
        let Some((range, _)) = parts.first() else {
            return false;
        };
        if *rule == RuleId::MdStyle {
            return true;
        }
        let next = signs.partition_point(|(sign, _)| sign.end <= range.start);
        let fits = range.start >= end
            && signs
                .get(next)
                .is_none_or(|(sign, _)| sign.start >= range.end);
        if fits {
            end = range.end;
        }
        fits
    });
    all
}
