//! Topics of Copilot Studio as their code view shows them: what they say and do, and what of it will not render.
//!
//! A topic is lowered to the activities its nodes will send, and those go through the same scanner as activities from the wire;
//! [`Places`](super::piece::Places) leads each finding back into the file. What is said to nobody (trigger phrases, display
//! names, conditions, comments) is never looked at.

mod body;
mod card;
mod dialog;
pub mod formula;
mod handoff;
mod lower;
mod rules;
mod saying;
#[cfg(test)]
mod tests;
pub mod yaml;

use std::ops::Range;

use crate::content::scan::{Context, Finding};
use saying::Saying;
use yaml::{Stop, Tree};

pub use saying::Found;

/// A file of a topic, read.
#[derive(Debug)]
pub struct Topic<'a> {
    file: &'a str,
    tree: Tree<'a>,
}

/// Why a file is no topic, or where reading it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Why.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// Something found in a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicFinding {
    /// What was found.
    pub finding: Finding,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The node it is about, such as `/beginDialog/actions/0/activity`.
    pub path: String,
}

/// Reads a topic, as far as it can be read: what ended it is in [`Topic::stop`]. The error says that it is no topic.
pub fn read(file: &str) -> Result<Topic<'_>, ReadError> {
    let tree = yaml::parse(file);
    let known = tree
        .roots
        .iter()
        .any(|root| dialog::is_component(&tree, *root));
    let topic = Topic { file, tree };
    if known {
        return Ok(topic);
    }
    Err(topic.stop().unwrap_or(ReadError {
        line: 1,
        column: 1,
        message: "this YAML is no topic: no document in it has a `kind` at its top".to_owned(),
        hint: "Copy the whole topic from the code editor of Copilot Studio; it begins with `kind: AdaptiveDialog`.",
    }))
}

impl Topic<'_> {
    /// Where reading ended before the end of the file, if it did. What stands before is checked.
    pub fn stop(&self) -> Option<ReadError> {
        let Stop {
            line,
            column,
            message,
        } = self.tree.stop.clone()?;
        Some(ReadError {
            line,
            column,
            message: format!("the YAML cannot be read on: {message}"),
            hint: "Correct the file there; what stands below was not checked.",
        })
    }

    /// The file it was read from.
    pub fn file(&self) -> &str {
        self.file
    }
}

/// Everything in a topic that will not render, in the order it stands there.
pub fn check(topic: &Topic<'_>, context: &Context) -> Vec<TopicFinding> {
    found(topic, context)
        .into_iter()
        .map(|found| TopicFinding {
            finding: found.finding,
            span: found.span,
            path: found.path,
        })
        .collect()
}

/// The same, each with the text it stands in.
pub fn found<'a>(topic: &Topic<'a>, context: &Context) -> Vec<Found<'a>> {
    let sayings: Vec<Saying<'a>> = dialog::sayings(topic);
    let mut found: Vec<Found<'a>> = sayings
        .into_iter()
        .flat_map(|saying| saying.scan(topic.file, context))
        .chain(rules::of_topic(topic, context))
        .collect();
    found.sort_by_key(|found| (found.span.start, found.span.end));
    found
}
