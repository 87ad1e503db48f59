//! Why a conversation is where it is.

use super::words::{absence, ahead, are, clock, count, list, names};
use crate::domain::{CloseReason, ConversationState, Offer, Queue, Timestamp};
use crate::server::router::floor::{AgentView, Attendance, Floor, Live};

pub(super) fn why(floor: &Floor, live: &Live, now: Timestamp) -> String {
    match live.state {
        ConversationState::Open => waits(floor, live),
        ConversationState::Active => match &live.offer {
            Some(offer) => offered(floor, live, offer, now),
            None => owned(floor, live, now),
        },
        ConversationState::Waiting => set_aside(floor, live, now),
        ConversationState::WrapUp => format!(
            "{} is wrapping up{}.",
            owner(floor, live),
            by_itself(live, "; it closes by itself", now)
        ),
        ConversationState::Closed => closed(floor, live),
    }
}

fn owner(floor: &Floor, live: &Live) -> String {
    live.owner
        .as_ref()
        .map_or_else(|| "Nobody".to_owned(), |owner| floor.name_of(owner))
}

fn by_itself(live: &Live, words: &str, now: Timestamp) -> String {
    live.due
        .map(|at| format!("{words} {}", ahead(at, now)))
        .unwrap_or_default()
}

fn offered(floor: &Floor, live: &Live, offer: &Offer, now: Timestamp) -> String {
    let seconds = offer.deadline.since(now).as_secs();
    let who = floor.name_of(&offer.agent);
    match live.round.last.0 {
        1 => format!("Offered to {who} for {seconds} s more."),
        number => format!("Offered to {who} for {seconds} s more; this is offer {number}."),
    }
}

fn owned(floor: &Floor, live: &Live, now: Timestamp) -> String {
    let who = owner(floor, live);
    let seat = live.owner.as_ref().and_then(|id| floor.agent(id));
    match seat.map(|view| (view.seat.there, view.seat.grace_ends())) {
        Some((Attendance::Gone { at, lost }, Some(end))) => {
            let how = if lost { "fell silent" } else { "signed off" };
            format!(
                "{who} has it but {how} at {}; it goes back to {} {} unless they return.",
                clock(at),
                floor.queue_name(&live.queue),
                ahead(end, now)
            )
        }
        _ => format!("{who} has it."),
    }
}

fn set_aside(floor: &Floor, live: &Live, now: Timestamp) -> String {
    let who = live
        .last_owner
        .as_ref()
        .map_or_else(|| "somebody".to_owned(), |id| floor.name_of(id));
    format!(
        "Set aside by {who}: it goes back to {} when the customer writes{}.",
        floor.queue_name(&live.queue),
        by_itself(live, ", and closes otherwise", now)
    )
}

fn closed(floor: &Floor, live: &Live) -> String {
    match live.closed {
        Some(CloseReason::Agent) => format!("Closed by {}.", owner(floor, live)),
        Some(CloseReason::CustomerLeft) => {
            "Closed: the customer left before anybody accepted.".to_owned()
        }
        Some(CloseReason::CustomerEnded) => "Closed: the customer ended it.".to_owned(),
        Some(CloseReason::BotEnded) => "Closed: the bot asked to end, not to escalate.".to_owned(),
        Some(CloseReason::Inactive) => "Closed: it was set aside for too long.".to_owned(),
        Some(CloseReason::WrapUpOver) => "Closed: wrap-up took too long.".to_owned(),
        None => "Closed.".to_owned(),
    }
}

fn waits(floor: &Floor, live: &Live) -> String {
    let place = floor.position(&live.id).unwrap_or(1);
    let name = floor.queue_name(&live.queue);
    let reason = floor
        .queue(&live.queue)
        .map(|queue| Obstacles::of(floor, queue, live).in_words(queue, &name))
        .unwrap_or_default();
    format!("Waits in place {place} of {name}: {reason}.")
}

/// What keeps the members of a queue from being offered a conversation.
#[derive(Default)]
struct Obstacles {
    full: Vec<String>,
    no_slots: Vec<String>,
    absent: Vec<String>,
    asked: Vec<String>,
    free: usize,
    signed_out: usize,
    lost: Vec<String>,
}

impl Obstacles {
    fn of(floor: &Floor, queue: &Queue, live: &Live) -> Self {
        let mut found = Self::default();
        for member in &queue.members {
            match floor.agent(member) {
                Some(view) => found.sort_in(&view, queue, live),
                None => found.signed_out += 1,
            }
        }
        found
    }

    fn sort_in(&mut self, view: &AgentView<'_>, queue: &Queue, live: &Live) {
        let seat = view.seat;
        let name = seat.agent.name.clone();
        match seat.there {
            Attendance::Gone { at, lost: true } => {
                self.lost
                    .push(format!("{name} is lost since {}", clock(at)));
            }
            Attendance::Unseen | Attendance::Gone { .. } => self.signed_out += 1,
            Attendance::Here if !seat.chosen.takes_work() => {
                self.absent.push(format!("{name} is {}", absence(seat)));
            }
            Attendance::Here if seat.agent.capacity == 0 => self.no_slots.push(name),
            Attendance::Here if seat.free(view.load()) == 0 => self.full.push(name),
            Attendance::Here if live.tries(seat.id()).missed >= queue.settings.offers_per_agent => {
                self.asked.push(name);
            }
            Attendance::Here => self.free += 1,
        }
    }

    fn in_words(self, queue: &Queue, name: &str) -> String {
        let members = queue.members.len();
        if members == 0 {
            return format!("{name} has no members");
        }
        if self.signed_out == members {
            return format!(
                "none of the {} of {name} is signed in",
                count(members, "member")
            );
        }
        if self.free > 0 {
            return "it is about to be offered".to_owned();
        }
        let mut parts = Vec::new();
        if !self.full.is_empty() {
            let (full, who) = (self.full.len(), names(&self.full));
            parts.push(if full > 3 {
                format!("{full} of {members} members are full")
            } else {
                format!("{who} {} full", are(full))
            });
        }
        parts.extend(few(self.absent, "members are away or not to be disturbed"));
        parts.extend(few(self.lost, "members are lost"));
        if !self.no_slots.is_empty() {
            let takes = if self.no_slots.len() == 1 {
                "takes"
            } else {
                "take"
            };
            parts.push(format!("{} {takes} no offers", names(&self.no_slots)));
        }
        if !self.asked.is_empty() {
            let has = if self.asked.len() == 1 { "has" } else { "have" };
            parts.push(format!(
                "{} {has} let it go {} and can still pick it",
                names(&self.asked),
                count(queue.settings.offers_per_agent as usize, "time")
            ));
        }
        if self.signed_out > 0 {
            parts.push(format!(
                "{} {} not signed in",
                count(self.signed_out, "member"),
                are(self.signed_out)
            ));
        }
        list(&parts)
    }
}

/// Up to three clauses as they are, otherwise how many.
fn few(clauses: Vec<String>, many: &str) -> Vec<String> {
    if clauses.len() <= 3 {
        clauses
    } else {
        vec![format!("{} {many}", clauses.len())]
    }
}
