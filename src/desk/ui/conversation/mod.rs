//! The log of a conversation: the bot's transcript, where it was handed over, what was said since, what is on its way.
//! Only the rows on the screen are laid out, see [`Rows`].

pub mod body;
mod item;
mod marks;
mod seek;

use super::surface::Canvas;
use super::text::{Anchor, Line, Rows};
use super::words;
use crate::desk::app::clock::span;
use crate::desk::app::conversation::{self as app, Conversation, Load};
use crate::desk::app::event::Viewport;
use crate::desk::app::{Pane, State};
use crate::desk::theme::Role;
use crate::domain::{ConversationId, ConversationState, MessageId};
use item::Items;

/// What is kept of the log between frames.
#[derive(Debug, Default)]
pub struct Kept {
    of: Option<ConversationId>,
    rows: Rows<item::Key>,
    /// The message on each row of the panel, from the first row of the log on.
    shown: Vec<Option<MessageId>>,
    /// The row of the panel on which the log begins.
    first: u16,
}

impl Kept {
    /// The message on a row of the panel.
    pub fn message_at(&self, row: u16) -> Option<MessageId> {
        let row = row.checked_sub(self.first)?;
        self.shown.get(usize::from(row)).copied().flatten()
    }
}

/// Draws the log and answers what of it is on the screen.
pub fn draw(
    state: &State,
    kept: &mut Kept,
    framed: bool,
    canvas: &mut Canvas<'_>,
) -> Option<Viewport> {
    let Some(talk) = state.conversations.shown() else {
        nothing(state, framed, canvas);
        return None;
    };
    if kept.of.as_ref() != Some(&talk.row.id) {
        *kept = Kept {
            of: Some(talk.row.id.clone()),
            ..Kept::default()
        };
    }
    let focused = state.panes.pane == Pane::Log && state.overlays.top().is_none();
    let (title, right) = (title(state, talk), standing(state, talk));
    if framed {
        let look = if focused {
            Role::BorderFocused
        } else {
            Role::Border
        };
        canvas.top_edge(look, ("┌", "┐"), &title, &right);
        canvas.sides(look);
        kept.first = 1;
    } else {
        let mark = Line::of(
            if focused { Role::Accent } else { Role::Dim },
            if focused { "▸" } else { " " },
        );
        let mut line = mark;
        line.append(title);
        canvas.line(0, &line.with_right(right, canvas.columns()));
        kept.first = 1;
    }
    let rows = canvas.rows().saturating_sub(u16::from(!framed));
    let first = u16::from(!framed);
    let viewport = log(state, talk, kept, (first, rows), canvas);
    Some(viewport)
}

/// Draws the visible rows into the panel's rows `(first, count)`.
fn log(
    state: &State,
    talk: &Conversation,
    kept: &mut Kept,
    place: (u16, u16),
    canvas: &mut Canvas<'_>,
) -> Viewport {
    let (first, height) = (place.0, usize::from(place.1));
    let items = Items::new(state, talk);
    kept.rows.begin(canvas.columns());
    let tail = kept.rows.tail(&items, height);
    let start = talk.scroll.top.map_or(tail, |top| items.place(top));
    let start = seek::brought(talk, &items, &mut kept.rows, (start, height));
    let top = kept
        .rows
        .moved(&items, start, talk.scroll.pending as isize, height);
    let visible = kept.rows.visible(&items, top, height);
    // A short log stands at the bottom, where the eye and the composer are.
    let above = height.saturating_sub(visible.len()) as u16;
    kept.shown = vec![None; usize::from(above)];
    for row in 0..above {
        canvas.line(first + row, &Line::new());
    }
    for (row, shown) in (first + above..).zip(&visible) {
        canvas.printed(row, shown.print, shown.line);
        kept.shown.push(items.message(shown.at.index));
    }
    Viewport {
        conversation: talk.row.id.clone(),
        top: items.anchor(top, &mut kept.rows),
        height: place.1,
        at_top: top == Anchor::default(),
        at_bottom: top == tail,
        applied: talk.scroll.pending,
    }
}

