//! The desk on a terminal: starting, sizes, suspending, leaving, and what it says about broken files.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::common::bytes;
use crate::common::floor::Floor;
use crate::common::pty::{Pty, clean, deskhand};

/// A home, a backend, and somebody's token.
struct Stage {
    home: TempDir,
    floor: Floor,
    token: String,
}

impl Stage {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let floor = Floor::start(home.path());
        let token = floor.user("ana", "agent");
        Self { home, floor, token }
    }

    fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = deskhand(self.home.path(), arguments);
        command.env("DESKHAND_URL", &self.floor.url);
        command.env("DESKHAND_TOKEN", &self.token);
        command
    }

    fn desk(&self, columns: u16, rows: u16) -> Pty {
        let desk = Pty::start(self.command(&["desk"]), columns, rows);
        desk.wait_for("Available");
        desk
    }
}

fn signal(pty: &Pty, signal: Signal) {
    kill_process(Pid::from_raw(pty.id()).unwrap(), signal).unwrap();
}

/// The terminal is the shell's again: screen, cursor, modes, lines.
fn assert_left(pty: &Pty) {
    pty.look(|screen| {
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    });
    assert!(pty.is_cooked(), "raw mode is still on");
}

#[test]
fn it_starts_draws_and_leaves() {
    let stage = Stage::new();
    let mut desk = stage.desk(80, 24);
    desk.look(|screen| assert!(screen.alternate_screen() && screen.bracketed_paste()));
    assert!(!desk.is_cooked());
    desk.send("\x11");
    assert_eq!(desk.wait_end(), 0);
    assert_left(&desk);
    assert_eq!(bytes::foreign(desk.raw().as_slice()), None);
}

#[test]
fn it_draws_itself_anew_in_every_size() {
    let stage = Stage::new();
    let mut desk = stage.desk(120, 40);
    for (columns, rows, text) in [
        (80, 24, "palette"),
        (40, 12, "next pane"),
        (200, 60, "ctrl-k palette"),
    ] {
        desk.resize(columns, rows);
        desk.wait(
            &format!("{text} in the last row of {columns}x{rows}"),
            |screen| {
                screen.size() == (rows.try_into().unwrap(), columns.try_into().unwrap())
                    && screen
                        .rows(0, columns)
                        .last()
                        .is_some_and(|row| row.contains(text))
            },
        );
    }
}

#[test]
fn a_terminal_that_is_too_small_is_told_what_is_needed() {
    let stage = Stage::new();
    let mut desk = stage.desk(80, 24);
    desk.resize(30, 8);
    desk.wait_for("40x12");
    desk.resize(1, 1);
    desk.resize(80, 24);
    desk.wait_for("Available");
}

#[test]
fn termination_leaves_the_terminal_clean() {
    for kind in [Signal::TERM, Signal::HUP, Signal::INT] {
        let stage = Stage::new();
        let mut desk = stage.desk(80, 24);
        signal(&desk, kind);
        assert_eq!(desk.wait_end(), 0, "{kind:?}");
        assert_left(&desk);
    }
}

#[test]
fn ctrl_z_stops_it_to_the_shell_and_fg_brings_it_back() {
    let stage = Stage::new();
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    clean(&mut command, stage.home.path());
    command.env("PS1", "shell> ");
    command.env("DESKHAND_URL", &stage.floor.url);
    command.env("DESKHAND_TOKEN", &stage.token);
    let mut shell = Pty::start(command, 80, 24);
    shell.wait_for("shell> ");
    shell.send(&format!("{} desk\n", env!("CARGO_BIN_EXE_deskhand")));
    shell.wait_for("Available");
    shell.send("\x1a");
    shell.wait_for("Stopped");
    assert!(shell.look(|screen| !screen.alternate_screen() && !screen.hide_cursor()));
    shell.send("echo still $((40 + 2))\n");
    shell.wait_for("still 42");
    shell.send("fg\n");
    shell.wait("the desk again", |screen| {
        screen.alternate_screen() && screen.contents().contains("palette")
    });
    shell.send("\x11");
    shell.wait("the shell again", |screen| !screen.alternate_screen());
}

#[test]
fn without_a_shell_ctrl_z_stops_nothing() {
    let stage = Stage::new();
    let mut desk = stage.desk(80, 24);
    desk.send("\x1a");
    desk.wait_for("no shell to return to");
    desk.send("\x11");
    assert_eq!(desk.wait_end(), 0);
}

