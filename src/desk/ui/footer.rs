//! The bar at the bottom: the keys that matter where the keys go now, from the live key map.

use super::surface::Canvas;
use super::text::{Line, width};
use super::words;
use crate::desk::app::action::{Dialog, Go, List, Motion, Program, Read, Talk, Write};
use crate::desk::app::inbox::RowKey;
use crate::desk::app::{Action, Focus, State};
use crate::desk::theme::Role;

/// Draws the footer.
pub fn draw(state: &State, canvas: &mut Canvas<'_>) {
    let columns = canvas.columns();
    let mut line = Line::new().text(" ");
    for (action, label) in hints(state) {
        if !action.spec().is_some_and(|spec| state.allows(spec.when)) {
            continue;
        }
        let hint = words::hint(state, action, label);
        let gap = if line.width() > 1 { " · " } else { "" };
        if hint.is_empty() || line.width() + hint.width() + width(gap) > columns {
            continue;
        }
        line.push(Role::Dim, gap);
        line.append(hint);
    }
    canvas.line(0, &line.over(Role::Bar));
}

/// What is shown for each focus, the most useful first; what does not fit, and accepting as long as nothing is offered, is
/// left out.
fn hints(state: &State) -> Vec<(Action, &'static str)> {
    let (palette, help) = (
        (Action::Program(Program::Palette), "palette"),
        (Action::Program(Program::HelpHere), "help"),
    );
    match state.focus() {
        Focus::Inbox => [
            inbox(state),
            vec![(Action::Go(Go::NextPane), "next pane"), palette, help],
        ]
        .concat(),
        Focus::Board => vec![
            (Action::List(List::Activate), "open"),
            (Action::List(List::Why), "why"),
            (Action::List(List::Sort), "sort"),
            (Action::Go(Go::Inbox), "inbox"),
            palette,
            help,
        ],
        Focus::Log => log(),
        Focus::Composer => composer(),
        Focus::Context => vec![
            (Action::List(List::Activate), "more"),
            (Action::Talk(Talk::Copy), "copy"),
            (Action::Go(Go::Back), "list"),
            (Action::Go(Go::Context), "close"),
            help,
        ],
        Focus::Filter
        | Focus::Palette
        | Focus::Menu
        | Focus::Prompt
        | Focus::Find
        | Focus::Flags => {
            vec![
                (Action::Dialog(Dialog::Choose), "choose"),
                (Action::Dialog(Dialog::Cancel), "cancel"),
            ]
        }
        Focus::Confirm => vec![
            (Action::Dialog(Dialog::Yes), "yes"),
            (Action::Dialog(Dialog::No), "no"),
        ],
        Focus::Reader => vec![
            (Action::Dialog(Dialog::Cancel), "close"),
            (Action::Read(Read::Find), "find"),
            (Action::Read(Read::NextHit), "next place"),
            (Action::Read(Read::CopyPage), "copy"),
            (Action::Motion(Motion::PageDown), "page down"),
        ],
        Focus::Help => {
            vec![
                (Action::Dialog(Dialog::Cancel), "close"),
                (Action::Motion(Motion::PageDown), "page down"),
            ]
        }
    }
}

fn log() -> Vec<(Action, &'static str)> {
    vec![
        (Action::Go(Go::Compose), "write"),
        (Action::List(List::Accept), "accept"),
        (Action::Go(Go::Back), "list"),
        (Action::Talk(Talk::NextFlagHere), "next flag"),
        (Action::Talk(Talk::Flags), "flags"),
        (Action::Talk(Talk::Raw), "raw"),
        (Action::Talk(Talk::Explain), "explain"),
        (Action::Go(Go::Context), "context"),
        (Action::Program(Program::HelpHere), "help"),
    ]
}

fn composer() -> Vec<(Action, &'static str)> {
    vec![
        (Action::Write(Write::Send), "send"),
        (Action::List(List::Accept), "accept"),
        (Action::Write(Write::Replace), "in words"),
        (Action::Write(Write::ReplaceAll), "all in words"),
        (Action::Go(Go::Back), "list"),
        (Action::Go(Go::Context), "context"),
        (Action::Program(Program::Help), "help"),
        (Action::Write(Write::Newline), "new line"),
        (Action::Program(Program::PaletteAnywhere), "palette"),
    ]
}

fn inbox(state: &State) -> Vec<(Action, &'static str)> {
    let activate = |label| (Action::List(List::Activate), label);
    let why = (Action::List(List::Why), "why");
    let accept = (Action::List(List::Accept), "accept");
    match state.inbox.cursor() {
        Some(RowKey::Offer(_)) => vec![
            activate("accept"),
            (Action::List(List::DeclineSelected), "decline"),
        ],
        Some(RowKey::Mine(_)) => vec![activate("open"), accept],
        Some(RowKey::Waiting(..)) => vec![activate("take"), why, accept],
        Some(RowKey::Queue(queue)) => {
            let unfolded = state.inbox.is_unfolded(queue);
            let label = if unfolded { "fold" } else { "unfold" };
            vec![activate(label), why, accept]
        }
        _ => vec![(Action::Program(Program::Presence), "presence")],
    }
}
