//! A customer behind a bot: hands conversations over, then writes into them. What was not acknowledged is sent again, under
//! the same key, until it is.

use deskhand::domain::ConversationId;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::backend::Backend;
use super::ledger::Ledger;

/// After so many messages the customer comes with something new.
const MESSAGES: u32 = 12;

pub struct Customer {
    number: u32,
    handoffs: u32,
    conversation: Option<ConversationId>,
    written: u32,
}

impl Customer {
    pub fn new(number: u32) -> Self {
        Self {
            number,
            handoffs: 0,
            conversation: None,
            written: 0,
        }
    }

    /// Works until the backend does not answer.
    pub async fn work(&mut self, backend: &Backend, ledger: &Ledger) {
        while self.step(backend, ledger).await.is_some() {}
    }

    async fn step(&mut self, backend: &Backend, ledger: &Ledger) -> Option<()> {
        match self.conversation.clone() {
            Some(conversation) => self.write(&conversation, backend, ledger).await,
            None => self.hand_over(backend, ledger).await,
        }
    }

    async fn hand_over(&mut self, backend: &Backend, ledger: &Ledger) -> Option<()> {
        let id = format!("handoff-{}-{}", self.number, self.handoffs);
        let (status, taken) = backend.post("/v1/handoffs", &handoff(&id)).await?;
        assert!(
            matches!(status, StatusCode::CREATED | StatusCode::OK),
            "{status} {taken}"
        );
        let conversation = ConversationId::new(taken["conversationId"].as_str().unwrap());
        ledger.handed_over(&id, &conversation);
        self.conversation = Some(conversation);
        Some(())
    }

    async fn write(
        &mut self,
        conversation: &ConversationId,
        backend: &Backend,
        ledger: &Ledger,
    ) -> Option<()> {
        let key = format!("{:04}", self.written);
        let path = format!("/v1/conversations/{conversation}/activities");
        let said = json!({"type": "message", "id": key, "text": format!("message {key}")});
        let (status, taken) = backend.post(&path, &said).await?;
        assert!(status.is_success(), "{status} {taken}");
        assert_eq!(taken["ids"], json!([key]));
        ledger.said(conversation, None, &key);
        self.written += 1;
        if self.written == MESSAGES {
            self.written = 0;
            self.handoffs += 1;
            self.conversation = None;
        }
        Some(())
    }
}

fn handoff(id: &str) -> Value {
    json!({
        "type": "event",
        "name": "handoff.initiate",
        "id": id,
        "channelId": "lcw",
        "conversation": {"id": format!("bot-{id}")},
        "from": {"id": "bot", "role": "bot"},
        "value": {"va_LastTopic": "Returns", "va_LastPhrases": "speak to agent"}
    })
}
