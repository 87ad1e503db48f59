//! The bar at the top: product and tabs, presence and load, what waits, who and how well connected.
//!
//! ```text
//!  deskhand  Inbox Board  ● Available 2/4   3 waiting · longest 4:12      ana@desk.example  ⇅ 4 ms  12:04
//! ```

use super::surface::Canvas;
use super::text::Line;
use super::text::time;
use super::words;
use crate::desk::app::clock::{countdown, span};
use crate::desk::app::connection::Phase;
use crate::desk::app::{State, Tab};
use crate::desk::theme::Role;
use crate::domain::PresenceCause;

/// Draws the header.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let columns = canvas.columns();
    let mut left = vec![
        (4, Line::of(Role::Title, "deskhand")),
        (3, tabs(state)),
        (9, presence(state)),
        (8, offers(state)),
        (7, waiting(state)),
    ];
    // That something is wrong with the connection matters most, its latency least.
    let trouble = if state.connection.is_online() { 6 } else { 9 };
    let mut right = vec![
        (2, who(state)),
        (trouble, connection(state)),
        (1, clock(state)),
    ];
    loop {
        let (start, end) = (joined(&left), joined(&right));
        if start.width() + end.width() < columns || !drop_least(&mut left, &mut right) {
            let line = start.with_right(end, columns).padded(columns);
            return canvas.line(0, &line.over(Role::Bar));
        }
    }
}

type Part = (u8, Line);

/// The parts that say something, two blanks between them and one around.
fn joined(parts: &[Part]) -> Line {
    let mut line = Line::new();
    for (_, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
        line.push(Role::Text, if line.is_empty() { " " } else { "  " });
        line.append(part.clone());
    }
    line
}

/// Empties the part that matters least. The most important one always stays.
fn drop_least(left: &mut [Part], right: &mut [Part]) -> bool {
    let all = left.iter_mut().chain(right.iter_mut());
    let least = all
        .filter(|(weight, part)| !part.is_empty() && *weight < 9)
        .min_by_key(|(weight, _)| *weight);
    least.map(|(_, part)| *part = Line::new()).is_some()
}

fn tabs(state: &State) -> Line {
    if !state.floor.supervises() {
        return Line::new();
    }
    let mut line = Line::new();
    for (tab, name) in [(Tab::Inbox, "Inbox"), (Tab::Board, "Board")] {
        let open = state.panes.tab == tab;
        // The brackets say without colour which one is open.
        let text = if open {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        };
        line.push(if open { Role::Title } else { Role::Dim }, text);
    }
    line
}

fn presence(state: &State) -> Line {
    let Some(you) = state.floor.you() else {
        return Line::new();
    };
    if state.setup.identity.watch_only {
        return Line::of(Role::Dim, "◦ watching");
    }
    let (sign, role) = words::presence_sign(you.presence.presence);
    let full = you.agent.capacity > 0 && you.load >= you.agent.capacity;
    // "Full" beside the load says why already.
    let cause = if full && you.presence.cause == PresenceCause::Load {
        ""
    } else {
        words::presence_cause(you.presence)
    };
    let word = format!("{sign} {}{cause}", you.presence.presence.label());
    let load = format!(
        " {}/{}{}",
        you.load,
        you.agent.capacity,
        if full { " full" } else { "" }
    );
    Line::of(role, word).text(load)
}

/// What is offered, wherever the keys are: on a small screen the list may be out of sight.
fn offers(state: &State) -> Line {
    let Some(first) = state.floor.first_offer() else {
        return Line::new();
    };
    let many = state.floor.offers().len();
    let left = countdown(state.clock.left(first.offer.deadline));
    let text = format!("! {} · {left}", words::count(many, "offer", "offers"));
    Line::of(Role::Warning, text)
}

fn waiting(state: &State) -> Line {
    if state.floor.you().is_none() {
        return Line::new();
    }
    match state.floor.waiting() {
        (0, None) => Line::of(Role::Dim, "nobody waits"),
        (count, since) => {
            let mut line = Line::new().text(match count {
                0 => "all offered".to_owned(),
                count => format!("{count} waiting"),
            });
            if let Some(since) = since {
                line.push(
                    Role::Text,
                    format!(" · longest {}", span(state.clock.age(since))),
                );
            }
            line
        }
    }
}

fn who(state: &State) -> Line {
    let server = words::line(&state.setup.identity.server);
    match state.floor.your_id() {
        Some(id) => Line::of(Role::Dim, format!("{}@{server}", words::line(id.as_str()))),
        None => Line::of(Role::Dim, server),
    }
}

fn connection(state: &State) -> Line {
    match state.connection.phase() {
        Phase::Idle | Phase::Connecting => Line::of(Role::Warning, "… connecting"),
        Phase::Online => match state.connection.latency {
            Some(millis) => Line::of(Role::Ok, format!("⇅ {millis} ms")),
            None => Line::of(Role::Ok, "⇅ online"),
        },
        Phase::Waiting { until, .. } => {
            let left = span(until.since(state.clock.now));
            Line::of(Role::Error, format!("✗ offline · retry {left}"))
        }
        Phase::Refused { .. } => Line::of(Role::Error, "✗ refused"),
    }
}

fn clock(state: &State) -> Line {
    let settings = &state.setup.settings;
    if !settings.clock {
        return Line::new();
    }
    Line::new().text(format!(
        "{} ",
        time::clock(state.clock.server_now(), state.setup.utc_offset)
    ))
}
