//! The queues as people see them: looked at when something may have changed, sent when something has, at most four times a
//! second, and written once for all who see the same queues. Nothing happens while nothing happens.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;

use super::switchboard::{Line, Switchboard};
use super::view;
use crate::domain::{AgentId, Clock, QueueId, Role, Seq, Timestamp};
use crate::protocol::{Notice, QueueView};
use crate::server::hub::Hub;
use crate::server::router::Floor;

/// The queues at one moment.
struct Sight {
    seq: Seq,
    queues: Vec<(QueueView, BTreeSet<AgentId>)>,
}

/// Runs until the backend stops.
pub(super) async fn run(
    hub: Hub,
    switchboard: Arc<Switchboard>,
    clock: Arc<dyn Clock>,
    every: Duration,
) {
    while switchboard.floor_stirred().await {
        let lines = switchboard.lines();
        if lines.is_empty() {
            continue;
        }
        let now = clock.now();
        let Ok(sight) = hub
            .ask(move |world, seq| Sight::of(&world.floor, seq, now))
            .await
        else {
            return;
        };
        sight.show(&lines);
        tokio::time::sleep(every).await;
    }
}

impl Sight {
    fn of(floor: &Floor, seq: Seq, now: Timestamp) -> Self {
        let queues = floor
            .queues()
            .map(|queue| (view::queue(floor, queue, now), queue.members.clone()))
            .collect();
        Self { seq, queues }
    }

    /// Sends each line what it sees, if that is not what it saw last.
    fn show(self, lines: &[Arc<Line>]) {
        let mut written: HashMap<Vec<QueueId>, Option<(u64, Utf8Bytes)>> = HashMap::new();
        for line in lines {
            let visible = self.visible_to(line);
            let ids = visible.iter().map(|queue| queue.id.clone()).collect();
            let notice = written.entry(ids).or_insert_with(|| self.write(visible));
            if let Some((digest, text)) = notice
                && line.floor_seen.swap(*digest, Ordering::Relaxed) != *digest
            {
                line.outbox.set_floor(text.clone());
            }
        }
    }

    fn visible_to(&self, line: &Line) -> Vec<&QueueView> {
        let all = line.role >= Role::Supervisor;
        self.queues
            .iter()
            .filter(|(_, members)| all || members.contains(&line.user))
            .map(|(queue, _)| queue)
            .collect()
    }

    fn write(&self, visible: Vec<&QueueView>) -> Option<(u64, Utf8Bytes)> {
        let queues: Vec<QueueView> = visible.into_iter().cloned().collect();
        let digest = digest(&queues);
        let as_of = self.seq;
        let text = (Notice::Floor { as_of, queues }).encode().ok()?;
        Some((digest, text.into()))
    }
}

/// Tells two views of the queues apart.
pub(super) fn digest(queues: &[QueueView]) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(queues)
        .unwrap_or_default()
        .hash(&mut hasher);
    hasher.finish()
}
