//! The line of a file that a finding stands on, cut to the columns there are, and where the mark goes under it.

use crate::check::SourceLine;
use crate::content::layout::width::{positions, shown};

/// The part of the line that is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct View {
    /// Before the marked text, the marked text, and behind it.
    pub parts: [String; 3],
    /// Columns before the mark.
    pub offset: usize,
    /// Columns of the mark; none if it is not on this line.
    pub carets: usize,
    /// Whether the marked text goes on where the view ends.
    pub cut: bool,
}

/// A sign on the screen: what is drawn, its columns, and whether it belongs to the marked text.
struct Cell<'a> {
    text: &'a str,
    columns: usize,
    marked: bool,
}

/// What is shown of a line in `room` columns. If not all of it fits, the mark does, with more behind it than before.
pub(super) fn view(source: &SourceLine, room: usize) -> View {
    let cells = cells(source);
    let total: usize = cells.iter().map(|cell| cell.columns).sum();
    let window = if total <= room {
        0..cells.len()
    } else {
        window(&cells, room)
    };
    let mut view = View {
        parts: Default::default(),
        offset: 0,
        carets: 0,
        cut: cells.get(window.end).is_some_and(|cell| cell.marked),
    };
    let [before, marked, after] = &mut view.parts;
    if window.start > 0 {
        before.push('…');
        view.offset += 1;
    }
    for cell in cells.get(window.clone()).unwrap_or_default() {
        if cell.marked {
            marked.push_str(cell.text);
            view.carets += cell.columns;
        } else if view.carets == 0 {
            before.push_str(cell.text);
            view.offset += cell.columns;
        } else {
            after.push_str(cell.text);
        }
    }
    if window.end < cells.len() {
        after.push('…');
    }
    view
}

fn cells(source: &SourceLine) -> Vec<Cell<'_>> {
    let mark = &source.mark;
    let mut at = 0;
    positions(&source.text)
        .map(|(_, grapheme, _)| {
            let (text, columns) = shown(grapheme);
            let start = at;
            at += grapheme.chars().count();
            Cell {
                text,
                columns: usize::from(columns),
                marked: start < mark.end && mark.start < at,
            }
        })
        .collect()
}

/// The cells that fit into `room` columns with a sign for what is left out at either end.
fn window(cells: &[Cell<'_>], room: usize) -> std::ops::Range<usize> {
    let room = room.saturating_sub(2);
    let mark = cells.iter().position(|cell| cell.marked).unwrap_or(0);
    let marked: usize = cells
        .iter()
        .filter(|cell| cell.marked)
        .map(|cell| cell.columns)
        .sum();
    // As much of the text before the mark as leaves room for the mark, but at most two thirds.
    let lead = room.saturating_sub(marked).min(room * 2 / 3);
    let mut used = 0;
    let back = cells
        .iter()
        .take(mark)
        .rev()
        .take_while(|cell| {
            used += cell.columns;
            used <= lead
        })
        .count();
    let start = mark - back;
    let mut used = 0;
    let length = cells
        .iter()
        .skip(start)
        .take_while(|cell| {
            used += cell.columns;
            used <= room
        })
        .count();
    start..start + length
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::content::layout::width;

    fn of(text: &str, mark: std::ops::Range<usize>, room: usize) -> View {
        let text = text.to_owned();
        view(&SourceLine { text, mark }, room)
    }

    #[rstest]
    #[case("Hello 👋!", 6..7, 6, 2)]
    #[case("返品は🙂です", 3..4, 6, 2)]
    #[case("a 👨‍👩‍👧 b", 2..7, 2, 2)]
    #[case("e\u{301}x", 2..3, 1, 1)]
    #[case("ab", 0..0, 2, 0)]
    fn the_mark_stands_under_the_text(
        #[case] text: &str,
        #[case] mark: std::ops::Range<usize>,
        #[case] offset: usize,
        #[case] carets: usize,
    ) {
        let view = of(text, mark, 60);
        assert_eq!((view.offset, view.carets), (offset, carets));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}X{}", "a".repeat(100), "b".repeat(100));
        let view = of(&text, 100..101, 20);
        assert_eq!(
            view.parts,
            [
                "…aaaaaaaaaaaa".to_owned(),
                "X".to_owned(),
                "bbbbb…".to_owned()
            ]
        );
        assert_eq!((view.offset, view.carets), (13, 1));
    }

    proptest! {
        #[test]
        fn it_fits(text in "[a-z返🙂é ‹›]{0,120}", start in 0usize..130, length in 0usize..130, room in 10usize..100) {
            let view = of(&text, start..start + length, room);
            prop_assert!(width(&view.parts.concat()) <= room);
            prop_assert_eq!(width(&view.parts[0]), view.offset);
            prop_assert!(view.offset + view.carets <= room);
            let there = start < text.chars().count() && length > 0;
            prop_assert_eq!(view.carets > 0, there);
        }
    }
}
