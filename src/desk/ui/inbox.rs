//! The inbox: offers with their countdown, your conversations with what is unread, the queues.
//!
//! ```text
//! OFFER             1:27
//! ▸ Ana Ruiz     Returns
//!   "my order is broken"
//! MINE                 2
//!   Ben      Billing  •2
//! QUEUES
//!   Returns     3   4:12
//! ```

use super::surface::Canvas;
use super::text::{Line, line};
use super::words;
use crate::content::rules::Severity;
use crate::desk::app::action::List;
use crate::desk::app::clock::{countdown, span};
use crate::desk::app::inbox::{RowKey, Section};
use crate::desk::app::{Action, Focus, Pane, State};
use crate::desk::theme::Role;
use crate::domain::ConversationState;
use crate::protocol::{ConversationRow, OfferView, QueueView};

/// A drawn row and the row of the inbox it belongs to, by index.
pub struct Drawn {
    /// What is on it.
    pub line: Line,
    /// Which of [`Inbox::rows`](crate::desk::app::Inbox::rows).
    pub row: Option<usize>,
}

/// Below this an offer is urgent.
const URGENT_SECONDS: u64 = 20;
/// From here on a customer has waited long for an answer.
const LONG_WAIT_SECONDS: u64 = 60;

/// Draws the inbox and answers which row of it is on which row of the panel.
pub fn draw(state: &State, framed: bool, canvas: &mut Canvas<'_>) -> Vec<Option<usize>> {
    let focused = state.panes.pane == Pane::List && state.overlays.top().is_none();
    if framed {
        let look = if focused {
            Role::BorderFocused
        } else {
            Role::Border
        };
        canvas.frame(
            look,
            &Line::of(Role::Title, "Inbox"),
            &Line::new(),
            &Line::new(),
        );
    }
    let mut first = 0;
    if let Some(filter) = state.inbox.filter() {
        let (before, after) = filter.around();
        let shown = Line::of(Role::Key, "/")
            .text(words::line(before))
            .text(words::line(after));
        if state.focus() == Focus::Filter {
            canvas.cursor(1 + super::text::width(&words::line(before)), 0);
        }
        canvas.line(0, &shown.clipped(canvas.columns()));
        first = 1;
    }
    let drawn = rows(state, canvas.columns());
    let height = usize::from(canvas.rows().saturating_sub(first));
    let top = top(state, &drawn, height);
    canvas.fill(first, drawn.iter().skip(top).map(|row| &row.line));
    let targets = drawn.iter().skip(top).map(|row| row.row);
    std::iter::repeat_n(None, usize::from(first))
        .chain(targets)
        .collect()
}

/// The first row shown, so that the cursor is on the screen with its surroundings.
fn top(state: &State, drawn: &[Drawn], height: usize) -> usize {
    let Some(cursor) = state.inbox.cursor_index() else {
        return 0;
    };
    let last = drawn
        .iter()
        .rposition(|row| row.row == Some(cursor))
        .unwrap_or(0);
    let ahead = (last + 2).min(drawn.len());
    ahead.saturating_sub(height)
}

fn rows(state: &State, columns: usize) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    for (index, key) in state.inbox.rows().iter().enumerate() {
        let under = state.inbox.cursor() == Some(key);
        for mut line in lines(state, key, under, columns) {
            if under {
                line = line.padded(columns).over(Role::Selected);
            }
            drawn.push(Drawn {
                line,
                row: Some(index),
            });
        }
    }
    if drawn.is_empty() {
        drawn.extend(
            empty(state, columns)
                .into_iter()
                .map(|line| Drawn { line, row: None }),
        );
    }
    drawn
}

/// What an empty inbox says.
fn empty(state: &State, columns: usize) -> Vec<Line> {
    let text = if state.inbox.filter().is_some() {
        "Nothing matches. Esc clears the filter.".to_owned()
    } else if state.floor.you().is_none() {
        // Where the conversation stands beside the list, the whole sentence is there.
        match words::trouble(state) {
            Some(_) if columns < usize::from(state.panes.size.0) / 2 => "Not connected.".to_owned(),
            Some(trouble) => trouble,
            None => "Waiting for the backend…".to_owned(),
        }
    } else {
        let presence = words::key(state, crate::desk::app::action::Program::Presence);
        format!(
            "Nothing to do. Offers appear here as soon as somebody asks for a person and you are available ({presence})."
        )
    };
    Line::of(Role::Dim, text).wrapped(columns, 0)
}

fn lines(state: &State, key: &RowKey, under: bool, columns: usize) -> Vec<Line> {
    let mark = match (under, key.conversation()) {
        (true, _) => "▸",
        (false, Some(id)) if state.conversations.shown_id() == Some(id) => "›",
        (false, _) => " ",
    };
    match key {
        RowKey::Section(section) => vec![heading(state, *section, columns)],
        RowKey::Offer(id) => state
            .floor
            .offer(id)
            .map(|offer| self::offer(state, offer, mark, columns))
            .unwrap_or_default(),
        RowKey::Mine(id) => state
            .floor
            .my(id)
            .map(|row| mine(state, row, mark, columns))
            .into_iter()
            .collect(),
        RowKey::Queue(id) => state
            .floor
            .queue(id)
            .map(|queue| self::queue(state, queue, mark, columns))
            .into_iter()
            .collect(),
        RowKey::Waiting(_, id) => state
            .floor
            .row(id)
            .map(|row| waiting(state, row, mark, columns))
            .into_iter()
            .collect(),
        RowKey::More(_, more) => vec![Line::of(Role::Dim, format!("   and {more} more"))],
    }
}

