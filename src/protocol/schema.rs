//! The protocol as JSON Schema, generated from its types.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::call::{Listing, Page, Sent, Taken, Totals, Why};
use super::frame::JSONRPC;
use super::{Call, ConversationDetail, ErrorData, Notice, SUBPROTOCOL, VERSION, Welcome, You};

/// The whole protocol: what a desk may write, what it may read, and the answer to each method.
pub fn schema() -> Value {
    let mut types = SchemaSettings::draft2020_12().into_generator();
    let request = envelope(&types.subschema_for::<Call>(), true);
    let notice = envelope(&types.subschema_for::<Notice>(), false);
    let response = response(&mut types);
    let answers: Map<String, Value> = answers(&mut types)
        .into_iter()
        .map(|(method, answer)| (method.to_owned(), answer.to_value()))
        .collect();
    let mut definitions = types.take_definitions(true);
    definitions.insert("Request".to_owned(), request);
    definitions.insert("Notification".to_owned(), notice);
    definitions.insert("Response".to_owned(), response);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SUBPROTOCOL,
        "description": "What a deskhand desk and its backend say to each other: JSON-RPC 2.0 in WebSocket text frames. \
            A desk writes requests; the backend writes one response to each, and notifications.",
        "x-version": VERSION,
        "x-desk-writes": { "$ref": "#/$defs/Request" },
        "x-desk-reads": { "anyOf": [{ "$ref": "#/$defs/Response" }, { "$ref": "#/$defs/Notification" }] },
        "x-answers": answers,
        "anyOf": [
            { "$ref": "#/$defs/Request" },
            { "$ref": "#/$defs/Response" },
            { "$ref": "#/$defs/Notification" },
        ],
        "$defs": definitions,
    })
}

/// The result of each method.
fn answers(types: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
    fn of<T: JsonSchema>(types: &mut SchemaGenerator) -> Schema {
        types.subschema_for::<T>()
    }
    vec![
        ("session.hello", of::<Welcome>(types)),
        ("session.bye", of::<()>(types)),
        ("presence.set", of::<You>(types)),
        ("offer.accept", of::<Taken>(types)),
        ("offer.decline", of::<()>(types)),
        ("conversation.pick", of::<Taken>(types)),
        ("conversation.open", of::<ConversationDetail>(types)),
        ("conversation.unfollow", of::<()>(types)),
        ("conversation.history", of::<Page>(types)),
        ("message.send", of::<Sent>(types)),
        ("message.typing", of::<()>(types)),
        ("conversation.end", of::<()>(types)),
        ("conversation.close", of::<()>(types)),
        ("conversation.release", of::<()>(types)),
        ("conversation.leave", of::<()>(types)),
        ("queue.conversations", of::<Listing>(types)),
        ("why", of::<Why>(types)),
        ("flags.totals", of::<Totals>(types)),
    ]
}

fn envelope(content: &Schema, with_id: bool) -> Value {
    let mut properties = Map::from_iter([("jsonrpc".to_owned(), json!({ "const": JSONRPC }))]);
    let mut required = vec!["jsonrpc"];
    if with_id {
        properties.insert("id".to_owned(), id());
        required.push("id");
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "allOf": [content],
    })
}

fn id() -> Value {
    json!({ "type": "integer", "minimum": 0, "description": "Chosen by the desk, not reused on one connection." })
}

fn response(types: &mut SchemaGenerator) -> Value {
    let data = types.subschema_for::<ErrorData>();
    json!({
        "type": "object",
        "properties": {
            "jsonrpc": { "const": JSONRPC },
            "id": { "anyOf": [id(), { "type": "null" }], "description": "The request's; null if it could not be read." },
            "result": { "description": "What was asked for: `x-answers` says of what kind. Absent in an error." },
            "error": {
                "type": "object",
                "properties": {
                    "code": { "type": "integer" },
                    "message": { "type": "string", "description": "One sentence." },
                    "data": data,
                },
                "required": ["code", "message", "data"],
            },
        },
        "required": ["jsonrpc", "id"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_an_answer() {
        let mut types = SchemaSettings::draft2020_12().into_generator();
        let answered: Vec<_> = answers(&mut types).iter().map(|(name, _)| *name).collect();
        assert_eq!(answered, Call::METHODS);
    }

    #[test]
    fn the_methods_are_those_of_the_type() {
        let schema = schemars::schema_for!(Call).to_value();
        let variants = schema["oneOf"].as_array().into_iter().flatten();
        let methods: Vec<_> = variants
            .filter_map(|variant| variant["properties"]["method"]["const"].as_str())
            .collect();
        assert_eq!(methods, Call::METHODS);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn check(value: &Value, definitions: &Map<String, Value>, found: &mut usize) {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(reference)) = map.get("$ref") {
                        let name = reference.trim_start_matches("#/$defs/");
                        assert!(definitions.contains_key(name), "{reference}");
                        *found += 1;
                    }
                    map.values()
                        .for_each(|inner| check(inner, definitions, found));
                }
                Value::Array(items) => items
                    .iter()
                    .for_each(|inner| check(inner, definitions, found)),
                _ => {}
            }
        }
        let schema = schema();
        let mut found = 0;
        let definitions = schema["$defs"].as_object().cloned().unwrap_or_default();
        check(&schema, &definitions, &mut found);
        assert!(found > 50, "{found}");
    }
}
