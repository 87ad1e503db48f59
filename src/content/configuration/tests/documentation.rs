//! The page that describes the shape: its example is read, and has the findings it says.

use super::*;

const PAGE: &str = include_str!("../../../../docs/configuration.md");

/// What stands in the fenced block of this language.
fn block(language: &str) -> &'static str {
    let start = PAGE.split_once(&format!("```{language}\n")).unwrap().1;
    start.split_once("```").unwrap().0
}

#[test]
fn the_example_has_the_findings_the_page_says() {
    let document = json_of_toml(toml::from_str(block("toml")).unwrap());
    assert!(is_configuration(&document));
    let found = check(&read_json(&document).unwrap(), None);
    let lines: Vec<String> = found
        .iter()
        .map(|finding| {
            let severity = format!("{:?}", finding.severity).to_lowercase();
            format!(
                "{severity} {} {}: {}",
                finding.rule, finding.subject, finding.message
            )
        })
        .collect();
    assert_eq!(lines.join("\n"), block("text").trim_end());
}

#[test]
fn the_page_names_every_field() {
    for list in [
        "",
        "bots",
        "environments",
        "apps",
        "workstreams",
        "queues",
        "channels",
        "people",
    ] {
        let wrong = if list.is_empty() {
            json!({"configuration": 1, "organisation": {"?": 1}})
        } else {
            json!({"configuration": 1, list: [{"?": 1}]})
        };
        let message = read_json(&wrong).unwrap_err().message;
        let fields = message.split('`').skip(3).step_by(2);
        let mut count = 0;
        for field in fields {
            count += 1;
            assert!(PAGE.contains(&format!("`{field}`")), "{list}: {field}");
        }
        assert!(count > 1, "{message}");
    }
}
