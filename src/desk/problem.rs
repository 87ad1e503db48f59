//! What is wrong with a file the user wrote: which file, which line, what, and what to do. Never fatal: defaults apply.

use std::fmt;
use std::ops::Range;

/// One thing wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The file's path or, for what is shipped, its name.
    pub file: String,
    /// Line, from 1; `None` if it is about the file as a whole.
    pub line: Option<usize>,
    /// What is wrong and what applies instead.
    pub message: String,
}

impl Problem {
    /// A problem at a byte range of the file's text.
    pub fn at(
        file: &str,
        text: &str,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.to_owned(),
            line: span.map(|span| line_of(text, span.start)),
            message: message.into(),
        }
    }

    /// A problem with a file as a whole.
    pub fn whole(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            message: message.into(),
        }
    }

    /// The parser's complaint about a text that is no TOML.
    pub fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Self {
        Self::at(file, text, error.span(), error.message())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// Line of a byte offset, from 1.
fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_file_and_line() {
        let text = "a = 1\nb = 2\n";
        assert_eq!(
            Problem::at("x.toml", text, Some(6..7), "no b").to_string(),
            "x.toml:2: no b"
        );
        assert_eq!(Problem::whole("x.toml", "gone").to_string(), "x.toml: gone");
    }
}
