//! The board: every queue with what waits, and who is there to take it. For supervisors.

use std::cmp::Reverse;
use std::time::Duration;

use super::action::Motion;
use super::effect::Effects;
use super::focus::{Pane, Tab};
use super::notify::{self, Level};
use super::requests::{self, About, Answer};
use super::revision::Revision;
use super::{State, conversation, panes, talk};
use crate::content::sanitize;
use crate::domain::{ConversationId, QueueId, Timestamp};
use crate::protocol::call::{Call, Listing, WhyAbout};
use crate::protocol::{ConversationRow, QueueView};

/// How often an opened listing is read again while its queue changes.
const AGAIN: Duration = Duration::from_secs(1);

/// What the board is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// What needs action most: something waits and nobody is free, then what waits longest.
    #[default]
    Need,
    /// Name.
    Name,
    /// How many wait.
    Waiting,
    /// The longest wait.
    Longest,
    /// How much of the capacity is in use.
    Load,
}

impl SortBy {
    /// What it is, in a word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Name => "name",
            Self::Waiting => "waiting",
            Self::Longest => "longest wait",
            Self::Load => "load",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Need => Self::Name,
            Self::Name => Self::Waiting,
            Self::Waiting => Self::Longest,
            Self::Longest => Self::Load,
            Self::Load => Self::Need,
        }
    }
}

/// A queue's conversations as they were listed last.
#[derive(Clone, Debug)]
pub struct Drill {
    /// Which queue.
    pub queue: QueueId,
    /// Its conversations: the longest waiting first, then those that are somebody's.
    pub rows: Vec<ConversationRow>,
    /// How many there are in all.
    pub total: u32,
    /// Which is under the cursor; always one of the rows unless there are none.
    pub cursor: Option<ConversationId>,
    /// Whether the first answer is still to come.
    pub loading: bool,
}

impl Drill {
    /// Where in the rows the cursor is.
    pub fn cursor_index(&self) -> Option<usize> {
        let cursor = self.cursor.as_ref()?;
        self.rows.iter().position(|row| row.id == *cursor)
    }
}

/// The board.
#[derive(Clone, Debug, Default)]
pub struct Board {
    rows: Vec<QueueId>,
    cursor: Option<QueueId>,
    drill: Option<Drill>,
    /// What it is sorted by.
    pub sort: SortBy,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// Whether a conversation opened from here takes the place of the table.
    pub reading: bool,
    built: Option<u64>,
    again_at: Option<Timestamp>,
    /// Changes of any of these.
    pub revision: Revision,
}

impl Board {
    /// The queues in the order shown: [`Floor::queue`](super::Floor::queue) has each.
    pub fn rows(&self) -> &[QueueId] {
        &self.rows
    }

    /// Which queue is under the cursor; always one of the rows unless there are none.
    pub fn cursor(&self) -> Option<&QueueId> {
        self.cursor.as_ref()
    }

    /// Where in the rows the cursor is.
    pub fn cursor_index(&self) -> Option<usize> {
        let cursor = self.cursor.as_ref()?;
        self.rows.iter().position(|row| row == cursor)
    }

    /// The listing of one queue, if one is opened.
    pub fn drill(&self) -> Option<&Drill> {
        self.drill.as_ref()
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.again_at
    }
}

/// Orders the queues anew if the floor has changed, and reads an opened listing again.
pub(super) fn settle(state: &mut State) {
    let stamp = state.floor.revision.get();
    if state.board.built == Some(stamp) {
        return;
    }
    let mut queues: Vec<&QueueView> = state.floor.queues().iter().collect();
    // The floor has them by name: whatever is equal stays in that order.
    match state.board.sort {
        SortBy::Need => queues.sort_by_key(|queue| {
            let stuck = queue.waiting > 0 && queue.available == 0;
            (Reverse(stuck), longest(queue), Reverse(queue.waiting))
        }),
        SortBy::Name => {}
        SortBy::Waiting => queues.sort_by_key(|queue| Reverse(queue.waiting)),
        SortBy::Longest => queues.sort_by_key(|queue| longest(queue)),
        SortBy::Load => queues.sort_by_key(|queue| {
            let share = u64::from(queue.load) * 1_000 / u64::from(queue.capacity.max(1));
            Reverse(share)
        }),
    }
    if state.board.reversed {
        queues.reverse();
    }
    let rows: Vec<QueueId> = queues.into_iter().map(|queue| queue.id.clone()).collect();
    let again = state.clock.now.after(AGAIN);
    let board = &mut state.board;
    let at = board.cursor_index();
    board.rows = rows;
    if board
        .cursor
        .as_ref()
        .is_none_or(|cursor| !board.rows.contains(cursor))
    {
        let near = at.unwrap_or(0).min(board.rows.len().saturating_sub(1));
        board.cursor = board.rows.get(near).cloned();
    }
    if board.drill.is_some() {
        board.again_at.get_or_insert(again);
    }
    board.built = Some(stamp);
    board.revision.bump();
}

fn longest(queue: &QueueView) -> Timestamp {
    queue.longest_since.unwrap_or(Timestamp(i64::MAX))
}

