//! YAML as a small tree that knows where each scalar stands in the file, byte for byte.
//!
//! The parser is `saphyr-parser`; here its events become an arena of nodes, its character positions become bytes, and each
//! scalar is read again so that every part of its text leads back to the file. Aliases are never expanded.

mod block;
mod build;
mod flow;
mod offsets;
mod repair;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::check::place::Decoded;

pub use build::parse;

/// Deepest nesting that is read. Topics of people end at about forty.
pub const DEPTH: usize = 256;

/// A node of a [`Tree`], by its place in it.
pub type Id = usize;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// A block that keeps its lines, `|`.
    Literal,
    /// A block that folds its lines, `>`.
    Folded,
}

/// A text in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar<'a> {
    /// How it is written.
    pub style: Style,
    /// What it reads, and where that stands.
    pub text: Decoded<'a>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A text.
    Scalar(Scalar<'a>),
    /// A list.
    List(Vec<Id>),
    /// Keys and their values, as they were written; a key may be there twice.
    Map(Vec<(Id, Id)>),
    /// The node with this anchor, if it is complete.
    Alias(Option<Id>),
}

/// A node and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Bytes of the file.
    pub span: Range<usize>,
}

/// Why reading ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Why.
    pub message: Cow<'static, str>,
}

/// The documents of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// The root of each document.
    pub roots: Vec<Id>,
    /// How many values are read that a strict reader refuses.
    pub repaired: usize,
    /// Where reading ended before the end, if it did; what stands before is in the tree.
    pub stop: Option<Stop>,
}

impl<'a> Tree<'a> {
    /// All nodes, in the order they begin in the file.
    pub fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }

    /// A node.
    pub fn node(&self, id: Id) -> Option<&Node<'a>> {
        self.nodes.get(id)
    }

    /// What a node is; an alias is followed once.
    fn kind(&self, id: Id) -> Option<&Kind<'a>> {
        match &self.nodes.get(id)?.kind {
            Kind::Alias(target) => match &self.nodes.get((*target)?)?.kind {
                Kind::Alias(_) => None,
                kind => Some(kind),
            },
            kind => Some(kind),
        }
    }

    /// The text of a node, if it is one.
    pub fn scalar(&self, id: Id) -> Option<&Scalar<'a>> {
        match self.kind(id)? {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// What the text of a node reads.
    pub fn text(&self, id: Id) -> Option<&str> {
        self.scalar(id).map(|scalar| scalar.text.text.as_ref())
    }

    /// The elements of a list written here; none if the node is no list, or an alias of one.
    pub fn list(&self, id: Id) -> &[Id] {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::List(list)) => list,
            _ => &[],
        }
    }

    /// The keys and values of a map written here; none if the node is no map, or an alias of one.
    pub fn entries(&self, id: Id) -> &[(Id, Id)] {
        match self.nodes.get(id).map(|node| &node.kind) {
            Some(Kind::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// The value under `key`; of a key that is there twice, the first.
    pub fn get(&self, map: Id, key: &str) -> Option<Id> {
        let found = self
            .entries(map)
            .iter()
            .find(|(name, _)| self.text(*name) == Some(key));
        found.map(|(_, value)| *value)
    }
}
