//! What the desk tells its person: toasts, the bell, the title.

use std::collections::VecDeque;

use super::revision::Revision;
use crate::domain::Timestamp;

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
}

/// What was told, and how it is told.
#[derive(Clone, Debug, Default)]
pub struct Notify {
    pub(super) toasts: VecDeque<Toast>,
    pub(super) showing: usize,
    pub(super) title: String,
    pub(super) ring_at: Option<Timestamp>,
    /// Changes of the toasts shown.
    pub revision: Revision,
}

impl Notify {
    /// The toasts to be shown, the newest last.
    pub fn showing(&self) -> impl ExactSizeIterator<Item = &Toast> {
        self.toasts
            .iter()
            .skip(self.toasts.len().saturating_sub(self.showing))
    }

    /// Everything told so far, the newest last; at most 200.
    pub fn history(&self) -> impl ExactSizeIterator<Item = &Toast> {
        self.toasts.iter()
    }
}
