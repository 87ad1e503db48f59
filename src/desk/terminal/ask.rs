//! What the terminal is asked before anything is read from it: whether its ground is light, whether it speaks the kitty
//! keyboard protocol.

use std::time::Duration;

use terminal_colorsaurus::{Error, QueryOptions, ThemeMode, theme_mode};

use crate::desk::theme::Kind;

/// How long the terminal may think about its colours.
const PATIENCE: Duration = Duration::from_millis(100);

/// What it answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The ground it has; `None` if it did not say.
    pub ground: Option<Kind>,
    /// Whether it was asked and has not answered in time: the answer may come yet.
    pub late: bool,
    /// Whether it reports keys unambiguously when told to.
    pub kitty: bool,
}

/// Asks. Must happen before [`Input`](super::Input) is polled, as both read the same terminal.
pub fn ask(kitty: bool) -> Answers {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    let mode = theme_mode(options);
    let late = matches!(mode, Err(Error::Timeout(_)));
    // A terminal that left one question open would let the next one wait for seconds.
    let answers_at_all = matches!(mode, Ok(_) | Err(Error::UnsupportedTerminal(_)));
    let ground = mode.ok().map(|mode| match mode {
        ThemeMode::Light => Kind::Light,
        ThemeMode::Dark => Kind::Dark,
    });
    let kitty = kitty
        && answers_at_all
        && crossterm::terminal::supports_keyboard_enhancement().unwrap_or(false);
    Answers {
        ground,
        late,
        kitty,
    }
}
