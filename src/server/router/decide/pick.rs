//! Taking a conversation by hand: from its queue, or one that was set aside. A pick may go beyond one's capacity
//! (`oc-customer-service-session-conversation-control`: capacity may become negative by a manual pick), an offer never does.

use super::find;
use super::offers::{assigned, take_offered};
use crate::domain::{AgentId, ConversationId, ConversationState, Offer, OfferEnd, Role, Timestamp};
use crate::protocol::ErrorCode;
use crate::server::router::due::offer_ended;
use crate::server::router::event::Event;
use crate::server::router::floor::{AgentView, Floor, Live};
use crate::server::router::refusal::Refusal;

pub(super) fn pick(
    floor: &Floor,
    agent: &AgentId,
    id: &ConversationId,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let view = floor.agent(agent).ok_or_else(|| Refusal::no_agent(agent))?;
    let live = find(floor, id)?;
    if live.state == ConversationState::Active && live.owner.as_ref() == Some(agent) {
        return Ok(Vec::new());
    }
    may_pick(floor, &view, live)?;
    match &live.offer {
        Some(offer) if offer.agent == *agent => Ok(take_offered(floor, live, agent, now)),
        Some(offer) if view.seat.agent.role < Role::Supervisor => Err(offered(live, offer, now)),
        _ => {
            let end = OfferEnd::PickedBy {
                agent: agent.clone(),
            };
            Ok(offer_ended(floor, id, end, now)
                .into_iter()
                .chain([assigned(live, agent, now)])
                .collect())
        }
    }
}

fn may_pick(floor: &Floor, view: &AgentView<'_>, live: &Live) -> Result<(), Refusal> {
    let seat = view.seat;
    let member = floor
        .queue(&live.queue)
        .is_some_and(|queue| queue.members.contains(seat.id()));
    if !member && seat.agent.role < Role::Supervisor {
        return Err(Refusal::new(
            ErrorCode::Forbidden,
            format!("You are not a member of the queue {}.", live.queue),
            "A supervisor can take it, or an administrator can add you to the queue.",
        ));
    }
    if !live.is_in_line() && live.state != ConversationState::Waiting {
        return Err(not_waiting(live));
    }
    if !seat.is_here() {
        return Err(Refusal::new(
            ErrorCode::WrongState,
            "You are not signed in to take work.",
            "Open a desk that does not only watch; then pick again.",
        ));
    }
    Ok(())
}

fn offered(live: &Live, offer: &Offer, now: Timestamp) -> Refusal {
    let seconds = offer.deadline.since(now).as_secs();
    Refusal::new(
        ErrorCode::WrongState,
        format!("It is offered to {} for {seconds} s more.", offer.agent),
        "Wait for the answer; if they do not take it, it can be picked.",
    )
    .owned(None, live.epoch)
}

fn not_waiting(live: &Live) -> Refusal {
    match (&live.owner, live.state) {
        (Some(owner), ConversationState::Active | ConversationState::WrapUp) => Refusal::new(
            ErrorCode::NotOwner,
            format!("{owner} has the conversation."),
            "Open it to read along.",
        ),
        _ => Refusal::new(
            ErrorCode::WrongState,
            "The conversation is closed and cannot be reopened.",
            "Open it to read it.",
        ),
    }
    .owned(live.owner.as_ref(), live.epoch)
}
