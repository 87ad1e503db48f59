//! What a frame costs: a conversation of 100,000 messages at 200x60, whole, with one more message, and with one more key
//! typed, from the event to the bytes for the terminal. Beside it, in the same run, the least a ratatui program does for the
//! same screen: `Terminal::draw` with one `Paragraph` of the visible rows, a status line and an input row.
//!
//! `cargo bench --bench frame`. Ratios are to be read, times depend on the machine. The frame of a long conversation must
//! cost what the frame of a short one does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    missing_docs
)]

#[path = "../tests/it/screens/desk.rs"]
mod desk;
#[path = "../tests/it/screens/floor.rs"]
mod floor;

use std::hint::black_box;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use desk::Desk;
use deskhand::desk::app::action::{Bindings, Edit, Go, Preset};
use deskhand::desk::app::inbox::RowKey;
use deskhand::desk::app::{Input, Setup, SocketEvent, Target};
use deskhand::desk::terminal::{Device, Modes, Terminal};
use deskhand::desk::theme::Theme;
use deskhand::domain::{AuthorKind, Channel, Role, Seq};
use deskhand::protocol::{Frame, Notice, Update};
use ratatui::layout::{Constraint, Layout};
use ratatui::prelude::CrosstermBackend;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use ratatui::{TerminalOptions, Viewport};

const SIZE: (u16, u16) = (200, 60);
const LONG: u64 = 100_000;
const SHORT: u64 = 100;
const ROUNDS: u32 = 400;
const WORDS: &str = "my order 42 has arrived broken and I would like to have a new one please";

