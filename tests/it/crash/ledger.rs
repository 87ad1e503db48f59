//! What clients were acknowledged: the only thing that counts.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use deskhand::domain::{AgentId, ConversationId, Epoch};
use tokio::sync::watch;

/// Who speaks in a conversation: an agent by name, or nobody's name for the customer.
pub type Speaker = Option<AgentId>;

/// What was acknowledged, in the order in which each client learned it.
#[derive(Default)]
pub struct Ledger {
    pages: Mutex<Pages>,
    count: watch::Sender<u64>,
}

/// The pages of the ledger.
#[derive(Clone, Default)]
pub struct Pages {
    /// Which conversation a handoff became.
    pub handoffs: HashMap<String, ConversationId>,
    /// Keys of what was said.
    pub said: BTreeMap<(ConversationId, Speaker), Vec<String>>,
    /// Who was told that a conversation is theirs.
    pub owners: HashMap<(ConversationId, Epoch), AgentId>,
}

impl Ledger {
    pub fn handed_over(&self, activity: &str, conversation: &ConversationId) {
        self.note(|pages| {
            let known = pages
                .handoffs
                .insert(activity.to_owned(), conversation.clone());
            assert!(
                known.is_none_or(|known| known == *conversation),
                "one handoff, two conversations"
            );
        });
    }

    pub fn said(&self, conversation: &ConversationId, by: Speaker, key: &str) {
        let page = (conversation.clone(), by);
        self.note(|pages| pages.said.entry(page).or_default().push(key.to_owned()));
    }

    pub fn owned(&self, conversation: &ConversationId, epoch: Epoch, by: &AgentId) {
        self.note(|pages| {
            let page = (conversation.clone(), epoch);
            let other = pages.owners.insert(page, by.clone());
            assert!(
                other.is_none_or(|other| other == *by),
                "two owners of {conversation}"
            );
        });
    }

    fn note(&self, note: impl FnOnce(&mut Pages)) {
        note(&mut self.pages.lock().unwrap());
        self.count.send_modify(|count| *count += 1);
    }

    /// How many acknowledgements there were.
    pub fn count(&self) -> u64 {
        *self.count.borrow()
    }

    /// Waits until there were so many.
    pub async fn reached(&self, target: u64) {
        self.count
            .subscribe()
            .wait_for(|count| *count >= target)
            .await
            .unwrap();
    }

    pub fn pages(&self) -> Pages {
        self.pages.lock().unwrap().clone()
    }
}
