//! The thread that makes things durable. It takes all that waits, appends it with one sync, and only then lets anybody know.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

use super::fanout::Outlet;
use super::feed::{Batch, End, Intake};
use super::handle::State;
use crate::domain::Seq;
use crate::server::journal::{Journal, JournalError};

/// The last record that is durable and handed to the outlet.
#[derive(Clone, Default)]
pub(super) struct Durable(Arc<AtomicU64>);

impl Durable {
    /// The record.
    pub fn get(&self) -> Seq {
        Seq(self.0.load(Ordering::Acquire))
    }

    /// It is this one now.
    pub fn set(&self, seq: Seq) {
        self.0.store(seq.0, Ordering::Release);
    }
}

/// What the thread needs.
pub(super) struct Writer<P> {
    pub journal: Box<dyn Journal>,
    pub intake: Intake<P>,
    pub outlet: Arc<dyn Outlet<P>>,
    pub durable: Durable,
    pub state: watch::Sender<State>,
}

impl<P: Send + 'static> Writer<P> {
    /// Works until the driver is done or something cannot be made durable; then says how it ended.
    pub fn run(mut self) {
        let end = loop {
            let batch = match self.intake.take() {
                Ok(batch) => batch,
                Err(End::Finished) => break State::Stopped,
                Err(End::Aborted) => break State::Failed("the floor's task broke down".into()),
            };
            if let Err(error) = self.write(batch) {
                tracing::error!(%error, "the journal cannot be written; stopping for good");
                break State::Failed(error.to_string().into());
            }
        };
        let Self {
            journal,
            intake,
            state,
            ..
        } = self;
        // The file is closed and unlocked, and whoever waits knows it, before anybody is told that it is over.
        drop(journal);
        drop(intake);
        state.send_replace(end);
    }

    fn write(&mut self, batch: Batch<P>) -> Result<(), JournalError> {
        if !batch.records.is_empty() {
            self.journal.append(&batch.records)?;
        }
        for release in batch.releases {
            release();
        }
        if batch.up_to > self.durable.get() {
            self.outlet.deliver(&batch.published, batch.up_to);
            self.durable.set(batch.up_to);
        }
        match &batch.snapshot {
            Some(snapshot) => self.journal.keep_snapshot(snapshot),
            None => Ok(()),
        }
    }
}
