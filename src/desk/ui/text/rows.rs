//! Which rows of a long list of items are on the screen, and only those laid out.
//!
//! A place in the list is an [`Anchor`]: an item and a row within it. Everything is found by walking from the anchor over as
//! many items as the panel is high, so no frame, append or resize costs more for a long list than for a short one, and no
//! heights of unseen items need to be known. What has been laid out is kept per item and width.

use std::collections::HashMap;
use std::hash::Hash;

use super::line::Line;

/// Laid-out items that are kept at most; a screen shows far fewer.
const KEPT: usize = 512;

/// A list of items that can be laid out.
pub trait Source {
    /// What tells one item in one state from any other; the same key is laid out only once per width.
    type Key: Copy + Eq + Hash;

    /// How many items there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key of an item.
    fn key(&self, index: usize) -> Self::Key;

    /// The rows of an item; at least one, or the item is not seen.
    fn lay(&self, index: usize, columns: usize) -> Vec<Line>;
}

/// A place in a list: an item and a row within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// Which item.
    pub index: usize,
    /// Which of its rows.
    pub row: usize,
}

/// A row on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a> {
    /// Where it belongs.
    pub at: Anchor,
    /// What is on it.
    pub line: &'a Line,
    /// [`Line::print`] of it.
    pub print: u64,
}

#[derive(Debug)]
struct Block {
    rows: Vec<(Line, u64)>,
    used: u64,
}

/// Laid-out items of one list at one width.
#[derive(Debug)]
pub struct Rows<K> {
    columns: usize,
    blocks: HashMap<K, Block>,
    frame: u64,
}

impl<K> Default for Rows<K> {
    fn default() -> Self {
        Self {
            columns: 0,
            blocks: HashMap::new(),
            frame: 0,
        }
    }
}

impl<K: Copy + Eq + Hash> Rows<K> {
    /// Begins a frame at this width; at another width than before, nothing that was laid out holds.
    pub fn begin(&mut self, columns: usize) {
        if columns != self.columns {
            self.columns = columns;
            self.blocks.clear();
        }
        self.frame += 1;
        if self.blocks.len() > KEPT {
            let last = self.frame - 1;
            self.blocks.retain(|_, block| block.used >= last);
        }
    }

    /// How many rows an item has.
    pub fn height(&mut self, source: &impl Source<Key = K>, index: usize) -> usize {
        self.block(source, index).len()
    }

    /// The first row of an item of which something is true.
    pub fn row_where(
        &mut self,
        source: &impl Source<Key = K>,
        index: usize,
        is: impl Fn(&Line) -> bool,
    ) -> Option<usize> {
        self.block(source, index)
            .iter()
            .position(|(line, _)| is(line))
    }

    /// The anchor that shows the end of the list at the bottom of `height` rows.
    pub fn tail(&mut self, source: &impl Source<Key = K>, height: usize) -> Anchor {
        let end = Anchor {
            index: source.len(),
            row: 0,
        };
        self.up(source, end, height)
    }

    /// The anchor `by` rows further down (or up, if negative), so that `height` rows still show as much as there is.
    pub fn moved(
        &mut self,
        source: &impl Source<Key = K>,
        from: Anchor,
        by: isize,
        height: usize,
    ) -> Anchor {
        let to = match by {
            0.. => self.down(source, from, by.unsigned_abs()),
            _ => self.up(source, from, by.unsigned_abs()),
        };
        to.min(self.tail(source, height))
    }

    /// The place moved into the list and its item: what it means after items changed or were laid out anew.
    pub fn settled(&mut self, source: &impl Source<Key = K>, at: Anchor, height: usize) -> Anchor {
        self.moved(source, at, 0, height)
    }

