//! Random floors, random commands, nonsense among them, at random times, with leases running out: what must always hold.

mod model;
mod ops;

use proptest::prelude::*;

use super::*;
use crate::server::router::apply;
use model::Model;
use ops::{Op, ops};

/// Runs the operations and checks everything after each.
fn play(ops: &[Op]) -> (Floor, Vec<Event>, Timestamp) {
    let mut floor = Floor::new();
    let mut model = Model::default();
    let mut now = NOON;
    for op in ops {
        now = now.after(op.wait());
        match op.command(&floor) {
            Some(command) => carry_out(&mut floor, &mut model, &command, now),
            None => op.touch(&mut floor, now),
        }
    }
    model.finish(&floor);
    (floor, model.log, now)
}

fn carry_out(floor: &mut Floor, model: &mut Model, command: &Command, now: Timestamp) {
    let before = floor.clone();
    let outcome = step_checked(floor, model, command, now);
    if outcome.is_err() {
        assert!(before == *floor, "a refusal changes nothing");
        assert_eq!(before.next_deadline(), floor.next_deadline());
        return;
    }
    model.acknowledge(command);
    assert!(
        floor.next_deadline().is_none_or(|at| at > now),
        "nothing due is left undone"
    );
    model::nobody_waits_in_vain(floor);
}

fn step_checked(
    floor: &mut Floor,
    model: &mut Model,
    command: &Command,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut states = model::states(floor);
    super::super::step_with(floor, command, now, |floor, before, event| {
        model.happened(floor, before, &event);
        model::moves_legally(&mut states, floor, &event);
        model.log.push(event);
    })
}

/// When a handoff came and by how many rules something was found in it.
fn arrived(event: &Event) -> Option<(Timestamp, usize)> {
    match event {
        Event::HandedOver { found, at, .. } => Some((*at, found.len())),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_rules_hold_whatever_is_asked_of_the_floor(ops in ops(1..160)) {
        play(&ops);
    }

    #[test]
    fn the_log_gives_the_floor_from_the_start_and_from_any_snapshot(
        ops in ops(1..120),
        cut in any::<prop::sample::Index>(),
    ) {
        let (floor, log, _) = play(&ops);
        let cut = cut.index(log.len() + 1);
        let mut again = Floor::new();
        for event in &log[..cut] {
            apply(&mut again, event);
        }
        let text = serde_json::to_string(&again).unwrap();
        let mut restored: Floor = serde_json::from_str(&text).unwrap();
        prop_assert!(restored == again, "a snapshot is the floor");
        for event in &log[cut..] {
            apply(&mut again, event);
            apply(&mut restored, event);
        }
        prop_assert!(again == floor, "the log gives the floor");
        prop_assert!(restored == floor, "snapshot and tail give the floor");
    }

    #[test]
    fn every_handoff_of_the_week_is_counted_once(ops in ops(1..120)) {
        let (floor, log, now) = play(&ops);
        let day = |at: Timestamp| at.0.div_euclid(86_400_000);
        let newest = log.iter().filter_map(arrived).map(|(at, _)| day(at)).max().unwrap_or_default();
        let of_week: Vec<usize> = log
            .iter()
            .filter_map(arrived)
            .filter(|(at, _)| day(*at) > newest - 8)
            .map(|(_, rules)| rules)
            .collect();
        let summary = floor.totals().over(u32::MAX, now);
        let handoffs: u32 = summary.bots.iter().map(|tally| tally.handoffs).sum();
        let rules: u32 = summary.bots.iter().flat_map(|tally| tally.rules.values()).sum();
        prop_assert_eq!(handoffs as usize, of_week.len());
        prop_assert_eq!(rules as usize, of_week.iter().sum::<usize>());
    }

    #[test]
    fn left_alone_every_offer_ends_and_everything_comes_to_rest(ops in ops(1..80)) {
        let (mut floor, _, mut now) = play(&ops);
        let mut model = Model::of(&floor);
        for _ in 0..10_000 {
            let Some(next) = floor.next_deadline() else { break };
            prop_assert!(next > now);
            now = next;
            carry_out(&mut floor, &mut model, &Command::Tick, now);
        }
        prop_assert_eq!(floor.next_deadline(), None);
        for live in floor.conversations() {
            prop_assert!(
                matches!(live.state, ConversationState::Open | ConversationState::Closed),
                "with every desk silent nobody keeps {:?}", live
            );
        }
    }
}

/// The properties above would hold on a floor on which nothing happens: this keeps the random plays honest.
#[test]
fn the_random_plays_reach_every_kind_of_event() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let ops = ops(100..101).new_tree(&mut runner).unwrap().current();
        seen.extend(names(&play(&ops).1));
    }
    let all = [
        "agentSet",
        "assigned",
        "closed",
        "connected",
        "customerLeft",
        "disconnected",
        "handedOver",
        "offerEnded",
        "offerMade",
        "presenceChosen",
        "queueSet",
        "requeued",
        "said",
        "setAside",
        "wrapUp",
    ];
    assert!(seen.iter().eq(all), "{seen:?}");
}
