//! Events of conversations. Every change of a conversation goes through [`change`], which keeps the indexes right and sees to
//! it that the state only moves along the documented table.

use std::time::Duration;

use crate::domain::{
    AgentId, AuthorKind, CloseReason, ConversationId, ConversationState, Offer, OfferEnd,
    RequeueReason, Seq, Timestamp,
};
use crate::server::router::event::Event;
use crate::server::router::floor::{Floor, Live, Tries, preview};
use crate::server::router::limits::{CLOSED_REMEMBERED, wrap_up_time};

/// Changes one conversation and what follows from it: its place in the indexes, the load of those who hold it.
fn change(floor: &mut Floor, id: &ConversationId, edit: impl FnOnce(&mut Live)) {
    let Some(live) = floor.facts.conversations.get_mut(id) else {
        return;
    };
    let state = live.state;
    let holder = live.holder().cloned();
    floor.index.take(live);
    edit(live);
    floor.index.put(live);
    debug_assert!(
        state == live.state || state.may_become(live.state),
        "{id}: {state} must not become {}",
        live.state
    );
    let next = live.holder().cloned();
    if holder != next {
        refresh(floor, holder.as_ref());
    }
    refresh(floor, next.as_ref());
}

fn refresh(floor: &mut Floor, agent: Option<&AgentId>) {
    if let Some(seat) = agent.and_then(|agent| floor.facts.seats.get(agent)) {
        floor.index.refresh(seat);
    }
}

/// Somebody was given work: they come last among equals.
fn given(floor: &mut Floor, agent: &AgentId, at: Timestamp) {
    if let Some(seat) = floor.facts.seats.get_mut(agent) {
        seat.given_at = at;
    }
}

/// Available and Busy set by hand hold until the next accept or close (`oc-manage-presence-status`, 2023-01-05).
fn by_load_again(floor: &mut Floor, agent: &AgentId) {
    if let Some(seat) = floor.facts.seats.get_mut(agent)
        && seat.chosen.takes_work()
    {
        seat.by_hand = false;
    }
}

pub(super) fn handed_over(floor: &mut Floor, event: &Event) {
    let Event::HandedOver {
        conversation,
        queue,
        handoff,
        flags,
        found,
        at,
    } = event
    else {
        return;
    };
    if floor.conversation(conversation).is_some() {
        return;
    }
    floor.facts.arrivals += 1;
    floor.facts.totals.count(&handoff.bot, found, *at);
    let live = Live::received(
        conversation,
        queue,
        handoff,
        *flags,
        *at,
        floor.facts.arrivals,
    );
    floor.index.put(&live);
    let source = live.about.source.clone();
    floor.index.sources.insert(source, conversation.clone());
    floor.facts.conversations.insert(conversation.clone(), live);
}

pub(super) fn offer_made(floor: &mut Floor, id: &ConversationId, offer: &Offer) {
    given(floor, &offer.agent, offer.made_at);
    change(floor, id, |live| {
        live.state = ConversationState::Active;
        live.round.last = offer.number;
        let tries = live.round.tries.entry(offer.agent.clone()).or_default();
        tries.made = tries.made.saturating_add(1);
        live.offer = Some(offer.clone());
    });
}

pub(super) fn offer_ended(floor: &mut Floor, event: &Event) {
    let Event::OfferEnded {
        conversation,
        agent,
        number,
        end,
        ..
    } = event
    else {
        return;
    };
    change(floor, conversation, |live| {
        live.offer = None;
        match end {
            OfferEnd::Accepted => live.round.accepted = Some(*number),
            OfferEnd::CustomerLeft => {}
            OfferEnd::Declined(_) | OfferEnd::TimedOut => {
                let tries = live.round.tries.entry(agent.clone()).or_default();
                tries.missed = tries.missed.saturating_add(1);
                live.state = ConversationState::Open;
            }
            OfferEnd::AgentGone | OfferEnd::PickedBy { .. } => live.state = ConversationState::Open,
        }
    });
}

pub(super) fn assigned(floor: &mut Floor, event: &Event) {
    let Event::Assigned {
        conversation,
        agent,
        epoch,
        at,
    } = event
    else {
        return;
    };
    given(floor, agent, *at);
    by_load_again(floor, agent);
    change(floor, conversation, |live| {
        live.state = ConversationState::Active;
        live.owner = Some(agent.clone());
        live.epoch = *epoch;
        live.due = None;
    });
}

pub(super) fn said(floor: &mut Floor, event: &Event) {
    let Event::Said {
        conversation,
        by,
        agent,
        key,
        activity,
        at,
    } = event
    else {
        return;
    };
    let Some(live) = floor.facts.conversations.get_mut(conversation) else {
        return;
    };
    live.heard.insert(agent.as_ref(), key, Seq::default());
    if *by == AuthorKind::Customer {
        if let Some(text) = &activity.text {
            live.talk.preview = Some(preview(text));
        }
        live.talk.unanswered_since.get_or_insert(*at);
    } else {
        live.talk.unanswered_since = None;
    }
}

pub(super) fn customer_left(floor: &mut Floor, id: &ConversationId) {
    if let Some(live) = floor.facts.conversations.get_mut(id) {
        live.talk.customer_left = true;
    }
}

pub(super) fn requeued(floor: &mut Floor, event: &Event) {
    let Event::Requeued {
        conversation,
        reason,
        at,
    } = event
    else {
        return;
    };
    change(floor, conversation, |live| {
        live.state = ConversationState::Open;
        live.due = None;
        live.last_owner = live.owner.take().or_else(|| live.last_owner.take());
        if *reason == RequeueReason::CustomerReturned {
            live.waiting_since = *at;
        }
        // A new round of offers, in which the one who gave it back comes last.
        live.round.tries.clear();
        if let Some(last) = &live.last_owner {
            let tries = Tries { made: 1, missed: 0 };
            live.round.tries.insert(last.clone(), tries);
        }
    });
}

pub(super) fn set_aside(floor: &mut Floor, id: &ConversationId, at: Timestamp) {
    let Some(live) = floor.conversation(id) else {
        return;
    };
    let seconds = floor.queue(&live.queue).map_or_else(
        || crate::domain::QueueSettings::default().waiting_close_seconds,
        |queue| queue.settings.waiting_close_seconds,
    );
    change(floor, id, |live| {
        live.state = ConversationState::Waiting;
        live.last_owner = live.owner.take();
        live.due = Some(at.after(Duration::from_secs(u64::from(seconds))));
    });
}

pub(super) fn wrap_up(floor: &mut Floor, id: &ConversationId, at: Timestamp) {
    change(floor, id, |live| {
        live.state = ConversationState::WrapUp;
        live.due = Some(at.after(wrap_up_time(live.about.channel)));
    });
}

pub(super) fn closed(floor: &mut Floor, id: &ConversationId, reason: CloseReason) {
    if let Some(owner) = floor.conversation(id).and_then(|live| live.owner.clone()) {
        by_load_again(floor, &owner);
    }
    change(floor, id, |live| {
        live.state = ConversationState::Closed;
        live.offer = None;
        live.due = None;
        live.closed = Some(reason);
    });
    floor.facts.closed.push_back(id.clone());
    while floor.facts.closed.len() > CLOSED_REMEMBERED {
        forget_oldest(floor);
    }
}

fn forget_oldest(floor: &mut Floor) {
    let Some(id) = floor.facts.closed.pop_front() else {
        return;
    };
    if let Some(live) = floor.facts.conversations.remove(&id) {
        floor.index.sources.remove(&live.about.source);
    }
}
