//! What only the owner of a conversation does: answer, type, end, close, give back, leave.

use std::sync::Arc;

use super::{DONE, value};
use crate::activity::outward::{MAX_ACTIVITY_BYTES, agent_text};
use crate::domain::{AuthorKind, ConversationId, Epoch, MessageId, MessageKey, Seq};
use crate::protocol::ErrorCode;
use crate::protocol::call::{Owned, Sent};
use crate::protocol::frame::RpcError;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::refusal::{internal, not_found};
use crate::server::gateway::request::bad_params;
use crate::server::gateway::session::Session;
use crate::server::gateway::{typing, view};
use crate::server::hub::Outcome;
use crate::server::router::{Command, Conclusion, Event, NewMessage};

pub(super) async fn send(
    session: &Session,
    conversation: &ConversationId,
    epoch: Epoch,
    text: &str,
    key: &MessageKey,
) -> Answer {
    let message = NewMessage {
        key: key.clone(),
        activity: agent_text(text),
    };
    check(&message)?;
    let command = Command::Reply {
        agent: session.user().clone(),
        conversation: conversation.clone(),
        epoch,
        message: Box::new(message),
    };
    let outcome = session.execute(command).await?;
    let seq = match said(&outcome, key) {
        Some(seq) => seq,
        None => said_before(session, conversation, key).await?,
    };
    let id = MessageId { seq, part: 0 };
    value(&Sent { id })
}

fn check(message: &NewMessage) -> Result<(), RpcError> {
    let text = message.activity.text.as_deref().unwrap_or_default();
    if text.trim().is_empty() {
        let message = "params.text: there is nothing in it.".to_owned();
        return Err(bad_params(message));
    }
    let bytes = serde_json::to_vec(&message.activity).map_err(|_| internal())?;
    let over = bytes.len().saturating_sub(MAX_ACTIVITY_BYTES);
    if over == 0 {
        return Ok(());
    }
    Err(RpcError::new(
        ErrorCode::TooLarge,
        format!(
            "The message has {} bytes as an activity, {over} over the limit.",
            bytes.len()
        ),
        format!("An activity may have {MAX_ACTIVITY_BYTES} bytes: send it in parts."),
    ))
}

fn said(outcome: &Outcome, key: &MessageKey) -> Option<Seq> {
    let mut events = outcome.events.iter();
    let said =
        events.find(|(_, event)| matches!(event, Event::Said { key: said, .. } if said == key));
    said.map(|(seq, _)| *seq)
}

/// Where the message stands that came under this key before.
async fn said_before(
    session: &Session,
    conversation: &ConversationId,
    key: &MessageKey,
) -> Result<Seq, RpcError> {
    let (id, user, key) = (conversation.clone(), session.user().clone(), key.clone());
    let asked = session
        .shared
        .hub
        .ask(move |world, _| world.floor.said_at(&id, Some(&user), &key));
    asked.await?.ok_or_else(internal)
}

pub(super) async fn typing(session: &Session, conversation: &ConversationId) -> Answer {
    let (id, user) = (conversation.clone(), session.user().clone());
    let asked = session.shared.hub.ask(move |world, _| {
        let live = world.floor.conversation(&id)?;
        let name = view::agent_name(&world.floor, &user);
        Some((live.owner.clone(), live.epoch, name))
    });
    let (owner, epoch, name) = asked
        .await?
        .ok_or_else(|| not_found(format!("There is no open conversation {conversation}.")))?;
    if owner.as_ref() != Some(session.user()) {
        let hint = "Only who owns it is shown as typing.";
        let mut error = RpcError::new(
            ErrorCode::NotOwner,
            "You do not own the conversation.",
            hint,
        );
        error.data.owner = owner;
        error.data.epoch = Some(epoch);
        return Err(error);
    }
    let passes = session
        .shared
        .typing
        .passes(conversation, AuthorKind::Agent);
    if passes && let Some(text) = typing::notice(conversation.clone(), AuthorKind::Agent, name) {
        let by: Option<&Arc<_>> = Some(&session.seat.line);
        let switchboard = &session.shared.switchboard;
        switchboard.typing(conversation, owner.as_ref(), &text, by);
    }
    Ok(DONE)
}

pub(super) async fn conclude(session: &Session, owned: &Owned, how: Conclusion) -> Answer {
    let command = Command::Conclude {
        agent: session.user().clone(),
        conversation: owned.conversation.clone(),
        epoch: owned.epoch,
        how,
    };
    session.execute(command).await?;
    Ok(DONE)
}
