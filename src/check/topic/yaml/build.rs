//! From the parser's events to the tree.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::offsets::Offsets;
use super::repair::Repaired;
use super::{DEPTH, Id, Kind, Node, Scalar, Stop, Style, Tree, block, flow};
use crate::check::place::{Decoded, Step};

/// Reads a file of YAML as far as it can be read; takes time linear in its length, but for the lines that only a tolerant
/// reader takes, of which there may be 64.
pub fn parse(file: &str) -> Tree<'_> {
    let offsets = Offsets::new(file);
    let mut repaired = Repaired::new(file);
    loop {
        match attempt(file, &repaired, &offsets) {
            Ok(tree) => return tree,
            Err((tree, at)) => {
                if !repaired.hide(offsets.byte(at)) {
                    return tree;
                }
            }
        }
    }
}

/// Reads once. The error is the tree so far and the character it ended at.
fn attempt<'a>(
    file: &'a str,
    repaired: &Repaired<'a>,
    offsets: &Offsets<'_>,
) -> Result<Tree<'a>, (Tree<'a>, usize)> {
    let mut builder = Builder {
        file,
        repaired,
        offsets,
        tree: Tree::default(),
        open: Vec::new(),
        anchors: HashMap::new(),
    };
    let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str(&repaired.text);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if let Err(stop) = builder.event(event, span) {
                    return Ok(builder.end(Some(stop)));
                }
            }
            Err(error) => {
                let at = error.marker().index();
                return Err((builder.end(Some(stop_of(&error))), at));
            }
        }
    }
    Ok(builder.end(None))
}

fn stop_of(error: &ScanError) -> Stop {
    stop(error.marker(), error.info().to_owned())
}

fn stop(at: &Marker, message: impl Into<std::borrow::Cow<'static, str>>) -> Stop {
    Stop {
        line: at.line() as u64,
        column: at.col() as u64 + 1,
        message: message.into(),
    }
}

/// A list or map that is not complete yet.
struct Open {
    id: Id,
    /// The key of a map that waits for its value.
    key: Option<Id>,
}

struct Builder<'a, 'r> {
    file: &'a str,
    repaired: &'r Repaired<'a>,
    offsets: &'r Offsets<'r>,
    tree: Tree<'a>,
    open: Vec<Open>,
    anchors: HashMap<usize, Id>,
}

impl<'a> Builder<'a, '_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        let start = self.offsets.byte(span.start.index());
        let end = self.offsets.byte(span.end.index()).max(start);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = self.scalar(&text, style, start, end, anchor > 0 || tag.is_some());
                self.add(Kind::Scalar(scalar), start, end, anchor);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.add(Kind::Alias(target), start, end, 0);
            }
            Event::SequenceStart(anchor, _) => {
                self.begin(Kind::List(Vec::new()), &span, start, anchor)?;
            }
            Event::MappingStart(anchor, _) => {
                self.begin(Kind::Map(Vec::new()), &span, start, anchor)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            _ => {}
        }
        Ok(())
    }

    fn begin(
        &mut self,
        kind: Kind<'a>,
        span: &Span,
        start: usize,
        anchor: usize,
    ) -> Result<(), Stop> {
        if self.open.len() >= DEPTH {
            let message = format!("nested deeper than {DEPTH} levels");
            return Err(stop(&span.start, message));
        }
        let id = self.add(kind, start, start, anchor);
        self.open.push(Open { id, key: None });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        if let Some(node) = self.tree.nodes.get_mut(open.id) {
            node.span.end = end.max(node.span.start);
        }
        if let (
            Some(key),
            Some(Node {
                kind: Kind::Map(entries),
                ..
            }),
        ) = (open.key, self.tree.nodes.get_mut(open.id))
        {
            entries.push((key, key));
        }
    }

    fn add(&mut self, kind: Kind<'a>, start: usize, end: usize, anchor: usize) -> Id {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            kind,
            span: start..end,
        });
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        let Some(parent) = self.open.last_mut() else {
            self.tree.roots.push(id);
            return id;
        };
        match self
            .tree
            .nodes
            .get_mut(parent.id)
            .map(|node| &mut node.kind)
        {
            Some(Kind::List(list)) => list.push(id),
            Some(Kind::Map(entries)) => match parent.key.take() {
                Some(key) => entries.push((key, id)),
                None => parent.key = Some(id),
            },
            _ => {}
        }
        id
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        start: usize,
        end: usize,
        decorated: bool,
    ) -> Scalar<'a> {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        if let Some(hidden) = self.repaired.hides(start) {
            return Scalar {
                style,
                text: Decoded::verbatim(hidden, start),
            };
        }
        let begin = if decorated {
            self.behind_properties(start, end)
        } else {
            start
        };
        let read = match style {
            Style::Literal | Style::Folded => block::read(self.file, begin, end, style, text.len()),
            _ => flow::read(self.file, begin..end, style),
        };
        // What was read otherwise than the parser read it leads back as a whole.
        let whole = || Decoded {
            text: text.to_owned().into(),
            start,
            steps: vec![Step {
                text: 0..text.len(),
                file: start..end,
            }],
        };
        Scalar {
            style,
            text: read.filter(|read| read.text == text).unwrap_or_else(whole),
        }
    }

    /// Where a scalar begins behind its anchor and tag.
    fn behind_properties(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        loop {
            let rest = self.file.get(at..end).unwrap_or_default();
            let blanks = rest.len() - rest.trim_start().len();
            let property = rest.trim_start();
            if !property.starts_with(['&', '!']) {
                return at + blanks;
            }
            at += blanks + property.find(char::is_whitespace).unwrap_or(property.len());
        }
    }

    /// Closes what is open.
    fn end(mut self, stop: Option<Stop>) -> Tree<'a> {
        let end = self.file.len();
        while !self.open.is_empty() {
            self.close(end);
        }
        self.tree.stop = stop;
        self.tree.repaired = self.repaired.count();
        self.tree
    }
}
