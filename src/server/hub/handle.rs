//! The handle everybody holds.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use super::reader::Reader;
use super::request::{Failed, Outcome, Question, Request};
use super::world::World;
use crate::domain::{AgentId, Seq};
use crate::server::auth::Change;
use crate::server::journal::JournalId;
use crate::server::router::Command;

/// The hub. Clones are cheap and lead to the same one. It stops when [`stop`](Self::stop) is called, or when the last clone is
/// gone.
#[derive(Clone)]
pub struct Hub {
    pub(super) requests: mpsc::Sender<Request>,
    pub(super) reader: Reader,
    pub(super) journal_id: Arc<JournalId>,
    pub(super) state: watch::Receiver<State>,
}

/// How the hub is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It takes commands.
    Running,
    /// It was stopped; everything it took is durable.
    Stopped,
    /// It could not make something durable, and why. The process is to end with an error.
    Failed(Arc<str>),
}

impl Hub {
    /// Carries out a command. Resolves when everything it led to is durable.
    pub async fn execute(&self, command: Command) -> Result<Outcome, Failed> {
        let (answer, answered) = oneshot::channel();
        self.send(Request::Execute(Box::new(command), answer))
            .await?;
        answered.await.unwrap_or(Err(Failed::Stopped))
    }

    /// Changes the directory; returns the change's record when it is durable.
    pub async fn administer(&self, change: Change) -> Result<Seq, Failed> {
        let (answer, answered) = oneshot::channel();
        self.send(Request::Administer(Box::new(change), answer))
            .await?;
        answered.await.unwrap_or(Err(Failed::Stopped))
    }

    /// Looks at the world as of a record. Resolves when everything that can be seen there is durable and has been handed to the
    /// outlet. The question runs on the hub: it must be short.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&World, Seq) -> T + Send + 'static,
    ) -> Result<T, Failed> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |world, seq| {
            let value = question(world, seq);
            Box::new(move || {
                // Who has stopped waiting needs no answer.
                let _ = answer.send(value);
            })
        });
        self.send(Request::Ask(question)).await?;
        answered.await.map_err(|_| Failed::Stopped)
    }

    /// A sign of life of an agent's desk. Soft state: it is in no record, and nothing is answered.
    pub async fn renew(&self, agent: AgentId) {
        // A hub that has stopped has no leases.
        let _ = self.send(Request::Renew(agent)).await;
    }

    /// Reads the journal, off the hub.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Which journal this is. Record numbers mean something only together with it.
    pub fn journal_id(&self) -> &JournalId {
        &self.journal_id
    }

    /// How the hub is now.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Waits until the hub has ended, and says how.
    pub async fn ended(&self) -> State {
        let mut state = self.state.clone();
        match state.wait_for(|state| *state != State::Running).await {
            Ok(state) => state.clone(),
            Err(_) => State::Failed("the writer vanished".into()),
        }
    }

    /// Carries out what was sent before, keeps a snapshot, closes the journal. Says how the hub ended.
    pub async fn stop(&self) -> State {
        // It may have ended already.
        let _ = self.send(Request::Stop).await;
        self.ended().await
    }

    async fn send(&self, request: Request) -> Result<(), Failed> {
        let sent = self.requests.send(request).await;
        sent.map_err(|_| Failed::Stopped)
    }
}
