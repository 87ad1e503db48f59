//! The surface against a model of a terminal that prints runs.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::*;
use crate::desk::theme::Role;
use crate::desk::ui::text::Line;
use crate::desk::ui::text::width::width;

const SCREEN: Rect = Rect::new(0, 0, 20, 4);

/// A terminal as far as the painter uses one: symbols by column, a wide one erases what it covers and is erased by halves.
struct Terminal {
    rows: Vec<Vec<String>>,
    written: usize,
}

impl Terminal {
    fn new(area: Rect) -> Self {
        let row = vec![" ".to_owned(); usize::from(area.width)];
        Self {
            rows: vec![row; usize::from(area.height)],
            written: 0,
        }
    }

    fn paint(&mut self, surface: &mut Surface) {
        if surface.needs_clear() {
            *self = Self {
                written: self.written,
                ..Self::new(surface.area())
            };
        }
        for run in surface.changes() {
            for (x, cell) in (usize::from(run.x)..).zip(run.cells) {
                let wide = width(cell.symbol());
                if wide > 0 {
                    self.put(x, usize::from(run.y), cell.symbol(), wide);
                    self.written += 1;
                }
            }
        }
        surface.settle();
    }

    fn put(&mut self, x: usize, y: usize, symbol: &str, wide: usize) {
        let row = &mut self.rows[y];
        for at in x..x + wide {
            let lead = (0..=at).rev().find(|lead| !row[*lead].is_empty()).unwrap();
            let end = lead + width(&row[lead]).max(1);
            for cell in &mut row[lead..end] {
                *cell = " ".to_owned();
            }
        }
        row[x] = symbol.to_owned();
        for covered in &mut row[x + 1..x + wide] {
            covered.clear();
        }
    }

    fn text(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.concat()).collect()
    }
}

fn wanted(surface: &Surface) -> Vec<String> {
    let cells = &surface.buffer().content;
    cells
        .chunks(usize::from(surface.area().width))
        .map(|row| row.iter().map(Cell::symbol).collect())
        .collect()
}

fn draw(surface: &mut Surface, panels: &[(PanelId, Rect, &[&str])]) {
    let places: Vec<(PanelId, Rect)> = panels.iter().map(|(id, area, _)| (*id, *area)).collect();
    surface.arrange(SCREEN, &Theme::default(), &places);
    for (id, _, rows) in panels {
        let lines: Vec<Line> = rows
            .iter()
            .map(|row| Line::of(Role::Text, (*row).to_owned()))
            .collect();
        let print = lines.iter().fold(1, |all: u64, line| {
            all.wrapping_mul(31).wrapping_add(line.print())
        });
        surface.panel(*id, print, |canvas| canvas.fill(0, &lines));
    }
}

#[test]
fn only_what_changed_is_written() {
    let (mut surface, mut terminal) = (Surface::new(Theme::default()), Terminal::new(SCREEN));
    draw(&mut surface, &[(1, SCREEN, &["hello", "world"])]);
    terminal.paint(&mut surface);
    terminal.written = 0;
    draw(&mut surface, &[(1, SCREEN, &["hello", "word!"])]);
    terminal.paint(&mut surface);
    assert_eq!(terminal.written, 2);
    assert_eq!(terminal.text()[1].trim_end(), "word!");
    assert_eq!(surface.changes().count(), 0);
}

#[test]
fn what_lay_under_an_overlay_comes_back() {
    let (mut surface, mut terminal) = (Surface::new(Theme::default()), Terminal::new(SCREEN));
    let below: (PanelId, Rect, &[&str]) = (1, SCREEN, &["aaaaaaaa", "bbbbbbbb", "cccccccc"]);
    draw(
        &mut surface,
        &[below, (9, Rect::new(2, 0, 3, 2), &["XXX", "YYY"])],
    );
    terminal.paint(&mut surface);
    assert_eq!(terminal.text()[1].trim_end(), "bbYYYbbb");
    draw(
        &mut surface,
        &[
            (1, SCREEN, &["aaaaaaaa", "zzzzzzzz", "cccccccc"]),
            (9, Rect::new(2, 0, 3, 2), &["XXX", "YYY"]),
        ],
    );
    terminal.paint(&mut surface);
    assert_eq!(
        terminal.text()[1].trim_end(),
        "zzYYYzzz",
        "drawn under, the overlay is drawn again"
    );
    draw(&mut surface, &[below]);
    terminal.paint(&mut surface);
    assert_eq!(terminal.text()[0].trim_end(), "aaaaaaaa");
    assert_eq!(terminal.text()[1].trim_end(), "bbbbbbbb");
}

#[test]
fn hostile_symbols_never_get_into_a_cell() {
    let mut surface = Surface::new(Theme::default());
    draw(
        &mut surface,
        &[(1, SCREEN, &["a\u{1b}[2J\u{202e}b\u{200b}\u{9b}c\u{7}"])],
    );
    let text = wanted(&surface).concat();
    assert!(
        text.starts_with("a\u{fffd}[2J\u{fffd}b\u{fffd}\u{fffd}c\u{fffd}"),
        "{text:?}"
    );
}

#[test]
fn a_frame_goes_around_and_rows_count_within() {
    let mut surface = Surface::new(Theme::default());
    surface.arrange(SCREEN, &Theme::default(), &[(1, SCREEN)]);
    surface.panel(1, 1, |canvas| {
        let title = Line::of(Role::Title, "Inbox");
        canvas.frame(
            Role::Border,
            &title,
            &Line::of(Role::Dim, "3"),
            &Line::new(),
        );
        assert_eq!((canvas.columns(), canvas.rows()), (18, 2));
        canvas.line(0, &Line::of(Role::Text, "Ana"));
        canvas.line(7, &Line::of(Role::Text, "outside"));
        canvas.cursor(40, 1);
    });
    surface.focus(Some(1));
    let rows = wanted(&surface);
    assert_eq!(rows[0], "┌ Inbox ──────── 3 ┐");
    assert_eq!(rows[1], "│Ana               │");
    assert_eq!(rows[3], "└──────────────────┘");
    assert_eq!(surface.cursor(), Some((18, 2).into()));
}

proptest! {
    #[test]
    fn a_terminal_that_prints_the_runs_shows_what_is_wanted(
        frames in proptest::collection::vec(
            (proptest::collection::vec("[a-c 返品🙂é⚑]{0,24}", 4), any::<bool>(), 0u16..12, any::<bool>()), 1..8),
    ) {
        let (mut surface, mut terminal) = (Surface::new(Theme::default()), Terminal::new(SCREEN));
        for (rows, overlay, x, lost) in frames {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let mut panels: Vec<(PanelId, Rect, &[&str])> = vec![
                (1, Rect::new(0, 0, 9, 4), &rows), (2, Rect::new(9, 0, 11, 4), &rows[1..]),
            ];
            if overlay {
                panels.push((3, Rect::new(x, 1, 7, 2), &rows[2..]));
            }
            if lost {
                surface.invalidate();
            }
            draw(&mut surface, &panels);
            terminal.paint(&mut surface);
            prop_assert_eq!(terminal.text(), wanted(&surface));
        }
    }
}
