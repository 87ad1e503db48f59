//! From flag to flag and from message to message.

use super::scroll::Anchor;
use super::{Conversation, Log, mark};
use crate::content::rules::RuleId;
use crate::desk::app::context;
use crate::desk::app::effect::Effects;
use crate::desk::app::flags::Spot;
use crate::desk::app::focus::Pane;
use crate::desk::app::notify::{self, Level};
use crate::desk::app::{State, panes};
use crate::domain::{ConversationId, MessageId};

/// A finding in the log: the message, and which of its findings.
pub type Flag = (MessageId, usize);

/// Where in the flags of its log a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Number of the flag gone to, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Its rule.
    pub rule: RuleId,
}

impl Conversation {
    /// Where in the flags of the log the one gone to last is.
    pub fn standing(&self) -> Option<Standing> {
        let (message, at) = self.scroll.flag?;
        let log = &self.log;
        let rule = log.get(message)?.findings.get(at)?.rule;
        let count = |id: &MessageId| log.get(*id).map_or(0, |entry| entry.findings.len());
        let before: usize = log.flagged().range(..message).map(count).sum();
        let of = log.flagged().iter().map(count).sum();
        Some(Standing {
            number: before + at + 1,
            of,
            rule,
        })
    }

    /// Which of the signs drawn in its message belongs to the flag gone to; findings that end in one place share one.
    pub fn sign(&self) -> Option<(MessageId, Option<usize>)> {
        let (message, at) = self.scroll.flag?;
        let findings = &self.log.get(message)?.findings;
        let end = |finding: &crate::content::scan::Finding| {
            let span = finding.span.as_ref()?;
            Some((finding.pointer.clone(), span.end))
        };
        let own = findings.get(at).and_then(end);
        let mut ends: Vec<(String, usize)> = findings.iter().take(at + 1).filter_map(end).collect();
        ends.dedup();
        Some((message, own.map(|_| ends.len().saturating_sub(1))))
    }
}

/// The flag after or before a place, and whether the end was passed.
fn next(
    log: &Log,
    from: Option<Flag>,
    top: Option<MessageId>,
    forward: bool,
) -> Option<(Flag, bool)> {
    let count = |id: MessageId| log.get(id).map_or(0, |entry| entry.findings.len());
    let last_of = |id: MessageId| (id, count(id).saturating_sub(1));
    let flagged = log.flagged();
    let (first, last) = (*flagged.first()?, *flagged.last()?);
    let found = match (from, forward) {
        (Some((id, at)), true) if at + 1 < count(id) => Some((id, at + 1)),
        (Some((id, at)), false) if at > 0 && count(id) > 0 => Some((id, at - 1)),
        (Some((id, _)), true) => {
            let mut after = flagged.range(id..).filter(|other| **other != id);
            after.next().map(|id| (*id, 0))
        }
        (Some((id, _)), false) => flagged.range(..id).next_back().map(|id| last_of(*id)),
        (None, true) => match top {
            Some(top) => flagged.range(top..).next().map(|id| (*id, 0)),
            None => Some((first, 0)),
        },
        (None, false) => match top {
            Some(top) => flagged.range(..top).next_back().map(|id| last_of(*id)),
            None => Some(last_of(last)),
        },
    };
    match found {
        Some(flag) => Some((flag, false)),
        None if forward => Some(((first, 0), true)),
        None => Some((last_of(last), true)),
    }
}

/// To the next or the previous flag, going round at the ends.
pub(in crate::desk::app) fn next_flag(state: &mut State, forward: bool) {
    let found = state.conversations.shown().and_then(|shown| {
        let scroll = &shown.scroll;
        let top = scroll.marked.or(scroll.top.map(|anchor| anchor.message));
        let of_marked = scroll
            .marked
            .filter(|id| scroll.flag.is_none() && shown.log.flagged().contains(id));
        let from = scroll
            .flag
            .or(of_marked.map(|id| (id, 0)).filter(|_| !forward));
        next(&shown.log, from, top, forward)
    });
    let Some((flag, round)) = found else {
        return notify::tell(state, Level::Info, "no message here has a flag", "");
    };
    to_flag(state, flag);
    if round {
        let end = if forward { "last" } else { "first" };
        let told = format!("that was the {end} flag: round again");
        notify::tell(state, Level::Info, told, "");
    }
}

fn to_flag(state: &mut State, flag: Flag) {
    mark(state, flag.0, true);
    if let Some(shown) = state.conversations.shown_mut() {
        shown.scroll.flag = Some(flag);
        shown.scroll.seek = true;
    }
}

/// Goes to a place of the conversation shown: a flag in the log, or a variable in the context panel.
pub(in crate::desk::app) fn go_to(
    state: &mut State,
    out: &mut Effects,
    id: &ConversationId,
    spot: Spot,
) {
    if state.conversations.shown_id() != Some(id) {
        return;
    }
    match spot {
        Spot::Message(message, at) => {
            if state.panes.pane == Pane::Context || state.panes.pane == Pane::List {
                panes::focus(state, Pane::Log);
            }
            to_flag(state, (message, at));
        }
        Spot::Handoff(at) => {
            panes::focus(state, Pane::Context);
            context::show_finding(state, at);
        }
    }
    crate::desk::app::composer::flush(state, out);
}

/// Marks the next or the previous message and puts it on the screen.
pub(in crate::desk::app) fn walk(state: &mut State, forward: bool) {
    let Some(shown) = state.conversations.shown_mut() else {
        return;
    };
    let log = &shown.log;
    let from = shown.scroll.marked.and_then(|id| log.position(id).ok());
    let to = match (from, forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) => at.saturating_sub(1),
        // The screen shows the end, or some place from its first row on.
        (None, _) => match shown.scroll.top {
            Some(Anchor { message, .. }) => log.position(message).unwrap_or_else(|at| at),
            None => log.entries().len().saturating_sub(1),
        },
    };
    if let Some(entry) = log.entries().get(to) {
        shown.scroll.marked = Some(entry.message.id);
        shown.scroll.flag = None;
        shown.scroll.seek = true;
    }
}
