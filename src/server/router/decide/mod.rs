//! Judges one command. Reads the floor, changes nothing.

mod customer;
mod offers;
mod owner;
mod people;
mod pick;

use super::command::Command;
use super::event::Event;
use super::floor::{Floor, Live};
use super::refusal::Refusal;
use crate::domain::{ConversationId, Timestamp};

/// The events a command leads to, or why not. No events: it is already so.
pub fn decide(floor: &Floor, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Receive { .. } => customer::receive(floor, command, now),
        Command::CustomerWrote {
            conversation,
            message,
        } => customer::wrote(floor, conversation, message, now),
        Command::CustomerLeft { conversation } => customer::left(floor, conversation, now),
        Command::Connect { agent } => people::connect(floor, agent, now),
        Command::SignOff { agent } => people::sign_off(floor, agent, now),
        Command::SetPresence { agent, presence } => {
            people::set_presence(floor, agent, *presence, now)
        }
        Command::Accept {
            agent,
            conversation,
            offer,
        } => offers::accept(floor, agent, conversation, *offer, now),
        Command::Decline { .. } => offers::decline(floor, command, now),
        Command::Pick {
            agent,
            conversation,
        } => pick::pick(floor, agent, conversation, now),
        Command::Reply { .. } => owner::reply(floor, command, now),
        Command::Conclude { .. } => owner::conclude(floor, command, now),
        Command::SetQueue(queue) => people::set_queue(floor, queue, now),
        Command::SetAgent(agent) => people::set_agent(floor, agent),
        Command::Tick => Ok(Vec::new()),
    }
}

fn find<'a>(floor: &'a Floor, id: &ConversationId) -> Result<&'a Live, Refusal> {
    floor
        .conversation(id)
        .ok_or_else(|| Refusal::no_conversation(id))
}
