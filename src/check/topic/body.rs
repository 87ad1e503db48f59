//! What a message node sends: texts, one of which is chosen, cards, choices, speech.

use serde_json::{Value, json};

use super::card;
use super::formula::spoken;
use super::lower;
use super::saying::{Said, Saying};
use super::yaml::{Id, Kind, Tree};
use crate::check::piece::Places;

/// A message in the making.
pub(super) struct Body<'t, 'a> {
    tree: &'t Tree<'a>,
    id: Id,
    path: &'t str,
}

/// Everything the message under `path` says: a text, or a map of texts, speech, cards and choices.
pub(super) fn sayings<'a>(tree: &Tree<'a>, id: Id, path: &str) -> Vec<Saying<'a>> {
    let body = Body { tree, id, path };
    if tree.scalar(id).is_some() {
        return body.text(id, "").into_iter().collect();
    }
    let mut sayings = Vec::new();
    for text in body.each("text") {
        sayings.extend(body.text(text, "/text"));
    }
    for speech in body.each("speak") {
        sayings.extend(body.speech(speech));
    }
    sayings.extend(body.rich());
    sayings
}

/// Choices that a question shows, by the nodes that hold them.
pub(super) fn choices<'a>(tree: &Tree<'a>, list: Id, path: &str) -> Saying<'a> {
    let mut actions = Vec::new();
    let mut places = Places::default();
    for item in tree.list(list) {
        let shown = tree.get(*item, "displayName").or(tree.get(*item, "id"));
        let Some(scalar) = shown.and_then(|id| tree.scalar(id)) else {
            continue;
        };
        let pointer = format!("/suggestedActions/actions/{}/title", actions.len());
        let piece = spoken(&lower::written(scalar));
        actions.push(json!({"type": "imBack", "title": piece.text()}));
        places.piece(&pointer, piece);
    }
    let span = tree.node(list).map_or(0..0, |node| node.span.clone());
    places.span("/suggestedActions", span.clone());
    Saying {
        said: Said::Activity(json!({"type": "message", "suggestedActions": {"actions": actions}})),
        places,
        span,
        path: path.to_owned(),
    }
}

impl<'a> Body<'_, 'a> {
    /// The value of a key, or each of its values if it is a list.
    fn each(&self, key: &str) -> Vec<Id> {
        let Some(id) = self.tree.get(self.id, key) else {
            return Vec::new();
        };
        match self.tree.node(id).map(|node| &node.kind) {
            Some(Kind::List(list)) => list.clone(),
            _ => vec![id],
        }
    }

    fn saying(&self, said: Said, places: Places<'a>, id: Id, step: &str) -> Saying<'a> {
        let span = self.tree.node(id).map_or(0..0, |node| node.span.clone());
        Saying {
            said,
            places,
            span,
            path: format!("{}{step}", self.path),
        }
    }

    fn text(&self, id: Id, step: &str) -> Option<Saying<'a>> {
        let piece = spoken(&lower::written(self.tree.scalar(id)?));
        let said = Said::Activity(json!({"type": "message", "text": piece.text()}));
        let mut places = Places::default();
        places.piece("/text", piece);
        Some(self.saying(said, places, id, step))
    }

    fn speech(&self, id: Id) -> Option<Saying<'a>> {
        let piece = spoken(&lower::written(self.tree.scalar(id)?));
        let said = Said::Speech(piece.text().to_owned());
        let mut places = Places::default();
        places.piece("", piece);
        Some(self.saying(said, places, id, "/speak"))
    }

    /// Cards, their layout and choices.
    fn rich(&self) -> Option<Saying<'a>> {
        let mut places = Places::default();
        let mut activity = json!({"type": "message"});
        let attachments: Vec<Value> = self
            .each("attachments")
            .into_iter()
            .enumerate()
            .map(|(at, id)| {
                let (value, inner) = card::attachment(self.tree, id);
                places.adopt(&format!("/attachments/{at}"), inner);
                value
            })
            .collect();
        let mut keys = Vec::new();
        if !attachments.is_empty() {
            activity["attachments"] = attachments.into();
            keys.push("/attachments");
        }
        let layout = self.tree.get(self.id, "attachmentLayout");
        if let Some(layout) = layout.and_then(|id| self.tree.text(id)) {
            activity["attachmentLayout"] = layout.into();
        }
        for key in ["suggestedActions", "quickReplies"] {
            if let Some(id) = self.tree.get(self.id, key) {
                activity["suggestedActions"] = self.suggested(id, &mut places);
                keys.push("/suggestedActions");
            }
        }
        let found = keys.first().map(|key| format!("{}{key}", self.path));
        let mut saying = self.saying(Said::Activity(activity), places, self.id, "");
        saying.path = found?;
        Some(saying)
    }

    fn suggested(&self, id: Id, places: &mut Places<'a>) -> Value {
        let (value, inner) = lower::value(self.tree, id);
        if value.is_array() {
            if let Some(span) = inner.find("") {
                places.span("/suggestedActions", span);
            }
            places.adopt("/suggestedActions/actions", inner);
            json!({"actions": value})
        } else {
            places.adopt("/suggestedActions", inner);
            value
        }
    }
}
