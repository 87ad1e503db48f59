//! The palette: actions, conversations, queues and presences by name.

use super::action::Action;
use super::composer::Draft;
use crate::domain::{ConversationId, Presence, QueueId};

/// What an entry of the palette leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// An action that would do something now.
    Do(Action),
    /// One of your conversations, or an offer.
    Conversation(ConversationId),
    /// A queue.
    Queue(QueueId),
    /// A presence.
    Presence(Presence),
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called; sanitised.
    pub label: String,
    /// What kind it is, in a word.
    pub kind: &'static str,
    /// The key that does the same.
    pub key: String,
    /// What it leads to.
    pub goal: Goal,
}

/// An entry that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which of [`Palette::candidates`].
    pub candidate: usize,
    /// Which characters of its label match, by index of `char`.
    pub matched: Vec<u32>,
}

/// The palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub query: Draft,
    /// Everything there is.
    pub candidates: Vec<Candidate>,
    /// What matches, the best first.
    pub hits: Vec<Hit>,
    /// Which hit is under the cursor; always one of them unless there are none.
    pub cursor: usize,
}
