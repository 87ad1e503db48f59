//! Builds a [`Decoded`] piece by piece.

use std::borrow::Cow;
use std::ops::Range;

use super::map::{Decoded, Step};

/// A text in the making: what was read so far, and where it stands.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    start: usize,
    steps: Vec<Step>,
    /// Behind the last byte of the file that is accounted for.
    file: usize,
}

impl Writer {
    /// Nothing read yet; the text begins at byte `start` of the file.
    pub fn new(start: usize) -> Self {
        Self {
            start,
            file: start,
            ..Self::default()
        }
    }

    /// Length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was read yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Behind the last byte of the file that is accounted for.
    pub fn file_end(&self) -> usize {
        self.file
    }

    /// A character that reads as it stands at byte `at`. What was left out before it is a step.
    pub fn verbatim(&mut self, c: char, at: usize) {
        self.skip_to(at);
        self.text.push(c);
        self.file = at + c.len_utf8();
    }

    /// A text that reads as it stands from byte `at` on.
    pub fn verbatim_str(&mut self, text: &str, at: usize) {
        self.skip_to(at);
        self.text.push_str(text);
        self.file = at + text.len();
    }

    /// A text for which other bytes stand in the file, or none.
    pub fn replace(&mut self, text: &str, file: Range<usize>) {
        self.skip_to(file.start);
        let start = self.text.len();
        self.text.push_str(text);
        self.file = file.end;
        self.steps.push(Step {
            text: start..self.text.len(),
            file,
        });
    }

    /// Bytes of the file up to `at` that do not read.
    pub fn skip_to(&mut self, at: usize) {
        if at > self.file {
            let here = self.text.len();
            let file = self.file..at;
            self.file = at;
            self.steps.push(Step {
                text: here..here,
                file,
            });
        }
    }

    /// Takes back the text behind `length`, or behind the last character that ends before it.
    pub fn truncate(&mut self, length: usize) {
        let length = (0..=length.min(self.text.len()))
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or_default();
        self.text.truncate(length);
        while let Some(last) = self.steps.last_mut()
            && last.text.end > length
        {
            if last.text.start < length {
                last.text.end = length;
                break;
            }
            self.steps.pop();
        }
        // Behind the last step text and file run side by side.
        self.file = match self.steps.last() {
            Some(last) => last.file.end + (length - last.text.end),
            None => self.start + length,
        };
    }

    /// What was read.
    pub fn finish(self) -> Decoded<'static> {
        Decoded {
            text: Cow::Owned(self.text),
            start: self.start,
            steps: self.steps,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::all(9, "aé€b", 11)]
    #[case::behind_a_step(6, "aé€", 10)]
    #[case::inside_a_step(5, "aé", 4)]
    #[case::between(3, "aé", 4)]
    #[case::inside_a_character(2, "a", 2)]
    #[case::nothing(0, "", 1)]
    fn a_text_is_taken_back_to_a_character(
        #[case] length: usize,
        #[case] left: &str,
        #[case] end: usize,
    ) {
        let mut writer = Writer::new(1);
        writer.verbatim_str("aé", 1);
        writer.replace("€", 4..10);
        writer.verbatim('b', 10);
        writer.truncate(length);
        assert_eq!((writer.len(), writer.file_end()), (left.len(), end));
        assert_eq!(writer.finish().text, left);
    }
}
