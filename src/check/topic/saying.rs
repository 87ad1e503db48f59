//! What one node says or hands over, as the activity the scanner knows.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use serde_json::Value;

use crate::check::piece::{Piece, Places};
use crate::content::markdown::LIMIT;
use crate::content::rules::RuleId;
use crate::content::sanitize;
use crate::content::scan::{
    Context, Finding, Format, scan_activity, scan_label, scan_text, scan_variable,
};
use crate::domain::{AuthorKind, Channel};

/// Length of an excerpt in characters, as the scanner cuts it.
const EXCERPT: usize = 60;

/// What is said, in the shape of what is scanned.
#[derive(Debug)]
pub(super) enum Said {
    /// An activity.
    Activity(Value),
    /// A text that is spoken, never shown; its pointer is empty.
    Speech(String),
    /// A short text shown to people; its pointer is empty.
    Label(String),
    /// A variable that may travel with the handoff; pointers are `/name` and `/value`.
    Variable {
        /// Its name without scope.
        name: String,
        /// What it is set to; null if nobody knows.
        value: Value,
        /// Whether this very topic hands over.
        travels: bool,
    },
}

/// What one node says, and where its parts stand.
#[derive(Debug)]
pub(super) struct Saying<'a> {
    /// What is said.
    pub said: Said,
    /// Where its parts stand, by pointer into what is said.
    pub places: Places<'a>,
    /// Bytes of the file that hold the node.
    pub span: Range<usize>,
    /// Path of the node.
    pub path: String,
}

/// Something found, and the text it stands in.
#[derive(Debug)]
pub struct Found<'a> {
    /// What was found.
    pub finding: Finding,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The node.
    pub path: String,
    /// The text, if it stands in one.
    pub piece: Option<Piece<'a>>,
    /// The card whose version it is about.
    pub card: Option<Value>,
}

impl<'a> Found<'a> {
    /// Leads a finding in `activity` back to the file.
    pub fn new(finding: Finding, activity: Option<&Value>, places: &Places<'a>) -> Self {
        let pointer = finding.exact.as_deref().unwrap_or(&finding.pointer);
        let piece = places.text(pointer).filter(|_| !finding.of_name).cloned();
        let span = match (&piece, &finding.span) {
            (Some(piece), Some(span)) => piece.in_file(span),
            _ => places
                .named(pointer)
                .filter(|_| finding.of_name)
                .or_else(|| places.find(pointer))
                .unwrap_or_default(),
        };
        let card = pointer
            .strip_suffix("/version")
            .filter(|_| finding.rule == RuleId::CardVersion)
            .and_then(|card| activity?.pointer(card));
        Self {
            path: finding.pointer.clone(),
            card: card.cloned(),
            finding,
            span,
            piece,
        }
    }
}

impl<'a> Saying<'a> {
    /// Scans it.
    pub(super) fn scan(&self, file: &str, context: &Context) -> Vec<Found<'a>> {
        let context = Context {
            author: AuthorKind::Bot,
            ..*context
        };
        let findings = match &self.said {
            Said::Activity(value) => activity(value, &context),
            Said::Speech(text) => speech(text, &context),
            Said::Label(text) => scan_label(text, &context),
            Said::Variable {
                name,
                value,
                travels,
            } => variable(name, value, *travels, &context),
        };
        findings
            .into_iter()
            .map(|finding| self.found(finding, file))
            .collect()
    }

    fn found(&self, finding: Finding, file: &str) -> Found<'a> {
        let activity = match &self.said {
            Said::Activity(value) => Some(value),
            _ => None,
        };
        let mut found = Found::new(finding, activity, &self.places);
        if found.span.is_empty() && found.finding.span.is_none() {
            found.span = self.span.clone();
        }
        let span = found.finding.span.clone();
        let as_written = found
            .piece
            .as_ref()
            .is_none_or(|piece| piece.holds_unknown(&span.unwrap_or(0..piece.text().len())));
        if as_written {
            let written = file.get(found.span.clone()).unwrap_or_default();
            found.finding.excerpt = sanitize::excerpt(written, EXCERPT);
        }
        found.path.clone_from(&self.path);
        found
    }
}

fn activity(value: &Value, context: &Context) -> Vec<Finding> {
    let text = value
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    // Copilot Studio's messages are Markdown. One without any of its signs reads the same as plain text; to call it Markdown
    // would find fault with every message of two lines.
    let format = if is_styled(text) {
        Format::Markdown
    } else {
        Format::Unknown
    };
    serde_json::from_value(value.clone())
        .map(|activity| scan_activity(&activity, &context.in_format(format)))
        .unwrap_or_default()
}

/// What is spoken is shown nowhere: hazards count, and with a bot that speaks what is read aloud.
fn speech(text: &str, context: &Context) -> Vec<Finding> {
    let spoken = context.voice || context.channel == Channel::Telephony;
    let mut findings = scan_text(text, &context.in_format(Format::Plain));
    findings.retain(|finding| {
        finding.rule.as_str().starts_with("HZ-") || (spoken && finding.rule == RuleId::MdVoice)
    });
    findings
}

fn variable(name: &str, value: &Value, travels: bool, context: &Context) -> Vec<Finding> {
    let mut findings = scan_variable(name, value, context);
    // Whether it travels is not known from another topic: what it would look like to an agent is then nobody's business, but it
    // may be said later.
    findings.retain(|finding| {
        let said = matches!(
            finding.rule,
            RuleId::Emoji | RuleId::EmojiChannel | RuleId::VarName | RuleId::VarValue
        );
        travels || said || finding.rule.as_str().starts_with("HZ-")
    });
    findings
}

/// Whether a text uses any style of Markdown.
fn is_styled(text: &str) -> bool {
    text.len() <= LIMIT
        && Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).any(|event| match event {
            Event::Code(_) => true,
            Event::Start(tag) => match tag {
                Tag::Strong
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Image { .. }
                | Tag::CodeBlock(CodeBlockKind::Fenced(_)) => true,
                Tag::Link { link_type, .. } => {
                    !matches!(link_type, LinkType::Autolink | LinkType::Email)
                }
                _ => false,
            },
            _ => false,
        })
}