/// Moves the cursor of the table or of the listing.
pub(super) fn go(state: &mut State, motion: Motion) {
    let page = usize::from(state.panes.size.1.max(8)) / 2;
    let board = &mut state.board;
    let at = board.cursor_index();
    if let Some(drill) = &mut board.drill {
        if let Some(to) = panes::step(drill.cursor_index(), drill.rows.len(), page, motion) {
            drill.cursor = drill.rows.get(to).map(|row| row.id.clone());
        }
    } else if let Some(to) = panes::step(at, board.rows.len(), page, motion) {
        board.cursor = board.rows.get(to).cloned();
    }
    board.revision.bump();
}

/// Puts the cursor on a queue.
pub(super) fn select(state: &mut State, queue: &QueueId) {
    if state.board.rows.contains(queue) {
        state.board.cursor = Some(queue.clone());
        state.board.revision.bump();
    }
}

/// Puts the cursor on a conversation of the opened listing.
pub(super) fn select_listed(state: &mut State, id: &ConversationId) {
    if let Some(drill) = &mut state.board.drill
        && drill.rows.iter().any(|row| row.id == *id)
    {
        drill.cursor = Some(id.clone());
        state.board.revision.bump();
    }
}

/// Enter: opens the queue's listing, and from there a conversation, only to be read.
pub(super) fn activate(state: &mut State, out: &mut Effects) {
    let Some(drill) = &state.board.drill else {
        if let Some(queue) = state.board.cursor.clone() {
            show_queue(state, out, &queue);
        }
        return;
    };
    let row = drill
        .cursor_index()
        .and_then(|at| drill.rows.get(at))
        .cloned();
    match row {
        Some(row) if state.floor.my(&row.id).is_some() => {
            conversation::show(state, out, &row.id, Pane::Composer);
        }
        Some(row) => conversation::peek(state, out, &row),
        None => {}
    }
}

/// Opens the listing of a queue.
pub(super) fn show_queue(state: &mut State, out: &mut Effects, queue: &QueueId) {
    panes::show_tab(state, Tab::Board);
    panes::focus(state, Pane::List);
    state.board.cursor = Some(queue.clone());
    state.board.drill = Some(Drill {
        queue: queue.clone(),
        rows: Vec::new(),
        total: 0,
        cursor: None,
        loading: true,
    });
    state.board.reading = false;
    state.board.revision.bump();
    state.board.built = None;
    list(state, out);
}

fn list(state: &mut State, out: &mut Effects) {
    state.board.again_at = None;
    let Some(queue) = state.board.drill.as_ref().map(|drill| drill.queue.clone()) else {
        return;
    };
    let about = About::ListQueue(queue.clone());
    if state.requests.waits_for(&about) {
        return;
    }
    if !requests::send(state, out, about, Call::ListQueue { queue }) {
        requests::offline(state, "list");
    }
}

/// A listing came.
pub(super) fn listed(state: &mut State, queue: &QueueId, answer: Answer<Listing>) {
    let Some(drill) = state
        .board
        .drill
        .as_mut()
        .filter(|drill| drill.queue == *queue)
    else {
        return;
    };
    drill.loading = false;
    state.board.revision.bump();
    match answer {
        Ok(listing) => {
            let at = drill.cursor_index().unwrap_or(0);
            drill.rows = listing.rows;
            drill.total = listing.total;
            if drill.cursor_index().is_none() {
                let near = at.min(drill.rows.len().saturating_sub(1));
                drill.cursor = drill.rows.get(near).map(|row| row.id.clone());
            }
        }
        Err(refusal) => notify::refused(state, "list", &refusal),
    }
}

/// Online again, or the queue has changed: reads an opened listing again.
pub(super) fn refresh(state: &mut State, out: &mut Effects) {
    if state.board.drill.is_some() && state.connection.is_online() {
        list(state, out);
    }
}

/// Reads an opened listing again when it is time.
pub(super) fn wake(state: &mut State, out: &mut Effects) {
    if state
        .board
        .again_at
        .take_if(|at| *at <= state.clock.now)
        .is_some()
    {
        refresh(state, out);
    }
}

/// Escape: from the listing to the table.
pub(super) fn back(state: &mut State) {
    if state.board.drill.take().is_some() {
        state.board.again_at = None;
        state.board.revision.bump();
    } else {
        notify::dismiss(state);
    }
}

/// Sorts by the next column.
pub(super) fn sort(state: &mut State) {
    state.board.sort = state.board.sort.next();
    state.board.built = None;
    let label = state.board.sort.label();
    notify::tell(state, Level::Info, format!("sorted by {label}"), "");
}

/// Turns the order round.
pub(super) fn reverse(state: &mut State) {
    state.board.reversed = !state.board.reversed;
    state.board.built = None;
}

/// Why the conversation under the cursor waits; for a queue, why its first one does.
pub(super) fn why(state: &mut State, out: &mut Effects) {
    if let Some(drill) = &state.board.drill {
        if let Some(id) = drill.cursor.clone() {
            talk::why(state, out, WhyAbout::Conversation(id));
        }
        return;
    }
    let queue = state
        .board
        .cursor
        .as_ref()
        .and_then(|id| state.floor.queue(id));
    let sentence = queue.map(|queue| match &queue.why {
        Some(why) => sanitize::excerpt(why, 400),
        None => format!("nothing waits in {}", sanitize::excerpt(&queue.name, 60)),
    });
    if let Some(sentence) = sentence {
        notify::tell(state, Level::Info, sentence, "");
    }
}
