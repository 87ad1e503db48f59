//! What the painter writes, read back by an emulator; what a panic leaves behind.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::device::Recorder;
use super::paint::Painter;
use super::panic::Hook;
use super::{Guard, Modes};
use crate::desk::theme::{Role, Theme};
use crate::desk::ui::surface::Surface;
use crate::desk::ui::text::Line;

const WIDTH: u16 = 24;
const HEIGHT: u16 = 6;

struct Screen {
    surface: Surface,
    painter: Painter,
    emulator: vt100::Parser,
}

impl Screen {
    fn new() -> Self {
        let mut emulator =
            vt100::Parser::new(HEIGHT.try_into().unwrap(), WIDTH.try_into().unwrap(), 0);
        // As the guard leaves it.
        emulator.process(b"\x1b[?25l");
        Self {
            surface: Surface::new(Theme::default()),
            painter: Painter::default(),
            emulator,
        }
    }

    /// Draws rows and gives the bytes it took.
    fn draw(&mut self, rows: &[(Role, String)], caret: Option<(usize, u16)>) -> Vec<u8> {
        let area = Rect::new(0, 0, WIDTH, HEIGHT);
        self.surface.arrange(area, &Theme::default(), &[(1, area)]);
        let lines: Vec<Line> = rows
            .iter()
            .map(|(role, text)| Line::of(*role, text.clone()))
            .collect();
        let print = lines
            .iter()
            .fold(1, |print: u64, line| print.wrapping_mul(31) ^ line.print());
        let print = print ^ caret.map_or(0, |(x, y)| (x as u64 + 1) << 32 | u64::from(y));
        self.surface.panel(1, print, |canvas| {
            canvas.fill(0, &lines);
            if let Some((column, row)) = caret {
                canvas.cursor(column, row);
            }
        });
        self.surface.focus(Some(1));
        let bytes = self.painter.frame(&self.surface).to_vec();
        self.surface.settle();
        self.emulator.process(&bytes);
        bytes
    }

    fn rows(&self) -> Vec<String> {
        self.emulator
            .screen()
            .rows(0, WIDTH)
            .map(|row| row.trim_end().to_owned())
            .collect()
    }
}

fn plain(rows: &[&str]) -> Vec<(Role, String)> {
    rows.iter()
        .map(|row| (Role::Text, (*row).to_owned()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_wanted_is_what_is_shown(
        frames in prop::collection::vec(
            prop::collection::vec(("[ -~日本é]{0,30}", 0..Role::COUNT), usize::from(HEIGHT)), 1..6),
        caret in prop::option::of((0..usize::from(WIDTH), 0..HEIGHT)),
    ) {
        let mut screen = Screen::new();
        let roles: Vec<Role> = Role::all().collect();
        for rows in &frames {
            let rows: Vec<(Role, String)> = rows.iter().map(|(text, role)| (roles[*role], text.clone())).collect();
            screen.draw(&rows, caret);
            let wanted: Vec<String> = (0..HEIGHT)
                .map(|y| (0..WIDTH).map(|x| screen.surface.buffer()[(x, y)].symbol()).collect::<String>())
                .map(|row| row.trim_end().to_owned())
                .collect();
            prop_assert_eq!(screen.rows(), wanted);
            let shown = screen.emulator.screen();
            prop_assert_eq!(shown.hide_cursor(), caret.is_none());
            if let Some((x, y)) = caret {
                prop_assert_eq!(shown.cursor_position(), (y, x as u16));
            }
        }
    }
}

#[test]
fn nothing_shines_through_behind_a_sign_the_terminal_finds_narrower() {
    let mut screen = Screen::new();
    screen.draw(&plain(&["abcdefgh"]), None);
    // The emulator, as some terminals, takes the keycap for as wide as its digit.
    screen.draw(&plain(&["a1\u{fe0f}\u{20e3}defgh"]), None);
    let row = screen.rows().remove(0);
    assert!(!row.contains('c'), "{row}");
    assert!(row.ends_with("defgh"), "{row}");
}

#[test]
fn a_frame_like_the_last_is_no_bytes() {
    let mut screen = Screen::new();
    assert!(!screen.draw(&plain(&["hello"]), None).is_empty());
    assert_eq!(screen.draw(&plain(&["hello"]), None), b"");
}

#[test]
fn a_typed_character_costs_little_more_than_itself() {
    let mut screen = Screen::new();
    screen.draw(&plain(&["> hell"]), Some((6, 0)));
    let bytes = screen.draw(&plain(&["> hello"]), Some((7, 0)));
    assert_eq!(String::from_utf8_lossy(&bytes), "o");
    assert_eq!(screen.rows()[0], "> hello");
}

#[test]
fn a_large_frame_is_one_synchronized_update() {
    let mut screen = Screen::new();
    screen.draw(&plain(&["a"]), Some((0, 0)));
    let rows: Vec<_> = Role::all()
        .skip(9)
        .take(6)
        .map(|role| (role, "many words in one row here".to_owned()))
        .collect();
    let bytes = String::from_utf8(screen.draw(&rows, Some((0, 0)))).unwrap();
    assert!(bytes.len() > 256, "{bytes:?}");
    assert!(
        bytes.starts_with("\x1b[?2026h\x1b[?25l") && bytes.ends_with("\x1b[?25h\x1b[?2026l"),
        "{bytes:?}"
    );
}

#[test]
fn after_somebody_else_wrote_everything_is_drawn_anew() {
    let mut screen = Screen::new();
    screen.draw(&plain(&["one", "two"]), None);
    screen.emulator.process(b"\x1b[31m\x1b[2Jgarbage");
    screen.painter.forget();
    screen.surface.invalidate();
    screen.draw(&plain(&["one", "two"]), None);
    assert_eq!(screen.rows()[..3], ["one", "two", ""]);
}

/// Panic hooks belong to the whole process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[test]
fn a_panic_gives_the_terminal_back_and_leaves_a_report() {
    let _lock = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let device = Arc::new(Recorder::default());
    let guard = Guard::new(device.clone(), Modes::default());
    guard.enter().unwrap();
    let hook = Hook::set(guard.clone(), folder.path().to_owned());
    let caught = catch_unwind(AssertUnwindSafe(|| panic!("odd \x1b[2J state")));
    assert!(caught.is_err());
    let done = device.done();
    assert_eq!(done.last().map(String::as_str), Some("raw false"));
    drop((hook, guard));
    assert_eq!(device.done(), done, "the terminal is given back once");
    let report = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(report).unwrap();
    assert!(
        text.contains("odd") && text.contains("terminal/tests.rs") && !text.contains('\x1b'),
        "{text}"
    );
}

#[test]
fn a_panic_of_another_thread_does_not_touch_the_screen() {
    let _lock = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = tempfile::tempdir().unwrap();
    let device = Arc::new(Recorder::default());
    let guard = Guard::new(device.clone(), Modes::default());
    guard.enter().unwrap();
    let before = device.done();
    let hook = Hook::set(guard, folder.path().to_owned());
    assert!(std::thread::spawn(|| panic!("elsewhere")).join().is_err());
    assert_eq!(device.done(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    drop(hook);
    assert_eq!(device.done().last().map(String::as_str), Some("raw false"));
}
