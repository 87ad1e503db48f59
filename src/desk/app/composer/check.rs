//! What of the draft will not arrive as it is meant, said while it is written, and what could be written instead. It never
//! stands in the way of sending.

use crate::content::emoji::words;
use crate::content::replace::{self, Replacement};
use crate::content::rules::{RuleId, Severity};
use crate::content::sanitize;
use crate::content::scan::{self, Finding};
use crate::desk::app::effect::Effects;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::{State, explain as page};
use crate::domain::{AuthorKind, Channel};

use super::{Draft, edit, slash};

/// The finding that is talked about: the one at the cursor, else the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// How many findings there are.
    pub of: usize,
    /// Its rule.
    pub rule: RuleId,
    /// How bad it is.
    pub severity: Severity,
    /// What arrives, in one sentence; sanitised.
    pub arrives: String,
    /// What could be written instead, if there is one answer; sanitised, may be empty.
    pub instead: Option<String>,
}

/// What will not arrive of a draft. A command is nothing for the customer.
pub(super) fn scan(text: &str, channel: Channel) -> Vec<Finding> {
    if matches!(slash::read(text), slash::Line::Command(..)) {
        return Vec::new();
    }
    scan::scan_text(text, &scan::Context::new(channel, AuthorKind::Agent))
}

/// A text without what nobody could see or a terminal could obey, and how many such places it had.
pub(super) fn without_hidden(text: &str) -> (String, usize) {
    let context = scan::Context {
        every: true,
        ..scan::Context::new(Channel::default(), AuthorKind::Agent)
    };
    let hidden: Vec<Replacement> = scan::scan_label(text, &context)
        .iter()
        .filter(|finding| !matches!(finding.rule, RuleId::Emoji | RuleId::EmojiChannel))
        .filter_map(|finding| replace::suggest(text, finding, context.channel))
        .collect();
    let hidden = replace::in_order(hidden);
    (replace::apply(text, &hidden), hidden.len())
}

/// What is to be said about the draft shown; `None` if all of it arrives.
pub fn note(state: &State) -> Option<Note> {
    let shown = state.conversations.shown()?;
    let draft = state.composer.draft(&shown.row.id)?;
    let findings = state.composer.findings();
    let at = at_cursor(findings, draft.cursor())?;
    let finding = findings.get(at)?;
    let channel = shown.row.channel;
    let instead = replace::suggest(draft.text(), finding, channel);
    Some(Note {
        number: at + 1,
        of: findings.len(),
        rule: finding.rule,
        severity: finding.severity,
        arrives: arrives(draft.text(), finding, channel),
        instead: instead.map(|(_, text)| sanitize::excerpt(&text, 40)),
    })
}

/// The finding whose place the cursor is in or touches, the shortest of several; else the first that matters.
fn at_cursor(findings: &[Finding], cursor: usize) -> Option<usize> {
    let touches = |finding: &Finding| {
        let span = finding.span.as_ref();
        span.filter(|span| span.start <= cursor && cursor <= span.end)
            .map(ExactSizeIterator::len)
    };
    let here = findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| Some((touches(finding)?, at)))
        .min();
    let matters = || {
        findings
            .iter()
            .position(|finding| finding.severity > Severity::Info)
    };
    here.map(|(_, at)| at)
        .or_else(matters)
        .or_else(|| (!findings.is_empty()).then_some(0))
}

/// What the customer gets of a finding, in one sentence.
fn arrives(text: &str, finding: &Finding, channel: Channel) -> String {
    let found = finding
        .span
        .clone()
        .and_then(|span| text.get(span))
        .unwrap_or_default();
    let seen = finding.seen_as.as_deref();
    if matches!(finding.rule, RuleId::Emoji | RuleId::EmojiChannel) {
        let (what, place) = (words(found), place(channel));
        return match seen {
            Some(seen) if seen.contains("unsupported") => {
                format!("{what} is unsupported in {place}")
            }
            Some("nothing") => format!("{what} does not arrive in {place}"),
            Some("the character itself") => format!("{what} arrives as it is in {place}"),
            Some(seen) => format!("{what} becomes {seen} in {place}"),
            None => format!("{what} may not show in {place}"),
        };
    }
    match seen {
        Some(seen) => format!("{} Arrives as {seen}.", finding.message),
        None => finding.message.clone().into_owned(),
    }
}

/// The channel as a place; the two ways to WhatsApp differ in what they carry.
fn place(channel: Channel) -> &'static str {
    match channel {
        Channel::WhatsappTwilio => "WhatsApp over Twilio",
        Channel::WhatsappAcs => "WhatsApp over Azure",
        other => other.label(),
    }
}

/// Replaces the finding at the cursor, else the next one that has a replacement.
pub(in crate::desk::app) fn replace_one(state: &mut State, out: &mut Effects) {
    replace(state, out, |draft, findings, channel| {
        let here = at_cursor(findings, draft.cursor()).and_then(|at| findings.get(at));
        let later = findings.iter().filter(|finding| {
            finding.severity > Severity::Info
                && finding
                    .span
                    .as_ref()
                    .is_some_and(|span| span.start >= draft.cursor())
        });
        here.into_iter()
            .chain(later)
            .chain(findings)
            .find_map(|finding| replace::suggest(draft.text(), finding, channel))
            .into_iter()
            .collect()
    });
}

/// Replaces everything that has a replacement.
pub(in crate::desk::app) fn replace_all(state: &mut State, out: &mut Effects) {
    replace(state, out, |draft, findings, channel| {
        replace::suggest_all(draft.text(), findings, channel)
    });
}

fn replace(
    state: &mut State,
    out: &mut Effects,
    which: impl FnOnce(&Draft, &[Finding], Channel) -> Vec<Replacement>,
) {
    let found = state.conversations.shown().and_then(|shown| {
        let draft = state.composer.draft(&shown.row.id)?;
        Some(which(draft, state.composer.findings(), shown.row.channel))
    });
    let Some(all) = found.filter(|all| !all.is_empty()) else {
        let text = "there is nothing here to be replaced";
        return notify::tell(state, Level::Info, text, "");
    };
    edit::change(state, out, |draft| draft.replace(&all));
}

/// Explains the finding that is talked about.
pub(in crate::desk::app) fn explain(state: &mut State) {
    match note(state) {
        Some(note) => page::rule(state, note.rule),
        None => notify::tell(state, Level::Info, "all of the draft arrives as it is", ""),
    }
}