fn heading(state: &State, section: Section, columns: usize) -> Line {
    let (name, role, right) = match section {
        Section::Offers => {
            let count = state.floor.offers().len();
            let right = if count > 1 {
                format!("{count} ")
            } else {
                String::new()
            };
            let keys = words::key(state, Action::List(List::Accept));
            return Line::of(Role::Offer, if count == 1 { "OFFER" } else { "OFFERS" }).with_right(
                Line::of(Role::Dim, format!("{right}{keys} accepts")),
                columns,
            );
        }
        Section::Mine => ("MINE", Role::Title, state.floor.mine().len()),
        Section::Queues => ("QUEUES", Role::Title, state.floor.queues().len()),
    };
    Line::of(role, name).with_right(Line::of(Role::Dim, right.to_string()), columns)
}

fn offer(state: &State, view: &OfferView, mark: &'static str, columns: usize) -> Vec<Line> {
    let left = state.clock.left(view.offer.deadline);
    let role = if left.as_secs() < URGENT_SECONDS {
        Role::Urgent
    } else {
        Role::Offer
    };
    let sign = if role == Role::Urgent { "!" } else { "" };
    let name = Line::of(Role::Offer, mark).with(
        Role::Customer,
        format!(" {}", words::customer(&view.row.customer)),
    );
    let mut lines = vec![name.with_right(
        Line::of(role, format!("{}{sign}", countdown(left))),
        columns,
    )];
    let queue = words::line(state.floor.queue_name(&view.row.queue));
    let about = format!("{queue} · {}", view.row.channel.label());
    let mut line = Line::new().text("  ");
    let flags = flags(state, &view.row);
    if !flags.is_empty() {
        line.append(flags.text(" "));
    }
    lines.push(line.text(about).clipped(columns));
    if let Some(preview) = &view.row.preview {
        let preview = words::line(preview);
        lines.push(Line::of(Role::Dim, format!("  “{preview}”")).clipped(columns));
    }
    lines
}

fn mine(state: &State, row: &ConversationRow, mark: &'static str, columns: usize) -> Line {
    let unread = state.conversations.unread(&row.id);
    let mut right = flags(state, row);
    if let Some(since) = row.unanswered_since {
        let wait = state.clock.age(since);
        let long = wait.as_secs() >= LONG_WAIT_SECONDS;
        right.push(Role::Dim, if right.is_empty() { "" } else { " " });
        right.push(
            if long { Role::Urgent } else { Role::Dim },
            format!("{}{}", span(wait), if long { "!" } else { "" }),
        );
    }
    if unread > 0 {
        right.push(Role::Unread, format!(" •{unread}"));
    }
    let sign = state_sign(row);
    if !sign.is_empty() {
        right.push(Role::Dim, format!(" {sign}"));
    }
    let draft = if state.composer.has_draft(&row.id) {
        " ✎"
    } else {
        ""
    };
    let name = Line::of(if unread > 0 { Role::Unread } else { Role::Text }, mark)
        .with(
            if unread > 0 {
                Role::Unread
            } else {
                Role::Customer
            },
            format!(" {}", words::customer(&row.customer)),
        )
        .dim(format!(
            " {}{draft}",
            words::line(state.floor.queue_name(&row.queue))
        ));
    name.with_right(right, columns)
}

/// How many flags a conversation has; those that may be meant to deceive have a sign of their own.
fn flags(state: &State, row: &ConversationRow) -> Line {
    let flags = state.flags(row);
    if flags.count == 0 {
        return Line::new();
    }
    let severity = if flags.dangers > 0 {
        Severity::Danger
    } else {
        Severity::Warning
    };
    let (sign, role) = words::flag(severity);
    Line::of(role, format!("{sign} {}", flags.count))
}

/// What is to be known about a conversation of one's own besides its name.
fn state_sign(row: &ConversationRow) -> &'static str {
    match row.state {
        ConversationState::WrapUp => "wrap-up",
        ConversationState::Waiting => "aside",
        _ if row.customer_left => "left",
        _ => "",
    }
}

fn queue(state: &State, view: &QueueView, mark: &'static str, columns: usize) -> Line {
    let fold = if state.inbox.is_unfolded(&view.id) {
        "▾"
    } else {
        " "
    };
    let wait = view
        .longest_since
        .map_or_else(|| "–".to_owned(), |since| span(state.clock.age(since)));
    let right = Line::of(
        if view.waiting > 0 {
            Role::Badge
        } else {
            Role::Dim
        },
        view.waiting.to_string(),
    )
    .dim(line::right(&wait, 7));
    Line::of(Role::Text, mark)
        .text(format!("{fold}{}", words::line(&view.name)))
        .with_right(right, columns)
}

fn waiting(state: &State, row: &ConversationRow, mark: &'static str, columns: usize) -> Line {
    let wait = row
        .waiting_since
        .map(|since| span(state.clock.age(since)))
        .unwrap_or_default();
    let held = if row.offered_to.is_some() {
        " offered"
    } else {
        ""
    };
    Line::of(Role::Text, mark)
        .with(
            Role::Customer,
            format!("   {}", words::customer(&row.customer)),
        )
        .dim(held)
        .with_right(Line::of(Role::Dim, wait), columns)
}
