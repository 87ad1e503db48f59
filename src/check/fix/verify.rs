//! An edit stays only if the file reads as before but for the text it changes.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::Value;

use super::authored::{Authored, whole};
use super::edits::{Planned, apply};
use crate::check::topic::formula::record;
use crate::check::topic::yaml::{self, Id, Kind, Node, Style, Tree};

/// The edits that may be made, of those that are planned; both in order.
pub(super) fn keep(file: &str, kind: Authored, planned: &[Planned]) -> Vec<Planned> {
    match kind {
        Authored::Text(_) => planned.to_vec(),
        Authored::Card => {
            let keep = Keep {
                holds: &|edits| same_json(file, edits),
                otherwise: &|_| None,
                kept: Vec::new(),
            };
            keep.all(&by_number(planned))
        }
        Authored::Topic => {
            let tree = yaml::parse(file);
            let keep = Keep {
                holds: &|edits| same_yaml(file, &tree, edits),
                otherwise: &|edits| quoted(file, &tree, edits),
                kept: Vec::new(),
            };
            let groups: Vec<Vec<Planned>> = scalars(&tree, planned)
                .into_iter()
                .filter_map(|(_, range)| planned.get(range).map(<[Planned]>::to_vec))
                .collect();
            keep.all(&groups)
        }
    }
}

/// Edits that belong together, side by side.
fn by_number(planned: &[Planned]) -> Vec<Vec<Planned>> {
    let mut groups: BTreeMap<usize, Vec<Planned>> = BTreeMap::new();
    for edit in planned {
        groups.entry(edit.together).or_default().push(edit.clone());
    }
    groups.into_values().collect()
}

/// Finds the edits that hold, by halves.
struct Keep<'f> {
    holds: &'f dyn Fn(&[Planned]) -> bool,
    /// Another way to make the edits of one scalar.
    otherwise: &'f dyn Fn(&[Planned]) -> Option<Vec<Planned>>,
    kept: Vec<Planned>,
}

impl Keep<'_> {
    fn all(mut self, groups: &[Vec<Planned>]) -> Vec<Planned> {
        self.some(groups);
        self.kept
    }

    fn some(&mut self, groups: &[Vec<Planned>]) {
        let edits: Vec<Planned> = groups.iter().flatten().cloned().collect();
        if edits.is_empty() || self.takes(&edits) {
            return;
        }
        match groups.split_at_checked(groups.len() / 2) {
            Some((one, other)) if groups.len() > 1 => {
                self.some(one);
                self.some(other);
            }
            _ => self.one(&edits),
        }
    }

    /// The edits of one scalar that do not hold as they are: otherwise, or one by one.
    fn one(&mut self, edits: &[Planned]) {
        let otherwise = (self.otherwise)(edits);
        if otherwise.is_some_and(|edits| self.takes(&edits)) {
            return;
        }
        for alone in by_number(edits) {
            if alone.len() < edits.len() {
                self.takes(&alone);
            }
        }
    }

    /// Takes these edits to those that are kept, if they hold together.
    fn takes(&mut self, edits: &[Planned]) -> bool {
        let mut together = self.kept.clone();
        together.extend_from_slice(edits);
        together.sort_by_key(|planned| (planned.edit.span.start, planned.edit.span.end));
        let holds = (self.holds)(&together);
        if holds {
            self.kept = together;
        }
        holds
    }
}

/// The same edits with the scalar they change set in quotes: without them, it may not end in a colon.
fn quoted(file: &str, tree: &Tree<'_>, edits: &[Planned]) -> Option<Vec<Planned>> {
    let (node, _) = scalars(tree, edits).into_iter().next()?;
    in_quotes(file, node, edits).map(|edit| vec![edit])
}

/// The scalars that are changed, and which edits change them.
fn scalars<'t, 'a>(tree: &'t Tree<'a>, edits: &[Planned]) -> Vec<(&'t Node<'a>, Range<usize>)> {
    let mut found = Vec::new();
    for node in tree.nodes() {
        if !matches!(node.kind, Kind::Scalar(_)) {
            continue;
        }
        let first = edits.partition_point(|planned| planned.edit.span.start < node.span.start);
        let behind = edits.partition_point(|planned| planned.edit.span.end <= node.span.end);
        if first < behind {
            found.push((node, first..behind));
        }
    }
    found
}

