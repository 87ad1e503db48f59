//! How many colours the terminal has, and a style with no more than that.

use ratatui::style::{Color, Style};

use super::color;

/// How many colours there are to work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Any colour.
    True,
    /// The 256 of xterm.
    Ansi256,
    /// The terminal's own sixteen.
    Ansi16,
    /// None: `NO_COLOR`, or a terminal without.
    Mono,
}

impl Depth {
    /// Judges by the environment: `NO_COLOR` (no-color.org: present and not empty), `COLORTERM`, `TERM`.
    pub fn of(var: impl Fn(&str) -> Option<String>) -> Self {
        if var("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::Mono;
        }
        let term = var("TERM").unwrap_or_default();
        let colorterm = var("COLORTERM").unwrap_or_default();
        if colorterm.contains("truecolor")
            || colorterm.contains("24bit")
            || term.ends_with("-direct")
        {
            Self::True
        } else if term.contains("256color") {
            Self::Ansi256
        } else if term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") {
            Self::Mono
        } else {
            Self::Ansi16
        }
    }
}

/// The style with colours that a terminal of this depth has.
pub(super) fn style(style: Style, depth: Depth) -> Style {
    let reduce = |wanted: Color| reduce(wanted, depth);
    Style {
        fg: style.fg.map(reduce),
        bg: style.bg.map(reduce),
        underline_color: None,
        ..style
    }
}

fn reduce(wanted: Color, depth: Depth) -> Color {
    let exact = matches!(wanted, Color::Rgb(..));
    match (color::rgb(wanted), depth) {
        (Some(rgb), Depth::Ansi256) if exact => color::nearest_256(rgb),
        (Some(rgb), Depth::Ansi16) => color::nearest_16(rgb),
        _ => wanted,
    }
}
