//! The core with everything around it: each thing that happens is one call here.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use super::Options;
use super::drafts::Drafts;
use super::link::Link;
use super::pace::Pace;
use super::signals::Signal;
use crate::desk::app::settings::Identity;
use crate::desk::app::{self, Event, Input, Setup, SocketEvent, State};
use crate::desk::keymap::{Key, Keymap, Meaning, Presses};
use crate::desk::problem::Problem;
use crate::desk::terminal::{Incoming, Terminal};
use crate::desk::theme::Theme;
use crate::desk::ui::{self, View, surface::Surface};
use crate::domain::Timestamp;
use crate::error::{Error, Kind};

/// The shortest time between two wake-ups by the core's own timers: a clock that jumps must not make them a loop.
const SHORTEST_NAP: Duration = Duration::from_millis(10);

/// Rows one step of the wheel scrolls.
const WHEEL_ROWS: i32 = 3;

/// A desk at work.
pub(super) struct Desk {
    pub(super) state: State,
    pub(super) terminal: Terminal,
    pub(super) link: Link,
    pub(super) drafts: Drafts,
    pub(super) surface: Surface,
    pub(super) pace: Pace,
    pub(super) over: Option<Result<(), Error>>,
    view: View,
    theme: Theme,
    keymap: Keymap,
    presses: Presses,
    woken: Option<Instant>,
    /// The terminal is the shell's until the signal to go on comes.
    pub(super) stopped: bool,
}

impl Desk {
    /// A desk that has not started.
    pub(super) fn new(
        options: &Options,
        theme: Theme,
        terminal: Terminal,
        drafts: Drafts,
        link: Link,
    ) -> Self {
        let config = &options.files.config;
        let keymap = options.files.keymap.clone();
        let setup = Setup {
            settings: config.settings(),
            utc_offset: config.look.time_zone.offset(now().0),
            identity: Identity {
                token: options.token.clone(),
                server: options.address.shown(),
                client: concat!("deskhand/", env!("CARGO_PKG_VERSION")).to_owned(),
                watch_only: options.watch_only,
            },
            bindings: Arc::new(keymap.bindings()),
            seed: rand::random(),
            board_first: options.watch_only,
        };
        Self {
            state: State::new(setup),
            terminal,
            link,
            drafts,
            surface: Surface::new(theme.clone()),
            pace: Pace::default(),
            over: None,
            view: View::default(),
            theme,
            keymap,
            presses: Presses::default(),
            woken: None,
            stopped: false,
        }
    }

    /// Tells the core its size, what was kept, and to begin. Problems with files are shown as the first thing.
    pub(super) fn start(&mut self, problems: &[Problem]) {
        self.measure();
        let (kept, trouble) = self.drafts.kept();
        self.feed(Input::Drafts(kept));
        self.feed(Input::Start);
        for words in problems.iter().map(ToString::to_string).chain(trouble) {
            self.trouble(words);
        }
    }

    /// Whether there is nothing more to be done.
    pub(super) fn is_over(&self) -> bool {
        self.over.is_some()
    }

    /// Whether keys are for the desk just now.
    pub(super) fn takes_input(&self) -> bool {
        !self.stopped && self.over.is_none()
    }

    /// When something is due by itself: a frame, or a timer of the core.
    pub(super) fn next_due(&self) -> Option<Instant> {
        if self.stopped {
            return None;
        }
        let timer = self.state.next_wake().map(|at| {
            let nap = at.since(now());
            let earliest = self
                .woken
                .map_or_else(Instant::now, |woken| woken + SHORTEST_NAP);
            (Instant::now() + nap).max(earliest)
        });
        self.pace.due().into_iter().chain(timer).min()
    }

    /// A signal came.
    pub(super) fn signal(&mut self, signal: Signal) {
        match signal {
            Signal::Terminate => self.feed(Input::Terminate),
            Signal::Stop => self.stop(),
            Signal::Continue => self.go_on(),
        }
    }

