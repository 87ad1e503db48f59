//! A key map file laid over a key map. Nothing in it can break anything: what cannot be read is told and left out.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::trie::{Found, Trie};
use super::{Keymap, Sequence};
use crate::desk::app::action::Action;
use crate::desk::app::focus::Focus;
use crate::desk::problem::Problem;

/// What stands for "no key".
const NOOP: &str = "noop";

type Entries = BTreeMap<Spanned<String>, Spanned<Value>>;

/// A file while it is laid over a map.
struct Overlay<'a> {
    file: &'a str,
    text: &'a str,
    /// What this file itself has bound so far.
    own: BTreeMap<&'static str, Trie<Action>>,
    problems: Vec<Problem>,
}

impl Keymap {
    /// Lays a file over the map: each action it names gets the file's keys instead of its own. A key of the file takes
    /// precedence over another action's; the same key for two actions of the file is told, and the first one has it.
    pub fn overlay(&mut self, file: &str, text: &str) -> Vec<Problem> {
        let mut entries: Vec<_> = match toml::from_str::<Entries>(text) {
            Ok(entries) => entries.into_iter().collect(),
            Err(error) => return vec![Problem::syntax(file, text, &error)],
        };
        entries.sort_by_key(|(name, _)| name.span().start);
        let mut overlay = Overlay {
            file,
            text,
            own: BTreeMap::new(),
            problems: Vec::new(),
        };
        let read: Vec<_> = entries
            .iter()
            .filter_map(|(name, value)| overlay.read(name, value))
            .collect();
        for (action, _) in &read {
            self.unbind(*action);
        }
        for (action, keys) in read {
            for key in keys {
                overlay.bind(self, action, &key);
            }
        }
        overlay.problems
    }
}

impl Overlay<'_> {
    /// One line of the file: an action and the texts of its keys.
    fn read(
        &mut self,
        name: &Spanned<String>,
        value: &Spanned<Value>,
    ) -> Option<(Action, Vec<Spanned<String>>)> {
        let Some(action) = Action::by_name(name.get_ref()) else {
            let message = format!(
                "there is no action `{}`; `deskhand keys` lists them all",
                name.get_ref()
            );
            self.tell(name, message);
            return None;
        };
        let text = |value: &Value, span| {
            value
                .as_str()
                .map(|text| Spanned::new(span, text.to_owned()))
        };
        let keys: Option<Vec<_>> = match value.get_ref() {
            Value::Array(list) => list.iter().map(|item| text(item, value.span())).collect(),
            one => text(one, value.span()).map(|one| vec![one]),
        };
        let Some(keys) = keys else {
            let message = format!(
                "`{}` wants a key or a list of keys, such as [\"f5\", \"ctrl-o\"]",
                name.get_ref()
            );
            self.tell(name, message);
            return None;
        };
        Some((
            action,
            keys.into_iter()
                .filter(|key| key.get_ref() != NOOP)
                .collect(),
        ))
    }

    fn bind(&mut self, map: &mut Keymap, action: Action, key: &Spanned<String>) {
        let sequence: Sequence = match key.get_ref().parse() {
            Ok(sequence) => sequence,
            Err(error) => return self.tell(key, format!("{action}: {error}")),
        };
        if let Some(other) = self.taken(action, &sequence) {
            let message = format!(
                "`{sequence}` is `{other}` already, in this file; it does not become `{action}`"
            );
            return self.tell(key, message);
        }
        let bound = map.bind(action, &sequence);
        if bound.is_empty() {
            let message = format!(
                "`{sequence}` types where `{action}` holds; give it a key with ctrl-, alt- or a name"
            );
            self.tell(key, message);
        }
        for focus in bound {
            self.own
                .entry(focus.name())
                .or_default()
                .bind(sequence.keys(), action);
        }
    }

    /// Another action that this file has given the sequence to, or its beginning, or a longer one, where `action` holds.
    fn taken(&self, action: Action, sequence: &Sequence) -> Option<Action> {
        let keys = sequence.keys();
        super::places(action)
            .filter_map(|focus: Focus| self.own.get(focus.name()))
            .find_map(|trie| {
                let whole =
                    (1..=keys.len()).find_map(|length| match trie.find(keys.get(..length)?) {
                        Found::Leaf(other) => Some(*other),
                        _ => None,
                    });
                whole.or_else(|| match trie.find(keys) {
                    Found::Pending(more) => more.any(),
                    _ => None,
                })
            })
    }

    fn tell<T>(&mut self, at: &Spanned<T>, message: String) {
        self.problems
            .push(Problem::at(self.file, self.text, Some(at.span()), message));
    }
}
