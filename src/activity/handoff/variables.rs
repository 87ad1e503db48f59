//! The variables of a handoff, in the shapes found in the wild.

use serde_json::{Map, Value};

use super::Reading;
use super::find::Outer;
use crate::domain::{HandoffShape, Variables};

/// Where the sample for Omnichannel puts the private message and the variables.
const MESSAGE: &str = "MessageToAgent";
const CONTEXT: &str = "Context";

pub(super) fn read(
    outer: &Outer,
    value: Option<&Value>,
    reading: &mut Reading,
) -> (HandoffShape, Variables) {
    let mut variables = Variables::default();
    let shape = match (outer, value) {
        (Outer::Tags(context), _) => {
            // The sample for Azure bots puts a free object here; a value beside it is rare, but nobody's to lose.
            spread(value, "value", &mut variables, reading);
            spread(Some(context), CONTEXT, &mut variables, reading);
            HandoffShape::Tags
        }
        (_, Some(Value::Object(map))) => from_object(map, &mut variables, reading),
        (_, value) => {
            spread(value, "value", &mut variables, reading);
            HandoffShape::Bare
        }
    };
    (shape, variables)
}

fn from_object(
    map: &Map<String, Value>,
    variables: &mut Variables,
    reading: &mut Reading,
) -> HandoffShape {
    let flat = map.keys().any(|name| name.starts_with("va_"));
    let wrapped = map.contains_key(MESSAGE) || map.get(CONTEXT).is_some_and(Value::is_object);
    if flat || !wrapped {
        variables.extend(pairs(map));
        return if flat {
            HandoffShape::Flat
        } else {
            HandoffShape::FreeObject
        };
    }
    variables.extend(pairs(map).filter(|(name, _)| name != CONTEXT));
    spread(map.get(CONTEXT), CONTEXT, variables, reading);
    HandoffShape::MessageToAgent
}

/// The fields of an object one by one; a text as the private message, as the sample whose value is a summary means it;
/// anything else under `name`.
fn spread(value: Option<&Value>, name: &str, variables: &mut Variables, reading: &mut Reading) {
    match value {
        None | Some(Value::Null) => {}
        Some(Value::Object(map)) => variables.extend(pairs(map)),
        Some(Value::String(text)) => {
            if !text.is_empty() {
                reading.note(format!(
                    "{name} is a text; it is shown as the private message"
                ));
                variables.set("va_AgentMessage", Value::from(text.as_str()));
            }
        }
        Some(other) => {
            reading.note(format!(
                "{name} is neither an object nor a text; it is kept as one variable"
            ));
            variables.set(name, other.clone());
        }
    }
}

fn pairs(map: &Map<String, Value>) -> impl Iterator<Item = (String, Value)> {
    map.iter()
        .map(|(name, value)| (name.clone(), value.clone()))
}
