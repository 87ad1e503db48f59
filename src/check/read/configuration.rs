//! Configurations: JSON or TOML that says how bots, workstreams and environments are set up.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::content::configuration::{self, ConfigurationError, ConfigurationFinding};
use crate::content::rules::RuleId;
use crate::content::scan::Finding;

/// What will not work as it is set up; pointers lead into the document.
pub fn of_document(
    document: &Value,
    as_of: Option<Date>,
) -> Result<Vec<Finding>, ConfigurationError> {
    let configuration = configuration::read_json(document)?;
    let found = configuration::check(&configuration, as_of);
    Ok(found.into_iter().filter_map(finding).collect())
}

/// The same as a finding of the scanner. What it is about stands where the scanner has what stands at the place.
fn finding(found: ConfigurationFinding) -> Option<Finding> {
    Some(Finding {
        rule: RuleId::of_any(found.rule)?,
        severity: found.severity,
        pointer: found.pointer,
        exact: None,
        of_name: false,
        span: None,
        message: Cow::Owned(found.message),
        excerpt: found.subject,
        seen_as: None,
        help: found.help,
        times: 1,
    })
}

/// The bytes of a TOML document to which a pointer leads, or what is nearest to it and does exist.
pub fn in_toml(table: &DeTable<'_>, all: Range<usize>, pointer: &str) -> Range<usize> {
    let mut steps = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"));
    let first = steps.next().and_then(|step| member(table, &step));
    let Some(mut at) = first else { return all };
    for step in steps {
        let inner = match at.get_ref() {
            DeValue::Table(table) => member(table, &step),
            DeValue::Array(list) => step.parse().ok().and_then(|index: usize| list.get(index)),
            _ => None,
        };
        let Some(inner) = inner else { break };
        at = inner;
    }
    at.span()
}

fn member<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    let mut members = table.iter();
    members
        .find(|(known, _)| known.get_ref() == name)
        .map(|(_, value)| value)
}
