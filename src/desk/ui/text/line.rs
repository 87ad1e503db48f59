//! One row of the screen before it has a place and colours: pieces of text, each with what it means.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::style::Modifier;

use crate::content::layout::width::{clip, prefix, width};
use crate::content::layout::wrap;
use crate::desk::theme::Role;

/// A piece of text of one meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Piece {
    /// What is written; one line, sanitised.
    pub text: Cow<'static, str>,
    /// What it means.
    pub role: Role,
    /// Bold, italic and the like on top of the look of the role.
    pub marks: Modifier,
}

/// A row: pieces from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Line {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// A meaning laid over the whole row, to its end: the selected row, a bar.
    pub over: Option<Role>,
}

impl Line {
    /// An empty row.
    pub fn new() -> Self {
        Self::default()
    }

    /// A row of one piece.
    pub fn of(role: Role, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new().with(role, text)
    }

    /// The row with one more piece at its end.
    #[must_use]
    pub fn with(mut self, role: Role, text: impl Into<Cow<'static, str>>) -> Self {
        self.push(role, text);
        self
    }

    /// The row with one more piece of plain text.
    #[must_use]
    pub fn text(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(Role::Text, text)
    }

    /// The row with one more piece that matters less.
    #[must_use]
    pub fn dim(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(Role::Dim, text)
    }

    /// The row with a meaning laid over all of it.
    #[must_use]
    pub fn over(mut self, role: Role) -> Self {
        self.over = Some(role);
        self
    }

    /// Adds a piece at the end.
    pub fn push(&mut self, role: Role, text: impl Into<Cow<'static, str>>) {
        self.push_marked(role, Modifier::empty(), text);
    }

    /// Adds a piece with marks at the end.
    pub fn push_marked(&mut self, role: Role, marks: Modifier, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.pieces.push(Piece { text, role, marks });
        }
    }

    /// Adds the pieces of another row at the end.
    pub fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
    }

    /// Columns it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Whether there is nothing on it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// All its text.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_ref())
            .collect()
    }

    /// The row in at most `columns`; if it is cut, it ends with `…`.
    #[must_use]
    pub fn clipped(mut self, columns: usize) -> Self {
        if self.width() <= columns {
            return self;
        }
        let mut left = columns;
        let mut kept = Vec::new();
        for mut piece in std::mem::take(&mut self.pieces) {
            let wide = width(&piece.text);
            if wide < left {
                left -= wide;
                kept.push(piece);
                continue;
            }
            // Either this piece is too wide, or it fills the room and something follows: both end in the sign.
            let cut = prefix(&piece.text, left.saturating_sub(1)).0;
            let cut = format!("{}{}", cut, if left > 0 { "…" } else { "" });
            piece.text = Cow::Owned(cut);
            kept.push(piece);
            break;
        }
        self.pieces = kept;
        self
    }

    /// The row filled up with blanks to `columns`, or cut to it.
    #[must_use]
    pub fn padded(self, columns: usize) -> Self {
        let mut line = self.clipped(columns);
        let missing = columns.saturating_sub(line.width());
        line.push(Role::Text, blanks(missing));
        line
    }

    /// `self` at the left, `right` at the right end of `columns`. If both do not fit, the left one is cut; if not even the
    /// right one fits, it is left out.
    #[must_use]
    pub fn with_right(self, right: Self, columns: usize) -> Self {
        let taken = right.width();
        if taken == 0 || taken + 1 >= columns {
            return self.clipped(columns);
        }
        let mut line = self.clipped(columns - taken - 1).padded(columns - taken);
        line.append(right);
        line
    }

    /// The row broken into rows of `columns`, all but the first indented by `indent` blanks.
    pub fn wrapped(&self, columns: usize, indent: usize) -> Vec<Self> {
        let plain = self.plain();
        if width(&plain) <= columns {
            return vec![self.clone()];
        }
        let rows = wrap::hanging(&plain, columns, columns.saturating_sub(indent));
        let mut lines = Vec::new();
        for (number, row) in rows.into_iter().enumerate() {
            // The blank at which a row broke would hang over its end.
            let shown = plain
                .get(row.clone())
                .unwrap_or_default()
                .trim_end_matches(' ');
            let mut line = self.slice(row.start, row.start + shown.len());
            if number > 0 && indent > 0 {
                line.pieces.insert(
                    0,
                    Piece {
                        text: blanks(indent),
                        role: Role::Text,
                        marks: Modifier::empty(),
                    },
                );
            }
            lines.push(line);
        }
        lines
    }

    /// The part between two byte positions of [`plain`](Self::plain) that lie on character boundaries.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let mut line = Self {
            pieces: Vec::new(),
            over: self.over,
        };
        let mut at = 0;
        for piece in &self.pieces {
            let from = start.clamp(at, at + piece.text.len()) - at;
            let to = end.clamp(at, at + piece.text.len()) - at;
            if let Some(text) = piece.text.get(from..to).filter(|text| !text.is_empty()) {
                line.push_marked(piece.role, piece.marks, text.to_owned());
            }
            at += piece.text.len();
        }
        line
    }

    /// A number that is the same for the same row and, but for a chance of 1 in 2^64, another for another one.
    pub fn print(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// So many blanks.
pub fn blanks(count: usize) -> Cow<'static, str> {
    const SOME: &str = "                                                                ";
    SOME.get(..count)
        .map_or_else(|| Cow::Owned(" ".repeat(count)), Cow::Borrowed)
}

/// A text in exactly `columns`, left-aligned, cut with `…` if it must be.
pub fn left(text: &str, columns: usize) -> String {
    let cut = clip(text, columns);
    let missing = columns.saturating_sub(width(&cut));
    format!("{cut}{}", blanks(missing))
}

/// A text in exactly `columns`, right-aligned, cut with `…` if it must be.
pub fn right(text: &str, columns: usize) -> String {
    let cut = clip(text, columns);
    let missing = columns.saturating_sub(width(&cut));
    format!("{}{cut}", blanks(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_too_wide_ends_in_a_sign() {
        let line = Line::of(Role::Customer, "Ana Ruiz").dim(" · Returns");
        assert_eq!(line.clone().clipped(18).plain(), "Ana Ruiz · Returns");
        assert_eq!(line.clone().clipped(9).plain(), "Ana Ruiz…");
        assert_eq!(line.clone().clipped(8).plain(), "Ana Rui…");
        assert_eq!(line.clipped(0).plain(), "");
    }

    #[test]
    fn the_right_side_wins() {
        let line = Line::of(Role::Text, "Ana Ruiz").with_right(Line::of(Role::Urgent, "1:27"), 10);
        assert_eq!(line.plain(), "Ana …  1:27".replacen("  ", " ", 1));
        assert_eq!(line.width(), 10);
    }

    #[test]
    fn wrapping_keeps_meanings_and_indents() {
        let line = Line::of(Role::Customer, "Ana ").text("my order is broken");
        let rows = line.wrapped(13, 4);
        let plain: Vec<String> = rows.iter().map(Line::plain).collect();
        assert_eq!(plain, ["Ana my order", "    is broken"]);
        assert_eq!(rows[0].pieces[0].role, Role::Customer);
        assert_eq!(rows[1].pieces[1].role, Role::Text);
    }

    #[test]
    fn columns_are_exact() {
        assert_eq!(left("返品します", 5), "返品…");
        assert_eq!(right("3", 4), "   3");
    }
}
