//! Times of day, dates and sizes as people at a desk read them; spans are the core's (`desk::app::clock`). Nobody here reads a clock or a time zone.

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
