//! Opening conversations: reading them whole, reading on upwards, going from one to the next.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Load;
use crate::content::scan;
use crate::desk::app::board;
use crate::desk::app::effect::Effects;
use crate::desk::app::focus::{Pane, Tab};
use crate::desk::app::notify::{self, Level};
use crate::desk::app::requests::{self, About, Answer};
use crate::desk::app::{Access, State, composer, outbox, panes};
use crate::domain::ConversationId;
use crate::protocol::call::{Call, Page};
use crate::protocol::{ConversationDetail, ConversationRow};

/// Shows a conversation in the inbox and gives a pane the keys: the composer only if one may write.
pub(in crate::desk::app) fn show(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    pane: Pane,
) {
    let Some(row) = any_row(state, id) else {
        return notify::tell(
            state,
            Level::Info,
            "that conversation is not here any more",
            "",
        );
    };
    composer::flush(state, out);
    let before = state.conversations.shown.replace(id.clone());
    if before.as_ref() != Some(id) {
        leave(state, out, before);
    }
    let held = state.conversations.hold(&row);
    let (load, pane_wanted) = (held.load, pane);
    state.conversations.revision.bump();
    state.composer.revision.bump();
    if matches!(load, Load::Row | Load::Stale) {
        read(state, out, id);
    }
    if !state.setup.identity.watch_only {
        panes::show_tab(state, Tab::Inbox);
    }
    let write = state
        .conversations
        .shown()
        .is_some_and(|shown| matches!(state.access(&shown.row.id), Access::Write));
    let mine_soon = state.floor.my(id).is_some() || state.inbox.is_answering(id);
    let pane = match pane_wanted {
        Pane::Composer if !write && !mine_soon => Pane::Log,
        pane => pane,
    };
    panes::focus(state, pane);
    composer::count(state);
}

/// Shows a conversation without leaving the board: only to be read.
pub(in crate::desk::app) fn peek(state: &mut State, out: &mut Effects, row: &ConversationRow) {
    composer::flush(state, out);
    let before = state.conversations.shown.replace(row.id.clone());
    if before.as_ref() != Some(&row.id) {
        leave(state, out, before);
    }
    let load = state.conversations.hold(row).load;
    state.conversations.revision.bump();
    if matches!(load, Load::Row | Load::Stale) {
        read(state, out, &row.id);
    }
    state.board.reading = true;
    panes::focus(state, Pane::Log);
}

fn any_row(state: &State, id: &ConversationId) -> Option<ConversationRow> {
    let floor = state.floor.row(id);
    let listed = state
        .board
        .drill()
        .and_then(|drill| drill.rows.iter().find(|row| row.id == *id));
    let held = state.conversations.get(id).map(|held| &held.row);
    floor.or(listed).or(held).cloned()
}

/// A conversation is not shown any more: what was read there is read, and if it is not one's own it is followed no longer.
fn leave(state: &mut State, out: &mut Effects, before: Option<ConversationId>) {
    let Some(id) = before else {
        return;
    };
    if let Some(held) = state.conversations.get_mut(&id) {
        if held.unread.count == 0 {
            held.unread.first = None;
        }
        held.scroll.below = 0;
        held.scroll.top = None;
        held.scroll.pending = 0;
    }
    if state.floor.my(&id).is_none() {
        if let Some(held) = state.conversations.get_mut(&id) {
            held.load = Load::Stale;
        }
        requests::send(
            state,
            out,
            About::Unfollow,
            Call::Unfollow { conversation: id },
        );
    }
    let mut keep: BTreeSet<ConversationId> = state
        .floor
        .mine()
        .iter()
        .map(|row| row.id.clone())
        .collect();
    keep.extend(
        state
            .outbox
            .items()
            .iter()
            .map(|item| item.conversation.clone()),
    );
    state.conversations.forget(&keep);
}

fn read(state: &mut State, out: &mut Effects, id: &ConversationId) {
    let call = Call::Open {
        conversation: id.clone(),
    };
    if requests::send(state, out, About::Open(id.clone()), call)
        && let Some(held) = state.conversations.get_mut(id)
    {
        held.load = Load::Loading;
    }
}

/// A conversation was read whole.
pub(in crate::desk::app) fn opened(
    state: &mut State,
    id: &ConversationId,
    answer: Answer<ConversationDetail>,
) {
    let mut detail = match answer {
        Ok(detail) if detail.row.id == *id => detail,
        Ok(_) => return not_loaded(state, id),
        Err(refusal) => {
            not_loaded(state, id);
            return notify::refused(state, "open", &refusal);
        }
    };
    let Some(held) = state.conversations.get_mut(id) else {
        return;
    };
    // The messages are looked at one by one in the log.
    let findings = scan::scan_handoff(&detail.handoff);
    held.handoff_findings = findings
        .into_iter()
        .filter(|finding| !finding.pointer.starts_with("/transcript/"))
        .collect();
    let transcript = std::mem::take(&mut detail.handoff.transcript);
    held.log.merge(transcript, detail.messages, detail.more);
    held.handoff = Some(Arc::new(detail.handoff));
    held.handed_over_at = Some(detail.handed_over_at);
    held.load = Load::Whole;
    if detail.as_of >= held.as_of {
        held.as_of = detail.as_of;
        held.row = detail.row;
    }
    let known = held
        .scroll
        .top
        .is_none_or(|top| held.log.get(top.message).is_some());
    if !known {
        held.scroll.top = None;
    }
    state.conversations.revision.bump();
    if state.conversations.shown_id() == Some(id) {
        composer::count(state);
    }
    outbox::settle_acknowledged(state);
}

