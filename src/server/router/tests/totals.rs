//! What is counted by bot and rule.

use super::*;
use crate::server::router::event::RuleCount;

fn from(bot: &str, id: &str) -> Handoff {
    let mut handoff = handoff(id, Channel::Lcw);
    handoff.bot.name = bot.to_owned();
    handoff
}

fn arrive(stage: &mut Stage, id: &str, bot: &str, found: &[&str]) {
    let found = found
        .iter()
        .map(|rule| RuleCount {
            rule: (*rule).to_owned(),
            times: 3,
        })
        .collect();
    stage.ok(Command::Receive {
        conversation: id.into(),
        queue: None,
        handoff: Box::new(from(bot, id)),
        flags: 3,
        found,
    });
}

type Counted = Vec<(String, u32, Vec<(String, u32)>)>;

/// Name, handoffs, and each rule with its count, over these days.
fn counted(stage: &Stage, days: u32) -> Counted {
    let summary = stage.floor.totals().over(days, stage.now);
    let bots = summary.bots.into_iter();
    bots.map(|tally| {
        (
            tally.name,
            tally.handoffs,
            tally.rules.into_iter().collect(),
        )
    })
    .collect()
}

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn a_rule_counts_once_a_handoff_however_often_it_was_found() {
    let mut stage = Stage::with(&[]);
    arrive(&mut stage, "a", "Contoso", &["OC-EMOJI", "OC-TYPING"]);
    arrive(&mut stage, "b", "Contoso", &["OC-EMOJI"]);
    arrive(&mut stage, "c", "Fabrikam", &[]);
    let rule = |id: &str, count| (id.to_owned(), count);
    assert_eq!(
        counted(&stage, 7),
        [
            (
                "Contoso".to_owned(),
                2,
                vec![rule("OC-EMOJI", 2), rule("OC-TYPING", 1)]
            ),
            ("Fabrikam".to_owned(), 1, vec![]),
        ]
    );
}

#[test]
fn the_same_handoff_again_is_not_counted() {
    let mut stage = Stage::with(&[]);
    arrive(&mut stage, "a", "Contoso", &[]);
    let mut again = from("Contoso", "a");
    again.source = stage.live("a").about.source.clone();
    stage.ok(receive("b", None, again));
    assert_eq!(counted(&stage, 7)[0].1, 1);
}

#[test]
fn days_are_those_of_utc_and_eight_are_kept() {
    let mut stage = Stage::with(&[]);
    let midnight = Timestamp(NOON.0.div_euclid(86_400_000) * 86_400_000 + 86_400_000);
    stage.now = Timestamp(midnight.0 - 1);
    arrive(&mut stage, "a", "Contoso", &[]);
    stage.now = midnight;
    arrive(&mut stage, "b", "Contoso", &[]);
    assert_eq!(counted(&stage, 1)[0].1, 1);
    assert_eq!(counted(&stage, 2)[0].1, 2);
    stage.now = midnight.after(DAY * 7);
    arrive(&mut stage, "c", "Contoso", &[]);
    assert_eq!(counted(&stage, 7)[0].1, 1);
    assert_eq!(counted(&stage, 8)[0].1, 2);
    assert_eq!(counted(&stage, 30)[0].1, 2, "the day before is gone");
}

#[test]
fn what_comes_with_a_clock_set_back_is_counted_on_its_day_or_not_at_all() {
    let mut stage = Stage::with(&[]);
    stage.now = NOON.after(DAY * 20);
    arrive(&mut stage, "a", "Contoso", &[]);
    stage.now = NOON.after(DAY * 19);
    arrive(&mut stage, "b", "Contoso", &[]);
    stage.now = NOON;
    arrive(&mut stage, "c", "Contoso", &[]);
    stage.now = NOON.after(DAY * 20);
    assert_eq!(counted(&stage, 30)[0].1, 2);
}

#[test]
fn bots_beyond_two_hundred_are_counted_together_and_names_are_cut() {
    let mut stage = Stage::with(&[]);
    arrive(&mut stage, "long", &"y".repeat(5_000), &[]);
    for number in 0..230 {
        arrive(
            &mut stage,
            &format!("c{number}"),
            &format!("{}{number}", "x".repeat(90)),
            &["OC-EMOJI"],
        );
    }
    let summary = stage.floor.totals().over(7, stage.now);
    assert_eq!(summary.bots.len(), 200);
    assert_eq!(
        (summary.others.handoffs, summary.others.rules["OC-EMOJI"]),
        (31, 31)
    );
    assert!(summary.bots.iter().all(|tally| tally.name.len() <= 100));
    assert!(
        summary
            .bots
            .iter()
            .any(|tally| tally.name == "y".repeat(100))
    );
}

#[test]
fn an_older_journal_and_an_older_snapshot_are_read() {
    let mut stage = Stage::with(&[]);
    arrive(&mut stage, "a", "Contoso", &[]);
    let mut floor = serde_json::to_value(&stage.floor).unwrap();
    floor.as_object_mut().unwrap().remove("totals").unwrap();
    let floor: Floor = serde_json::from_value(floor).unwrap();
    assert_eq!(floor.totals().over(7, stage.now).bots, []);

    let events = stage.ok(receive("b", None, from("Contoso", "b")));
    let text = serde_json::to_value(&events[0]).unwrap();
    assert!(
        text.get("found").is_none(),
        "what is empty is not written: {text}"
    );
    assert_eq!(serde_json::from_value::<Event>(text).unwrap(), events[0]);
}
