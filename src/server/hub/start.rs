//! Starting: the newest snapshot, what came after it, then the task and its thread.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::driver::Driver;
use super::entry::Entry;
use super::fanout::{Outlet, Projector};
use super::feed::feed;
use super::handle::{Hub, State};
use super::reader::Reader;
use super::world::World;
use super::writer::{Durable, Writer};
use crate::domain::{Clock, Seq};
use crate::server::journal::{self, Journal, JournalError, Record, Snapshot, Tail};
use crate::server::router::{self, Before};

/// What can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// A snapshot is kept after this many records.
    pub snapshot_every: u64,
    /// How many requests may wait; callers beyond wait to be let in.
    pub queue: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            snapshot_every: 5_000,
            queue: 1_024,
        }
    }
}

/// Why the hub cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// There is no thread for the writer.
    #[error("cannot start the journal's thread: {0}")]
    Thread(std::io::Error),
}

/// A journal that was opened, and the world as its newest snapshot says.
pub struct Opening {
    journal: Box<dyn Journal>,
    world: World,
    tail: Tail,
}

impl Opening {
    /// Opens a journal.
    pub fn of(journal: Box<dyn Journal>) -> Result<Self, StartError> {
        let (world, tail) = journal::tail(journal.reader(), parse)?;
        let world = world.unwrap_or_default();
        Ok(Self {
            journal,
            world,
            tail,
        })
    }

    /// The record the snapshot is true as of. Of everything after it the outlet will be told, of nothing before.
    pub fn position(&self) -> Seq {
        self.tail.position()
    }

    /// Replays what came after the snapshot and starts the hub. To be called within a runtime.
    pub fn start<P: Projector>(
        mut self,
        options: Options,
        clock: Arc<dyn Clock>,
        mut projector: P,
        outlet: Arc<dyn Outlet<P::Published>>,
    ) -> Result<Hub, StartError> {
        let snapshot_at = self.position();
        let last = self.replay(&mut projector, outlet.as_ref())?;
        self.world.floor.restart_leases(clock.now());

        let (requests, received) = mpsc::channel(options.queue.max(1));
        let (feed, intake) = feed();
        let (state, watched) = watch::channel(State::Running);
        let durable = Durable::default();
        durable.set(last);
        let hub = Hub {
            requests,
            reader: Reader::new(self.journal.reader()),
            journal_id: Arc::new(self.journal.id().clone()),
            state: watched,
        };
        let writer = Writer {
            journal: self.journal,
            intake,
            outlet,
            durable: durable.clone(),
            state,
        };
        let thread = std::thread::Builder::new().name("journal".to_owned());
        thread.spawn(|| writer.run()).map_err(StartError::Thread)?;
        let driver = Driver {
            world: self.world,
            last,
            projector,
            clock,
            requests: received,
            feed,
            durable,
            snapshot_every: options.snapshot_every.max(1),
            snapshot_at,
        };
        tokio::spawn(driver.run());
        Ok(hub)
    }

    fn replay<P: Projector>(
        &mut self,
        projector: &mut P,
        outlet: &dyn Outlet<P::Published>,
    ) -> Result<Seq, JournalError> {
        loop {
            let page = self.tail.page()?;
            if page.is_empty() {
                return Ok(self.tail.position());
            }
            let mut published = Vec::new();
            for record in &page {
                published.extend(self.apply(record, projector)?);
            }
            outlet.deliver(&published, self.tail.position());
        }
    }

    fn apply<P: Projector>(
        &mut self,
        record: &Record,
        projector: &mut P,
    ) -> Result<Option<P::Published>, JournalError> {
        let floor = &mut self.world.floor;
        match Entry::of(record)? {
            Entry::Floor(event) => {
                let before = Before::of(floor, &event);
                router::apply(floor, &event);
                floor.recorded(&event, record.seq);
                Ok(projector.project(floor, &before, record.seq, &event))
            }
            Entry::Directory(change) => {
                self.world.directory.apply(&change);
                Ok(None)
            }
        }
    }
}

fn parse(snapshot: &Snapshot) -> Result<World, String> {
    serde_json::from_slice(&snapshot.body).map_err(|error| error.to_string())
}
