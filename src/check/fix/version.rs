//! The version of an Adaptive Card: lowered to what the channel shows, if the card uses nothing newer.

use serde_json::{Value, json};

use crate::content::rules::RuleId;
use crate::content::scan::{Context, scan_activity};

/// Versions a card may name, newest first.
const VERSIONS: [&str; 7] = ["1.6", "1.5", "1.4", "1.3", "1.2", "1.1", "1.0"];

/// Every type of element and action up to version 1.5 of the schema of Adaptive Cards.
const TYPES: [&str; 36] = [
    "AdaptiveCard",
    "TextBlock",
    "RichTextBlock",
    "TextRun",
    "Image",
    "ImageSet",
    "Media",
    "MediaSource",
    "ActionSet",
    "Container",
    "ColumnSet",
    "Column",
    "FactSet",
    "Fact",
    "Table",
    "TableRow",
    "TableCell",
    "TableColumnDefinition",
    "Input.Text",
    "Input.Number",
    "Input.Date",
    "Input.Time",
    "Input.Toggle",
    "Input.ChoiceSet",
    "Input.Choice",
    "Action.OpenUrl",
    "Action.Submit",
    "Action.ShowCard",
    "Action.ToggleVisibility",
    "Action.Execute",
    "Refresh",
    "Authentication",
    "TokenExchangeResource",
    "AuthCardButton",
    "BackgroundImage",
    "TargetElement",
];

/// Properties that came after 1.5.
const NEWER: [&str; 9] = [
    "valueChangedAction",
    "captionSources",
    "metadata",
    "labelPosition",
    "labelWidth",
    "inputStyle",
    "layouts",
    "targetWidth",
    "choices.data",
];

/// The highest version that the scanner does not find fault with in this context.
pub(super) fn highest(context: &Context) -> Option<&'static str> {
    VERSIONS.into_iter().find(|version| {
        let card = json!({"type": "AdaptiveCard", "version": version, "body": []});
        let said = json!({"type": "message", "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]});
        serde_json::from_value(said).is_ok_and(|activity| {
            scan_activity(&activity, context)
                .iter()
                .all(|finding| finding.rule != RuleId::CardVersion)
        })
    })
}

/// The first thing in a card that a version does not know, by its name. A card that is worked out by formulas may hold more
/// than is written; what is written decides.
pub(super) fn newer(card: &Value, version: &str) -> Option<String> {
    if version == "1.6" {
        return None;
    }
    let mut open = vec![card];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(map) => {
                if let Some(kind) = map.get("type").and_then(Value::as_str)
                    && !TYPES.contains(&kind)
                {
                    return Some(kind.to_owned());
                }
                if let Some(key) = map.keys().find(|key| NEWER.contains(&key.as_str())) {
                    return Some(key.clone());
                }
                // What a submission carries is no part of the card.
                open.extend(
                    map.iter()
                        .filter(|(key, _)| *key != "data")
                        .map(|(_, value)| value),
                );
            }
            _ => {}
        }
    }
    None
}
