//! The inbox: offers, one's own conversations, queues. The cursor follows what it points at, not a place in the list.

mod offers;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::time::Duration;

pub(super) use offers::{
    accept, ask_decline, decline, decline_in_words, declined, pick, settled, taken,
};
pub(super) use rows::settle;

use super::action::Motion;
use super::composer::Draft;
use super::effect::Effects;
use super::focus::{Pane, Tab};
use super::notify::{self, Level};
use super::revision::Revision;
use super::{State, board, conversation, panes};
use crate::domain::{ConversationId, QueueId, Timestamp};

/// After the list has moved under the cursor by itself, for so long Enter does nothing: it was meant for another row.
const GUARD: Duration = Duration::from_millis(600);

/// A part of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Held out to you.
    Offers,
    /// Yours.
    Mine,
    /// Waiting for somebody.
    Queues,
}

/// What a row of the inbox is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// A heading; never under the cursor.
    Section(Section),
    /// An offer: [`Floor::offer`](super::Floor::offer) has it.
    Offer(ConversationId),
    /// One of yours: [`Floor::my`](super::Floor::my) has it.
    Mine(ConversationId),
    /// A queue: [`Floor::queue`](super::Floor::queue) has it.
    Queue(QueueId),
    /// A conversation that waits in an unfolded queue: its head has it.
    Waiting(QueueId, ConversationId),
    /// An unfolded queue holds more than its head shows: how many more.
    More(QueueId, u32),
}

impl RowKey {
    /// The conversation it is about.
    pub fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::Offer(id) | Self::Mine(id) | Self::Waiting(_, id) => Some(id),
            Self::Section(_) | Self::Queue(_) | Self::More(..) => None,
        }
    }

    /// Whether the cursor can be on it.
    pub fn selectable(&self) -> bool {
        !matches!(self, Self::Section(_) | Self::More(..))
    }
}

/// The inbox.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    rows: Vec<RowKey>,
    cursor: Option<RowKey>,
    chosen: bool,
    unfolded: BTreeSet<QueueId>,
    filter: Option<Draft>,
    filtering: bool,
    guard_until: Option<Timestamp>,
    answering: BTreeSet<ConversationId>,
    built: Option<(u64, u64)>,
    /// Changes of rows, cursor or filter.
    pub revision: Revision,
}

impl Inbox {
    /// The rows from top to bottom, filtered.
    pub fn rows(&self) -> &[RowKey] {
        &self.rows
    }

    /// What is under the cursor; always one of the rows.
    pub fn cursor(&self) -> Option<&RowKey> {
        self.cursor.as_ref()
    }

    /// Where in the rows the cursor is.
    pub fn cursor_index(&self) -> Option<usize> {
        let cursor = self.cursor.as_ref()?;
        self.rows.iter().position(|row| row == cursor)
    }

    /// Whether a queue is unfolded.
    pub fn is_unfolded(&self, queue: &QueueId) -> bool {
        self.unfolded.contains(queue)
    }

    /// The filter, if one is set; it may be empty while it is being typed.
    pub fn filter(&self) -> Option<&Draft> {
        self.filter.as_ref()
    }

    /// Whether the filter is being typed.
    pub fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// Whether an accept, a decline or a pick of this conversation is under way.
    pub fn is_answering(&self, conversation: &ConversationId) -> bool {
        self.answering.contains(conversation)
    }

    pub(super) fn filter_mut(&mut self) -> Option<&mut Draft> {
        self.revision.bump();
        self.filter.as_mut()
    }

    fn guarded(&self, now: Timestamp) -> bool {
        self.guard_until.is_some_and(|until| now < until)
    }
}

