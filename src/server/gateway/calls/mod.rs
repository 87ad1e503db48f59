//! What a desk asks for, one function each. A call that carries a key is carried out once under that key.

mod conversation;
mod offers;
mod owner;
mod people;
mod queues;
mod totals;

use serde::Serialize;
use serde_json::Value;

use super::keys::Answer;
use super::refusal::internal;
use super::request::refusal;
use super::session::Session;
use crate::domain::AgentId;
use crate::protocol::frame::{JSONRPC, RpcError};
use crate::protocol::{Call, ErrorCode, Response};
use crate::server::hub::Outcome;
use crate::server::router::{Command, Conclusion};

/// The answer to a call.
pub(super) async fn answer(session: &Session, call: &Call) -> Answer {
    match call.key() {
        None => carry_out(session, call).await,
        Some(key) => {
            let user = session.user();
            let keys = &session.shared.keys;
            keys.once(user, key, call, carry_out(session, call)).await
        }
    }
}

async fn carry_out(session: &Session, call: &Call) -> Answer {
    match call {
        Call::Hello(_) => Err(hello_again()),
        Call::Bye {} => people::bye(session).await,
        Call::SetPresence { presence, .. } => people::set_presence(session, *presence).await,
        Call::Accept {
            conversation,
            offer,
            ..
        } => offers::accept(session, conversation, *offer).await,
        Call::Decline {
            conversation,
            offer,
            reason,
            ..
        } => offers::decline(session, conversation, *offer, reason).await,
        Call::Pick { conversation, .. } => offers::pick(session, conversation).await,
        Call::Open { conversation } => conversation::open(session, conversation).await,
        Call::Unfollow { conversation } => Ok(conversation::unfollow(session, conversation)),
        Call::History {
            conversation,
            before,
            limit,
        } => conversation::history(session, conversation, *before, *limit).await,
        Call::Send {
            conversation,
            epoch,
            text,
            key,
        } => owner::send(session, conversation, *epoch, text, key).await,
        Call::Typing { conversation } => owner::typing(session, conversation).await,
        Call::End(owned) => owner::conclude(session, owned, Conclusion::End).await,
        Call::Close(owned) => owner::conclude(session, owned, Conclusion::Close).await,
        Call::Release(owned) => owner::conclude(session, owned, Conclusion::Release).await,
        Call::Leave(owned) => owner::conclude(session, owned, Conclusion::Leave).await,
        Call::ListQueue { queue } => queues::list(session, queue).await,
        Call::Why(about) => queues::why(session, about).await,
        Call::Totals { days } => totals::over(session, *days).await,
    }
}

impl Session {
    /// Who is there.
    fn user(&self) -> &AgentId {
        &self.seat.line.user
    }

    /// Carries out a command of this person.
    async fn execute(&self, command: Command) -> Result<Outcome, RpcError> {
        Ok(self.shared.hub.execute(command).await?)
    }
}

/// An answer as a response.
pub(super) fn response(id: u64, answer: Answer) -> Response {
    match answer {
        Ok(result) => Response {
            jsonrpc: JSONRPC.to_owned(),
            id: Some(id),
            result: Some(result),
            error: None,
        },
        Err(error) => refusal(Some(id), error),
    }
}

/// What is answered, as JSON.
pub(super) fn value(answer: &impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        internal()
    })
}

/// What is answered to a call that only has to be done.
const DONE: Value = Value::Null;

fn hello_again() -> RpcError {
    RpcError::new(
        ErrorCode::BadHandshake,
        "session.hello came twice.",
        "Say it once, first; open another connection for another person.",
    )
}
