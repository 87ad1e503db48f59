//! A page to read, row by row as the core has laid it out; flagged places and hits are set apart.
//!
//! ```text
//! ┌ OC-EMOJI: Emoji may not show ───────────┐
//! │ 11:58 Contoso Bot · /text               │
//! │ “👋”                                     │
//! │ An emoji may not show after the handoff.│
//! └──────────────────── enter goes there · 1/9 ┘
//! ```

use std::ops::Range;

use ratatui::style::Modifier;

use super::dialog::field;
use super::{Sheet, View};
use crate::content::sanitize::{self, EmojiStyle, Layout};
use crate::desk::app::action::{Dialog, Read};
use crate::desk::app::reader::{Kind, Place, Reader};
use crate::desk::app::{Action, State};
use crate::desk::theme::Role;
use crate::desk::ui::text::Line;

/// The page; only rows that can be on the screen are made.
pub fn page(state: &State, page: &Reader, columns: usize) -> Sheet {
    let mut sheet = Sheet {
        title: page.title.clone(),
        below: below(state, page),
        view: View::From(page.top),
        ..Sheet::default()
    };
    if let Some(find) = &page.find {
        let (before, after) = find.query.around();
        let (head, caret) = field(before, after, columns);
        sheet.head.push(head);
        sheet.caret = find.typing.then_some(caret);
    }
    let height = usize::from(state.panes.size.1);
    let stops = page.stops();
    let stop = page.at.and_then(|at| stops.get(at));
    let seen = page.top..page.top.saturating_add(height);
    for (number, row) in page.rows.iter().enumerate() {
        sheet.rows.push(if seen.contains(&number) {
            drawn(page, row, &stops, stop)
        } else {
            Line::new()
        });
    }
    sheet
}

/// What can be done with the page, and how far down it is.
fn below(state: &State, page: &Reader) -> String {
    let mut parts = Vec::new();
    let key = |action: Action| state.setup.bindings.key(action).map(str::to_owned);
    let mut hint = |action: Action, label: &str| {
        parts.extend(key(action).map(|key| format!("{key} {label}")));
    };
    if page.leads.is_some() {
        hint(Action::Dialog(Dialog::Choose), "goes there");
    }
    if !page.addresses.is_empty() {
        hint(Action::Read(Read::CopyAddress), "copies the address");
    }
    if page.is_wide() {
        hint(Action::Read(Read::CopyPage), "copies");
        hint(Action::Read(Read::Find), "finds");
    }
    hint(Action::Dialog(Dialog::Cancel), "closes");
    let stops = page.stops().len();
    match (page.at, &page.find) {
        (Some(at), _) if stops > 0 => parts.push(format!("{}/{stops}", at + 1)),
        (_, Some(find)) if !find.query.is_empty() => parts.push("not found".to_owned()),
        _ => {}
    }
    parts.join(" · ")
}

fn drawn(page: &Reader, (at, range): &Place, stops: &[Place], stop: Option<&Place>) -> Line {
    let Some(text) = page.lines.get(*at) else {
        return Line::new();
    };
    // The blanks at which a row breaks would hang over its end.
    let row = text.text.get(range.clone()).unwrap_or_default();
    let range = range.start..range.start + row.trim_end_matches(' ').len();
    let role = match text.kind {
        Kind::Text => Role::Text,
        Kind::Heading => Role::Heading,
        Kind::Flag => Role::Flag,
        Kind::Source => Role::Dim,
        Kind::Code => Role::Code,
    };
    let first = stops.partition_point(|(line, _)| line < at);
    let mine = stops.iter().skip(first).take_while(|(line, _)| line == at);
    let mut line = Line::new();
    let mut done = range.start;
    let part = |from: usize, to: usize| shown(text.text.get(from..to).unwrap_or_default());
    for place in mine {
        let hit = clamp(&place.1, &range);
        if hit.start < done || hit.is_empty() {
            continue;
        }
        line.push(role, part(done, hit.start));
        let look = if Some(place) == stop {
            Role::Selected
        } else {
            Role::Match
        };
        line.push_marked(look, Modifier::UNDERLINED, part(hit.start, hit.end));
        done = hit.end;
    }
    line.push(role, part(done, range.end));
    line
}

fn clamp(place: &Range<usize>, row: &Range<usize>) -> Range<usize> {
    let start = place.start.clamp(row.start, row.end);
    start..place.end.clamp(start, row.end)
}

/// The lines are clean; an emoji that stands in them as it came is left to the surface.
fn shown(text: &str) -> String {
    sanitize::clean(text, Layout::Line, EmojiStyle::Glyph).into_owned()
}
