//! The context panel: what the bot knew, in words, and what will not be shown on the other side.

use super::revision::Revision;
use crate::domain::{ConversationId, MessageId};

/// A row of the panel. All texts are sanitised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading.
    Heading(&'static str),
    /// The bot's private message to the agent: first of all, if there is one.
    PrivateMessage(String),
    /// A fact with its label.
    Field {
        /// What it is, in words; for the author's own variables their name.
        label: String,
        /// Its value on one line.
        value: String,
        /// The variable's name, if it is one: asking for more shows its whole value.
        variable: Option<String>,
    },
    /// All findings of one rule.
    Flag {
        /// The rule's id.
        rule: String,
        /// Its title.
        title: String,
        /// How many.
        count: u32,
        /// The first message that has it; `None` if it is in a variable.
        first: Option<MessageId>,
    },
    /// What was assumed when the handoff was read.
    Note(String),
}

/// The panel.
#[derive(Clone, Debug, Default)]
pub struct Context {
    pub(super) of: Option<(ConversationId, u64)>,
    pub(super) rows: Vec<Row>,
    pub(super) cursor: usize,
    /// Changes of rows or cursor.
    pub revision: Revision,
}

impl Context {
    /// The rows from top to bottom, for the conversation shown.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which row is under the cursor; always one of them unless there are none.
    pub fn cursor(&self) -> usize {
        self.cursor
    }
}
