//! How many flags a conversation has, for lists: what the backend counted at intake, or what is here if that is more.

use super::Conversation;
use crate::content::rules::Severity;
use crate::content::scan::Finding;
use crate::desk::app::State;
use crate::protocol::ConversationRow;

/// A number of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// How many places findings stand for.
    pub count: u32,
    /// How many of them may be meant to deceive.
    pub dangers: u32,
}

impl Flags {
    /// Those of some findings.
    pub(super) fn of(findings: &[Finding]) -> Self {
        let mut flags = Self::default();
        for finding in findings {
            flags.count = flags.count.saturating_add(finding.times);
            if finding.severity == Severity::Danger {
                flags.dangers = flags.dangers.saturating_add(finding.times);
            }
        }
        flags
    }

    pub(super) fn and(self, more: Self) -> Self {
        Self {
            count: self.count.saturating_add(more.count),
            dangers: self.dangers.saturating_add(more.dangers),
        }
    }
}

impl Conversation {
    /// The flags of everything that is here: messages, names and variables.
    pub fn flags(&self) -> Flags {
        self.log.flags().and(Flags::of(&self.handoff_findings))
    }
}

impl State {
    /// The flags of a conversation in a list: those that are here once it was read, with every message that came since; else
    /// those the backend counted when it was handed over, and those of the messages that came by themselves.
    pub fn flags(&self, row: &ConversationRow) -> Flags {
        let counted = Flags {
            count: row.flags,
            dangers: 0,
        };
        match self.conversations.get(&row.id) {
            Some(held) if held.handoff.is_some() => held.flags(),
            Some(held) => counted.and(held.unread_flags),
            None => counted,
        }
    }
}
