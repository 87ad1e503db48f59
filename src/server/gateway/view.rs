//! The floor as the protocol shows it. Nothing here is sanitised: that is done where it is drawn.

use super::refusal::{forbidden, not_found};
use crate::domain::{
    Agent, AgentId, Author, AuthorKind, ConversationId, ConversationState, Message, MessageId,
    Queue, Role, Seq, Timestamp,
};
use crate::protocol::frame::RpcError;
use crate::protocol::{ConversationRow, OfferView, QueueView, Snapshot, You};
use crate::server::router::{Event, Floor, Live};

/// How many of those who wait a queue's view shows.
const HEAD: usize = 50;

/// A conversation as a row. A closed one is nobody's.
pub(super) fn row(live: &Live) -> ConversationRow {
    let closed = live.state == ConversationState::Closed;
    ConversationRow {
        id: live.id.clone(),
        customer: live.about.customer.clone(),
        channel: live.about.channel,
        queue: live.queue.clone(),
        state: live.state,
        owner: live.owner.clone().filter(|_| !closed),
        epoch: live.epoch,
        offered_to: live.offered_to().cloned(),
        topic: live.about.topic.clone(),
        preview: live.talk.preview.clone(),
        waiting_since: live.waits_since(),
        last_seq: live.talk.last_seq,
        unanswered_since: live.talk.unanswered_since,
        flags: live.about.flags,
        customer_left: live.talk.customer_left,
    }
}

/// The offer that is out for a conversation.
pub(super) fn offer(live: &Live) -> Option<OfferView> {
    Some(OfferView {
        row: row(live),
        offer: live.offer.clone()?,
    })
}

/// A person as they see themselves; somebody who has no place on the floor takes no conversations.
pub(super) fn you(floor: &Floor, user: &AgentId, role: Role) -> You {
    match floor.agent(user) {
        Some(view) => You {
            agent: view.seat.agent.clone(),
            presence: view.presence(),
            load: view.load(),
        },
        None => You {
            agent: Agent {
                id: user.clone(),
                name: user.to_string(),
                role,
                capacity: 0,
            },
            presence: crate::domain::PresenceView::default(),
            load: 0,
        },
    }
}

/// Whether somebody sees this queue and what is in it: its members do, and supervisors.
pub(super) fn sees(queue: &Queue, user: &AgentId, role: Role) -> bool {
    role >= Role::Supervisor || queue.members.contains(user)
}

/// A queue with its numbers and the head of its line.
pub(super) fn queue(floor: &Floor, queue: &Queue, now: Timestamp) -> QueueView {
    let stats = floor.queue_stats(&queue.id).unwrap_or_default();
    let mut waiting = floor.waiting(&queue.id);
    let first = waiting.find(|live| live.offer.is_none());
    QueueView {
        id: queue.id.clone(),
        name: queue.name.clone(),
        waiting: stats.waiting,
        longest_since: stats.longest_since,
        offers_out: stats.offers_out,
        active: stats.active,
        available: stats.available,
        staffed: stats.staffed,
        load: stats.load,
        capacity: stats.capacity,
        why: first.and_then(|live| floor.why_conversation(&live.id, now)),
        head: floor.waiting(&queue.id).take(HEAD).map(row).collect(),
    }
}

/// Everything a desk begins with.
pub(super) fn snapshot(
    floor: &Floor,
    seq: Seq,
    user: &AgentId,
    role: Role,
    now: Timestamp,
) -> Snapshot {
    let agent = floor.agent(user);
    let owned = agent.into_iter().flat_map(|view| view.owned());
    let offered = agent.into_iter().flat_map(|view| view.offers());
    let visible = floor.queues().filter(|queue| sees(queue, user, role));
    Snapshot {
        seq,
        you: you(floor, user, role),
        mine: owned
            .filter_map(|id| floor.conversation(id))
            .map(row)
            .collect(),
        offers: offered
            .filter_map(|id| floor.conversation(id))
            .filter_map(offer)
            .collect(),
        queues: visible.map(|one| queue(floor, one, now)).collect(),
    }
}

/// What was said, as a message; `None` if the event is of another kind. `agent_name` gives the display name of a person.
pub(super) fn message(
    seq: Seq,
    event: &Event,
    customer_name: &str,
    agent_name: impl FnOnce(&AgentId) -> String,
) -> Option<Message> {
    let Event::Said {
        by,
        agent,
        activity,
        at,
        ..
    } = event
    else {
        return None;
    };
    let name = match (by, agent) {
        (AuthorKind::Customer, _) => customer_name.to_owned(),
        (_, Some(agent)) => agent_name(agent),
        (_, None) => String::new(),
    };
    Some(Message {
        id: MessageId { seq, part: 0 },
        at: *at,
        author: Author { kind: *by, name },
        activity: (**activity).clone(),
    })
}

/// The display name of a person.
pub(super) fn agent_name(floor: &Floor, agent: &AgentId) -> String {
    match floor.agent(agent) {
        Some(view) => view.seat.agent.name.clone(),
        None => agent.to_string(),
    }
}

/// The conversation, if this person may read it: its owner, the one it is offered to, members of its queue, supervisors.
pub(super) fn readable<'a>(
    floor: &'a Floor,
    id: &ConversationId,
    user: &AgentId,
    role: Role,
) -> Result<&'a Live, RpcError> {
    let live = floor.conversation(id).ok_or_else(|| no_conversation(id))?;
    let holds = live.owner.as_ref() == Some(user) || live.offered_to() == Some(user);
    let queue = floor.queue(&live.queue);
    if holds || role >= Role::Supervisor || queue.is_some_and(|queue| sees(queue, user, role)) {
        return Ok(live);
    }
    Err(forbidden(format!(
        "The conversation belongs to the queue {}, and you are not a member.",
        live.queue
    )))
}

/// There is no such conversation, or none any more that can be read here.
pub(super) fn no_conversation(id: &ConversationId) -> RpcError {
    not_found(format!("There is no open conversation {id}."))
}
