//! One message as rows: when, who, what, and whether it has arrived.
//!
//! ```text
//! 11:58 Ana   my order is broken
//! 12:02 You   Hi Ana, I can see your order.            ✓
//! ```

use crate::content::card::Answer;
use crate::desk::app::State;
use crate::desk::app::outbox::{Delivery, Item};
use crate::desk::theme::Role;
use crate::desk::ui::text::line::{blanks, left};
use crate::desk::ui::text::{Line, time};
use crate::desk::ui::words;
use crate::domain::{AuthorKind, Message};

use super::super::said::{self, Voice};

/// Columns of the name where there is little room, and where there is more.
const NAME: (usize, usize) = (6, 10);
/// From this many columns on there is more room.
const ROOMY: usize = 72;
/// Columns at the right end for the mark that says whether a message has arrived.
const MARK: usize = 2;

/// The rows of a message. `answers` are those given to its cards, `marked` is the message jumped to.
pub fn message(
    state: &State,
    message: &Message,
    answers: &[Answer],
    marked: bool,
    columns: usize,
) -> Vec<Line> {
    let (name, role) = words::speaker(state, &message.author);
    let clock = time::clock(message.at, state.setup.utc_offset);
    if message.author.kind == AuthorKind::System {
        let text = said::plain(&message.activity);
        return Line::of(Role::System, format!("{clock} · {text}")).wrapped(columns, 8);
    }
    let mark = match message.author.kind {
        AuthorKind::Agent => Line::of(Role::Ok, "✓"),
        _ => Line::new(),
    };
    let head = Head {
        clock,
        name,
        role,
        marked,
    };
    let voice = Voice::of(state, message.author.kind);
    let lines = said::lines(&message.activity, answers, &voice, head.room(columns));
    head.over(lines, &mark, columns)
}

/// The rows of a message that is on its way, with what is known of it.
pub fn pending(state: &State, item: &Item, columns: usize) -> Vec<Line> {
    let clock = time::clock(
        crate::domain::Timestamp(item.at.0 + state.clock.skew),
        state.setup.utc_offset,
    );
    let head = Head {
        clock,
        name: "You".to_owned(),
        role: Role::Agent,
        marked: false,
    };
    let voice = Voice::of(state, AuthorKind::Agent);
    let text = said::text(&item.text, None, &voice, head.room(columns));
    let (mark, note) = match &item.delivery {
        Delivery::Queued => (
            Line::of(Role::Dim, "…"),
            Some(Line::of(Role::Dim, "waits for the connection")),
        ),
        Delivery::Sending => (Line::of(Role::Dim, "…"), None),
        Delivery::Acknowledged(_) => (Line::of(Role::Ok, "✓"), None),
        Delivery::Refused { reason, hint } => {
            let note = format!(
                "not sent: {reason}{}{hint}",
                if hint.is_empty() { "" } else { " · " }
            );
            (
                Line::of(Role::Error, "!"),
                Some(Line::of(Role::Error, note)),
            )
        }
    };
    let mut lines = head.over(text, &mark, columns);
    if let Some(note) = note {
        let mut line = Line::new().text(blanks(head.indent(columns)));
        line.append(note);
        lines.extend(line.wrapped(columns, head.indent(columns)));
    }
    lines
}

struct Head {
    clock: String,
    name: String,
    role: Role,
    marked: bool,
}

impl Head {
    fn name_columns(columns: usize) -> usize {
        if columns < ROOMY { NAME.0 } else { NAME.1 }
    }

    /// Columns before the text.
    fn indent(&self, columns: usize) -> usize {
        self.clock.len() + 1 + Self::name_columns(columns)
    }

    /// Columns for the text.
    fn room(&self, columns: usize) -> usize {
        columns.saturating_sub(self.indent(columns) + MARK).max(8)
    }

    /// Puts time and name before the first row and the mark behind the last. Where the text has letters that run from right
    /// to left, time and name get a row of their own: a terminal that turns rows round would mix them up with the text.
    fn over(&self, lines: Vec<Line>, mark: &Line, columns: usize) -> Vec<Line> {
        let indent = self.indent(columns);
        let pointer = if self.marked { "▸" } else { " " };
        let mut head = Line::of(Role::Dim, self.clock.clone()).with(Role::Accent, pointer);
        let name_columns = Self::name_columns(columns);
        head.push(
            self.role,
            format!("{} ", left(&self.name, name_columns - 1)),
        );
        let (count, apart) = (
            lines.len(),
            lines.iter().any(|line| runs_leftward(&line.plain())),
        );
        let mut rows = Vec::with_capacity(count + 1);
        if apart {
            rows.push(head.clone());
        }
        for (number, line) in lines.into_iter().enumerate() {
            let mut row = if number == 0 && !apart {
                head.clone()
            } else {
                Line::new().text(blanks(indent))
            };
            row.append(line);
            if number + 1 == count && !mark.is_empty() {
                row = row.with_right(mark.clone(), columns);
            }
            rows.push(row);
        }
        rows
    }
}

/// Whether a text has letters of Hebrew, Arabic, Syriac, Thaana, N'Ko or their presentation forms.
fn runs_leftward(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
                | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}
