//! Changes the floor by one event. Total: an event that speaks of something unknown changes nothing.

mod conversation;
mod people;

use super::event::Event;
use super::floor::Floor;

/// Applies an event.
pub fn apply(floor: &mut Floor, event: &Event) {
    match event {
        Event::HandedOver { .. } => conversation::handed_over(floor, event),
        Event::OfferMade {
            conversation,
            offer,
        } => conversation::offer_made(floor, conversation, offer),
        Event::OfferEnded { .. } => conversation::offer_ended(floor, event),
        Event::Assigned { .. } => conversation::assigned(floor, event),
        Event::Said { .. } => conversation::said(floor, event),
        Event::CustomerLeft { conversation, .. } => {
            conversation::customer_left(floor, conversation);
        }
        Event::Requeued { .. } => conversation::requeued(floor, event),
        Event::SetAside { conversation, at } => conversation::set_aside(floor, conversation, *at),
        Event::WrapUp { conversation, at } => conversation::wrap_up(floor, conversation, *at),
        Event::Closed {
            conversation,
            reason,
            ..
        } => conversation::closed(floor, conversation, *reason),
        Event::Connected { agent, at } => people::connected(floor, agent, *at),
        Event::Disconnected { agent, lost, at } => people::disconnected(floor, agent, *lost, *at),
        Event::PresenceChosen {
            agent,
            presence,
            at,
        } => people::presence_chosen(floor, agent, *presence, *at),
        Event::QueueSet { queue } => people::queue_set(floor, queue),
        Event::AgentSet { agent } => people::agent_set(floor, agent),
    }
}
