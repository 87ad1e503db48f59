//! Ctrl-C in the middle of a check: the bar and a colour that was begun go, then the program ends as it would have.

use std::io::{self, IsTerminal, Write};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::bar::Bar;

/// From now on, a signal to stop leaves the terminal clean.
pub(super) fn clean_up_when_told(bar: &Bar) {
    if !io::stderr().is_terminal() && !io::stdout().is_terminal() {
        return;
    }
    // Without it, a signal ends the program at once: nothing worse than a bar that stays.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
        return;
    };
    let drawn = bar.drawn();
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // Nobody draws the bar again while it is set aside, and the program ends there.
            drawn.suspend(|| {
                if io::stderr().is_terminal() {
                    // Standard output may be locked for good by whoever writes; this is the same terminal.
                    let _ = io::stderr().write_all(b"\x1b[0m");
                }
                // It does not come back.
                let _ = emulate_default_handler(signal);
            });
        }
    });
}
