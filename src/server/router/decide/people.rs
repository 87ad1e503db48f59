//! People and queues: signing in and off, presence, set-up.

use crate::domain::{Agent, AgentId, OfferEnd, Presence, Queue, QueueSettings, Timestamp};
use crate::protocol::ErrorCode;
use crate::server::router::due::{gone, offer_ended, withdraw};
use crate::server::router::event::Event;
use crate::server::router::floor::{AgentView, Floor};
use crate::server::router::limits::{MAX_NAME_CHARS, MAX_OFFER_SECONDS, MAX_OFFERS_PER_AGENT};
use crate::server::router::refusal::Refusal;

fn find<'a>(floor: &'a Floor, agent: &AgentId) -> Result<AgentView<'a>, Refusal> {
    floor.agent(agent).ok_or_else(|| Refusal::no_agent(agent))
}

pub(super) fn connect(
    floor: &Floor,
    agent: &AgentId,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    if find(floor, agent)?.seat.is_here() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Connected {
        agent: agent.clone(),
        at: now,
    }])
}

pub(super) fn sign_off(
    floor: &Floor,
    agent: &AgentId,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    if !find(floor, agent)?.seat.is_here() {
        return Ok(Vec::new());
    }
    Ok(gone(floor, agent, false, now))
}

pub(super) fn set_presence(
    floor: &Floor,
    agent: &AgentId,
    presence: Presence,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let seat = find(floor, agent)?.seat;
    if !presence.may_be_chosen() {
        return Err(Refusal::new(
            ErrorCode::BadPresence,
            format!("{} is set by the system alone.", presence.label()),
            "Choose available, busy, doNotDisturb, away or offline.",
        ));
    }
    if !seat.is_here() {
        return Err(Refusal::new(
            ErrorCode::WrongState,
            "You are not signed in to take work, so you have no presence to choose.",
            "Open a desk that does not only watch.",
        ));
    }
    if seat.by_hand && seat.chosen == presence {
        return Ok(Vec::new());
    }
    let mut events = if presence.takes_work() {
        Vec::new()
    } else {
        withdraw(floor, agent, now)
    };
    events.push(Event::PresenceChosen {
        agent: agent.clone(),
        presence,
        at: now,
    });
    Ok(events)
}

pub(super) fn set_queue(
    floor: &Floor,
    queue: &Queue,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    named("queue", queue.id.as_str(), &queue.name)?;
    check_settings(&queue.settings)?;
    let old = floor.queue(&queue.id);
    if old == Some(queue) {
        return Ok(Vec::new());
    }
    // Who is no longer a member is no longer asked, and what they were asked is asked of others.
    let leaving = |agent: &AgentId| !queue.members.contains(agent);
    let mut events: Vec<Event> = floor
        .waiting(&queue.id)
        .filter(|live| live.offered_to().is_some_and(leaving))
        .filter_map(|live| offer_ended(floor, &live.id, OfferEnd::AgentGone, now))
        .collect();
    events.push(Event::QueueSet {
        queue: Box::new(queue.clone()),
    });
    Ok(events)
}

pub(super) fn set_agent(floor: &Floor, agent: &Agent) -> Result<Vec<Event>, Refusal> {
    named("person", agent.id.as_str(), &agent.name)?;
    let same = floor
        .agent(&agent.id)
        .is_some_and(|view| view.seat.agent == *agent);
    if same {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AgentSet {
        agent: Box::new(agent.clone()),
    }])
}

fn named(what: &str, id: &str, name: &str) -> Result<(), Refusal> {
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= MAX_NAME_CHARS;
    if fits(id) && fits(name) {
        return Ok(());
    }
    Err(Refusal::new(
        ErrorCode::BadRequest,
        format!("The {what} needs an id and a name of 1 to {MAX_NAME_CHARS} characters."),
        "Choose a shorter one, and not an empty one.",
    ))
}

fn check_settings(settings: &QueueSettings) -> Result<(), Refusal> {
    let checks = [
        ("offerSeconds", settings.offer_seconds, MAX_OFFER_SECONDS),
        (
            "offersPerAgent",
            settings.offers_per_agent,
            MAX_OFFERS_PER_AGENT,
        ),
        (
            "waitingCloseSeconds",
            settings.waiting_close_seconds,
            u32::MAX,
        ),
    ];
    for (name, value, most) in checks {
        if value == 0 || value > most {
            return Err(Refusal::new(
                ErrorCode::BadRequest,
                format!("{name} is {value}; it must be from 1 to {most}."),
                "Change the setting or leave it out for its default.",
            ));
        }
    }
    Ok(())
}
