//! The context panel: the bot's private message, what it knew in words, what will not be shown on the other side.

use super::surface::Canvas;
use super::text::Line;
use super::text::line::blanks;
use crate::desk::app::context::Row;
use crate::desk::app::{Pane, State};
use crate::desk::theme::Role;

/// Draws the panel and answers which row of it is on which row of the screen.
pub fn draw(state: &State, framed: bool, canvas: &mut Canvas<'_>) -> Vec<Option<usize>> {
    let focused = state.panes.pane == Pane::Context && state.overlays.top().is_none();
    let title = Line::of(Role::Title, "Context");
    let mut drawn: Vec<(Line, Option<usize>)> = Vec::new();
    if framed {
        canvas.frame(
            if focused {
                Role::BorderFocused
            } else {
                Role::Border
            },
            &title,
            &Line::new(),
            &Line::new(),
        );
    } else {
        canvas.line(0, &title);
    }
    let first = u16::from(!framed);
    let columns = canvas.columns();
    for (index, row) in state.context.rows().iter().enumerate() {
        let under = focused && state.context.cursor() == index;
        for line in lines(row, columns) {
            let line = if under {
                line.padded(columns).over(Role::Selected)
            } else {
                line
            };
            drawn.push((line, Some(index)));
        }
    }
    if drawn.is_empty() {
        drawn.push((
            Line::of(
                Role::Dim,
                "The bot handed over nothing but the conversation.",
            ),
            None,
        ));
    }
    let height = usize::from(canvas.rows().saturating_sub(first));
    let last = drawn
        .iter()
        .rposition(|(_, row)| *row == Some(state.context.cursor()))
        .unwrap_or(0);
    let top = (last + 1).saturating_sub(height);
    canvas.fill(first, drawn.iter().skip(top).map(|(line, _)| line));
    let rows = drawn.iter().skip(top).map(|(_, row)| *row);
    // One row above the content either way: the title, or the frame with it.
    std::iter::once(None).chain(rows).collect()
}

fn lines(row: &Row, columns: usize) -> Vec<Line> {
    match row {
        Row::Heading(text) => vec![Line::of(Role::Heading, *text)],
        Row::PrivateMessage(text) => {
            let parts = text
                .lines()
                .map(|part| Line::of(Role::Accent, part.to_owned()));
            parts.flat_map(|line| indented(&line, columns)).collect()
        }
        Row::Field { label, value, .. } => {
            let line = Line::of(Role::Dim, format!("{label}: ")).text(value.clone());
            indented(&line, columns)
        }
        Row::Flag {
            rule, title, count, ..
        } => {
            let line = Line::of(Role::Flag, format!("⚑ {rule} ×{count} ")).dim(title.clone());
            indented(&line, columns)
        }
        Row::Note(text) => indented(&Line::of(Role::Dim, text.clone()), columns),
    }
}

/// The line wrapped, one column in from the left and its further rows two more.
fn indented(line: &Line, columns: usize) -> Vec<Line> {
    let mut all = Line::new().text(blanks(1));
    all.append(line.clone());
    all.wrapped(columns, 3)
}
