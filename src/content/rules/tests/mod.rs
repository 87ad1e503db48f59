//! The catalogue is complete, and is what the scanner raises.
#![allow(clippy::unwrap_used, clippy::panic)]

mod documented;
mod history;

use std::collections::HashSet;

use jiff::civil::Date;

use super::*;
use crate::content::scan::BotKind;

#[test]
fn every_file_is_read_and_every_field_is_filled() {
    let mut ids = HashSet::new();
    let mut count = 0;
    for file in FILES {
        for rule in toml::from_str::<RuleFile>(file).unwrap().rule {
            count += 1;
            assert!(ids.insert(rule.id.clone()), "{} is there twice", rule.id);
            assert!(
                rule.title.len() > 8 && !rule.title.ends_with('.'),
                "title of {}",
                rule.id
            );
            assert!(rule.trigger.ends_with(['.', '?']), "trigger of {}", rule.id);
            assert!(
                rule.seen.ends_with(['.', '?']),
                "what is seen of {}",
                rule.id
            );
            assert!(rule.instead.len() > 10, "help of {}", rule.id);
            let own = rule.id.starts_with("HZ-");
            assert!(own || rule.id.starts_with("OC-"), "{}", rule.id);
            assert_eq!(own, rule.group == Group::Hazard, "group of {}", rule.id);
            assert_eq!(own, rule.sources.is_empty(), "sources of {}", rule.id);
            dates(&rule);
            payload_rules_have_examples(&rule);
            assert_eq!(
                rule.kind == Kind::Runtime,
                rule.event.is_some(),
                "event of {}",
                rule.id
            );
            for key in &rule.sources {
                assert!(
                    source(key).is_some(),
                    "{} names {key}, which is no source",
                    rule.id
                );
            }
        }
    }
    assert_eq!(all().len(), count);
    assert!(count > 140, "{count}");
}

/// A rule holds from its first dated page on, or says why it does not.
fn dates(rule: &Rule) {
    let first: Option<Date> = rule.pages().filter_map(|page| page.dated).min();
    assert!(
        rule.dates.since == first || rule.dates.why.is_some(),
        "since of {}: {:?}, its pages say {first:?}",
        rule.id,
        rule.dates.since
    );
    for (earlier, later) in [
        (rule.dates.since, rule.dates.until),
        (rule.dates.until, rule.dates.again),
        (rule.dates.since, rule.dates.studio_until),
        (rule.dates.studio_until, rule.dates.until),
    ] {
        if let (Some(earlier), Some(later)) = (earlier, later) {
            assert!(earlier < later, "dates of {}", rule.id);
        }
    }
    assert!(
        rule.dates.again.is_none() || rule.dates.until.is_some(),
        "{}",
        rule.id
    );
}

fn payload_rules_have_examples(rule: &Rule) {
    let (Some(example), Some(near)) = (&rule.example, &rule.near) else {
        assert_ne!(rule.kind, Kind::Payload, "no example of {}", rule.id);
        return;
    };
    assert_ne!(example, near, "{}", rule.id);
    for example in [example, near] {
        let short = example.text.starts_with("{{");
        let looks_like_json = example.text.starts_with(['{', '[']) && !short;
        assert_eq!(
            example.is_json(),
            looks_like_json,
            "{}: {}",
            rule.id,
            example.text
        );
    }
}

#[test]
fn every_event_raises_a_rule_and_every_rule_of_run_time_has_one() {
    let mut names = HashSet::new();
    for event in RuntimeEvent::ALL {
        assert!(names.insert(event.name()), "{event} is there twice");
        assert_eq!(RuntimeEvent::from_name(event.name()), Some(*event));
        assert!(event.about().ends_with('.'), "{event}");
        assert!(event.rules().count() > 0, "{event} raises nothing");
    }
    let raised: usize = RuntimeEvent::ALL
        .iter()
        .map(|event| event.rules().count())
        .sum();
    let runtime = all().iter().filter(|rule| rule.kind == Kind::Runtime);
    assert_eq!(raised, runtime.count());
    assert!(toml::from_str::<Rule>("event = \"card.eaten\"").is_err());
}

#[test]
fn a_retired_rule_keeps_its_page_and_holds_on_no_day() {
    let rule: Rule = toml::from_str(
        r#"
        id = "OC-TEAPOT"
        title = "Teapots answer with 418"
        group = "limits"
        kind = "payload"
        severity = "info"
        trigger = "A teapot."
        seen = "418."
        instead = "Use a kettle."
        dates = { since = "2020-04-01", retired = "2026-01-01", replaced_by = "OC-RATE-429" }
        "#,
    )
    .unwrap();
    assert!(!rule.holds(None));
    assert!(!rule.holds("2025-01-01".parse().ok()));
    assert_eq!(rule.dates.replaced_by.as_deref(), Some("OC-RATE-429"));
}

#[test]
fn rules_that_replace_are_there() {
    for rule in all() {
        assert_eq!(
            rule.dates.retired.is_none(),
            rule.dates.replaced_by.is_none(),
            "{}",
            rule.id
        );
        if let Some(id) = &rule.dates.replaced_by {
            let next = super::rule(id).unwrap();
            assert!(
                next.dates.retired.is_none(),
                "{} is replaced by {id}",
                rule.id
            );
        }
    }
}

#[test]
fn sources_are_complete_and_all_used() {
    let file: SourceFile =
        toml::from_str(include_str!("../../../../assets/rules/sources.toml")).unwrap();
    let used: HashSet<&str> = all()
        .iter()
        .flat_map(|rule| rule.sources.iter().map(String::as_str))
        .collect();
    let mut keys = HashSet::new();
    for source in &file.source {
        assert!(keys.insert(&source.key), "{} is there twice", source.key);
        assert!(
            !source.title.is_empty() && source.url.starts_with("https://"),
            "{}",
            source.key
        );
        assert!(
            used.contains(source.key.as_str()),
            "no rule names {}",
            source.key
        );
    }
}

#[test]
fn what_the_scanner_decides_is_in_the_catalogue() {
    for id in RuleId::ALL {
        let rule = id
            .rule()
            .unwrap_or_else(|| panic!("{id} is not in the catalogue"));
        assert!(rule.decided());
    }
    assert!(all().iter().filter(|rule| rule.decided()).count() == RuleId::ALL.len());
}

#[test]
fn rules_are_found_in_any_case_and_hold_between_their_dates() {
    assert_eq!(rule("oc-emoji").unwrap().id, "OC-EMOJI");
    assert!(rule("OC-NOTHING").is_none());
    let auth = rule("OC-CARD-AUTH").unwrap();
    assert!(!auth.holds(None));
    assert!(!auth.holds("2019-11-03".parse().ok()));
    assert!(auth.holds("2019-11-04".parse().ok()));
    assert!(!auth.holds("2023-06-16".parse().ok()));
    let day = "2021-03-10".parse().ok();
    assert!(auth.holds_for(BotKind::Azure, day) && !auth.holds_for(BotKind::CopilotStudio, day));
    assert!(auth.holds_for(BotKind::CopilotStudio, "2021-03-09".parse().ok()));
    assert_eq!(
        auth.pages().next().unwrap().dated,
        "2019-11-04".parse().ok()
    );
}
