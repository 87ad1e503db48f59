//! Everything the backend knows without looking into the journal.

use serde::{Deserialize, Serialize};

use crate::server::auth::Directory;
use crate::server::router::Floor;

/// The state that records make: what a snapshot holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// Queues, people, conversations.
    pub floor: Floor,
    /// Users and applications.
    pub directory: Directory,
}
