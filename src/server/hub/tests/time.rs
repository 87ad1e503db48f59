//! Time: what is due happens, when the clock says so.

use std::sync::Arc;

use super::{Hand, Notes, OPTIONS, hub_with, ok, receive, staffed};
use crate::domain::{Clock, OfferEnd, Timestamp};
use crate::server::journal::Memory;
use crate::server::router::{Command, Event};

fn ended(event: &Event) -> Option<&OfferEnd> {
    match event {
        Event::OfferEnded { end, .. } => Some(end),
        _ => None,
    }
}

#[tokio::test]
async fn an_offer_runs_out_when_the_clock_says_so() {
    let clock = Hand::at_noon();
    let (hub, _) = hub_with(Memory::new(), OPTIONS, clock.clone());
    staffed(&hub, "ana").await;
    ok(&hub, receive("one")).await;
    for _ in 0..12 {
        clock.forward(9);
        hub.renew("ana".into()).await;
        assert_eq!(ok(&hub, Command::Tick).await.events, []);
    }
    hub.renew("ana".into()).await;
    clock.forward(12);
    let due = ok(&hub, Command::Tick).await.events;
    let ends: Vec<_> = due.iter().filter_map(|(_, event)| ended(event)).collect();
    assert_eq!(ends, [&OfferEnd::TimedOut]);
}

#[tokio::test]
async fn a_desk_that_falls_silent_loses_its_lease() {
    let clock = Hand::at_noon();
    let (hub, _) = hub_with(Memory::new(), OPTIONS, clock.clone());
    staffed(&hub, "ana").await;
    clock.forward(16);
    let due = ok(&hub, Command::Tick).await.events;
    assert!(
        matches!(due[0].1, Event::Disconnected { lost: true, .. }),
        "{due:?}"
    );
}

#[tokio::test]
async fn a_restored_floor_gives_everybody_a_whole_lease() {
    let clock = Hand::at_noon();
    let journal = Memory::new();
    let (hub, _) = hub_with(journal.clone(), OPTIONS, clock.clone());
    staffed(&hub, "ana").await;
    hub.stop().await;
    clock.forward(3_600);
    let (hub, _) = hub_with(journal, OPTIONS, clock.clone());
    assert_eq!(ok(&hub, Command::Tick).await.events, []);
    clock.forward(14);
    assert_eq!(ok(&hub, Command::Tick).await.events, []);
    clock.forward(2);
    assert_eq!(ok(&hub, Command::Tick).await.events.len(), 1);
}

/// Shows the time of a runtime whose time is paused: it leaps whenever nobody has anything else to do.
struct Leaping(tokio::time::Instant);

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        super::NOON.after(self.0.elapsed())
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_due_happens_without_being_asked_for() {
    let start = tokio::time::Instant::now();
    let (hub, notes) = hub_with(Memory::new(), OPTIONS, Arc::new(Leaping(start)));
    staffed(&hub, "ana").await;
    let lost = |notes: &Notes| {
        let told = notes.told();
        told.iter()
            .any(|told| matches!(told.event, Event::Disconnected { lost: true, .. }))
    };
    let mut delivered = notes.up_to.subscribe();
    while !lost(&notes) {
        delivered.changed().await.unwrap();
    }
    assert!(start.elapsed().as_secs() >= 15);
}
