//! The list of what will not be shown as it was meant, by rule: who said it, when, and what stands there.

use super::action::Motion;
use super::composer::Draft;
use super::conversation::Conversation;
use super::notify::{self, Level};
use super::{Overlay, State, explain, panes};
use crate::content::rules::{RuleId, Severity};
use crate::content::sanitize;
use crate::content::scan::Finding;
use crate::domain::{Author, ConversationId, MessageId, Timestamp};

/// The most places listed; beyond them there is a number.
const LISTED: usize = 2_000;

/// Where a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a message: which of its findings.
    Message(MessageId, usize),
    /// In the names and variables of the handoff: which of their findings.
    Handoff(usize),
}

/// A finding of the conversation.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where.
    pub spot: Spot,
    /// What was found.
    pub finding: Finding,
    /// Who said it and when; `None` for what the bot handed over.
    pub said: Option<(Author, Timestamp)>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A rule, with how often it found something, at least where it is shown.
    Rule {
        /// Which.
        rule: RuleId,
        /// The worst of its findings.
        severity: Severity,
        /// How often.
        times: u32,
    },
    /// One of [`Flags::places`].
    Place(usize),
}

/// The list.
#[derive(Clone, Debug)]
pub struct Flags {
    /// Of which conversation.
    pub conversation: ConversationId,
    /// What is typed to filter.
    pub query: Draft,
    /// All findings, by rule, in order within it.
    pub places: Vec<Place>,
    /// How many findings are beyond those listed.
    pub more: usize,
    /// The rows that match.
    pub rows: Vec<Row>,
    /// Which of them is under the cursor; always one of them unless there are none.
    pub cursor: usize,
}

impl Flags {
    /// How many findings there are, and of how many rules.
    pub fn counts(&self) -> (u32, usize) {
        let mut rules: Vec<RuleId> = self.places.iter().map(|place| place.finding.rule).collect();
        rules.dedup();
        let times = self.places.iter().map(|place| place.finding.times);
        (times.fold(0, u32::saturating_add), rules.len())
    }
}

/// Opens it for the conversation shown.
pub(super) fn open(state: &mut State) {
    let Some(shown) = state.conversations.shown() else {
        return notify::tell(state, Level::Info, "no conversation is open", "");
    };
    let (places, more) = places(shown);
    if places.is_empty() {
        return notify::tell(state, Level::Info, "this conversation has no flags", "");
    }
    let mut flags = Flags {
        conversation: shown.row.id.clone(),
        query: Draft::default(),
        places,
        more,
        rows: Vec::new(),
        cursor: 0,
    };
    search(&mut flags);
    state.overlays.push(Overlay::Flags(Box::new(flags)));
}

/// The findings by rule, the worst rules first, and how many are not among them.
fn places(shown: &Conversation) -> (Vec<Place>, usize) {
    let mut places = Vec::new();
    let handed = shown.handoff_findings.iter().enumerate();
    places.extend(handed.map(|(at, finding)| Place {
        spot: Spot::Handoff(at),
        finding: finding.clone(),
        said: None,
    }));
    let (mut more, log) = (0, &shown.log);
    for entry in log.flagged().iter().filter_map(|id| log.get(*id)) {
        if places.len() >= LISTED {
            more += entry.findings.len();
            continue;
        }
        let message = &entry.message;
        let found = entry.findings.iter().enumerate();
        places.extend(found.map(|(at, finding)| Place {
            spot: Spot::Message(message.id, at),
            finding: finding.clone(),
            said: Some((message.author.clone(), message.at)),
        }));
    }
    let worst = |rule: RuleId| {
        let of = places.iter().filter(|place| place.finding.rule == rule);
        of.map(|place| place.finding.severity).max()
    };
    let mut rules: Vec<(Option<Severity>, RuleId)> = Vec::new();
    for place in &places {
        if rules.iter().all(|(_, rule)| *rule != place.finding.rule) {
            rules.push((worst(place.finding.rule), place.finding.rule));
        }
    }
    rules.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let order = |rule: RuleId| rules.iter().position(|(_, known)| *known == rule);
    places.sort_by_key(|place| order(place.finding.rule));
    (places, more)
}

fn search(flags: &mut Flags) {
    let query = flags.query.text().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(first) = flags.places.get(at) {
        let rule = first.finding.rule;
        let rest = flags.places.iter().skip(at);
        let count = rest.take_while(|place| place.finding.rule == rule).count();
        let fitting = (at..at + count).filter(|at| {
            let place = flags.places.get(*at);
            place.is_some_and(|place| words.iter().all(|word| names(place, word)))
        });
        let fitting: Vec<usize> = fitting.collect();
        let of = || fitting.iter().filter_map(|at| flags.places.get(*at));
        if let Some(severity) = of().map(|place| place.finding.severity).max() {
            let times = of().map(|place| place.finding.times);
            let times = times.fold(0, u32::saturating_add);
            rows.push(Row::Rule {
                rule,
                severity,
                times,
            });
            rows.extend(fitting.into_iter().map(Row::Place));
        }
        at += count;
    }
    flags.rows = rows;
    flags.cursor = 0;
}

/// Whether a place has this word in it.
fn names(place: &Place, word: &str) -> bool {
    let finding = &place.finding;
    let title = finding.rule.rule().map_or("", |rule| &rule.title);
    let who = place.said.as_ref().map_or("", |(author, _)| &author.name);
    [
        finding.rule.as_str(),
        title,
        who,
        &finding.excerpt,
        &finding.message,
        &finding.pointer,
    ]
    .iter()
    .any(|text| text.to_lowercase().contains(word))
}

/// Text typed in the filter, or an edit of it.
pub(super) fn edited(flags: &mut Flags, change: impl FnOnce(&mut Draft)) {
    change(&mut flags.query);
    search(flags);
}

/// Moves the cursor.
pub(super) fn go(flags: &mut Flags, motion: Motion) {
    if let Some(to) = panes::step(Some(flags.cursor), flags.rows.len(), 10, motion) {
        flags.cursor = to;
    }
}

/// Enter: explains what is under the cursor. The list stays below.
pub(super) fn choose(state: &mut State) {
    let Some(Overlay::Flags(flags)) = state.overlays.top() else {
        return;
    };
    let place = match flags.rows.get(flags.cursor) {
        Some(Row::Place(at)) => flags.places.get(*at),
        Some(Row::Rule { rule, .. }) => {
            let rule = *rule;
            return explain::rule(state, rule);
        }
        None => None,
    };
    if let Some(place) = place.cloned() {
        let id = flags.conversation.clone();
        explain::place(state, &id, &place);
    }
}

/// A finding of a conversation, by its spot.
pub(super) fn at(shown: &Conversation, spot: Spot) -> Option<Place> {
    match spot {
        Spot::Handoff(at) => Some(Place {
            spot,
            finding: shown.handoff_findings.get(at)?.clone(),
            said: None,
        }),
        Spot::Message(id, at) => {
            let entry = shown.log.get(id)?;
            Some(Place {
                spot,
                finding: entry.findings.get(at)?.clone(),
                said: Some((entry.message.author.clone(), entry.message.at)),
            })
        }
    }
}

/// Who said what a place is about; sanitised.
pub fn who(place: &Place) -> String {
    match &place.said {
        Some((author, _)) if author.name.trim().is_empty() => format!("{:?}", author.kind),
        Some((author, _)) => sanitize::excerpt(author.name.trim(), 30),
        None => "handed over".to_owned(),
    }
}
