//! Your presence: shown with its cause, chosen from a menu.

use super::effect::Effects;
use super::notify::{self, Level};
use super::overlay::{Choice, Item, Menu};
use super::requests::{self, About, Answer};
use super::{Overlay, State};
use crate::domain::{Presence, PresenceCause, PresenceView};
use crate::protocol::{Call, You};

/// What can be chosen, in the order of the menu.
pub const CHOICES: [Presence; 5] = [
    Presence::Available,
    Presence::Busy,
    Presence::DoNotDisturb,
    Presence::Away,
    Presence::Offline,
];

/// Why a presence is what it is, in words.
pub fn cause(view: PresenceView) -> String {
    match view.cause {
        PresenceCause::Chosen => "you chose it".to_owned(),
        PresenceCause::Load => format!("follows from your load; you chose {}", view.chosen.label()),
        PresenceCause::SignedOut => "not signed in".to_owned(),
        PresenceCause::Lost => "the connection was lost".to_owned(),
    }
}

/// The presence a person means by a word: its label or any beginning of it, without case.
pub fn by_word(word: &str) -> Option<Presence> {
    let word = word.trim().to_lowercase().replace(['-', '_'], " ");
    let mut fits = CHOICES.into_iter().filter(|presence| {
        !word.is_empty() && presence.label().to_lowercase().starts_with(&word)
            || (word == "dnd" && *presence == Presence::DoNotDisturb)
    });
    let first = fits.next();
    first.filter(|_| fits.next().is_none())
}

/// Opens the menu, the present one under the cursor.
pub(super) fn open(state: &mut State) {
    let Some(you) = state.floor.you() else {
        return requests::offline(state, "presence");
    };
    let view = you.presence;
    let item = |presence: Presence| Item {
        label: presence.label().to_owned(),
        detail: match presence {
            now if now == view.presence => format!("now; {}", cause(view)),
            Presence::Available => "takes work".to_owned(),
            Presence::Busy => "takes work while a slot is free".to_owned(),
            _ => "takes no work; offers go back".to_owned(),
        },
        choice: Choice::Presence(presence),
    };
    let title = format!("Presence: {} ({})", view.presence.label(), cause(view));
    let cursor = CHOICES
        .iter()
        .position(|presence| *presence == view.chosen)
        .unwrap_or(0);
    let items = CHOICES.into_iter().map(item).collect();
    state.overlays.push(Overlay::Menu(Menu {
        title,
        items,
        cursor,
    }));
}

/// Asks the backend for a presence.
pub(super) fn choose(state: &mut State, out: &mut Effects, presence: Presence) {
    if state.setup.identity.watch_only {
        return notify::tell(state, Level::Info, "this desk only watches", "");
    }
    let key = requests::fresh_key(state);
    if !requests::send(
        state,
        out,
        About::Presence,
        Call::SetPresence { presence, key },
    ) {
        requests::offline(state, "presence");
    }
}

/// The backend answered.
pub(super) fn answered(state: &mut State, answer: Answer<You>) {
    match answer {
        Ok(you) => {
            let label = you.presence.presence.label();
            notify::tell(state, Level::Done, format!("you are {label}"), "");
            state.floor.set_you(you);
        }
        Err(refusal) => notify::refused(state, "presence", &refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_one_presence_or_none() {
        assert_eq!(by_word("away"), Some(Presence::Away));
        assert_eq!(by_word("do-not"), Some(Presence::DoNotDisturb));
        assert_eq!(by_word("DND"), Some(Presence::DoNotDisturb));
        assert_eq!(by_word("a"), None);
        assert_eq!(by_word(""), None);
        assert_eq!(by_word("inactive"), None);
    }
}
