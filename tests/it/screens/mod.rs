//! Every screen of the desk at four sizes, in colour and without, as text with the looks of its parts.

mod desk;
mod floor;
mod picture;

use std::sync::Arc;

use desk::Desk;
use deskhand::desk::app::action::{Bindings, Go, List, Motion, Preset, Program, Read, Talk, Write};
use deskhand::desk::app::inbox::RowKey;
use deskhand::desk::app::{Identity, Input, Pane, Settings, Setup, SocketEvent, Target};
use deskhand::desk::theme::{Depth, Theme};
use deskhand::domain::{Channel, Role};
use proptest::prelude::*;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn setup() -> Setup {
    Setup {
        settings: Settings {
            clock: true,
            ..Settings::default()
        },
        identity: Identity {
            server: "desk.example".to_owned(),
            ..Identity::default()
        },
        bindings: Arc::new(Bindings::preset(Preset::Default)),
        ..Setup::default()
    }
}

/// A desk with an offer, three conversations and three queues.
fn desk(role: Role, size: (u16, u16), theme: &Theme) -> Desk {
    let welcome = floor::welcome(role);
    let rows = welcome
        .snapshot
        .as_ref()
        .map(|snapshot| snapshot.mine.clone())
        .unwrap_or_default();
    let details = rows.into_iter().map(floor::detail).collect();
    Desk::new(setup(), size, theme.clone(), welcome, details)
}

/// The same with the conversation of Chloé open and the keys in its log.
fn talking(size: (u16, u16), theme: &Theme) -> Desk {
    let mut desk = desk(Role::Agent, size, theme);
    let row = floor::row("c-chloe", "", "returns", Channel::Line);
    desk.input(Input::Click(Target::Inbox(RowKey::Mine(row.id.clone()))));
    desk.input(Input::Click(Target::Inbox(RowKey::Mine(row.id))));
    desk
}

/// Compares a screen at every size in the dark theme and, at 80x24, without colour.
fn screens(name: &str, make: impl Fn((u16, u16), &Theme) -> Desk) {
    let dark = Theme::default();
    for size in SIZES {
        let screen = picture::screen(make(size, &dark));
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), screen);
    }
    let mono = dark.degrade(Depth::Mono);
    insta::assert_snapshot!(
        format!("{name}-mono"),
        picture::screen(make((80, 24), &mono))
    );
}

#[test]
fn inbox() {
    screens("inbox", |size, theme| desk(Role::Agent, size, theme));
}

#[test]
fn conversation() {
    screens("conversation", talking);
}

#[test]
fn writing() {
    screens("writing", |size, theme| {
        let mut desk = talking(size, theme);
        desk.act(Go::Compose);
        desk.input(Input::Type(
            "I am sending a replacement today 🙂 and a label for the way back with it.".to_owned(),
        ));
        desk
    });
}

#[test]
fn context() {
    screens("context", |size, theme| {
        let mut desk = talking(size, theme);
        desk.state.panes.pane = Pane::Context;
        desk
    });
}

#[test]
fn board() {
    screens("board", |size, theme| {
        let mut desk = desk(Role::Supervisor, size, theme);
        desk.act(Go::Board);
        desk
    });
}

#[test]
fn totals() {
    screens("totals", |size, theme| {
        let mut desk = desk(Role::Supervisor, size, theme);
        desk.act(Go::Board);
        desk.act(List::Totals);
        desk.act(Motion::Down);
        desk
    });
}

#[test]
fn help() {
    screens("help", |size, theme| {
        let mut desk = talking(size, theme);
        desk.act(Program::Help);
        desk
    });
}

#[test]
fn palette() {
    screens("palette", |size, theme| {
        let mut desk = talking(size, theme);
        desk.act(Program::PaletteAnywhere);
        desk.input(Input::Type("inb".to_owned()));
        desk
    });
}

#[test]
fn presence_menu() {
    screens("presence", |size, theme| {
        let mut desk = desk(Role::Agent, size, theme);
        desk.act(Program::Presence);
        desk
    });
}

#[test]
fn declining() {
    screens("declining", |size, theme| {
        let mut desk = desk(Role::Agent, size, theme);
        desk.act(List::Decline);
        desk
    });
}

#[test]
fn ending() {
    screens("ending", |size, theme| {
        let mut desk = talking(size, theme);
        desk.act(Talk::End);
        desk
    });
}

#[test]
fn flags() {
    screens("flags", |size, theme| {
        let mut desk = talking(size, theme);
        desk.state.panes.pane = Pane::Log;
        desk.act(Talk::NextFlag);
        desk.act(Talk::Explain);
        desk
    });
}

#[test]
fn flag_list() {
    screens("flag-list", |size, theme| {
        let mut desk = talking(size, theme);
        desk.state.panes.pane = Pane::Log;
        desk.act(Talk::Flags);
        desk.act(Motion::SearchDown);
        desk
    });
}

#[test]
fn jumped() {
    screens("jumped", |size, theme| {
        let mut desk = talking(size, theme);
        desk.state.panes.pane = Pane::Log;
        desk.draw();
        for _ in 0..3 {
            desk.act(Talk::NextFlag);
        }
        desk
    });
}

#[test]
fn raw() {
    screens("raw", |size, theme| {
        let mut desk = talking(size, theme);
        desk.state.panes.pane = Pane::Log;
        for _ in 0..3 {
            desk.act(Talk::NextFlag);
        }
        desk.act(Talk::Raw);
        desk.act(Read::NextHit);
        desk
    });
}

#[test]
fn offline() {
    screens("offline", |size, theme| {
        let mut desk = talking(size, theme);
        desk.input(Input::Socket(SocketEvent::Closed {
            reason: "connection reset".to_owned(),
        }));
        desk.act(Go::Compose);
        desk.input(Input::Type("Are you still there?".to_owned()));
        desk.act(Write::Send);
        desk
    });
}

#[test]
fn a_typed_key_writes_the_character_and_its_size_alone() {
    let mut desk = talking((200, 60), &Theme::default());
    desk.act(Go::Compose);
    desk.input(Input::Type("hello".to_owned()));
    desk.draw();
    desk.input(Input::Type("!".to_owned()));
    desk.present();
    let written: usize = desk.surface.changes().map(|run| run.cells.len()).sum();
    assert!(written <= 8, "{written} cells for one character");
}

#[test]
fn a_second_that_passes_writes_countdowns_alone() {
    let mut desk = talking((200, 60), &Theme::default());
    desk.draw();
    desk.now.0 += 1000;
    desk.input(Input::Wake);
    desk.present();
    let rows: Vec<u16> = desk.surface.changes().map(|run| run.y).collect();
    assert!(!rows.is_empty() && rows.len() <= 8, "{rows:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_size_is_too_much(sizes in proptest::collection::vec((1u16..=220, 1u16..=70), 1..5), open in any::<bool>(), help in any::<bool>()) {
        let mut desk = if open { talking((80, 24), &Theme::default()) } else { desk(Role::Supervisor, (80, 24), &Theme::default()) };
        if help {
            desk.act(Program::Help);
        }
        for size in sizes {
            desk.resize(size);
            desk.draw();
            prop_assert_eq!((desk.surface.area().width, desk.surface.area().height), size);
            prop_assert!(desk.surface.cursor().is_none_or(|at| desk.surface.area().contains(at)));
        }
    }
}
