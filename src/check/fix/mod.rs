//! Rewrites what has one right answer in files that somebody wrote: topics, cards, texts. Nothing else in a file changes, not a
//! blank; what was recorded (payloads, transcripts) is never touched.
//!
//! Findings become replacements in their texts, those become edits of the file, and an edit stays only if the file reads the
//! same with it but for the text that was meant to change.

mod authored;
pub mod diff;
mod edits;
pub mod file;
pub mod run;
#[cfg(test)]
mod tests;
mod text;
mod verify;
mod version;
pub mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::content::rules::{RuleId, Severity};
use crate::content::scan::Context;

pub use authored::{Authored, recognise};
pub use words::{Emoji, EmojiHow};

/// How often a file is read again: one fix may uncover the next.
const PASSES: usize = 64;

/// How to fix.
#[derive(Clone, Debug)]
pub struct How<'a> {
    /// What to assume; a message that names its channel goes before it.
    pub context: Context,
    /// What becomes of emoji.
    pub emoji: &'a Emoji,
    /// Ids of rules that are left alone.
    pub allow: &'a [String],
}

/// What was fixed, and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The file as it is to be.
    pub text: String,
    /// How many places of each rule are gone.
    pub fixed: BTreeMap<RuleId, usize>,
    /// What has one right answer as a rule, and not here.
    pub left: Vec<Left>,
}

/// A place that was not fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// By which rule it was found.
    pub rule: RuleId,
    /// Bytes of the file as it is to be.
    pub span: Range<usize>,
    /// Why.
    pub why: String,
}

/// Fixes a file that was recognised as `kind`. The error says why it cannot be read.
pub fn fix(file: &str, kind: Authored, how: &How<'_>) -> Result<Fixed, String> {
    let before = authored::read(file, kind, how)?.count();
    let mut text = file.to_owned();
    for _ in 0..PASSES {
        let document = authored::read(&text, kind, how)?;
        let (planned, _) = edits::plan(&document, how);
        let kept = verify::keep(&text, kind, &planned);
        if kept.is_empty() {
            break;
        }
        text = edits::apply(&text, &kept);
    }
    let document = authored::read(&text, kind, how)?;
    let (planned, mut left) = edits::plan(&document, how);
    left.extend(planned.into_iter().map(|planned| Left {
        rule: planned.rule,
        span: planned.edit.span,
        why: "it cannot be written there without changing how the file reads".to_owned(),
    }));
    left.sort_by_key(|left| (left.span.start, left.rule));
    left.dedup();
    let after = document.count();
    let gone = |(rule, times): (RuleId, usize)| {
        let gone = times.saturating_sub(after.get(&rule).copied().unwrap_or(0));
        (gone > 0).then_some((rule, gone))
    };
    Ok(Fixed {
        fixed: before.into_iter().filter_map(gone).collect(),
        left,
        text,
    })
}

/// The worst that is found in a file, whether it can be fixed or not.
pub fn worst(file: &str, kind: Authored, how: &How<'_>) -> Option<Severity> {
    let document = authored::all(file, kind, how).ok()?;
    let severities = document.found.iter().map(|found| found.finding.severity);
    severities.max()
}
