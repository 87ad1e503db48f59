//! Which key does what where. The defaults are the presets of the action table; a user's file changes the keys of single
//! actions:
//!
//! ```toml
//! accept-offer = "f5"                 # these keys instead of the preset's
//! first = ["home", "g g"]             # one key after the other
//! stop-reading = "noop"               # no key at all
//! ```
//!
//! An action holds where the action table says. Where text is taken, plain characters type and never act, whatever a file
//! says.

mod file;
mod key;
mod press;
mod print;
#[cfg(test)]
mod tests;
mod trie;

pub use key::{BadKey, Code, Key, Sequence};
pub use press::{Meaning, Presses};
pub use print::holds_in;

use self::trie::{Found, Trie};
use crate::desk::app::action::{Action, Binding, Bindings, Preset};
use crate::desk::app::focus::Focus;

/// A key map: for each focus, sequences to actions.
#[derive(Clone, Debug)]
pub struct Keymap {
    tries: [Trie<Action>; Focus::ALL.len()],
    /// Every sequence that was ever bound, the one to show first at the front of its action.
    order: Vec<(Action, Sequence)>,
}

impl Keymap {
    /// A preset as shipped. Where a preset's own keys contradict the default ones, they win.
    pub fn preset(preset: Preset) -> Self {
        let mut map = Self {
            tries: std::array::from_fn(|_| Trie::default()),
            order: Vec::new(),
        };
        let layers = [Preset::Default, preset];
        for (at, layer) in layers.iter().enumerate() {
            for spec in Action::all() {
                let keys = spec
                    .preset_keys(*layer)
                    .skip(if at == 0 { 0 } else { spec.keys.len() });
                for sequence in keys.filter_map(|text| text.parse().ok()) {
                    map.bind(spec.action, &sequence);
                }
            }
        }
        map
    }

    /// The actions that have keys, as help, palette and footer show them.
    pub fn bindings(&self) -> Bindings {
        let binding = |spec: &'static crate::desk::app::action::Spec| Binding {
            action: spec.action,
            keys: self.keys(spec.action).map(ToString::to_string).collect(),
        };
        Bindings::new(
            Action::all()
                .map(binding)
                .filter(|binding| !binding.keys.is_empty())
                .collect(),
        )
    }

    /// The keys of an action that still do it somewhere, the one to show first.
    pub fn keys(&self, action: Action) -> impl Iterator<Item = &Sequence> {
        let own = self.order.iter().filter(move |(other, _)| *other == action);
        own.map(|(_, sequence)| sequence).filter(move |sequence| {
            self.tries
                .iter()
                .any(|trie| trie.find(sequence.keys()) == Found::Leaf(&action))
        })
    }

    /// Binds a sequence wherever the action holds, but for plain characters where text is taken. Says where that was.
    fn bind(&mut self, action: Action, sequence: &Sequence) -> Vec<Focus> {
        let mut bound = Vec::new();
        for focus in places(action) {
            let types = sequence
                .keys()
                .first()
                .is_some_and(|key| key.text().is_some());
            if types && focus.takes_text() {
                continue;
            }
            self.trie_mut(focus).bind(sequence.keys(), action);
            bound.push(focus);
        }
        if !self.order.contains(&(action, sequence.clone())) {
            self.order.push((action, sequence.clone()));
        }
        bound
    }

    /// Takes all keys from an action.
    fn unbind(&mut self, action: Action) {
        let gone: Vec<Sequence> = self.keys(action).cloned().collect();
        for (focus, sequence) in
            places(action).flat_map(|focus| gone.iter().map(move |s| (focus, s)))
        {
            let trie = self.trie_mut(focus);
            if trie.find(sequence.keys()) == Found::Leaf(&action) {
                trie.unbind(sequence.keys());
            }
        }
        self.order.retain(|(other, _)| *other != action);
    }

    fn trie(&self, focus: Focus) -> &Trie<Action> {
        &self.tries[focus as usize]
    }

    fn trie_mut(&mut self, focus: Focus) -> &mut Trie<Action> {
        &mut self.tries[focus as usize]
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::preset(Preset::Default)
    }
}

/// Where an action's keys hold.
fn places(action: Action) -> impl Iterator<Item = Focus> {
    let scope = action.spec().map(|spec| spec.scope);
    Focus::ALL
        .into_iter()
        .filter(move |focus| scope.is_some_and(|scope| scope.holds(*focus)))
}
