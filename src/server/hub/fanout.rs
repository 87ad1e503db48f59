//! Who is told of what happened. The hub knows neither sockets nor notices: it hands over events as they are applied, and
//! hands on what was made of them when it is durable.

use crate::domain::Seq;
use crate::server::router::{Before, Event, Floor};

/// Makes of an event what others are to be told. Called in order, right after each event is applied.
pub trait Projector: Send + 'static {
    /// What others are told.
    type Published: Send + 'static;

    /// What is to be told of this event; `None` if nobody is concerned. `floor` is as the event left it, `before` says whose
    /// the conversation was until then.
    fn project(
        &mut self,
        floor: &Floor,
        before: &Before,
        seq: Seq,
        event: &Event,
    ) -> Option<Self::Published>;
}

/// Takes what was published to those it concerns.
pub trait Outlet<P>: Send + Sync + 'static {
    /// Everything up to `up_to` is durable; this is what there is to tell of it since the last call, in order. Called from the
    /// writer's thread: it must not block, for the next sync waits for it.
    fn deliver(&self, published: &[P], up_to: Seq);
}
