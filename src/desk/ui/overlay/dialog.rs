//! Menus, lines to fill in, questions, pages to read.

use unicode_segmentation::UnicodeSegmentation;

use super::{Sheet, View};
use crate::desk::app::State;
use crate::desk::app::action::Dialog;
use crate::desk::app::overlay::{Confirm, Menu, Prompt};
use crate::desk::theme::Role;
use crate::desk::ui::text::{Line, width};
use crate::desk::ui::words;

/// A few choices under each other.
pub fn menu(menu: &Menu, columns: usize) -> Sheet {
    let mut sheet = Sheet {
        title: menu.title.clone(),
        ..Sheet::default()
    };
    for (index, item) in menu.items.iter().enumerate() {
        let under = index == menu.cursor;
        let mut line =
            Line::of(Role::Key, if under { "▸ " } else { "  " }).text(item.label.clone());
        if !item.detail.is_empty() {
            line.push(Role::Dim, format!("  {}", item.detail));
        }
        for mut row in line.wrapped(columns, 4) {
            if under {
                row = row.padded(columns).over(Role::Selected);
                sheet.view = View::Seeing(sheet.rows.len());
            }
            sheet.rows.push(row);
            sheet.items.push(Some(index));
        }
    }
    if menu.items.is_empty() {
        sheet
            .rows
            .push(Line::of(Role::Dim, "There is nothing here."));
    }
    sheet
}

/// A line to be filled in; of a long one the end up to the caret is shown.
pub fn prompt(prompt: &Prompt, columns: usize) -> Sheet {
    let (before, after) = prompt.line.around();
    let (head, caret) = field(before, after, columns);
    Sheet {
        title: prompt.title.clone(),
        below: format!("at most {} characters", prompt.limit),
        head: vec![head],
        caret: Some(caret),
        ..Sheet::default()
    }
}

/// A line being typed, and the column of its caret.
pub(super) fn field(before: &str, after: &str, columns: usize) -> (Line, usize) {
    let room = columns.saturating_sub(4);
    let (mut start, mut used) = (before.len(), 0);
    for (at, grapheme) in before.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > room {
            break;
        }
        start = at;
    }
    let shown = before.get(start..).unwrap_or_default();
    let caret = 2 + width(shown);
    let line = Line::of(Role::Key, "> ")
        .text(shown.to_owned())
        .text(after.to_owned());
    (line.clipped(columns), caret)
}

/// A question with yes and no.
pub fn confirm(state: &State, confirm: &Confirm, columns: usize) -> Sheet {
    let mut rows: Vec<Line> = Vec::new();
    for line in &confirm.lines {
        rows.extend(Line::new().text(line.clone()).wrapped(columns, 0));
    }
    if !rows.is_empty() {
        rows.push(Line::new());
    }
    let mut answers = words::hint(
        state,
        crate::desk::app::Action::Dialog(Dialog::Yes),
        confirm.yes,
    );
    answers.push(Role::Dim, " · ");
    answers.append(words::hint(
        state,
        crate::desk::app::Action::Dialog(Dialog::No),
        "no",
    ));
    rows.push(answers);
    Sheet {
        title: confirm.title.clone(),
        rows,
        ..Sheet::default()
    }
}
