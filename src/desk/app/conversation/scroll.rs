//! What of a log is on the screen: kept by message and row within it, so that nothing jumps when messages come.

use crate::domain::MessageId;

/// A row of a laid-out log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The message.
    pub message: MessageId,
    /// Row within its layout, from 0. Rows drawn above a message (day, divider, unread line) belong to it.
    pub row: u32,
}

/// Where a log is scrolled to.
///
/// The core does not know how high a message is. It says where the first row is to be ([`Scroll::top`]) and how many rows on
/// from there a person has asked to go since ([`Scroll::pending`]); whoever lays the log out answers with a
/// [`Viewport`](super::super::event::Viewport), which becomes the new place.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    /// The first row on the screen; `None` follows the end of the log.
    pub top: Option<Anchor>,
    /// Rows to go on from there; negative is up.
    pub pending: i32,
    /// A message that is marked: the last flag jumped to, or a message clicked.
    pub marked: Option<MessageId>,
    /// How many messages came below the screen while it did not follow.
    pub below: u32,
    /// Rows of the pane at the last layout.
    pub height: u16,
    /// Whether the first row of the log was on the screen at the last layout.
    pub at_top: bool,
}
