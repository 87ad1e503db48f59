//! One rule on the page of all rules.

use std::fmt::Write as _;

use super::{anchor, prose};
use crate::content::rules::{Example, Rule};
use crate::content::sanitize;
use crate::domain::Channel;

pub(super) fn write(page: &mut String, rule: &Rule) {
    let _ = writeln!(page, "\n### {}\n\n**{}**\n", rule.id, prose(&rule.title));
    retirement(page, rule);
    facts(page, rule);
    if let Some(remark) = rule.remark() {
        let _ = writeln!(page, "\n{}", prose(remark));
    }
    if let Some(example) = &rule.example {
        sample(page, "Found in", example);
    }
    if let Some(near) = &rule.near {
        sample(page, "Not found in", near);
    }
}

fn retirement(page: &mut String, rule: &Rule) {
    let Some(day) = rule.dates.retired else {
        return;
    };
    let _ = write!(page, "Retired on {day}.");
    if let Some(id) = &rule.dates.replaced_by {
        let _ = write!(page, " Replaced by [{id}](#{}).", id.to_ascii_lowercase());
    }
    let _ = writeln!(page, "\n");
}

fn facts(page: &mut String, rule: &Rule) {
    let mut fact = |name: &str, text: &str| {
        let _ = writeln!(page, "- *{name}*: {text}");
    };
    fact("When", &prose(&rule.trigger));
    fact("Seen", &prose(&rule.seen));
    fact("Instead", &prose(&rule.instead));
    fact("Kind", rule.kind.name());
    fact("Severity", rule.severity.name());
    if !rule.channels.is_empty() {
        let channels: Vec<_> = rule.channels.iter().map(|channel| channel.name()).collect();
        fact("Channels", &channels.join(", "));
    }
    match (rule.dates.words(), &rule.dates.why) {
        (Some(dates), Some(why)) => fact("Dates", &format!("{dates}. {}", prose(why))),
        (Some(dates), None) => fact("Dates", &format!("{dates}.")),
        (None, Some(why)) => fact("Dates", &prose(why)),
        (None, None) => {}
    }
    if let Some(event) = rule.event {
        fact("Event", &format!("`{event}`"));
    }
    if !rule.sources.is_empty() {
        let sources: Vec<_> = rule
            .sources
            .iter()
            .map(|key| format!("[{key}](#{})", anchor(key)))
            .collect();
        fact("Sources", &sources.join(", "));
    }
}

fn sample(page: &mut String, heading: &str, example: &Example) {
    let language = if example.is_json() { "json" } else { "text" };
    let _ = writeln!(
        page,
        "\n{heading}{}:\n\n```{language}\n{}\n```",
        assumptions(example),
        sanitize::block(&example.text).trim_end()
    );
}

/// What an example assumes beyond the ordinary, as options of `deskhand check` in brackets; empty if nothing.
pub fn assumptions(example: &Example) -> String {
    let mut assumed = Vec::new();
    if example.channel != Channel::default() {
        assumed.push(format!("--channel {}", example.channel.name()));
    }
    if example.bot != crate::content::scan::BotKind::default() {
        assumed.push("--bot azure".to_owned());
    }
    if example.voice {
        assumed.push("--voice".to_owned());
    }
    if let Some(day) = example.as_of {
        assumed.push(format!("--as-of {day}"));
    }
    if assumed.is_empty() {
        String::new()
    } else {
        format!(" (`{}`)", assumed.join(" "))
    }
}
