//! Walks the nodes of a topic and gathers what they say.

use serde_json::json;

use super::saying::{Said, Saying};
use super::yaml::{Id, Kind, Tree};
use super::{Topic, body, card, handoff, lower};
use crate::check::piece::Places;

/// Whether a document is a part of an agent: it names its kind, or is the agent's own settings.
pub(super) fn is_component(tree: &Tree<'_>, root: Id) -> bool {
    let has = |key: &str| tree.get(root, key).and_then(|id| tree.text(id)).is_some();
    has("kind") || (has("schemaName") && has("displayName"))
}

/// Whether anything in a topic is of a kind that `is` accepts.
pub(super) fn any_kind(tree: &Tree<'_>, root: Id, is: impl Fn(&str) -> bool) -> bool {
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        match tree.node(id).map(|node| &node.kind) {
            Some(Kind::List(list)) => open.extend(list),
            Some(Kind::Map(entries)) => {
                if kind(tree, id).is_some_and(&is) {
                    return true;
                }
                open.extend(entries.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    false
}

/// The kind of a node.
pub(super) fn kind<'t>(tree: &'t Tree<'_>, id: Id) -> Option<&'t str> {
    tree.get(id, "kind").and_then(|kind| tree.text(kind))
}

/// Whether a node of this kind hands the conversation over.
pub(super) fn transfers(kind: &str) -> bool {
    kind.starts_with("TransferConversation")
}

/// Everything a topic says and hands over, in the order it stands there.
pub(super) fn sayings<'a>(topic: &Topic<'a>) -> Vec<Saying<'a>> {
    let tree = &topic.tree;
    let mut sayings = Vec::new();
    for root in &tree.roots {
        let mut walk = Walk {
            tree,
            path: String::new(),
            travels: any_kind(tree, *root, transfers),
            sayings: Vec::new(),
        };
        walk.agent(*root);
        walk.node(*root);
        sayings.append(&mut walk.sayings);
    }
    sayings
}

struct Walk<'t, 'a> {
    tree: &'t Tree<'a>,
    path: String,
    /// Whether this topic hands over.
    travels: bool,
    sayings: Vec<Saying<'a>>,
}

impl<'a> Walk<'_, 'a> {
    /// The name of an agent and what it offers to begin with.
    fn agent(&mut self, root: Id) {
        if kind(self.tree, root).is_none()
            && let Some(id) = self.tree.get(root, "displayName")
        {
            let (name, inner) = lower::value(self.tree, id);
            let mut places = Places::default();
            places.adopt("/from/name", inner);
            let said = json!({"type": "message", "from": {"id": "", "name": name, "role": "bot"}});
            self.say(Said::Activity(said), places, id, "/displayName");
        }
        let starters = self.tree.get(root, "conversationStarters");
        for starter in starters.map(|id| self.tree.list(id)).unwrap_or_default() {
            for key in ["title", "text"] {
                let Some(id) = self.tree.get(*starter, key) else {
                    continue;
                };
                let (value, places) = lower::value(self.tree, id);
                if let Some(text) = value.as_str() {
                    self.say(
                        Said::Label(text.to_owned()),
                        places,
                        id,
                        "/conversationStarters",
                    );
                }
            }
        }
    }

    fn node(&mut self, id: Id) {
        match self.tree.node(id).map(|node| &node.kind) {
            Some(Kind::List(list)) => {
                for (at, item) in list.iter().enumerate() {
                    self.inside(&at.to_string(), |walk| walk.node(*item));
                }
            }
            Some(Kind::Map(entries)) => {
                let kind = kind(self.tree, id).unwrap_or_default().to_owned();
                self.kind(&kind, id);
                for (key, value) in entries {
                    let key = self.tree.text(*key).unwrap_or_default().to_owned();
                    self.inside(&key, |walk| walk.entry(&key, *value));
                }
            }
            _ => {}
        }
    }

    /// What a node of this kind does besides what its keys say.
    fn kind(&mut self, kind: &str, id: Id) {
        match kind {
            "Question" => self.choices(id),
            "OAuthInput" => self.sign_in(id),
            "SetVariable" | "SetTextVariable" => {
                self.sayings
                    .extend(handoff::variable(self.tree, id, &self.path, self.travels));
            }
            kind if transfers(kind) => {
                self.sayings
                    .extend(handoff::transfer(self.tree, id, &self.path));
            }
            _ => {}
        }
    }

    /// Keys under which a message stands; all else is walked into.
    fn entry(&mut self, key: &str, value: Id) {
        match key {
            "activity"
            | "message"
            | "prompt"
            | "unrecognizedPrompt"
            | "invalidPrompt"
            | "defaultValueMissingPrompt" => {
                self.sayings
                    .extend(body::sayings(self.tree, value, &self.path));
            }
            "card" => {
                let (card, inner) = card::adaptive(self.tree, value);
                let mut places = Places::default();
                places.adopt("/attachments/0", inner);
                let said = json!({"type": "message", "attachments": [card]});
                self.say(Said::Activity(said), places, value, "");
            }
            _ => self.node(value),
        }
    }

    fn choices(&mut self, id: Id) {
        let entity = self.tree.get(id, "entity");
        let items = entity.and_then(|entity| {
            let definition = self.tree.get(entity, "definition").unwrap_or(entity);
            self.tree.get(definition, "items")
        });
        if let Some(items) = items.filter(|items| !self.tree.list(*items).is_empty()) {
            let path = format!("{}/entity", self.path);
            self.sayings.push(body::choices(self.tree, items, &path));
        }
    }

    /// The sign-in node sends an OAuth card.
    fn sign_in(&mut self, id: Id) {
        let (content, inner) = lower::value(self.tree, id);
        let mut places = Places::default();
        places.adopt("/attachments/0/content", inner);
        let card =
            json!({"contentType": "application/vnd.microsoft.card.oauth", "content": content});
        let said = json!({"type": "message", "attachments": [card]});
        self.say(Said::Activity(said), places, id, "");
    }

    fn say(&mut self, said: Said, places: Places<'a>, id: Id, step: &str) {
        self.sayings.push(Saying {
            said,
            places,
            span: self.tree.node(id).map_or(0..0, |node| node.span.clone()),
            path: format!("{}{step}", self.path),
        });
    }

    fn inside(&mut self, step: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path
            .push_str(&step.replace('~', "~0").replace('/', "~1"));
        walk(self);
        self.path.truncate(length);
    }
}
