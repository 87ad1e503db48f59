//! Rules for a script. The fields are stable: new ones may come, none goes or changes its meaning.

use jiff::civil::Date;
use serde::Serialize;

use crate::content::rules::{Example, Group, Kind, Rule, RuntimeEvent, Severity};
use crate::content::scan::{BotKind, Format};
use crate::domain::{AuthorKind, Channel};

/// A rule. Every field is always there; `null` says that there is nothing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View<'a> {
    #[serde(flatten)]
    what: What<'a>,
    #[serde(flatten)]
    when: When<'a>,
    event: Option<RuntimeEvent>,
    example: Option<Sample<'a>>,
    near: Option<Sample<'a>>,
    sources: Vec<Page<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct What<'a> {
    id: &'a str,
    title: &'a str,
    group: Group,
    kind: Kind,
    severity: Severity,
    channels: &'a [Channel],
    trigger: &'a str,
    seen: &'a str,
    explanation: &'a str,
    instead: &'a str,
    /// Whether the scanner decides it.
    decided: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct When<'a> {
    since: Option<String>,
    until: Option<String>,
    again: Option<String>,
    studio_until: Option<String>,
    dating: Option<&'a str>,
    /// On the day that was asked for, else now.
    holds: bool,
    retired: Option<String>,
    replaced_by: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Sample<'a> {
    /// In full.
    text: std::borrow::Cow<'a, str>,
    channel: Channel,
    author: AuthorKind,
    bot: BotKind,
    voice: bool,
    format: Format,
    as_of: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    key: &'a str,
    title: &'a str,
    url: &'a str,
    dated: Option<String>,
}

/// The rules; `day`: the day somebody asks about.
pub(super) fn views<'a>(rules: &[&'a Rule], day: Option<Date>) -> Vec<View<'a>> {
    rules.iter().map(|rule| view(rule, day)).collect()
}

fn view(rule: &Rule, day: Option<Date>) -> View<'_> {
    View {
        what: What {
            id: &rule.id,
            title: &rule.title,
            group: rule.group,
            kind: rule.kind,
            severity: rule.severity,
            channels: &rule.channels,
            trigger: &rule.trigger,
            seen: &rule.seen,
            explanation: &rule.explanation,
            instead: &rule.instead,
            decided: rule.decided(),
        },
        when: When {
            since: text(rule.dates.since),
            until: text(rule.dates.until),
            again: text(rule.dates.again),
            studio_until: text(rule.dates.studio_until),
            dating: rule.dates.why.as_deref(),
            holds: rule.holds(day),
            retired: text(rule.dates.retired),
            replaced_by: rule.dates.replaced_by.as_deref(),
        },
        event: rule.event,
        example: rule.example.as_ref().map(sample),
        near: rule.near.as_ref().map(sample),
        sources: rule
            .pages()
            .map(|page| Page {
                key: &page.key,
                title: &page.title,
                url: &page.url,
                dated: text(page.dated),
            })
            .collect(),
    }
}

fn sample(example: &Example) -> Sample<'_> {
    Sample {
        text: example.expanded(),
        channel: example.channel,
        author: example.author,
        bot: example.bot,
        voice: example.voice,
        format: example.format,
        as_of: text(example.as_of),
    }
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}
