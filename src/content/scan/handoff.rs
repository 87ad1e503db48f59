//! All rules of a handoff that was read.

use serde_json::Value;

use super::memory::Memory;
use super::names::Seen;
use super::report::{Report, Step};
use super::variable_shapes::Bag;
use super::view::{Piece, Said};
use super::{activity, attachments, text, topics, variables};
use crate::domain::Handoff;

/// Scans a handoff: its names, its variables, its transcript.
pub(super) fn scan<'a>(handoff: &'a Handoff, report: &mut Report<'a>) {
    let bag = Bag::List(&handoff.variables.0);
    report.key("customer", |report| {
        report.key("name", |report| text::name(&handoff.customer.name, report));
    });
    report.key("bot", |report| {
        report.key("name", |report| {
            text::name(&handoff.bot.name, report);
            activity::bot_name(&handoff.bot.name, report);
        });
    });
    report.key("variables", |report| {
        let mut seen = Seen::default();
        for (index, variable) in handoff.variables.0.iter().enumerate() {
            report.at(Step::Index(index), |report| {
                variables::scan(&variable.name, &variable.value, &mut seen, report);
            });
        }
        variables::last_phrases(bag, report);
    });
    hung_on(handoff, report);
    let mut memory = Memory::of_handoff();
    report.key("transcript", |report| {
        for (index, message) in handoff.transcript.iter().enumerate() {
            let context = report.context;
            report.context.author = message.author.kind;
            report.at(Step::Index(index), |report| {
                report.key("activity", |report| {
                    let said = Said::read(&message.activity);
                    activity::known_author(&said, &mut memory, report);
                    activity::size(&message.activity, report);
                });
            });
            report.context = context;
        }
    });
    report.key("variables", |report| topics::scan(bag, &mut memory, report));
}

/// Attachments that hung on the handoff beside its transcript; the reader keeps them in `rest`.
fn hung_on<'a>(handoff: &'a Handoff, report: &mut Report<'a>) {
    let Some(list) = handoff.rest.get("attachments").and_then(Value::as_array) else {
        return;
    };
    report.key("rest", |report| {
        report.key("attachments", |report| {
            for (index, attachment) in list.iter().enumerate() {
                let piece = Piece::raw(attachment);
                if !piece.is_transcript() {
                    report.at(Step::Index(index), |report| {
                        attachments::unknown(&piece, report);
                    });
                }
            }
        });
    });
}
