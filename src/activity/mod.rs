//! What bots and channels speak: Bot Framework activities, cards, transcripts, the handoff shapes. Read tolerantly:
//! an unknown or ill-typed field is kept, never a reason to refuse.

pub mod error;
pub mod fields;
pub mod handoff;
pub mod json;
pub mod model;
pub mod outward;
pub mod posted;
#[cfg(test)]
pub(crate) mod testing;

pub use error::ReadError;
pub use model::{Account, Activity, Attachment};
pub use outward::ActivitySet;
