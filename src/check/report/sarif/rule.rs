//! A rule of the catalogue as SARIF describes one.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::level;
use crate::content::rules::{Group, Rule, RuleId};
use crate::content::sanitize;

/// The longest description that code scanning takes, in characters.
const LONGEST: usize = 1024;

/// The description that results point to.
pub(super) fn describe(id: RuleId) -> Value {
    let Some(rule) = id.rule() else {
        return json!({ "id": id.as_str() });
    };
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": sanitize::excerpt(&rule.explanation, LONGEST) },
        "help": { "text": plain(rule), "markdown": markdown(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": properties(rule),
    });
    if let Some(page) = rule.pages().next() {
        descriptor["helpUri"] = json!(page.url);
    }
    descriptor
}

fn properties(rule: &Rule) -> Value {
    let mut tags = vec![json!(rule.group), json!(rule.kind)];
    if rule.group == Group::Hazard {
        tags.push("security".into());
    }
    let mut properties = json!({
        "kind": rule.kind,
        "group": rule.group,
        "severity": rule.severity,
        "tags": tags,
    });
    for (name, date) in [("since", rule.dates.since), ("until", rule.dates.until)] {
        if let Some(date) = date {
            properties[name] = date.to_string().into();
        }
    }
    properties
}

fn plain(rule: &Rule) -> String {
    let mut text = format!("{}\n\nInstead: {}", rule.explanation, rule.instead);
    for page in rule.pages() {
        let _ = write!(text, "\n\nSource: {}, {}", page.title, page.url);
    }
    text
}

fn markdown(rule: &Rule) -> String {
    let mut text = format!("{}\n\n**Instead:** {}\n", rule.explanation, rule.instead);
    for page in rule.pages() {
        let dated = page
            .dated
            .map_or_else(String::new, |date| format!(" ({date})"));
        let _ = write!(text, "\n- [{}]({}){dated}", page.title, page.url);
    }
    text
}
