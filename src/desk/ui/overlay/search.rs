//! Help and palette: a line to search with, and what matches.

use super::dialog::field;
use super::{Sheet, View};
use crate::desk::app::help::{Help, HelpRow};
use crate::desk::app::palette::{Candidate, Hit, Palette};
use crate::desk::theme::Role;
use crate::desk::ui::text::Line;
use crate::desk::ui::text::line::left;

/// Columns for the keys of an action.
const KEYS: usize = 24;

/// Every action with its live keys.
pub fn help(help: &Help, columns: usize) -> Sheet {
    let (before, after) = help.query.around();
    let (head, caret) = field(before, after, columns);
    let mut sheet = Sheet {
        title: "Help: every key".to_owned(),
        below: "type to search".to_owned(),
        head: vec![head],
        caret: Some(caret),
        view: View::From(0),
        ..Sheet::default()
    };
    let keys_columns = KEYS.min(columns / 3);
    for (index, row) in help.rows.iter().enumerate() {
        if index == help.top {
            sheet.view = View::From(sheet.rows.len());
        }
        match row {
            HelpRow::Group(name) => sheet.rows.push(Line::of(Role::Heading, *name)),
            HelpRow::Action {
                keys, doc, here, ..
            } => {
                let role = if *here { Role::Key } else { Role::Dim };
                let line = Line::of(role, format!(" {} ", left(keys, keys_columns))).text(*doc);
                sheet.rows.extend(line.wrapped(columns, keys_columns + 2));
            }
        }
    }
    if help.rows.is_empty() {
        sheet.rows.push(Line::of(Role::Dim, "No action matches."));
    }
    sheet
}

/// Everything by name.
pub fn palette(palette: &Palette, columns: usize) -> Sheet {
    let (before, after) = palette.query.around();
    let (head, caret) = field(before, after, columns);
    let mut sheet = Sheet {
        title: "Palette".to_owned(),
        below: format!("{} of {}", palette.hits.len(), palette.candidates.len()),
        head: vec![head],
        caret: Some(caret),
        view: View::Seeing(palette.cursor),
        ..Sheet::default()
    };
    for (index, hit) in palette.hits.iter().enumerate() {
        let Some(candidate) = palette.candidates.get(hit.candidate) else {
            continue;
        };
        let mut line = entry(candidate, hit, index == palette.cursor, columns);
        if index == palette.cursor {
            line = line.padded(columns).over(Role::Selected);
        }
        sheet.rows.push(line);
        sheet.items.push(Some(index));
    }
    if palette.hits.is_empty() {
        sheet.rows.push(Line::of(Role::Dim, "Nothing matches."));
    }
    sheet
}

fn entry(candidate: &Candidate, hit: &Hit, under: bool, columns: usize) -> Line {
    let mut line = Line::of(Role::Key, if under { "▸ " } else { "  " });
    for (index, character) in candidate.label.chars().enumerate() {
        let matched = hit.matched.contains(&(index as u32));
        let role = if matched { Role::Match } else { Role::Text };
        match line.pieces.last_mut().filter(|piece| piece.role == role) {
            Some(piece) => piece.text.to_mut().push(character),
            None => line.push(role, character.to_string()),
        }
    }
    let kind = Line::of(Role::Dim, candidate.kind)
        .with(Role::Key, format!("  {}", left(&candidate.key, 10)));
    line.with_right(kind, columns)
}
