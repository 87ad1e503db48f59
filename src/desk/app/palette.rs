//! The palette: actions, conversations, queues and presences by name.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::action::{Action, Motion, Scope};
use super::composer::{self, Draft};
use super::effect::Effects;
use super::focus::Pane;
use super::{Overlay, State, conversation, inbox, panes, presence, update};
use crate::content::sanitize;
use crate::domain::{ConversationId, Presence, QueueId};

/// The most hits kept.
const HITS: usize = 200;

/// What an entry of the palette leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// An action that would do something now.
    Do(Action),
    /// One of your conversations, or an offer.
    Conversation(ConversationId),
    /// A queue.
    Queue(QueueId),
    /// A presence.
    Presence(Presence),
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called; sanitised.
    pub label: String,
    /// What kind it is, in a word.
    pub kind: &'static str,
    /// The key that does the same.
    pub key: String,
    /// What it leads to.
    pub goal: Goal,
}

/// An entry that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which of [`Palette::candidates`].
    pub candidate: usize,
    /// Which characters of its label match, by index of `char`.
    pub matched: Vec<u32>,
}

/// The palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub query: Draft,
    /// Everything there is.
    pub candidates: Vec<Candidate>,
    /// What matches, the best first.
    pub hits: Vec<Hit>,
    /// Which hit is under the cursor; always one of them unless there are none.
    pub cursor: usize,
}

/// Opens it over whatever has the keys.
pub(super) fn open(state: &mut State) {
    let candidates = candidates(state);
    let mut palette = Palette {
        query: Draft::default(),
        candidates,
        hits: Vec::new(),
        cursor: 0,
    };
    search(&mut palette);
    state.overlays.push(Overlay::Palette(palette));
}

fn candidates(state: &State) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let focus = state.focus();
    // What moves a cursor or edits a text makes no sense by name.
    let named = Action::all().filter(|spec| {
        !matches!(
            spec.action,
            Action::Motion(_) | Action::Edit(_) | Action::Dialog(_)
        ) && (spec.scope.holds(focus) || spec.scope.meets(Scope::SCREEN))
            && state.allows(spec.when)
    });
    all.extend(named.map(|spec| {
        Candidate {
            label: spec.doc.to_owned(),
            kind: "do",
            key: state
                .setup
                .bindings
                .key(spec.action)
                .unwrap_or("")
                .to_owned(),
            goal: Goal::Do(spec.action),
        }
    }));
    let offers = state
        .floor
        .offers()
        .iter()
        .map(|offer| (&offer.row, "offer"));
    let mine = state.floor.mine().iter().map(|row| (row, "yours"));
    all.extend(offers.chain(mine).map(|(row, kind)| {
        let topic = row.topic.as_deref().unwrap_or("");
        let label = format!("{} · {topic}", row.customer.name);
        let label = sanitize::excerpt(label.trim_end_matches(" · "), 80);
        Candidate {
            label,
            kind,
            key: String::new(),
            goal: Goal::Conversation(row.id.clone()),
        }
    }));
    all.extend(state.floor.queues().iter().map(|queue| Candidate {
        label: sanitize::excerpt(&queue.name, 80),
        kind: "queue",
        key: String::new(),
        goal: Goal::Queue(queue.id.clone()),
    }));
    if !state.setup.identity.watch_only {
        all.extend(presence::CHOICES.into_iter().map(|presence| Candidate {
            label: presence.label().to_owned(),
            kind: "presence",
            key: String::new(),
            goal: Goal::Presence(presence),
        }));
    }
    all
}

/// Finds what matches, best first; without a query everything in its order.
fn search(palette: &mut Palette) {
    palette.cursor = 0;
    let query = palette.query.text();
    let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut hits: Vec<(u32, Hit)> = Vec::new();
    for (candidate, entry) in palette.candidates.iter().enumerate() {
        let mut places = Vec::new();
        let text = Utf32Str::new(&entry.label, &mut buffer);
        if let Some(score) = pattern.indices(text, &mut matcher, &mut places) {
            places.sort_unstable();
            places.dedup();
            hits.push((
                score,
                Hit {
                    candidate,
                    matched: places,
                },
            ));
        }
    }
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.truncate(HITS);
    palette.hits = hits.into_iter().map(|(_, hit)| hit).collect();
}

/// Text typed in the query, or an edit of it.
pub(super) fn edited(palette: &mut Palette, change: impl FnOnce(&mut Draft)) {
    change(&mut palette.query);
    search(palette);
}

/// Moves the cursor.
pub(super) fn go(palette: &mut Palette, motion: Motion) {
    if let Some(to) = panes::step(Some(palette.cursor), palette.hits.len(), 10, motion) {
        palette.cursor = to;
    }
}

/// Enter: closes it and goes where the entry leads.
pub(super) fn choose(state: &mut State, out: &mut Effects) {
    let Some(Overlay::Palette(palette)) = state.overlays.pop() else {
        return;
    };
    let hit = palette.hits.get(palette.cursor);
    let Some(entry) = hit.and_then(|hit| palette.candidates.get(hit.candidate)) else {
        return;
    };
    match entry.goal.clone() {
        Goal::Do(action) => update::act(state, out, action),
        Goal::Presence(chosen) => presence::choose(state, out, chosen),
        Goal::Queue(queue) => inbox::show_queue(state, out, &queue),
        Goal::Conversation(id) if state.floor.offer(&id).is_some() => {
            // An offer is gone to, not taken: the palette is for finding.
            inbox::select(state, Some(inbox::RowKey::Offer(id)));
            panes::focus(state, Pane::List);
        }
        Goal::Conversation(id) => conversation::show(state, out, &id, Pane::Composer),
    }
}

/// Opens it from a key of the composer that had nothing to delete.
pub(super) fn open_or_delete(state: &mut State, out: &mut Effects) {
    let id = state.conversations.shown_id();
    let draft = id.and_then(|id| state.composer.draft(id));
    let nothing = draft.is_none_or(|draft| {
        let (_, after) = draft.around();
        after.is_empty() || after.starts_with('\n')
    });
    if nothing {
        open(state);
    } else {
        composer::edit(state, out, super::action::Edit::DeleteToEnd);
    }
}
