//! Brings the marked message, and in it the row of the flag gone to, on the screen, and sets that row apart.

use super::item::{Items, Key};
use crate::desk::app::conversation::Conversation;
use crate::desk::theme::Role;
use crate::desk::ui::said::FLAG;
use crate::desk::ui::text::{Anchor, Line, Rows};

/// How much of the screen stays above what is sought.
const ABOVE: usize = 3;

/// The first row on the screen so that what is sought is on it: the same as `start` if it is already.
pub(super) fn brought(
    talk: &Conversation,
    items: &Items<'_>,
    rows: &mut Rows<Key>,
    (start, height): (Anchor, usize),
) -> Anchor {
    let Some(message) = talk.scroll.marked.filter(|_| talk.scroll.seek) else {
        return start;
    };
    let Ok(index) = talk.log.position(message) else {
        return start;
    };
    let set_apart = rows.row_where(items, index, |line| line.over == Some(Role::Selected));
    let pointed = || rows_pointed(rows, items, index);
    let row = set_apart.or_else(pointed).unwrap_or(0);
    let sought = Anchor { index, row };
    let settled = rows.settled(items, start, height);
    let seen = rows.visible(items, settled, height);
    if seen.iter().any(|visible| visible.at == sought) {
        return start;
    }
    let above = (height / ABOVE) as isize;
    rows.moved(items, sought, -above, height)
}

/// The row with the pointer of a marked message: lines of a day or a divider stand above it.
fn rows_pointed(rows: &mut Rows<Key>, items: &Items<'_>, index: usize) -> Option<usize> {
    rows.row_where(items, index, |line| {
        line.pieces
            .iter()
            .any(|piece| piece.role == Role::Accent && piece.text == "▸")
    })
}

/// Sets the row with the sign of a flag apart.
pub(super) fn highlight(lines: &mut [Line], sign: Option<usize>, columns: usize) {
    let Some(mut left) = sign else {
        return;
    };
    for line in lines {
        let signs = line.pieces.iter();
        let signs = signs.filter(|piece| piece.text.starts_with(FLAG)).count();
        if signs > left {
            *line = std::mem::take(line).padded(columns).over(Role::Selected);
            return;
        }
        left -= signs;
    }
}
