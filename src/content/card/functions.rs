//! `{{DATE(…)}}` and `{{TIME(…)}}` in the texts of Adaptive Cards: a host replaces them by a date or a time in the zone of
//! who looks at the card.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::content::sanitize::Edit;

/// Longest call in characters; the longest that means something has about fifty.
const LONGEST: usize = 80;

/// The text with its functions replaced, and where. What does not name an instant stays as it is.
pub(super) fn expand(text: &str, utc_offset: i32) -> (Cow<'_, str>, Vec<Edit>) {
    let mut edits = Vec::new();
    let mut expanded = String::new();
    let mut done = 0;
    for (start, _) in text.match_indices("{{") {
        let found = text.get(start..).and_then(|rest| {
            let reach = rest
                .char_indices()
                .nth(LONGEST)
                .map_or(rest.len(), |(at, _)| at);
            let end = rest.get(..reach)?.find("}}")?;
            let written = call(rest.get(2..end)?, utc_offset)?;
            Some((start + end + 2, written))
        });
        let Some((end, written)) = found.filter(|_| start >= done) else {
            continue;
        };
        expanded.push_str(text.get(done..start).unwrap_or_default());
        let from = expanded.len();
        expanded.push_str(&written);
        edits.push(Edit {
            source: start..end,
            shown: from..expanded.len(),
        });
        done = end;
    }
    if edits.is_empty() {
        return (Cow::Borrowed(text), edits);
    }
    expanded.push_str(text.get(done..).unwrap_or_default());
    (Cow::Owned(expanded), edits)
}

/// `DATE(2017-02-14T06:08:39Z, LONG)`, without its braces.
fn call(call: &str, utc_offset: i32) -> Option<String> {
    let (name, rest) = call.trim().split_once('(')?;
    let arguments = rest.strip_suffix(')')?;
    let (instant, length) = arguments.split_once(',').unwrap_or((arguments, ""));
    let local = local(instant.trim(), utc_offset)?;
    let format = match (name.trim(), length.trim()) {
        (name, "") if name.eq_ignore_ascii_case("TIME") => "%H:%M",
        (name, length) if name.eq_ignore_ascii_case("DATE") => match length {
            length if length.eq_ignore_ascii_case("LONG") => "%A %-d %B %Y",
            length if length.eq_ignore_ascii_case("SHORT") => "%a %-d %b %Y",
            _ => "%Y-%m-%d",
        },
        _ => return None,
    };
    Some(local.strftime(format).to_string())
}

fn local(instant: &str, utc_offset: i32) -> Option<DateTime> {
    let offset = Offset::from_seconds(utc_offset.checked_mul(60)?).ok()?;
    let instant: Timestamp = instant.parse().ok()?;
    Some(offset.to_datetime(instant))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("{{DATE(2017-02-14T06:08:39Z, SHORT)}}", "Tue 14 Feb 2017")]
    #[case(
        "on {{DATE(2017-02-14T06:08:39Z,LONG)}} at {{TIME(2017-02-14T06:08:39Z)}}!",
        "on Tuesday 14 February 2017 at 07:08!"
    )]
    #[case("{{date(2017-02-14T23:30:00Z, compact)}}", "2017-02-15")]
    #[case("{{DATE(2017-02-14T06:08:39+02:00)}}", "2017-02-14")]
    #[case(
        "{{DATE(soon)}} {{{{TIME(2017-02-14T06:08:39Z)}}",
        "{{DATE(soon)}} {{07:08"
    )]
    #[case(
        "{{name}} ${name} {{TIME(2017-02-14T06:08:39Z",
        "{{name}} ${name} {{TIME(2017-02-14T06:08:39Z"
    )]
    fn functions_are_dates(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(expand(text, 60).0, expected);
    }
}
