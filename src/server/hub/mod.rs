//! The one task that owns the floor. Commands go in; answers and notices come out when what they tell is durable.
//!
//! ```text
//!  Hub (cheap clones) ──requests──▶ driver (task) ──batches──▶ writer (thread)
//!   execute, ask, renew …            World: step, apply         append: one sync for all that wait
//!                                    number, encode, project    then: answers resolved, notices to the Outlet
//! ```
//!
//! The driver applies at once and goes on; whatever could tell of it (answers, refusals, questions, notices) is withheld
//! until the writer has made it durable. If that fails, everything withheld is dropped: callers read
//! [`Failed::Stopped`], nothing is tried again, and the process is to end.
//!
//! Start: [`Opening::of`] reads the newest snapshot, [`Opening::start`] replays what came after it.

mod driver;
mod entry;
mod fanout;
mod feed;
mod handle;
mod reader;
mod request;
mod start;
mod world;
mod writer;

pub use entry::Entry;
pub use fanout::{Outlet, Projector};
pub use handle::{Hub, State};
pub use reader::{Reader, Stored};
pub use request::{Failed, Outcome};
pub use start::{Opening, Options, StartError};
pub use world::World;

#[cfg(test)]
mod tests;
