//! What the hub can be asked for, and what it answers.

use tokio::sync::oneshot;

use super::world::World;
use crate::domain::{AgentId, Seq};
use crate::server::auth::Change;
use crate::server::router::{Command, Event, Refusal};

/// What a command led to. All of it is durable.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The last record there was when the command had been carried out. What the floor says as of here includes it.
    pub seq: Seq,
    /// What happened, each with its record, in order: the command's own events first, then what followed from them. Empty if
    /// the same had been done before.
    pub events: Vec<(Seq, Event)>,
}

/// Why there is no outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The floor's rules say no. Nothing has changed.
    #[error("{0}")]
    Refused(Refusal),
    /// The backend is stopping or has stopped. Whether the command was carried out is unknown: ask again after a restart,
    /// under the same key.
    #[error("the backend is stopping; try again when it is back")]
    Stopped,
}

/// Tells the caller. Dropped instead, the caller learns that the hub has stopped.
pub(super) type Release = Box<dyn FnOnce() + Send>;

/// Looks at the world, and returns what tells the caller.
pub(super) type Question = Box<dyn FnOnce(&World, Seq) -> Release + Send>;

/// Where an answer goes.
pub(super) type Answer<T> = oneshot::Sender<Result<T, Failed>>;

/// One request to the driver.
pub(super) enum Request {
    Execute(Box<Command>, Answer<Outcome>),
    Administer(Box<Change>, Answer<Seq>),
    Ask(Question),
    Renew(AgentId),
    Stop,
}