    /// The rows from `anchor` on, at most `height`.
    pub fn visible(
        &mut self,
        source: &impl Source<Key = K>,
        anchor: Anchor,
        height: usize,
    ) -> Vec<Visible<'_>> {
        let mut places = Vec::with_capacity(height);
        let mut at = anchor;
        while at.index < source.len() && places.len() < height {
            let rows = self.block(source, at.index).len();
            places.extend((at.row..rows).map(|row| Anchor {
                index: at.index,
                row,
            }));
            at = Anchor {
                index: at.index + 1,
                row: 0,
            };
        }
        places.truncate(height);
        let keys: Vec<K> = places.iter().map(|at| source.key(at.index)).collect();
        places
            .into_iter()
            .zip(keys)
            .filter_map(|(at, key)| {
                let (line, print) = self.blocks.get(&key)?.rows.get(at.row)?;
                Some(Visible {
                    at,
                    line,
                    print: *print,
                })
            })
            .collect()
    }

    fn up(&mut self, source: &impl Source<Key = K>, from: Anchor, mut by: usize) -> Anchor {
        let mut at = from;
        loop {
            if by <= at.row {
                return Anchor {
                    row: at.row - by,
                    ..at
                };
            }
            by -= at.row;
            if at.index == 0 {
                return Anchor::default();
            }
            at.index -= 1;
            at.row = self.block(source, at.index).len();
        }
    }

    fn down(&mut self, source: &impl Source<Key = K>, from: Anchor, by: usize) -> Anchor {
        // A row beyond the item's own counts on into the items after it.
        let mut by = by.saturating_add(from.row);
        let mut index = from.index;
        while index < source.len() {
            let rows = self.block(source, index).len();
            if by < rows {
                break;
            }
            by -= rows;
            index += 1;
        }
        Anchor {
            index,
            row: if index < source.len() { by } else { 0 },
        }
    }

    fn block(&mut self, source: &impl Source<Key = K>, index: usize) -> &[(Line, u64)] {
        let (columns, frame) = (self.columns, self.frame);
        let block = self.blocks.entry(source.key(index)).or_insert_with(|| {
            let lines = source.lay(index, columns);
            let rows = lines.into_iter().map(|line| {
                let print = line.print();
                (line, print)
            });
            Block {
                rows: rows.collect(),
                used: frame,
            }
        });
        block.used = frame;
        &block.rows
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;
    use crate::desk::theme::Role;

    /// A list whose item `i` has `heights[i]` rows.
    struct List {
        heights: Vec<usize>,
        laid: Cell<usize>,
    }

    impl List {
        fn new(heights: Vec<usize>) -> Self {
            Self {
                heights,
                laid: Cell::new(0),
            }
        }
    }

    impl Source for List {
        type Key = usize;
        fn len(&self) -> usize {
            self.heights.len()
        }
        fn key(&self, index: usize) -> usize {
            index
        }
        fn lay(&self, index: usize, _: usize) -> Vec<Line> {
            self.laid.set(self.laid.get() + 1);
            (0..self.heights[index])
                .map(|row| Line::of(Role::Text, format!("{index}.{row}")))
                .collect()
        }
    }

    fn shown(rows: &mut Rows<usize>, list: &List, anchor: Anchor, height: usize) -> Vec<String> {
        rows.visible(list, anchor, height)
            .iter()
            .map(|row| row.line.plain())
            .collect()
    }

    #[test]
    fn a_long_list_is_laid_out_only_where_it_is_seen() {
        let list = List::new(vec![2; 100_000]);
        let mut rows = Rows::default();
        rows.begin(80);
        let tail = rows.tail(&list, 5);
        assert_eq!(
            tail,
            Anchor {
                index: 99_997,
                row: 1
            }
        );
        assert_eq!(
            shown(&mut rows, &list, tail, 5),
            ["99997.1", "99998.0", "99998.1", "99999.0", "99999.1"]
        );
        assert_eq!(list.laid.get(), 3);
        rows.begin(80);
        rows.visible(&list, tail, 5);
        assert_eq!(list.laid.get(), 3, "nothing is laid out twice");
    }

    #[test]
    fn another_width_lays_out_again_and_keeps_the_place() {
        let list = List::new(vec![3; 10]);
        let mut rows = Rows::default();
        rows.begin(80);
        let anchor = Anchor { index: 4, row: 2 };
        assert_eq!(shown(&mut rows, &list, anchor, 1), ["4.2"]);
        rows.begin(40);
        assert_eq!(rows.settled(&list, anchor, 4), anchor);
    }

    #[test]
    fn moving_stops_at_both_ends() {
        let list = List::new(vec![1, 0, 3, 2]);
        let mut rows = Rows::default();
        rows.begin(10);
        assert_eq!(
            rows.moved(&list, Anchor::default(), -5, 3),
            Anchor::default()
        );
        assert_eq!(
            rows.moved(&list, Anchor::default(), 50, 3),
            Anchor { index: 2, row: 2 }
        );
        assert_eq!(
            rows.moved(&list, Anchor { index: 9, row: 9 }, 0, 3),
            Anchor { index: 2, row: 2 }
        );
    }

    proptest! {
        #[test]
        fn walking_agrees_with_counting(
            heights in proptest::collection::vec(0usize..4, 0..40), start in 0usize..60, by in -60isize..60, height in 1usize..12,
        ) {
            let all: Vec<String> = heights.iter().enumerate()
                .flat_map(|(index, rows)| (0..*rows).map(move |row| format!("{index}.{row}"))).collect();
            let list = List::new(heights);
            let mut rows = Rows::default();
            rows.begin(10);
            let last = all.len().saturating_sub(height);
            let from = rows.moved(&list, Anchor::default(), start.min(last) as isize, height);
            let to = rows.moved(&list, from, by, height);
            let expected = start.min(last).saturating_add_signed(by).min(last);
            prop_assert_eq!(shown(&mut rows, &list, to, height), &all[expected..(expected + height).min(all.len())]);
        }
    }
}
