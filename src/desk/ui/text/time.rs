//! Times and spans of time as people at a desk read them. Nobody here reads a clock or a time zone.

use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::domain::Timestamp;

/// What `HH:MM` says when the instant lies outside the calendar.
const NO_CLOCK: &str = "--:--";

/// Time of day at `offset` minutes east of UTC: `09:05`.
pub fn clock(at: Timestamp, offset: i32) -> String {
    local(at, offset).map_or_else(
        || NO_CLOCK.to_owned(),
        |local| format!("{:02}:{:02}", local.hour(), local.minute()),
    )
}

/// The day at `offset` minutes east of UTC, as a number that grows by one a day.
pub fn day(at: Timestamp, offset: i32) -> i64 {
    at.0.saturating_add(i64::from(offset) * 60_000)
        .div_euclid(86_400_000)
}

/// The day in words: `Thu 5 Nov 2026`.
pub fn date(at: Timestamp, offset: i32) -> String {
    local(at, offset).map_or_else(
        || "another day".to_owned(),
        |local| local.strftime("%a %-d %b %Y").to_string(),
    )
}

/// A span that is counted: `0:07`, `4:12`, `1:02:03`, `3 d 04 h`.
pub fn span(length: Duration) -> String {
    let seconds = length.as_secs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match (days, hours) {
        (0, 0) => format!("{minutes}:{:02}", seconds % 60),
        (0, _) => format!("{hours}:{:02}:{:02}", minutes % 60, seconds % 60),
        _ => format!("{days} d {:02} h", hours % 24),
    }
}

/// How long ago `since` was.
pub fn ago(since: Timestamp, now: Timestamp) -> String {
    span(now.since(since))
}

/// What is left until `deadline`, rounded up so that it reads 0:00 only when it is over.
pub fn left(deadline: Timestamp, now: Timestamp) -> String {
    let left = deadline.since(now);
    span(Duration::from_secs(left.as_millis().div_ceil(1000) as u64))
}

/// A count of bytes: `612 B`, `27.5 K`.
pub fn bytes(count: usize) -> String {
    if count < 1024 {
        return format!("{count} B");
    }
    let tenths = count.saturating_mul(10).div_ceil(1024);
    format!("{}.{} K", tenths / 10, tenths % 10)
}

fn local(at: Timestamp, offset: i32) -> Option<DateTime> {
    let offset = Offset::from_seconds(offset.checked_mul(60)?).ok()?;
    Some(offset.to_datetime(jiff::Timestamp::from_millisecond(at.0).ok()?))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "0:00")]
    #[case(7, "0:07")]
    #[case(252, "4:12")]
    #[case(3723, "1:02:03")]
    #[case(273_600, "3 d 04 h")]
    fn spans(#[case] seconds: u64, #[case] text: &str) {
        assert_eq!(span(Duration::from_secs(seconds)), text);
    }

    #[test]
    fn a_countdown_reads_zero_only_when_it_is_over() {
        assert_eq!(left(Timestamp(87_000), Timestamp(0)), "1:27");
        assert_eq!(left(Timestamp(1), Timestamp(0)), "0:01");
        assert_eq!(left(Timestamp(0), Timestamp(5)), "0:00");
    }

    #[test]
    fn clocks_and_days_follow_the_offset() {
        let at = Timestamp(1_794_000_000_000);
        assert_eq!(clock(at, 0), "21:20");
        assert_eq!(clock(at, 330), "02:50");
        assert_eq!(date(at, 0), "Fri 6 Nov 2026");
        assert_eq!(date(at, 330), "Sat 7 Nov 2026");
        assert_eq!(day(at, 330) - day(at, 0), 1);
        assert_eq!(clock(Timestamp(i64::MAX), 0), NO_CLOCK);
        assert_eq!(clock(at, i32::MAX), NO_CLOCK);
    }

    #[rstest]
    #[case(612, "612 B")]
    #[case(28_000, "27.4 K")]
    fn sizes(#[case] count: usize, #[case] text: &str) {
        assert_eq!(bytes(count), text);
    }
}
