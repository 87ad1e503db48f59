//! JSON as it came, line by line, so that a person can read all of it and nothing in it acts: what a terminal could obey or
//! nobody could see is written as the escape `\uXXXX` that JSON has for it. The places of findings are marked.

mod writer;

use std::collections::HashMap;
use std::ops::Range;

use serde_json::Value;

use super::sanitize::EmojiStyle;
use super::scan::Finding;
use writer::Writer;

/// JSON ready to be shown, and to be copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// The lines; they may be wider than the screen.
    pub lines: Vec<Line>,
    /// The same as JSON that reads back to the very same value: emoji as they came, all else escaped that could act.
    pub json: String,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says; safe to be shown.
    pub text: String,
    /// Bytes of the text that findings are about, and which of the findings that were given.
    pub marks: Vec<(Range<usize>, usize)>,
}

/// Prints a value. `findings` have pointers into it. Values are as deep as the reader of JSON lets them be: 128 levels.
pub fn print(value: &Value, findings: &[Finding], emoji: EmojiStyle) -> Raw {
    let mut writer = Writer::new(Places::of(findings), emoji);
    writer.value(value);
    writer.finish()
}

/// Findings by the place they are about.
struct Places<'a> {
    findings: &'a [Finding],
    at: HashMap<(&'a str, bool), Vec<usize>>,
}

impl<'a> Places<'a> {
    fn of(findings: &'a [Finding]) -> Self {
        let mut at: HashMap<_, Vec<usize>> = HashMap::new();
        for (number, finding) in findings.iter().enumerate() {
            let pointer = finding.exact.as_deref().unwrap_or(&finding.pointer);
            at.entry((pointer, finding.of_name))
                .or_default()
                .push(number);
        }
        Self { findings, at }
    }

    /// Which findings are about the value at a pointer, or about the name of that member, with the bytes they are about.
    fn about(&self, pointer: &str, of_name: bool) -> Vec<(Option<Range<usize>>, usize)> {
        let numbers = self.at.get(&(pointer, of_name));
        let found = numbers.into_iter().flatten().filter_map(|number| {
            let finding = self.findings.get(*number)?;
            Some((finding.span.clone(), *number))
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::activity::Activity;
    use crate::content::sanitize;
    use crate::content::scan::{Context, scan_activity};
    use crate::domain::{AuthorKind, Channel};

    fn printed(value: Value) -> (Raw, Vec<Finding>) {
        let activity: Activity = serde_json::from_value(value).unwrap();
        let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
        let value = serde_json::to_value(&activity).unwrap();
        (print(&value, &findings, EmojiStyle::Shortcode), findings)
    }

    #[test]
    fn it_is_pretty_and_its_places_are_marked() {
        let (raw, findings) = printed(json!({
            "type": "message", "text": "a \"b\" 👋 \u{202e}c",
            "value": {"\u{1b}[31m/x": ["\u{e0041}", [], {}, 1.5, null, true]},
        }));
        let lines: Vec<&str> = raw.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            lines,
            [
                "{",
                "  \"type\": \"message\",",
                "  \"text\": \"a \\\"b\\\" [:wave:] \\u202ec\",",
                "  \"value\": {",
                "    \"\\u001b[31m/x\": [",
                "      \"\\udb40\\udc41\",",
                "      [],",
                "      {},",
                "      1.5,",
                "      null,",
                "      true",
                "    ]",
                "  }",
                "}",
            ]
        );
        let marks = raw.lines.iter().flat_map(|line| {
            let place = |(range, finding): &(Range<usize>, usize)| {
                (
                    line.text[range.clone()].to_owned(),
                    findings[*finding].rule.as_str(),
                )
            };
            line.marks.iter().map(place).collect::<Vec<_>>()
        });
        let marks: Vec<(String, &str)> = marks.collect();
        assert!(
            marks.contains(&("[:wave:]".to_owned(), "OC-EMOJI")),
            "{marks:?}"
        );
        assert!(
            marks.contains(&("\\u202e".to_owned(), "HZ-BIDI")),
            "{marks:?}"
        );
        assert!(
            marks.contains(&("\\udb40\\udc41".to_owned(), "HZ-TAGS")),
            "{marks:?}"
        );
    }

    proptest! {
        #[test]
        fn it_reads_back_and_nothing_in_it_acts(
            text in any::<String>(), hidden in "[\u{1b}\u{9b}\u{202e}\u{200b}\u{e0041}\u{301}\u{7f}👋\"\\\\\n\r]{0,20}", key in any::<String>(),
        ) {
            let value = json!({"type": "message", "text": format!("{text}{hidden}"), key: [hidden, text]});
            let (raw, _) = printed(value.clone());
            let back: Value = serde_json::from_str(&raw.json).unwrap();
            let activity: Activity = serde_json::from_value(value).unwrap();
            prop_assert_eq!(back, serde_json::to_value(&activity).unwrap());
            for line in &raw.lines {
                prop_assert_eq!(sanitize::clean(&line.text, sanitize::Layout::Line, EmojiStyle::Glyph), line.text.as_str());
                for (range, _) in &line.marks {
                    prop_assert!(line.text.get(range.clone()).is_some());
                }
            }
            prop_assert_eq!(sanitize::block(&raw.json), raw.json.as_str());
        }
    }
}
