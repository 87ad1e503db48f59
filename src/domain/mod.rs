//! The words of the business, shared by everybody. No IO, no async, no system clock.

pub mod agent;
pub mod clock;
pub mod conversation;
pub mod documented;
pub mod handoff;
pub mod ids;
pub mod message;
pub mod offer;
pub mod queue;
pub mod variables;

pub use agent::{Agent, Presence, PresenceCause, PresenceView, Role};
pub use clock::{Clock, Timestamp};
pub use conversation::{Channel, CloseReason, ConversationState, RequeueReason};
pub use handoff::{Handoff, HandoffShape, HandoffSource, Party};
pub use ids::{AgentId, AppId, ConversationId, Epoch, MessageKey, OfferNumber, QueueId, Seq};
pub use message::{Author, AuthorKind, Message, MessageId};
pub use offer::{DeclineReason, Offer, OfferEnd};
pub use queue::{Queue, QueueSettings};
pub use variables::{Variable, Variables};
