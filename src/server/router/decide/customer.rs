//! The customer's side: a handoff comes in, the customer writes, the customer leaves.

use super::find;
use crate::domain::{
    AuthorKind, CloseReason, ConversationId, ConversationState, Handoff, OfferEnd, Queue, QueueId,
    RequeueReason, Timestamp,
};
use crate::protocol::ErrorCode;
use crate::server::router::command::{Command, NewMessage};
use crate::server::router::due::offer_ended;
use crate::server::router::event::Event;
use crate::server::router::floor::{Floor, Live, wanted_topics};
use crate::server::router::refusal::Refusal;

pub(super) fn receive(
    floor: &Floor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let Command::Receive {
        conversation,
        queue,
        handoff,
        flags,
        found,
    } = command
    else {
        return Ok(Vec::new());
    };
    if floor.known_handoff(&handoff.source).is_some() {
        return Ok(Vec::new());
    }
    if floor.conversation(conversation).is_some() {
        return Err(Refusal::new(
            ErrorCode::WrongState,
            format!("There is a conversation {conversation} already."),
            "Choose a new id for every handoff.",
        ));
    }
    let mut events = vec![Event::HandedOver {
        conversation: conversation.clone(),
        queue: choose_queue(floor, queue.as_ref(), handoff)?,
        handoff: handoff.clone(),
        flags: *flags,
        found: found.clone(),
        at: now,
    }];
    if handoff.variables.asks_to_close() {
        events.push(closed(conversation, CloseReason::BotEnded, now));
    }
    Ok(events)
}

/// The queue that is asked for; otherwise the first that takes one of the handoff's topics; otherwise the default queue.
fn choose_queue(
    floor: &Floor,
    asked: Option<&QueueId>,
    handoff: &Handoff,
) -> Result<QueueId, Refusal> {
    if let Some(asked) = asked {
        return match floor.queue(asked) {
            Some(queue) => Ok(queue.id.clone()),
            None => Err(unknown_queue(floor, asked)),
        };
    }
    let by_topic = wanted_topics(handoff).find_map(|topic| queue_of_topic(floor, topic));
    Ok(by_topic.map_or_else(|| QueueId::new(Queue::DEFAULT), |queue| queue.id.clone()))
}

fn queue_of_topic<'a>(floor: &'a Floor, wanted: &str) -> Option<&'a Queue> {
    let wanted = wanted.trim().to_lowercase();
    floor.queues().find(|queue| {
        queue
            .topics
            .iter()
            .any(|topic| topic.trim().to_lowercase() == wanted)
    })
}

fn unknown_queue(floor: &Floor, asked: &QueueId) -> Refusal {
    let names: Vec<&str> = floor.queues().map(|queue| queue.id.as_str()).collect();
    Refusal::new(
        ErrorCode::NotFound,
        format!("There is no queue {asked}."),
        format!("Leave the queue out, or use one of: {}.", names.join(", ")),
    )
}

pub(super) fn wrote(
    floor: &Floor,
    id: &ConversationId,
    message: &NewMessage,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let live = find(floor, id)?;
    if live.heard.get(None, &message.key).is_some() {
        return Ok(Vec::new());
    }
    if live.state == ConversationState::Closed {
        return Err(Refusal::new(
            ErrorCode::WrongState,
            "The conversation is closed; nobody would read this.",
            "Hand over again to start a new one.",
        ));
    }
    let mut events = vec![Event::Said {
        conversation: id.clone(),
        by: AuthorKind::Customer,
        agent: None,
        key: message.key.clone(),
        activity: Box::new(message.activity.clone()),
        at: now,
    }];
    if live.state == ConversationState::Waiting {
        events.push(Event::Requeued {
            conversation: id.clone(),
            reason: RequeueReason::CustomerReturned,
            at: now,
        });
    }
    Ok(events)
}

pub(super) fn left(
    floor: &Floor,
    id: &ConversationId,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let live = find(floor, id)?;
    if live.state == ConversationState::Closed || live.talk.customer_left {
        return Ok(Vec::new());
    }
    let mut events: Vec<Event> = offer_ended(floor, id, OfferEnd::CustomerLeft, now)
        .into_iter()
        .collect();
    events.push(Event::CustomerLeft {
        conversation: id.clone(),
        at: now,
    });
    events.extend(what_follows(live, now));
    Ok(events)
}

/// Before anybody accepted, or while it is set aside, it is over; its owner gets to wrap up.
fn what_follows(live: &Live, now: Timestamp) -> Option<Event> {
    match live.state {
        ConversationState::Active if live.offer.is_none() => Some(Event::WrapUp {
            conversation: live.id.clone(),
            at: now,
        }),
        ConversationState::Open | ConversationState::Active => {
            Some(closed(&live.id, CloseReason::CustomerLeft, now))
        }
        ConversationState::Waiting => Some(closed(&live.id, CloseReason::CustomerEnded, now)),
        ConversationState::WrapUp | ConversationState::Closed => None,
    }
}

fn closed(id: &ConversationId, reason: CloseReason, now: Timestamp) -> Event {
    Event::Closed {
        conversation: id.clone(),
        reason,
        at: now,
    }
}
