//! The board: one calm table of all queues, read from three metres, what asks for action first; below it why. One queue's
//! conversations as a list of their own.
//!
//! ```text
//! QUEUE          WAIT  LONGEST   FREE/STAFFED     LOAD   OFFERED ACTIVE
//! Returns           3     4:12 ! ▮▯▯▯     1/4     11/16        1      9
//! why Returns waits: 3 of 4 agents are full
//! ```

use super::surface::Canvas;
use super::text::line::{left, right};
use super::text::{Line, width};
use super::words;
use crate::desk::app::board::{Drill, SortBy};
use crate::desk::app::clock::span;
use crate::desk::app::{State, Target};
use crate::desk::theme::Role;
use crate::protocol::{ConversationRow, QueueView};

/// A customer who waits longer than this asks for action, in seconds; also one whom nobody could take.
const LONG_WAIT_SECONDS: u64 = 60;
/// Columns from which on there is room for all columns of the table.
const ROOMY: usize = 72;
/// Columns of the bar that shows who is available.
const BAR: u32 = 8;

/// Draws the board and answers what is on each row of it.
pub fn draw(state: &State, framed: bool, canvas: &mut Canvas<'_>) -> Vec<Option<Target>> {
    let title = match state.board.drill() {
        Some(drill) => Line::of(
            Role::Title,
            format!(
                "Board · {}",
                words::line(state.floor.queue_name(&drill.queue))
            ),
        ),
        None => Line::of(Role::Title, "Board · now"),
    };
    if framed {
        canvas.frame(Role::BorderFocused, &title, &sorted(state), &Line::new());
    } else {
        canvas.line(0, &title.with_right(sorted(state), canvas.columns()));
    }
    let first = u16::from(!framed);
    let columns = canvas.columns();
    let (rows, foot) = if let Some(drill) = state.board.drill() {
        (listing(state, drill, columns), Vec::new())
    } else {
        // What cannot be brought up to date says so before it explains anything.
        let trouble = words::trouble(state).map(|text| Line::of(Role::Warning, text));
        let foot = trouble.map_or_else(|| why(state, columns), |line| line.wrapped(columns, 0));
        (table(state, columns), foot)
    };
    let height = usize::from(canvas.rows().saturating_sub(first));
    let room = height.saturating_sub(foot.len() + 1).max(2.min(height));
    let cursor = rows
        .iter()
        .position(|(line, _)| line.over == Some(Role::Selected))
        .unwrap_or(0);
    // The head of the table stays, the rest follows the cursor.
    let top = (cursor + 1).saturating_sub(room);
    let shown: Vec<&(Line, Option<Target>)> = rows
        .iter()
        .take(1)
        .chain(rows.iter().skip(1 + top))
        .take(room)
        .collect();
    let gap = Line::new();
    let below = (!foot.is_empty()).then_some(&gap).into_iter().chain(&foot);
    canvas.fill(first, shown.iter().map(|(line, _)| line).chain(below));
    std::iter::once(None)
        .chain(shown.iter().map(|(_, target)| target.clone()))
        .collect()
}

fn sorted(state: &State) -> Line {
    let by = match state.board.sort {
        SortBy::Need => "need",
        SortBy::Name => "name",
        SortBy::Waiting => "waiting",
        SortBy::Longest => "longest wait",
        SortBy::Load => "load",
    };
    let turned = if state.board.reversed {
        ", turned round"
    } else {
        ""
    };
    Line::of(Role::Dim, format!("by {by}{turned}"))
}

fn table(state: &State, columns: usize) -> Vec<(Line, Option<Target>)> {
    let name = name_columns(columns);
    let mut rows = vec![(head(name, columns), None)];
    for id in state.board.rows() {
        let Some(queue) = state.floor.queue(id) else {
            continue;
        };
        let mut line = self::queue(state, queue, name, columns).clipped(columns);
        if state.board.cursor() == Some(id) {
            line = line.padded(columns).over(Role::Selected);
        }
        rows.push((line, Some(Target::Queue(id.clone()))));
    }
    if rows.len() == 1 {
        rows.push((Line::of(Role::Dim, "There are no queues yet."), None));
    }
    rows
}

fn name_columns(columns: usize) -> usize {
    columns
        .saturating_sub(if columns < ROOMY { 30 } else { 59 })
        .clamp(10, 40)
}

fn head(name: usize, columns: usize) -> Line {
    let rest = if columns < ROOMY {
        "FREE/STAFFED"
    } else {
        "FREE/STAFFED     LOAD   OFFERED ACTIVE"
    };
    Line::of(
        Role::Dim,
        format!("{}  WAIT  LONGEST   {rest}", left("QUEUE", name)),
    )
}

