//! Push: who is offered what. The longest waiting first; among those who can take it, whoever was offered it least often, then
//! who has most free slots, then who has gone longest without work (highest capacity with ties by turn, `assignment-methods`,
//! 2025-02-19).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Bound;

use super::event::Event;
use super::floor::{Floor, Lane, Live, Place};
use crate::domain::{AgentId, Offer, QueueId, QueueSettings, Timestamp};

/// Makes every offer that can be made. Looks only at queues in which something has changed: in all others nothing waits while
/// somebody who may be asked is free.
pub(super) fn assign(floor: &mut Floor, now: Timestamp, mut emit: impl FnMut(&mut Floor, Event)) {
    let dirty = std::mem::take(&mut floor.index.dirty);
    let mut heads: BinaryHeap<Reverse<(Place, QueueId)>> = BinaryHeap::new();
    for queue in dirty {
        if let Some(lane) = floor.lane(&queue)
            && let Some(first) = lane.open.first()
        {
            heads.push(Reverse((first.clone(), queue)));
        }
    }
    while let Some(Reverse((place, queue))) = heads.pop() {
        let Some(lane) = floor.lane(&queue).filter(|lane| !lane.ready.is_empty()) else {
            continue;
        };
        if let Some(next) = after(lane, &place) {
            heads.push(Reverse((next.clone(), queue.clone())));
        }
        if let Some(event) = offer(floor, lane, &place, &queue, now) {
            emit(floor, event);
        }
    }
    // An offer makes nobody more available than before, so what it has touched need not be looked at again.
    floor.index.dirty.clear();
}

fn after<'a>(lane: &'a Lane, place: &Place) -> Option<&'a Place> {
    lane.open
        .range((Bound::Excluded(place), Bound::Unbounded))
        .next()
}

fn offer(
    floor: &Floor,
    lane: &Lane,
    place: &Place,
    queue: &QueueId,
    now: Timestamp,
) -> Option<Event> {
    let live = floor.conversation(&place.conversation)?;
    let settings = &floor.queue(queue)?.settings;
    let agent = best(lane, live, settings)?;
    Some(Event::OfferMade {
        conversation: live.id.clone(),
        offer: Offer {
            number: live.round.last.next(),
            agent: agent.clone(),
            made_at: now,
            deadline: now.after(settings.offer_time()),
        },
    })
}

/// The one to ask. Stops at the first who was never asked, so it looks at no more people than were asked before, and one.
fn best<'a>(lane: &'a Lane, live: &Live, settings: &QueueSettings) -> Option<&'a AgentId> {
    let mut best: Option<(u32, &AgentId)> = None;
    for candidate in &lane.ready {
        let tries = live.tries(&candidate.agent);
        if tries.made == 0 {
            return Some(&candidate.agent);
        }
        if tries.missed < settings.offers_per_agent
            && best.is_none_or(|(made, _)| tries.made < made)
        {
            best = Some((tries.made, &candidate.agent));
        }
    }
    best.map(|(_, agent)| agent)
}
