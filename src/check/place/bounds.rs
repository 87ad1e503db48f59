//! Where a JSON value ends, found without reading what is in it.

/// Looks for the end of one JSON value; can be fed in parts. Whether what it passes over is valid is for the parser to say.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    depth: usize,
    inside: Inside,
    /// Whether a backslash was the last byte so far.
    escaped: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Scalar,
    Text,
    Brackets,
}

impl Bounds {
    /// Looks at more bytes; the first one of all is the first of the value. Answers how many of these bytes belong to it
    /// if it ends here.
    pub fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        if self.inside == Inside::Nothing {
            self.inside = match bytes.first()? {
                b'{' | b'[' | b'"' => Inside::Brackets,
                _ => Inside::Scalar,
            };
        }
        if self.inside == Inside::Scalar {
            return bytes.iter().position(|byte| {
                matches!(
                    byte,
                    b',' | b']' | b'}' | b':' | b' ' | b'\n' | b'\r' | b'\t'
                )
            });
        }
        while at < bytes.len() {
            if self.inside == Inside::Text {
                at = self.in_string(bytes, at)?;
                self.inside = Inside::Brackets;
                if self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match bytes.get(at)? {
                b'"' => self.inside = Inside::Text,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Whether the value is a number or a word, which the end of the file ends as well.
    pub fn ends_with_file(&self) -> bool {
        self.inside == Inside::Scalar
    }

    /// Behind the quote that closes the string, if it is here.
    fn in_string(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        if self.escaped {
            self.escaped = false;
            at += 1;
        }
        loop {
            let rest = bytes.get(at..)?;
            let stop = memchr::memchr2(b'"', b'\\', rest)?;
            at += stop;
            if bytes.get(at) == Some(&b'"') {
                return Some(at + 1);
            }
            at += 2;
            if at > bytes.len() {
                self.escaped = true;
                return None;
            }
        }
    }
}

/// Behind the value that begins at `at`; always at least one byte on.
pub fn behind_value(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + Bounds::default().feed(rest).unwrap_or(rest.len()).max(1)
}

/// Behind the white space of JSON at `at`.
pub fn behind_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"a":"}\"]"} x"#, 12)]
    #[case(r"[[],[]],", 7)]
    #[case(r#""a\\" "#, 5)]
    #[case("12.5,", 4)]
    #[case("null]", 4)]
    fn the_end_is_found_however_the_bytes_come(#[case] text: &str, #[case] end: usize) {
        assert_eq!(Bounds::default().feed(text.as_bytes()), Some(end));
        let mut bounds = Bounds::default();
        let found = text
            .as_bytes()
            .chunks(1)
            .position(|byte| bounds.feed(byte).is_some());
        // A bracket or quote is part of the value, what ends a number is not.
        let last = if bounds.ends_with_file() {
            end
        } else {
            end - 1
        };
        assert_eq!(found, Some(last));
    }

    proptest! {
        #[test]
        fn as_far_as_the_parser_reads(value in crate::activity::testing::any_json_object()) {
            let text = value.to_string();
            prop_assert_eq!(Bounds::default().feed(format!("{text}]}}").as_bytes()), Some(text.len()));
        }
    }
}
