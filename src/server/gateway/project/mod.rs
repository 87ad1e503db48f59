//! From an event to what each audience is told of it. Pure: the floor after the event, who owned the conversation before.
//!
//! | who | is told |
//! |---|---|
//! | the owner | row, message, themselves |
//! | who owned it before | that it is gone, themselves |
//! | who is offered it | the offer or its end, themselves |
//! | followers | row, message |

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;

use super::published::{Control, Published};
use super::switchboard::Switchboard;
use super::view;
use crate::domain::{AgentId, AuthorKind, Role, Seq};
use crate::protocol::{Notice, Update};
use crate::server::hub;
use crate::server::router::{Before, Event, Floor, Live};

/// Makes the notices of each record, as soon as it is applied.
#[derive(Debug)]
pub struct Projector {
    switchboard: Arc<Switchboard>,
}

impl Projector {
    /// A projector for the people at this switchboard.
    pub fn new(switchboard: Arc<Switchboard>) -> Self {
        Self { switchboard }
    }
}

impl hub::Projector for Projector {
    type Published = Published;

    fn project(
        &mut self,
        floor: &Floor,
        before: &Before,
        seq: Seq,
        event: &Event,
    ) -> Option<Published> {
        let conversation = event.conversation();
        let followed = conversation.is_some_and(|id| self.switchboard.is_followed(id));
        let owner = before.owner.as_ref();
        Some(project(floor, owner, seq, event, followed))
    }
}

/// The pure part: `followed` says whether anybody follows the conversation.
fn project(
    floor: &Floor,
    prior_owner: Option<&AgentId>,
    seq: Seq,
    event: &Event,
    followed: bool,
) -> Published {
    let live = event
        .conversation()
        .and_then(|conversation| floor.conversation(conversation));
    match live {
        Some(live) => of_conversation(floor, live, prior_owner, seq, event, followed),
        None => of_floor(floor, seq, event),
    }
}

/// The changes of each person, gathered before they are encoded.
#[derive(Debug, Default)]
struct Audience<'a>(Vec<(&'a AgentId, Vec<Update>)>);

impl<'a> Audience<'a> {
    fn add(&mut self, who: &'a AgentId, changes: impl IntoIterator<Item = Update>) {
        match self.0.iter_mut().find(|(known, _)| *known == who) {
            Some((_, known)) => known.extend(changes),
            None => self.0.push((who, changes.into_iter().collect())),
        }
    }
}

fn of_conversation(
    floor: &Floor,
    live: &Live,
    prior_owner: Option<&AgentId>,
    seq: Seq,
    event: &Event,
    followed: bool,
) -> Published {
    let row = Box::new(view::row(live));
    let owner = live.owner.as_ref().filter(|_| row.owner.is_some());
    let shared = shared(floor, live, &row, seq, event);
    let mut audience = Audience::default();
    if let Some(owner) = owner {
        audience.add(owner, shared.clone());
    }
    if let Some(prior) = prior_owner.filter(|prior| Some(*prior) != owner) {
        audience.add(prior, [Update::Gone { row }]);
    }
    match event {
        Event::OfferMade { offer, .. } => {
            let view = view::offer(live).map(Box::new);
            let made = view.map(|offer| Update::OfferMade { offer });
            audience.add(&offer.agent, made);
        }
        Event::OfferEnded {
            conversation,
            agent,
            number,
            end,
            ..
        } => {
            let ended = Update::OfferEnded {
                conversation: conversation.clone(),
                number: *number,
                end: end.clone(),
            };
            audience.add(agent, [ended]);
        }
        _ => {}
    }
    if !matches!(event, Event::Said { .. } | Event::CustomerLeft { .. }) {
        for (who, changes) in &mut audience.0 {
            let you = view::you(floor, who, Role::Agent);
            changes.push(Update::You { you });
        }
    }
    let mut published = publish(seq, audience);
    published.followers = followed.then(|| encode(seq, shared)).flatten();
    published.conversation = Some(live.id.clone());
    published.floor = shows_in_queue(live, event);
    published
}

/// What owner and followers are told alike.
fn shared(
    floor: &Floor,
    live: &Live,
    row: &crate::protocol::ConversationRow,
    seq: Seq,
    event: &Event,
) -> Vec<Update> {
    let name = |agent: &AgentId| view::agent_name(floor, agent);
    let message = view::message(seq, event, &live.about.customer.name, name);
    let row = Box::new(row.clone());
    let message = message.map(|message| Update::Message {
        conversation: live.id.clone(),
        message: Box::new(message),
    });
    [Update::Conversation { row }]
        .into_iter()
        .chain(message)
        .collect()
}

/// Whether the queue's view may differ after this: what is said matters only while it waits, and only by the customer.
fn shows_in_queue(live: &Live, event: &Event) -> bool {
    match event {
        Event::Said { by, .. } => live.is_in_line() && *by == AuthorKind::Customer,
        _ => true,
    }
}

fn of_floor(floor: &Floor, seq: Seq, event: &Event) -> Published {
    let mut audience = Audience::default();
    let (who, control) = match event {
        Event::Connected { agent, .. } | Event::PresenceChosen { agent, .. } => (Some(agent), None),
        Event::Disconnected { agent, lost, .. } => {
            (Some(agent), lost.then(|| Control::Lost(agent.clone())))
        }
        Event::AgentSet { agent } => {
            let control = Control::Role(agent.id.clone(), agent.role);
            (Some(&agent.id), Some(control))
        }
        Event::QueueSet { queue } => {
            let control = Control::Members(queue.id.clone(), queue.members.clone());
            (None, Some(control))
        }
        // An event of a conversation that the floor has forgotten already concerns nobody.
        _ => (None, None),
    };
    if let Some(who) = who {
        let you = view::you(floor, who, Role::Agent);
        audience.add(who, [Update::You { you }]);
    }
    let mut published = publish(seq, audience);
    published.floor = true;
    published.control = control;
    published
}

fn publish(seq: Seq, audience: Audience<'_>) -> Published {
    let mut published = Published::new(seq);
    published.to = audience
        .0
        .into_iter()
        .filter_map(|(who, changes)| Some((who.clone(), encode(seq, changes)?)))
        .collect();
    published
}

fn encode(seq: Seq, changes: Vec<Update>) -> Option<Utf8Bytes> {
    match (Notice::Update { seq, changes }).encode() {
        Ok(text) => Some(text.into()),
        Err(error) => {
            tracing::error!(%seq, %error, "a notice could not be written");
            None
        }
    }
}
