//! Collects findings and knows where the scanner is.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value;

use super::{Context, Finding, beginning};
use crate::activity::json::escape_pointer;
use crate::content::rules::{RuleId, Severity};
use crate::content::sanitize;

/// How many findings of one rule are listed one by one; the last of them stands for all that follow.
const LISTED: u32 = 500;
/// Length of an excerpt, and of a key in a shown pointer, in characters.
const EXCERPT: usize = 60;
const KEY: usize = 100;

/// One step of a JSON pointer.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// A member of an object.
    Key(&'a str),
    /// An element of a list.
    Index(usize),
}

/// What was found so far, and the way to where the scanner is.
pub(super) struct Report<'a> {
    /// Where the text comes from and goes to.
    pub context: Context,
    path: Vec<Step<'a>>,
    of_name: bool,
    findings: Vec<Finding>,
    /// Only rules that found something.
    found: Vec<Found>,
}

/// How often a rule found something, and where its last finding is.
struct Found {
    rule: RuleId,
    times: u32,
    last: usize,
}

/// A finding in the making: what differs from rule to rule.
#[derive(Default)]
pub(super) struct Detail {
    /// How bad, if milder or worse than the rule says.
    pub severity: Option<Severity>,
    /// What was found.
    pub message: Cow<'static, str>,
    /// What the other side sees.
    pub seen_as: Option<Cow<'static, str>>,
}

impl Detail {
    /// With this sentence.
    pub(super) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    /// What the other side sees of it.
    pub(super) fn seen_as(mut self, seen_as: impl Into<Cow<'static, str>>) -> Self {
        self.seen_as = Some(seen_as.into());
        self
    }

    /// As bad as this.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

impl<'a> Report<'a> {
    /// Nothing found yet, standing at the root.
    pub(super) fn new(context: Context) -> Self {
        Self {
            context,
            path: Vec::new(),
            of_name: false,
            findings: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Does something one step further in.
    pub(super) fn at(&mut self, step: Step<'a>, scan: impl FnOnce(&mut Self)) {
        self.path.push(step);
        scan(self);
        self.path.pop();
    }

    /// Does something under the member `key`.
    pub(super) fn key(&mut self, key: &'a str, scan: impl FnOnce(&mut Self)) {
        self.at(Step::Key(key), scan);
    }

    /// Does something about the name of the member where the scanner is, not its value.
    pub(super) fn of_name(&mut self, scan: impl FnOnce(&mut Self)) {
        self.of_name = true;
        scan(self);
        self.of_name = false;
    }

    /// How many steps the scanner is away from the root.
    pub(super) fn depth(&self) -> usize {
        self.path.len()
    }

    /// Reports a place in `text`, which stands where the scanner is.
    pub(super) fn span(
        &mut self,
        rule: RuleId,
        text: &str,
        span: Range<usize>,
        detail: impl FnOnce() -> Detail,
    ) {
        let excerpt = text.get(span.clone()).unwrap_or_default();
        self.push(rule, Some(span), excerpt, detail);
    }

    /// Reports all of what stands where the scanner is: the text `excerpt`, or a name.
    pub(super) fn whole(&mut self, rule: RuleId, excerpt: &str, detail: impl FnOnce() -> Detail) {
        self.push(rule, None, excerpt, detail);
    }

    /// Reports all of `value`, which stands where the scanner is.
    pub(super) fn value(&mut self, rule: RuleId, value: &Value, detail: impl FnOnce() -> Detail) {
        self.push(rule, None, &beginning::of_value(value), detail);
    }

    fn push(
        &mut self,
        id: RuleId,
        span: Option<Range<usize>>,
        excerpt: &str,
        detail: impl FnOnce() -> Detail,
    ) {
        let known = self.found.iter().position(|found| found.rule == id);
        if let Some(found) = known.and_then(|at| self.found.get(at))
            && found.times == listed(id)
            && !self.context.every
        {
            if let Some(last) = self.findings.get_mut(found.last) {
                last.times += 1;
            }
            return;
        }
        let Context { bot, as_of, .. } = self.context;
        let Some(rule) = id.rule().filter(|rule| rule.holds_for(bot, as_of)) else {
            return;
        };
        let last = self.findings.len();
        match known.and_then(|at| self.found.get_mut(at)) {
            Some(found) => {
                *found = Found {
                    times: found.times + 1,
                    last,
                    ..*found
                }
            }
            None => self.found.push(Found {
                rule: id,
                times: 1,
                last,
            }),
        }
        let detail = detail();
        let (pointer, exact) = pointer(&self.path);
        self.findings.push(Finding {
            rule: id,
            severity: detail.severity.unwrap_or(rule.severity),
            pointer,
            exact,
            of_name: self.of_name,
            span,
            message: detail.message,
            excerpt: sanitize::excerpt(excerpt, EXCERPT),
            seen_as: detail.seen_as,
            help: &rule.instead,
            times: 1,
        });
    }

    /// Takes over what was found in a text that holds JSON of its own: all of it lies where the scanner is.
    pub(super) fn adopt(&mut self, findings: Vec<Finding>) {
        let (pointer, exact) = pointer(&self.path);
        self.findings
            .extend(findings.into_iter().map(|finding| Finding {
                pointer: pointer.clone(),
                exact: exact.clone(),
                of_name: false,
                span: None,
                ..finding
            }));
    }

    /// Everything found, in the order it was found.
    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }
}

/// How many findings of a rule are listed one by one. Bots that stream their answers type hundreds of times.
fn listed(rule: RuleId) -> u32 {
    if rule == RuleId::Typing { 1 } else { LISTED }
}

/// RFC 6901, sanitised because the keys come from the wire, and as the document spells it if that is not the same.
fn pointer(path: &[Step<'_>]) -> (String, Option<Box<str>>) {
    let mut shown = String::new();
    let mut exact: Option<String> = None;
    for step in path {
        let before = shown.len();
        match step {
            Step::Index(index) => {
                let _ = write!(shown, "/{index}");
            }
            Step::Key(key) => {
                let clean = sanitize::excerpt(key, KEY);
                if clean != *key && exact.is_none() {
                    exact = Some(shown.clone());
                }
                let _ = write!(shown, "/{}", escape_pointer(&clean));
                if let Some(exact) = &mut exact {
                    let _ = write!(exact, "/{}", escape_pointer(key));
                    continue;
                }
            }
        }
        if let (Some(exact), Some(step)) = (&mut exact, shown.get(before..)) {
            exact.push_str(step);
        }
    }
    (shown, exact.map(String::into_boxed_str))
}
