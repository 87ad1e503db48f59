//! The one place that takes the terminal over and gives it back.
//!
//! What is switched on on entering is switched off on leaving in reverse order. Leaving cannot fail and happens once,
//! whoever asks first: drop, panic hook, suspend or a signal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::device::Device;

/// Which of the switches that are a matter of choice are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modes {
    /// Report clicks, drags and the wheel.
    pub mouse: bool,
    /// Report keys unambiguously (kitty keyboard protocol, flag 1).
    pub kitty: bool,
}

/// A switch: bytes that set it, bytes that set it back.
type Switch = (&'static str, &'static str);

/// Title kept on the terminal's stack, alternate screen, no wrapping at the right edge, bracketed paste, focus reports,
/// hidden cursor.
const ALWAYS: [Switch; 6] = [
    ("\x1b[22;2t", "\x1b[23;2t"),
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?7l", "\x1b[?7h"),
    ("\x1b[?2004h", "\x1b[?2004l"),
    ("\x1b[?1004h", "\x1b[?1004l"),
    ("\x1b[?25l", "\x1b[?25h"),
];

/// Buttons and drags, in the encoding without limits. Movement without a button is not asked for: it would wake the desk.
const MOUSE: Switch = ("\x1b[?1002h\x1b[?1006h", "\x1b[?1006l\x1b[?1002l");

/// Disambiguate escape codes. The stack belongs to the alternate screen, so it comes after it.
const KITTY: Switch = ("\x1b[>1u", "\x1b[<1u");

/// Ends whatever frame was being written and any style.
const SETTLE: &str = "\x1b[?2026l\x1b[0m";

/// Holds the terminal, and gives it back when the last clone is gone or [`leave`](Self::leave) is called.
#[derive(Clone)]
pub struct Guard {
    held: Arc<Held>,
}

struct Held {
    device: Arc<dyn Device>,
    modes: Modes,
    inside: AtomicBool,
}

impl Guard {
    /// A guard that has not taken anything yet.
    pub fn new(device: Arc<dyn Device>, modes: Modes) -> Self {
        let inside = AtomicBool::new(false);
        Self {
            held: Arc::new(Held {
                device,
                modes,
                inside,
            }),
        }
    }

    /// Takes the terminal over. What was switched before a failure is switched back. Does nothing if it is taken.
    pub fn enter(&self) -> io::Result<()> {
        let held = &self.held;
        if held.inside.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let bytes: String = switches(held.modes).map(|(on, _)| on).collect();
        let entered = held
            .device
            .raw(true)
            .and_then(|()| held.device.write(bytes.as_bytes()));
        if entered.is_err() {
            self.leave();
        }
        entered
    }

    /// Gives the terminal back. Does nothing if it is not taken. What fails is passed over: there is nothing left to do.
    pub fn leave(&self) {
        self.held.leave();
    }
}

impl Held {
    fn leave(&self) {
        if !self.inside.swap(false, Ordering::SeqCst) {
            return;
        }
        let mut bytes = SETTLE.to_owned();
        let switches: Vec<Switch> = switches(self.modes).collect();
        bytes.extend(switches.into_iter().rev().map(|(_, off)| off));
        let _ = self.device.write(bytes.as_bytes());
        let _ = self.device.raw(false);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.leave();
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard")
            .field("modes", &self.held.modes)
            .finish_non_exhaustive()
    }
}

fn switches(modes: Modes) -> impl Iterator<Item = Switch> {
    let optional = [(modes.mouse, MOUSE), (modes.kitty, KITTY)];
    let wanted = optional
        .into_iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, switch)| switch);
    ALWAYS.into_iter().chain(wanted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::device::Recorder;
    use super::*;

    const ALL: Modes = Modes {
        mouse: true,
        kitty: true,
    };

    fn guard(modes: Modes) -> (Guard, Arc<Recorder>) {
        let device = Arc::new(Recorder::default());
        (Guard::new(device.clone(), modes), device)
    }

    #[test]
    fn leaving_mirrors_entering() {
        let (guard, device) = guard(ALL);
        guard.enter().unwrap();
        guard.leave();
        let done = device.done();
        assert_eq!(
            [done[0].as_str(), done[3].as_str()],
            ["raw true", "raw false"]
        );
        let numbers = |text: &str| -> Vec<String> {
            text.split('\x1b')
                .skip(1)
                .map(|part| part.trim_matches(|c: char| !c.is_ascii_digit()).to_owned())
                .collect()
        };
        let on = numbers(&done[1]);
        let mut off: Vec<_> = numbers(&done[2]).split_off(2);
        off.reverse();
        assert_eq!(on.len(), off.len());
        for (on, off) in on.iter().zip(&off) {
            assert!(on == off || (on == "22;2" && off == "23;2"), "{on} {off}");
        }
    }

    #[test]
    fn it_is_left_once_whoever_asks() {
        let (guard, device) = guard(Modes::default());
        guard.enter().unwrap();
        guard.enter().unwrap();
        guard.clone().leave();
        guard.leave();
        drop(guard);
        assert_eq!(
            device
                .done()
                .iter()
                .filter(|done| *done == "raw false")
                .count(),
            1
        );
    }

    #[test]
    fn dropping_the_last_clone_leaves() {
        let (guard, device) = guard(Modes::default());
        guard.enter().unwrap();
        let other = guard.clone();
        drop(guard);
        assert_eq!(device.done().len(), 2);
        drop(other);
        assert_eq!(device.done().last().unwrap(), "raw false");
    }

    #[test]
    fn what_was_never_taken_is_not_given_back() {
        let (guard, device) = guard(ALL);
        guard.leave();
        drop(guard);
        assert_eq!(device.done(), Vec::<String>::new());
    }
}
