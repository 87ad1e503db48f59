//! Makes the pictures of the README: runs the real program in a pseudo terminal, presses keys, and writes what is on the
//! screen as SVG. `cargo run --release --example picture -- target/release/deskhand assets/screens`
#![allow(clippy::cast_lossless)]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What to do before the shutter: wait for a text on the screen, or press keys.
enum Step {
    Wait(&'static str),
    Press(&'static str),
}

struct Shot {
    name: &'static str,
    columns: u16,
    rows: u16,
    arguments: &'static [&'static str],
    steps: &'static [Step],
}

const SHOTS: &[Shot] = &[
    Shot {
        name: "desk",
        columns: 132,
        rows: 36,
        arguments: &["demo", "--seed", "7"],
        steps: &[
            Step::Wait("OFFER"),
            Step::Press("\x1b[18~"),
            Step::Wait("handed over"),
        ],
    },
    Shot {
        name: "desk-80x24",
        columns: 80,
        rows: 24,
        arguments: &["demo", "--seed", "7"],
        steps: &[
            Step::Wait("OFFER"),
            Step::Press("\x1b[18~"),
            Step::Wait("handed over"),
        ],
    },
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(folder)) = (arguments.next(), arguments.next()) else {
        bail!("usage: picture PROGRAM FOLDER");
    };
    // A pseudo terminal looks for a name without a root in PATH.
    let program = std::fs::canonicalize(&program).with_context(|| program.clone())?;
    for shot in SHOTS {
        let screen = take(&program, shot).with_context(|| shot.name.to_owned())?;
        let path = PathBuf::from(&folder).join(format!("{}.svg", shot.name));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(&path, svg(&screen))?;
        println!("{}", path.display());
    }
    Ok(())
}

fn take(program: &Path, shot: &Shot) -> Result<vt100::Screen> {
    let size = PtySize {
        rows: shot.rows,
        cols: shot.columns,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(program);
    command.args(shot.arguments);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env_remove("NO_COLOR");
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let parser = Arc::new(Mutex::new(vt100::Parser::new(
        nonzero(shot.rows)?,
        nonzero(shot.columns)?,
        0,
    )));
    read_into(pair.master.as_ref(), Arc::clone(&parser))?;
    let mut keys = pair.master.take_writer()?;
    for step in shot.steps {
        match step {
            Step::Wait(text) => wait_for(&parser, text)?,
            Step::Press(text) => keys.write_all(text.as_bytes())?,
        }
    }
    settle(&parser);
    let screen = parser
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .screen()
        .clone();
    child.kill()?;
    Ok(screen)
}

fn nonzero(size: u16) -> Result<std::num::NonZeroU16> {
    size.try_into()
        .context("a picture needs at least one row and one column")
}

fn read_into(master: &dyn MasterPty, parser: Arc<Mutex<vt100::Parser>>) -> Result<()> {
    let mut reader = master.try_clone_reader()?;
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            let text = bytes.get(..count).unwrap_or_default();
            parser
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .process(text);
        }
    });
    Ok(())
}

fn contents(parser: &Mutex<vt100::Parser>) -> String {
    parser
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .screen()
        .contents()
}

fn wait_for(parser: &Mutex<vt100::Parser>, text: &str) -> Result<()> {
    let until = Instant::now() + Duration::from_secs(30);
    while Instant::now() < until {
        if contents(parser).contains(text) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    bail!(
        "{text:?} did not appear; the screen was:\n{}",
        contents(parser)
    )
}

/// Waits until the screen has been the same for half a second, or two seconds have passed.
fn settle(parser: &Mutex<vt100::Parser>) {
    let until = Instant::now() + Duration::from_secs(2);
    let mut last = contents(parser);
    while Instant::now() < until {
        std::thread::sleep(Duration::from_millis(500));
        let now = contents(parser);
        if now == last {
            return;
        }
        last = now;
    }
}

const CELL: (f32, f32) = (8.4, 18.0);
const INK: &str = "#d8dee9";
const PAPER: &str = "#14171c";

fn svg(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (columns as f32 * CELL.0 + 16.0, rows as f32 * CELL.1 + 16.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n"
    );
    for row in 0..rows {
        for column in 0..columns {
            if let Some(cell) = screen
                .cell(row, column)
                .filter(|cell| !cell.is_wide_continuation())
            {
                draw_cell(&mut out, cell, row, column);
            }
        }
    }
    out.push_str("</g></svg>\n");
    out
}

fn draw_cell(out: &mut String, cell: &vt100::Cell, row: u16, column: u16) {
    let (mut ink, mut paper) = (color(cell.fgcolor(), INK), color(cell.bgcolor(), PAPER));
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    let (x, y) = (8.0 + column as f32 * CELL.0, 8.0 + row as f32 * CELL.1);
    let width = if cell.is_wide() { CELL.0 * 2.0 } else { CELL.0 };
    if paper != PAPER {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if cell.contents().trim().is_empty() {
        return;
    }
    let weight = if cell.bold() {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let slant = if cell.italic() {
        " font-style=\"italic\""
    } else {
        ""
    };
    let dim = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    let line = if cell.underline() {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{ink}\"{weight}{slant}{dim}{line}>{}</text>",
        y + 13.5,
        escape(cell.contents())
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn color(color: vt100::Color, default: &str) -> String {
    match color {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Idx(index) => indexed(index),
    }
}

fn indexed(index: u8) -> String {
    const BASE: [&str; 16] = [
        "#2e3440", "#bf616a", "#a3be8c", "#ebcb8b", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0",
        "#4c566a", "#d06f79", "#b1d196", "#f0d399", "#8cafd2", "#c895bf", "#93ccdc", "#eceff4",
    ];
    let grey_or_cube = |index: u8| {
        if index >= 232 {
            let level = 8 + (index - 232) * 10;
            return format!("#{level:02x}{level:02x}{level:02x}");
        }
        let step = |value: u8| if value == 0 { 0 } else { 55 + value * 40 };
        let cube = index - 16;
        format!(
            "#{:02x}{:02x}{:02x}",
            step(cube / 36),
            step(cube / 6 % 6),
            step(cube % 6)
        )
    };
    BASE.get(usize::from(index))
        .map_or_else(|| grey_or_cube(index), |base| (*base).to_owned())
}
