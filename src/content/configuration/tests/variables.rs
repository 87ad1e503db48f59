//! Context variables.

use rstest::rstest;

use super::*;

#[rstest]
#[case::undeclared(
    "OC-VAR-UNDECLARED", "/workstreams/0/rules/0/uses/1",
    r#""workstreams": [{"name": "w", "variables": [{"name": "Region"}], "rules": [{"name": "r", "uses": ["Region", "Tier"]}]}]"#,
    r#""workstreams": [{"name": "w", "variables": [{"name": "Region"}], "rules": [{"name": "r", "uses": ["Region"]}]}]"#,
    r#""workstreams": [{"name": "w", "rules": [{"name": "r", "uses": ["Region"]}]}]"#
)]
#[case::passed_by_a_bot(
    "OC-VAR-UNDECLARED", "/bots/0/variables/passes/1",
    r#""bots": [{"name": "C", "variables": {"passes": ["Region", "Tier"]}}], "workstreams": [{"name": "w", "bots": ["C"], "rules": [], "variables": [{"name": "Region"}]}]"#,
    r#""bots": [{"name": "C", "variables": {"passes": ["Region", "va_LastTopic"]}}], "workstreams": [{"name": "w", "bots": ["C"], "rules": [], "variables": [{"name": "Region"}]}]"#,
    r#""bots": [{"name": "C", "variables": {"passes": ["Region"]}}]"#
)]
#[case::deleted(
    "OC-VAR-LOCK", "/workstreams/0/rules/0/uses/0",
    r#""workstreams": [{"name": "w", "variables": [{"name": "Region", "deleted": true}], "rules": [{"name": "r", "uses": ["Region"]}]}]"#,
    r#""workstreams": [{"name": "w", "variables": [{"name": "Region", "deleted": true}], "rules": [{"name": "r", "uses": ["Tier"]}]}]"#,
    r#""workstreams": [{"name": "w", "variables": [{"name": "Region", "deleted": true}]}]"#
)]
#[case::renamed(
    "OC-VAR-LOCK", "/workstreams/0/rules/0/uses/0",
    r#""workstreams": [{"name": "w", "variables": [{"name": "Area", "renamedFrom": "Region"}], "rules": [{"name": "r", "uses": ["Region"]}]}]"#,
    r#""workstreams": [{"name": "w", "variables": [{"name": "Area", "renamedFrom": "Region"}], "rules": [{"name": "r", "uses": ["Area"]}]}]"#,
    r#""workstreams": [{"name": "w", "variables": [{"name": "Area", "renamedFrom": "Region"}], "rules": [{"name": "r"}]}]"#
)]
#[case::documented(
    "OC-VAR-RENAME", "/bots/0/variables/flows/0/names",
    r#""bots": [{"name": "C", "variables": {"flows": [{"name": "f", "names": {"va_LastTopic": "lastTopic", "Region": "area"}}]}}]"#,
    r#""bots": [{"name": "C", "variables": {"flows": [{"name": "f", "names": {"va_LastTopic": "va_LastTopic", "Region": "area"}}]}}]"#,
    r#""bots": [{"name": "C", "variables": {"flows": [{"name": "f"}]}}]"#
)]
fn fires_passes_and_waits(
    #[case] rule: &str,
    #[case] pointer: &str,
    #[case] fires: &str,
    #[case] near: &str,
    #[case] unknown: &str,
) {
    // A workstream without bots stated to pass something is complete for the rules it has.
    holds(rule, pointer, fires, near, unknown);
}

#[test]
fn a_name_in_another_case_is_undeclared_and_the_right_one_is_named() {
    let verdict = judge(
        "OC-VAR-UNDECLARED",
        r#""workstreams": [{"name": "w", "variables": [{"name": "Region"}], "rules": [{"name": "r", "uses": ["region"]}]}]"#,
    );
    assert!(
        verdict.findings[0]
            .message
            .ends_with("Region is; case counts.")
    );
}

#[test]
fn a_deleted_variable_in_a_rule_is_one_finding_not_two() {
    let members = r#""workstreams": [{"name": "w", "variables": [{"name": "Region", "deleted": true}], "rules": [{"name": "r", "uses": ["Region"]}]}]"#;
    assert_eq!(judge("OC-VAR-UNDECLARED", members).findings, []);
    assert_eq!(judge("OC-VAR-LOCK", members).findings.len(), 1);
}
