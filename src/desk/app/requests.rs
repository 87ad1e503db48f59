//! Requests that wait for their answer: which was about what, and until when it is waited for.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::effect::{Effect, Effects};
use super::notify::{self, Level};
use super::reader::{self, Reader};
use super::talk::{self, Conclusion};
use super::{State, board, connection, conversation, inbox, outbox, presence, totals};
use crate::content::sanitize;
use crate::domain::{ConversationId, MessageKey, QueueId, Timestamp};
use crate::protocol::call::{Call, Why};
use crate::protocol::frame::RpcError;
use crate::protocol::{ErrorCode, Request, Response};

/// How long an answer is waited for.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What a request was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The handshake.
    Hello,
    /// Signing off.
    Bye,
    /// A change of presence.
    Presence,
    /// Taking an offer; the number of key presses at that time.
    Accept(ConversationId, u64),
    /// Declining an offer.
    Decline(ConversationId),
    /// Taking a conversation out of a queue; the number of key presses at that time.
    Pick(ConversationId, u64),
    /// Reading a conversation whole.
    Open(ConversationId),
    /// No longer reading one.
    Unfollow,
    /// Reading older messages.
    History(ConversationId),
    /// Sending a message.
    Send(ConversationId, MessageKey),
    /// Telling the customer that somebody types.
    Typing,
    /// Ending, closing, giving back, leaving.
    Conclude(ConversationId, Conclusion),
    /// Listing a queue.
    ListQueue(QueueId),
    /// Why something is as it is; the title of the answer.
    Why(String),
    /// How often each rule was found.
    Totals,
}

/// A request under way.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What it is about.
    pub about: About,
    /// Until when it is waited for, by this machine's clock.
    pub deadline: Timestamp,
}

/// The requests under way on this connection.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    next: u64,
    keys: u64,
    pending: BTreeMap<u64, Pending>,
}

impl Requests {
    /// What is waited for.
    pub fn pending(&self) -> impl Iterator<Item = &Pending> {
        self.pending.values()
    }

    /// Whether something like this is waited for.
    pub fn waits_for(&self, about: &About) -> bool {
        self.pending.values().any(|pending| pending.about == *about)
    }

    /// When patience ends with the first of them.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.pending.values().map(|pending| pending.deadline).min()
    }
}

/// A refusal in words, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: ErrorCode,
    /// What is wrong; sanitised.
    pub reason: String,
    /// What to do; sanitised.
    pub hint: String,
}

impl From<RpcError> for Refusal {
    fn from(error: RpcError) -> Self {
        let mut reason = sanitize::excerpt(&error.message, 300);
        if let Some(owner) = &error.data.owner {
            let owner = sanitize::excerpt(owner.as_str(), 60);
            if !reason.contains(&owner) {
                reason = format!("{reason} (now with {owner})");
            }
        }
        Self {
            code: error.data.code,
            reason,
            hint: sanitize::excerpt(&error.data.hint, 300),
        }
    }
}

impl Refusal {
    /// What is said when no answer came in time, or one that cannot be read.
    fn silent(reason: &str) -> Self {
        Self {
            code: ErrorCode::Internal,
            reason: reason.to_owned(),
            hint: "try again; if it stays like this, connect again (reconnect)".to_owned(),
        }
    }
}

/// An answer that can be read, or why there is none.
pub type Answer<T> = Result<T, Refusal>;

/// A key that no other send or command of any desk has.
pub(super) fn fresh_key(state: &mut State) -> MessageKey {
    state.requests.keys += 1;
    MessageKey::new(format!("{:016x}-{}", state.setup.seed, state.requests.keys))
}

/// Sends a request. Answers whether the socket is open to take it.
pub(super) fn send(state: &mut State, out: &mut Effects, about: About, call: Call) -> bool {
    if !state.connection.open || (about != About::Hello && !state.connection.is_online()) {
        return false;
    }
    state.requests.next += 1;
    let id = state.requests.next;
    let deadline = state.clock.now.after(PATIENCE);
    state
        .requests
        .pending
        .insert(id, Pending { about, deadline });
    out.push(Effect::Send(Box::new(Request::new(id, call))));
    true
}

/// An answer came: to whom it may concern. Answers to nothing that is waited for are left aside.
pub(super) fn answered(state: &mut State, out: &mut Effects, response: Response) {
    let Some(pending) = response
        .id
        .and_then(|id| state.requests.pending.remove(&id))
    else {
        return;
    };
    let answer = match (response.error, response.result) {
        (Some(error), _) => Err(error.into()),
        (None, result) => Ok(result.unwrap_or(Value::Null)),
    };
    deliver(state, out, pending.about, answer);
}

/// Gives up on what was waited for too long.
pub(super) fn expire(state: &mut State, out: &mut Effects) {
    let now = state.clock.now;
    let late: Vec<u64> = state
        .requests
        .pending
        .iter()
        .filter(|(_, pending)| pending.deadline <= now)
        .map(|(id, _)| *id)
        .collect();
    for id in late {
        if let Some(pending) = state.requests.pending.remove(&id) {
            let seconds = PATIENCE.as_secs();
            let refusal = Refusal::silent(&format!("no answer within {seconds} s"));
            deliver(state, out, pending.about, Err(refusal));
        }
    }
}

/// The connection is gone: nothing under way will be answered. Sends stay in the outbox and go again.
pub(super) fn forget(state: &mut State) {
    for pending in std::mem::take(&mut state.requests.pending).into_values() {
        match pending.about {
            About::Accept(id, _) | About::Pick(id, _) | About::Decline(id) => {
                inbox::settled(state, &id);
            }
            About::Open(id) => conversation::not_loaded(state, &id),
            About::History(id) => conversation::no_history(state, &id),
            About::Conclude(id, how) => talk::unknown_outcome(state, &id, how),
            About::Totals => totals::forget(state),
            _ => {}
        }
    }
}

fn deliver(state: &mut State, out: &mut Effects, about: About, answer: Answer<Value>) {
    match about {
        About::Hello => connection::greeted(state, out, read(answer)),
        About::Bye | About::Unfollow | About::Typing => {}
        About::Presence => presence::answered(state, read(answer)),
        About::Accept(id, keys) | About::Pick(id, keys) => {
            inbox::taken(state, out, &id, keys, read(answer));
        }
        About::Decline(id) => inbox::declined(state, &id, answer),
        About::Open(id) => conversation::opened(state, &id, read(answer)),
        About::History(id) => conversation::history(state, &id, read(answer)),
        About::Send(id, key) => outbox::answered(state, out, &id, &key, read(answer)),
        About::Conclude(id, how) => talk::answered(state, &id, how, answer),
        About::ListQueue(queue) => board::listed(state, &queue, read(answer)),
        About::Why(title) => why(state, title, read(answer)),
        About::Totals => totals::came(state, read(answer)),
    }
}

fn read<T: DeserializeOwned>(answer: Answer<Value>) -> Answer<T> {
    answer.and_then(|value| {
        serde_json::from_value(value)
            .map_err(|_| Refusal::silent("the backend's answer cannot be read"))
    })
}

fn why(state: &mut State, title: String, answer: Answer<Why>) {
    match answer {
        Ok(why) => {
            let sentence = sanitize::excerpt(&why.sentence, 1_000);
            reader::open(state, Reader::plain(title, [sentence]));
        }
        Err(refusal) => notify::refused(state, "why", &refusal),
    }
}

/// Says that something cannot be asked for while the connection is down.
pub(super) fn offline(state: &mut State, what: &str) {
    notify::tell(
        state,
        Level::Warning,
        format!("{what}: the connection is down"),
        "it is tried again by itself",
    );
}
