//! What travels when a topic hands over: the note to the agent, context variables, variables set before.

use serde_json::{Map, Value, json};

use super::formula::spoken;
use super::lower;
use super::saying::{Said, Saying};
use super::yaml::{Id, Tree};
use crate::check::piece::Places;

/// What a transfer node passes on; none if it passes nothing that is written here.
pub(super) fn transfer<'a>(tree: &Tree<'a>, id: Id, path: &str) -> Option<Saying<'a>> {
    let kind = tree.get(id, "transferType").unwrap_or(id);
    let mut value = Map::new();
    let mut places = Places::default();
    let note = tree
        .get(kind, "messageToAgent")
        .and_then(|id| tree.scalar(id));
    if let Some(note) = note {
        let piece = spoken(&lower::written(note));
        value.insert("va_AgentMessage".to_owned(), piece.text().into());
        places.piece("/value/va_AgentMessage", piece);
    }
    let context = tree.get(kind, "context").or(tree.get(id, "context"));
    let variables = context.and_then(|context| tree.get(context, "contextVariables"));
    for (key, variable) in variables.map(|id| tree.entries(id)).unwrap_or_default() {
        let name = tree.text(*key).unwrap_or_default();
        let (given, inner) = lower::value(tree, *variable);
        let known = inner.text("").is_none_or(|piece| piece.unknown.is_empty());
        places.adopt(
            &format!("/value/{}", name.replace('~', "~0").replace('/', "~1")),
            inner,
        );
        value.insert(name.to_owned(), if known { given } else { Value::Null });
    }
    if value.is_empty() {
        return None;
    }
    Some(Saying {
        said: Said::Activity(json!({"type": "event", "name": "handoff.initiate", "value": value})),
        places,
        span: tree.node(id)?.span.clone(),
        path: path.to_owned(),
    })
}

/// The name of a variable without `init:` and its scope.
pub(super) fn bare_name(variable: &str) -> &str {
    variable.rsplit(['.', ':']).next().unwrap_or(variable)
}

/// A variable that is set: all that were set before a handoff travel with it.
pub(super) fn variable<'a>(
    tree: &Tree<'a>,
    id: Id,
    path: &str,
    travels: bool,
) -> Option<Saying<'a>> {
    let variable = tree.get(id, "variable")?;
    let written = tree.scalar(variable)?;
    let name = bare_name(&written.text.text).to_owned();
    let mut places = Places::default();
    places.span("/name", tree.node(variable)?.span.clone());
    let value = match tree.get(id, "value") {
        Some(value) => {
            let (given, inner) = lower::value(tree, value);
            places.adopt("/value", inner);
            given
        }
        None => Value::Null,
    };
    Some(Saying {
        said: Said::Variable {
            name,
            value,
            travels,
        },
        places,
        span: tree.node(id)?.span.clone(),
        path: path.to_owned(),
    })
}
