//! All rules of a handoff that was read.

use serde_json::Value;

use super::report::{Report, Step};
use super::{activity, text, variables};
use crate::domain::Handoff;

/// Scans a handoff: its names, its variables, its transcript.
pub(super) fn scan<'a>(handoff: &'a Handoff, report: &mut Report<'a>) {
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
        for (index, variable) in handoff.variables.0.iter().enumerate() {
            report.at(Step::Index(index), |report| {
                variables::scan(&variable.name, &variable.value, report);
            });
        }
        let text = |name: &str| handoff.variables.text(name);
        variables::last_phrase(text("va_LastPhrase"), text("va_LastPhrases"), report);
    });
    attachments(handoff, report);
    report.key("transcript", |report| {
        for (index, message) in handoff.transcript.iter().enumerate() {
            let context = report.context;
            report.context.author = message.author.kind;
            report.at(Step::Index(index), |report| {
                report.key("activity", |report| {
                    activity::scan(&message.activity, report);
                    activity::size(&message.activity, report);
                });
            });
            report.context = context;
        }
    });
}

/// Attachments that hung on the handoff beside its transcript; the reader keeps them in `rest`.
fn attachments<'a>(handoff: &'a Handoff, report: &mut Report<'a>) {
    let Some(list) = handoff.rest.get("attachments").and_then(Value::as_array) else {
        return;
    };
    report.key("rest", |report| {
        report.key("attachments", |report| {
            for (index, attachment) in list.iter().enumerate() {
                let text = |key: &str| attachment.get(key).and_then(Value::as_str);
                if !activity::names_transcript(
                    text("name"),
                    attachment.pointer("/content/activities"),
                ) {
                    let kind = text("contentType").unwrap_or_default();
                    report.at(Step::Index(index), |report| {
                        activity::unknown_attachment(kind, report);
                    });
                }
            }
        });
    });
}
