//! Findings that only a reader of JSON can make, because a value that was read no longer shows them.

use super::report::{Detail, Report};
use super::{Context, Finding, numbers};
use crate::content::rules::RuleId;

/// Half of a surrogate pair stood alone in the text at `pointer`, `times` times; the reader put U+FFFD in its place.
pub fn surrogates(pointer: &str, times: usize, context: &Context) -> Option<Finding> {
    let detail = Detail::new(format!(
        "{times} unpaired surrogate{}: half of a character that was cut in two.",
        if times == 1 { "" } else { "s" }
    ));
    at(
        RuleId::Surrogate,
        pointer,
        "",
        detail.seen_as("\u{fffd}"),
        context,
    )
}

/// What stands at `pointer` is nested deeper than the reader looks, which is `limit` levels.
pub fn deep(pointer: &str, limit: usize, context: &Context) -> Option<Finding> {
    let detail = Detail::new(format!(
        "Nested deeper than {limit} levels; what lies deeper is not looked into."
    ));
    at(RuleId::Deep, pointer, "", detail, context)
}

/// The number at `pointer` as it is `written`, if readers of JSON do not agree on what it is.
pub fn number(pointer: &str, written: &str, context: &Context) -> Option<Finding> {
    let message = numbers::doubtful(written)?;
    at(
        RuleId::Number,
        pointer,
        written,
        Detail::new(message),
        context,
    )
}

/// The member `pointer` leads to stands `times` times in its object. In the `value` of a handoff that is one variable set
/// more than once.
pub fn duplicate(pointer: &str, times: usize, context: &Context) -> Vec<Finding> {
    let (object, key) = pointer.rsplit_once('/').unwrap_or_default();
    let key = key.replace("~1", "/").replace("~0", "~");
    let often = || format!("stands here {times} times; which one counts is up to the reader.");
    let again = Detail::new(format!("The same name {}", often()));
    let mut findings: Vec<_> = at(RuleId::Duplicate, pointer, &key, again, context)
        .into_iter()
        .collect();
    let of_handoff = object.ends_with("/value") || object.ends_with("/value/Context");
    if of_handoff {
        let detail = Detail::new(format!(
            "The variable is set {times} times; the last one wins."
        ));
        findings.extend(at(RuleId::VarShadow, pointer, &key, detail, context));
    }
    findings
}

fn at(
    rule: RuleId,
    pointer: &str,
    excerpt: &str,
    detail: Detail,
    context: &Context,
) -> Option<Finding> {
    let mut report = Report::new(*context);
    report.whole(rule, excerpt, || detail);
    let finding = report.finish().pop()?;
    let shown = crate::content::sanitize::line(pointer).into_owned();
    Some(Finding {
        exact: (shown != pointer).then(|| pointer.into()),
        pointer: shown,
        ..finding
    })
}
