//! What travels when a topic hands over: the note to the agent, context variables, variables set before.

use serde_json::{Map, Value, json};

use super::formula::{record, spoken};
use super::lower;
use super::saying::{Said, Saying};
use super::yaml::{Id, Tree};
use crate::activity::json::escape_pointer;
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
        let (given, inner) = given(tree, *variable);
        let known = inner.text("").is_none_or(|piece| piece.unknown.is_empty());
        let pointer = format!("/value/{}", escape_pointer(name));
        if let Some(key) = tree.node(*key) {
            places.name(&pointer, key.span.clone());
        }
        places.adopt(&pointer, inner);
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

/// The value of a variable. A formula that names a value is that value: `=true`, `=1.5`, `=["a", "b"]`.
fn given<'a>(tree: &Tree<'a>, id: Id) -> (Value, Places<'a>) {
    let formula = tree
        .scalar(id)
        .map(lower::written)
        .filter(|piece| piece.text().trim_start().starts_with('='));
    let Some(piece) = formula else {
        return lower::value(tree, id);
    };
    let text = piece.text().trim_start().trim_start_matches('=').trim();
    let named = match text {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => text.parse().map(Value::Number).ok(),
    };
    if let Some(value) = named {
        let mut places = Places::default();
        places.span("", piece.whole());
        return (value, places);
    }
    if text.starts_with(['[', '{']) && text.ends_with([']', '}']) {
        let read = record::record(&piece);
        if read.value.is_array() || read.value.is_object() {
            return (read.value, read.places);
        }
    }
    lower::value(tree, id)
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
            let (given, inner) = given(tree, value);
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
