//! Watching a conversation from the bot's side: an adapter's stream is told that there is something to read, and reads it
//! from the journal. Nothing can be lost on the way, because nothing but the news that there is news goes through here.

use std::collections::HashMap;

use tokio::sync::watch;

use crate::domain::{ConversationId, Seq};

/// What has stirred in a conversation that is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stir {
    /// There are durable records of the conversation up to this one: read those after your watermark.
    Records(Seq),
    /// The agent types; ephemeral.
    Typing,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    up_to: Seq,
    typing: u64,
}

/// One who watches a conversation. Begin to watch first and read the journal then: nothing falls in between.
#[derive(Debug)]
pub struct Watch {
    receiver: watch::Receiver<State>,
    seen: State,
}

impl Watch {
    /// The next stir; several of a kind may come as one. `None` once the backend stops.
    pub async fn next(&mut self) -> Option<Stir> {
        loop {
            let now = *self.receiver.borrow_and_update();
            if now.up_to > self.seen.up_to {
                self.seen.up_to = now.up_to;
                return Some(Stir::Records(now.up_to));
            }
            if now.typing != self.seen.typing {
                self.seen.typing = now.typing;
                return Some(Stir::Typing);
            }
            self.receiver.changed().await.ok()?;
        }
    }
}

/// Everybody who watches.
#[derive(Debug, Default)]
pub(super) struct Watchers {
    by_conversation: HashMap<ConversationId, watch::Sender<State>>,
    /// How many there must be before it is worth looking for those nobody watches any more.
    sweep_at: usize,
}

impl Watchers {
    /// Begins to watch: what happens from now on stirs.
    pub(super) fn watch(&mut self, conversation: ConversationId) -> Watch {
        self.sweep();
        let sender = self
            .by_conversation
            .entry(conversation)
            .or_insert_with(|| watch::channel(State::default()).0);
        let receiver = sender.subscribe();
        let seen = *receiver.borrow();
        Watch { receiver, seen }
    }

    fn sweep(&mut self) {
        if self.by_conversation.len() >= self.sweep_at {
            self.by_conversation.retain(|_, sender| !sender.is_closed());
            self.sweep_at = (2 * self.by_conversation.len()).max(64);
        }
    }

    /// A record of this conversation is durable.
    pub(super) fn record(&mut self, conversation: &ConversationId, seq: Seq) {
        self.stir(conversation, |state| state.up_to = seq);
    }

    /// The agent types.
    pub(super) fn typing(&mut self, conversation: &ConversationId) {
        self.stir(conversation, |state| state.typing += 1);
    }

    /// Lets everybody go.
    pub(super) fn close(&mut self) {
        self.by_conversation.clear();
    }

    fn stir(&mut self, conversation: &ConversationId, change: impl FnOnce(&mut State)) {
        let Some(sender) = self.by_conversation.get(conversation) else {
            return;
        };
        if sender.is_closed() {
            self.by_conversation.remove(conversation);
        } else {
            sender.send_modify(change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn stirs_of_one_kind_come_as_one_and_other_conversations_are_silent() {
        let mut watchers = Watchers::default();
        let mut watch = watchers.watch("c".into());
        watchers.record(&"c".into(), Seq(4));
        watchers.record(&"c".into(), Seq(5));
        watchers.record(&"d".into(), Seq(6));
        watchers.typing(&"c".into());
        assert_eq!(watch.next().await, Some(Stir::Records(Seq(5))));
        assert_eq!(watch.next().await, Some(Stir::Typing));
        watchers.close();
        assert_eq!(watch.next().await, None);
    }

    #[test]
    fn who_has_gone_is_forgotten() {
        let mut watchers = Watchers::default();
        drop(watchers.watch("c".into()));
        watchers.record(&"c".into(), Seq(1));
        assert!(watchers.by_conversation.is_empty());
    }
}
