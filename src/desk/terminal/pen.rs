//! From one style to the next in the fewest bytes (SGR).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// How the terminal would draw the next character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    marks: Modifier,
}

/// Marks with the number that sets them and the one that takes them off.
const MARKS: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Bold and dim are taken off by the same number.
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);

impl Pen {
    /// The pen of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            marks: cell.modifier,
        }
    }

    /// Writes what turns this pen into `next`: the changes, or a reset and everything, whichever is shorter.
    pub(super) fn change(&mut self, next: Self, out: &mut Vec<u8>) {
        if *self == next {
            return;
        }
        let changed = self.steps(next);
        let mut fresh = vec![String::new()];
        fresh.extend(Self::default().steps(next));
        let length = |steps: &[String]| steps.iter().map(|step| step.len() + 1).sum::<usize>();
        let shorter = if length(&fresh) < length(&changed) {
            &fresh
        } else {
            &changed
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.join(";").as_bytes());
        out.push(b'm');
        *self = next;
    }

    fn steps(self, next: Self) -> Vec<String> {
        let mut steps = Vec::new();
        let mut have = self.marks;
        let gone = have.difference(next.marks);
        for (mark, _, off) in MARKS {
            if gone.intersects(mark) && have.contains(mark) {
                have.remove(if mark.intersects(WEIGHT) {
                    WEIGHT
                } else {
                    mark
                });
                steps.push(off.to_string());
            }
        }
        let on = MARKS
            .iter()
            .filter(|(mark, ..)| next.marks.contains(*mark) && !have.contains(*mark));
        steps.extend(on.map(|(_, on, _)| on.to_string()));
        if self.fg != next.fg {
            steps.push(color(next.fg, 30));
        }
        if self.bg != next.bg {
            steps.push(color(next.bg, 40));
        }
        steps
    }
}

/// A colour on the ground of `base`: 30 for text, 40 for what is behind it.
fn color(color: Color, base: u8) -> String {
    let bright = base + 60;
    let number = match color {
        Color::Reset => base + 9,
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
    };
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(from: Pen, to: Pen) -> String {
        let (mut pen, mut out) = (from, Vec::new());
        pen.change(to, &mut out);
        assert_eq!(pen, to);
        String::from_utf8_lossy(&out).replace('\x1b', "^")
    }

    fn pen(fg: Color, marks: Modifier) -> Pen {
        Pen {
            fg,
            bg: Color::Reset,
            marks,
        }
    }

    #[test]
    fn only_what_differs_is_written() {
        let plain = Pen::default();
        let bold = pen(Color::Reset, Modifier::BOLD);
        let loud = pen(Color::Rgb(1, 2, 3), Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(written(plain, plain), "");
        assert_eq!(written(plain, bold), "^[1m");
        assert_eq!(written(bold, loud), "^[4;38;2;1;2;3m");
        assert_eq!(written(loud, plain), "^[m");
        assert_eq!(
            written(loud, pen(Color::Rgb(1, 2, 3), Modifier::BOLD)),
            "^[24m"
        );
        assert_eq!(
            written(plain, pen(Color::LightRed, Modifier::empty())),
            "^[91m"
        );
        assert_eq!(
            written(plain, pen(Color::Indexed(200), Modifier::empty())),
            "^[38;5;200m"
        );
    }

    #[test]
    fn bold_and_dim_share_the_number_that_ends_them() {
        let dim = pen(Color::Red, Modifier::DIM);
        let both = pen(Color::Red, Modifier::DIM | Modifier::BOLD);
        assert_eq!(written(both, dim), "^[22;2m");
        assert_eq!(written(both, pen(Color::Red, Modifier::empty())), "^[22m");
    }
}
