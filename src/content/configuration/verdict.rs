//! What the checks come to, rule by rule.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use super::checks::{CHECKS, Check};
use super::model::Configuration;
use super::setup::Setup;
use super::sheet::{ConfigurationFinding, Sheet};
use crate::content::rules;

/// What a rule says about a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Everything it needs is stated, and nothing is wrong.
    Passed,
    /// Something is wrong.
    Failed,
    /// Something it needs is not stated; what is, is not wrong.
    NotStated,
    /// It does not hold on that day.
    NotInForce,
}

/// What a rule says about a configuration, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Id of the rule.
    pub rule: &'static str,
    /// What it says.
    pub outcome: Outcome,
    /// Pointers to what is not stated, though the rule needs it.
    pub missing: Vec<String>,
    /// What is wrong.
    pub findings: Vec<ConfigurationFinding>,
}

/// What is wrong, in the order of the rules. On `as_of`, else now.
pub fn check(configuration: &Configuration, as_of: Option<Date>) -> Vec<ConfigurationFinding> {
    verdicts(configuration, as_of)
        .into_iter()
        .flat_map(|verdict| verdict.findings)
        .collect()
}

/// What every rule of kind configuration says. On `as_of`, else now.
pub fn verdicts(configuration: &Configuration, as_of: Option<Date>) -> Vec<Verdict> {
    let setup = Setup::new(configuration);
    CHECKS
        .iter()
        .filter_map(|check| verdict(check, &setup, as_of))
        .collect()
}

/// `None` only for a check without a rule in the catalogue; a test makes sure that there is none.
fn verdict(check: &Check, setup: &Setup<'_>, as_of: Option<Date>) -> Option<Verdict> {
    let rule = rules::rule(check.rule)?;
    let mut sheet = Sheet::new(rule);
    if rule.holds(as_of) {
        (check.run)(setup, &mut sheet);
        let mut told = HashSet::new();
        sheet.missing.retain(|pointer| told.insert(pointer.clone()));
        if sheet.findings.is_empty() && sheet.missing.is_empty() && !sheet.passed {
            sheet.missing.push(check.about.to_owned());
        }
    }
    Some(Verdict {
        rule: check.rule,
        outcome: if !rule.holds(as_of) {
            Outcome::NotInForce
        } else if !sheet.findings.is_empty() {
            Outcome::Failed
        } else if !sheet.missing.is_empty() {
            Outcome::NotStated
        } else {
            Outcome::Passed
        },
        missing: sheet.missing,
        findings: sheet.findings,
    })
}
