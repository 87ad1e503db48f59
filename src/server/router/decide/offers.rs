//! The answer to an offer. An offer stands until its end is recorded, so an accept in the last instant is not lost to a clock.

use super::find;
use crate::domain::{AgentId, ConversationId, DeclineReason, OfferEnd, OfferNumber, Timestamp};
use crate::protocol::ErrorCode;
use crate::server::router::command::Command;
use crate::server::router::due::offer_ended;
use crate::server::router::event::Event;
use crate::server::router::floor::{Floor, Live};
use crate::server::router::refusal::Refusal;

/// Longest reason in own words, in characters.
const MAX_REASON_CHARS: usize = 200;

pub(super) fn accept(
    floor: &Floor,
    agent: &AgentId,
    id: &ConversationId,
    number: OfferNumber,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let live = find(floor, id)?;
    if is_out(live, agent, number) {
        return Ok(take_offered(floor, live, agent, now));
    }
    let already = live.owner.as_ref() == Some(agent) && live.round.accepted == Some(number);
    if already {
        return Ok(Vec::new());
    }
    Err(offer_gone(live, agent))
}

pub(super) fn decline(
    floor: &Floor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let Command::Decline {
        agent,
        conversation,
        offer,
        reason,
    } = command
    else {
        return Ok(Vec::new());
    };
    let live = find(floor, conversation)?;
    if is_out(live, agent, *offer) {
        let end = OfferEnd::Declined(shortened(reason));
        return Ok(offer_ended(floor, conversation, end, now)
            .into_iter()
            .collect());
    }
    // Declining what is gone anyway, or declining twice: it is already so, unless they have meanwhile taken it.
    let took_it = live.owner.as_ref() == Some(agent) && live.round.accepted == Some(*offer);
    if !took_it && offer.0 <= live.round.last.0 {
        return Ok(Vec::new());
    }
    Err(offer_gone(live, agent))
}

/// Takes a conversation that is offered to this agent.
pub(super) fn take_offered(
    floor: &Floor,
    live: &Live,
    agent: &AgentId,
    now: Timestamp,
) -> Vec<Event> {
    offer_ended(floor, &live.id, OfferEnd::Accepted, now)
        .into_iter()
        .chain([assigned(live, agent, now)])
        .collect()
}

/// A new assignment.
pub(super) fn assigned(live: &Live, agent: &AgentId, now: Timestamp) -> Event {
    Event::Assigned {
        conversation: live.id.clone(),
        agent: agent.clone(),
        epoch: live.epoch.next(),
        at: now,
    }
}

fn is_out(live: &Live, agent: &AgentId, number: OfferNumber) -> bool {
    live.offer
        .as_ref()
        .is_some_and(|offer| offer.agent == *agent && offer.number == number)
}

fn shortened(reason: &DeclineReason) -> DeclineReason {
    match reason {
        DeclineReason::Other(text) => {
            DeclineReason::Other(text.chars().take(MAX_REASON_CHARS).collect())
        }
        known => known.clone(),
    }
}

fn offer_gone(live: &Live, agent: &AgentId) -> Refusal {
    let message = match (&live.offer, &live.owner, live.closed) {
        (_, _, Some(_)) => "The offer has ended: the conversation is closed.".to_owned(),
        (_, Some(owner), _) if owner == agent => {
            "The offer has ended: you own the conversation already.".to_owned()
        }
        (_, Some(owner), _) => format!("The offer has ended: {owner} has the conversation."),
        (Some(offer), _, _) if offer.agent == *agent => format!(
            "That offer has ended; offer {} of the same conversation is out to you.",
            offer.number
        ),
        (Some(offer), _, _) => {
            format!("The offer has ended: it is offered to {} now.", offer.agent)
        }
        (None, None, None) => {
            "The offer has ended: the conversation is back in its queue.".to_owned()
        }
    };
    let hint = "Pick it from its queue if it still waits there.";
    Refusal::new(ErrorCode::OfferGone, message, hint).owned(live.owner.as_ref(), live.epoch)
}
