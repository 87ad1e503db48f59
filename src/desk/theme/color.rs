//! Colours by name, by number or as `#rrggbb`, and how far apart two of them are.

use ratatui::style::Color;

/// Red, green, blue, each 0 to 255.
pub(super) type Rgb = (u8, u8, u8);

/// The sixteen colours of terminals as xterm draws them; only for measuring, the terminal's own palette is what shows.
const ANSI: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// The sixteen as ratatui names them, in the terminal's order.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Steps of the 6x6x6 cube of 256-colour terminals.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Reads `reset`, a name such as `bright-red`, an index `0`..`255` or `#rrggbb`.
pub(super) fn parse(text: &str) -> Option<Color> {
    text.parse().ok()
}

/// What a colour is made of; `None` for the terminal's own default.
pub(super) fn rgb(color: Color) -> Option<Rgb> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some((red, green, blue)),
        Color::Indexed(index) => Some(indexed(index)),
        named => NAMED
            .iter()
            .position(|other| *other == named)
            .and_then(|at| ANSI.get(at))
            .copied(),
    }
}

/// The nearest of the 256 colours that do not depend on the terminal's palette.
pub(super) fn nearest_256(wanted: Rgb) -> Color {
    let best = (16..=255u8).min_by_key(|index| distance(indexed(*index), wanted));
    Color::Indexed(best.unwrap_or(16))
}

/// The nearest of the sixteen.
pub(super) fn nearest_16(wanted: Rgb) -> Color {
    let all = NAMED.iter().zip(ANSI);
    let best = all.min_by_key(|(_, rgb)| distance(*rgb, wanted));
    best.map_or(Color::Reset, |(color, _)| *color)
}

fn indexed(index: u8) -> Rgb {
    match index {
        0..=15 => ANSI.get(usize::from(index)).copied().unwrap_or_default(),
        16..=231 => {
            let cube = index - 16;
            let step = |digit: u8| STEPS.get(usize::from(digit)).copied().unwrap_or_default();
            (step(cube / 36), step(cube / 6 % 6), step(cube % 6))
        }
        232..=255 => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

/// Squared distance, weighted by how much the eye makes of each part.
fn distance(one: Rgb, other: Rgb) -> u32 {
    let part = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    2 * part(one.0, other.0) + 4 * part(one.1, other.1) + 3 * part(one.2, other.2)
}
