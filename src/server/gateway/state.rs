//! What all connections share.

use std::sync::Arc;
use std::time::Duration;

use super::keys::Keys;
use super::rate::Rate;
use super::switchboard::Switchboard;
use super::typing::Throttle;
use crate::domain::Clock;
use crate::server::hub::Hub;

/// What can be set.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How long a new connection may take until its `session.hello`.
    pub handshake: Duration,
    /// How often either side sends a ping; after three without a sign of life the connection ends.
    pub heartbeat: Duration,
    /// How many requests a connection may write.
    pub rate: Rate,
    /// How often the queues are sent at most.
    pub floor_every: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            heartbeat: Duration::from_secs(5),
            rate: Rate::default(),
            floor_every: Duration::from_millis(250),
        }
    }
}

/// The agents' side of the backend. Clones are cheap and lead to the same one.
#[derive(Clone)]
pub struct Gateway {
    pub(super) shared: Arc<Shared>,
}

/// What is behind a [`Gateway`].
pub(super) struct Shared {
    pub(super) hub: Hub,
    pub(super) switchboard: Arc<Switchboard>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) settings: Settings,
    pub(super) keys: Keys,
    pub(super) typing: Throttle,
}

impl Gateway {
    /// A gateway to this hub, whose outlet is this switchboard. Call within a runtime: it starts the task that tells desks
    /// how the queues are, which ends with the backend.
    pub fn new(
        hub: Hub,
        switchboard: Arc<Switchboard>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Self {
        let shared = Arc::new(Shared {
            hub,
            switchboard,
            clock,
            settings,
            keys: Keys::default(),
            typing: Throttle::default(),
        });
        tokio::spawn(super::pulse::run(
            shared.hub.clone(),
            Arc::clone(&shared.switchboard),
            Arc::clone(&shared.clock),
            settings.floor_every,
        ));
        Self { shared }
    }

    /// Tells every desk that the backend stops, lets nobody in any more, and waits until all have gone, for `patience` at
    /// most.
    pub async fn drain(&self, patience: Duration) {
        let switchboard = &self.shared.switchboard;
        switchboard.drain();
        if tokio::time::timeout(patience, switchboard.emptied())
            .await
            .is_err()
        {
            tracing::warn!("some desks did not close their connection in time");
        }
    }
}
