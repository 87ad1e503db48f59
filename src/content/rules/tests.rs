//! The catalogue is complete, and is what the scanner raises.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashSet;

use super::*;

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
            assert!(rule.explanation.len() > 30, "explanation of {}", rule.id);
            assert!(rule.instead.len() > 10, "help of {}", rule.id);
            let own = rule.id.starts_with("HZ-");
            assert!(own || rule.id.starts_with("OC-"), "{}", rule.id);
            assert_eq!(own, rule.group == Group::Hazard, "group of {}", rule.id);
            assert_eq!(own, rule.sources.is_empty(), "sources of {}", rule.id);
            let dated = rule
                .sources
                .iter()
                .any(|key| source(key).is_some_and(|page| page.dated.is_some()));
            assert!(!dated || rule.since.is_some(), "since of {}", rule.id);
            assert!(
                rule.until.is_none_or(|until| rule.since.unwrap() < until),
                "until of {}",
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

#[test]
fn sources_are_complete_and_all_used() {
    let file: SourceFile =
        toml::from_str(include_str!("../../../assets/rules/sources.toml")).unwrap();
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
    assert_eq!(
        auth.pages().next().unwrap().dated,
        "2019-11-04".parse().ok()
    );
}