#[test]
fn after_being_stopped_from_outside_it_is_drawn_anew() {
    let stage = Stage::new();
    let desk = stage.desk(80, 24);
    let before = desk.raw().len();
    signal(&desk, Signal::STOP);
    signal(&desk, Signal::CONT);
    desk.wait_raw("everything drawn again", |raw| {
        let since = String::from_utf8_lossy(raw.get(before..).unwrap_or_default());
        since.contains("\x1b[?1049h") && since.contains("Available")
    });
}

#[test]
fn broken_files_are_told_with_file_and_line_and_defaults_apply() {
    let stage = Stage::new();
    let config = stage.home.path().join(".config/deskhand");
    let write = |name: &str, text: &str| {
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join(name), text).unwrap();
    };
    write("config.toml", "[keys]\nkitty = false\npreset = \"ed\"\n");
    write("keys.toml", "quit = \"ctrl-q\"\nsned = \"f5\"\n");
    let desk = Pty::start(stage.command(&["desk"]), 160, 30);
    desk.wait_for("config.toml:3");
    desk.wait_for("keys.toml:2");
    desk.wait_for("Available");
    let mut check = Pty::start(stage.command(&["config", "check"]), 160, 30);
    assert_eq!(check.wait_end(), 2);
    assert!(check.contents().contains("config.toml:3") && check.contents().contains("keys.toml:2"));
}

#[test]
fn without_colours_there_are_none_and_the_chosen_row_still_shows() {
    let stage = Stage::new();
    stage.floor.hand_over("Cleo", &["hello"]);
    let mut command = stage.command(&["desk"]);
    command.env("NO_COLOR", "1");
    let desk = Pty::start(command, 80, 24);
    desk.wait_for("Cleo");
    desk.wait("a reversed row with her name", |screen| {
        let (rows, columns) = screen.size();
        (0..rows.get()).any(|row| {
            let reversed = |column| screen.cell(row, column).is_some_and(vt100::Cell::inverse);
            (0..columns.get())
                .filter(|column| reversed(*column))
                .count()
                > 10
        })
    });
    let raw = String::from_utf8(desk.raw()).unwrap();
    for sgr in raw
        .split("\x1b[")
        .filter_map(|rest| rest.split_once('m').map(|(sgr, _)| sgr))
    {
        let colour = |part: &str| matches!(part.parse(), Ok(30..=49 | 90..=107));
        let is_sgr = sgr
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b';');
        assert!(!is_sgr || !sgr.split(';').any(colour), "{sgr}");
    }
}

#[test]
fn where_no_desk_can_be_drawn_it_says_so() {
    let stage = Stage::new();
    let mut command = stage.command(&["desk"]);
    command.env("TERM", "dumb");
    let mut dumb = Pty::start(command, 80, 24);
    assert_eq!(dumb.wait_end(), 2);
    assert!(
        dumb.contents().contains("cannot move its cursor"),
        "{}",
        dumb.contents()
    );
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_deskhand"))
        .args(["desk", &stage.floor.url])
        .env("DESKHAND_TOKEN", &stage.token)
        .env("HOME", stage.home.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs a terminal"));
}

#[test]
fn without_address_or_token_it_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let run = |home: &Path, arguments: &[&str]| {
        let mut program = Pty::start(deskhand(home, arguments), 100, 30);
        let code = program.wait_end();
        (code, program.contents())
    };
    let (code, said) = run(home.path(), &["desk"]);
    assert!(
        code == 2 && said.contains("no backend was named") && said.contains("deskhand demo"),
        "{said}"
    );
    let (code, said) = run(home.path(), &["desk", "127.0.0.1:1"]);
    assert!(
        code == 4 && said.contains("no token") && said.contains("--token-file"),
        "{said}"
    );
    let (code, said) = run(home.path(), &["desk", "gopher://x"]);
    assert!(code == 2 && said.contains("gopher"), "{said}");
}

#[test]
fn a_refused_desk_says_why_and_hears_every_key_though_nothing_else_wakes_it() {
    let stage = Stage::new();
    let mut command = stage.command(&["desk"]);
    command.env("DESKHAND_TOKEN", "dhu_nobody");
    let mut desk = Pty::start(command, 80, 24);
    desk.wait_for("refuses this desk");
    for _ in 0..4 {
        desk.send("?");
        desk.wait_for("every key");
        desk.send("\x1b");
        desk.wait("the help is closed", |screen| {
            !screen.contents().contains("every key")
        });
    }
    desk.send("\x11");
    assert_eq!(desk.wait_end(), 0);
}
