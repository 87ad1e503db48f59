//! A person on the floor: what they chose, whether they are there, what their presence comes to.

use serde::{Deserialize, Serialize};

use crate::domain::{Agent, AgentId, Presence, PresenceCause, PresenceView, Timestamp};
use crate::server::router::limits::GRACE;

/// A person and their presence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The person as set up.
    pub agent: Agent,
    /// What they chose last; Available after signing in (`oc-manage-presence-status`, 2023-01-05).
    pub chosen: Presence,
    /// Since when `chosen` holds, or the absence if they are gone.
    pub since: Timestamp,
    /// Whether `chosen` was set by hand and still holds. Available and Busy hold until the next accept or close, the others
    /// until they are changed (same source).
    pub by_hand: bool,
    /// Whether they are signed in.
    pub there: Attendance,
    /// When they were last given work; who waits longest for work goes first.
    pub given_at: Timestamp,
}

/// Whether somebody is signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Attendance {
    /// Never signed in.
    #[default]
    Unseen,
    /// Signed in, holding a lease.
    Here,
    /// Gone.
    Gone {
        /// Since when.
        at: Timestamp,
        /// Whether the lease ran out rather than being given up.
        lost: bool,
    },
}

impl Seat {
    /// A person who has not signed in yet.
    pub(in crate::server::router) fn new(agent: Agent) -> Self {
        Self {
            agent,
            chosen: Presence::Available,
            since: Timestamp::default(),
            by_hand: false,
            there: Attendance::Unseen,
            given_at: Timestamp::default(),
        }
    }

    /// Who.
    pub fn id(&self) -> &AgentId {
        &self.agent.id
    }

    /// Whether they are signed in.
    pub fn is_here(&self) -> bool {
        self.there == Attendance::Here
    }

    /// Until when they keep their conversations, if they are gone.
    pub fn grace_ends(&self) -> Option<Timestamp> {
        match self.there {
            Attendance::Gone { at, .. } => Some(at.after(GRACE)),
            Attendance::Unseen | Attendance::Here => None,
        }
    }

    /// Whether they want work: signed in with a presence that takes it. Says nothing of free slots.
    pub fn wants_work(&self) -> bool {
        self.is_here() && self.chosen.takes_work()
    }

    /// Slots they could still be given, under this load.
    pub fn free(&self, load: u32) -> u32 {
        self.agent.capacity.saturating_sub(load)
    }

    /// What counts as their presence under this load (`oc-manage-presence-status`, 2023-01-05): free Available, partly used
    /// Busy, full Do not disturb, as long as they have chosen one that takes work.
    pub fn presence(&self, load: u32) -> PresenceView {
        let (presence, cause) = self.effective(load);
        PresenceView {
            presence,
            chosen: self.chosen,
            cause,
        }
    }

    fn effective(&self, load: u32) -> (Presence, PresenceCause) {
        match self.there {
            Attendance::Unseen => return (Presence::Offline, PresenceCause::SignedOut),
            Attendance::Gone { lost: false, .. } => {
                return (Presence::Offline, PresenceCause::SignedOut);
            }
            Attendance::Gone { lost: true, .. } => return (Presence::Offline, PresenceCause::Lost),
            Attendance::Here => {}
        }
        let capacity = self.agent.capacity;
        if !self.chosen.takes_work() {
            (self.chosen, PresenceCause::Chosen)
        } else if load >= capacity && load > 0 {
            (Presence::DoNotDisturb, PresenceCause::Load)
        } else if self.by_hand || capacity == 0 {
            (self.chosen, PresenceCause::Chosen)
        } else if load > 0 {
            (Presence::Busy, PresenceCause::Load)
        } else {
            (Presence::Available, PresenceCause::Load)
        }
    }
}
