//! From the parser's counts of characters to bytes of the file.

/// Characters between two remembered places.
const STRIDE: usize = 64;

/// Where the characters of a text are.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte of every [`STRIDE`]th character; empty if the text is ASCII.
    marks: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Counts once through the text.
    pub(super) fn new(text: &'a str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STRIDE)
                .map(|(at, _)| at)
                .collect()
        };
        Self { text, marks }
    }

    /// The byte of the character with this number; behind the last, the length of the text.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STRIDE) else {
            return self.text.len();
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        rest.char_indices()
            .nth(character % STRIDE)
            .map_or(self.text.len(), |(at, _)| mark + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_any_text() {
        for text in ["", "abc", "é", &"aé👋\r\n".repeat(100)] {
            let offsets = Offsets::new(text);
            for (number, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(number), at);
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(usize::MAX / 2), text.len());
        }
    }
}
