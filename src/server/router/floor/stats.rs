//! A queue in numbers.

use super::Floor;
use crate::domain::{QueueId, Timestamp};

/// A queue as of now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueStats {
    /// How many wait, offered ones not counted.
    pub waiting: u32,
    /// Since when the longest waiting one waits, offered ones counted.
    pub longest_since: Option<Timestamp>,
    /// How many are held out to somebody.
    pub offers_out: u32,
    /// How many are owned, wrap-up included.
    pub active: u32,
    /// How many are set aside.
    pub set_aside: u32,
    /// Members who could be given something now.
    pub available: u32,
    /// Members who are signed in.
    pub staffed: u32,
    /// Slots in use by members who are signed in.
    pub load: u32,
    /// Slots of members who are signed in.
    pub capacity: u32,
}

impl Floor {
    /// A queue in numbers; none if there is no such queue. Looks at each member.
    pub fn queue_stats(&self, queue: &QueueId) -> Option<QueueStats> {
        let members = &self.facts.queues.get(queue)?.members;
        let lane = self.index.lanes.get(queue)?;
        let mut stats = QueueStats {
            waiting: lane.open.len() as u32,
            longest_since: lane.line.first().map(|place| place.since),
            offers_out: (lane.line.len() - lane.open.len()) as u32,
            active: lane.held.len() as u32,
            set_aside: lane.aside.len() as u32,
            available: lane.ready.len() as u32,
            ..QueueStats::default()
        };
        let here = members
            .iter()
            .filter_map(|member| self.agent(member))
            .filter(|view| view.seat.is_here());
        for view in here {
            stats.staffed += 1;
            stats.load += view.load();
            stats.capacity += view.seat.agent.capacity;
        }
        Some(stats)
    }
}
