//! From key presses to what they mean where the keys go just now.

use super::key::Key;
use super::trie::Found;
use super::{Keymap, Sequence};
use crate::desk::app::action::Action;
use crate::desk::app::focus::Focus;

/// What a key press means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It does something.
    Act(Action),
    /// It is text.
    Type(char),
    /// It begins a sequence: these may follow.
    Pending(Vec<(Sequence, Action)>),
    /// Nothing here.
    Nothing,
}

/// The keys of a sequence that is not whole yet.
#[derive(Clone, Debug, Default)]
pub struct Presses {
    focus: Option<Focus>,
    keys: Vec<Key>,
}

impl Presses {
    /// Takes a key. A sequence that leads nowhere is dropped whole: its last key alone does nothing. A change of focus
    /// drops what was begun elsewhere.
    pub fn press(&mut self, map: &Keymap, focus: Focus, key: Key) -> Meaning {
        if self.focus.replace(focus) != Some(focus) {
            self.keys.clear();
        }
        let begun = !self.keys.is_empty();
        self.keys.push(key);
        let meaning = match map.trie(focus).find(&self.keys) {
            Found::Leaf(action) => Meaning::Act(*action),
            Found::Pending(more) => {
                let mut next = Vec::new();
                more.walk(&mut |keys, action| next.push((Sequence::new(keys), *action)));
                return Meaning::Pending(next);
            }
            Found::Nothing if begun => Meaning::Nothing,
            Found::Nothing if focus.takes_text() => {
                key.text().map_or(Meaning::Nothing, Meaning::Type)
            }
            Found::Nothing => Meaning::Nothing,
        };
        self.keys.clear();
        meaning
    }
}
