//! Cards as boxes of text.
//!
//! ```text
//! ┌ adaptive card 1.5 ──────────┐
//! │ Order 42                    │
//! │ Status  shipped             │
//! │ [Talk to a person]          │
//! │ chose ▸ "Talk to a person"  │
//! └─────────────────────────────┘
//! ```

use ratatui::style::Modifier;

use super::grid::{Grid, stacked};
use super::markdown::{self as drawn, FLAG, spans};
use super::text::line::blanks;
use super::text::{Line, width};
use crate::content::card::{Card, Content, Row, Table};
use crate::content::display::Displayed;
use crate::content::markdown;
use crate::desk::theme::Role;

/// The widest a box is; cards are made for narrow places.
const WIDEST: usize = 72;
/// Columns of one level of containers.
const LEVEL: usize = 2;
/// The widest the name of a fact is, in columns.
const NAME: usize = 24;
/// Tables in tables in tables are drawn one cell below the other.
const TABLES: usize = 2;

/// The box of a card in at most `columns`, with what the customer chose on it.
pub fn boxed(card: &Card, chosen: &[String], columns: usize) -> Vec<Line> {
    let columns = columns.min(WIDEST);
    let Some(room) = columns.checked_sub(4).filter(|room| *room >= 8) else {
        return rows(&card.rows, columns, 0);
    };
    let mut rows = rows(&card.rows, room, 0);
    if !chosen.is_empty() {
        let words = format!("“{}”", chosen.join("”, “"));
        rows.extend(
            Line::of(Role::Accent, "chose ▸ ")
                .with(Role::Customer, words)
                .wrapped(room, LEVEL),
        );
    }
    let flag = if card.flagged { FLAG } else { "" };
    let label = Line::of(Role::Border, "┌ ")
        .dim(card.label.clone())
        .clipped(columns - 3 - width(flag))
        .with(Role::Flag, flag)
        .with(Role::Border, " ");
    let rule = "─".repeat(columns.saturating_sub(label.width() + 1));
    let mut lines = vec![label.with(Role::Border, format!("{rule}┐"))];
    for row in rows {
        let mut line = Line::of(Role::Border, "│ ");
        line.append(row.padded(room));
        lines.push(line.with(Role::Border, " │"));
    }
    lines.push(Line::of(
        Role::Border,
        format!("└{}┘", "─".repeat(columns - 2)),
    ));
    lines
}

/// Rows one below the other; neighbours that belong together are laid out together.
fn rows(rows: &[Row], columns: usize, tables: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in rows.chunk_by(|one, next| one.indent == next.indent && together(one, next)) {
        let Some(first) = group.first() else { continue };
        let indent = (usize::from(first.indent) * LEVEL).min(columns / 3);
        let room = columns - indent;
        let drawn = match &first.content {
            Content::Fact { .. } => facts(group, room),
            Content::Text(line) if drawn::is_row(line) => {
                let lines: Vec<&markdown::Line> = group.iter().filter_map(text_of).collect();
                drawn::table(&lines, room)
            }
            Content::Table(table) => self::table(table, room, tables),
            _ => row(first, room),
        };
        lines.extend(drawn.into_iter().map(|line| {
            let mut all = Line::new().text(blanks(indent));
            all.append(line);
            all
        }));
    }
    lines
}

fn together(one: &Row, next: &Row) -> bool {
    match (&one.content, &next.content) {
        (Content::Fact { .. }, Content::Fact { .. }) => true,
        (Content::Text(one), Content::Text(next)) => drawn::is_row(one) && drawn::continues(next),
        _ => false,
    }
}

fn text_of(row: &Row) -> Option<&markdown::Line> {
    match &row.content {
        Content::Text(line) => Some(line),
        _ => None,
    }
}

/// Names in one column, what they are in another.
fn facts(rows: &[Row], columns: usize) -> Vec<Line> {
    let pairs: Vec<(Line, Line, bool)> = rows
        .iter()
        .filter_map(|row| match &row.content {
            Content::Fact { name, value } => Some((
                spans(&name.spans, Role::Dim),
                spans(&value.spans, Role::Text),
                row.flagged,
            )),
            _ => None,
        })
        .collect();
    let widest = pairs.iter().map(|(name, ..)| name.width()).max();
    let column = widest.unwrap_or(0).min(NAME).min(columns / 2);
    let mut lines = Vec::new();
    for (name, value, is_flagged) in pairs {
        let missing = (column + 2).saturating_sub(name.width()).max(2);
        let mut line = name;
        line.push(Role::Text, blanks(missing));
        line.append(value);
        lines.extend(flagged(line, is_flagged).wrapped(columns, column + 2));
    }
    lines
}