fn queue(state: &State, view: &QueueView, name: usize, columns: usize) -> Line {
    let wait = view.longest_since.map(|since| state.clock.age(since));
    let long = wait.is_some_and(|wait| wait.as_secs() >= LONG_WAIT_SECONDS);
    let nobody = view.waiting > 0 && view.available == 0;
    let waiting = match view.waiting {
        0 => Role::Dim,
        _ if nobody => Role::Urgent,
        _ => Role::Badge,
    };
    let sign = |alarm: bool| if alarm { "!" } else { " " };
    let role = |alarm: bool, calm: Role| if alarm { Role::Urgent } else { calm };
    let longest = wait.map_or_else(|| "–".to_owned(), span);
    let agents = format!("{}/{}", view.available, view.staffed);
    let line = Line::of(Role::Text, left(&words::line(&view.name), name))
        .with(
            waiting,
            format!("{}{}", right(&view.waiting.to_string(), 6), sign(nobody)),
        )
        .with(
            role(long, Role::Text),
            format!("{} {}", right(&longest, 8), sign(long)),
        );
    if columns < ROOMY {
        return line.with(role(nobody, Role::Ok), format!(" {agents}"));
    }
    line.with(
        role(nobody, Role::Ok),
        format!(" {}", left(&bar(view), BAR as usize + 1)),
    )
    .text(left(&agents, 8))
    .text(left(&format!("{}/{}", view.load, view.capacity), 7))
    .text(right(&view.offers_out.to_string(), 7))
    .text(right(&view.active.to_string(), 7))
}

/// Who is available of those signed in: one block each, or in proportion where they are many.
fn bar(view: &QueueView) -> String {
    let blocks = BAR.min(view.staffed);
    let free = u64::from(view.available.min(view.staffed)) * u64::from(blocks);
    let filled = free.checked_div(u64::from(view.staffed)).unwrap_or(0) as usize;
    "▮".repeat(filled) + &"▯".repeat((blocks as usize).saturating_sub(filled))
}

/// Why the queue under the cursor waits, or else every queue that does.
fn why(state: &State, columns: usize) -> Vec<Line> {
    let queues = state
        .board
        .rows()
        .iter()
        .filter_map(|id| state.floor.queue(id));
    let said = queues.filter_map(|queue| Some((queue, queue.why.as_ref()?)));
    let lines = said.take(3).flat_map(|(queue, why)| {
        let line = Line::of(
            Role::Accent,
            format!("why {} waits: ", words::line(&queue.name)),
        )
        .text(words::line(why));
        line.wrapped(columns, 2)
    });
    lines.collect()
}

fn listing(state: &State, drill: &Drill, columns: usize) -> Vec<(Line, Option<Target>)> {
    let count = match (drill.loading, drill.rows.len()) {
        (true, 0) => "loading…".to_owned(),
        (_, shown) if shown < drill.total as usize => {
            format!("{shown} of {} conversations", drill.total)
        }
        (_, shown) => words::count(shown, "conversation", "conversations"),
    };
    let mut rows = vec![(Line::of(Role::Dim, count), None)];
    for row in &drill.rows {
        let mut line = listed(state, row, columns);
        if drill.cursor.as_ref() == Some(&row.id) {
            line = line.padded(columns).over(Role::Selected);
        }
        rows.push((line, Some(Target::Listed(row.id.clone()))));
    }
    if drill.rows.is_empty() && !drill.loading {
        rows.push((
            Line::of(Role::Dim, "Nobody waits here and nobody is being served."),
            None,
        ));
    }
    rows
}

fn listed(state: &State, row: &ConversationRow, columns: usize) -> Line {
    let standing = match (&row.owner, &row.offered_to) {
        (Some(owner), _) => format!("with {}", words::line(owner.as_str())),
        (None, Some(agent)) => format!("offered to {}", words::line(agent.as_str())),
        (None, None) => row.state.to_string(),
    };
    let wait = row
        .waiting_since
        .or(row.unanswered_since)
        .map(|since| span(state.clock.age(since)))
        .unwrap_or_default();
    let flags = if row.flags > 0 {
        format!(" ⚑ {}", row.flags)
    } else {
        String::new()
    };
    let preview = row.preview.as_deref().map(words::line).unwrap_or_default();
    let name = columns.saturating_sub(40).clamp(12, 28);
    let line = Line::of(Role::Customer, left(&words::customer(&row.customer), name))
        .text(format!(" {}", left(&standing, 18)))
        .text(right(&wait, 7))
        .with(Role::Flag, flags);
    let room = columns.saturating_sub(line.width() + 2);
    if room > 8 && width(&preview) > 0 {
        line.dim(format!("  {preview}")).clipped(columns)
    } else {
        line.clipped(columns)
    }
}
