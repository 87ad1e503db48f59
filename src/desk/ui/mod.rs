//! Drawing: the state of the desk onto the surface of the screen. A file a panel, named as the feature in `desk::app`.
//!
//! [`draw`] decides where the panels stand, gives each a print of what it is drawn from, and lets the [`Surface`] decide
//! which of them have to be drawn. Nothing here changes the state; what drawing learns (what is on the screen, what lies
//! under the pointer) is kept in the [`View`].

mod board;
mod card;
mod composer;
mod context;
mod conversation;
mod footer;
mod grid;
mod header;
mod inbox;
pub mod layout;
mod markdown;
mod overlay;
mod said;
pub mod surface;
#[cfg(test)]
mod tests;
pub mod text;
mod toast;
mod view;
mod words;

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::layout::Rect;

pub use surface::Surface;
pub use view::View;

use super::app::event::Viewport;
use super::app::{Focus, State, Tab};
use super::theme::{Role, Theme};
use layout::{Plan, SMALLEST};
use surface::PanelId;
use text::Line;

const HEADER: PanelId = 0;
const LIST: PanelId = 1;
const RULE: PanelId = 2;
const LOG: PanelId = 3;
const COMPOSER: PanelId = 4;
const CONTEXT: PanelId = 5;
const FOOTER: PanelId = 6;
const TOAST: PanelId = 7;
const TOO_SMALL: PanelId = 8;
/// The lowest overlay; those above it count on.
const OVERLAY: PanelId = 16;

/// Draws everything that has changed. Answers what of the conversation's log is on the screen, if that was drawn.
pub fn draw(
    state: &State,
    theme: &Theme,
    view: &mut View,
    surface: &mut Surface,
) -> Option<Viewport> {
    let plan = plan(state);
    if plan.too_small {
        too_small(plan.screen, theme, surface);
        return None;
    }
    surface.arrange(plan.screen, theme, &panels(state, &plan));
    view.plan = plan;
    bars(state, surface);
    list(state, view, surface);
    let viewport = log(state, view, surface);
    surface.panel(COMPOSER, composer_print(state, &plan), |canvas| {
        composer::draw(state, plan.framed, canvas);
    });
    context(state, view, surface);
    surface.panel(TOAST, print(&state.notify.revision), |canvas| {
        toast::draw(state, canvas);
    });
    overlays(state, view, surface);
    surface.focus(focused(state));
    viewport
}

/// Where everything stands, with a composer as high as its text.
fn plan(state: &State) -> Plan {
    let plan = Plan::new(state, 1);
    match plan.composer {
        Some(area) => Plan::new(
            state,
            composer::wanted(
                state,
                area.width.saturating_sub(if plan.framed { 2 } else { 0 }),
            ),
        ),
        None => plan,
    }
}

/// The panels from bottom to top.
fn panels(state: &State, plan: &Plan) -> Vec<(PanelId, Rect)> {
    let mut panels = vec![(HEADER, plan.header), (FOOTER, plan.footer)];
    let places = [
        (LIST, plan.list),
        (RULE, plan.rule),
        (LOG, plan.log),
        (COMPOSER, plan.composer),
        (CONTEXT, plan.context),
    ];
    panels.extend(
        places
            .into_iter()
            .filter_map(|(id, area)| Some((id, area?))),
    );
    panels.extend(toast::area(state, plan).map(|area| (TOAST, area)));
    let overlays = state.overlays.all().iter().zip(OVERLAY..);
    panels.extend(overlays.map(|(overlay, id)| (id, overlay::area(state, overlay, plan.screen))));
    panels
}

