//! The pure core of the backend. No IO, no clock, no async: time comes in as a value.
//!
//! - [`decide()`] judges one command against the [`Floor`] and answers the events it leads to, or a [`Refusal`].
//! - [`apply()`] changes the floor by one event. Events applied in order to an empty floor give the floor again.
//! - [`step()`] is what a driver calls: decide, apply, then everything that follows from it (what is due, offers to agents who
//!   can take them) until nothing more follows.
//!
//! Rules by file: `decide/` one file a side (customer, offers, owner, people, set-up), `assign` who is offered what, `due` what
//! time brings about, `floor/` the state and its indexes, `why/` the reasons in words.

mod apply;
mod assign;
pub mod command;
mod decide;
mod due;
pub mod event;
pub mod floor;
pub mod limits;
pub mod refusal;
mod step;
mod why;

pub use apply::apply;
pub use command::{Command, Conclusion, NewMessage};
pub use decide::decide;
pub use event::Event;
pub use floor::{Floor, Live, QueueStats, Seat};
pub use refusal::Refusal;
pub use step::{Before, step, step_with};

#[cfg(test)]
mod tests;
