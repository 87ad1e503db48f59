//! A connection as the switchboard knows it, and its place there.

use std::collections::VecDeque;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Switchboard;
use super::registry::Follower;
use crate::domain::{AgentId, ConversationId, QueueId, Role, Seq};
use crate::server::gateway::outbox::Outbox;

/// One connection of one desk.
#[derive(Debug)]
pub(in crate::server::gateway) struct Line {
    /// Whose.
    pub(in crate::server::gateway) user: AgentId,
    /// What they may do, as they signed in. A change of role ends the line.
    pub(in crate::server::gateway) role: Role,
    /// Whether it takes no work and holds no lease.
    pub(in crate::server::gateway) watch_only: bool,
    /// What waits to be written to it.
    pub(in crate::server::gateway) outbox: Outbox,
    /// Digest of the queues as it was shown them last; 0 before that.
    pub(in crate::server::gateway) floor_seen: AtomicU64,
}

/// A line and its place; dropping it ends the connection.
#[derive(Debug)]
pub(in crate::server::gateway) struct Registered {
    pub(in crate::server::gateway) line: Arc<Line>,
    pub(super) switchboard: Arc<Switchboard>,
    pub(super) following: Mutex<VecDeque<ConversationId>>,
}

/// How many conversations one connection may follow; the one it opened first gives way to a new one.
const MAX_FOLLOWED: usize = 256;

impl Registered {
    /// Follows a conversation of this queue; what happens after `from` is told.
    pub(in crate::server::gateway) fn follow(
        &self,
        conversation: &ConversationId,
        queue: &QueueId,
        from: Seq,
    ) {
        let mut registry = self.switchboard.lock();
        let mut following = self.following();
        if following.contains(conversation) {
            return;
        }
        following.push_back(conversation.clone());
        let follower = Follower {
            line: Arc::clone(&self.line),
            queue: queue.clone(),
            from,
        };
        let followers = registry.followers.entry(conversation.clone()).or_default();
        followers.push(follower);
        if following.len() > MAX_FOLLOWED
            && let Some(oldest) = following.pop_front()
        {
            registry.unfollow(&oldest, &self.line);
        }
    }

    /// Follows no more.
    pub(in crate::server::gateway) fn unfollow(&self, conversation: &ConversationId) {
        let mut registry = self.switchboard.lock();
        self.following().retain(|one| one != conversation);
        registry.unfollow(conversation, &self.line);
    }

    fn following(&self) -> MutexGuard<'_, VecDeque<ConversationId>> {
        let following = self.following.lock();
        following.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Registered {
    /// Takes the line out everywhere: it is told nothing more. The connection counts as open until this is dropped.
    pub(in crate::server::gateway) fn leave(&self) {
        let mut registry = self.switchboard.lock();
        for conversation in self.following().drain(..) {
            registry.unfollow(&conversation, &self.line);
        }
        if let Some(lines) = registry.lines.get_mut(&self.line.user) {
            lines.retain(|line| !Arc::ptr_eq(line, &self.line));
            if lines.is_empty() {
                registry.lines.remove(&self.line.user);
            }
        }
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.leave();
        let mut registry = self.switchboard.lock();
        registry.open -= 1;
        if registry.open == 0 {
            self.switchboard.empty.notify_one();
        }
    }
}