/// A conversation could not be read whole.
pub(in crate::desk::app) fn not_loaded(state: &mut State, id: &ConversationId) {
    if let Some(held) = state.conversations.get_mut(id) {
        held.load = if held.handoff.is_some() {
            Load::Stale
        } else {
            Load::Row
        };
    }
}

/// Older messages came.
pub(in crate::desk::app) fn history(state: &mut State, id: &ConversationId, answer: Answer<Page>) {
    match answer {
        Ok(page) => {
            if let Some(held) = state.conversations.get_mut(id) {
                held.log.prepend(page.messages, page.more);
            }
        }
        Err(refusal) => {
            no_history(state, id);
            // Asked again with every drawing, it would be refused as often.
            if let Some(held) = state.conversations.get_mut(id) {
                held.log.more = false;
            }
            notify::refused(state, "older messages", &refusal);
        }
    }
}

/// Older messages will not come.
pub(in crate::desk::app) fn no_history(state: &mut State, id: &ConversationId) {
    if let Some(held) = state.conversations.get_mut(id) {
        held.log.loading_older = false;
    }
}

/// Online again. After a resume one's own are complete; after a snapshot, and for those only read, there may be a hole.
pub(in crate::desk::app) fn reconnected(state: &mut State, out: &mut Effects, whole: bool) {
    let mine: Vec<ConversationRow> = state.floor.mine().to_vec();
    for row in &mine {
        let held = state.conversations.hold(row);
        if whole {
            held.row = row.clone();
        }
    }
    for (id, held) in &mut state.conversations.held {
        let complete = !whole && mine.iter().any(|row| row.id == *id);
        if held.load == Load::Whole && !complete {
            held.load = Load::Stale;
            held.revision.bump();
        }
    }
    if whole {
        orphans(state);
    }
    let shown = state
        .conversations
        .shown()
        .filter(|shown| shown.load != Load::Whole);
    if let Some(id) = shown.map(|shown| shown.row.id.clone()) {
        read(state, out, &id);
    }
    board::refresh(state, out);
}

/// After a snapshot: what was one's own and is not in it any more belongs to nobody we know of.
fn orphans(state: &mut State) {
    let you = state.floor.your_id().cloned();
    for (id, held) in &mut state.conversations.held {
        let was_yours = held.row.owner.is_some() && held.row.owner == you;
        if was_yours && !state.floor.mine().iter().any(|row| row.id == *id) {
            held.row.owner = None;
            held.concluding = None;
            held.revision.bump();
        }
    }
}

/// Stops showing a conversation that is only read.
pub(in crate::desk::app) fn stop_reading(state: &mut State, out: &mut Effects) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    if state.panes.tab == Tab::Inbox && state.floor.my(&id).is_some() {
        return notify::tell(
            state,
            Level::Info,
            "it is yours: end, close or give it back",
            "",
        );
    }
    composer::flush(state, out);
    let before = state.conversations.shown.take();
    state.conversations.revision.bump();
    state.board.reading = false;
    state.board.revision.bump();
    leave(state, out, before);
    panes::focus(state, Pane::List);
}

/// To the next or the previous of one's own.
pub(in crate::desk::app) fn cycle(state: &mut State, out: &mut Effects, forward: bool) {
    let ids: Vec<ConversationId> = state
        .floor
        .mine()
        .iter()
        .map(|row| row.id.clone())
        .collect();
    go_to(state, out, &ids, forward, "you have no other conversation");
}

/// To the next of one's own with something unread.
pub(in crate::desk::app) fn next_unread(state: &mut State, out: &mut Effects) {
    let mine = state.floor.mine().iter().map(|row| row.id.clone());
    let shown = state.conversations.shown_id();
    let ids: Vec<ConversationId> = mine
        .filter(|id| Some(id) == shown || state.conversations.unread(id) > 0)
        .collect();
    go_to(state, out, &ids, true, "nothing else is unread");
}

fn go_to(state: &mut State, out: &mut Effects, ids: &[ConversationId], forward: bool, none: &str) {
    let at = state
        .conversations
        .shown_id()
        .and_then(|id| ids.iter().position(|other| other == id));
    let to = match (at, ids.len()) {
        (_, 0) | (Some(_), 1) => None,
        (None, count) => Some(if forward { 0 } else { count - 1 }),
        (Some(at), count) => Some((at + if forward { 1 } else { count - 1 }) % count),
    };
    match to.and_then(|to| ids.get(to)) {
        Some(id) => show(state, out, id, Pane::Composer),
        None => notify::tell(state, Level::Info, none, ""),
    }
}
