//! Text in the log of a build server. Servers obey some of what they find there: `::command::` at the beginning of a line
//! (GitHub Actions), `##vso[…]`, `##[…]`, `##teamcity[…]` anywhere in one. Text out of a file must not be such a line.

use std::borrow::Cow;

/// The row with nothing in it that a build server obeys. Takes as many columns, or one more if it began with `::`.
pub(super) fn inert(row: &str) -> Cow<'_, str> {
    let row = within(row);
    if row.trim_start().starts_with("::") {
        return Cow::Owned(row.replacen("::", ": :", 1));
    }
    row
}

/// The same for text that does not begin a row. Has as many characters, and takes as many columns.
pub(super) fn within(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    while let Some(at) = bracket(&text) {
        text.to_mut().replace_range(at..=at, "(");
    }
    text
}

/// JSON in which no string begins such a command; it means the same.
pub(super) fn inert_json(json: String) -> String {
    if json.contains("##") {
        json.replace("##", "#\\u0023")
    } else {
        json
    }
}

/// The byte of the bracket that makes `##word[` of a text.
fn bracket(text: &str) -> Option<usize> {
    text.match_indices('#').find_map(|(at, _)| {
        let (before, rest) = (text.get(..at)?, text.get(at + 1..)?);
        let word = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let command = before.ends_with('#') && rest.get(word..)?.starts_with('[');
        command.then_some(at + 1 + word)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("## heading [1]", "## heading [1]")]
    #[case("a::b", "a::b")]
    #[case("  ::add-mask::x", "  : :add-mask::x")]
    #[case("x ##vso[task.setvariable]y", "x ##vso(task.setvariable]y")]
    #[case("###[error]##[group]", "###(error]##(group]")]
    #[case("##teamcity[x", "##teamcity(x")]
    fn a_row_is_no_command(#[case] row: &str, #[case] shown: &str) {
        assert_eq!(inert(row), shown);
        assert!(matches!(inert(shown), Cow::Borrowed(_)));
    }

    #[test]
    fn json_means_the_same() {
        let text = inert_json("[\"##vso[x]\", \"####\"]".to_owned());
        assert!(!text.contains("##"), "{text}");
        let read: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, ["##vso[x]", "####"]);
    }
}
