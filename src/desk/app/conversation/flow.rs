//! What comes in for conversations by itself: words, rows, typing.

use std::time::Duration;

use super::{Flags, Load};
use crate::content::{sanitize, scan};
use crate::desk::app::away::{self, Missed};
use crate::desk::app::notify::{self, Level};
use crate::desk::app::{State, outbox};
use crate::domain::{Author, AuthorKind, ConversationId, ConversationState, Message, Seq};
use crate::protocol::ConversationRow;

/// How long somebody is shown to type after the last sign of it.
const TYPING: Duration = Duration::from_secs(3);
/// How many can type at once before the oldest is left out.
const TYPERS: usize = 4;

/// Something was said in a conversation of yours, or in one you read.
pub(in crate::desk::app) fn said(state: &mut State, id: &ConversationId, message: Message) {
    let (author, at, message_id) = (message.author.clone(), message.at, message.id);
    let focused = state.panes.focused;
    let shown = state.conversations.shown_id() == Some(id);
    let row = match state.conversations.get(id) {
        Some(held) => held.row.clone(),
        None => match state.floor.row(id) {
            Some(row) => row.clone(),
            None => return,
        },
    };
    let held = state.conversations.hold(&row);
    let before = (held.flags(), held.unread_flags);
    let new = match held.load {
        Load::Row if message_id.seq > held.as_of => {
            let context = scan::Context::new(row.channel, author.kind);
            let found = Flags::of(&scan::scan_activity(&message.activity, &context));
            held.unread_flags = held.unread_flags.and(found);
            true
        }
        Load::Row => false,
        Load::Loading | Load::Whole | Load::Stale => held.log.insert(message),
    };
    if !new {
        return;
    }
    held.as_of = held.as_of.max(message_id.seq);
    if before != (held.flags(), held.unread_flags) {
        state.conversations.revision.bump();
    }
    let held = state.conversations.hold(&row);
    held.typing.retain(|(who, _)| *who != author);
    let follows = shown && held.scroll.top.is_none() && held.scroll.pending >= 0;
    if shown && !follows {
        held.scroll.below = held.scroll.below.saturating_add(1);
    }
    if author.kind == AuthorKind::Customer && !(follows && focused) {
        held.unread.count = held.unread.count.saturating_add(1);
        held.unread.first.get_or_insert(message_id);
        state.conversations.revision.bump();
    }
    if author.kind == AuthorKind::Customer {
        away::count(state, Missed::Message(at));
    }
    outbox::said(state, message_id);
}

/// A row changed: it is yours now, or still, or one you read.
pub(in crate::desk::app) fn row_changed(state: &mut State, seq: Seq, row: ConversationRow) {
    let yours = row.owner.is_some() && row.owner.as_ref() == state.floor.your_id();
    let over = row.state == ConversationState::Closed;
    let left = row.customer_left;
    let before = update_held(state, seq, &row);
    if left && yours && before.is_some_and(|before| !before.customer_left) {
        let name = sanitize::excerpt(&row.customer.name, 40);
        notify::tell(
            state,
            Level::Warning,
            format!("{name} has left the conversation"),
            "",
        );
    }
    if yours && !over && !state.setup.identity.watch_only {
        state.conversations.hold(&row);
        state.floor.put_mine(row);
    } else {
        state.floor.drop_mine(&row.id);
    }
}

/// Updates the row of a held conversation unless it is older than what is known. Answers the row as it was.
fn update_held(state: &mut State, seq: Seq, row: &ConversationRow) -> Option<ConversationRow> {
    let held = state.conversations.get_mut(&row.id)?;
    let before = held.row.clone();
    if seq >= held.as_of {
        held.row = row.clone();
    }
    Some(before)
}

/// A conversation is no longer yours.
pub(in crate::desk::app) fn gone(state: &mut State, seq: Seq, row: &ConversationRow) {
    update_held(state, seq, row);
    let asked_for = state
        .conversations
        .get_mut(&row.id)
        .and_then(|held| held.concluding.take())
        .is_some();
    if !state.floor.drop_mine(&row.id) {
        return;
    }
    away::count(state, Missed::Gone);
    if asked_for {
        return;
    }
    let name = sanitize::excerpt(&row.customer.name, 40);
    let what = match (&row.state, &row.owner) {
        (ConversationState::Closed, _) => "is closed".to_owned(),
        (_, Some(owner)) => format!("is now with {}", sanitize::excerpt(owner.as_str(), 40)),
        (ConversationState::Waiting, None) => "was set aside".to_owned(),
        (_, None) => "is back in its queue".to_owned(),
    };
    notify::tell(
        state,
        Level::Warning,
        format!("{name}'s conversation {what}"),
        "",
    );
}

/// Somebody types.
pub(in crate::desk::app) fn typing(state: &mut State, id: &ConversationId, author: Author) {
    if state.floor.is_you(&author) {
        return;
    }
    let until = state.clock.now.after(TYPING);
    let Some(held) = state.conversations.get_mut(id) else {
        return;
    };
    held.typing.retain(|(who, _)| *who != author);
    if held.typing.len() == TYPERS {
        held.typing.remove(0);
    }
    held.typing.push((author, until));
}

/// Whoever typed and does not any more.
pub(in crate::desk::app) fn wake(state: &mut State) {
    let now = state.clock.now;
    for held in state.conversations.held.values_mut() {
        let before = held.typing.len();
        held.typing.retain(|(_, until)| *until > now);
        if held.typing.len() != before {
            held.revision.bump();
        }
    }
}
