//! Taking and declining what is offered, and picking from queues.

use super::RowKey;
use crate::content::sanitize;
use crate::desk::app::action::Go;
use crate::desk::app::composer::Draft;
use crate::desk::app::effect::Effects;
use crate::desk::app::focus::{Focus, Pane};
use crate::desk::app::notify::{self, Level};
use crate::desk::app::overlay::{Choice, Item, Menu, Prompt, Purpose};
use crate::desk::app::requests::{self, About, Answer};
use crate::desk::app::{Action, Overlay, State, conversation};
use crate::domain::{ConversationId, DeclineReason, OfferNumber};
use crate::protocol::call::{Call, Taken};
use crate::protocol::{ErrorCode, OfferView};

/// The most characters of a reason in the agent's own words.
const REASON_LIMIT: usize = 200;

/// The offer meant: this one, else the one under the cursor while the list has the keys, else the one that ends first.
fn meant(state: &State, named: Option<&ConversationId>) -> Option<OfferView> {
    let under_cursor = match state.inbox.cursor() {
        Some(RowKey::Offer(id)) if state.focus() == Focus::Inbox => Some(id),
        _ => None,
    };
    let offer = match named.or(under_cursor) {
        Some(id) => state.floor.offer(id),
        None => state.floor.first_offer(),
    };
    offer.cloned()
}

/// Takes an offer.
pub(in crate::desk::app) fn accept(
    state: &mut State,
    out: &mut Effects,
    named: Option<&ConversationId>,
) {
    let Some(view) = meant(state, named) else {
        return notify::tell(state, Level::Info, "nothing is offered to you just now", "");
    };
    let id = view.row.id;
    if state.inbox.is_answering(&id) {
        return;
    }
    let key = requests::fresh_key(state);
    let call = Call::Accept {
        conversation: id.clone(),
        offer: view.offer.number,
        key,
    };
    let about = About::Accept(id.clone(), state.panes.inputs);
    begin(state, out, id, about, call, "accept");
}

/// Takes a conversation out of its queue.
pub(in crate::desk::app) fn pick(state: &mut State, out: &mut Effects, id: &ConversationId) {
    if state.setup.identity.watch_only {
        return notify::tell(state, Level::Info, "this desk only watches", "");
    }
    if state.inbox.is_answering(id) {
        return;
    }
    let key = requests::fresh_key(state);
    let call = Call::Pick {
        conversation: id.clone(),
        key,
    };
    let about = About::Pick(id.clone(), state.panes.inputs);
    begin(state, out, id.clone(), about, call, "pick");
}

fn begin(
    state: &mut State,
    out: &mut Effects,
    id: ConversationId,
    about: About,
    call: Call,
    what: &str,
) {
    if !requests::send(state, out, about, call) {
        return requests::offline(state, what);
    }
    state.inbox.answering.insert(id);
    state.inbox.revision.bump();
}

/// What was asked about this conversation is answered or lost.
pub(in crate::desk::app) fn settled(state: &mut State, id: &ConversationId) {
    if state.inbox.answering.remove(id) {
        state.inbox.revision.bump();
    }
}

/// Accepted or picked, or somebody was faster. It is shown only if nothing was typed since: nobody's words are to end up
/// where they were not meant.
pub(in crate::desk::app) fn taken(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    inputs: u64,
    answer: Answer<Taken>,
) {
    let who = conversation::customer(state, id);
    match answer {
        // Shown before the mark goes: the row that says it is yours may still be on its way.
        Ok(_) if state.panes.inputs == inputs => conversation::show(state, out, id, Pane::Composer),
        Ok(_) => {
            let key = state.setup.bindings.key(Action::Go(Go::NextConversation));
            let hint = key.map_or_else(String::new, |key| format!("{key} goes there"));
            notify::tell(state, Level::Done, format!("{who} is yours"), hint);
        }
        Err(refusal) => {
            let gone = matches!(refusal.code, ErrorCode::OfferGone | ErrorCode::NotFound);
            if gone && state.floor.drop_offer(id).is_some() {
                notify::noticed(state);
            }
            notify::refused(state, &who, &refusal);
        }
    }
    settled(state, id);
}

/// Asks for the reason to decline.
pub(in crate::desk::app) fn ask_decline(state: &mut State, only_selected: bool) {
    let selected = matches!(state.inbox.cursor(), Some(RowKey::Offer(_)));
    if only_selected && !selected {
        return notify::tell(state, Level::Info, "no offer is under the cursor", "");
    }
    let Some(view) = meant(state, None) else {
        return notify::tell(state, Level::Info, "nothing is offered to you just now", "");
    };
    let (id, number) = (view.row.id, view.offer.number);
    let item = |label: &str, reason| Item {
        label: label.to_owned(),
        detail: String::new(),
        choice: Choice::Decline(id.clone(), number, reason),
    };
    let items = vec![
        item("Busy with another conversation", DeclineReason::Busy),
        item("Not my subject", DeclineReason::WrongSkill),
        item("About to leave", DeclineReason::Leaving),
        Item {
            label: "In my own words…".to_owned(),
            detail: String::new(),
            choice: Choice::DeclineInWords(id.clone(), number),
        },
    ];
    let title = format!(
        "Decline {}?",
        sanitize::excerpt(&view.row.customer.name, 40)
    );
    state.overlays.push(Overlay::Menu(Menu {
        title,
        items,
        cursor: 0,
    }));
}

/// Asks for the reason in the agent's own words.
pub(in crate::desk::app) fn decline_in_words(
    state: &mut State,
    id: ConversationId,
    number: OfferNumber,
) {
    state.overlays.push(Overlay::Prompt(Prompt {
        title: "Why do you decline?".to_owned(),
        line: Draft::default(),
        limit: REASON_LIMIT,
        purpose: Purpose::Decline(id, number),
    }));
}

/// Declines an offer.
pub(in crate::desk::app) fn decline(
    state: &mut State,
    out: &mut Effects,
    id: ConversationId,
    offer: OfferNumber,
    reason: DeclineReason,
) {
    let still = state
        .floor
        .offer(&id)
        .is_some_and(|view| view.offer.number == offer);
    if !still {
        return notify::tell(state, Level::Info, "the offer has already ended", "");
    }
    if state.inbox.is_answering(&id) {
        return;
    }
    let key = requests::fresh_key(state);
    let call = Call::Decline {
        conversation: id.clone(),
        offer,
        reason,
        key,
    };
    begin(state, out, id.clone(), About::Decline(id), call, "decline");
}

/// The backend answered.
pub(in crate::desk::app) fn declined<T>(state: &mut State, id: &ConversationId, answer: Answer<T>) {
    settled(state, id);
    match answer {
        Ok(_) => {
            state.floor.drop_offer(id);
        }
        Err(refusal) => notify::refused(state, "decline", &refusal),
    }
}
