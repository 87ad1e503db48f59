//! The pure core of the backend: `decide(&Floor, Command, now) -> Result<Vec<Event>, Refusal>` and
//! `apply(&mut Floor, &Event)`. No IO, no clock, no async.

pub mod command;
pub mod event;

pub use command::{Command, NewMessage};
pub use event::Event;
