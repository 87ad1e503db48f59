//! What was sent and is not acknowledged yet: visible, in order, each exactly once.
//!
//! One message of a conversation is on its way at a time, so that order holds whatever is refused; each keeps its key over
//! every attempt, so that none is taken twice.

use std::time::Duration;

use super::effect::Effects;
use super::event::Unsent;
use super::notify::{self, Level};
use super::requests::{self, About, Answer, Refusal};
use super::revision::Revision;
use super::{State, composer, conversation};
use crate::domain::{ConversationId, Epoch, MessageId, MessageKey, Timestamp};
use crate::protocol::ErrorCode;
use crate::protocol::call::{Call, Sent};

/// How long is waited after the backend was too busy.
const AGAIN: Duration = Duration::from_secs(1);

/// How a message that was sent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It waits for the connection, or for the one before it.
    Queued,
    /// It is on its way.
    Sending,
    /// It is durable; it is shown from here until it comes back as a message.
    Acknowledged(MessageId),
    /// The backend would not take it.
    Refused {
        /// Why; sanitised.
        reason: String,
        /// What to do; sanitised.
        hint: String,
    },
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it belongs; never changes.
    pub conversation: ConversationId,
    /// The assignment it was written under.
    pub epoch: Epoch,
    /// Its key: the same in every attempt.
    pub key: MessageKey,
    /// What it says.
    pub text: String,
    /// When it was sent, by this machine's clock.
    pub at: Timestamp,
    /// How it stands.
    pub delivery: Delivery,
}

impl Item {
    /// Whether it is durable.
    pub fn is_acknowledged(&self) -> bool {
        matches!(self.delivery, Delivery::Acknowledged(_))
    }

    /// Whether the backend would not take it.
    pub fn is_refused(&self) -> bool {
        matches!(self.delivery, Delivery::Refused { .. })
    }
}

/// The outbox.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    items: Vec<Item>,
    again_at: Option<Timestamp>,
    /// Changes of any of them.
    pub revision: Revision,
}

impl Outbox {
    /// Everything not settled, in the order sent.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What of it belongs to a conversation: drawn below its log.
    pub fn of<'a>(&'a self, conversation: &'a ConversationId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.conversation == *conversation)
    }

    /// How many the backend does not have for certain.
    pub fn unacknowledged(&self) -> usize {
        self.items
            .iter()
            .filter(|item| !item.is_acknowledged())
            .count()
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.again_at
    }

    fn find(&mut self, key: &MessageKey) -> Option<&mut Item> {
        self.revision.bump();
        self.items.iter_mut().find(|item| item.key == *key)
    }
}

/// A message is to be sent.
pub(super) fn put(state: &mut State, id: &ConversationId, epoch: Epoch, text: String) {
    let key = requests::fresh_key(state);
    let at = state.clock.now;
    let delivery = Delivery::Queued;
    state.outbox.items.push(Item {
        conversation: id.clone(),
        epoch,
        key,
        text,
        at,
        delivery,
    });
    state.outbox.revision.bump();
}

/// Messages of an earlier run that were not acknowledged: sent again under their keys.
pub(super) fn restore(state: &mut State, id: &ConversationId, unsent: Vec<Unsent>) {
    let at = state.clock.now;
    for Unsent { key, epoch, text } in unsent {
        if state.outbox.find(&key).is_none() {
            let (conversation, delivery) = (id.clone(), Delivery::Queued);
            state.outbox.items.push(Item {
                conversation,
                epoch,
                key,
                text,
                at,
                delivery,
            });
        }
    }
}

/// Sends what can be sent: of every conversation the first that waits, if none before it is on its way.
pub(super) fn flush(state: &mut State, out: &mut Effects) {
    if !state.connection.is_online() || state.outbox.again_at.is_some() {
        return;
    }
    let items = &state.outbox.items;
    let ready: Vec<usize> = (0..items.len())
        .filter(|at| {
            items
                .get(*at)
                .is_some_and(|item| item.delivery == Delivery::Queued)
        })
        .filter(|at| {
            let conversation = items.get(*at).map(|item| &item.conversation);
            let mut before = items
                .iter()
                .take(*at)
                .filter(|item| Some(&item.conversation) == conversation);
            before.all(|item| item.is_acknowledged() || item.is_refused())
        })
        .collect();
    for at in ready {
        let Some(item) = state.outbox.items.get_mut(at) else {
            continue;
        };
        item.delivery = Delivery::Sending;
        let about = About::Send(item.conversation.clone(), item.key.clone());
        let call = Call::Send {
            conversation: item.conversation.clone(),
            epoch: item.epoch,
            text: item.text.clone(),
            key: item.key.clone(),
        };
        state.outbox.revision.bump();
        requests::send(state, out, about, call);
    }
}

