//! Enter in the composer: a command is done, a message goes to the outbox, what cannot be sent stays where it is.

use super::{LIMIT, keep, slash};
use crate::content::sanitize;
use crate::desk::app::effect::Effects;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::overlay::{Confirm, Confirmed};
use crate::desk::app::{Access, Overlay, State, outbox};
use crate::domain::ConversationId;

/// Sends the draft of the conversation shown, or does the command it is.
pub(in crate::desk::app) fn send(state: &mut State, out: &mut Effects) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    let Some(text) = state.composer.draft(&id).filter(|draft| !draft.is_blank()) else {
        return;
    };
    let text = text.text().to_owned();
    match slash::read(&text) {
        slash::Line::Text(said) => deliver(state, out, &id, said),
        slash::Line::Command(command, argument) => {
            if slash::run(state, out, command, argument)
                && let Some(draft) = state.composer.drafts.get_mut(&id)
            {
                draft.take();
                keep::save_now(state, out, &id);
                super::count(state);
            }
        }
        slash::Line::Unknown(word) => ask(state, id, word),
    }
}

fn ask(state: &mut State, id: ConversationId, word: &str) {
    let word = sanitize::excerpt(word, 40);
    let known: Vec<&str> = slash::COMMANDS.iter().map(|command| command.name).collect();
    state.overlays.push(Overlay::Confirm(Confirm {
        title: format!("{word} is no command here. Send it to the customer as text?"),
        lines: vec![
            format!("Commands: {}", known.join(" ")),
            "Begin with // to send a text that begins with / without being asked.".to_owned(),
        ],
        yes: "send as text",
        then: Confirmed::SendLiteral(id),
    }));
}

/// Sends a draft as it stands though it looks like a command.
pub(in crate::desk::app) fn send_literal(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
) {
    if let Some(draft) = state.composer.draft(id).filter(|draft| !draft.is_blank()) {
        let text = draft.text().to_owned();
        deliver(state, out, id, &text);
    }
}

fn deliver(state: &mut State, out: &mut Effects, id: &ConversationId, text: &str) {
    let Some(held) = state.conversations.get(id) else {
        return;
    };
    let access = state.access(&held.row.id);
    if access != Access::Write {
        let sentence = format!("not sent: {}", access.sentence());
        return notify::tell(state, Level::Error, sentence, access.hint());
    }
    let epoch = held.row.epoch;
    if state.composer.bytes > LIMIT {
        let over = state.composer.bytes - LIMIT;
        let hint = "shorten it, or send it in parts";
        let sentence = format!("not sent: {over} bytes over the 28 KB a message may have");
        return notify::tell(state, Level::Error, sentence, hint);
    }
    outbox::put(state, id, epoch, text.to_owned());
    if let Some(draft) = state.composer.drafts.get_mut(id) {
        draft.take();
    }
    state.composer.typing_told = None;
    // On disk before on the wire: a crash in between loses nothing, and the key makes sending it again harmless.
    keep::save_now(state, out, id);
    super::count(state);
    if let Some(held) = state.conversations.get_mut(id) {
        held.scroll.top = None;
        held.scroll.pending = 0;
    }
    outbox::flush(state, out);
}
