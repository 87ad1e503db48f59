//! Who is connected, who follows what, and who is told of a record.
//!
//! One lock guards it all. It is a leaf: nothing waits and nobody else is called while it is held, so it may be taken
//! from the task that owns the floor as well as from any connection. Registering and collecting what was missed is one
//! step under that lock, and so is delivering: between a resume and the live stream there is neither gap nor double.

mod line;
mod registry;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::Notify;

pub(in crate::server::gateway) use line::{Line, Registered};
use registry::Registry;

use super::outbox::{Ending, Item};
use super::published::Published;
use super::ring::{Ring, RingLimits};
use super::watch::{Watch, Watchers};
use crate::domain::{AgentId, ConversationId, Seq};
use crate::server::hub;

/// Everybody who is connected.
#[derive(Debug)]
pub struct Switchboard {
    registry: Mutex<Registry>,
    /// Told when the queues may look different, or somebody wants to see them.
    floor: Notify,
    /// Told when the last connection has ended.
    empty: Notify,
}

impl Switchboard {
    /// A switchboard of a backend whose journal stands at `start`.
    pub fn new(start: Seq, limits: RingLimits) -> Self {
        Self {
            registry: Mutex::new(Registry {
                lines: HashMap::new(),
                followers: HashMap::new(),
                watchers: Watchers::default(),
                ring: Ring::new(start, limits),
                draining: false,
                open: 0,
            }),
            floor: Notify::new(),
            empty: Notify::new(),
        }
    }

    /// Watches a conversation from the bot's side.
    pub fn watch(&self, conversation: ConversationId) -> Watch {
        self.lock().watchers.watch(conversation)
    }

    /// Ends every connection of a person who is no longer known, or whose token has changed.
    pub fn expel(&self, user: &AgentId) {
        for line in self.lock().lines_of(user) {
            line.outbox
                .end(Ending::Changed("your account or token has changed"));
        }
    }

    /// Whether anybody follows this conversation.
    pub(in crate::server::gateway) fn is_followed(&self, conversation: &ConversationId) -> bool {
        self.lock().followers.contains_key(conversation)
    }

    /// Adds a line and, if it resumes, says what it has missed; `None` there means that it cannot be known any more.
    /// While the backend stops there is no line to be had.
    pub(in crate::server::gateway) fn register(
        self: &Arc<Self>,
        line: Line,
        after: Option<Seq>,
    ) -> Option<(Registered, Option<Vec<Utf8Bytes>>)> {
        let mut registry = self.lock();
        if registry.draining {
            return None;
        }
        let missed = after.and_then(|after| registry.ring.since(&line.user, after));
        let line = Arc::new(line);
        let of_user = registry.lines.entry(line.user.clone()).or_default();
        of_user.push(Arc::clone(&line));
        registry.open += 1;
        let registered = Registered {
            line,
            switchboard: Arc::clone(self),
            following: Mutex::default(),
        };
        Some((registered, missed))
    }

    /// Whether this person has a line that takes work.
    pub(in crate::server::gateway) fn takes_work(&self, user: &AgentId) -> bool {
        let registry = self.lock();
        registry.lines_of(user).any(|line| !line.watch_only)
    }

    /// Somebody types: told to the owner's other lines, to followers, and to adapters if it is the agent.
    pub(in crate::server::gateway) fn typing(
        &self,
        conversation: &ConversationId,
        owner: Option<&AgentId>,
        text: &Utf8Bytes,
        by: Option<&Arc<Line>>,
    ) {
        let mut registry = self.lock();
        if by.is_some() {
            registry.watchers.typing(conversation);
        }
        let owners = owner.map(|owner| registry.lines_of(owner));
        let followers = registry.followers.get(conversation);
        let following = followers.into_iter().flatten().map(|f| &f.line);
        let not_owner = following.filter(|line| Some(&line.user) != owner);
        for line in owners.into_iter().flatten().chain(not_owner) {
            if !by.is_some_and(|by| Arc::ptr_eq(by, line)) {
                line.outbox.push(Item::Present(text.clone()));
            }
        }
    }

    /// Ends every line and lets nobody in any more.
    pub(in crate::server::gateway) fn drain(&self) {
        let mut registry = self.lock();
        registry.draining = true;
        registry.watchers.close();
        for line in registry.lines.values().flatten() {
            line.outbox.end(Ending::Draining);
        }
        drop(registry);
        self.floor.notify_one();
    }

    /// Whether the backend is stopping: nobody is let in any more.
    pub fn is_draining(&self) -> bool {
        self.lock().draining
    }

    /// Comes back when every connection has ended.
    pub(in crate::server::gateway) async fn emptied(&self) {
        while self.lock().open > 0 {
            self.empty.notified().await;
        }
    }

    /// Comes back when the queues may look different; `false` when the backend stops.
    pub(in crate::server::gateway) async fn floor_stirred(&self) -> bool {
        self.floor.notified().await;
        !self.is_draining()
    }

    /// Asks for the queues to be looked at again.
    pub(in crate::server::gateway) fn stir_floor(&self) {
        self.floor.notify_one();
    }

    /// Every line there is.
    pub(in crate::server::gateway) fn lines(&self) -> Vec<Arc<Line>> {
        self.lock().lines.values().flatten().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl hub::Outlet<Published> for Switchboard {
    fn deliver(&self, published: &[Published], up_to: Seq) {
        let mut registry = self.lock();
        for record in published {
            registry.obey(record);
            registry.tell(record);
            registry.ring.keep(record);
        }
        registry.ring.advance(up_to);
        drop(registry);
        if published.iter().any(|record| record.floor) {
            self.floor.notify_one();
        }
    }
}
