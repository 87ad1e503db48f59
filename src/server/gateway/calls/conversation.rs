//! Reading conversations: whole, page by page, live.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;

use super::{DONE, value};
use crate::domain::{AgentId, ConversationId, Handoff, Message, MessageId, Seq, Timestamp};
use crate::protocol::ConversationDetail;
use crate::protocol::call::Page;
use crate::protocol::frame::RpcError;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::session::Session;
use crate::server::gateway::view;
use crate::server::hub::Stored;
use crate::server::journal::Span;
use crate::server::router::Event;

/// How many messages come with a conversation.
const OPENED: usize = 200;

/// How many messages a page has at most.
const MAX_PAGE: usize = 500;

/// How many records are read at once while looking for messages.
const STRIDE: usize = 512;

/// Reads a conversation and follows it. Looking and beginning to follow is one step on the hub, so nothing falls in between.
pub(super) async fn open(session: &Session, conversation: &ConversationId) -> Answer {
    let (id, seat) = (conversation.clone(), Arc::clone(&session.seat));
    let asked = session.shared.hub.ask(move |world, seq| {
        let live = view::readable(&world.floor, &id, &seat.line.user, seat.line.role)?;
        seat.follow(&id, &live.queue, seq);
        Ok::<_, RpcError>((view::row(live), seq))
    });
    let (row, as_of) = asked.await??;
    let (handoff, handed_over_at) = handoff(session, conversation).await?;
    let customer = &row.customer.name;
    let page = messages(session, conversation, customer, as_of.next(), OPENED).await?;
    value(&ConversationDetail {
        as_of,
        row,
        handoff,
        handed_over_at,
        messages: page.messages,
        more: page.more,
    })
}

pub(super) fn unfollow(session: &Session, conversation: &ConversationId) -> Value {
    session.seat.unfollow(conversation);
    DONE
}

pub(super) async fn history(
    session: &Session,
    conversation: &ConversationId,
    before: MessageId,
    limit: u32,
) -> Answer {
    let (id, caller) = (conversation.clone(), Arc::clone(&session.seat.line));
    let asked = session.shared.hub.ask(move |world, _| {
        let live = view::readable(&world.floor, &id, &caller.user, caller.role)?;
        Ok::<_, RpcError>(live.about.customer.name.clone())
    });
    let customer = asked.await??;
    let limit = (limit as usize).clamp(1, MAX_PAGE);
    value(&messages(session, conversation, &customer, before.seq, limit).await?)
}

/// What was handed over, and when. The messages of the transcript stand in the record that brought them.
async fn handoff(
    session: &Session,
    conversation: &ConversationId,
) -> Result<(Handoff, Timestamp), RpcError> {
    let reader = session.shared.hub.reader();
    let first = reader.conversation(conversation, Span::After(Seq(0), 1));
    for Stored { seq, what, .. } in first.await? {
        if let Event::HandedOver { handoff, at, .. } = what {
            let mut handoff = *handoff;
            for (message, part) in handoff.transcript.iter_mut().zip(0..) {
                message.id = MessageId { seq, part };
            }
            return Ok((handoff, at));
        }
    }
    Err(view::no_conversation(conversation))
}

/// The last messages before a record.
async fn messages(
    session: &Session,
    conversation: &ConversationId,
    customer: &str,
    before: Seq,
    limit: usize,
) -> Result<Page, RpcError> {
    let mut said = said_before(session, conversation, before, limit + 1).await?;
    let more = said.len() > limit;
    said.truncate(limit);
    let names = names(session, &said).await?;
    let name = |agent: &AgentId| names.get(agent).cloned().unwrap_or_default();
    let in_order = said.iter().rev();
    let messages: Vec<Message> = in_order
        .filter_map(|(seq, event)| view::message(*seq, event, customer, name))
        .collect();
    Ok(Page { messages, more })
}

/// What was said before a record, the last first, at most `wanted`.
async fn said_before(
    session: &Session,
    conversation: &ConversationId,
    mut before: Seq,
    wanted: usize,
) -> Result<Vec<(Seq, Event)>, RpcError> {
    let reader = session.shared.hub.reader();
    let mut said = Vec::new();
    loop {
        let span = Span::Before(before, STRIDE);
        let records = reader.conversation(conversation, span).await?;
        let beginning = records.len() < STRIDE;
        before = records.first().map_or(Seq(0), |record| record.seq);
        for Stored { seq, what, .. } in records.into_iter().rev() {
            if matches!(what, Event::Said { .. }) && said.len() < wanted {
                said.push((seq, what));
            }
        }
        if beginning || said.len() >= wanted {
            return Ok(said);
        }
    }
}

/// The names of the agents who said something.
async fn names(
    session: &Session,
    said: &[(Seq, Event)],
) -> Result<HashMap<AgentId, String>, RpcError> {
    let agents: BTreeSet<AgentId> = said
        .iter()
        .filter_map(|(_, event)| match event {
            Event::Said { agent, .. } => agent.clone(),
            _ => None,
        })
        .collect();
    let asked = session.shared.hub.ask(move |world, _| {
        let named = agents.into_iter().map(|agent| {
            let name = view::agent_name(&world.floor, &agent);
            (agent, name)
        });
        named.collect()
    });
    Ok(asked.await?)
}
