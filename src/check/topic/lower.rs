//! From nodes of YAML to values, with the way back: texts as they will be said.

use serde_json::{Map, Value};

use super::formula::spoken;
use super::yaml::{Id, Kind, Scalar, Style, Tree};
use crate::check::piece::{Layer, Piece, Places, Writing};

/// The text of a node, as it stands in the file.
pub(super) fn written<'a>(scalar: &Scalar<'a>) -> Piece<'a> {
    let writing = match scalar.style {
        Style::Plain => Writing::Plain,
        Style::Single => Writing::Single,
        Style::Double => Writing::Double,
        Style::Literal | Style::Folded => Writing::Block,
    };
    Piece::new(Layer {
        text: scalar.text.clone(),
        writing,
    })
}

/// A node as a value whose texts are what will be said.
pub(super) fn value<'a>(tree: &Tree<'a>, id: Id) -> (Value, Places<'a>) {
    let mut places = Places::default();
    let mut pointer = String::new();
    let value = lower(tree, id, &mut pointer, &mut places);
    (value, places)
}

fn lower<'a>(tree: &Tree<'a>, id: Id, pointer: &mut String, places: &mut Places<'a>) -> Value {
    let Some(node) = tree.node(id) else {
        return Value::Null;
    };
    places.span(pointer, node.span.clone());
    match &node.kind {
        Kind::List(list) => {
            let items = list.iter().enumerate();
            let each = items.map(|(at, item)| {
                inside(pointer, &at.to_string(), |pointer| {
                    lower(tree, *item, pointer, places)
                })
            });
            Value::Array(each.collect())
        }
        Kind::Map(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                let key = tree.text(*key).unwrap_or_default();
                let value = inside(pointer, key, |pointer| lower(tree, *value, pointer, places));
                map.insert(key.to_owned(), value);
            }
            Value::Object(map)
        }
        _ => match tree.scalar(id) {
            Some(scalar) => text(scalar, pointer, places),
            None => Value::Null,
        },
    }
}

fn text<'a>(scalar: &Scalar<'a>, pointer: &str, places: &mut Places<'a>) -> Value {
    if scalar.style == Style::Plain {
        match scalar.text.text.as_ref() {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" | "~" | "" => return Value::Null,
            _ => {}
        }
    }
    let piece = spoken(&written(scalar));
    let value = Value::String(piece.text().to_owned());
    places.piece(pointer, piece);
    value
}

fn inside<T>(pointer: &mut String, step: &str, read: impl FnOnce(&mut String) -> T) -> T {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    let value = read(pointer);
    pointer.truncate(length);
    value
}
