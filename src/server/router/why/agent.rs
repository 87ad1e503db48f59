//! Why an agent gets no work.

use super::words::{absence, clock, count, list};
use crate::domain::{ConversationState, QueueId};
use crate::server::router::floor::{AgentView, Attendance, Floor};

pub(super) fn why(floor: &Floor, view: &AgentView<'_>) -> String {
    let seat = view.seat;
    let name = &seat.agent.name;
    match seat.there {
        Attendance::Unseen => return format!("{name} has not signed in yet."),
        Attendance::Gone { at, lost: true } => {
            return format!(
                "{name} is offered nothing: the desk fell silent at {}.",
                clock(at)
            );
        }
        Attendance::Gone { at, .. } => return format!("{name} signed off at {}.", clock(at)),
        Attendance::Here => {}
    }
    if !seat.chosen.takes_work() {
        return format!("{name} is offered nothing: {}.", absence(seat));
    }
    if seat.agent.capacity == 0 {
        return format!("{name} is offered nothing: their capacity is 0, so they only pick.");
    }
    if view.queues().next().is_none() {
        return format!("{name} is offered nothing: not a member of any queue.");
    }
    if seat.free(view.load()) == 0 {
        return full(floor, view);
    }
    with_free_slots(floor, view)
}

fn full(floor: &Floor, view: &AgentView<'_>) -> String {
    let offered = view.offers().count();
    let wrapping = view
        .owned()
        .filter_map(|id| floor.conversation(id))
        .filter(|live| live.state == ConversationState::WrapUp)
        .count();
    let active = view.owned().count() - wrapping;
    let parts: Vec<String> = [
        (offered, "offered"),
        (active, "active"),
        (wrapping, "in wrap-up"),
    ]
    .iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    format!(
        "{} is full: {} of {} in use, {}.",
        view.seat.agent.name,
        view.load(),
        count(view.seat.agent.capacity as usize, "slot"),
        list(&parts)
    )
}

fn with_free_slots(floor: &Floor, view: &AgentView<'_>) -> String {
    let name = &view.seat.agent.name;
    let waiting: usize = view
        .queues()
        .filter_map(|queue| floor.lane(queue))
        .map(|lane| lane.open.len())
        .sum();
    if waiting > 0 {
        return format!(
            "{name} has let {} go as often as their queues allow; they can still be picked.",
            count(waiting, "waiting conversation")
        );
    }
    let queues: Vec<&QueueId> = view.queues().collect();
    let where_ = match queues.as_slice() {
        [one] => floor.queue_name(one),
        many => format!("any of their {} queues", many.len()),
    };
    match view.offers().count() {
        0 => format!("{name} is free: nothing waits in {where_}."),
        offers => format!(
            "{name} is offered {} just now; nothing else waits in {where_}.",
            count(offers, "conversation")
        ),
    }
}
