//! The connection to the backend: connecting, greeting, online, waiting to try again, refused for good.

use super::revision::Revision;
use crate::domain::{Seq, Timestamp};

/// How the connection stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The desk has not started.
    #[default]
    Idle,
    /// The socket is being opened, or is open and the handshake is not answered yet.
    Connecting,
    /// Everything is as it should be.
    Online,
    /// It broke, or could not be made. It is tried again.
    Waiting {
        /// When, by this machine's clock.
        until: Timestamp,
        /// Why it broke, in words; sanitised.
        reason: String,
    },
    /// It will not be tried again: the version, the token or the address is wrong.
    Refused {
        /// What is wrong, in words; sanitised.
        reason: String,
        /// What to do; sanitised.
        hint: String,
    },
}

/// The connection.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    pub(super) phase: Phase,
    pub(super) open: bool,
    /// How many attempts in a row have failed.
    pub attempts: u32,
    /// How long the last ping took, in milliseconds.
    pub latency: Option<u32>,
    /// Name and version of the backend; sanitised.
    pub server: String,
    pub(super) journal: Option<String>,
    pub(super) last_seq: Seq,
    /// Changes of any of these.
    pub revision: Revision,
}

impl Connection {
    /// How it stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether requests reach the backend now.
    pub fn is_online(&self) -> bool {
        self.phase == Phase::Online
    }

    /// The last record seen.
    pub fn last_seq(&self) -> Seq {
        self.last_seq
    }
}
