//! A look at JSON that may be broken: whether what stands in it so far shows that it is ours.

use serde_json::{Map, Value};

use super::shape::{Shape, shape};
use crate::check::input::{Window, boundary_before};
use crate::check::place::{Bounds, decode};

/// How many bytes are looked at.
const LOOK: usize = 64 * 1024;
/// How deep: a list in a set in a list, an attachment in it and what that holds.
const DEPTH: usize = 6;

/// Whether the begin of a file, broken or not, shows something of ours; of `lines` each is looked at alone. Nothing of it is
/// let go.
pub fn shows_ours(window: &mut Window<'_>, lines: bool) -> bool {
    let base = window.base();
    window.reach(base + LOOK as u64);
    let text = window.after(base);
    let text = text.get(..boundary_before(text, LOOK)).unwrap_or_default();
    is_ours(text) || (lines && text.lines().any(is_ours))
}

/// The same of a text.
pub(super) fn is_ours(text: &str) -> bool {
    let text = text.get(..boundary_before(text, LOOK)).unwrap_or_default();
    let mut glance = Glance { text, at: 0 };
    while glance.next().is_some() {
        match glance.value(DEPTH) {
            Value::Array(list) if list.iter().any(is_known) => return true,
            value if is_known(&value) => return true,
            _ => {}
        }
    }
    false
}

/// Of a known shape, or with what only begins of ours have.
fn is_known(value: &Value) -> bool {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    shape(value, false) != Shape::Unknown
        || text("name") == Some("handoff.initiate")
        || text("contentType").is_some_and(|kind| kind.contains("/vnd.microsoft.card."))
        || value
            .get("body")
            .and_then(Value::as_array)
            .is_some_and(|body| body.iter().any(is_element))
}

/// Whether this stands in the body of an Adaptive Card.
fn is_element(value: &Value) -> bool {
    let kind = value.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| {
        kind.starts_with("Input.")
            || matches!(
                kind,
                "TextBlock" | "RichTextBlock" | "ColumnSet" | "FactSet" | "ActionSet" | "ImageSet"
            )
    })
}

/// A reader that takes what it can: comments, commas and whatever is wrong are passed over. Every byte is looked at once.
struct Glance<'a> {
    text: &'a str,
    at: usize,
}

impl Glance<'_> {
    /// The next byte that means something.
    fn next(&mut self) -> Option<u8> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += match rest {
                [b' ' | b'\n' | b'\r' | b'\t' | b',', ..] => 1,
                [b'/', b'/', ..] | [b'#', ..] => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
                [b'/', b'*', ..] => {
                    memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
                }
                _ => return rest.first().copied(),
            };
        }
    }

    /// The value that begins here, if one does; what is no text and no bracket is null.
    fn value(&mut self, depth: usize) -> Value {
        match self.next() {
            Some(b'"') => Value::String(self.string()),
            Some(b'{') if depth > 0 => self.object(depth - 1),
            Some(b'[') if depth > 0 => self.list(depth - 1),
            Some(b'{' | b'[') => {
                self.pass();
                Value::Null
            }
            _ => {
                let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                let ends = |byte: &u8| b",:]}{[\" \n\r\t".contains(byte);
                let word = rest.iter().position(ends).unwrap_or(rest.len());
                self.at += word.max(1);
                Value::Null
            }
        }
    }

    fn string(&mut self) -> String {
        let from = self.at;
        self.pass();
        let raw = self.text.get(from..self.at).unwrap_or_default();
        decode(raw, 0).text.into_owned()
    }

    /// Steps behind a text or brackets, or to the end where they do not close.
    fn pass(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += Bounds::default().feed(rest).unwrap_or(rest.len());
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut map = Map::new();
        self.at += 1;
        while let Some(next) = self.next() {
            match next {
                b'"' => {
                    let name = self.string();
                    let mut value = Value::Null;
                    if self.next() == Some(b':') {
                        self.at += 1;
                        if self.next().is_some_and(|next| next != b'}') {
                            value = self.value(depth);
                        }
                    }
                    map.insert(name, value);
                }
                b'}' => {
                    self.at += 1;
                    break;
                }
                b'{' | b'[' => {
                    self.value(depth);
                }
                _ => self.at += 1,
            }
        }
        Value::Object(map)
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut list = Vec::new();
        self.at += 1;
        while let Some(next) = self.next() {
            match next {
                b']' => {
                    self.at += 1;
                    break;
                }
                b'}' | b':' => self.at += 1,
                _ => list.push(self.value(depth)),
            }
        }
        Value::Array(list)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::comma(
        r#"{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"a"},]}"#,
        true
    )]
    #[case::cut(r#"{"type":"message","text":"#, true)]
    #[case::cut_in_its_text(r#"{"type":"message","text":"a b"#, true)]
    #[case::comment("{ // why\n /* and */ \"activities\" : [", true)]
    #[case::escape(r#"{"type":"message","text":"\q"}"#, true)]
    #[case::body_first(r#"{"body":[{"type":"TextBlock","text":}],"#, true)]
    #[case::listed(r#"[{"x":1},{"type":"message","text":"a"},]"#, true)]
    #[case::attachment(r#"{"contentType":"application/vnd.microsoft.card.hero","co"#, true)]
    #[case::variables(r#"{'a':1,"va_Scope":"bot","b":}"#, true)]
    #[case::second_line("{\"a\":]}\n{\"type\":\"message\",\"text\":\"a\"}", true)]
    #[case::package(r#"{"name":"x","type":"module","scripts":{"a":"b",}}"#, false)]
    #[case::package_of_commands(
        r#"{"name":"x","type":"commonjs","contributes":{"commands":[],}"#,
        false
    )]
    #[case::tsconfig("{\n  // why\n  \"compilerOptions\": {\"strict\": true,},}", false)]
    #[case::hooks(r#"{"hooks":[{"type":"command","command":"a",}]}"#, false)]
    #[case::nothing("", false)]
    fn what_stands_so_far_tells(#[case] text: &str, #[case] ours: bool) {
        assert_eq!(is_ours(text), ours);
    }

    #[test]
    fn brackets_without_end_are_passed_over() {
        assert!(!is_ours(&"[".repeat(1 << 20)));
        assert!(!is_ours(&"{\"a\":".repeat(1 << 16)));
    }

    proptest! {
        #[test]
        fn it_ends_whatever_comes(text in "[\\[\\]{}:,\"/*#\\\\aé1\n ]{0,60}") {
            is_ours(&text);
        }
    }
}
