//! Key sequences to what they mean, in one context.

use std::collections::BTreeMap;

use super::key::Key;

/// One step of a sequence: either the end of it or more keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node<A> {
    /// The sequence ends here.
    Leaf(A),
    /// It goes on.
    More(Trie<A>),
}

/// Sequences by their first key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trie<A>(BTreeMap<Key, Node<A>>);

impl<A> Default for Trie<A> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// What a sequence means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a, A> {
    /// Nothing.
    Nothing,
    /// Not yet anything: more keys must follow.
    Pending(&'a Trie<A>),
    /// This.
    Leaf(&'a A),
}

impl<A> Trie<A> {
    /// Binds a sequence. What it meant before is replaced: a shorter sequence it begins with, and longer ones that begin
    /// with it.
    pub(super) fn bind(&mut self, keys: &[Key], action: A) {
        let [first, rest @ ..] = keys else { return };
        if rest.is_empty() {
            self.0.insert(*first, Node::Leaf(action));
            return;
        }
        let node = self
            .0
            .entry(*first)
            .or_insert_with(|| Node::More(Self::default()));
        if let Node::Leaf(_) = node {
            *node = Node::More(Self::default());
        }
        if let Node::More(more) = node {
            more.bind(rest, action);
        }
    }

    /// Takes a sequence away, and those that begin with it. Says whether there was anything.
    pub(super) fn unbind(&mut self, keys: &[Key]) -> bool {
        let [first, rest @ ..] = keys else {
            return false;
        };
        if rest.is_empty() {
            return self.0.remove(first).is_some();
        }
        let Some(Node::More(more)) = self.0.get_mut(first) else {
            return false;
        };
        let gone = more.unbind(rest);
        if more.0.is_empty() {
            self.0.remove(first);
        }
        gone
    }

    /// What a sequence means.
    pub(super) fn find(&self, keys: &[Key]) -> Found<'_, A> {
        let [first, rest @ ..] = keys else {
            return Found::Pending(self);
        };
        match self.0.get(first) {
            Some(Node::Leaf(action)) if rest.is_empty() => Found::Leaf(action),
            None | Some(Node::Leaf(_)) => Found::Nothing,
            Some(Node::More(more)) => more.find(rest),
        }
    }

    /// What one of the sequences means, whichever.
    pub(super) fn any(&self) -> Option<A>
    where
        A: Copy,
    {
        let mut found = None;
        self.walk(&mut |_, action| found = Some(*action));
        found
    }

    /// Every sequence with what it means.
    pub(super) fn walk(&self, each: &mut dyn FnMut(&[Key], &A)) {
        self.walk_from(&mut Vec::new(), each);
    }

    fn walk_from(&self, path: &mut Vec<Key>, each: &mut dyn FnMut(&[Key], &A)) {
        for (key, node) in &self.0 {
            path.push(*key);
            match node {
                Node::Leaf(action) => each(path, action),
                Node::More(more) => more.walk_from(path, each),
            }
            path.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::key::Sequence;
    use super::*;

    fn keys(text: &str) -> Sequence {
        text.parse().unwrap()
    }

    fn trie(bindings: &[(&str, u8)]) -> Trie<u8> {
        let mut trie = Trie::default();
        for (text, action) in bindings {
            trie.bind(keys(text).keys(), *action);
        }
        trie
    }

    #[test]
    fn sequences_are_found_when_they_are_whole() {
        let trie = trie(&[("g g", 1), ("g e", 2), ("x", 3)]);
        assert_eq!(trie.find(keys("x").keys()), Found::Leaf(&3));
        assert!(matches!(trie.find(keys("g").keys()), Found::Pending(_)));
        assert_eq!(trie.find(keys("g e").keys()), Found::Leaf(&2));
        assert_eq!(trie.find(keys("g x").keys()), Found::Nothing);
        assert_eq!(trie.find(keys("x x").keys()), Found::Nothing);
    }

    #[test]
    fn a_later_binding_replaces_leaf_by_node_and_back() {
        let mut trie = trie(&[("g", 1), ("g g", 2)]);
        assert_eq!(trie.find(keys("g g").keys()), Found::Leaf(&2));
        trie.bind(keys("g").keys(), 3);
        assert_eq!(trie.find(keys("g").keys()), Found::Leaf(&3));
        assert_eq!(trie.find(keys("g g").keys()), Found::Nothing);
    }

    #[test]
    fn unbinding_leaves_no_empty_branch() {
        let mut trie = trie(&[("g g", 1), ("g e", 2)]);
        assert!(trie.unbind(keys("g g").keys()));
        assert!(!trie.unbind(keys("g g").keys()));
        assert!(trie.unbind(keys("g e").keys()));
        assert_eq!(trie, Trie::default());
    }

    #[test]
    fn a_walk_sees_every_sequence_once() {
        let mut seen = Vec::new();
        trie(&[("g g", 1), ("x", 3), ("g e", 2)])
            .walk(&mut |path, action| seen.push((path.len(), *action)));
        seen.sort_unstable();
        assert_eq!(seen, [(1, 3), (2, 1), (2, 2)]);
    }
}
