//! Context variables: declared on workstreams, used by rules, passed by bots, renamed in flows.

use std::collections::{HashMap, HashSet};

use crate::content::configuration::model::Workstream;
use crate::content::configuration::setup::{Setup, Spot, named};
use crate::content::configuration::sheet::Sheet;
use crate::content::rules::Severity;
use crate::domain::documented::{CONTEXT_VARIABLES, LINKED_RECORDS};

/// OC-VAR-UNDECLARED. Names are compared with their case; `va_…` come with every handoff and need no declaration to be seen.
pub(super) fn undeclared(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, workstream) in setup.workstreams() {
        let Some(variables) = sheet.need(workstream.variables.as_ref(), &spot, "variables") else {
            continue;
        };
        let names: HashSet<&str> = variables.iter().map(|variable| &*variable.name).collect();
        let gone = gone(workstream);
        let small: HashMap<String, &str> = names
            .iter()
            .map(|name| (name.to_lowercase(), *name))
            .collect();
        for (field, name) in uses(workstream, &spot, sheet) {
            if names.contains(name) || gone.contains_key(name) {
                sheet.pass();
                continue;
            }
            let near = small
                .get(&name.to_lowercase())
                .map_or_else(String::new, |declared| {
                    format!(" {} is; case counts.", named(declared))
                });
            sheet.fail(
                &spot,
                &field,
                format!(
                    "A rule uses {}, which is not declared on the workstream.{near}",
                    named(name)
                ),
            );
        }
    }
    passed(setup, sheet);
}

/// What bots pass and a workstream of theirs does not declare: it arrives, but no rule can use it.
fn passed(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let Some(passes) = sheet.need(bot.variables.passes.as_ref(), &spot, "variables/passes")
        else {
            continue;
        };
        sheet.pass();
        let stated: Vec<&Workstream> = sheet
            .seats(setup, bot)
            .iter()
            .map(|(_, workstream)| *workstream)
            .filter(|workstream| workstream.variables.is_some())
            .collect();
        let mut declared: HashMap<&str, usize> = HashMap::new();
        for variable in stated
            .iter()
            .flat_map(|workstream| workstream.variables.iter().flatten())
        {
            *declared.entry(&variable.name).or_default() += 1;
        }
        for (at, name) in passes.iter().enumerate() {
            let lacking = stated
                .len()
                .saturating_sub(declared.get(&**name).copied().unwrap_or(0));
            if lacking > 0 && !name.starts_with("va_") {
                sheet.fail_as(Severity::Info, &spot, &format!("variables/passes/{at}"), format!(
                    "The bot passes {}, which {lacking} of its {} workstreams do not declare: rules cannot use it.",
                    named(name), stated.len()
                ));
            }
        }
    }
}

/// OC-VAR-LOCK.
pub(super) fn locked(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, workstream) in setup.workstreams() {
        if sheet
            .need(workstream.variables.as_ref(), &spot, "variables")
            .is_none()
        {
            continue;
        }
        let gone = gone(workstream);
        for (field, name) in uses(workstream, &spot, sheet) {
            match gone.get(name) {
                None => sheet.pass(),
                Some(None) => sheet.fail(
                    &spot,
                    &field,
                    format!(
                        "A rule uses {}, which is deleted: the rule breaks.",
                        named(name)
                    ),
                ),
                Some(Some(new)) => sheet.fail(
                    &spot,
                    &field,
                    format!(
                        "A rule uses {}, which is renamed to {}: the rule breaks.",
                        named(name),
                        named(new)
                    ),
                ),
            }
        }
    }
}

/// Names that no longer lead to a variable, and what each became.
fn gone(workstream: &Workstream) -> HashMap<&str, Option<&str>> {
    let variables = || workstream.variables.iter().flatten();
    let deleted = variables().filter(|variable| variable.deleted);
    let renamed = variables().filter_map(|variable| {
        let old = variable
            .renamed_from
            .as_deref()
            .filter(|old| *old != variable.name)?;
        Some((old, Some(&*variable.name)))
    });
    deleted
        .map(|variable| (&*variable.name, None))
        .chain(renamed)
        .collect()
}

/// The variables that rules use, with the field each is stated in.
fn uses<'w>(
    workstream: &'w Workstream,
    spot: &Spot<'_>,
    sheet: &mut Sheet,
) -> Vec<(String, &'w str)> {
    let Some(rules) = sheet.need(workstream.rules.as_ref(), spot, "rules") else {
        return Vec::new();
    };
    sheet.pass();
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let field = format!("rules/{at}/uses");
        for (number, name) in sheet
            .need(rule.uses.as_ref(), spot, &field)
            .into_iter()
            .flatten()
            .enumerate()
        {
            found.push((format!("{field}/{number}"), &**name));
        }
    }
    found
}

fn documented(name: &str) -> bool {
    CONTEXT_VARIABLES.contains(&name) || LINKED_RECORDS.contains(&name)
}

/// OC-VAR-RENAME.
pub(super) fn renamed(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let flows = sheet.need(bot.variables.flows.as_ref(), &spot, "variables/flows");
        for (at, flow) in flows.into_iter().flatten().enumerate() {
            let field = format!("variables/flows/{at}/names");
            for (name, used) in sheet
                .need(flow.names.as_ref(), &spot, &field)
                .into_iter()
                .flatten()
            {
                if documented(name) && name != used {
                    sheet.fail(&spot, &field, format!(
                        "The flow {} calls {name} \"{}\": under that name it is not recognised.",
                        named(&flow.name), named(used)
                    ));
                }
            }
        }
        if flows.is_some() {
            sheet.pass();
        }
    }
}
