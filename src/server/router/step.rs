//! One step of the floor: a command, and everything that follows from it.

use super::command::Command;
use super::event::Event;
use super::floor::Floor;
use super::refusal::Refusal;
use super::{apply, assign, decide, due};
use crate::domain::{AgentId, Timestamp};

/// What an event's conversation was like just before it: who is to be told that it is no longer theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Who owned it.
    pub owner: Option<AgentId>,
    /// To whom it was offered.
    pub offered_to: Option<AgentId>,
}

/// Carries out a command: all events it leads to, in order, already applied. A refusal changes nothing.
pub fn step(floor: &mut Floor, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    step_with(floor, command, now, |_, _, event| events.push(event))?;
    Ok(events)
}

/// Like [`step`], telling of every event right after it is applied, with the floor as it is then. The observer may number the
/// event with [`Floor::recorded`].
pub fn step_with(
    floor: &mut Floor,
    command: &Command,
    now: Timestamp,
    mut observe: impl FnMut(&mut Floor, &Before, Event),
) -> Result<(), Refusal> {
    let decided = decide(floor, command, now)?;
    if let Command::Connect { agent } = command {
        floor.renew_lease(agent, now);
    }
    let mut emit = |floor: &mut Floor, event: Event| {
        let before = Before::of(floor, &event);
        apply(floor, &event);
        observe(floor, &before, event);
    };
    for event in decided {
        emit(floor, event);
    }
    // What is due goes first: it frees and removes agents. Offers made here fall due later than now, so once is enough.
    while let Some(events) = due::next(floor, now) {
        for event in events {
            emit(floor, event);
        }
    }
    assign::assign(floor, now, emit);
    Ok(())
}

impl Before {
    /// What the event is about to change; to be taken before it is applied.
    pub fn of(floor: &Floor, event: &Event) -> Self {
        event
            .conversation()
            .and_then(|id| floor.conversation(id))
            .map_or_else(Self::default, |live| Self {
                owner: live.owner.clone(),
                offered_to: live.offered_to().cloned(),
            })
    }
}
