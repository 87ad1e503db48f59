//! What one check found, did not find, or could not decide.

use serde::Serialize;

use super::model::{Bot, Workstream};
use super::setup::{Setup, Spot};
use crate::content::rules::{Rule, Severity};

/// Something in a configuration that will not work as it was meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationFinding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How bad it is here.
    pub severity: Severity,
    /// What it is about, such as `bot Contoso`; sanitised.
    pub subject: String,
    /// RFC 6901 pointer into the configuration.
    pub pointer: String,
    /// What was found, in one sentence; sanitised.
    pub message: String,
    /// What to do instead.
    pub help: &'static str,
}

/// Where the check of one rule writes down what it finds.
#[derive(Debug)]
pub struct Sheet {
    rule: &'static Rule,
    pub(super) findings: Vec<ConfigurationFinding>,
    pub(super) missing: Vec<String>,
    pub(super) passed: bool,
}

impl Sheet {
    /// An empty sheet for this rule.
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            findings: Vec::new(),
            missing: Vec::new(),
            passed: false,
        }
    }

    /// This is as it should be.
    pub(super) fn pass(&mut self) {
        self.passed = true;
    }

    /// The value, or a note that it is not stated.
    pub(super) fn need<T>(&mut self, value: Option<T>, spot: &Spot<'_>, field: &str) -> Option<T> {
        if value.is_none() {
            self.missing.push(spot.at(field));
        }
        value
    }

    /// What a statement leads to, or a note that there is nothing by that name.
    pub(super) fn find<T>(&mut self, value: Option<T>, list: &str) -> Option<T> {
        if value.is_none() {
            self.missing.push(list.to_owned());
        }
        value
    }

    /// The workstreams a bot is on, or a note that there are none stated at all.
    pub(super) fn seats<'s, 'a>(
        &mut self,
        setup: &'s Setup<'a>,
        bot: &Bot,
    ) -> &'s [(Spot<'a>, &'a Workstream)] {
        if setup.configuration.workstreams.is_empty() {
            self.missing.push("/workstreams".to_owned());
        }
        setup.seats(bot)
    }

    /// This will not work, as badly as the rule says.
    pub(super) fn fail(&mut self, spot: &Spot<'_>, field: &str, message: impl Into<String>) {
        self.fail_as(self.rule.severity, spot, field, message);
    }

    /// This will not work, as badly as said here.
    pub(super) fn fail_as(
        &mut self,
        severity: Severity,
        spot: &Spot<'_>,
        field: &str,
        message: impl Into<String>,
    ) {
        self.findings.push(ConfigurationFinding {
            rule: &self.rule.id,
            severity,
            subject: spot.subject(),
            pointer: spot.at(field),
            message: message.into(),
            help: &self.rule.instead,
        });
    }

    /// Fails if all conditions are stated to hold, passes if one is stated not to, and else notes those that are not
    /// stated. A finding points at the last of them.
    pub(super) fn when(
        &mut self,
        spot: &Spot<'_>,
        conditions: &[(&str, Option<bool>)],
        message: impl FnOnce() -> String,
    ) {
        if conditions.iter().any(|(_, holds)| *holds == Some(false)) {
            return self.pass();
        }
        let open = conditions.iter().filter(|(_, holds)| holds.is_none());
        let before = self.missing.len();
        self.missing.extend(open.map(|(field, _)| spot.at(field)));
        if self.missing.len() == before
            && let Some((field, _)) = conditions.last()
        {
            self.fail(spot, field, message());
        }
    }
}