/// A number for everything a panel is drawn from.
fn print(parts: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

fn bars(state: &State, surface: &mut Surface) {
    let header = print(&(
        (
            state.floor.revision,
            state.floor.you_revision,
            state.connection.revision,
        ),
        (state.clock.ticks, state.panes.revision, state.panes.tab),
    ));
    surface.panel(HEADER, header, |canvas| header::draw(state, canvas));
    let footer = print(&(
        (
            state.focus(),
            state.floor.revision,
            state.connection.is_online(),
        ),
        state.inbox.revision,
        (
            state.conversations.revision,
            state.composer.findings().len(),
        ),
        bindings(state),
    ));
    surface.panel(FOOTER, footer, |canvas| footer::draw(state, canvas));
}

/// The key map is replaced as a whole when it is read again.
fn bindings(state: &State) -> usize {
    std::sync::Arc::as_ptr(&state.setup.bindings) as usize
}

fn list(state: &State, view: &mut View, surface: &mut Surface) {
    let plan = view.plan;
    let shared = (
        state.floor.revision,
        state.clock.ticks,
        state.panes.revision,
        state.overlays.revision,
        (bindings(state), state.connection.revision),
    );
    match state.panes.tab {
        Tab::Inbox => {
            let own = (
                state.inbox.revision,
                state.conversations.revision,
                state.composer.revision,
                state.focus(),
            );
            surface.panel(LIST, print(&(0, shared, own)), |canvas| {
                view.inbox = inbox::draw(state, plan.framed, canvas);
            });
        }
        Tab::Board => surface.panel(LIST, print(&(1, shared, state.board.revision)), |canvas| {
            view.board = board::draw(state, plan.framed, canvas);
        }),
    }
    surface.panel(RULE, 1, |canvas| {
        for row in 0..canvas.rows() {
            canvas.line(row, &Line::of(Role::Border, "│"));
        }
    });
}

fn log(state: &State, view: &mut View, surface: &mut Surface) -> Option<Viewport> {
    let talk = state.conversations.shown();
    let print = print(&(
        talk.map(|talk| (&talk.row.id, talk.revision)),
        (
            state.floor.revision,
            state.outbox.revision,
            state.conversations.revision,
        ),
        // What is wrong with the connection stands where no conversation does.
        talk.is_none().then_some(state.connection.revision),
        (
            state.clock.ticks,
            state.panes.revision,
            state.overlays.revision,
        ),
    ));
    let framed = view.plan.framed;
    let mut viewport = None;
    surface.panel(LOG, print, |canvas| {
        viewport = conversation::draw(state, &mut view.log, framed, canvas);
    });
    viewport
}

fn composer_print(state: &State, plan: &Plan) -> u64 {
    print(&(
        (
            state.composer.revision,
            state.conversations.shown_id(),
            state.focus(),
            state.panes.revision,
        ),
        state.floor.revision,
        state.conversations.shown().map(|talk| talk.revision),
        (
            state.connection.is_online(),
            state.outbox.revision,
            plan.framed,
            bindings(state),
        ),
    ))
}

fn context(state: &State, view: &mut View, surface: &mut Surface) {
    let framed = view.plan.framed;
    let print = print(&(
        state.context.revision,
        state.panes.revision,
        state.overlays.revision,
    ));
    surface.panel(CONTEXT, print, |canvas| {
        view.context = context::draw(state, framed, canvas);
    });
}

fn overlays(state: &State, view: &mut View, surface: &mut Surface) {
    view.overlay.clear();
    for (overlay, id) in state.overlays.all().iter().zip(OVERLAY..) {
        // Overlays are small and seldom: they are laid out at every change of any of them.
        surface.panel(
            id,
            print(&(state.overlays.revision, bindings(state))),
            |canvas| {
                view.overlay = overlay::draw(state, overlay, canvas);
            },
        );
    }
}

/// The panel whose caret is the terminal's cursor.
fn focused(state: &State) -> Option<PanelId> {
    match state.focus() {
        Focus::Composer => Some(COMPOSER),
        Focus::Filter => Some(LIST),
        Focus::Palette | Focus::Help | Focus::Prompt | Focus::Find | Focus::Flags => {
            let above = state.overlays.all().len().checked_sub(1)?;
            Some(OVERLAY.saturating_add(PanelId::try_from(above).ok()?))
        }
        _ => None,
    }
}

fn too_small(screen: Rect, theme: &Theme, surface: &mut Surface) {
    surface.arrange(screen, theme, &[(TOO_SMALL, screen)]);
    surface.focus(None);
    surface.panel(TOO_SMALL, print(&screen), |canvas| {
        let (columns, rows) = SMALLEST;
        let text = format!(
            "deskhand needs {columns}x{rows}, this is {}x{}. Make the terminal larger or its letters smaller; nothing is lost.",
            screen.width, screen.height
        );
        canvas.fill(0, &Line::of(Role::Warning, text).wrapped(canvas.columns(), 0));
    });
}
