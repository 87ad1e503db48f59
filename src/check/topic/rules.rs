//! Rules that the whole of a topic decides.

use std::ops::Range;

use super::Topic;
use super::dialog::{any_kind, kind, transfers};
use super::handoff::bare_name;
use super::saying::Found;
use super::yaml::{Id, Kind, Tree};
use crate::content::rules::RuleId;
use crate::content::sanitize;
use crate::content::scan::{Context, Finding};

/// What the nodes of a topic break together.
pub(super) fn of_topic<'a>(topic: &Topic<'a>, context: &Context) -> Vec<Found<'a>> {
    let tree = &topic.tree;
    let mut rules = Rules {
        topic,
        context,
        found: Vec::new(),
    };
    for root in &tree.roots {
        rules.escalation(*root);
        let transfers = any_kind(tree, *root, transfers);
        rules.nodes(*root, transfers);
    }
    rules.found
}

struct Rules<'t, 'a> {
    topic: &'t Topic<'a>,
    context: &'t Context,
    found: Vec<Found<'a>>,
}

impl Rules<'_, '_> {
    fn tree(&self) -> &Tree<'_> {
        &self.topic.tree
    }

    /// The Escalate topic hands over by itself, or through something it calls.
    fn escalation(&mut self, root: Id) {
        let Some(begin) = self.tree().get(root, "beginDialog") else {
            return;
        };
        let escalates = kind(self.tree(), begin) == Some("OnEscalate");
        let elsewhere = |kind: &str| {
            transfers(kind)
                || matches!(
                    kind,
                    "BeginDialog"
                        | "ReplaceDialog"
                        | "InvokeSkillAction"
                        | "InvokeConnectedAgentTaskAction"
                )
        };
        if escalates && !any_kind(self.tree(), begin, elsewhere) {
            let at = self.tree().get(begin, "kind").unwrap_or(begin);
            self.push(
                RuleId::EscNode,
                at,
                "/beginDialog",
                "This topic is reached to escalate and has no transfer node.",
            );
        }
    }

    /// Looks at every node.
    fn nodes(&mut self, root: Id, transfers: bool) {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            match self.topic.tree.node(id).map(|node| &node.kind) {
                Some(Kind::List(list)) => open.extend(list),
                Some(Kind::Map(entries)) => {
                    open.extend(entries.iter().map(|(_, value)| value));
                    match kind(self.tree(), id) {
                        Some("SetVariable") => self.closing(id, transfers),
                        Some("CSATQuestion") => self.push(
                            RuleId::SurveyText,
                            id,
                            "",
                            "A satisfaction survey, which is text only after the handoff.",
                        ),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// The flag that ends a conversation is `true` and needs a transfer node.
    fn closing(&mut self, id: Id, transfers: bool) {
        let tree = self.tree();
        let text = |key: &str| tree.get(id, key).and_then(|id| tree.text(id));
        let name = text("variable").map(bare_name).unwrap_or_default();
        if !name.eq_ignore_ascii_case("CloseOmnichannelConversation") {
            return;
        }
        let value = text("value").unwrap_or_default();
        let value = value.strip_prefix('=').unwrap_or(value).trim();
        // Of the text "true" the scanner says more, wherever it travels.
        let is_text = value.trim_matches('"').eq_ignore_ascii_case("true");
        if transfers && is_text {
            return;
        }
        if !value.eq_ignore_ascii_case("true") {
            self.push(
                RuleId::EocFlag,
                id,
                "",
                "The flag that ends the conversation is not set to true.",
            );
        } else if !transfers {
            self.push(
                RuleId::EocFlag,
                id,
                "",
                "The flag that ends the conversation is set, and no transfer node in this topic sends it.",
            );
        }
    }

    fn push(&mut self, id: RuleId, node: Id, path: &str, message: &'static str) {
        let Some(rule) = id.rule().filter(|rule| rule.holds(self.context.as_of)) else {
            return;
        };
        let span: Range<usize> = self
            .tree()
            .node(node)
            .map_or(0..0, |node| node.span.clone());
        let written = self.topic.file.get(span.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        let finding = Finding {
            rule: id,
            severity: rule.severity,
            pointer: String::new(),
            exact: None,
            of_name: false,
            span: None,
            message: message.into(),
            excerpt: sanitize::excerpt(line, 60),
            seen_as: None,
            help: &rule.instead,
            times: 1,
        };
        self.found.push(Found {
            finding,
            span,
            path: path.to_owned(),
            piece: None,
            card: None,
        });
    }
}
