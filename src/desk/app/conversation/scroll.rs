//! What of a log is on the screen: kept by message and row within it, so that nothing jumps when messages come.

use super::jump::Flag;
use crate::desk::app::action::Motion;
use crate::desk::app::effect::Effects;
use crate::desk::app::event::Viewport;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::{State, requests};
use crate::domain::{ConversationId, MessageId};
use crate::protocol::Call;

/// How many messages before the first live one older ones are asked for.
const NEAR: usize = 20;
/// How many older messages are asked for at a time.
const PAGE: u32 = 200;

/// A row of a laid-out log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The message.
    pub message: MessageId,
    /// Row within its layout, from 0. Rows drawn above a message (day, divider, unread line) belong to it.
    pub row: u32,
}

/// Where a log is scrolled to.
///
/// The core does not know how high a message is. It says where the first row is to be ([`Scroll::top`]) and how many rows on
/// from there a person has asked to go since ([`Scroll::pending`]); whoever lays the log out answers with a
/// [`Viewport`], which becomes the new place.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    /// The first row on the screen; `None` follows the end of the log.
    pub top: Option<Anchor>,
    /// Rows to go on from there; negative is up.
    pub pending: i32,
    /// A message that is marked: the last flag jumped to, or a message clicked.
    pub marked: Option<MessageId>,
    /// The flag gone to last.
    pub flag: Option<Flag>,
    /// Whether the marked message, or the row of the flag in it, is to be brought on the screen by the next layout.
    pub seek: bool,
    /// How many messages came below the screen while it did not follow.
    pub below: u32,
    /// Rows of the pane at the last layout.
    pub height: u16,
    /// Whether the first row of the log was on the screen at the last layout.
    pub at_top: bool,
}

/// Scrolls.
pub(in crate::desk::app) fn go(state: &mut State, motion: Motion) {
    let Some(shown) = state.conversations.shown_mut() else {
        return;
    };
    let page = i32::from(shown.scroll.height.max(2)) - 1;
    match motion {
        Motion::Up | Motion::SearchUp => by(&mut shown.scroll, -1),
        Motion::Down | Motion::SearchDown => by(&mut shown.scroll, 1),
        Motion::PageUp => by(&mut shown.scroll, -page),
        Motion::PageDown => by(&mut shown.scroll, page),
        Motion::First => {
            let first = shown.log.entries().first();
            shown.scroll.top = first.map(|entry| Anchor {
                message: entry.message.id,
                row: 0,
            });
            shown.scroll.pending = 0;
        }
        Motion::Last => {
            shown.scroll.top = None;
            shown.scroll.pending = 0;
        }
    }
}

/// Scrolls by so many rows.
pub(in crate::desk::app) fn by_rows(state: &mut State, rows: i32) {
    if let Some(shown) = state.conversations.shown_mut() {
        by(&mut shown.scroll, rows);
    }
}

fn by(scroll: &mut Scroll, rows: i32) {
    let pending = scroll.pending.saturating_add(rows);
    // Nothing is below the end.
    scroll.pending = if scroll.top.is_none() {
        pending.min(0)
    } else {
        pending
    };
}

/// Marks a message and puts it on the screen.
pub(in crate::desk::app) fn mark(state: &mut State, message: MessageId, jump: bool) {
    let Some(shown) = state.conversations.shown_mut() else {
        return;
    };
    if shown.log.get(message).is_some() {
        shown.scroll.marked = Some(message);
        shown.scroll.flag = None;
        if jump {
            shown.scroll.top = Some(Anchor { message, row: 0 });
            shown.scroll.pending = 0;
        }
    }
}

/// To the first message not read.
pub(in crate::desk::app) fn to_unread(state: &mut State) {
    let first = state
        .conversations
        .shown()
        .and_then(|shown| shown.unread.first);
    match first {
        Some(message) => mark(state, message, true),
        None => notify::tell(state, Level::Info, "everything is read", ""),
    }
}

/// The log was laid out: this is on the screen now.
pub(in crate::desk::app) fn laid(state: &mut State, out: &mut Effects, viewport: &Viewport) {
    let focused = state.panes.focused;
    if state.conversations.shown_id() != Some(&viewport.conversation) {
        return;
    }
    let Some(shown) = state.conversations.held.get_mut(&viewport.conversation) else {
        return;
    };
    let scroll = &mut shown.scroll;
    scroll.pending = scroll.pending.saturating_sub(viewport.applied);
    scroll.seek = false;
    scroll.height = viewport.height;
    scroll.at_top = viewport.at_top;
    let settled = scroll.pending == 0;
    let known = shown.log.get(viewport.top.message).is_some();
    scroll.top = Some(viewport.top).filter(|_| known && !(viewport.at_bottom && settled));
    let had = (scroll.below, shown.unread.count);
    if scroll.top.is_none() {
        scroll.below = 0;
        if focused {
            shown.unread.count = 0;
        }
    }
    if had != (scroll.below, shown.unread.count) {
        shown.revision.bump();
        state.conversations.revision.bump();
    }
    page_if_near(
        state,
        out,
        &viewport.conversation,
        viewport.top.message,
        viewport.at_top,
    );
}

/// Asks for older messages when the place where they belong comes near.
fn page_if_near(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    top: MessageId,
    at_top: bool,
) {
    let Some(shown) = state.conversations.get(id) else {
        return;
    };
    let log = &shown.log;
    let at = log.position(top).unwrap_or_else(|at| at);
    let near = at_top || at <= log.transcript_len().saturating_add(NEAR);
    let wanted = near && log.more && !log.loading_older && shown.load == super::Load::Whole;
    let Some(before) = log
        .first_live()
        .map(|entry| entry.message.id)
        .filter(|_| wanted)
    else {
        return;
    };
    let call = Call::History {
        conversation: id.clone(),
        before,
        limit: PAGE,
    };
    if requests::send(state, out, requests::About::History(id.clone()), call)
        && let Some(held) = state.conversations.get_mut(id)
    {
        held.log.loading_older = true;
    }
}
