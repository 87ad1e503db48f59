//! Presence, and the end of a session in due form.

use std::sync::Arc;

use super::{DONE, value};
use crate::domain::Presence;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::session::Session;
use crate::server::gateway::view;
use crate::server::router::Command;

pub(super) async fn set_presence(session: &Session, presence: Presence) -> Answer {
    let agent = session.user().clone();
    let command = Command::SetPresence { agent, presence };
    session.execute(command).await?;
    let caller = Arc::clone(&session.seat.line);
    let asked = session
        .shared
        .hub
        .ask(move |world, _| view::you(&world.floor, &caller.user, caller.role));
    value(&asked.await?)
}

/// The last desk of an agent signs them off; others of theirs keep them signed in.
pub(super) async fn bye(session: &Session) -> Answer {
    let (user, switchboard) = (session.user(), &session.shared.switchboard);
    session.seat.leave();
    if session.seat.line.watch_only || switchboard.takes_work(user) {
        return Ok(DONE);
    }
    let agent = user.clone();
    session.execute(Command::SignOff { agent }).await?;
    // Another desk of theirs may have come in between and have been signed in before we signed off.
    if switchboard.takes_work(user) {
        let agent = user.clone();
        session.execute(Command::Connect { agent }).await?;
    }
    Ok(DONE)
}
