//! The rules as a table.

use std::fmt::Write as _;

use super::paint::Look;
use crate::content::rules::{Group, Rule};

/// Columns of the longest kind and severity, with the gap behind each.
const KIND: usize = "configuration".len() + 2;
const SEVERITY: usize = "warning".len() + 2;

/// Fewest columns for a title beside the rest; with less it goes below.
const TITLE: usize = 24;

/// A line a rule, group by group.
pub(super) fn table(rules: &[&Rule], look: Look) -> String {
    if rules.is_empty() {
        return "No rule is like that.\n".to_owned();
    }
    let id = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0) + 2;
    let (mut text, mut group) = (String::new(), None::<Group>);
    for rule in rules {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            group = Some(rule.group);
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{gap}{}",
                look.strong(&look.wrapped(rule.group.title(), 0, 0))
            );
        }
        row(&mut text, rule, id, look);
    }
    let (count, plural) = (rules.len(), if rules.len() == 1 { "" } else { "s" });
    let footer = format!("{count} rule{plural}. `deskhand rules ID` explains one.");
    let _ = writeln!(text, "\n{}", look.faint(&look.wrapped(&footer, 0, 0)));
    text
}

fn row(text: &mut String, rule: &Rule, id: usize, look: Look) {
    let (kind, severity) = (rule.kind.name(), rule.severity.name());
    let lead = format!(
        "  {:id$}{}{}{}",
        rule.id,
        look.faint(&format!("{kind:KIND$}")),
        look.severity(rule.severity, severity),
        " ".repeat(SEVERITY.saturating_sub(severity.len()))
    );
    let taken = 2 + id + KIND + SEVERITY;
    let title = match (rule.dates.retired, rule.holds(None), rule.dates.until) {
        (Some(day), ..) => format!("{} (retired {})", rule.title, day.year()),
        (None, false, Some(until)) => format!("{} (until {})", rule.title, until.year()),
        _ => rule.title.clone(),
    };
    let _ = if look.columns < taken + TITLE {
        writeln!(
            text,
            "{}\n    {}",
            lead.trim_end(),
            look.wrapped(&title, 4, 4)
        )
    } else {
        writeln!(text, "{lead}{}", look.wrapped(&title, taken, taken))
    };
}