fn nothing(state: &State, framed: bool, canvas: &mut Canvas<'_>) {
    if framed {
        canvas.frame(Role::Border, &Line::new(), &Line::new(), &Line::new());
    }
    let (role, text) = match (words::trouble(state), state.floor.offers().len()) {
        (Some(trouble), _) => (Role::Warning, trouble),
        (None, 0) => (
            Role::Dim,
            "No conversation is open. Choose one on the left, or wait for an offer.".to_owned(),
        ),
        (None, _) => (
            Role::Dim,
            "Somebody asks for a person: accept the offer on the left.".to_owned(),
        ),
    };
    let lines = Line::of(role, text).wrapped(canvas.columns().saturating_sub(4), 0);
    let middle = canvas.rows() / 2;
    for row in 0..canvas.rows() {
        let line = row
            .checked_sub(middle)
            .and_then(|at| lines.get(usize::from(at)));
        let mut shown = Line::new().text("  ");
        shown.append(line.cloned().unwrap_or_default());
        canvas.line(row, &shown);
    }
}

/// Who, from which queue, over which channel.
fn title(state: &State, talk: &Conversation) -> Line {
    let row = &talk.row;
    let queue = words::line(state.floor.queue_name(&row.queue));
    Line::of(Role::Customer, words::customer(&row.customer))
        .text(format!(" · {queue} · {}", row.channel.label()))
}

/// How it stands: state, wait, what came below the screen.
fn standing(state: &State, talk: &Conversation) -> Line {
    let mut line = Line::new();
    let row = &talk.row;
    let mut say = |role: Role, text: String| {
        line.push(Role::Dim, if line.is_empty() { "" } else { " · " });
        line.push(role, text);
    };
    if let Some(at) = talk.standing() {
        let rule = at.rule.as_str();
        say(Role::Flag, format!("flag {}/{} {rule}", at.number, at.of));
    }
    if talk.scroll.below > 0 {
        say(Role::Unread, format!("↓ {} new", talk.scroll.below));
    }
    match talk.load {
        Load::Loading => say(Role::Dim, "loading…".to_owned()),
        Load::Stale => say(Role::Warning, "may be out of date".to_owned()),
        Load::Row | Load::Whole => {}
    }
    if row.customer_left {
        say(Role::Warning, "customer left".to_owned());
    }
    match row.state {
        ConversationState::WrapUp => say(Role::Warning, "wrap-up".to_owned()),
        ConversationState::Waiting => say(Role::Dim, "set aside".to_owned()),
        ConversationState::Closed => say(Role::Dim, "closed".to_owned()),
        ConversationState::Open | ConversationState::Active => {}
    }
    if let Some(since) = row.unanswered_since.or(row.waiting_since) {
        say(
            Role::Text,
            format!("waits {}", span(state.clock.age(since))),
        );
    }
    line
}

impl Items<'_> {
    /// Where the core's anchor is in the list.
    fn place(&self, anchor: app::Anchor) -> Anchor {
        match self.talk.log.position(anchor.message) {
            Ok(index) => Anchor {
                index,
                row: anchor.row as usize,
            },
            Err(index) => Anchor { index, row: 0 },
        }
    }

    /// A place in the list as the core's anchor. What comes after the last message counts as further rows of it.
    fn anchor(&self, place: Anchor, rows: &mut Rows<item::Key>) -> app::Anchor {
        let last = self.talk.log.entries().len();
        match self.message(place.index) {
            Some(message) => app::Anchor {
                message,
                row: place.row as u32,
            },
            None => match last
                .checked_sub(1)
                .and_then(|index| Some((index, self.message(index)?)))
            {
                Some((index, message)) => app::Anchor {
                    message,
                    row: (rows.height(self, index) + place.row) as u32,
                },
                None => app::Anchor {
                    message: MessageId::default(),
                    row: place.row as u32,
                },
            },
        }
    }

    fn message(&self, index: usize) -> Option<MessageId> {
        Some(self.talk.log.entries().get(index)?.message.id)
    }
}
