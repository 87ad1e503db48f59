//! What the desk tells its person: toasts, the bell, the title.

use std::collections::VecDeque;

use super::effect::{Effect, Effects};
use super::overlay::{Choice, Item, Menu};
use super::requests::Refusal;
use super::revision::Revision;
use super::settings::BellPolicy;
use super::{Overlay, State, clock};
use crate::domain::Timestamp;

/// How many toasts are remembered.
const REMEMBERED: usize = 200;
/// How many are shown at a time.
const SHOWN: usize = 4;

/// How much a toast matters. Said by a word or sign, never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something went as wished.
    Done,
    /// Something to know.
    Info,
    /// Something to look at.
    Warning,
    /// Something did not work.
    Error,
}

impl Level {
    /// The level in a word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Info => "note",
            Self::Warning => "look",
            Self::Error => "error",
        }
    }
}

/// Something told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// How much it matters.
    pub level: Level,
    /// What; sanitised.
    pub text: String,
    /// What to do about it; sanitised, may be empty.
    pub hint: String,
    /// When it was told, by this machine's clock.
    pub at: Timestamp,
    /// Until when it is shown, by this machine's clock.
    pub until: Timestamp,
    shown: bool,
}

/// What was told, and how it is told.
#[derive(Clone, Debug, Default)]
pub struct Notify {
    toasts: VecDeque<Toast>,
    title: String,
    ring_at: Option<Timestamp>,
    /// Changes of the toasts shown.
    pub revision: Revision,
}

impl Notify {
    /// The toasts to be shown, the newest last; at most 4.
    pub fn showing(&self) -> impl DoubleEndedIterator<Item = &Toast> {
        self.toasts.iter().filter(|toast| toast.shown)
    }

    /// Everything told so far, the newest last; at most 200.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Toast> {
        self.toasts.iter()
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let toast = self.showing().map(|toast| toast.until).min();
        [toast, self.ring_at].into_iter().flatten().min()
    }
}

/// Tells something. The same thing again while it is shown only stays longer.
pub(super) fn tell(
    state: &mut State,
    level: Level,
    text: impl Into<String>,
    hint: impl Into<String>,
) {
    let now = state.clock.now;
    let patience = match level {
        Level::Done | Level::Info => state.setup.settings.toast_time,
        Level::Warning | Level::Error => state.setup.settings.toast_time * 2,
    };
    let (text, until) = (text.into(), now.after(patience));
    let notify = &mut state.notify;
    notify.revision.bump();
    if let Some(last) = notify.toasts.back_mut()
        && last.shown
        && last.text == text
    {
        last.until = until;
        return;
    }
    if notify.toasts.len() == REMEMBERED {
        notify.toasts.pop_front();
    }
    notify.toasts.push_back(Toast {
        level,
        text,
        hint: hint.into(),
        at: now,
        until,
        shown: true,
    });
    let newest = notify.toasts.iter_mut().rev().filter(|toast| toast.shown);
    newest.skip(SHOWN).for_each(|toast| toast.shown = false);
}

/// Tells that something asked for was refused.
pub(super) fn refused(state: &mut State, what: &str, refusal: &Refusal) {
    let text = format!("{what}: {}", refusal.reason);
    tell(state, Level::Error, text, refusal.hint.clone());
}

/// Takes all toasts off the screen. Answers whether there were any.
pub(super) fn dismiss(state: &mut State) -> bool {
    hide(state, |_| true)
}

/// Takes toasts off the screen. Answers whether there were any.
fn hide(state: &mut State, which: impl Fn(&Toast) -> bool) -> bool {
    let mut any = false;
    for toast in &mut state.notify.toasts {
        if toast.shown && which(toast) {
            toast.shown = false;
            any = true;
        }
    }
    if any {
        state.notify.revision.bump();
    }
    any
}

/// Opens the list of everything told so far.
pub(super) fn open_history(state: &mut State) {
    let now = state.clock.now;
    let items: Vec<Item> = state
        .notify
        .history()
        .rev()
        .map(|toast| Item {
            label: format!("{}: {}", toast.level.label(), toast.text),
            detail: format!("{} ago  {}", clock::span(now.since(toast.at)), toast.hint),
            choice: Choice::Nothing,
        })
        .collect();
    if items.is_empty() {
        return tell(state, Level::Info, "nothing was notified so far", "");
    }
    let title = "Notices".to_owned();
    state.overlays.push(Overlay::Menu(Menu {
        title,
        items,
        cursor: 0,
    }));
}

/// An offer came: rings as the settings say.
pub(super) fn ring(state: &mut State, out: &mut Effects) {
    match state.setup.settings.bell {
        BellPolicy::Off => {}
        BellPolicy::Once => out.push(Effect::Bell),
        BellPolicy::Repeat(interval) => {
            out.push(Effect::Bell);
            state.notify.ring_at = Some(state.clock.now.after(interval));
        }
    }
}

/// A key was pressed: the person is there, the bell need not ring again.
pub(super) fn noticed(state: &mut State) {
    state.notify.ring_at = None;
}

/// Toasts go, the bell rings again.
pub(super) fn wake(state: &mut State, out: &mut Effects) {
    let now = state.clock.now;
    hide(state, |toast| toast.until <= now);
    if state.notify.ring_at.is_some_and(|at| at <= now) {
        state.notify.ring_at = None;
        if !state.floor.offers().is_empty() {
            ring(state, out);
        }
    }
}

/// Sets the title to what waits: numbers only, no word of a customer.
pub(super) fn settle_title(state: &mut State, out: &mut Effects) {
    if !state.setup.settings.title {
        return;
    }
    let offers = state.floor.offers().len();
    let unread: u32 = state
        .floor
        .mine()
        .iter()
        .map(|row| state.conversations.unread(&row.id))
        .sum();
    let title = match (offers, unread) {
        (0, 0) => "deskhand".to_owned(),
        (0, unread) => format!("({unread}) deskhand"),
        (1, 0) => "! 1 offer - deskhand".to_owned(),
        (offers, 0) => format!("! {offers} offers - deskhand"),
        (offers, unread) => format!("! {offers} + {unread} - deskhand"),
    };
    if state.notify.title != title {
        state.notify.title.clone_from(&title);
        out.push(Effect::Title(title));
    }
}
