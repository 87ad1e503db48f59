//! The composer: what is written, wrapped softly, with the caret as the terminal's cursor; below it what is to be said about
//! it and how large it would be.
//!
//! ```text
//! ─────────────────────────────────────────────
//! > I am sending a replacement today 👋
//!   ⚑ 1/2 waving hand becomes a sticker in LINE
//!   alt-s (waving hand) · OC-EMOJI  54 B of 28 K
//! ```

use std::ops::Range;

use ratatui::style::Modifier;

use super::surface::Canvas;
use super::text::line::blanks;
use super::text::{Line, time, width, wrap};
use super::words;
use crate::content::scan::Finding;
use crate::desk::app::action::{Go, List, Talk, Write};
use crate::desk::app::composer::{self, Draft, LIMIT, Note};
use crate::desk::app::conversation::Access;
use crate::desk::app::{Focus, Pane, State};
use crate::desk::theme::Role;

/// Columns before the text.
const PROMPT: usize = 2;
/// Bytes of the largest message from which on its size is a warning: nine tenths.
const NEARLY_FULL: usize = LIMIT / 10 * 9;

/// How many rows of text the composer wants at a width of the panel.
pub fn wanted(state: &State, columns: u16) -> u16 {
    let draft = state
        .conversations
        .shown_id()
        .and_then(|id| state.composer.draft(id));
    let room = usize::from(columns).saturating_sub(PROMPT);
    let text = draft.map_or(1, |draft| {
        wrap::lines(draft.text(), room)
            .len()
            .min(usize::from(u16::MAX)) as u16
    });
    text.saturating_add(u16::from(!state.composer.findings().is_empty()))
}

/// Draws the composer.
pub fn draw(state: &State, framed: bool, canvas: &mut Canvas<'_>) {
    let focused = state.panes.pane == Pane::Composer && state.overlays.top().is_none();
    let look = if focused {
        Role::BorderFocused
    } else {
        Role::Border
    };
    let Some(talk) = state.conversations.shown() else {
        return;
    };
    let access = state.access(&talk.row.id);
    if framed {
        canvas.top_edge(look, ("├", "┤"), &Line::new(), &Line::new());
        canvas.bottom_edge(look, &Line::new());
        canvas.sides(look);
    } else {
        canvas.line(0, &Line::of(look, "─".repeat(canvas.columns())));
    }
    let first = u16::from(!framed);
    let rows = canvas.rows().saturating_sub(first);
    if access != Access::Write {
        let lines = Line::of(Role::Dim, refusal(state, &access)).wrapped(canvas.columns(), 0);
        return canvas.fill(first, &lines);
    }
    let empty = Draft::default();
    let draft = state.composer.draft(&talk.row.id).unwrap_or(&empty);
    let note = composer::note(state);
    let room = rows.saturating_sub(1 + u16::from(note.is_some())).max(1);
    text(state, draft, (first, room), canvas);
    let mut below = first + room;
    if let Some(note) = &note {
        canvas.line(below, &arrives(note).clipped(canvas.columns()));
        below += 1;
    }
    canvas.line(below, &status(state, note.as_ref(), canvas.columns()));
}

/// Draws the rows of the text that fit, with the caret among them.
fn text(state: &State, draft: &Draft, place: (u16, u16), canvas: &mut Canvas<'_>) {
    let (first, height) = (place.0, usize::from(place.1));
    let columns = canvas.columns();
    let rows = wrap::lines(draft.text(), columns.saturating_sub(PROMPT));
    let (row, column) = caret(draft, &rows);
    let top = (row + 1).saturating_sub(height);
    for at in 0..height {
        let prompt = if top + at == 0 { "> " } else { "  " };
        let mut line = Line::of(Role::Key, prompt);
        if let Some(part) = rows
            .get(top + at)
            .and_then(|range| draft.text().get(range.clone()))
        {
            let start = rows.get(top + at).map_or(0, |range| range.start);
            written(part, start, state.composer.findings(), &mut line);
        }
        if draft.is_empty() && at == 0 {
            line.push(Role::Dim, placeholder(state));
        }
        canvas.line(first + at as u16, &line);
    }
    if state.focus() == Focus::Composer {
        canvas.cursor(PROMPT + column, first + (row - top) as u16);
    }
}

/// Adds a row of the text that begins at `start`, with the places that are found fault with underlined.
fn written(part: &str, start: usize, findings: &[Finding], line: &mut Line) {
    let end = start + part.len();
    let mut at = start;
    let mut push = |from: usize, to: usize, marks| {
        let text = part.get(from - start..to - start).unwrap_or_default();
        line.push_marked(Role::CaretLine, marks, text.replace('\t', "⇥"));
    };
    for span in findings.iter().filter_map(|finding| finding.span.as_ref()) {
        let (from, to) = (span.start.max(at), span.end.min(end));
        if from < to {
            push(at, from, Modifier::empty());
            push(from, to, Modifier::UNDERLINED);
            at = to;
        }
    }
    push(at, end, Modifier::empty());
}

/// Row and column of the caret.
fn caret(draft: &Draft, rows: &[Range<usize>]) -> (usize, usize) {
    let at = draft.cursor();
    let row = rows
        .iter()
        .rposition(|range| range.start <= at)
        .unwrap_or(0);
    let start = rows.get(row).map_or(0, |range| range.start);
    (row, width(draft.text().get(start..at).unwrap_or_default()))
}

fn placeholder(state: &State) -> String {
    if state.focus() == Focus::Composer {
        return "write to the customer".to_owned();
    }
    format!("{} to write", words::key(state, Go::Compose))
}

/// What is to be done about the finding, at the right the size of the message.
fn status(state: &State, note: Option<&Note>, columns: usize) -> Line {
    let bytes = state.composer.bytes();
    let (role, sign) = match bytes {
        _ if bytes > LIMIT => (Role::Error, "! "),
        _ if bytes > NEARLY_FULL => (Role::Warning, "! "),
        _ => (Role::Dim, ""),
    };
    let size = Line::of(role, format!("{sign}{} of 28 K", time::bytes(bytes)));
    let mut left = Line::new().text(blanks(PROMPT));
    match note {
        Some(note) => left.append(offer(state, note)),
        None if !state.connection.is_online() => {
            left.push(Role::Warning, "offline: sent when it is back");
        }
        None => {}
    }
    left.with_right(size, columns)
}

/// What the customer gets of the finding at the cursor, and how many there are.
fn arrives(note: &Note) -> Line {
    let (sign, role) = words::flag(note.severity);
    Line::new()
        .text(blanks(PROMPT))
        .with(role, format!("{sign} {}/{} ", note.number, note.of))
        .text(note.arrives.clone())
}

/// What could be written instead and the key that writes it, and the rule.
fn offer(state: &State, note: &Note) -> Line {
    let mut line = Line::new();
    if let Some(instead) = &note.instead {
        let key = words::key(state, Write::Replace);
        line = Line::of(Role::Key, key).text(match instead.as_str() {
            "" => " takes it out".to_owned(),
            instead => format!(" {instead}"),
        });
        line.push(Role::Dim, " · ");
    }
    line.dim(note.rule.as_str())
}

/// Why nothing can be written here, and what can be done instead.
fn refusal(state: &State, access: &Access) -> String {
    let key = match access {
        Access::WrapUp => words::key(state, Talk::Close),
        Access::Offered => words::key(state, List::Accept),
        _ => String::new(),
    };
    let parts = [access.sentence(), access.hint().to_owned(), key];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
