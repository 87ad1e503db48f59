//! A key map as a file: what a user's own file may say, whole.

use std::fmt::Write as _;

use super::{Keymap, places};
use crate::desk::app::action::{Action, Spec};
use crate::desk::app::focus::Focus;

impl Keymap {
    /// Every action with its keys, as a key map file. Laid over any map, it gives this one.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let mut group = "";
        for spec in Action::all() {
            if spec.group != group {
                group = spec.group;
                let gap = if text.is_empty() { "" } else { "\n" };
                let _ = writeln!(text, "{gap}# ── {group} ──");
            }
            let keys: Vec<String> = self
                .keys(spec.action)
                .map(|keys| quoted(&keys.to_string()))
                .collect();
            let keys = match keys.as_slice() {
                [] => quoted("noop"),
                [one] => one.clone(),
                more => format!("[{}]", more.join(", ")),
            };
            let _ = writeln!(
                text,
                "\n# {}. Holds in: {}.\n{} = {keys}",
                spec.doc,
                holds_in(spec),
                spec.name
            );
        }
        text
    }
}

/// Where an action holds, in words.
pub fn holds_in(spec: &Spec) -> String {
    let names: Vec<&str> = places(spec.action).map(Focus::name).collect();
    if names.len() == Focus::ALL.len() {
        "everything".to_owned()
    } else {
        names.join(", ")
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
