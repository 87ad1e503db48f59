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

use super::said::{FLAG, styled};
use super::text::line::blanks;
use super::text::{Line, width};
use crate::content::card::{Card, Content, Row};
use crate::content::display::Displayed;
use crate::desk::theme::Role;

/// The widest a box is; cards are made for narrow places.
const WIDEST: usize = 72;
/// Columns of one level of containers.
const LEVEL: usize = 2;
/// The widest the name of a fact is, in columns.
const NAME: usize = 24;

/// The box of a card in at most `columns`, with what the customer chose on it.
pub fn boxed(card: &Card, chosen: &[String], columns: usize) -> Vec<Line> {
    let columns = columns.min(WIDEST);
    let Some(room) = columns.checked_sub(4).filter(|room| *room >= 8) else {
        return card
            .rows
            .iter()
            .flat_map(|row| self::row(row, columns))
            .collect();
    };
    let mut rows: Vec<Line> = card
        .rows
        .iter()
        .flat_map(|row| self::row(row, room))
        .collect();
    if !chosen.is_empty() {
        let words = format!("“{}”", chosen.join("”, “"));
        rows.extend(
            Line::of(Role::Accent, "chose ▸ ")
                .with(Role::Customer, words)
                .wrapped(room, LEVEL),
        );
    }
    let label = Line::of(Role::Border, "┌ ")
        .dim(card.label.clone())
        .clipped(columns - 3)
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

fn row(row: &Row, columns: usize) -> Vec<Line> {
    let indent = (usize::from(row.indent) * LEVEL).min(columns / 3);
    let inset = |line: Line| {
        let mut all = Line::new().text(blanks(indent));
        all.append(line);
        all.wrapped(columns, indent + LEVEL)
    };
    match &row.content {
        Content::Heading(text) => inset(shown(text, Role::Heading)),
        Content::Text(line) => styled(line, columns.saturating_sub(indent))
            .into_iter()
            .flat_map(inset)
            .collect(),
        Content::Fact { name, value } => {
            let mut line = shown(name, Role::Dim);
            let missing = NAME.min(columns / 3).saturating_sub(line.width());
            line.push(Role::Text, blanks(missing.max(1)));
            line.append(shown(value, Role::Text));
            inset(line)
        }
        Content::Cells(cells) => {
            let mut line = Line::new();
            for cell in cells {
                line.push(Role::Divider, if line.is_empty() { "" } else { " │ " });
                line.append(shown(cell, Role::Text));
            }
            inset(line)
        }
        Content::Image(words) => inset(named("[picture] ", words, Role::Dim)),
        Content::Media { name, address } => {
            inset(named("[file] ", name, Role::Link).dim(address_of(address)))
        }
        Content::Input {
            label,
            hint,
            required,
        } => {
            let mut line = named(
                if *required { "[___]* " } else { "[___] " },
                label,
                Role::Text,
            );
            if width(&hint.text) > 0 {
                line.push(Role::Dim, " ");
                line.append(shown(hint, Role::Dim));
            }
            inset(line)
        }
        Content::Choice(text) => inset(named("( ) ", text, Role::Text)),
        Content::Action { title, address } => {
            let mut line = named("[", title, Role::Accent).with(Role::Accent, "]");
            line.push(Role::Dim, address_of(address));
            inset(line)
        }
        Content::Unshown(name) => inset(Line::of(Role::Dim, format!("[not shown: {name}]"))),
    }
}

fn named(sign: &'static str, text: &Displayed<'_>, role: Role) -> Line {
    let mut line = Line::of(role, sign);
    line.append(shown(text, role));
    line
}

fn address_of(address: &str) -> String {
    if address.is_empty() {
        String::new()
    } else {
        format!(" {address}")
    }
}

/// A text with a flag behind each place that is found fault with.
fn shown(text: &Displayed<'_>, role: Role) -> Line {
    let mut line = Line::new();
    let mut at = 0;
    for mark in &text.marks {
        let Some(part) = text
            .text
            .get(at..mark.range.end)
            .filter(|part| !part.is_empty())
        else {
            continue;
        };
        line.push(role, part.to_owned());
        line.push(Role::Flag, FLAG);
        at = mark.range.end;
    }
    line.with(role, text.text.get(at..).unwrap_or_default().to_owned())
}
