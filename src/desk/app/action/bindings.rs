//! The live key map as the core sees it: which keys an action has, for help, palette and footer.

use super::{Action, Preset};

/// One action and its keys as they are shown to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// What the keys do.
    pub action: Action,
    /// The keys, the one to show first.
    pub keys: Vec<String>,
}

/// Every action that has keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(Vec<Binding>);

impl Bindings {
    /// A key map; later entries of the same action are not looked at.
    pub fn new(bindings: Vec<Binding>) -> Self {
        Self(bindings)
    }

    /// The key map of a preset as shipped.
    pub fn preset(preset: Preset) -> Self {
        let bindings = Action::all().map(|spec| Binding {
            action: spec.action,
            keys: spec.preset_keys(preset).map(str::to_owned).collect(),
        });
        Self(bindings.collect())
    }

    /// The keys of an action, the one to show first.
    pub fn keys(&self, action: Action) -> &[String] {
        self.0
            .iter()
            .find(|binding| binding.action == action)
            .map_or(&[], |binding| &binding.keys)
    }

    /// The key to show for an action.
    pub fn key(&self, action: Action) -> Option<&str> {
        self.keys(action).first().map(String::as_str)
    }
}