/// The connection is gone: what was on its way goes again when it is back.
pub(super) fn interrupted(state: &mut State) {
    for item in &mut state.outbox.items {
        if item.delivery == Delivery::Sending {
            item.delivery = Delivery::Queued;
        }
    }
    state.outbox.again_at = None;
    state.outbox.revision.bump();
}

/// The backend answered a send.
pub(super) fn answered(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    key: &MessageKey,
    answer: Answer<Sent>,
) {
    match answer {
        Ok(sent) => {
            if let Some(item) = state.outbox.find(key) {
                item.delivery = Delivery::Acknowledged(sent.id);
                // Durable there, so nothing of it need be kept here; its message may come later than the answer.
                composer::save_now(state, out, id);
            }
            composer::save_now(state, out, id);
            settle_acknowledged(state);
        }
        Err(refusal) => not_taken(state, out, id, key, &refusal),
    }
    flush(state, out);
}

/// Puts away what is acknowledged and has come back as a message, or will come with the conversation when it is opened.
pub(super) fn settle_acknowledged(state: &mut State) {
    let conversations = &state.conversations;
    let arrived = |item: &Item| match item.delivery {
        Delivery::Acknowledged(id) => conversations.get(&item.conversation).is_none_or(|held| {
            held.load != conversation::Load::Whole || held.log.get(id).is_some()
        }),
        _ => false,
    };
    let before = state.outbox.items.len();
    state.outbox.items.retain(|item| !arrived(item));
    if state.outbox.items.len() != before {
        state.outbox.revision.bump();
    }
}

/// A message came back: its entry has done its duty.
pub(super) fn said(state: &mut State, id: MessageId) {
    let before = state.outbox.items.len();
    state
        .outbox
        .items
        .retain(|item| item.delivery != Delivery::Acknowledged(id));
    if state.outbox.items.len() != before {
        state.outbox.revision.bump();
    }
}

fn not_taken(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    key: &MessageKey,
    refusal: &Refusal,
) {
    let again = state.clock.now.after(AGAIN);
    let transient = matches!(refusal.code, ErrorCode::Busy | ErrorCode::Draining);
    let Some(item) = state.outbox.find(key) else {
        return;
    };
    if transient {
        item.delivery = Delivery::Queued;
        state.outbox.again_at = Some(again);
        return;
    }
    let text = item.text.clone();
    item.delivery = Delivery::Refused {
        reason: refusal.reason.clone(),
        hint: refusal.hint.clone(),
    };
    let who = conversation::customer(state, id);
    notify::refused(state, &format!("not sent to {who}"), refusal);
    // The text goes back to where it was written, unless something else is written there by now. What may have arrived all
    // the same stays under its key.
    if refusal.code != ErrorCode::Internal && !state.composer.has_draft(id) {
        state.outbox.items.retain(|item| item.key != *key);
        composer::insert_into(state, out, id, &text);
    }
    composer::save_now(state, out, id);
}

/// Sends again what was refused in the conversation shown.
pub(super) fn retry(state: &mut State, out: &mut Effects) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    let epoch = state.conversations.get(&id).map(|held| held.row.epoch);
    for item in state
        .outbox
        .items
        .iter_mut()
        .filter(|item| item.conversation == id && item.is_refused())
    {
        item.delivery = Delivery::Queued;
        item.epoch = epoch.unwrap_or(item.epoch);
    }
    state.outbox.revision.bump();
    if !state.connection.is_online() {
        requests::offline(state, "send again");
    }
    flush(state, out);
}

/// Takes back into the draft what was refused in the conversation shown.
pub(super) fn take_back(state: &mut State, out: &mut Effects) {
    let Some(id) = state.conversations.shown_id().cloned() else {
        return;
    };
    let refused = |item: &Item| item.conversation == id && item.is_refused();
    let texts: Vec<String> = state
        .outbox
        .items
        .iter()
        .filter(|item| refused(item))
        .map(|item| item.text.clone())
        .collect();
    if texts.is_empty() {
        return notify::tell(state, Level::Info, "nothing was refused here", "");
    }
    state.outbox.items.retain(|item| !refused(item));
    state.outbox.revision.bump();
    composer::insert_into(state, out, &id, &texts.join("\n"));
    composer::save_now(state, out, &id);
}

/// Goes on after the backend was too busy.
pub(super) fn wake(state: &mut State, out: &mut Effects) {
    if state
        .outbox
        .again_at
        .take_if(|at| *at <= state.clock.now)
        .is_some()
    {
        flush(state, out);
    }
}
