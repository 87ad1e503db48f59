//! Leases: how long the floor believes that a desk is still there. Soft state, in no event and in no snapshot.

use std::collections::{BTreeSet, HashMap};

use crate::domain::{AgentId, Timestamp};
use crate::server::router::limits::LEASE;

/// Who is believed to be there until when.
#[derive(Clone, Debug, Default)]
pub struct Leases {
    until: HashMap<AgentId, Timestamp>,
    order: BTreeSet<(Timestamp, AgentId)>,
}

impl Leases {
    /// Begins or extends a lease; never shortens one.
    pub fn renew(&mut self, agent: &AgentId, now: Timestamp) {
        let until = now.after(LEASE);
        match self.until.get_mut(agent) {
            Some(old) if *old >= until => return,
            Some(old) => {
                self.order.remove(&(*old, agent.clone()));
                *old = until;
            }
            None => {
                self.until.insert(agent.clone(), until);
            }
        }
        self.order.insert((until, agent.clone()));
    }

    /// Ends a lease.
    pub fn end(&mut self, agent: &AgentId) {
        if let Some(until) = self.until.remove(agent) {
            self.order.remove(&(until, agent.clone()));
        }
    }

    /// The lease that runs out first.
    pub fn first(&self) -> Option<&(Timestamp, AgentId)> {
        self.order.first()
    }
}
