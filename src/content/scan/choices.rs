//! Rules of suggested actions.

use serde_json::Value;

use super::activity::strings;
use super::channels;
use super::report::{Detail, Report};
use super::view::Said;
use crate::content::rules::RuleId;
use crate::domain::Channel;

/// Scans the suggested actions of an activity, if it has any.
pub(super) fn scan<'a>(said: &Said<'a>, report: &mut Report<'a>) {
    let Some(suggested) = said.get("suggestedActions") else {
        return;
    };
    report.key("suggestedActions", |report| {
        let actions = suggested
            .get("actions")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        if let Some(list) = suggested.get("actions").filter(|_| !actions.is_empty()) {
            report.key("actions", |report| shown(list, actions, said, report));
        }
        strings(suggested, report);
    });
}

fn shown(list: &Value, actions: &[Value], said: &Said<'_>, report: &mut Report<'_>) {
    let channel = report.context.channel;
    let count = actions.len();
    if channels::hides_suggested_actions(channel) {
        report.value(RuleId::SaChannel, list, || {
            Detail::new(format!(
                "{} does not show these {count} suggested actions.",
                channel.label()
            ))
            .seen_as("nothing")
        });
    } else if must_be_written(report) && !all_written(actions, said.text.unwrap_or_default()) {
        report.value(RuleId::SaUnknown, list, || {
            Detail::new(format!(
                "{count} choices that stand in suggested actions only: a client that cannot draw them ignores the field."
            ))
        });
    }
    too_many(list, report);
    if count > 1 {
        report.value(RuleId::SaVertical, list, || {
            Detail::new(format!("{count} suggested actions."))
                .seen_as("the choices side by side, never stacked")
        });
    }
}

/// Reports a list of more choices than the channel shows.
pub(super) fn too_many(list: &Value, report: &mut Report<'_>) {
    let channel = report.context.channel;
    let count = list.as_array().map_or(0, Vec::len);
    if let Some(most) = channels::most_actions(channel).filter(|most| count > *most) {
        report.value(RuleId::SaCount, list, || {
            Detail::new(format!(
                "{count} choices; {} shows up to {most}.",
                channel.label()
            ))
            .seen_as(format!("the first {most}"))
        });
    }
}

/// Over Direct Line the client may be anybody's, and a voice draws nothing. The other channels draw suggested actions
/// themselves, or no page says that they do not.
fn must_be_written(report: &Report<'_>) -> bool {
    report.context.speaks() || report.context.channel == Channel::Directline
}

/// How many choices are looked for in the text; nobody reads more.
const LOOKED_FOR: usize = 40;

/// Whether the message says the choices in words as well.
fn all_written(actions: &[Value], text: &str) -> bool {
    let text = text.to_lowercase();
    actions.len() <= LOOKED_FOR
        && actions.iter().all(|action| {
            let title = action.get("title").or_else(|| action.get("value"));
            let title = title.and_then(Value::as_str).unwrap_or_default();
            text.contains(title.to_lowercase().trim())
        })
}
