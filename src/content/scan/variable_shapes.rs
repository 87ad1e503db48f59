//! The variables of a handoff in the two shapes they come in, and the way to each.

use serde_json::{Map, Value};

use super::report::{Report, Step};
use crate::domain::Variable;

/// Variables by their names.
#[derive(Clone, Copy)]
pub(super) enum Bag<'a> {
    /// As members of an object.
    Members(&'a Map<String, Value>),
    /// As a list of names and values.
    List(&'a [Variable]),
}

impl<'a> Bag<'a> {
    /// The value of a variable.
    pub(super) fn get(self, name: &str) -> Option<&'a Value> {
        match self {
            Self::Members(map) => map.get(name),
            Self::List(list) => list
                .iter()
                .find(|variable| variable.name == name)
                .map(|variable| &variable.value),
        }
    }

    /// Does something where the value of a variable stands; the scanner is where the variables stand.
    pub(super) fn at(
        self,
        name: &'a str,
        report: &mut Report<'a>,
        scan: impl FnOnce(&mut Report<'a>),
    ) {
        match self {
            Self::Members(_) => report.key(name, scan),
            Self::List(list) => {
                let index = list.iter().position(|variable| variable.name == name);
                report.at(Step::Index(index.unwrap_or_default()), |report| {
                    report.key("value", scan);
                });
            }
        }
    }
}
