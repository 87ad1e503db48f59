//! Writing: keys and pastes change the draft of the conversation shown, and no other.

use std::time::Duration;

use super::{Draft, To, check, keep};
use crate::activity::outward::{Envelope, agent_text};
use crate::content::sanitize;
use crate::desk::app::action::Edit;
use crate::desk::app::effect::Effects;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::overlay::{Confirm, Confirmed};
use crate::desk::app::requests::{self, About};
use crate::desk::app::{Access, Conversation, Overlay, State};
use crate::domain::ConversationId;
use crate::protocol::Call;

/// The customer is told at most this often that somebody types.
const TYPING: Duration = Duration::from_secs(3);

/// An edit of any text: what a key means there.
pub(in crate::desk::app) fn apply(draft: &mut Draft, edit: Edit) {
    match edit {
        Edit::Left
        | Edit::Right
        | Edit::WordLeft
        | Edit::WordRight
        | Edit::LineUp
        | Edit::LineDown
        | Edit::LineStart
        | Edit::LineEnd
        | Edit::Start
        | Edit::Finish => {
            draft.go(destination(edit));
        }
        Edit::Backspace => draft.backspace(),
        Edit::Delete => draft.delete(),
        Edit::DeleteWordLeft => draft.kill(To::WordLeft),
        Edit::DeleteWordRight => draft.kill(To::WordRight),
        Edit::DeleteToStart => draft.kill(To::LineStart),
        Edit::DeleteToEnd => draft.kill(To::LineEnd),
        Edit::Yank => draft.yank(),
        Edit::Undo => {
            draft.undo();
        }
        Edit::Redo => {
            draft.redo();
        }
    }
}

fn destination(edit: Edit) -> To {
    match edit {
        Edit::Left => To::Left,
        Edit::WordLeft => To::WordLeft,
        Edit::WordRight => To::WordRight,
        Edit::LineUp => To::Up,
        Edit::LineDown => To::Down,
        Edit::LineStart => To::LineStart,
        Edit::LineEnd => To::LineEnd,
        Edit::Start => To::Start,
        Edit::Finish => To::End,
        _ => To::Right,
    }
}

/// A key that edits, in the composer.
pub(in crate::desk::app) fn edit(state: &mut State, out: &mut Effects, edit: Edit) {
    change(state, out, |draft| apply(draft, edit));
}

/// Text typed in the composer.
pub(in crate::desk::app) fn typed(state: &mut State, out: &mut Effects, text: &str) {
    // A terminal sends no controls as text; whatever else does is not taken.
    let text: String = text
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    let mut fits = true;
    change(state, out, |draft| fits = draft.insert(&text));
    if !fits {
        full(state);
    }
}

/// Text pasted in the composer: cleaned, never sent, never a key. A large one asks first.
pub(in crate::desk::app) fn paste(state: &mut State, out: &mut Effects, text: &str) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    let (text, hidden) = check::without_hidden(text);
    let text = sanitize::block(&text).into_owned();
    if hidden > 0 {
        let told = format!("{hidden} hidden places were left out of the paste");
        notify::tell(
            state,
            Level::Warning,
            told,
            "the customer could not have seen them",
        );
    }
    if text.len() <= state.setup.settings.paste_limit {
        return insert_into(state, out, &id, &text);
    }
    let lines = text.lines().count();
    state.overlays.push(Overlay::Confirm(Confirm {
        title: format!("Paste {} bytes in {lines} lines?", text.len()),
        lines: vec![format!("It begins: {}", sanitize::excerpt(&text, 120))],
        yes: "paste",
        then: Confirmed::Paste(id, text),
    }));
}

/// Inserts text into the draft of a conversation, wherever that one is now.
pub(in crate::desk::app) fn insert_into(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    text: &str,
) {
    let draft = state.composer.drafts.entry(id.clone()).or_default();
    let fits = draft.insert(text);
    changed(state, out, id);
    if !fits {
        full(state);
    }
}

fn full(state: &mut State) {
    notify::tell(
        state,
        Level::Warning,
        "the draft is full: the rest was left out",
        "",
    );
}

pub(super) fn change(state: &mut State, out: &mut Effects, act: impl FnOnce(&mut Draft)) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    let draft = state.composer.drafts.entry(id.clone()).or_default();
    let before = draft.text().len();
    let old = draft.text().to_owned();
    act(draft);
    let same = draft.text().len() == before && draft.text() == old;
    if same {
        state.composer.revision.bump();
    } else {
        changed(state, out, &id);
    }
}

/// A draft has changed: it is counted, saved soon, and the customer sees somebody type.
fn changed(state: &mut State, out: &mut Effects, id: &ConversationId) {
    keep::save_soon(state, id);
    count(state);
    tell_typing(state, out, id);
}

fn tell_typing(state: &mut State, out: &mut Effects, id: &ConversationId) {
    let now = state.clock.now;
    let told = state.composer.typing_told.as_ref();
    let lately = told.is_some_and(|(who, until)| who == id && now < *until);
    let writes = state.composer.draft(id).is_some_and(|draft| {
        // A command is nothing for the customer.
        !draft.is_blank() && (!draft.text().starts_with('/') || draft.text().starts_with("//"))
    });
    let allowed = state
        .conversations
        .get(id)
        .is_some_and(|held| state.access(&held.row.id) == Access::Write);
    if lately || !writes || !allowed {
        return;
    }
    let call = Call::Typing {
        conversation: id.clone(),
    };
    if requests::send(state, out, About::Typing, call) {
        state.composer.typing_told = Some((id.clone(), now.after(TYPING)));
    }
}

/// Counts the bytes of the activity the draft shown would make, and looks for what would not arrive as it is meant.
pub(in crate::desk::app) fn count(state: &mut State) {
    let shown = state.conversations.shown();
    let draft = shown.and_then(|shown| state.composer.draft(&shown.row.id));
    let text = draft.map_or("", Draft::text);
    let findings = shown.map_or_else(Vec::new, |shown| check::scan(text, shown.row.channel));
    let bytes = shown.map_or(0, |shown| metadata(state, shown) + json_len(text));
    state.composer.findings = findings;
    state.composer.bytes = bytes;
    state.composer.revision.bump();
}

/// How many bytes the activity of an answer has besides its text.
fn metadata(state: &State, shown: &Conversation) -> usize {
    let handoff = shown.handoff.as_ref();
    let envelope = Envelope {
        id: Some(u64::MAX.to_string()),
        conversation: handoff.map_or("", |handoff| &handoff.source.conversation),
        sender: state.floor.you().map_or("", |you| &you.agent.name),
        at: state.clock.now,
    };
    let bare = envelope.message(&agent_text(""));
    serde_json::to_string(&bare).map_or(0, |json| json.len())
}

/// How many bytes a text takes within a JSON string.
pub(super) fn json_len(text: &str) -> usize {
    text.bytes()
        .map(|byte| match byte {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
            0..0x20 => 6,
            _ => 1,
        })
        .sum()
}
