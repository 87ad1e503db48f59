//! The help: every action with its live keys, searchable.

use super::action::Action;
use super::composer::Draft;

/// The help.
#[derive(Clone, Debug)]
pub struct Help {
    /// What is typed to search.
    pub query: Draft,
    /// The actions that match, by group in the order of the table.
    pub rows: Vec<HelpRow>,
    /// The first row shown.
    pub top: usize,
}

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// A group of actions.
    Group(&'static str),
    /// An action: its keys as shown, and what it does.
    Action {
        /// Which.
        action: Action,
        /// Its keys; empty if it has none.
        keys: String,
        /// What it does.
        doc: &'static str,
        /// Whether its keys hold where the help was called from.
        here: bool,
    },
}
