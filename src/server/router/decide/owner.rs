//! What only the owner may do, and only under the present assignment: answer, end, close, give back, leave.

use super::find;
use crate::domain::{
    AgentId, AuthorKind, CloseReason, ConversationState, Epoch, RequeueReason, Timestamp,
};
use crate::protocol::ErrorCode;
use crate::server::router::command::{Command, Conclusion};
use crate::server::router::event::Event;
use crate::server::router::floor::{Floor, Live};
use crate::server::router::refusal::Refusal;

pub(super) fn reply(
    floor: &Floor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let Command::Reply {
        agent,
        conversation,
        epoch,
        message,
    } = command
    else {
        return Ok(Vec::new());
    };
    let live = find(floor, conversation)?;
    // Before everything else: what is durable stays said, whoever owns the conversation by now.
    if live.heard.get(Some(agent), &message.key).is_some() {
        return Ok(Vec::new());
    }
    own(live, agent, *epoch)?;
    match live.state {
        ConversationState::Active => Ok(vec![Event::Said {
            conversation: conversation.clone(),
            by: AuthorKind::Agent,
            agent: Some(agent.clone()),
            key: message.key.clone(),
            activity: Box::new(message.activity.clone()),
            at: now,
        }]),
        ConversationState::WrapUp => Err(wrong_state(
            live,
            "The conversation has ended; the customer does not read any more.",
            "Close it when your notes are done.",
        )),
        _ => Err(is_closed(live)),
    }
}

pub(super) fn conclude(
    floor: &Floor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let Command::Conclude {
        agent,
        conversation,
        epoch,
        how,
    } = command
    else {
        return Ok(Vec::new());
    };
    let live = find(floor, conversation)?;
    if is_done(live, agent, *epoch, *how) {
        return Ok(Vec::new());
    }
    own(live, agent, *epoch)?;
    match how {
        Conclusion::End => end(live, now),
        Conclusion::Close => close(live, now),
        Conclusion::Release => give_back(live, RequeueReason::Released, now),
        Conclusion::Leave if live.about.channel.is_live() => {
            give_back(live, RequeueReason::SessionClosed, now)
        }
        Conclusion::Leave => leave(live, now),
    }
}

/// Whether this very assignment has already been concluded in this way: the call was repeated.
fn is_done(live: &Live, agent: &AgentId, epoch: Epoch, how: Conclusion) -> bool {
    if live.epoch != epoch {
        return false;
    }
    let (owner, last) = (live.owner.as_ref(), live.last_owner.as_ref());
    match how {
        Conclusion::End => {
            owner == Some(agent)
                && matches!(
                    live.state,
                    ConversationState::WrapUp | ConversationState::Closed
                )
        }
        Conclusion::Close => owner == Some(agent) && live.state == ConversationState::Closed,
        Conclusion::Release | Conclusion::Leave => {
            owner.is_none()
                && last == Some(agent)
                && live.state != ConversationState::Closed
                && (how == Conclusion::Leave || live.is_in_line())
        }
    }
}

fn end(live: &Live, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    active(live)?;
    Ok(vec![Event::WrapUp {
        conversation: live.id.clone(),
        at: now,
    }])
}

fn close(live: &Live, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if live.state != ConversationState::WrapUp {
        return Err(wrong_state(
            live,
            "The conversation has not been ended.",
            "End it first; after wrap-up it can be closed.",
        ));
    }
    let reason = if live.talk.customer_left {
        CloseReason::CustomerEnded
    } else {
        CloseReason::Agent
    };
    Ok(vec![Event::Closed {
        conversation: live.id.clone(),
        reason,
        at: now,
    }])
}

fn give_back(live: &Live, reason: RequeueReason, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    active(live)?;
    Ok(vec![Event::Requeued {
        conversation: live.id.clone(),
        reason,
        at: now,
    }])
}

fn leave(live: &Live, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    active(live)?;
    Ok(vec![Event::SetAside {
        conversation: live.id.clone(),
        at: now,
    }])
}

fn active(live: &Live) -> Result<(), Refusal> {
    match live.state {
        ConversationState::Active => Ok(()),
        ConversationState::WrapUp => Err(wrong_state(
            live,
            "The conversation has ended and is in wrap-up.",
            "Close it when your notes are done.",
        )),
        _ => Err(is_closed(live)),
    }
}

/// At most one owner: a stale one is told who it is now.
fn own(live: &Live, agent: &AgentId, epoch: Epoch) -> Result<(), Refusal> {
    let owner = live.owner.as_ref();
    if owner == Some(agent) && live.epoch == epoch {
        return Ok(());
    }
    let message = match owner {
        _ if live.state == ConversationState::Closed => "The conversation is closed.".to_owned(),
        Some(owner) if owner == agent => {
            format!("You own it under assignment {}, not {epoch}.", live.epoch)
        }
        Some(owner) => format!("{owner} owns the conversation now."),
        None => match live.offered_to() {
            Some(offered) => format!("Nobody owns the conversation; it is offered to {offered}."),
            None => "Nobody owns the conversation; it waits in its queue.".to_owned(),
        },
    };
    let hint = "Nothing was sent or changed; open the conversation to see where it stands.";
    Err(Refusal::new(ErrorCode::NotOwner, message, hint).owned(owner, live.epoch))
}

fn is_closed(live: &Live) -> Refusal {
    wrong_state(
        live,
        "The conversation is closed.",
        "A closed conversation cannot be reopened.",
    )
}

fn wrong_state(live: &Live, message: &str, hint: &str) -> Refusal {
    Refusal::new(ErrorCode::WrongState, message, hint).owned(live.owner.as_ref(), live.epoch)
}
