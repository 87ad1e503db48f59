//! Rules of commands, bridging and endings: what a message or event means to the hub between bot and customer.

use serde_json::Value;

use super::memory::Memory;
use super::report::{Detail, Report};
use super::view::Said;
use super::{BotKind, text, variables};
use crate::content::rules::RuleId;
use crate::domain::{AuthorKind, Channel};

/// Scans what an activity asks of the hub.
pub(super) fn scan<'a>(said: &Said<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let command = tags(said, report);
    on_teams(said, report);
    if command.as_deref() == Some("Escalate")
        && let Some(summary) = said.text.filter(|text| !text.trim().is_empty())
    {
        report.key("text", |report| {
            report.whole(RuleId::Summary, summary, || {
                Detail::new(
                    "The text of an escalation: the agent reads it, the customer never does.",
                )
                .seen_as("nothing, for the customer")
            });
        });
    }
    if command.is_none() {
        bridged(said, memory, report);
    }
    ended(said, report);
    if said.hands_over() || command.as_deref() == Some("Escalate") {
        memory.handed_over(report);
    }
}

/// Reads `channelData.tags`: a list of words, or a command as JSON with the variables it passes. Answers the command.
fn tags<'a>(said: &Said<'a>, report: &mut Report<'a>) -> Option<String> {
    let tags = said.channel_data("tags")?;
    let parsed = match tags {
        Value::String(text) if text.trim_start().starts_with('{') => {
            serde_json::from_str::<Value>(text).ok()
        }
        _ => None,
    };
    let command = match (&parsed, tags) {
        (Some(parsed), _) => parsed,
        (None, Value::Object(_)) => tags,
        (None, _) => {
            if let Value::String(words) = tags {
                report.key("channelData", |report| {
                    report.key("tags", |report| text::plain(words, report));
                });
            }
            return None;
        }
    };
    let mut inner = Report::new(report.context);
    if let Some(context) = command.get("context") {
        variables::of_handoff(context, &mut inner);
    }
    let findings = inner.finish();
    report.key("channelData", |report| {
        report.key("tags", |report| report.adopt(findings));
    });
    let kind = command.get("type").and_then(Value::as_str)?;
    matches!(kind, "Escalate" | "EndConversation").then(|| kind.to_owned())
}

/// Whether the activity came over the channel it names, or else over the customer's.
fn comes_over(said: &Said<'_>, channel: Channel, report: &Report<'_>) -> bool {
    match said.text_of("channelId") {
        Some(id) => Channel::from_channel_id(id) == Some(channel),
        None => report.context.channel == channel,
    }
}

/// Events that Teams itself sends to a bot (`application/vnd.microsoft.meetingStart`) are its own business. A command in
/// the tags of a message is how a handoff travels there.
fn on_teams(said: &Said<'_>, report: &mut Report<'_>) {
    let own = |name: &str| name.starts_with("application/vnd.microsoft.");
    if said.kind == "event"
        && !said.name.is_some_and(own)
        && comes_over(said, Channel::Msteams, report)
    {
        report.key("type", |report| {
            report.whole(RuleId::EventTeams, "event", || {
                Detail::new("An event, which Teams does not carry.").seen_as("nothing")
            });
        });
    }
}

/// What an Azure bot does not mark as bridged stays between bot and hub.
fn bridged(said: &Said<'_>, memory: &mut Memory, report: &mut Report<'_>) {
    if said.kind != "message" || report.context.author != AuthorKind::Bot {
        return;
    }
    let mode = said.channel_data("deliveryMode").and_then(Value::as_str);
    let bridges = mode.is_some_and(|mode| mode.eq_ignore_ascii_case("bridged"));
    memory.bridges |= bridges;
    let empty = said.text.is_none_or(|text| text.trim().is_empty()) && said.attachments.is_empty();
    let azure = report.context.bot == BotKind::Azure || memory.bridges;
    if bridges || empty || !(azure && in_omnichannel(said) || mode.is_some_and(is_unbridged)) {
        return;
    }
    let (key, excerpt) = match said.text {
        Some(text) => ("text", text),
        None => ("type", said.kind),
    };
    report.key(key, |report| {
        report.whole(RuleId::Bridge, excerpt, || {
            Detail::new("channelData.deliveryMode is not \"bridged\".")
                .seen_as("nothing, for the customer")
        });
    });
}

fn is_unbridged(mode: &str) -> bool {
    mode.eq_ignore_ascii_case("unbridged")
}

/// Whether the channel an activity names is one that Omnichannel reaches bots over; without a name it may be.
fn in_omnichannel(said: &Said<'_>) -> bool {
    said.text_of("channelId").is_none_or(|id| {
        !id.eq_ignore_ascii_case("webchat") && Channel::from_channel_id(id).is_some()
    })
}

/// A skill ends its own part of a conversation with the same activity.
fn ended(said: &Said<'_>, report: &mut Report<'_>) {
    let skill = said.from.role.and_then(Value::as_str) == Some("skill");
    let over =
        comes_over(said, Channel::Directline, report) || comes_over(said, Channel::Lcw, report);
    if said.kind == "endOfConversation" && !skill && over {
        report.key("type", |report| {
            report.whole(RuleId::EocDl, said.kind, || {
                Detail::new("The conversation ends here: nobody can send any more.")
            });
        });
    }
}
