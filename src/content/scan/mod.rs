//! Finds what will not arrive as it was meant, and what is meant to harm: the rules that a text, a message or a handoff
//! decides alone.
//!
//! [`scan_text`] is cheap enough for every key typed: clean ASCII is skipped in blocks and allocates nothing.

mod activity;
mod attachments;

mod beginning;
mod cards;
mod choices;
mod clean;
pub(super) mod escape;
mod handoff;
mod hazards;
mod memory;
mod names;
mod numbers;
mod placement;
pub mod reader;
mod report;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod thread;
mod topics;
mod trace;
mod variable_shapes;
mod variables;
mod view;

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rules::channels;
use super::rules::{RuleId, Severity};
use crate::activity::Activity;
use crate::domain::{AuthorKind, Channel, Handoff, HandoffShape};
use report::Report;
pub use thread::Thread;

/// Most bytes of an activity as compact JSON: 28 KB, read as 28 x 1,024 because the same pages write 5 MB as 5,120 KB
/// (rule OC-SIZE-28K).
pub const SIZE_LIMIT: usize = 28 * 1024;

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Nobody said: Markdown counts only where the text plainly uses it.
    #[default]
    Unknown,
    /// Every character means itself.
    Plain,
    /// Markdown.
    Markdown,
    /// XML.
    Xml,
}

impl Format {
    /// From the `textFormat` of an activity; what we do not know is plain (activity protocol, A3016).
    pub fn of(text_format: Option<&str>) -> Self {
        match text_format {
            None => Self::Unknown,
            Some(format) if format.eq_ignore_ascii_case("markdown") => Self::Markdown,
            Some(format) if format.eq_ignore_ascii_case("xml") => Self::Xml,
            Some(_) => Self::Plain,
        }
    }
}

/// What the bot before the handoff is made with: a few rules are about one of the two only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BotKind {
    /// Microsoft Copilot Studio, formerly Power Virtual Agents.
    #[default]
    CopilotStudio,
    /// An Azure bot: Bot Framework or Microsoft 365 Agents SDK.
    Azure,
}

/// Where a text comes from and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The customer's channel.
    pub channel: Channel,
    /// How the text is written; an activity's own `textFormat` goes before it.
    pub format: Format,
    /// Who wrote it: what an agent writes goes to the channel, all else comes from it.
    pub author: AuthorKind,
    /// On which day the rules are to be read; `None` is now.
    pub as_of: Option<Date>,
    /// What the bot is made with.
    pub bot: BotKind,
    /// Whether the bot speaks: rules of voice apply whatever the channel is.
    pub voice: bool,
    /// Whether every place is listed, however many one rule finds; else a rule that finds hundreds is summed up.
    pub every: bool,
}

impl Context {
    /// What this author writes on this channel, by the rules of now.
    pub fn new(channel: Channel, author: AuthorKind) -> Self {
        Self {
            channel,
            format: Format::Unknown,
            author,
            as_of: None,
            bot: BotKind::default(),
            voice: false,
            every: false,
        }
    }

    /// The same, written in this format.
    #[must_use]
    pub fn in_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    fn outbound(&self) -> bool {
        self.author == AuthorKind::Agent
    }

    /// Whether what is written is read aloud.
    fn speaks(&self) -> bool {
        self.voice || self.channel == Channel::Telephony
    }
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// By which rule.
    pub rule: RuleId,
    /// How bad it is here.
    pub severity: Severity,
    /// Where: a JSON pointer into the activity or handoff as it is written out; empty for the whole of it, and for a bare
    /// text. Sanitised.
    pub pointer: String,
    /// The pointer as the document spells it, if sanitising changed it: to find the place with, never to show.
    #[serde(skip)]
    pub exact: Option<Box<str>>,
    /// Whether it is about the name of the member at the pointer and not about its value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_name: bool,
    /// Which bytes of the text at the pointer; none if the finding is about all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Range<usize>>,
    /// What was found, in one sentence; sanitised.
    pub message: Cow<'static, str>,
    /// What stands there, or its beginning (compact JSON where it is no text); sanitised, at most 60 characters.
    pub excerpt: String,
    /// What the other side sees, if a source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_as: Option<Cow<'static, str>>,
    /// What to do instead.
    pub help: &'static str,
    /// How many places this finding stands for: 1, or more where one rule found too many to list each.
    pub times: u32,
}

/// Findings in a text that somebody wrote or is writing, in order of their places.
pub fn scan_text(text: &str, context: &Context) -> Vec<Finding> {
    if clean::is_clean(text) {
        return Vec::new();
    }
    let mut report = Report::new(*context);
    text::scan(text, &mut report);
    text::size(text, &mut report);
    let mut findings = report.finish();
    findings.sort_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
    findings
}

/// Findings in a text that is part of something else, such as a title on a card: hazards, emoji, overlong words.
pub fn scan_label(text: &str, context: &Context) -> Vec<Finding> {
    let mut report = Report::new(*context);
    text::plain(text, &mut report);
    report.finish()
}

/// Findings in one activity. Pointers lead into the activity as it came: `/text`, `/attachments/0/content/body/2/text`,
/// `/value/va_LastPhrase`, for an inline transcript `/attachments/0/content/activities/3/text`.
pub fn scan_activity(activity: &Activity, context: &Context) -> Vec<Finding> {
    Thread::new(*context).scan_by(activity, Some(context.author))
}

/// Findings in a handoff by the rules of now. Pointers lead into the [`Handoff`] as it is written out:
/// `/variables/2/value`, `/transcript/3/activity/text`, `/bot/name`.
pub fn scan_handoff(handoff: &Handoff) -> Vec<Finding> {
    let bot = match handoff.shape {
        HandoffShape::Tags | HandoffShape::MessageToAgent => BotKind::Azure,
        _ => BotKind::CopilotStudio,
    };
    let mut report = Report::new(Context {
        bot,
        ..Context::new(handoff.channel, AuthorKind::Bot)
    });
    handoff::scan(handoff, &mut report);
    report.finish()
}

/// The finding that an activity of `bytes` bytes is too large, if it is: for one that is no longer at hand as it was sent,
/// such as the activity a [`Handoff`] was read from.
pub fn oversize(bytes: usize, context: &Context) -> Option<Finding> {
    let mut report = Report::new(*context);
    activity::oversize(bytes, String::new, &mut report);
    report.finish().pop()
}

/// Findings in one context variable, for example one that an agent reads in the panel. Pointers are `/name` and `/value`.
pub fn scan_variable(name: &str, value: &Value, context: &Context) -> Vec<Finding> {
    let mut report = Report::new(*context);
    variables::scan(name, value, &mut names::Seen::default(), &mut report);
    report.finish()
}
