//! Topics that ran and that the bot does not list: it lists those that the customer's words triggered.

use serde_json::Value;

use super::memory::Memory;
use super::report::{Detail, Report};
use super::variable_shapes::Bag;
use crate::content::rules::RuleId;
use crate::content::sanitize::excerpt;

/// Longest name of a topic in a sentence, in characters.
const NAME: usize = 60;

/// Reports topics that are not among `va_Topics`: those that redirects led to and the last one.
pub(super) fn scan<'a>(bag: Bag<'a>, memory: &mut Memory, report: &mut Report<'a>) {
    let Some((value, listed)) = bag
        .get("va_Topics")
        .and_then(|value| Some((value, value.as_array()?)))
    else {
        return;
    };
    let listed: Vec<String> = listed.iter().filter_map(Value::as_str).map(plain).collect();
    let mut missing: Vec<String> = memory.redirects();
    missing.retain(|topic| !is_guid(topic));
    if let Some(last) = bag.get("va_LastTopic").and_then(Value::as_str)
        && !missing.iter().any(|topic| plain(topic) == plain(last))
    {
        missing.push(last.to_owned());
    }
    missing.retain(|topic| {
        let topic = plain(topic);
        !topic.is_empty() && !listed.contains(&topic)
    });
    bag.at("va_Topics", report, |report| {
        for topic in missing {
            report.value(RuleId::VarTopics, value, || {
                Detail::new(format!(
                    "The topic {} ran and is not among va_Topics.",
                    excerpt(&topic, NAME)
                ))
            });
        }
    });
}

/// A topic by its letters and digits: its id ends in its name without spaces (`bot.topic.LostCard`).
fn plain(topic: &str) -> String {
    let name = topic.rsplit_once(".topic.").map_or(topic, |(_, name)| name);
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Classic bots name the target of a redirect by an id that no list of names can be held against.
fn is_guid(topic: &str) -> bool {
    topic.len() == 36 && topic.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}
