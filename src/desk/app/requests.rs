//! Requests that wait for their answer: which was about what, and until when it is waited for.

use std::collections::BTreeMap;

use crate::domain::Timestamp;

/// What a request was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The handshake.
    Hello,
}

/// A request under way.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What it is about.
    pub about: About,
    /// Until when it is waited for, by this machine's clock.
    pub deadline: Timestamp,
}

/// The requests under way on this connection.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    pub(super) next: u64,
    pub(super) pending: BTreeMap<u64, Pending>,
}
