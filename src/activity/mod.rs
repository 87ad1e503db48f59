//! What bots and channels speak: Bot Framework activities, cards, transcripts, the handoff shapes. Read tolerantly:
//! an unknown or ill-typed field is kept, never a reason to refuse.

pub mod model;
#[cfg(test)]
pub(crate) mod testing;

pub use model::{Account, Activity, Attachment};