    /// Something came from the terminal, or its end.
    pub(super) fn incoming(&mut self, incoming: Option<io::Result<Incoming>>) {
        match incoming {
            Some(Ok(incoming)) => self.take(incoming),
            Some(Err(error)) => self.lose_terminal(error),
            None => self.lose_terminal(io::Error::other("it was closed")),
        }
    }

    /// Something came from the socket.
    pub(super) fn socket(&mut self, event: SocketEvent) {
        self.feed(Input::Socket(event));
    }

    /// Something could not be done.
    pub(super) fn trouble(&mut self, words: String) {
        self.feed(Input::Trouble(words));
    }

    /// Time has come for something.
    pub(super) fn wake(&mut self) {
        if self.state.next_wake().is_some_and(|at| at <= now()) {
            self.woken = Some(Instant::now());
            self.feed(Input::Wake);
        }
    }

    /// Draws, if something has changed and the last frame is long enough ago.
    pub(super) fn draw(&mut self) {
        if self.stopped || !self.pace.take() {
            return;
        }
        let laid = ui::draw(&self.state, &self.theme, &mut self.view, &mut self.surface);
        if let Err(error) = self.terminal.draw(&mut self.surface) {
            self.lose_terminal(error);
        }
        if let Some(viewport) = laid {
            self.feed(Input::Laid(viewport));
        }
    }

    /// Signs off and gives everything back.
    pub(super) async fn end(self) -> Result<(), Error> {
        let Self {
            terminal,
            link,
            drafts,
            over,
            ..
        } = self;
        drop(terminal);
        link.end().await;
        drop(drafts);
        over.unwrap_or(Ok(()))
    }

    /// Hands something to the core and does what it wants.
    pub(super) fn feed(&mut self, input: Input) {
        for effect in app::update(&mut self.state, Event::new(now(), input)) {
            self.perform(effect);
        }
        self.pace.changed();
    }

    /// Gives the terminal to the shell until the signal to go on.
    pub(super) fn stop(&mut self) {
        if self.stopped {
            return;
        }
        // Whatever is typed is safe on disk before nobody can save it any more.
        self.drafts.flush();
        match self.terminal.suspend() {
            Ok(()) => self.stopped = true,
            Err(error) => self.trouble(error.to_string()),
        }
    }

    fn go_on(&mut self) {
        self.stopped = false;
        if let Err(error) = self.terminal.resume() {
            return self.lose_terminal(error);
        }
        self.surface.invalidate();
        self.pace.changed();
        self.measure();
    }

    fn measure(&mut self) {
        match Terminal::size() {
            Ok((columns, rows)) => self.feed(Input::Resize { columns, rows }),
            Err(error) => self.lose_terminal(error),
        }
    }

    fn take(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Key(key) => self.key(key),
            Incoming::Paste(text) => self.feed(Input::Paste(text)),
            Incoming::Focused(focused) => self.feed(Input::Focused(focused)),
            Incoming::Resized { columns, rows } => self.feed(Input::Resize { columns, rows }),
            Incoming::Click { column, row } => {
                if let Some(target) = self.view.target(&self.state, column, row) {
                    self.feed(Input::Click(target));
                }
            }
            Incoming::Wheel { column, row, steps } => {
                if let Some(target) = self.view.target(&self.state, column, row) {
                    self.feed(Input::Wheel(target, steps * WHEEL_ROWS));
                }
            }
        }
    }

    fn key(&mut self, key: Key) {
        match self.presses.press(&self.keymap, self.state.focus(), key) {
            Meaning::Act(action) => self.feed(Input::Act(action)),
            Meaning::Type(c) => self.feed(Input::Type(c.to_string())),
            Meaning::Pending(_) | Meaning::Nothing => {}
        }
    }

    /// The terminal is gone. There is nobody to ask: what is typed is kept, then the desk ends.
    pub(super) fn lose_terminal(&mut self, error: io::Error) {
        if self.over.is_none() {
            let lost = Error::new(Kind::Failed, "the terminal is gone").caused_by(error);
            self.over = Some(Err(lost));
            self.feed(Input::Terminate);
        }
    }
}

/// This machine's clock.
fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
