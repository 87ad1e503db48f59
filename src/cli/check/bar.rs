//! How far a long check is, on standard error. Nothing is drawn before it is long, and nothing where nobody looks.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::narrow::Narrow;
use crate::check::Progress;
use crate::content::sanitize;

/// Work that is done sooner shows nothing.
const LONG: Duration = Duration::from_millis(500);

/// How often it is drawn in a second.
const HERTZ: u8 = 10;

/// The bar.
pub(super) struct Bar {
    drawn: ProgressBar,
    /// When the work began; none once the bar is drawn, or if it never is.
    waits: Cell<Option<Instant>>,
    files: Cell<(u64, u64)>,
}

impl Bar {
    /// A bar that is drawn if `wanted`, standard error is a terminal and the work takes long.
    pub(super) fn new(wanted: bool) -> Self {
        let drawn = wanted && io::stderr().is_terminal();
        Self {
            drawn: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            waits: Cell::new(drawn.then(Instant::now)),
            files: Cell::new((0, 0)),
        }
    }

    /// Does something while the bar is not on the screen.
    pub(super) fn aside<T>(&self, f: impl FnOnce() -> T) -> T {
        self.drawn.suspend(f)
    }

    /// The work is done: the bar goes.
    pub(super) fn end(&self) {
        self.waits.set(None);
        self.drawn.finish_and_clear();
    }

    /// Another handle on what is drawn.
    #[cfg(unix)]
    pub(super) fn drawn(&self) -> ProgressBar {
        self.drawn.clone()
    }

    fn draw_if_long(&self) {
        if self.waits.get().is_some_and(|begun| begun.elapsed() > LONG) {
            self.waits.set(None);
            self.drawn
                .set_draw_target(ProgressDrawTarget::term_like_with_hz(
                    Box::new(Narrow),
                    HERTZ,
                ));
        }
    }
}

impl Progress for Bar {
    fn total(&self, files: u64, bytes: u64) {
        self.files.set((0, files));
        let template = if bytes > 0 {
            self.drawn.set_length(bytes);
            "{bar:20} {bytes}/{total_bytes}, {prefix}, {wide_msg}"
        } else {
            "{spinner} {bytes}, {prefix}, {wide_msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.drawn.set_style(style.progress_chars("━━─"));
        }
    }

    fn file(&self, name: &str) {
        let (done, files) = self.files.get();
        self.files.set((done + 1, files));
        self.drawn
            .set_prefix(format!("file {} of {files}", done + 1));
        self.drawn.set_message(sanitize::excerpt(name, 200));
        self.draw_if_long();
    }

    fn read(&self, bytes: u64) {
        self.drawn.inc(bytes);
        self.draw_if_long();
    }
}
