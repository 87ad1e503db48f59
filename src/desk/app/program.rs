//! The program itself: help, palette, suspend, quit.

use super::action::Program;
use super::effect::{Effect, Effects};
use super::overlay::{Confirm, Confirmed};
use super::{Overlay, State, composer, connection, help as help_page, notify, palette, presence};

/// Does what a key of the program asks for.
pub(super) fn act(state: &mut State, out: &mut Effects, action: Program) {
    match action {
        Program::Help | Program::HelpHere => help(state),
        Program::Palette | Program::PaletteAnywhere => palette::open(state),
        Program::Presence => presence::open(state),
        Program::Notices => notify::open_history(state),
        Program::Reconnect => connection::reconnect(state, out),
        Program::Redraw => out.push(Effect::Redraw),
        Program::Suspend => {
            composer::flush(state, out);
            out.push(Effect::Suspend);
        }
        Program::Quit => quit(state, out),
    }
}

/// Opens the help; a second time closes it.
pub(super) fn help(state: &mut State) {
    if matches!(state.overlays.top(), Some(Overlay::Help(_))) {
        state.overlays.pop();
    } else {
        help_page::open(state);
    }
}

/// Asks before leaving if anything would be left behind; asked twice, leaves.
fn quit(state: &mut State, out: &mut Effects) {
    let asked = |overlay: &Overlay| {
        matches!(
            overlay,
            Overlay::Confirm(Confirm {
                then: Confirmed::Quit,
                ..
            })
        )
    };
    if state.overlays.all().iter().any(asked) {
        return leave(state, out);
    }
    let mut lines = Vec::new();
    let mine = state.floor.mine().len();
    if mine > 0 && !state.setup.identity.watch_only {
        lines.push(format!(
            "You own {mine} conversations; they go back to their queues after the grace period."
        ));
    }
    let drafts = state.composer.unsent().count();
    if drafts > 0 {
        lines.push(format!(
            "{drafts} drafts are not sent; they are kept on this machine."
        ));
    }
    let waiting = state.outbox.unacknowledged();
    if waiting > 0 {
        lines.push(format!(
            "{waiting} messages are not acknowledged; they are sent when you are back."
        ));
    }
    if lines.is_empty() {
        return leave(state, out);
    }
    let title = "Leave deskhand?".to_owned();
    state.overlays.push(Overlay::Confirm(Confirm {
        title,
        lines,
        yes: "leave",
        then: Confirmed::Quit,
    }));
}

/// Saves drafts, signs off, leaves.
pub(super) fn leave(state: &mut State, out: &mut Effects) {
    composer::flush(state, out);
    connection::sign_off(state, out);
    out.push(Effect::Quit);
}
