//! Every rule that was raised, explained once.

use std::collections::HashMap;
use std::io::{self, Write};

use super::rows::Rows;
use crate::content::rules::{RuleId, Severity};
use crate::content::scan::Finding;

/// The rules that were raised, with how often and how bad at worst.
#[derive(Debug, Default)]
pub(super) struct Legend {
    rules: HashMap<RuleId, (Severity, u64)>,
}

impl Legend {
    pub(super) fn count(&mut self, finding: &Finding) {
        let (worst, times) = self
            .rules
            .entry(finding.rule)
            .or_insert((finding.severity, 0));
        *worst = finding.severity.max(*worst);
        *times += 1;
    }

    /// The explanations, what is worst and most frequent first.
    pub(super) fn write<W: Write>(&self, rows: &mut Rows<W>) -> io::Result<()> {
        let mut rules: Vec<(RuleId, Severity, u64)> = self
            .rules
            .iter()
            .map(|(rule, (worst, times))| (*rule, *worst, *times))
            .collect();
        rules.sort_by_key(|(rule, worst, times)| (std::cmp::Reverse((*worst, *times)), *rule));
        if !rules.is_empty() {
            rows.heading("rules")?;
        }
        for (rule, worst, times) in rules {
            explain(rows, rule, worst, times)?;
        }
        Ok(())
    }
}

fn explain<W: Write>(
    rows: &mut Rows<W>,
    id: RuleId,
    worst: Severity,
    times: u64,
) -> io::Result<()> {
    let Some(rule) = id.rule() else {
        return Ok(());
    };
    let findings = if times == 1 { "finding" } else { "findings" };
    let lead = format!(
        "{} {} ",
        rows.paint.severity(worst, worst.name()),
        rows.paint.strong(&rule.id)
    );
    let taken = worst.name().len() + rule.id.len() + 2;
    rows.led(
        &lead,
        taken,
        &format!("{} ({times} {findings})", rule.title),
        2,
    )?;
    rows.prose(&rule.explanation, 2, 2)?;
    let faint = |rows: &Rows<W>, label: &str| format!("  {}", rows.paint.faint(label));
    let lead = faint(rows, "instead: ");
    rows.led(&lead, 11, &rule.instead, 4)?;
    if let Some(page) = rule.pages().next() {
        // In one row, so that a terminal can follow it.
        let lead = faint(rows, "source:");
        rows.raw(&format!("{lead} {}", page.url))?;
    }
    let lead = faint(rows, "more:");
    rows.raw(&format!("{lead} deskhand rules {}", rule.id))?;
    rows.blank()
}
