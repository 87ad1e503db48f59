//! What the switchboard's lock guards: who is there, who follows, and telling them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::line::Line;
use crate::domain::{AgentId, ConversationId, QueueId, Role, Seq};
use crate::server::gateway::outbox::{Ending, Item};
use crate::server::gateway::published::{Control, Published};
use crate::server::gateway::ring::Ring;
use crate::server::gateway::watch::Watchers;

/// Everybody, under the lock.
#[derive(Debug)]
pub(super) struct Registry {
    pub(super) lines: HashMap<AgentId, Vec<Arc<Line>>>,
    pub(super) followers: HashMap<ConversationId, Vec<Follower>>,
    pub(super) watchers: Watchers,
    pub(super) ring: Ring,
    pub(super) draining: bool,
    /// Connections that have not ended yet, those among them that are told nothing more but why.
    pub(super) open: usize,
}

/// A line that follows a conversation.
#[derive(Debug)]
pub(super) struct Follower {
    pub(super) line: Arc<Line>,
    pub(super) queue: QueueId,
    /// What happened up to here the desk has been told in the answer.
    pub(super) from: Seq,
}

impl Registry {
    pub(super) fn lines_of(&self, user: &AgentId) -> impl Iterator<Item = &Arc<Line>> {
        self.lines.get(user).into_iter().flatten()
    }

    pub(super) fn tell(&mut self, record: &Published) {
        for (user, text) in &record.to {
            for line in self.lines_of(user) {
                let item = Item::Update(record.seq, text.clone());
                line.outbox.push(item);
            }
        }
        let Some(conversation) = &record.conversation else {
            return;
        };
        self.watchers.record(conversation, record.seq);
        let (Some(text), Some(followers)) = (&record.followers, self.followers.get(conversation))
        else {
            return;
        };
        let told: HashSet<&AgentId> = record.to.iter().map(|(user, _)| user).collect();
        for follower in followers {
            if record.seq > follower.from && !told.contains(&follower.line.user) {
                let item = Item::Update(record.seq, text.clone());
                follower.line.outbox.push(item);
            }
        }
    }

    pub(super) fn unfollow(&mut self, conversation: &ConversationId, line: &Arc<Line>) {
        if let Some(followers) = self.followers.get_mut(conversation) {
            followers.retain(|one| !Arc::ptr_eq(&one.line, line));
            if followers.is_empty() {
                self.followers.remove(conversation);
            }
        }
    }

    pub(super) fn obey(&mut self, record: &Published) {
        match &record.control {
            Some(Control::Lost(agent)) => {
                for line in self.lines_of(agent).filter(|line| !line.watch_only) {
                    line.outbox.push(Item::Lost(record.seq));
                }
            }
            Some(Control::Role(agent, role)) => {
                for line in self.lines_of(agent).filter(|line| line.role != *role) {
                    line.outbox.end(Ending::Changed("your role has changed"));
                }
            }
            Some(Control::Members(queue, members)) => {
                let followers = self.followers.values().flatten();
                let of_queue = followers.filter(|follower| follower.queue == *queue);
                for line in of_queue.map(|follower| &follower.line) {
                    if line.role < Role::Supervisor && !members.contains(&line.user) {
                        line.outbox.end(Ending::Changed("your queues have changed"));
                    }
                }
            }
            None => {}
        }
    }
}
