//! The terminal: the only room that knows crossterm. It takes the terminal over and gives it back, draws what changed,
//! and turns what comes into our own words.
//!
//! Colours and moves are written by `paint` itself, not by crossterm: it writes fewer bytes, and crossterm's own reading
//! of `NO_COLOR` would take bold and reverse away together with the colours.

mod ask;
mod device;
mod escape;
mod guard;
mod input;
mod paint;
mod panic;
mod pen;
mod stop;
mod stray;
#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

pub use ask::{Answers, ask};
pub use device::{Device, Tty};
pub use escape::CLIPBOARD_LIMIT;
pub use guard::{Guard, Modes};
pub use input::{Incoming, Input};
pub use stop::NoShell;

use self::paint::Painter;
use self::panic::Hook;
use crate::desk::ui::surface::Surface;

/// The terminal while the desk has it. Dropping it gives it back.
pub struct Terminal {
    device: Arc<dyn Device>,
    guard: Guard,
    painter: Painter,
    _hook: Hook,
}

impl Terminal {
    /// Takes the terminal over. Should this thread panic from now on, it is given back first and a report is left in
    /// `crashes`.
    pub fn open(device: Arc<dyn Device>, modes: Modes, crashes: PathBuf) -> io::Result<Self> {
        let guard = Guard::new(Arc::clone(&device), modes);
        let hook = Hook::set(guard.clone(), crashes);
        guard.enter()?;
        Ok(Self {
            device,
            guard,
            painter: Painter::default(),
            _hook: hook,
        })
    }

    /// Columns and rows.
    pub fn size() -> io::Result<(u16, u16)> {
        crossterm::terminal::size()
    }

    /// Brings the terminal to what the surface wants, in one write; in none if nothing has changed.
    pub fn draw(&mut self, surface: &mut Surface) -> io::Result<()> {
        let bytes = self.painter.frame(surface);
        if !bytes.is_empty() {
            self.device.write(bytes)?;
        }
        surface.settle();
        Ok(())
    }

    /// Rings.
    pub fn bell(&self) -> io::Result<()> {
        self.device.write(escape::BELL)
    }

    /// Sets the title of the window.
    pub fn title(&self, text: &str) -> io::Result<()> {
        self.device.write(&escape::title(text))
    }

    /// Puts a text on the clipboard. Says whether it was small enough to be sent; whether the terminal took it, nobody
    /// knows.
    pub fn copy(&self, text: &str) -> io::Result<bool> {
        let Some(bytes) = escape::clipboard(text) else {
            return Ok(false);
        };
        self.device.write(&bytes).map(|()| true)
    }

    /// Gives the terminal back and stops the process. Returns once it goes on; the terminal is to be taken over again by
    /// [`resume`](Self::resume), which the signal that made it go on asks for.
    pub fn suspend(&mut self) -> Result<(), NoShell> {
        stop::possible()?;
        self.guard.leave();
        stop::stop();
        Ok(())
    }

    /// Takes the terminal over again. What was on it is gone: everything is to be drawn anew.
    pub fn resume(&mut self) -> io::Result<()> {
        self.guard.leave();
        self.painter.forget();
        self.guard.enter()
    }
}

impl std::fmt::Debug for Terminal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terminal")
            .field("guard", &self.guard)
            .finish_non_exhaustive()
    }
}