fn table(table: &Table, columns: usize, tables: usize) -> Vec<Line> {
    let grid = Grid {
        header: table.header,
        lines: table.lines,
    };
    let cells = |width: &dyn Fn(usize) -> usize| -> Vec<Vec<Vec<Line>>> {
        let cell = |(column, cell): (usize, &Vec<Row>)| rows(cell, width(column), tables + 1);
        let row = |row: &Vec<Vec<Row>>| row.iter().enumerate().map(cell).collect();
        table.rows.iter().map(row).collect()
    };
    let narrow = if table.header {
        columns.saturating_sub(LEVEL)
    } else {
        columns
    };
    // Each level that is measured first is laid out more than once.
    if tables >= TABLES {
        return stacked(cells(&|_| narrow), table.header, columns);
    }
    let free = cells(&|_| columns);
    let count = free.iter().map(Vec::len).max().unwrap_or(0);
    let mut natural = vec![0; count];
    for (column, cell) in free.iter().flat_map(|row| row.iter().enumerate()) {
        let widest = cell.iter().map(Line::width).max().unwrap_or(0);
        if let Some(width) = natural.get_mut(column) {
            *width = widest.max(*width);
        }
    }
    let below: usize = free.iter().flatten().map(Vec::len).sum();
    if let Some(widths) = grid.widths(&natural, &table.weights, columns) {
        let width = |column: usize| widths.get(column).copied().unwrap_or(columns);
        let lines = grid.rows(cells(&width), &widths);
        // Columns that are there for their looks take less room one below the other, if one has much to say.
        if table.lines || table.header || lines.len() <= below {
            return lines;
        }
    }
    stacked(cells(&|_| narrow), table.header, columns)
}

fn row(row: &Row, columns: usize) -> Vec<Line> {
    let inset = |line: Line| flagged(line, row.flagged).wrapped(columns, LEVEL);
    match &row.content {
        Content::Text(line) => {
            let mut lines = drawn::styled(line, columns);
            if let Some(last) = lines.pop() {
                lines.extend(flagged(last, row.flagged).wrapped(columns, LEVEL));
            }
            lines
        }
        Content::Note(words) => inset(shown(words, Role::Dim)),
        Content::Image(words) => inset(named("[picture] ", words, Role::Dim)),
        Content::Media { name, address } => {
            inset(named("[file] ", name, Role::Link).dim(behind(address)))
        }
        Content::Input {
            label,
            hint,
            required,
        } => {
            let sign = if *required { "[___]* " } else { "[___] " };
            let mut line = named(sign, label, Role::Text);
            if width(&hint.text) > 0 {
                line.push(Role::Dim, "  ");
                line.append(shown(hint, Role::Dim));
            }
            inset(line)
        }
        Content::Choice {
            title,
            chosen,
            many,
        } => {
            let sign = match (many, chosen) {
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
                (false, true) => "(•) ",
                (false, false) => "( ) ",
            };
            inset(named(sign, title, Role::Text))
        }
        Content::Action {
            title,
            address,
            note,
        } => {
            let mut line = named("[", title, Role::Accent).with(Role::Accent, "]");
            line.push(Role::Dim, behind(note));
            line.push(Role::Dim, behind(address));
            inset(line)
        }
        Content::Unshown(name) => inset(Line::of(Role::Dim, format!("[not shown: {name}]"))),
        // Laid out with their neighbours.
        Content::Fact { .. } | Content::Table(_) => Vec::new(),
    }
}

fn flagged(mut line: Line, flagged: bool) -> Line {
    if flagged {
        line.push(Role::Flag, FLAG);
    }
    line
}

fn named(sign: &'static str, text: &Displayed<'_>, role: Role) -> Line {
    let mut line = Line::of(role, sign);
    line.append(shown(text, role));
    line
}

fn behind(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    }
}

fn shown(text: &Displayed<'_>, role: Role) -> Line {
    let mut line = Line::new();
    drawn::flagged(&text.text, &text.marks, role, Modifier::empty(), &mut line);
    line
}

#[cfg(test)]
mod tests;
