//! The words and signs several panels share. Everything that came over the wire goes through the sanitiser here.

use crate::content::rules::Severity;
use crate::content::sanitize;
use crate::desk::app::action::Program;
use crate::desk::app::connection::Phase;
use crate::desk::app::{Action, State};
use crate::desk::theme::Role;
use crate::domain::{Author, AuthorKind, Party, Presence, PresenceCause, PresenceView};

use super::text::Line;

/// Sign and look of a presence; the word stands beside it.
pub fn presence_sign(presence: Presence) -> (&'static str, Role) {
    match presence {
        Presence::Available => ("●", Role::Ok),
        Presence::Busy => ("◐", Role::Warning),
        Presence::DoNotDisturb => ("⊖", Role::Warning),
        Presence::Away => ("◌", Role::Warning),
        Presence::Offline => ("○", Role::Dim),
        Presence::Inactive => ("◍", Role::Error),
    }
}

/// Why a presence is not what was chosen; empty if there is nothing to say.
pub fn presence_cause(view: PresenceView) -> &'static str {
    match view.cause {
        PresenceCause::Load if view.presence != view.chosen => " (by load)",
        PresenceCause::Lost => " (connection lost)",
        PresenceCause::Chosen | PresenceCause::Load | PresenceCause::SignedOut => "",
    }
}

/// A customer's name: the display name, else the id, else the word.
pub fn customer(party: &Party) -> String {
    let known = [&party.name, &party.id]
        .into_iter()
        .find(|text| !text.trim().is_empty());
    known.map_or_else(
        || "Customer".to_owned(),
        |text| sanitize::line(text.trim()).into_owned(),
    )
}

/// A name or another text of the wire on one line.
pub fn line(text: &str) -> String {
    sanitize::line(text).into_owned()
}

/// Who said something, as short as rows of a log need it, and the look of it.
pub fn speaker(state: &State, author: &Author) -> (String, Role) {
    let first = || {
        let name = sanitize::line(author.name.trim());
        name.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let or = |word: &str| {
        Some(first())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| word.to_owned())
    };
    match author.kind {
        AuthorKind::Customer => (or("Customer"), Role::Customer),
        AuthorKind::Bot => ("Bot".to_owned(), Role::Bot),
        AuthorKind::Agent if state.floor.is_you(author) => ("You".to_owned(), Role::Agent),
        AuthorKind::Agent => (or("Agent"), Role::Agent),
        AuthorKind::System => ("System".to_owned(), Role::System),
    }
}

/// What is wrong with the connection and what to do about it; `None` as long as nothing is.
pub fn trouble(state: &State) -> Option<String> {
    let key = key(state, Program::Reconnect);
    match state.connection.phase() {
        Phase::Idle | Phase::Connecting | Phase::Online => None,
        Phase::Waiting { reason, .. } => Some(format!(
            "The backend cannot be reached: {reason}. It is tried again by itself; {key} tries now."
        )),
        Phase::Refused { reason, hint } => {
            Some(format!("The backend refuses this desk: {reason}. {hint}"))
        }
    }
}

/// A key and what it does, for hints: `enter send`. Empty if the action has no key.
pub fn hint(state: &State, action: impl Into<Action>, label: &'static str) -> Line {
    let action = action.into();
    match state.setup.bindings.key(action) {
        Some(key) => Line::of(Role::Key, key.to_owned()).dim(format!(" {label}")),
        None => Line::new(),
    }
}

/// The key of an action as text, or what to say instead if it has none.
pub fn key(state: &State, action: impl Into<Action>) -> String {
    state
        .setup
        .bindings
        .key(action.into())
        .unwrap_or("the palette")
        .to_owned()
}

/// The sign of a finding and its look: what may be meant to deceive has a sign of its own.
pub fn flag(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Danger => ("⚑!", Role::Error),
        Severity::Info => ("⚐", Role::Dim),
        Severity::Warning | Severity::Error => ("⚑", Role::Flag),
    }
}

/// `1 flag`, `2 flags`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
