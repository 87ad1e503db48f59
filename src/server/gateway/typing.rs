//! Who types where, told to whoever looks at the conversation. Ephemeral: at most once a second and side, never stored.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use tokio::time::Instant;

use super::state::Gateway;
use crate::domain::{Author, AuthorKind, ConversationId};
use crate::protocol::Notice;

/// No more often than this is anybody told that one side types: a desk shows it for 3 s.
const EVERY: Duration = Duration::from_secs(1);

/// When each side was last told of.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    last: Mutex<HashMap<(ConversationId, AuthorKind), Instant>>,
}

impl Throttle {
    /// Whether it may be told again now.
    pub(super) fn passes(&self, conversation: &ConversationId, side: AuthorKind) -> bool {
        let now = Instant::now();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= 1024 {
            last.retain(|_, at| now.duration_since(*at) < EVERY);
        }
        match last.get(&(conversation.clone(), side)) {
            Some(at) if now.duration_since(*at) < EVERY => false,
            _ => {
                last.insert((conversation.clone(), side), now);
                true
            }
        }
    }
}

/// The notice that somebody types.
pub(super) fn notice(
    conversation: ConversationId,
    kind: AuthorKind,
    name: String,
) -> Option<Utf8Bytes> {
    let author = Author { kind, name };
    let notice = Notice::Typing {
        conversation,
        author,
    };
    notice.encode().ok().map(Into::into)
}

impl Gateway {
    /// The customer types: told to the owner's desks and to those who follow.
    pub async fn customer_types(&self, conversation: &ConversationId) {
        let shared = &self.shared;
        if !shared.typing.passes(conversation, AuthorKind::Customer) {
            return;
        }
        let id = conversation.clone();
        let asked = shared.hub.ask(move |world, _| {
            let live = world.floor.conversation(&id)?;
            Some((live.owner.clone(), live.about.customer.name.clone()))
        });
        if let Ok(Some((owner, name))) = asked.await
            && let Some(text) = notice(conversation.clone(), AuthorKind::Customer, name)
        {
            shared
                .switchboard
                .typing(conversation, owner.as_ref(), &text, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn once_a_second_and_side() {
        let throttle = Throttle::default();
        let here: ConversationId = "c".into();
        assert!(throttle.passes(&here, AuthorKind::Customer));
        assert!(!throttle.passes(&here, AuthorKind::Customer));
        assert!(throttle.passes(&here, AuthorKind::Agent));
        assert!(throttle.passes(&"d".into(), AuthorKind::Customer));
        tokio::time::advance(EVERY).await;
        assert!(throttle.passes(&here, AuthorKind::Customer));
    }
}
