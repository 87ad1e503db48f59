//! Who comes when: customers arrive one after the other, in an order that follows from the seed.

use std::collections::VecDeque;

use tokio::task::{JoinError, JoinSet};
use tokio::time::sleep_until;

use super::cast::Persona;
use super::customer;
use super::dice::Throws;
use super::ledger::Log;
use super::play::{Play, Voice};
use super::trouble::Trouble;

/// How many come.
#[derive(Clone, Copy, Debug)]
pub struct Tide {
    /// How many customers there are at once at most.
    pub at_once: usize,
    /// Seconds between two arrivals: from, to.
    pub gap: (f64, f64),
    /// With fewer than this, the next one comes at once.
    pub never_below: usize,
    /// Seconds until the first one comes.
    pub lead_in: f64,
}

/// The order of arrival: everybody once, then again in another order.
struct Order {
    throws: Throws,
    next: VecDeque<usize>,
}

impl Order {
    fn next<'a>(&mut self, customers: &'a [Persona]) -> Option<&'a Persona> {
        if self.next.is_empty() {
            let mut left: Vec<usize> = (0..customers.len()).collect();
            while !left.is_empty() {
                let chosen = self.throws.one_of(left.len());
                self.next.push_back(left.swap_remove(chosen));
            }
        }
        customers.get(self.next.pop_front()?)
    }
}

/// Lets customers come until the play is over; what all of them wrote down.
pub async fn arrive(play: &Play, tide: Tide, voice: Voice) -> Result<Vec<Log>, Trouble> {
    let mut order = Order {
        throws: play.dice.named("order"),
        next: VecDeque::new(),
    };
    let mut gaps = play.dice.named("gaps");
    let (mut there, mut logs) = (JoinSet::new(), Vec::new());
    let mut act = play.act.clone();
    let mut number = 0;
    let mut next_at = play.in_seconds(tide.lead_in);
    while play.goes_on() {
        let full = there.len() >= tide.at_once;
        if there.len() < tide.never_below {
            next_at = next_at.min(play.in_seconds(1.0));
        }
        tokio::select! {
            // Whether it was the curtain is asked above.
            _ = act.changed() => {}
            Some(gone) = there.join_next() => logs.push(written(gone)?),
            () = sleep_until(next_at), if !full => {
                number += 1;
                if let Some(persona) = order.next(&play.cast.customers) {
                    let (play, persona, voice) = (play.clone(), persona.clone(), voice.clone());
                    there.spawn(async move { customer::play(&play, &persona, number, voice).await });
                }
                next_at = play.in_seconds(gaps.between(tide.gap));
            }
        }
    }
    drop(voice);
    while let Some(gone) = there.join_next().await {
        logs.push(written(gone)?);
    }
    Ok(logs)
}

fn written(gone: Result<Result<Log, Trouble>, JoinError>) -> Result<Log, Trouble> {
    gone.map_err(|_| Trouble::Socket("a customer broke off".to_owned()))?
}
