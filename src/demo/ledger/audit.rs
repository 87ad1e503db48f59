//! The comparison: what was acknowledged to each client against what each other client received.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Log, Mark, Side, View};
use crate::domain::{AgentId, ConversationId, Epoch};

/// What the comparison finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Messages the backend acknowledged.
    pub messages_acked: u32,
    /// Those of them that somebody on the other side received.
    pub messages_delivered: u32,
    /// Acknowledged, but never received, or missing where later ones of the same sender were.
    pub lost: u32,
    /// Received more than once by one client.
    pub duplicated: u32,
    /// Received before what the same sender had said earlier.
    pub out_of_order: u32,
    /// Assignments two agents believed to have, and answers of an agent that came after those of a later owner.
    pub double_owned: u32,
}

impl Audit {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        (
            self.lost,
            self.duplicated,
            self.out_of_order,
            self.double_owned,
        ) == (0, 0, 0, 0)
    }
}

type Said<'a> = (&'a ConversationId, &'a Mark);

/// Everything acknowledged, by who could receive it.
#[derive(Default)]
struct Books<'a> {
    acknowledged: BTreeMap<Said<'a>, Side>,
    epochs: HashMap<Said<'a>, Epoch>,
    views: Vec<(Side, &'a ConversationId, &'a View)>,
    received: HashSet<(Side, Said<'a>)>,
}

/// Compares the logs.
pub fn audit(logs: &[Log]) -> Audit {
    let books = Books::of(logs);
    let mut found = Audit {
        messages_acked: books.acknowledged.len() as u32,
        double_owned: twice_given(logs),
        ..Audit::default()
    };
    for (said, side) in &books.acknowledged {
        if books.received.contains(&(other(*side), *said)) {
            found.messages_delivered += 1;
        } else {
            found.lost += 1;
        }
    }
    for (side, conversation, view) in &books.views {
        found.duplicated += duplicates(view);
        found.out_of_order += inversions(view);
        found.lost += books.gaps(*side, conversation, view);
        found.double_owned += books.stale(conversation, view);
    }
    found
}

fn other(side: Side) -> Side {
    match side {
        Side::Customer => Side::Agent,
        Side::Agent => Side::Customer,
    }
}

impl<'a> Books<'a> {
    fn of(logs: &'a [Log]) -> Self {
        let mut books = Self::default();
        for log in logs {
            for sent in &log.sent {
                let said = (&sent.conversation, &sent.mark);
                if sent.acknowledged {
                    books.acknowledged.insert(said, log.side);
                }
                if let Some(epoch) = sent.epoch {
                    books.epochs.insert(said, epoch);
                }
            }
            for (conversation, view) in &log.views {
                books.views.push((log.side, conversation, view));
                let marks = view.marks.iter();
                let received = marks.map(|mark| (log.side, (conversation, mark)));
                books.received.extend(received);
            }
        }
        books
    }

    /// What this view lacks although it should have it: of every sender on the other side, all that came before the last it
    /// has; if it was read to the end, all there is. What nobody received at all is counted elsewhere.
    fn gaps(&self, side: Side, conversation: &ConversationId, view: &View) -> u32 {
        let has: HashSet<&Mark> = view.marks.iter().collect();
        let mut last: HashMap<&str, u32> = HashMap::new();
        for mark in &view.marks {
            let latest = last.entry(mark.by.as_str()).or_default();
            *latest = mark.number.max(*latest);
        }
        let expected = |mark: &Mark| {
            view.whole
                || last
                    .get(mark.by.as_str())
                    .is_some_and(|last| mark.number < *last)
        };
        let missing = self.acknowledged.iter().filter(|((of, mark), sender)| {
            *of == conversation
                && **sender == other(side)
                && expected(mark)
                && !has.contains(mark)
                && self.received.contains(&(side, (*of, *mark)))
        });
        missing.count() as u32
    }

    /// Answers that came after those of a later owner.
    fn stale(&self, conversation: &ConversationId, view: &View) -> u32 {
        let mut latest = Epoch::default();
        let mut stale = 0;
        for mark in &view.marks {
            let Some(epoch) = self.epochs.get(&(conversation, mark)) else {
                continue;
            };
            stale += u32::from(*epoch < latest);
            latest = latest.max(*epoch);
        }
        stale
    }
}

fn duplicates(view: &View) -> u32 {
    let once: BTreeSet<&Mark> = view.marks.iter().collect();
    (view.marks.len() - once.len()) as u32
}

/// Messages that came although a later one of the same sender had come already; what comes twice is not counted here.
fn inversions(view: &View) -> u32 {
    let mut last: HashMap<&str, u32> = HashMap::new();
    let mut seen: HashSet<&Mark> = HashSet::new();
    let mut found = 0;
    for mark in &view.marks {
        if !seen.insert(mark) {
            continue;
        }
        let latest = last.entry(mark.by.as_str()).or_default();
        found += u32::from(mark.number < *latest);
        *latest = mark.number.max(*latest);
    }
    found
}

/// Assignments that more than one agent was given.
fn twice_given(logs: &[Log]) -> u32 {
    let mut owners: BTreeMap<(&ConversationId, Epoch), BTreeSet<&AgentId>> = BTreeMap::new();
    for (conversation, epoch, agent) in logs.iter().flat_map(|log| &log.taken) {
        owners
            .entry((conversation, *epoch))
            .or_default()
            .insert(agent);
    }
    owners.values().filter(|agents| agents.len() > 1).count() as u32
}
