//! Numbers that readers of JSON do not agree on.

use serde_json::Number;

use super::report::{Detail, Report};
use crate::content::rules::RuleId;

/// Largest whole number every reader of JSON keeps exactly: 2^53 - 1 (RFC 8259, section 6).
const EXACT: u64 = (1 << 53) - 1;
/// More digits than any reader keeps and any writer of doubles needs.
const DIGITS: usize = 40;

/// Reports a number that was read, if it is a whole one that many readers round.
pub(super) fn scan(number: &Number, report: &mut Report<'_>) {
    let exact = match (number.as_i64(), number.as_u64()) {
        (Some(number), _) => number.unsigned_abs() <= EXACT,
        (None, Some(number)) => number <= EXACT,
        (None, None) => true,
    };
    if !exact {
        report.whole(RuleId::Number, &number.to_string(), || Detail::new(ROUNDED));
    }
}

const ROUNDED: &str = "The number is above 2^53: many readers, JavaScript among them, round it.";

/// Why readers do not agree on a number that is written like this.
pub(super) fn doubtful(written: &str) -> Option<String> {
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let parsed: f64 = written.parse().ok()?;
    if parsed.is_infinite() {
        return Some("The number is larger than any reader keeps.".into());
    }
    if digits > DIGITS {
        return Some(format!(
            "A number of {digits} digits; readers keep about 17."
        ));
    }
    let whole = written.strip_prefix('-').unwrap_or(written);
    let exact = whole.bytes().any(|b| !b.is_ascii_digit())
        || whole.parse::<u64>().is_ok_and(|whole| whole <= EXACT);
    (!exact).then(|| ROUNDED.into())
}
