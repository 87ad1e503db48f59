//! What every endpoint has in its hands.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::{Mutex, Semaphore};

use crate::domain::Clock;
use crate::server::auth::{AccessTokens, Hash};
use crate::server::gateway::{Gateway, Switchboard};
use crate::server::hub::Hub;

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct Http(Arc<Parts>);

/// The parts.
pub struct Parts {
    /// The floor and the directory.
    pub hub: Hub,
    /// The agents' side.
    pub gateway: Gateway,
    /// Who stirs when a conversation has news.
    pub switchboard: Arc<Switchboard>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Access tokens of applications.
    pub tokens: AccessTokens,
    /// Hash of the administrator's token.
    pub admin: Hash,
    /// Held while people, applications or queues are changed: such a change reads, then writes.
    pub changing: Mutex<()>,
    /// One for each adapter's stream.
    pub streams: Arc<Semaphore>,
}

impl Http {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for Http {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
