//! Every rule fires where it should, stays silent next to it, and says nothing about what is not stated.
#![allow(clippy::unwrap_used, clippy::panic)]

mod complete;
mod connection;
mod content;
mod documentation;
mod hostile;
mod placement;
mod reading;
mod table;
mod variables;
mod voice;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::*;
use crate::content::rules::{self, Severity};

/// A configuration from its members, written without the braces around them.
fn read(members: &str) -> Configuration {
    let mut document: Value = serde_json::from_str(&format!("{{{members}}}")).unwrap();
    document["configuration"] = json!(1);
    read_json(&document).unwrap_or_else(|error| panic!("{error}\n{members}"))
}

/// What a rule says, on a day on which it holds.
fn judge(rule: &str, members: &str) -> Verdict {
    let entry = rules::rule(rule).unwrap();
    let day: Option<Date> = entry.dates.until.and(entry.dates.since);
    let all = verdicts(&read(members), day);
    all.into_iter()
        .find(|verdict| verdict.rule == rule)
        .unwrap()
}

/// The rule fires at `pointer` for the first, passes the second, and does not judge the third.
fn holds(rule: &str, pointer: &str, fires: &str, near: &str, unknown: &str) {
    let failed = judge(rule, fires);
    assert_eq!(failed.outcome, Outcome::Failed, "{failed:?}");
    assert_eq!(failed.findings.len(), 1, "{failed:?}");
    let finding = &failed.findings[0];
    assert_eq!((finding.rule, &*finding.pointer), (rule, pointer));
    assert!(
        finding.message.ends_with('.') && !finding.help.is_empty(),
        "{finding:?}"
    );
    let passed = judge(rule, near);
    assert_eq!(passed.outcome, Outcome::Passed, "{passed:?}");
    assert!(passed.findings.is_empty() && passed.missing.is_empty());
    let open = judge(rule, unknown);
    assert_eq!(open.outcome, Outcome::NotStated, "{open:?}");
    assert!(open.findings.is_empty() && !open.missing.is_empty());
}