/// One edit that makes all these and sets the scalar in single quotes; `None` if it is not a plain one.
fn in_quotes(file: &str, node: &Node<'_>, edits: &[Planned]) -> Option<Planned> {
    let Kind::Scalar(scalar) = &node.kind else {
        return None;
    };
    if scalar.style != Style::Plain {
        return None;
    }
    let whole = scalar.text.in_file(&(0..scalar.text.text.len()));
    let mut text = "'".to_owned();
    let mut at = whole.start;
    for planned in edits {
        text.push_str(&file.get(at..planned.edit.span.start)?.replace('\'', "''"));
        text.push_str(&planned.edit.text.replace('\'', "''"));
        at = planned.edit.span.end;
    }
    text.push_str(&file.get(at..whole.end)?.replace('\'', "''"));
    text.push('\'');
    let mut all = edits.first()?.clone();
    all.edit.outermost = (
        0..scalar.text.text.len(),
        expected(&scalar.text.text, edits)?,
    );
    all.edit.span = whole;
    all.edit.text = text;
    Some(all)
}

/// A text after these edits, given in its own bytes.
fn expected(text: &str, edits: &[Planned]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for planned in edits {
        let (range, instead) = &planned.edit.outermost;
        out.push_str(text.get(at..range.start)?);
        out.push_str(instead);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

fn same_yaml(file: &str, old: &Tree<'_>, edits: &[Planned]) -> bool {
    let text = apply(file, edits);
    let new = yaml::parse(&text);
    if new.repaired > old.repaired || new.stop.is_some() || new.nodes().len() != old.nodes().len() {
        return false;
    }
    let mut changed: HashMap<usize, Range<usize>> = scalars(old, edits)
        .into_iter()
        .map(|(node, range)| (node.span.start, range))
        .collect();
    let all: usize = changed.values().map(Range::len).sum();
    let same = |(old, new): (&Node<'_>, &Node<'_>)| match (&old.kind, &new.kind) {
        (Kind::Scalar(before), Kind::Scalar(after)) => {
            let edits = changed
                .remove(&old.span.start)
                .and_then(|range| edits.get(range));
            let expected = edits.map_or(Some(before.text.text.to_string()), |edits| {
                expected(&before.text.text, edits)
            });
            expected.as_deref() == Some(after.text.text.as_ref())
        }
        (before, after) => same_shape(before, after),
    };
    all == edits.len() && old.nodes().iter().zip(new.nodes()).all(same)
}

/// Whether two nodes that are no texts hold the same nodes.
fn same_shape(old: &Kind<'_>, new: &Kind<'_>) -> bool {
    let alias = |kind: &Kind<'_>| match kind {
        Kind::Alias(target) => *target,
        _ => None,
    };
    let list = |kind: &Kind<'_>| -> Vec<Id> {
        match kind {
            Kind::List(list) => list.clone(),
            Kind::Map(entries) => entries
                .iter()
                .flat_map(|(key, value)| [*key, *value])
                .collect(),
            _ => Vec::new(),
        }
    };
    std::mem::discriminant(old) == std::mem::discriminant(new)
        && alias(old) == alias(new)
        && list(old) == list(new)
}

/// Whether a file of JSON reads as before but for the texts and numbers that edits lie in.
fn same_json(file: &str, edits: &[Planned]) -> bool {
    let text = apply(file, edits);
    let (before, after) = (whole(file), whole(&text));
    let (old, new) = (record::json(&before), record::json(&after));
    let touched = |pointer: &str| {
        old.places.find(pointer).is_some_and(|span| {
            let next = edits.partition_point(|planned| planned.edit.span.start < span.start);
            edits
                .get(next)
                .is_some_and(|planned| planned.edit.span.end <= span.end)
        })
    };
    old.whole && new.whole && same_value(&old.value, &new.value, &mut String::new(), &touched)
}

fn same_value(
    old: &Value,
    new: &Value,
    pointer: &mut String,
    touched: &dyn Fn(&str) -> bool,
) -> bool {
    let mut inside = |step: &str, old: &Value, new: &Value| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        let same = same_value(old, new, pointer, touched);
        pointer.truncate(length);
        same
    };
    match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .enumerate()
                    .all(|(at, (old, new))| inside(&at.to_string(), old, new))
        }
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|((key, old), (other, new))| key == other && inside(key, old, new))
        }
        (Value::String(_), Value::String(_)) | (Value::Number(_), Value::Number(_)) => {
            old == new || touched(pointer)
        }
        _ => old == new,
    }
}
