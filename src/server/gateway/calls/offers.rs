//! Taking conversations and turning them down.

use super::{DONE, value};
use crate::domain::{ConversationId, DeclineReason, Epoch, OfferNumber};
use crate::protocol::call::Taken;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::refusal::not_found;
use crate::server::gateway::session::Session;
use crate::server::hub::Outcome;
use crate::server::router::{Command, Event};

pub(super) async fn accept(
    session: &Session,
    conversation: &ConversationId,
    offer: OfferNumber,
) -> Answer {
    let command = Command::Accept {
        agent: session.user().clone(),
        conversation: conversation.clone(),
        offer,
    };
    let outcome = session.execute(command).await?;
    taken(session, conversation, &outcome).await
}

pub(super) async fn decline(
    session: &Session,
    conversation: &ConversationId,
    offer: OfferNumber,
    reason: &DeclineReason,
) -> Answer {
    let command = Command::Decline {
        agent: session.user().clone(),
        conversation: conversation.clone(),
        offer,
        reason: reason.clone(),
    };
    session.execute(command).await?;
    Ok(DONE)
}

pub(super) async fn pick(session: &Session, conversation: &ConversationId) -> Answer {
    let command = Command::Pick {
        agent: session.user().clone(),
        conversation: conversation.clone(),
    };
    let outcome = session.execute(command).await?;
    taken(session, conversation, &outcome).await
}

/// Under which assignment; no event means that it had been taken before.
async fn taken(session: &Session, id: &ConversationId, outcome: &Outcome) -> Answer {
    let assigned = outcome.events.iter().find_map(|(_, event)| match event {
        Event::Assigned {
            conversation,
            epoch,
            ..
        } if conversation == id => Some(*epoch),
        _ => None,
    });
    let epoch = match assigned {
        Some(epoch) => epoch,
        None => present_epoch(session, id).await?,
    };
    value(&Taken { epoch })
}

async fn present_epoch(
    session: &Session,
    conversation: &ConversationId,
) -> Result<Epoch, crate::protocol::frame::RpcError> {
    let id = conversation.clone();
    let asked = session.shared.hub.ask(move |world, _| {
        let live = world.floor.conversation(&id);
        live.map(|live| live.epoch)
    });
    asked
        .await?
        .ok_or_else(|| not_found(format!("There is no open conversation {conversation}.")))
}
