//! A piece of text that is judged, and the layers of writing it stands in: a sentence in a JSON string in a YAML block.

mod encode;
mod places;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::place::Decoded;

pub use encode::Writing;
pub use places::Places;

/// A text as it stands in the next outer one, or in the file.
#[derive(Clone, Debug)]
pub struct Layer<'a> {
    /// What it reads, and where that stands.
    pub text: Decoded<'a>,
    /// How it is written there.
    pub writing: Writing,
}

/// A text that is judged.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// The text itself first, that of the file last.
    layers: Vec<Rc<Layer<'a>>>,
    /// Parts of the text that stand for something nobody knows before it is said, such as the value of a variable.
    pub unknown: Vec<Range<usize>>,
    /// Those of them that stand between one text and another that may be said instead of it.
    pub alternatives: Vec<Range<usize>>,
}

/// Other bytes for a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which part.
    pub span: Range<usize>,
    /// What is to stand there.
    pub text: String,
    /// The same in the outermost text, before it is written in the file.
    pub outermost: (Range<usize>, String),
}

impl<'a> Piece<'a> {
    /// A text that stands in the file itself.
    pub fn new(layer: Layer<'a>) -> Self {
        Self {
            layers: vec![Rc::new(layer)],
            unknown: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    /// A text inside this one.
    #[must_use]
    pub fn inner(&self, layer: Layer<'a>, unknown: Vec<Range<usize>>) -> Self {
        let mut layers = vec![Rc::new(layer)];
        layers.extend(self.layers.iter().cloned());
        Self {
            layers,
            unknown,
            alternatives: Vec::new(),
        }
    }

    /// The same for all that are one text, another for every other one.
    pub fn identity(&self) -> usize {
        self.layers
            .first()
            .map_or(0, |layer| Rc::as_ptr(layer).addr())
    }

    /// What it reads.
    pub fn text(&self) -> &str {
        self.layers.first().map_or("", |layer| &layer.text.text)
    }

    /// The same, byte for byte, with a line end where one text ends and another begins that may be said instead: the two are
    /// never beside each other.
    pub fn parted(&self) -> Cow<'_, str> {
        if self.alternatives.is_empty() {
            return Cow::Borrowed(self.text());
        }
        let mut parted = String::with_capacity(self.text().len());
        let mut at = 0;
        for sign in &self.alternatives {
            parted.push_str(self.text().get(at..sign.start).unwrap_or_default());
            parted.extend(std::iter::repeat_n('\n', sign.len()));
            at = sign.end;
        }
        parted.push_str(self.text().get(at..).unwrap_or_default());
        Cow::Owned(parted)
    }

    /// Bytes of the file in which this part of the text stands.
    pub fn in_file(&self, span: &Range<usize>) -> Range<usize> {
        self.layers
            .iter()
            .fold(span.clone(), |span, layer| layer.text.in_file(&span))
    }

    /// Bytes of the file in which the whole text stands.
    pub fn whole(&self) -> Range<usize> {
        self.in_file(&(0..self.text().len()))
    }

    /// Whether a part holds something nobody knows.
    pub fn holds_unknown(&self, span: &Range<usize>) -> bool {
        self.unknown
            .iter()
            .any(|unknown| unknown.start < span.end && span.start < unknown.end)
    }

    /// The edit of the file that puts `text` in the place of a part. `None` if that part cannot be told from what stands
    /// around it, or if the text cannot be written there.
    pub fn edit(&self, span: &Range<usize>, text: &str) -> Option<Edit> {
        if self.holds_unknown(span) {
            return None;
        }
        let mut outermost = (span.clone(), text.to_owned());
        let mut written = outermost.clone();
        for layer in &self.layers {
            if !apart(&layer.text, &written.0) {
                return None;
            }
            outermost = written;
            let inside = layer.text.in_file(&outermost.0);
            written = (inside, layer.writing.encode(&outermost.1)?);
        }
        let (span, text) = written;
        Some(Edit {
            span,
            text,
            outermost,
        })
    }
}

/// Whether a part neither begins nor ends inside something that is written otherwise than it reads.
fn apart(text: &Decoded<'_>, span: &Range<usize>) -> bool {
    let splits = |at: usize| {
        let next = text.steps.partition_point(|step| step.text.end <= at);
        text.steps
            .get(next)
            .is_some_and(|step| step.text.start < at)
    };
    !splits(span.start) && !splits(span.end)
}
