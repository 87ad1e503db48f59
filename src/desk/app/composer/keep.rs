//! Drafts on disk: saved soon after every change, removed only when nothing of the conversation is unsent any more.

use std::time::Duration;

use super::Draft;
use crate::content::sanitize;
use crate::desk::app::effect::{Effect, Effects};
use crate::desk::app::event::{StoredDraft, Unsent};
use crate::desk::app::{State, outbox};
use crate::domain::ConversationId;

/// How long after a change a draft is saved. Not put off by further changes.
const SOON: Duration = Duration::from_millis(500);

/// A draft has changed.
pub(super) fn save_soon(state: &mut State, id: &ConversationId) {
    let due = state.clock.now.after(SOON);
    state.composer.save_at.entry(id.clone()).or_insert(due);
}

/// Saves what is due.
pub(in crate::desk::app) fn wake(state: &mut State, out: &mut Effects) {
    let now = state.clock.now;
    let due = state.composer.save_at.iter().filter(|(_, at)| **at <= now);
    let due: Vec<ConversationId> = due.map(|(id, _)| id.clone()).collect();
    for id in due {
        save_now(state, out, &id);
    }
}

/// Saves whatever has changed.
pub(in crate::desk::app) fn flush(state: &mut State, out: &mut Effects) {
    while let Some(id) = state.composer.save_at.keys().next().cloned() {
        save_now(state, out, &id);
    }
}

/// Saves what is unsent of a conversation, or removes it from disk if nothing is.
pub(in crate::desk::app) fn save_now(state: &mut State, out: &mut Effects, id: &ConversationId) {
    state.composer.save_at.remove(id);
    let text = state.composer.draft(id).map_or("", Draft::text).to_owned();
    let unsent: Vec<Unsent> = state
        .outbox
        .of(id)
        .filter(|item| !item.is_acknowledged())
        .map(|item| Unsent {
            key: item.key.clone(),
            epoch: item.epoch,
            text: item.text.clone(),
        })
        .collect();
    out.push(if text.is_empty() && unsent.is_empty() {
        Effect::ClearDraft(id.clone())
    } else {
        Effect::SaveDraft(StoredDraft {
            conversation: id.clone(),
            text,
            unsent,
        })
    });
}

/// Drafts found on disk: they come back where they were written; what was typed meanwhile goes before them.
pub(in crate::desk::app) fn loaded(state: &mut State, out: &mut Effects, stored: Vec<StoredDraft>) {
    for found in stored {
        let draft = state
            .composer
            .drafts
            .entry(found.conversation.clone())
            .or_default();
        let text = sanitize::block(&found.text);
        if draft.is_empty() {
            *draft = Draft::new(text);
        } else if !text.is_empty() && draft.text() != text {
            draft.insert(&format!("\n{text}"));
        }
        outbox::restore(state, &found.conversation, found.unsent);
    }
    state.composer.revision.bump();
    super::count(state);
    outbox::flush(state, out);
}
