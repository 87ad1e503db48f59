//! What was answered to which idempotency key: a desk that was cut and tries again gets the same answer, and nothing
//! happens twice. The keys of messages are durable besides (the floor knows them for as long as the conversation lives);
//! this memory is for the other calls, and lasts as long as the process.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::OnceCell;

use super::request::bad_params;
use crate::domain::{AgentId, MessageKey};
use crate::protocol::frame::RpcError;
use crate::protocol::{Call, ErrorCode};

/// How many keys are remembered for each person.
const KEPT: usize = 128;

/// What a call was answered.
pub(super) type Answer = Result<Value, RpcError>;

/// The memory of all people.
#[derive(Debug, Default)]
pub(super) struct Keys {
    users: Mutex<HashMap<AgentId, VecDeque<Remembered>>>,
}

#[derive(Clone, Debug)]
struct Remembered {
    key: MessageKey,
    /// Digest of the call: a key stands for one call only.
    call: u64,
    answer: Arc<OnceCell<Answer>>,
}

impl Keys {
    /// Carries out a call once. Who comes with the same key meanwhile, waits; who comes later, is told the same.
    pub(super) async fn once(
        &self,
        user: &AgentId,
        key: &MessageKey,
        call: &Call,
        run: impl Future<Output = Answer>,
    ) -> Answer {
        let remembered = self.remember(user, key, digest(call))?;
        let answer = remembered.answer.get_or_init(|| run).await.clone();
        if answer.as_ref().is_err_and(is_passing) {
            self.forget(user, key);
        }
        answer
    }

    fn remember(
        &self,
        user: &AgentId,
        key: &MessageKey,
        call: u64,
    ) -> Result<Remembered, RpcError> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = users.entry(user.clone()).or_default();
        if let Some(known) = keys.iter().find(|known| known.key == *key) {
            if known.call == call {
                return Ok(known.clone());
            }
            let message = "params.key: this key was used for another call.";
            return Err(bad_params(message.to_owned()));
        }
        if keys.len() >= KEPT {
            keys.pop_front();
        }
        let new = Remembered {
            key: key.clone(),
            call,
            answer: Arc::default(),
        };
        keys.push_back(new.clone());
        Ok(new)
    }

    fn forget(&self, user: &AgentId, key: &MessageKey) {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keys) = users.get_mut(user) {
            keys.retain(|known| known.key != *key);
        }
    }
}

/// Whether the same call may well be answered otherwise in a moment.
fn is_passing(error: &RpcError) -> bool {
    use ErrorCode::{Busy, Draining, Internal};
    matches!(error.data.code, Busy | Draining | Internal)
}

fn digest(call: &Call) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(call)
        .unwrap_or_default()
        .hash(&mut hasher);
    hasher.finish()
}
