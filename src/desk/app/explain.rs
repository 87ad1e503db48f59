//! What a rule says: what is seen, what to do instead, since when, where, and where it is read; with the place it was found.

use super::flags::{Place, Spot};
use super::reader::{self, Kind, Reader, Text};
use super::{State, clock, flags};
use crate::content::rules::{self, Rule, RuleId, Severity};
use crate::content::sanitize::{self, Layout};
use crate::domain::ConversationId;

/// Explains a rule.
pub(super) fn rule(state: &mut State, id: RuleId) {
    by_name(state, id.as_str());
}

/// Explains the rule of this name.
pub(super) fn by_name(state: &mut State, id: &str) {
    if let Some(rule) = rules::rule(id) {
        let page = page(rule, Vec::new());
        reader::open(state, page);
    }
}

/// Explains a finding of a conversation; the page leads to its place.
pub(super) fn place(state: &mut State, id: &ConversationId, place: &Place) {
    let Some(rule) = place.finding.rule.rule() else {
        return;
    };
    let mut page = page(rule, found(state, place));
    page.leads = Some((id.clone(), place.spot));
    reader::open(state, page);
}

/// What was found, by whom it was said, and what the other side sees of it.
fn found(state: &State, place: &Place) -> Vec<Text> {
    let finding = &place.finding;
    let said = match &place.said {
        Some((_, at)) => clock::time_of_day(*at, state.setup.utc_offset) + " ",
        None => String::new(),
    };
    let pointer = if finding.pointer.is_empty() {
        String::new()
    } else {
        format!(" · {}", finding.pointer)
    };
    let head = format!("{said}{}{pointer}", flags::who(place));
    let mut lines = vec![Text::of(Kind::Heading, head)];
    let emoji = state.setup.settings.emoji;
    let excerpt = sanitize::clean(&finding.excerpt, Layout::Line, emoji);
    if !excerpt.is_empty() {
        lines.push(Text::of(Kind::Flag, format!("“{excerpt}”")));
    }
    let times = match finding.times {
        1 => String::new(),
        times => format!(" ({times} places)"),
    };
    lines.push(Text::of(Kind::Text, format!("{}{times}", finding.message)));
    if let Some(seen) = &finding.seen_as {
        lines.push(Text::of(Kind::Text, format!("Arrives as {seen}.")));
    }
    lines.push(Text::default());
    lines
}

fn page(rule: &'static Rule, mut lines: Vec<Text>) -> Reader {
    let text = |words: String| Text::of(Kind::Text, words);
    let severity = severity(rule.severity);
    let decided = if rule.severity == Severity::Danger {
        format!("! {severity}")
    } else {
        severity.to_owned()
    };
    lines.push(Text::of(Kind::Heading, decided));
    lines.push(text(rule.explanation.clone()));
    if !rule.seen.is_empty() && !rule.explanation.contains(rule.seen.as_str()) {
        lines.push(text(format!("Seen: {}", rule.seen)));
    }
    lines.push(Text::default());
    lines.push(text(format!("Instead: {}", rule.instead)));
    lines.extend(rule.dates.words().map(text));
    let mut channels: Vec<&str> = rule
        .channels
        .iter()
        .map(|channel| channel.label())
        .collect();
    // Both ways to WhatsApp are one channel to a person.
    channels.dedup();
    if !channels.is_empty() {
        lines.push(text(format!("On: {}", channels.join(", "))));
    }
    let mut addresses: Vec<String> = Vec::new();
    for page in rule.pages() {
        // Several passages of one page are one source to a reader.
        if addresses.contains(&page.url) {
            continue;
        }
        let dated = page.dated.map_or(String::new(), |day| format!(", {day}"));
        let source = format!("Source: {}{dated}, {}", page.title, page.url);
        lines.push(Text::of(Kind::Source, source));
        addresses.push(page.url.clone());
    }
    Reader {
        title: format!("{}: {}", rule.id, rule.title),
        lines,
        addresses,
        ..Reader::default()
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "good to know",
        Severity::Warning => "looks or reads other than meant",
        Severity::Error => "does not arrive or work",
        Severity::Danger => "may be meant to deceive",
    }
}

/// Explains the flag gone to last, else the first of the marked message, else of the last one that has any.
pub(super) fn marked(state: &mut State) {
    let found = state.conversations.shown().and_then(|shown| {
        let (scroll, log) = (&shown.scroll, &shown.log);
        let of = |id| log.get(id).filter(|entry| !entry.findings.is_empty());
        let marked = scroll.marked.and_then(of);
        let last = log.flagged().last().and_then(|id| of(*id));
        let first = marked.or(last).map(|entry| (entry.message.id, 0));
        let (message, at) = scroll.flag.or(first)?;
        let place = flags::at(shown, Spot::Message(message, at))?;
        Some((shown.row.id.clone(), place))
    });
    if let Some((id, found)) = found {
        place(state, &id, &found);
    }
}
