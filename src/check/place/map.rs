//! A text that was written with escapes, and where each part of it stands in the file.

use std::borrow::Cow;
use std::ops::Range;

/// A text as it reads, and the way back to the bytes of the file. Between two steps text and file run side by side, byte
/// for byte; at a step something was written other than it reads: an escape, a fold, an indentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where the first byte of the text stands in the file.
    pub start: usize,
    /// In order of their places.
    pub steps: Vec<Step>,
}

/// A part of the text that stands in the file in other bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Bytes of the text; may be empty, where the file holds something that does not read.
    pub text: Range<usize>,
    /// Bytes of the file.
    pub file: Range<usize>,
}

impl<'a> Decoded<'a> {
    /// A text that stands in the file as it reads, from byte `start` on.
    pub fn verbatim(text: &'a str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            start,
            steps: Vec::new(),
        }
    }

    /// Bytes of the file in which these bytes of the text stand. A place inside something written otherwise is all of it.
    pub fn in_file(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.at(span.start, |step| step.file.start, false);
        let end = self.at(span.end, |step| step.file.end, true);
        start..end.max(start)
    }

    /// The file's byte for a byte of the text; `end`: the place is behind something, so a step that begins there is not
    /// stepped over.
    fn at(&self, at: usize, inside: fn(&Step) -> usize, end: bool) -> usize {
        let passed = self.steps.partition_point(|step| {
            step.text.end < at || (step.text.end == at && (!end || !step.text.is_empty()))
        });
        if let Some(step) = self.steps.get(passed)
            && step.text.start < at
        {
            return inside(step);
        }
        match passed.checked_sub(1).and_then(|last| self.steps.get(last)) {
            Some(step) => step.file.end + (at - step.text.end),
            None => self.start + at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_over_escapes() {
        // File: `"a\u00e9b\nc"` with the text from byte 1 on.
        let decoded = Decoded {
            text: "aéb\nc".into(),
            start: 1,
            steps: vec![
                Step {
                    text: 1..3,
                    file: 2..8,
                },
                Step {
                    text: 4..5,
                    file: 9..11,
                },
            ],
        };
        assert_eq!(decoded.in_file(&(0..1)), 1..2);
        assert_eq!(decoded.in_file(&(1..3)), 2..8);
        assert_eq!(decoded.in_file(&(3..4)), 8..9);
        assert_eq!(decoded.in_file(&(5..6)), 11..12);
        assert_eq!(decoded.in_file(&(0..6)), 1..12);
        assert_eq!(Decoded::verbatim("abc", 7).in_file(&(1..2)), 8..9);
    }

    #[test]
    fn what_does_not_read_is_stepped_over() {
        // File: `ab` + two bytes of indentation + `cd`.
        let decoded = Decoded {
            text: "abcd".into(),
            start: 0,
            steps: vec![Step {
                text: 2..2,
                file: 2..4,
            }],
        };
        assert_eq!(decoded.in_file(&(0..2)), 0..2);
        assert_eq!(decoded.in_file(&(2..4)), 4..6);
        assert_eq!(decoded.in_file(&(1..3)), 1..5);
    }
}
