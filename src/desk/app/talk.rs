//! What an owner does with a conversation besides answering, and what can be asked about it.

use super::effect::{Effect, Effects};
use super::notify::{self, Level};
use super::overlay::{Confirm, Confirmed};
use super::requests::{self, About, Answer};
use super::{Access, Overlay, State, conversation};
use crate::content::sanitize;
use crate::domain::ConversationId;
use crate::protocol::Call;
use crate::protocol::call::{Owned, WhyAbout};

/// How an owner changes a conversation's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conclusion {
    /// End it: wrap-up begins.
    End,
    /// Close it after wrap-up.
    Close,
    /// Give it back to its queue.
    Release,
    /// Leave it without ending.
    Leave,
}

impl Conclusion {
    /// What it does, as a verb.
    pub fn verb(self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Close => "close",
            Self::Release => "give back",
            Self::Leave => "leave",
        }
    }

    fn call(self, owned: Owned) -> Call {
        match self {
            Self::End => Call::End(owned),
            Self::Close => Call::Close(owned),
            Self::Release => Call::Release(owned),
            Self::Leave => Call::Leave(owned),
        }
    }
}

/// Ends, closes, gives back or leaves the conversation shown; asks first, always if something would be left unsent.
pub(super) fn ask(state: &mut State, out: &mut Effects, how: Conclusion) {
    let Some(shown) = state.conversations.shown() else {
        return notify::tell(state, Level::Info, "no conversation is open", "");
    };
    let id = shown.row.id.clone();
    let access = state.access(&shown.row.id);
    let verb = how.verb();
    match (access, how) {
        (Access::Write, Conclusion::Close) => {
            let hint = "end it first: wrap-up begins";
            return notify::tell(state, Level::Info, "the conversation has not ended", hint);
        }
        (Access::WrapUp, Conclusion::End | Conclusion::Release | Conclusion::Leave) => {
            let hint = "close it when your notes are done";
            return notify::tell(state, Level::Info, "the conversation has ended", hint);
        }
        (Access::Write | Access::WrapUp, _) => {}
        (access, _) => {
            let sentence = format!("{verb}: {}", access.sentence());
            return notify::tell(state, Level::Error, sentence, access.hint());
        }
    }
    let unsent = unsent(state, &id);
    if unsent.is_empty() && !state.setup.settings.confirm {
        return conclude(state, out, &id, how);
    }
    let who = conversation::customer(state, &id);
    let title = format!(
        "{}{}: {who}?",
        verb.get(..1).unwrap_or("").to_uppercase(),
        verb.get(1..).unwrap_or("")
    );
    let then = Confirmed::Conclude(id, how);
    state.overlays.push(Overlay::Confirm(Confirm {
        title,
        lines: unsent,
        yes: verb,
        then,
    }));
}

/// What would be left unsent, in sentences.
fn unsent(state: &State, id: &ConversationId) -> Vec<String> {
    let mut lines = Vec::new();
    // A command is the draft that leads here; it is nothing to lose.
    let draft = state.composer.draft(id).map_or("", |draft| draft.text());
    if state.composer.has_draft(id) && !draft.starts_with('/') {
        lines.push(format!(
            "Written but not sent: {}",
            sanitize::excerpt(draft, 80)
        ));
    }
    let waiting = state
        .outbox
        .of(id)
        .filter(|item| !item.is_acknowledged())
        .count();
    if waiting > 0 {
        lines.push(format!("{waiting} messages are not acknowledged yet"));
    }
    lines
}

/// Asks the backend for it.
pub(super) fn conclude(state: &mut State, out: &mut Effects, id: &ConversationId, how: Conclusion) {
    let Some(epoch) = state.conversations.get(id).map(|held| held.row.epoch) else {
        return;
    };
    let key = requests::fresh_key(state);
    let owned = Owned {
        conversation: id.clone(),
        epoch,
        key,
    };
    if !requests::send(
        state,
        out,
        About::Conclude(id.clone(), how),
        how.call(owned),
    ) {
        return requests::offline(state, how.verb());
    }
    if let Some(held) = state.conversations.get_mut(id) {
        held.concluding = Some(how);
    }
}

/// The backend answered. What follows from it comes as updates.
pub(super) fn answered<T>(
    state: &mut State,
    id: &ConversationId,
    how: Conclusion,
    answer: Answer<T>,
) {
    if let Err(refusal) = answer {
        if let Some(held) = state.conversations.get_mut(id) {
            held.concluding = None;
        }
        notify::refused(state, how.verb(), &refusal);
    } else if how == Conclusion::End
        && let Some(held) = state.conversations.get_mut(id)
    {
        held.concluding = None;
    }
}

/// The connection broke before the answer came.
pub(super) fn unknown_outcome(state: &mut State, id: &ConversationId, how: Conclusion) {
    if let Some(held) = state.conversations.get_mut(id) {
        held.concluding = None;
    }
    let who = conversation::customer(state, id);
    let text = format!(
        "{} {who}: the connection broke before the answer came",
        how.verb()
    );
    notify::tell(
        state,
        Level::Warning,
        text,
        "look at its state when the connection is back",
    );
}

/// Asks why the conversation shown waits; of one that does not wait, why you get no work.
pub(super) fn why_shown(state: &mut State, out: &mut Effects) {
    let waits = state.conversations.shown().filter(|shown| {
        matches!(
            state.access(&shown.row.id),
            Access::Queued | Access::OfferedTo(_) | Access::SetAside
        )
    });
    match waits.map(|shown| shown.row.id.clone()) {
        Some(id) => why(state, out, WhyAbout::Conversation(id)),
        None => why_you(state, out),
    }
}

/// Asks why you get no work.
pub(super) fn why_you(state: &mut State, out: &mut Effects) {
    match state.floor.your_id().cloned() {
        Some(you) => why(state, out, WhyAbout::Agent(you)),
        None => requests::offline(state, "why"),
    }
}

/// Asks why.
pub(super) fn why(state: &mut State, out: &mut Effects, about: WhyAbout) {
    let title = match &about {
        WhyAbout::Conversation(id) => format!("Why {} waits", conversation::customer(state, id)),
        WhyAbout::Agent(id) => format!("Why {} gets no work", sanitize::excerpt(id.as_str(), 40)),
    };
    if !requests::send(state, out, About::Why(title), Call::Why(about)) {
        requests::offline(state, "why");
    }
}

/// Copies the marked message, or the customer's last one.
pub(super) fn copy_message(state: &mut State, out: &mut Effects) {
    let text = state.conversations.shown().and_then(|shown| {
        let marked = shown.scroll.marked.and_then(|id| shown.log.get(id));
        let entry = marked.or_else(|| shown.log.last())?;
        entry.message.activity.text.clone()
    });
    copy(state, out, text);
}

/// Copies a text, sanitised.
pub(super) fn copy(state: &mut State, out: &mut Effects, text: Option<String>) {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => {
            let text = sanitize::block(&text).into_owned();
            let count = text.chars().count();
            out.push(Effect::Copy(text));
            let told = format!("{count} characters sent to the terminal's clipboard");
            notify::tell(state, Level::Done, told, "");
        }
        None => notify::tell(state, Level::Info, "there is nothing to copy", ""),
    }
}
