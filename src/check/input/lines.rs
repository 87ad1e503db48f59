//! Where a byte stands in lines and columns, counted once from front to back.

/// A place for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: u64,
    /// In characters, from 1.
    pub column: u64,
}

/// A mark that moves forward over a text and knows its line and column. A line ends with `\n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The byte it stands at.
    pub at: u64,
    /// The byte its line begins with.
    pub line_start: u64,
    newlines: u64,
    characters: u64,
}

impl Lines {
    /// Before the first character, which stands at this byte.
    pub fn new(at: u64) -> Self {
        Self {
            at,
            line_start: at,
            newlines: 0,
            characters: 0,
        }
    }

    /// Moves over `text`, which begins where the mark stands.
    pub fn pass(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.newlines += memchr::memchr_iter(b'\n', bytes).count() as u64;
        let tail = match memchr::memrchr(b'\n', bytes) {
            Some(last) => {
                self.characters = 0;
                self.line_start = self.at + last as u64 + 1;
                text.get(last + 1..).unwrap_or_default()
            }
            None => text,
        };
        self.characters += tail.chars().count() as u64;
        self.at += text.len() as u64;
    }

    /// Line and column.
    pub fn position(&self) -> Position {
        Position {
            line: self.newlines + 1,
            column: self.characters + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_are_characters() {
        let mut lines = Lines::new(3);
        lines.pass("aé\r\n注x");
        assert_eq!(lines.position(), Position { line: 2, column: 3 });
        assert_eq!((lines.at, lines.line_start), (12, 8));
    }

    proptest! {
        #[test]
        fn steps_do_not_matter(parts in proptest::collection::vec("[a\né\r]{0,6}", 0..8)) {
            let (mut whole, mut stepped) = (Lines::new(0), Lines::new(0));
            whole.pass(&parts.concat());
            for part in &parts {
                stepped.pass(part);
            }
            prop_assert_eq!(whole, stepped);
        }
    }
}
