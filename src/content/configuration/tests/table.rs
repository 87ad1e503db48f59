//! The table of checks is what the catalogue asks for.

use std::collections::HashSet;

use super::*;

#[test]
fn there_is_a_check_for_exactly_the_rules_of_kind_configuration() {
    let checked: Vec<&str> = CHECKS.iter().map(|check| check.rule).collect();
    let once: HashSet<&str> = checked.iter().copied().collect();
    let asked: HashSet<&str> = rules::all()
        .iter()
        .filter(|rule| rule.kind == rules::Kind::Configuration)
        .map(|rule| &*rule.id)
        .collect();
    assert_eq!(once, asked);
    assert_eq!(checked.len(), once.len());
}

#[test]
fn an_empty_configuration_is_judged_by_no_rule() {
    for verdict in verdicts(&read(""), None) {
        let held = rules::rule(verdict.rule).unwrap().holds(None);
        let expected = if held {
            Outcome::NotStated
        } else {
            Outcome::NotInForce
        };
        assert_eq!(verdict.outcome, expected, "{verdict:?}");
        assert_eq!(verdict.missing.is_empty(), !held);
    }
}

#[test]
fn a_bot_that_states_nothing_but_its_name_has_no_findings() {
    let bare = r#""bots": [{"name": "Contoso"}], "workstreams": [{"name": "chat"}], "queues": [{"name": "all"}],
        "environments": [{"name": "main"}], "channels": [{"name": "shop"}], "people": [{"name": "Ada"}]"#;
    assert_eq!(check(&read(bare), None), []);
}

#[test]
fn a_rule_counts_only_on_days_on_which_it_holds() {
    let set_up = read(r#""bots": [{"name": "Contoso", "authentication": {"singleSignOn": true}}]"#);
    let fires = |day: &str| {
        let found = check(&set_up, Some(day.parse().unwrap()));
        found.iter().any(|finding| finding.rule == "OC-SSO")
    };
    assert!(!fires("2021-03-09"));
    assert!(fires("2021-03-10"));
    assert!(fires("2022-06-14"));
    assert!(!fires("2023-06-16"));
    assert_eq!(check(&set_up, None), []);
}

#[test]
fn findings_and_verdicts_are_written_out() {
    let verdict = judge(
        "OC-PUBLISHED",
        r#""bots": [{"name": "Contoso", "published": false}]"#,
    );
    assert_eq!(
        serde_json::to_value(verdict).unwrap(),
        json!({
            "rule": "OC-PUBLISHED",
            "outcome": "failed",
            "missing": [],
            "findings": [{
                "rule": "OC-PUBLISHED",
                "severity": "error",
                "subject": "bot Contoso",
                "pointer": "/bots/0/published",
                "message": "The bot is not published: no conversation goes from end to end.",
                "help": rules::rule("OC-PUBLISHED").unwrap().instead,
            }],
        })
    );
}
