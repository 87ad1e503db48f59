//! Where in a JSON text the values lie that pointers lead to: one pass for all of them, into nothing but what leads there.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::{behind_space, behind_value, decode};

/// Where a value lies in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The value, quotes or brackets included.
    pub value: Range<usize>,
    /// The name it has in the object around it, quotes included.
    pub name: Option<Range<usize>>,
}

/// Finds what RFC 6901 pointers lead to in a text that is valid JSON. Of names that come twice the last counts, as it does
/// for the parser. The depth of the pointers bounds the recursion.
pub fn locate<'a>(text: &str, pointers: impl IntoIterator<Item = &'a str>) -> Vec<Option<Spot>> {
    let mut tree = Tree::default();
    let mut count = 0;
    for pointer in pointers {
        tree.want(pointer, count);
        count += 1;
    }
    let mut walk = Walk {
        bytes: text.as_bytes(),
        text,
        tree: &tree,
        found: vec![None; count],
    };
    let start = behind_space(walk.bytes, 0);
    walk.value(0, start, None);
    walk.found
}

/// What is wanted, as a tree of steps.
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    wanted: Vec<usize>,
    names: HashMap<String, usize>,
    indexes: BTreeMap<usize, usize>,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Tree {
    fn want(&mut self, pointer: &str, wanted: usize) {
        let mut at = 0;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            at = self.child(at, step);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.wanted.push(wanted);
        }
    }

    fn child(&mut self, at: usize, step: String) -> usize {
        let next = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else {
            return at;
        };
        if let Some(known) = node.names.get(&step) {
            return *known;
        }
        if let Ok(index) = step.parse() {
            node.indexes.insert(index, next);
        }
        node.names.insert(step, next);
        self.nodes.push(Node::default());
        next
    }
}

struct Walk<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tree: &'a Tree,
    found: Vec<Option<Spot>>,
}

impl Walk<'_> {
    /// Walks the value at `at`, of which something is wanted; answers where it ends.
    fn value(&mut self, node: usize, at: usize, name: Option<&Range<usize>>) -> usize {
        let Some(wants) = self.tree.nodes.get(node) else {
            return behind_value(self.bytes, at);
        };
        let end = match self.bytes.get(at) {
            Some(b'{') if !wants.names.is_empty() => self.members(wants, at),
            Some(b'[') if !wants.indexes.is_empty() => self.elements(wants, at),
            _ => behind_value(self.bytes, at),
        };
        for wanted in &wants.wanted {
            if let Some(found) = self.found.get_mut(*wanted) {
                *found = Some(Spot {
                    value: at..end,
                    name: name.cloned(),
                });
            }
        }
        end
    }

    fn members(&mut self, wants: &Node, open: usize) -> usize {
        let mut at = behind_space(self.bytes, open + 1);
        while self.bytes.get(at) == Some(&b'"') {
            let name = at..behind_value(self.bytes, at);
            at = behind_space(self.bytes, name.end);
            // Behind the colon.
            at = behind_space(self.bytes, at + 1);
            let raw = self.text.get(name.clone()).unwrap_or_default();
            at = match wants.names.get(&*decode(raw, 0).text) {
                Some(child) => self.value(*child, at, Some(&name)),
                None => behind_value(self.bytes, at),
            };
            at = behind_space(self.bytes, at);
            if self.bytes.get(at) == Some(&b',') {
                at = behind_space(self.bytes, at + 1);
            }
        }
        at + 1
    }

    fn elements(&mut self, wants: &Node, open: usize) -> usize {
        let mut at = behind_space(self.bytes, open + 1);
        let mut index = 0;
        while self.bytes.get(at).is_some_and(|byte| *byte != b']') {
            at = match wants.indexes.get(&index) {
                Some(child) => self.value(*child, at, None),
                None => behind_value(self.bytes, at),
            };
            at = behind_space(self.bytes, at);
            index += 1;
            if self.bytes.get(at) == Some(&b',') {
                at = behind_space(self.bytes, at + 1);
            }
        }
        at + 1
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::activity::json::escape_pointer;
    use crate::activity::testing::any_json_object;

    fn at(text: &str, pointer: &str) -> Option<String> {
        let spot = locate(text, [pointer]).pop().flatten()?;
        text.get(spot.value).map(str::to_owned)
    }

    #[test]
    fn pointers_lead_to_values_and_names() {
        let text = r#" { "a/b" : [ 1 , {"c\u0064": "x"} ], "d":{} , "n" : -1.5e3 } "#;
        assert_eq!(at(text, "/a~1b/0").as_deref(), Some("1"));
        assert_eq!(at(text, "/a~1b/1/cd").as_deref(), Some("\"x\""));
        assert_eq!(at(text, "/d").as_deref(), Some("{}"));
        assert_eq!(at(text, "/n").as_deref(), Some("-1.5e3"));
        assert_eq!(at(text, "").as_deref(), Some(text.trim()));
        assert_eq!(at(text, "/a~1b/2"), None);
        assert_eq!(at(text, "/x"), None);
        let spot = locate(text, ["/a~1b/1/cd"]).pop().flatten().unwrap();
        assert_eq!(&text[spot.name.unwrap()], r#""c\u0064""#);
    }

    #[test]
    fn of_names_that_come_twice_the_last_counts() {
        assert_eq!(at(r#"{"a":1,"a":[2]}"#, "/a/0").as_deref(), Some("2"));
        assert_eq!(at(r#"{"a":1,"a":2}"#, "/a").as_deref(), Some("2"));
    }

    fn pointers(value: &Value, pointer: &str, all: &mut Vec<String>) {
        all.push(pointer.to_owned());
        match value {
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    pointers(value, &format!("{pointer}/{index}"), all);
                }
            }
            Value::Object(map) => {
                for (name, value) in map {
                    pointers(value, &format!("{pointer}/{}", escape_pointer(name)), all);
                }
            }
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn every_value_is_found_where_it_stands(value in any_json_object(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
            let mut all = Vec::new();
            pointers(&value, "", &mut all);
            let spots = locate(&text, all.iter().map(String::as_str));
            for (pointer, spot) in all.iter().zip(spots) {
                let part = text.get(spot.unwrap().value).unwrap();
                let read: Value = serde_json::from_str(part).unwrap();
                prop_assert_eq!(Some(&read), value.pointer(pointer));
            }
        }
    }
}
