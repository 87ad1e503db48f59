//! Lines of Markdown as rows of the screen, with a flag behind each place that is found fault with.

use ratatui::style::Modifier;

use super::grid::{Grid, stacked};
use super::text::Line;
use crate::content::display::Mark;
use crate::content::markdown::{self, LineKind, Span};
use crate::desk::theme::Role;

/// The sign behind what will not be shown on the other side as it was meant.
pub const FLAG: &str = "⚑";
/// Columns of one level of a list.
const LEVEL: usize = 2;

/// Lines as rows, each at most `columns` wide; the rows of a table are laid out together.
pub fn rows(lines: &[markdown::Line], columns: usize) -> Vec<Line> {
    lines
        .chunk_by(|one, next| is_row(one) && continues(next))
        .flat_map(|group| match group {
            [line] if !is_row(line) => styled(line, columns),
            rows => table(&rows.iter().collect::<Vec<_>>(), columns),
        })
        .collect()
}

/// Whether a line is the row of a table.
pub fn is_row(line: &markdown::Line) -> bool {
    matches!(line.kind, LineKind::Row { .. })
}

/// Whether a line is a row of the table before it.
pub fn continues(line: &markdown::Line) -> bool {
    matches!(line.kind, LineKind::Row { header: false, .. })
}

/// A line of Markdown as rows of the screen.
pub fn styled(line: &markdown::Line, columns: usize) -> Vec<Line> {
    let mut prefix = Line::of(Role::Divider, "│ ".repeat(usize::from(line.quote)));
    let levels = usize::from(line.indent)
        .saturating_sub(usize::from(matches!(line.kind, LineKind::Item(_))));
    prefix.push(Role::Text, " ".repeat(levels * LEVEL));
    let base = match &line.kind {
        LineKind::Heading(_) => Role::Heading,
        LineKind::Code => Role::Code,
        LineKind::Rule => {
            let rest = columns.saturating_sub(prefix.width());
            return vec![prefix.with(Role::Divider, "─".repeat(rest))];
        }
        LineKind::Item(bullet) => {
            prefix.push(Role::Accent, format!("{bullet} "));
            Role::Text
        }
        LineKind::Text | LineKind::Row { .. } => Role::Text,
    };
    let indent = prefix.width().min(columns / 2);
    for span in &line.spans {
        add(span, base, &mut prefix);
    }
    prefix.wrapped(columns, indent)
}

/// The rows of a table of Markdown.
pub fn table(rows: &[&markdown::Line], columns: usize) -> Vec<Line> {
    let mut prefix = Line::new();
    if let Some(first) = rows.first() {
        prefix.push(Role::Divider, "│ ".repeat(usize::from(first.quote)));
        prefix.push(Role::Text, " ".repeat(usize::from(first.indent) * LEVEL));
    }
    let grid = Grid {
        header: rows
            .first()
            .is_some_and(|row| matches!(row.kind, LineKind::Row { header: true, .. })),
        lines: true,
    };
    let cells: Vec<Vec<Line>> = rows
        .iter()
        .map(|row| {
            let cells = row.cells();
            cells.iter().map(|cell| spans(cell, Role::Text)).collect()
        })
        .collect();
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut natural = vec![0; count];
    for (column, cell) in cells.iter().flat_map(|row| row.iter().enumerate()) {
        if let Some(width) = natural.get_mut(column) {
            *width = cell.width().max(*width);
        }
    }
    let room = columns.saturating_sub(prefix.width()).max(1);
    let laid = |widths: &dyn Fn(usize) -> usize| -> Vec<Vec<Vec<Line>>> {
        let wrap = |(column, cell): (usize, &Line)| cell.wrapped(widths(column), 0);
        let row = |row: &Vec<Line>| row.iter().enumerate().map(wrap).collect();
        cells.iter().map(row).collect()
    };
    let lines = match grid.widths(&natural, &[], room) {
        Some(widths) => {
            let width = |column: usize| widths.get(column).copied().unwrap_or(room);
            grid.rows(laid(&width), &widths)
        }
        None => stacked(
            laid(&|_| room.saturating_sub(LEVEL).max(1)),
            grid.header,
            room,
        ),
    };
    lines
        .into_iter()
        .map(|line| {
            let mut all = prefix.clone();
            all.append(line);
            all
        })
        .collect()
}

/// Spans as one row.
pub fn spans(spans: &[Span], base: Role) -> Line {
    let mut line = Line::new();
    for span in spans {
        add(span, base, &mut line);
    }
    line
}

fn add(span: &Span, base: Role, line: &mut Line) {
    let style = span.style;
    let role = match () {
        () if style.code => Role::Code,
        () if style.link => Role::Link,
        () if style.address || style.image => Role::Dim,
        () => base,
    };
    let mut marks = Modifier::empty();
    marks.set(Modifier::BOLD, style.bold);
    marks.set(Modifier::ITALIC, style.italic);
    marks.set(Modifier::CROSSED_OUT, style.strike);
    marks.set(Modifier::UNDERLINED, style.underline);
    marks.set(Modifier::REVERSED, style.highlight);
    flagged(&span.text, &span.marks, role, marks, line);
}

/// Adds a text with a flag behind each of its marks; several at one place are one flag.
pub fn flagged(text: &str, marks: &[Mark], role: Role, look: Modifier, line: &mut Line) {
    let mut done = 0;
    let mut last = None;
    for mark in marks {
        let end = mark.range.end;
        if last == Some(end) {
            continue;
        }
        let part = text.get(done..end).unwrap_or_default();
        line.push_marked(role, look, part.to_owned());
        line.push(Role::Flag, FLAG);
        (done, last) = (end, Some(end));
    }
    let rest = text.get(done..).unwrap_or_default();
    line.push_marked(role, look, rest.to_owned());
}
