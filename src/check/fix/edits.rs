//! From findings to edits of the file.

use std::collections::HashSet;
use std::ops::Range;

use super::authored::Document;
use super::{How, Left, text, version};
use crate::check::piece::{Edit, Piece};
use crate::check::topic::Found;
use crate::content::rules::RuleId;
use crate::content::scan::Finding;

/// An edit, and for which rule.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// The rule.
    pub rule: RuleId,
    /// What to do.
    pub edit: Edit,
    /// Edits of one number are kept together or not at all.
    pub together: usize,
}

/// What to do about the findings of a file, in order and without overlap, and what cannot be done.
pub(super) fn plan(document: &Document<'_>, how: &How<'_>) -> (Vec<Planned>, Vec<Left>) {
    let mut plan = Plan::default();
    let mut found: Vec<&Found<'_>> = document.found.iter().collect();
    // Findings of one text belong together.
    found.sort_by_key(|found| key(found));
    for of_text in found.chunk_by(|one, other| key(one) == key(other)) {
        for one in of_text
            .iter()
            .filter(|one| one.finding.rule == RuleId::CardVersion)
        {
            plan.version(one, document);
        }
        if let Some(piece) = of_text.first().and_then(|one| one.piece.as_ref()) {
            let findings: Vec<&Finding> = of_text.iter().map(|one| &one.finding).collect();
            plan.text(piece, &findings, document, how);
        }
    }
    plan.finish()
}

fn key(found: &Found<'_>) -> (usize, usize) {
    match &found.piece {
        Some(piece) => (piece.identity(), 0),
        None => (0, found.span.start),
    }
}

/// The file with these edits, which are in order and do not overlap.
pub(super) fn apply(file: &str, edits: &[Planned]) -> String {
    let mut out = String::with_capacity(file.len());
    let mut at = 0;
    for Planned { edit, .. } in edits {
        out.push_str(file.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(file.get(at..).unwrap_or_default());
    out
}

#[derive(Default)]
struct Plan {
    planned: Vec<Planned>,
    left: Vec<Left>,
    together: usize,
}

impl Plan {
    fn text(
        &mut self,
        piece: &Piece<'_>,
        findings: &[&Finding],
        document: &Document<'_>,
        how: &How<'_>,
    ) {
        let channel = document.context.channel;
        let neighbours = piece.parted();
        for (rule, parts) in text::replacements(piece, &neighbours, findings, channel, how) {
            let edits: Option<Vec<Edit>> = parts
                .iter()
                .map(|(range, instead)| piece.edit(range, instead))
                .collect();
            self.together += 1;
            match edits {
                Some(edits) => self.planned.extend(edits.into_iter().map(|edit| Planned {
                    rule,
                    edit,
                    together: self.together,
                })),
                None => self.leave(
                    rule,
                    piece.whole(),
                    "it holds something that is known only when it is said, or spans lines",
                ),
            }
        }
        for finding in findings
            .iter()
            .filter(|finding| matches!(finding.rule, RuleId::Emoji | RuleId::EmojiChannel))
        {
            let replaced = finding
                .span
                .clone()
                .and_then(|span| how.emoji.replacement(&neighbours, span));
            if replaced.is_none() {
                self.leave(
                    finding.rule,
                    piece.whole(),
                    "nothing would be left of the text",
                );
            }
        }
    }

    fn version(&mut self, found: &Found<'_>, document: &Document<'_>) {
        let Some(version) = version::highest(&document.context) else {
            return;
        };
        let of_version = found.finding.pointer.ends_with("/version");
        let newer = found
            .card
            .as_ref()
            .and_then(|card| version::newer(card, version));
        let edit = match (&found.piece, newer) {
            _ if !of_version => {
                Err("the channel does not take this action in any version".to_owned())
            }
            (_, Some(name)) => Err(format!(
                "the card uses {name}, which {version} does not have"
            )),
            (Some(piece), None) => piece
                .edit(&(0..piece.text().len()), version)
                .ok_or_else(|| "the version is worked out by a formula".to_owned()),
            (None, None) => Ok(Edit {
                span: found.span.clone(),
                text: version.to_owned(),
                outermost: (found.span.clone(), version.to_owned()),
            }),
        };
        self.together += 1;
        match edit {
            Ok(edit) => self.planned.push(Planned {
                rule: RuleId::CardVersion,
                edit,
                together: self.together,
            }),
            Err(why) => self.leave(RuleId::CardVersion, found.span.clone(), &why),
        }
    }

    fn leave(&mut self, rule: RuleId, span: Range<usize>, why: &str) {
        self.left.push(Left {
            rule,
            span,
            why: why.to_owned(),
        });
    }

    fn finish(mut self) -> (Vec<Planned>, Vec<Left>) {
        self.planned
            .sort_by_key(|planned| (planned.edit.span.start, planned.edit.span.end));
        let mut end = 0;
        let mut dropped = HashSet::new();
        for planned in &self.planned {
            if planned.edit.span.start < end {
                dropped.insert(planned.together);
            } else {
                end = planned.edit.span.end;
            }
        }
        self.planned
            .retain(|planned| !dropped.contains(&planned.together));
        (self.planned, self.left)
    }
}
