//! The task itself: takes requests one after the other, applies what they lead to, hands it to the writer.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use super::entry;
use super::fanout::Projector;
use super::feed::{Batch, Feed};
use super::request::{Answer, Failed, Outcome, Question, Release, Request};
use super::world::World;
use super::writer::Durable;
use crate::domain::{Clock, Seq, Timestamp};
use crate::server::auth::Change;
use crate::server::journal::Snapshot;
use crate::server::router::{self, Command};

/// Longest sleep between looks at the clock, so that one that was set forward, or a machine that slept, is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Shortest sleep before something that is due: a deadline that stays in the past must not spin.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

/// The driver.
pub(super) struct Driver<P: Projector> {
    pub world: World,
    pub last: Seq,
    pub projector: P,
    pub clock: Arc<dyn Clock>,
    pub requests: mpsc::Receiver<Request>,
    pub feed: Feed<P::Published>,
    pub durable: Durable,
    pub snapshot_every: u64,
    pub snapshot_at: Seq,
}

/// Something happened that cannot be written down: nothing after it may be either.
struct Unwritable;

impl<P: Projector> Driver<P> {
    /// Works until told to stop, or until nothing can be made durable any more.
    pub async fn run(mut self) {
        if self.work().await.is_ok() {
            self.feed.finish();
        }
    }

    async fn work(&mut self) -> Result<(), Unwritable> {
        // What fell due while nobody was there.
        let mut batch = Batch::default();
        self.tick(&mut batch)?;
        loop {
            if !batch.is_empty() && !self.feed.put(std::mem::take(&mut batch)) {
                return Ok(());
            }
            if !self.feed.room().await {
                return Ok(());
            }
            let nap = self.nap();
            let request = tokio::select! {
                request = self.requests.recv() => request.unwrap_or(Request::Stop),
                () = tokio::time::sleep(nap) => {
                    self.tick(&mut batch)?;
                    continue;
                }
                () = self.feed.writer_gone() => return Ok(()),
            };
            if self.take_waiting(request, &mut batch)? {
                return self.wind_up(batch);
            }
        }
    }

    /// Takes a request and all that wait behind it, as far as they go into one batch. Whether it is time to stop.
    fn take_waiting(
        &mut self,
        request: Request,
        batch: &mut Batch<P::Published>,
    ) -> Result<bool, Unwritable> {
        let mut next = Some(request);
        while let Some(request) = next {
            if self.take(request, batch)? {
                return Ok(true);
            }
            next = if batch.is_full() {
                None
            } else {
                self.requests.try_recv().ok()
            };
        }
        if self.last.0 - self.snapshot_at.0 >= self.snapshot_every {
            self.snapshot(batch);
        }
        Ok(false)
    }

    /// Carries out what had been sent before the door closed, and keeps a snapshot.
    fn wind_up(&mut self, mut batch: Batch<P::Published>) -> Result<(), Unwritable> {
        self.requests.close();
        while let Ok(request) = self.requests.try_recv() {
            self.take(request, &mut batch)?;
        }
        if self.last > self.snapshot_at {
            self.snapshot(&mut batch);
        }
        self.feed.put(batch);
        Ok(())
    }

    /// How long to sleep if nobody asks for anything.
    fn nap(&self) -> Duration {
        match self.world.floor.next_deadline() {
            Some(at) => at
                .since(self.clock.now())
                .clamp(SHORTEST_SLEEP, LONGEST_SLEEP),
            None => LONGEST_SLEEP,
        }
    }

    /// Carries out one request. Whether it is time to stop.
    fn take(
        &mut self,
        request: Request,
        batch: &mut Batch<P::Published>,
    ) -> Result<bool, Unwritable> {
        match request {
            Request::Execute(command, answer) => self.execute(&command, answer, batch)?,
            Request::Administer(change, answer) => self.administer(&change, answer, batch)?,
            Request::Ask(question) => self.ask(question, batch),
            Request::Renew(agent) => self.world.floor.renew_lease(&agent, self.clock.now()),
            Request::Stop => return Ok(true),
        }
        Ok(false)
    }

    fn execute(
        &mut self,
        command: &Command,
        answer: Answer<Outcome>,
        batch: &mut Batch<P::Published>,
    ) -> Result<(), Unwritable> {
        let outcome = self.step(command, batch)?;
        self.withhold(Box::new(move || drop(answer.send(outcome))), batch);
        Ok(())
    }

    fn tick(&mut self, batch: &mut Batch<P::Published>) -> Result<(), Unwritable> {
        // Time is never refused.
        self.step(&Command::Tick, batch).map(drop)
    }

    /// Steps the floor; numbers, writes down and projects every event as it is applied.
    fn step(
        &mut self,
        command: &Command,
        batch: &mut Batch<P::Published>,
    ) -> Result<Result<Outcome, Failed>, Unwritable> {
        let now = self.clock.now();
        let mut events = Vec::new();
        let mut written = Ok(());
        let (last, projector) = (&mut self.last, &mut self.projector);
        let stepped = router::step_with(
            &mut self.world.floor,
            command,
            now,
            |floor, before, event| {
                *last = last.next();
                floor.recorded(&event, *last);
                match entry::event_record(*last, now, &event) {
                    Ok(record) => batch.push(record),
                    Err(error) => written = Err(unwritable(&error)),
                }
                batch
                    .published
                    .extend(projector.project(floor, before, *last, &event));
                events.push((*last, event));
            },
        );
        written?;
        let seq = self.last;
        Ok(stepped
            .map(|()| Outcome { seq, events })
            .map_err(Failed::Refused))
    }

    fn administer(
        &mut self,
        change: &Change,
        answer: Answer<Seq>,
        batch: &mut Batch<P::Published>,
    ) -> Result<(), Unwritable> {
        let seq = self.last.next();
        let record = entry::change_record(seq, self.clock.now(), change);
        batch.push(record.map_err(|error| unwritable(&error))?);
        self.world.directory.apply(change);
        self.last = seq;
        self.withhold(Box::new(move || drop(answer.send(Ok(seq)))), batch);
        Ok(())
    }

    fn ask(&mut self, question: Question, batch: &mut Batch<P::Published>) {
        let release = question(&self.world, self.last);
        self.withhold(release, batch);
    }

    /// Tells the caller now if everything they could learn is durable, and with the batch otherwise.
    fn withhold(&self, release: Release, batch: &mut Batch<P::Published>) {
        if self.durable.get() == self.last {
            release();
        } else {
            batch.up_to = self.last;
            batch.releases.push(release);
        }
    }

    fn snapshot(&mut self, batch: &mut Batch<P::Published>) {
        // Tried again only after as many records more: one that cannot be made must not be tried at every request.
        self.snapshot_at = self.last;
        match serde_json::to_vec(&self.world) {
            Ok(body) => {
                let at: Timestamp = self.clock.now();
                batch.snapshot = Some(Snapshot {
                    seq: self.last,
                    at,
                    body,
                });
            }
            Err(error) => {
                tracing::error!(%error, "no snapshot could be made; a restart will take longer");
            }
        }
    }
}

fn unwritable(error: &serde_json::Error) -> Unwritable {
    tracing::error!(%error, "something happened that cannot be written down; stopping for good");
    Unwritable
}
