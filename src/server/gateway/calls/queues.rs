//! What is in a queue, and why things are as they are.

use std::sync::Arc;

use super::value;
use crate::domain::{AgentId, ConversationId, QueueId, Role, Timestamp};
use crate::protocol::call::{Listing, Why, WhyAbout};
use crate::protocol::frame::RpcError;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::refusal::{forbidden, not_found};
use crate::server::gateway::session::Session;
use crate::server::gateway::view;
use crate::server::router::{Floor, Live};

/// How many rows a listing has at most.
const MAX_ROWS: usize = 500;

pub(super) async fn list(session: &Session, queue: &QueueId) -> Answer {
    let (id, caller) = (queue.clone(), Arc::clone(&session.seat.line));
    let asked = session.shared.hub.ask(move |world, _| {
        let queue = world.floor.queue(&id);
        let queue = queue.ok_or_else(|| not_found(format!("There is no queue {id}.")))?;
        if !view::sees(queue, &caller.user, caller.role) {
            let message = format!("You are not a member of the queue {id}.");
            return Err(forbidden(message));
        }
        Ok(listing(&world.floor, &id))
    });
    value(&asked.await??)
}

/// Longest waiting first, then those that are owned by owner, then those set aside.
fn listing(floor: &Floor, queue: &QueueId) -> Listing {
    let mut held: Vec<&Live> = floor.held(queue).collect();
    held.sort_by_key(|live| (&live.owner, live.waiting_since, &live.id));
    let mut aside: Vec<&Live> = floor.set_aside(queue).collect();
    aside.sort_by_key(|live| &live.id);
    let all: Vec<&Live> = floor.waiting(queue).chain(held).chain(aside).collect();
    Listing {
        total: all.len() as u32,
        rows: all.into_iter().take(MAX_ROWS).map(view::row).collect(),
    }
}

pub(super) async fn why(session: &Session, about: &WhyAbout) -> Answer {
    let (about, caller) = (about.clone(), Arc::clone(&session.seat.line));
    let now = session.shared.clock.now();
    let asked = session.shared.hub.ask(move |world, _| match &about {
        WhyAbout::Conversation(id) => {
            why_conversation(&world.floor, id, &caller.user, caller.role, now)
        }
        WhyAbout::Agent(agent) => why_agent(&world.floor, agent, &caller.user, caller.role),
    });
    let sentence = asked.await??;
    value(&Why { sentence })
}

fn why_conversation(
    floor: &Floor,
    id: &ConversationId,
    user: &AgentId,
    role: Role,
    now: Timestamp,
) -> Result<String, RpcError> {
    view::readable(floor, id, user, role)?;
    floor
        .why_conversation(id, now)
        .ok_or_else(|| view::no_conversation(id))
}

fn why_agent(
    floor: &Floor,
    agent: &AgentId,
    user: &AgentId,
    role: Role,
) -> Result<String, RpcError> {
    if agent != user && role < Role::Supervisor {
        return Err(forbidden("Only supervisors may ask about somebody else."));
    }
    floor
        .why_agent(agent)
        .ok_or_else(|| not_found(format!("Nobody is called {agent} here.")))
}
