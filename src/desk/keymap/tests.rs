//! Presets, files laid over them, and what keys mean where.
#![allow(clippy::unwrap_used)]

use super::{Key, Keymap, Meaning, Presses};
use crate::desk::app::action::{Action, Preset};
use crate::desk::app::focus::Focus;
use crate::desk::problem::Problem;

fn action(name: &str) -> Action {
    Action::by_name(name).unwrap()
}

fn press(map: &Keymap, focus: Focus, keys: &str) -> Vec<Meaning> {
    let mut presses = Presses::default();
    keys.split_whitespace()
        .map(|key| presses.press(map, focus, key.parse().unwrap()))
        .collect()
}

fn last(map: &Keymap, focus: Focus, keys: &str) -> Meaning {
    press(map, focus, keys).pop().unwrap()
}

fn laid(text: &str) -> (Keymap, Vec<Problem>) {
    let mut map = Keymap::default();
    let problems = map.overlay("keys.toml", text);
    (map, problems)
}

fn told(text: &str) -> Vec<String> {
    laid(text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn every_shipped_key_can_be_written() {
    for spec in Action::all() {
        for text in Preset::ALL
            .iter()
            .flat_map(|preset| spec.preset_keys(*preset))
        {
            let sequence: super::Sequence = text.parse().unwrap();
            assert_eq!(sequence.to_string(), text, "{}", spec.name);
        }
    }
}

#[test]
fn every_action_can_be_reached() {
    for preset in Preset::ALL {
        let map = Keymap::preset(preset);
        for spec in Action::all() {
            let bound = map.keys(spec.action).next().is_some();
            assert!(
                bound || spec.keys.is_empty(),
                "{}: {} lost its keys",
                preset.name(),
                spec.name
            );
        }
    }
}

#[test]
fn nothing_needs_a_key_that_some_terminal_keeps_to_itself() {
    // Alt is taken by some window systems, ctrl-b by tmux and screen, ctrl-t and ctrl-p by zellij; the rest needs the kitty
    // protocol.
    let risky = |keys: &str| {
        keys.split(' ').any(|key| {
            key.starts_with("alt-")
                || [
                    "ctrl-b",
                    "ctrl-t",
                    "ctrl-p",
                    "shift-enter",
                    "ctrl-enter",
                    "shift-backspace",
                ]
                .contains(&key)
        })
    };
    let alone: Vec<_> = Action::all()
        .filter(|spec| !spec.keys.is_empty() && spec.keys.iter().all(|key| risky(key)))
        .map(|spec| spec.name)
        .collect();
    // All of these are in the palette, which has keys of its own.
    let palette = Keymap::default();
    assert!(
        palette
            .keys(action("palette-anywhere"))
            .any(|keys| !risky(&keys.to_string()))
    );
    for name in &alone {
        assert!(
            !["send", "quit", "accept-offer", "back", "help", "newline"].contains(name),
            "{name}"
        );
    }
}

#[test]
fn plain_characters_type_wherever_text_is_taken() {
    for preset in Preset::ALL {
        let map = Keymap::preset(preset);
        for focus in Focus::ALL.into_iter().filter(|focus| focus.takes_text()) {
            for c in (' '..='~').chain(['é', '日', '€']) {
                let key = Key::plain(super::Code::Char(c));
                let meaning = Presses::default().press(&map, focus, key);
                assert_eq!(meaning, Meaning::Type(c), "{} {c:?}", focus.name());
            }
        }
    }
}

#[test]
fn sequences_wait_for_their_end_and_fail_whole() {
    let (map, problems) = laid("quit = [\"ctrl-x ctrl-c\", \"ctrl-q\"]\nundo = \"ctrl-_\"");
    assert_eq!(problems, []);
    let meanings = press(&map, Focus::Inbox, "ctrl-x ctrl-c");
    assert!(
        matches!(&meanings[0], Meaning::Pending(next) if next.len() == 1 && next[0].1 == action("quit"))
    );
    assert_eq!(meanings[1], Meaning::Act(action("quit")));
    assert_eq!(last(&map, Focus::Inbox, "ctrl-x d"), Meaning::Nothing);
    assert_eq!(last(&map, Focus::Composer, "ctrl-x d"), Meaning::Nothing);
    assert_eq!(
        last(&map, Focus::Inbox, "ctrl-x d d"),
        Meaning::Act(action("decline-selected"))
    );
}

#[test]
fn a_change_of_focus_drops_what_was_begun() {
    let (map, _) = laid("quit = \"ctrl-x ctrl-c\"\nundo = \"ctrl-_\"");
    let mut presses = Presses::default();
    presses.press(&map, Focus::Inbox, "ctrl-x".parse().unwrap());
    let meaning = presses.press(&map, Focus::Composer, "ctrl-c".parse().unwrap());
    assert_ne!(meaning, Meaning::Act(action("quit")));
}

#[test]
fn a_preset_adds_to_the_default() {
    let (default, emacs) = (Keymap::default(), Keymap::preset(Preset::Emacs));
    assert_eq!(last(&default, Focus::Inbox, "alt-v"), Meaning::Nothing);
    for key in ["alt-v", "page-up"] {
        assert_eq!(
            last(&emacs, Focus::Inbox, key),
            Meaning::Act(action("page-up")),
            "{key}"
        );
    }
    let shown: Vec<_> = emacs
        .keys(action("page-up"))
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["page-up", "alt-v"]);
}

#[test]
fn a_file_changes_what_it_names_and_nothing_else() {
    let (map, problems) = laid("accept-offer = \"f5\"\nstop-reading = \"noop\"\nreconnect = []\n");
    assert_eq!(problems, []);
    let accept = action("accept-offer");
    assert_eq!(last(&map, Focus::Composer, "f5"), Meaning::Act(accept));
    assert_eq!(last(&map, Focus::Composer, "f7"), Meaning::Nothing);
    assert_eq!(
        map.keys(action("stop-reading")).count() + map.keys(action("reconnect")).count(),
        0
    );
    assert_eq!(map.bindings().key(accept), Some("f5"));
    assert_eq!(map.bindings().keys(action("reconnect")), [] as [String; 0]);
    let rest = |map: &Keymap| -> Vec<_> {
        let named = ["accept-offer", "stop-reading", "reconnect"];
        let others = Action::all().filter(|spec| !named.contains(&spec.name));
        others
            .map(|spec| map.keys(spec.action).cloned().collect::<Vec<_>>())
            .collect()
    };
    assert_eq!(rest(&map), rest(&Keymap::default()));
}

#[test]
fn a_key_of_the_file_is_taken_from_the_action_that_had_it() {
    let (map, problems) = laid("filter = \"d\"\n");
    assert_eq!(problems, []);
    assert_eq!(
        last(&map, Focus::Inbox, "d"),
        Meaning::Act(action("filter"))
    );
    assert_eq!(map.keys(action("decline-selected")).count(), 0);
}

#[test]
fn mistakes_are_told_with_their_line_and_the_rest_applies() {
    let text = "help = \"f12\"\nacept = \"f5\"\nquit = 5\nsend = [\"ctrl-\", \"ctrl-s\"]\nredraw = \"ctrl-s\"\nnewline = \"x\"\n";
    let told = told(text);
    let starts = [
        "keys.toml:2: there is no action `acept`",
        "keys.toml:3:",
        "keys.toml:4: send: `ctrl-` is no key",
        "keys.toml:6: `x` types",
    ];
    for start in starts {
        assert!(
            told.iter().any(|line| line.starts_with(start)),
            "{start}: {told:?}"
        );
    }
    assert!(
        told.iter()
            .any(|line| line.starts_with("keys.toml:5:")
                && line.contains("`ctrl-s` is `send` already")),
        "{told:?}"
    );
    assert_eq!(told.len(), 5);
    let map = laid(text).0;
    assert_eq!(
        last(&map, Focus::Composer, "ctrl-s"),
        Meaning::Act(action("send"))
    );
    assert_eq!(
        last(&map, Focus::Inbox, "f12"),
        Meaning::Act(action("help"))
    );
}

#[test]
fn beginnings_of_each_other_in_one_file_are_told() {
    assert_eq!(told("help = \"f9 f9\"\nquit = \"f9\"\n").len(), 1);
    assert_eq!(told("quit = \"f9\"\nhelp = \"f9 f9\"\n").len(), 1);
}

#[test]
fn a_file_that_is_no_toml_changes_nothing() {
    let (map, problems) = laid("quit = \"f9\"\n= \n");
    assert!(
        problems[0].to_string().starts_with("keys.toml:2:"),
        "{problems:?}"
    );
    assert_eq!(map.bindings(), Keymap::default().bindings());
}

/// The presets as files, for people to read and to start from; printed by `deskhand keys --preset NAME --format toml`.
const PRINTED: [(Preset, &str); 3] = [
    (
        Preset::Default,
        include_str!("../../../assets/keymaps/default.toml"),
    ),
    (
        Preset::Vim,
        include_str!("../../../assets/keymaps/vim.toml"),
    ),
    (
        Preset::Emacs,
        include_str!("../../../assets/keymaps/emacs.toml"),
    ),
];

#[test]
fn the_printed_presets_are_the_presets() {
    for (preset, text) in PRINTED {
        let printed = Keymap::preset(preset).to_toml();
        assert_eq!(
            printed,
            text,
            "print assets/keymaps/{}.toml anew",
            preset.name()
        );
        for other in Preset::ALL {
            let mut map = Keymap::preset(other);
            assert_eq!(map.overlay(preset.name(), text), [], "{}", preset.name());
            for focus in Focus::ALL {
                assert_eq!(
                    map.trie(focus),
                    Keymap::preset(preset).trie(focus),
                    "{} {}",
                    preset.name(),
                    focus.name()
                );
            }
        }
    }
}
