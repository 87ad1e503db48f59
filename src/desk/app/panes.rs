//! Going from pane to pane, and what a step in a list means.

use super::action::Motion;
use super::conversation::Access;
use super::focus::{Pane, Tab};
use super::notify::{self, Level};
use super::{State, composer, conversation};

/// The place in a list of `count` after a step from `at`; `None` if there is nothing to go to.
pub(super) fn step(at: Option<usize>, count: usize, page: usize, motion: Motion) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let page = page.max(1);
    let Some(at) = at else {
        return Some(if motion == Motion::Last { last } else { 0 });
    };
    let to = match motion {
        Motion::Up | Motion::SearchUp => at.saturating_sub(1),
        Motion::Down | Motion::SearchDown => at.saturating_add(1),
        Motion::PageUp => at.saturating_sub(page),
        Motion::PageDown => at.saturating_add(page),
        Motion::First => 0,
        Motion::Last => last,
    };
    Some(to.min(last))
}

/// Gives a pane the keys.
pub(super) fn focus(state: &mut State, pane: Pane) {
    if state.panes.pane != pane {
        state.panes.pane = pane;
        state.panes.revision.bump();
    }
}

/// Opens a tab with its list.
pub(super) fn show_tab(state: &mut State, tab: Tab) {
    if tab == Tab::Board && !state.floor.supervises() && !state.setup.identity.watch_only {
        return notify::tell(state, Level::Info, "the board is for supervisors", "");
    }
    if tab == Tab::Inbox && state.setup.identity.watch_only {
        return notify::tell(state, Level::Info, "this desk only watches", "");
    }
    if state.panes.tab != tab {
        state.panes.tab = tab;
        state.panes.pane = Pane::List;
        state.panes.revision.bump();
    }
}

/// To the composer of the conversation shown, if one may write there.
pub(super) fn compose(state: &mut State) {
    let Some(shown) = state.conversations.shown() else {
        return notify::tell(state, Level::Info, "no conversation is open", "");
    };
    match state.access(&shown.row.id) {
        Access::Write => focus(state, Pane::Composer),
        access => notify::tell(state, Level::Info, access.sentence(), access.hint()),
    }
}

/// To the next pane, or the one before.
pub(super) fn cycle(state: &mut State, forward: bool) {
    let mut order = vec![Pane::List];
    if let Some(shown) = visible(state) {
        order.push(Pane::Log);
        if shown {
            order.push(Pane::Composer);
        }
        order.push(Pane::Context);
    }
    let at = order
        .iter()
        .position(|pane| *pane == state.panes.pane)
        .unwrap_or(0);
    let step = if forward { 1 } else { order.len() - 1 };
    if let Some(pane) = order.get((at + step) % order.len()) {
        focus(state, *pane);
    }
}

/// Whether a conversation is on the screen, and whether one may write there.
fn visible(state: &State) -> Option<bool> {
    let shown = state.conversations.shown()?;
    match state.panes.tab {
        Tab::Inbox => Some(state.access(&shown.row.id) == Access::Write),
        Tab::Board => state.board.reading.then_some(false),
    }
}

/// Escape: from the context to the conversation, from there to the list, from the list out of its filter.
pub(super) fn back(state: &mut State, out: &mut super::Effects) {
    match (state.panes.pane, state.panes.tab) {
        (Pane::Context, _) if visible(state).is_some() => focus(state, Pane::Log),
        (Pane::Log, Tab::Board) => conversation::stop_reading(state, out),
        (Pane::List, Tab::Board) => super::board::back(state),
        (Pane::List, Tab::Inbox) => {
            if !notify::dismiss(state) {
                super::inbox::clear_filter(state);
            }
        }
        (Pane::Composer | Pane::Log | Pane::Context, _) => {
            composer::flush(state, out);
            focus(state, Pane::List);
        }
    }
}

/// Opens or closes the context panel. Where it has no room beside the conversation it lies over it while it has the keys.
pub(super) fn toggle_context(state: &mut State) {
    if state.conversations.shown().is_none() {
        return notify::tell(state, Level::Info, "no conversation is open", "");
    }
    state.panes.revision.bump();
    if state.panes.pane == Pane::Context {
        state.panes.context_beside = false;
        state.panes.pane = Pane::Log;
    } else {
        state.panes.context_beside = true;
        state.panes.pane = Pane::Context;
    }
}

/// What is shown has changed: a pane that has no sense any more loses the keys. The composer keeps them whatever happens to
/// its conversation, so that letters meant as text never become keys.
pub(super) fn settle(state: &mut State) {
    let nothing = visible(state).is_none();
    if nothing && state.panes.pane != Pane::List {
        focus(state, Pane::List);
    }
}