/// Counts what is written to it.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Device for Count {
    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.0.fetch_add(black_box(bytes).len(), Ordering::Relaxed);
        Ok(())
    }
    fn raw(&self, _: bool) -> io::Result<()> {
        Ok(())
    }
}

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Device::write(self, bytes).map(|()| bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Count {
    fn take(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// The desk with a conversation of so many messages open and the keys in the composer.
struct Ours {
    desk: Desk,
    terminal: Terminal,
    count: Count,
    next: u64,
}

impl Ours {
    fn new(messages: u64) -> Self {
        let welcome = floor::welcome(Role::Agent);
        let mut detail = floor::detail(floor::row("c-chloe", "Chloé", "returns", Channel::Line));
        detail.messages = (41..41 + messages).map(message).collect();
        detail.as_of = Seq(41 + messages);
        let setup = Setup {
            bindings: Arc::new(Bindings::preset(Preset::Default)),
            ..Setup::default()
        };
        let mut desk = Desk::new(setup, SIZE, Theme::default(), welcome, vec![detail]);
        let row = RowKey::Mine(floor::row("c-chloe", "", "returns", Channel::Line).id);
        desk.input(Input::Click(Target::Inbox(row.clone())));
        desk.input(Input::Click(Target::Inbox(row)));
        desk.act(Go::Compose);
        desk.draw();
        let count = Count::default();
        let terminal = Terminal::open(
            Arc::new(count.clone()),
            Modes::default(),
            std::env::temp_dir(),
        )
        .unwrap();
        Self {
            desk,
            terminal,
            count,
            next: 41 + messages,
        }
    }

    fn frame(&mut self) {
        self.desk.present();
        self.terminal.draw(&mut self.desk.surface).unwrap();
    }

    fn whole(&mut self) {
        self.desk.surface.invalidate();
        let (view, theme) = (deskhand::desk::ui::View::default(), self.desk.theme.clone());
        self.desk.view = view;
        self.desk.surface = deskhand::desk::ui::Surface::new(theme);
        self.frame();
    }

    fn arrives(&mut self) {
        self.next += 1;
        let conversation = floor::row("c-chloe", "", "returns", Channel::Line).id;
        let change = Update::Message {
            conversation,
            message: Box::new(message(self.next)),
        };
        let notice = Notice::Update {
            seq: Seq(self.next),
            changes: vec![change],
        };
        self.desk
            .input(Input::Socket(SocketEvent::Frame(Box::new(Frame::Notice(
                Box::new(notice),
            )))));
        self.frame();
    }

    fn typed(&mut self, number: u32) {
        let letter = char::from(b'a' + (number % 26) as u8);
        self.desk.input(Input::Type(letter.to_string()));
        self.frame();
    }
}

fn message(number: u64) -> deskhand::domain::Message {
    let mut message = floor::said(
        number,
        0,
        AuthorKind::Customer,
        "Chloé",
        &format!("{number} {WORDS}"),
    );
    message.at.0 -= (200_000 - number as i64) * 10;
    message
}

/// The least a ratatui program does.
struct Plain {
    terminal: ratatui::Terminal<CrosstermBackend<Count>>,
    count: Count,
    lines: Vec<String>,
    input: String,
}

impl Plain {
    fn new() -> Self {
        let count = Count::default();
        let area = ratatui::layout::Rect::new(0, 0, SIZE.0, SIZE.1);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let terminal =
            ratatui::Terminal::with_options(CrosstermBackend::new(count.clone()), options).unwrap();
        let lines = (0..200)
            .map(|number| format!("12:00 Chloé    {number} {WORDS}"))
            .collect();
        Self {
            terminal,
            count,
            lines,
            input: String::new(),
        }
    }

    /// Forgets what the terminal shows, without asking a terminal anything.
    fn fresh(&mut self) {
        let area = ratatui::layout::Rect::new(0, 0, SIZE.0, SIZE.1);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let backend = CrosstermBackend::new(self.count.clone());
        self.terminal = ratatui::Terminal::with_options(backend, options).unwrap();
    }

    fn draw(&mut self) {
        let (lines, input) = (&self.lines, &self.input);
        self.terminal
            .draw(|frame| {
                let parts = [
                    Constraint::Min(0),
                    Constraint::Length(1),
                    Constraint::Length(1),
                ];
                let [body, status, row] = Layout::vertical(parts).areas(frame.area());
                let top = lines.len() - usize::from(body.height);
                let view: Vec<Line<'_>> = lines[top..]
                    .iter()
                    .map(|line| {
                        Line::from(vec![
                            Span::styled(&line[..6], Style::new().fg(Color::Cyan)),
                            Span::raw(&line[6..]),
                        ])
                    })
                    .collect();
                frame.render_widget(Paragraph::new(view), body);
                frame.render_widget(Paragraph::new(format!("{} lines", lines.len())), status);
                frame.render_widget(Paragraph::new(format!("> {input}")), row);
                frame.set_cursor_position((row.x + 2 + input.len() as u16 % 100, row.y));
            })
            .unwrap();
    }
}

/// The median of many rounds.
fn median(mut run: impl FnMut(u32)) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let start = Instant::now();
            run(round);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn say(what: &str, time: Duration, bytes: usize, floor: Duration) {
    let (micros, ratio) = (
        time.as_secs_f64() * 1e6,
        time.as_secs_f64() / floor.as_secs_f64(),
    );
    println!(
        "{what:<58} {micros:>9.1} us  {ratio:>6.2} x  {:>6} B",
        bytes / ROUNDS as usize
    );
}

fn main() {
    let (mut plain, mut ours, mut short) = (Plain::new(), Ours::new(LONG), Ours::new(SHORT));
    println!(
        "{:<58} {:>12}  {:>8}  {:>8}",
        format!("{}x{}", SIZE.0, SIZE.1),
        "median",
        "to plain",
        "written"
    );
    whole_screen(&mut plain, &mut ours, &mut short);
    line_more(&mut plain, &mut ours, &mut short);
    key_typed(&mut plain, &mut ours);
    long_draft(&mut plain, &mut short);
}

fn whole_screen(plain: &mut Plain, ours: &mut Ours, short: &mut Ours) {
    let whole_plain = median(|_| {
        plain.fresh();
        plain.draw();
    });
    say(
        "plain ratatui: whole screen",
        whole_plain,
        plain.count.take(),
        whole_plain,
    );
    let whole = median(|_| ours.whole());
    say(
        "desk: whole screen, 100,000 messages",
        whole,
        ours.count.take(),
        whole_plain,
    );
    let whole = median(|_| short.whole());
    say(
        "desk: whole screen, 100 messages",
        whole,
        short.count.take(),
        whole_plain,
    );
}

fn line_more(plain: &mut Plain, ours: &mut Ours, short: &mut Ours) {
    let line_plain = median(|round| {
        plain.lines.push(format!("12:00 Chloé    {round} {WORDS}"));
        plain.draw();
    });
    say(
        "plain ratatui: one line more",
        line_plain,
        plain.count.take(),
        line_plain,
    );
    let line = median(|_| ours.arrives());
    say(
        "desk: one message more, 100,000 messages",
        line,
        ours.count.take(),
        line_plain,
    );
    let line = median(|_| short.arrives());
    say(
        "desk: one message more, 100 messages",
        line,
        short.count.take(),
        line_plain,
    );
}

fn key_typed(plain: &mut Plain, ours: &mut Ours) {
    let key_plain = median(|round| {
        plain.input.push(char::from(b'a' + (round % 26) as u8));
        plain.draw();
    });
    say(
        "plain ratatui: one key typed",
        key_plain,
        plain.count.take(),
        key_plain,
    );
    let key = median(|round| ours.typed(round));
    say(
        "desk: one key typed, 100,000 messages",
        key,
        ours.count.take(),
        key_plain,
    );
}

/// Every key of a draft as long as a message may be is checked against the customer's channel.
fn long_draft(plain: &mut Plain, ours: &mut Ours) {
    plain.input = "words ".repeat(4_600);
    let key_plain = median(|round| {
        plain.input.push(char::from(b'a' + (round % 26) as u8));
        plain.draw();
    });
    say(
        "plain ratatui: one key typed, its row of 27 KB",
        key_plain,
        plain.count.take(),
        key_plain,
    );
    for (what, words) in [
        ("desk: one key typed, draft of 27 KB", "words "),
        (
            "desk: the same, an emoji every 40 bytes",
            "words and words, and more of 🙂 words ",
        ),
    ] {
        let text = words.repeat(27_000 / words.len());
        ours.desk.input(Input::Act(Edit::Finish.into()));
        ours.desk.input(Input::Act(Edit::DeleteToStart.into()));
        ours.desk.input(Input::Type(text));
        ours.frame();
        ours.count.take();
        let key = median(|round| ours.typed(round));
        say(what, key, ours.count.take(), key_plain);
    }
}
