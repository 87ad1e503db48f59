//! How often each rule was found in what each bot handed over. For supervisors.

use std::cmp::Reverse;

use super::value;
use crate::domain::Role;
use crate::protocol::ErrorCode;
use crate::protocol::answer::{BotTotals, RuleTotal, Totals};
use crate::protocol::frame::RpcError;
use crate::server::gateway::keys::Answer;
use crate::server::gateway::session::Session;
use crate::server::router::floor::{Summary, Tally};

pub(super) async fn over(session: &Session, days: u32) -> Answer {
    if session.seat.line.role < Role::Supervisor {
        return Err(only_supervisors());
    }
    let now = session.shared.clock.now();
    let asked = session
        .shared
        .hub
        .ask(move |world, _| world.floor.totals().over(days, now));
    value(&totals(days, asked.await?))
}

fn totals(days: u32, summary: Summary) -> Totals {
    let others = (summary.others.handoffs > 0).then(|| bot(None, summary.others));
    let bots = summary
        .bots
        .into_iter()
        .map(|mut tally| bot(Some(std::mem::take(&mut tally.name)), tally));
    Totals {
        days,
        bots: bots.chain(others).collect(),
    }
}

fn bot(name: Option<String>, tally: Tally) -> BotTotals {
    let mut rules: Vec<RuleTotal> = tally
        .rules
        .into_iter()
        .map(|(rule, handoffs)| RuleTotal {
            rule,
            handoffs,
            percent: percent(handoffs, tally.handoffs),
        })
        .collect();
    rules.sort_by(|a, b| (Reverse(a.handoffs), &a.rule).cmp(&(Reverse(b.handoffs), &b.rule)));
    BotTotals {
        name,
        handoffs: tally.handoffs,
        rules,
    }
}

/// Rounded to the nearest; what is there at all is at least 1, and only all of them are 100.
fn percent(part: u32, whole: u32) -> u32 {
    let (part, whole) = (u64::from(part), u64::from(whole.max(1)));
    let rounded = (part * 200 + whole) / (2 * whole);
    match part {
        0 => 0,
        part if part >= whole => 100,
        _ => rounded.clamp(1, 99) as u32,
    }
}

fn only_supervisors() -> RpcError {
    RpcError::new(
        ErrorCode::Forbidden,
        "Only supervisors may ask for the totals of bots.",
        "An administrator can make you one.",
    )
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_rounded_but_never_to_nothing_or_everything() {
        let cases = [
            (0, 0),
            (0, 9),
            (1, 1000),
            (47, 124),
            (1, 3),
            (2, 3),
            (999, 1000),
            (9, 9),
        ];
        let shares = cases.map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, [0, 0, 1, 38, 33, 67, 99, 100]);
    }
}
