//! The help: every action with its live keys, searchable.

use super::action::{Action, Motion};
use super::composer::Draft;
use super::focus::Focus;
use super::{Overlay, State, panes};

/// The help.
#[derive(Clone, Debug)]
pub struct Help {
    /// What is typed to search.
    pub query: Draft,
    /// The actions that match, by group in the order of the table.
    pub rows: Vec<HelpRow>,
    /// The first row shown; always one of them unless there are none.
    pub top: usize,
    /// Where it was called from.
    pub from: Focus,
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

/// Opens it.
pub(super) fn open(state: &mut State) {
    let (query, from) = (Draft::default(), state.focus());
    let rows = rows(state, "", from);
    state.overlays.push(Overlay::Help(Help {
        query,
        rows,
        top: 0,
        from,
    }));
}

fn rows(state: &State, query: &str, from: Focus) -> Vec<HelpRow> {
    let query = query.trim().to_lowercase();
    let mut rows = Vec::new();
    let mut group = "";
    for spec in Action::all() {
        let keys = state.setup.bindings.keys(spec.action).join("  ");
        let fits = query.split_whitespace().all(|word| {
            [spec.name, spec.group, &keys]
                .iter()
                .any(|text| text.to_lowercase().contains(word))
                || spec.doc.to_lowercase().contains(word)
        });
        if !fits {
            continue;
        }
        if group != spec.group {
            group = spec.group;
            rows.push(HelpRow::Group(group));
        }
        let here = spec.scope.holds(from);
        rows.push(HelpRow::Action {
            action: spec.action,
            keys,
            doc: spec.doc,
            here,
        });
    }
    rows
}

/// Text typed in the search, or an edit of it.
pub(super) fn edited(state: &mut State, change: impl FnOnce(&mut Draft)) {
    let Some(Overlay::Help(help)) = state.overlays.top_mut() else {
        return;
    };
    change(&mut help.query);
    let (query, from) = (help.query.text().to_owned(), help.from);
    let found = rows(state, &query, from);
    if let Some(Overlay::Help(help)) = state.overlays.top_mut() {
        help.rows = found;
        help.top = 0;
    }
}

/// Scrolls.
pub(super) fn go(help: &mut Help, motion: Motion) {
    if let Some(to) = panes::step(Some(help.top), help.rows.len(), 10, motion) {
        help.top = to;
    }
}