/// Moves the cursor.
pub(super) fn go(state: &mut State, motion: Motion) {
    let page = usize::from(state.panes.size.1.max(8)) / 2;
    let inbox = &mut state.inbox;
    let places: Vec<usize> = (0..inbox.rows.len())
        .filter(|at| inbox.rows.get(*at).is_some_and(RowKey::selectable))
        .collect();
    let at = inbox
        .cursor_index()
        .and_then(|row| places.iter().position(|place| *place == row));
    let Some(to) = panes::step(at, places.len(), page, motion) else {
        return;
    };
    let row = places
        .get(to)
        .and_then(|place| inbox.rows.get(*place))
        .cloned();
    select(state, row);
}

/// Puts the cursor on a row by hand.
pub(super) fn select(state: &mut State, row: Option<RowKey>) {
    let inbox = &mut state.inbox;
    inbox.guard_until = None;
    inbox.chosen = true;
    if row.is_some() && inbox.cursor != row {
        inbox.cursor = row;
        inbox.revision.bump();
    }
}

/// Enter on a row: accepts, opens, unfolds.
pub(super) fn activate(state: &mut State, out: &mut Effects) {
    if state.inbox.guarded(state.clock.now) {
        state.inbox.guard_until = None;
        return notify::tell(
            state,
            Level::Info,
            "the list has just moved: press again",
            "",
        );
    }
    match state.inbox.cursor.clone() {
        Some(RowKey::Offer(id)) => accept(state, out, Some(&id)),
        Some(RowKey::Mine(id)) => conversation::show(state, out, &id, Pane::Composer),
        Some(RowKey::Queue(queue)) => unfold(state, &queue, !state.inbox.is_unfolded(&queue)),
        Some(RowKey::Waiting(_, id)) => pick(state, out, &id),
        Some(RowKey::Section(_) | RowKey::More(..)) | None => {}
    }
}

/// Unfolds or folds the queue under the cursor, or the one the row under the cursor is in.
pub(super) fn unfold_here(state: &mut State, unfold_it: bool) {
    let queue = match &state.inbox.cursor {
        Some(RowKey::Queue(queue) | RowKey::Waiting(queue, _)) => queue.clone(),
        _ => return,
    };
    unfold(state, &queue, unfold_it);
}

fn unfold(state: &mut State, queue: &QueueId, unfold_it: bool) {
    let inbox = &mut state.inbox;
    let changed = if unfold_it {
        inbox.unfolded.insert(queue.clone())
    } else {
        inbox.unfolded.remove(queue)
    };
    if changed {
        if matches!(&inbox.cursor, Some(RowKey::Waiting(of, _)) if of == queue) {
            inbox.cursor = Some(RowKey::Queue(queue.clone()));
        }
        inbox.built = None;
        inbox.revision.bump();
    }
}

/// Goes to a queue: in the inbox unfolded, for a desk that only watches on the board.
pub(super) fn show_queue(state: &mut State, out: &mut Effects, queue: &QueueId) {
    if state.setup.identity.watch_only {
        return board::show_queue(state, out, queue);
    }
    panes::show_tab(state, Tab::Inbox);
    panes::focus(state, Pane::List);
    clear_filter(state);
    unfold(state, queue, true);
    select(state, Some(RowKey::Queue(queue.clone())));
}

/// Begins to filter, or goes on with the filter there is.
pub(super) fn start_filter(state: &mut State) {
    let inbox = &mut state.inbox;
    inbox.filter.get_or_insert_default();
    inbox.filtering = true;
    inbox.revision.bump();
}

/// Enter in the filter: the list has the keys again, filtered.
pub(super) fn keep_filter(state: &mut State) {
    let inbox = &mut state.inbox;
    inbox.filtering = false;
    if inbox.filter.as_ref().is_some_and(Draft::is_blank) {
        inbox.filter = None;
    }
    inbox.revision.bump();
}

/// Takes the filter away. Answers whether there was one.
pub(super) fn clear_filter(state: &mut State) -> bool {
    let inbox = &mut state.inbox;
    inbox.filtering = false;
    let any = inbox.filter.take().is_some();
    if any {
        inbox.revision.bump();
    }
    any
}
