//! What time brings about: leases and offers run out, graces end, what was set aside or left in wrap-up closes.

use super::event::Event;
use super::floor::{Due, Floor};
use crate::domain::{
    AgentId, CloseReason, ConversationId, ConversationState, OfferEnd, RequeueReason, Timestamp,
};

/// The next thing that is due by `now`, as events; none if nothing is. Leases first: who is not there misses no offer.
pub(super) fn next(floor: &Floor, now: Timestamp) -> Option<Vec<Event>> {
    if let Some((at, agent)) = floor.leases().first()
        && *at <= now
    {
        return Some(gone(floor, agent, true, now));
    }
    let (at, due) = floor.index.due.first()?;
    if *at > now {
        return None;
    }
    Some(match due {
        Due::Offer(id) => offer_over(floor, id, now),
        Due::Aside(id) => vec![closed(id, CloseReason::Inactive, now)],
        Due::WrapUp(id) => vec![closed(id, CloseReason::WrapUpOver, now)],
        Due::Grace(agent) => grace_over(floor, agent, now),
    })
}

/// An agent is gone: offers go back at once, what they own after the grace period.
pub(super) fn gone(floor: &Floor, agent: &AgentId, lost: bool, now: Timestamp) -> Vec<Event> {
    let mut events = withdraw(floor, agent, now);
    events.push(Event::Disconnected {
        agent: agent.clone(),
        lost,
        at: now,
    });
    events
}

/// Ends all offers to an agent who cannot take them any more.
pub(super) fn withdraw(floor: &Floor, agent: &AgentId, now: Timestamp) -> Vec<Event> {
    let Some(view) = floor.agent(agent) else {
        return Vec::new();
    };
    view.offers()
        .filter_map(|id| offer_ended(floor, id, OfferEnd::AgentGone, now))
        .collect()
}

/// The end of the offer that is out on a conversation.
pub(super) fn offer_ended(
    floor: &Floor,
    id: &ConversationId,
    end: OfferEnd,
    now: Timestamp,
) -> Option<Event> {
    let offer = floor.conversation(id)?.offer.as_ref()?;
    Some(Event::OfferEnded {
        conversation: id.clone(),
        agent: offer.agent.clone(),
        number: offer.number,
        end,
        at: now,
    })
}

fn offer_over(floor: &Floor, id: &ConversationId, now: Timestamp) -> Vec<Event> {
    offer_ended(floor, id, OfferEnd::TimedOut, now)
        .into_iter()
        .collect()
}

fn closed(id: &ConversationId, reason: CloseReason, now: Timestamp) -> Event {
    Event::Closed {
        conversation: id.clone(),
        reason,
        at: now,
    }
}

fn grace_over(floor: &Floor, agent: &AgentId, now: Timestamp) -> Vec<Event> {
    let Some(view) = floor.agent(agent) else {
        return Vec::new();
    };
    let active = |id: &&ConversationId| {
        let live = floor.conversation(id);
        live.is_some_and(|live| live.state == ConversationState::Active)
    };
    view.owned()
        .filter(active)
        .map(|id| Event::Requeued {
            conversation: id.clone(),
            reason: RequeueReason::AgentLost,
            at: now,
        })
        .collect()
}
