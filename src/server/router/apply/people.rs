//! Events of people and queues.

use crate::domain::{Agent, AgentId, Presence, Queue, Timestamp};
use crate::server::router::floor::{Attendance, Floor, Seat};

/// Changes one seat and where its person stands ready.
fn change(floor: &mut Floor, agent: &AgentId, edit: impl FnOnce(&mut Seat)) {
    if let Some(seat) = floor.facts.seats.get_mut(agent) {
        edit(seat);
        floor.index.refresh(seat);
    }
}

pub(super) fn connected(floor: &mut Floor, agent: &AgentId, at: Timestamp) {
    change(floor, agent, |seat| {
        let back = matches!(seat.there, Attendance::Gone { lost: true, .. })
            && seat.grace_ends().is_some_and(|end| at <= end);
        if !back {
            seat.chosen = Presence::Available;
            seat.by_hand = false;
        }
        seat.since = at;
        seat.there = Attendance::Here;
    });
    floor.renew_lease(agent, at);
}

pub(super) fn disconnected(floor: &mut Floor, agent: &AgentId, lost: bool, at: Timestamp) {
    change(floor, agent, |seat| {
        seat.since = at;
        seat.there = Attendance::Gone { at, lost };
    });
    floor.leases_mut().end(agent);
}

pub(super) fn presence_chosen(
    floor: &mut Floor,
    agent: &AgentId,
    presence: Presence,
    at: Timestamp,
) {
    change(floor, agent, |seat| {
        seat.chosen = presence;
        seat.by_hand = true;
        seat.since = at;
    });
}

pub(super) fn agent_set(floor: &mut Floor, agent: &Agent) {
    let seats = &mut floor.facts.seats;
    let seat = seats
        .entry(agent.id.clone())
        .or_insert_with(|| Seat::new(agent.clone()));
    seat.agent = agent.clone();
    floor.index.refresh(seat);
}

pub(super) fn queue_set(floor: &mut Floor, queue: &Queue) {
    floor.index.open_lane(&queue.id);
    let old = floor.facts.queues.insert(queue.id.clone(), queue.clone());
    for member in old.iter().flat_map(|old| &old.members) {
        if !queue.members.contains(member) {
            floor.index.enlist(member, &queue.id, false);
        }
    }
    for member in &queue.members {
        floor.index.enlist(member, &queue.id, true);
    }
    floor.index.dirty.insert(queue.id.clone());
}
