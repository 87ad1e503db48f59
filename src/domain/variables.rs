//! Context variables: what the bot knew.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One context variable as the bot sent it; name and value unsanitised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Variable {
    /// Name, case as sent.
    pub name: String,
    /// Value, any JSON.
    pub value: Value,
}

/// The variables of a handoff in the order they came. On a clash of names the later one wins
/// (`advanced-hand-off`, 2020-09-22); names differ by case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Variables(pub Vec<Variable>);

impl Variables {
    /// The value under exactly this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .rev()
            .find(|variable| variable.name == name)
            .map(|variable| &variable.value)
    }

    /// The value under exactly this name, if it is a text that is not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    }

    /// Sets a variable; an earlier one of the same name gives way but keeps its place.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.extend([(name.into(), value)]);
    }

    /// Last phrase of the customer, in either spelling: pages say `va_LastPhrases`, the runtime sends `va_LastPhrase`.
    pub fn last_phrase(&self) -> Option<&str> {
        self.text("va_LastPhrase")
            .or_else(|| self.text("va_LastPhrases"))
    }

    /// The last topic the customer's words triggered.
    pub fn last_topic(&self) -> Option<&str> {
        self.text("va_LastTopic")
    }

    /// The private message of the *Transfer to agent* node, or of the Bot Framework sample.
    pub fn private_message(&self) -> Option<&str> {
        self.text("va_AgentMessage")
            .or_else(|| self.text("MessageToAgent"))
    }

    /// Whether the bot asks to end instead of to escalate: `CloseOmnichannelConversation`, either case of its first letter.
    pub fn asks_to_close(&self) -> bool {
        [
            "CloseOmnichannelConversation",
            "closeOmnichannelConversation",
        ]
        .iter()
        .filter_map(|name| self.get(name))
        .any(|value| {
            value.as_bool() == Some(true)
                || value
                    .as_str()
                    .is_some_and(|s| s.eq_ignore_ascii_case("true"))
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Sets many at once, each as [`Variables::set`] does, in a time that grows with how many there are and not with its square.
impl Extend<(String, Value)> for Variables {
    fn extend<I: IntoIterator<Item = (String, Value)>>(&mut self, many: I) {
        let named = |(place, variable): (usize, &Variable)| (variable.name.clone(), place);
        let mut places: HashMap<String, usize> = self.0.iter().enumerate().map(named).collect();
        for (name, value) in many {
            let known = places.get(&name).and_then(|place| self.0.get_mut(*place));
            if let Some(variable) = known {
                variable.value = value;
            } else {
                places.insert(name.clone(), self.0.len());
                self.0.push(Variable { name, value });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Variables;

    #[test]
    fn a_later_value_wins_and_keeps_the_place() {
        let mut variables = Variables::default();
        variables.set("a", json!(1));
        variables.set("b", json!(2));
        variables.extend([
            ("a".to_owned(), json!(3)),
            ("A".to_owned(), json!(4)),
            ("A".to_owned(), json!(5)),
        ]);
        let seen: Vec<_> = variables
            .0
            .iter()
            .map(|v| (v.name.as_str(), v.value.clone()))
            .collect();
        assert_eq!(seen, [("a", json!(3)), ("b", json!(2)), ("A", json!(5))]);
    }
}
