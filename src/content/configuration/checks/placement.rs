//! Where bots may sit.

use std::collections::HashSet;

use crate::content::configuration::model::{Distribution, WorkKind};
use crate::content::configuration::setup::{ORGANISATION, Setup, kind};
use crate::content::configuration::sheet::Sheet;

/// OC-PUSH.
pub(super) fn push(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, workstream) in setup.workstreams() {
        let pick = workstream.distribution.map(|way| way == Distribution::Pick);
        sheet.when(
            &spot,
            &[
                ("bots", some(workstream.bots.as_ref())),
                ("distribution", pick),
            ],
            || "People pick work from this workstream: the bot on it receives nothing.".into(),
        );
    }
}

/// OC-BOT-ONE-WS.
pub(super) fn one_bot(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, workstream) in setup.workstreams() {
        let bots = workstream
            .bots
            .as_ref()
            .map(|bots| bots.iter().collect::<HashSet<_>>().len());
        sheet.when(&spot, &[("bots", bots.map(|bots| bots > 1))], || {
            format!(
                "{} bots are on this workstream; one is allowed.",
                bots.unwrap_or(0)
            )
        });
    }
}

/// OC-BOT-RECORD.
pub(super) fn record(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, workstream) in setup.workstreams() {
        let record = kind(workstream).map(|kind| kind == WorkKind::Record);
        sheet.when(
            &spot,
            &[("kind", record), ("bots", some(workstream.bots.as_ref()))],
            || "A bot is on a workstream of records, which is advised against.".into(),
        );
    }
    for (spot, queue) in setup.queues() {
        let record = queue.kind.map(|kind| kind == WorkKind::Record);
        sheet.when(
            &spot,
            &[("kind", record), ("bots", some(queue.bots.as_ref()))],
            || "A bot is in a queue of records, which is advised against.".into(),
        );
    }
}

/// OC-SKILL: a prerequisite wherever a bot escalates.
pub(super) fn skills(setup: &Setup<'_>, sheet: &mut Sheet) {
    if setup.bots().next().is_some() {
        let off = setup
            .configuration
            .organisation
            .skill_based_routing
            .map(|on| !on);
        sheet.when(&ORGANISATION, &[("skillBasedRouting", off)], || {
            "Skill-based routing is off, though it is a prerequisite for bots that escalate.".into()
        });
    }
}

/// Whether a list has anything in it, if it is stated.
fn some(list: Option<&Vec<String>>) -> Option<bool> {
    list.map(|list| !list.is_empty())
}
