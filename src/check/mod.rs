//! Reads files as bot authors keep them (payloads, transcripts, cards, topics, texts) and finds in them what will not render,
//! each at its place in the file.
//!
//! Reading is one way: bytes become documents, documents become pieces of text and JSON, `content::scan` judges those, and
//! [`place`] leads each finding back to bytes, line and column. Nothing here decides a rule.

pub mod allow;
pub mod engine;
pub mod finding;
pub mod fix;
pub mod input;
pub mod options;
pub mod piece;
pub mod place;
pub mod progress;
mod read;
pub mod report;
pub mod settings;
pub mod topic;
pub mod walk;

pub use finding::{Located, Place, SourceLine, Unreadable};
pub use options::Options;
pub use progress::Progress;
