//! The table is whole and its keys do not contradict each other.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, Preset};
use crate::desk::app::focus::Focus;

#[test]
fn names_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for spec in Action::all() {
        assert!(seen.insert(spec.name), "{} twice", spec.name);
        assert!(
            spec.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            spec.name
        );
        assert_eq!(Action::by_name(spec.name), Some(spec.action));
        assert_eq!(spec.action.to_string(), spec.name);
    }
    assert!(seen.len() > 70);
}

#[test]
fn every_action_says_what_it_does_in_one_line() {
    for spec in Action::all() {
        assert!(
            !spec.doc.is_empty() && !spec.doc.contains('\n') && !spec.doc.ends_with('.'),
            "{}",
            spec.name
        );
    }
}

#[test]
fn no_key_means_two_things_in_one_place() {
    for preset in Preset::ALL {
        for focus in Focus::ALL {
            let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
            for spec in Action::all().filter(|spec| spec.scope.holds(focus)) {
                for key in spec.preset_keys(preset) {
                    if let Some(other) = taken.insert(key, spec.name) {
                        panic!(
                            "{}: {key} is {other} and {} in {}",
                            preset.name(),
                            spec.name,
                            focus.name()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_bound_to_a_plain_character_where_text_is_taken() {
    for preset in Preset::ALL {
        for focus in Focus::ALL.into_iter().filter(|focus| focus.takes_text()) {
            for spec in Action::all().filter(|spec| spec.scope.holds(focus)) {
                for key in spec.preset_keys(preset) {
                    assert!(
                        key.chars().count() > 1 && key != "space",
                        "{}: {key}",
                        spec.name
                    );
                }
            }
        }
    }
}

#[test]
fn an_offer_is_never_accepted_by_a_plain_key_outside_the_list() {
    for name in ["accept-offer", "decline-offer"] {
        let spec = Action::by_name(name).and_then(Action::spec).unwrap();
        for key in spec
            .preset_keys(Preset::Vim)
            .chain(spec.preset_keys(Preset::Emacs))
        {
            assert!(
                key.starts_with("alt-") || key.starts_with("ctrl-") || key.starts_with('f'),
                "{key}"
            );
        }
    }
}
