//! Where the parts of a value stand in the file, by their pointers.

use std::collections::HashMap;
use std::ops::Range;

use super::Piece;

/// The pieces of a value and the spans of everything in it, by RFC 6901 pointer from its root.
#[derive(Clone, Debug, Default)]
pub struct Places<'a> {
    pieces: HashMap<String, Piece<'a>>,
    spans: HashMap<String, Range<usize>>,
    /// Where names of members stand, by the pointers of their values.
    names: HashMap<String, Range<usize>>,
}

impl<'a> Places<'a> {
    /// Remembers a text.
    pub fn piece(&mut self, pointer: &str, piece: Piece<'a>) {
        self.pieces.insert(pointer.to_owned(), piece);
    }

    /// Remembers where anything else stands.
    pub fn span(&mut self, pointer: &str, span: Range<usize>) {
        self.spans.insert(pointer.to_owned(), span);
    }

    /// Remembers where the name of the member with this pointer stands.
    pub fn name(&mut self, pointer: &str, span: Range<usize>) {
        self.names.insert(pointer.to_owned(), span);
    }

    /// Bytes of the file that are the name of the member with this pointer.
    pub fn named(&self, pointer: &str) -> Option<Range<usize>> {
        self.names.get(pointer).cloned()
    }

    /// The text with this pointer.
    pub fn text(&self, pointer: &str) -> Option<&Piece<'a>> {
        self.pieces.get(pointer)
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Piece<'a>)> {
        self.pieces
            .iter()
            .map(|(pointer, piece)| (pointer.as_str(), piece))
    }

    /// Bytes of the file in which the value with this pointer stands, or else the nearest one around it.
    pub fn find(&self, pointer: &str) -> Option<Range<usize>> {
        let mut pointer = pointer;
        loop {
            if let Some(piece) = self.pieces.get(pointer) {
                return Some(piece.whole());
            }
            if let Some(span) = self.spans.get(pointer) {
                return Some(span.clone());
            }
            pointer = pointer.rsplit_once('/')?.0;
        }
    }

    /// What is known about the part of the value with this pointer, by pointer from there.
    #[must_use]
    pub fn below(self, pointer: &str) -> Self {
        let cut = |inner: String| {
            let rest = inner.strip_prefix(pointer)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| rest.to_owned())
        };
        Self {
            pieces: self
                .pieces
                .into_iter()
                .filter_map(|(inner, piece)| Some((cut(inner)?, piece)))
                .collect(),
            spans: moved(self.spans, cut),
            names: moved(self.names, cut),
        }
    }

    /// Takes over what is known about a part of the value.
    pub fn adopt(&mut self, pointer: &str, part: Places<'a>) {
        for (inner, piece) in part.pieces {
            self.pieces.insert(format!("{pointer}{inner}"), piece);
        }
        for (inner, span) in part.spans {
            self.spans.insert(format!("{pointer}{inner}"), span);
        }
        for (inner, span) in part.names {
            self.names.insert(format!("{pointer}{inner}"), span);
        }
    }
}

/// The spans whose pointers `cut` keeps, by what it leaves of them.
fn moved(
    spans: HashMap<String, Range<usize>>,
    cut: impl Fn(String) -> Option<String>,
) -> HashMap<String, Range<usize>> {
    spans
        .into_iter()
        .filter_map(|(inner, span)| Some((cut(inner)?, span)))
        .collect()
}
