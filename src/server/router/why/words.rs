//! Small words: times, counts, lists.

use crate::domain::{Presence, Timestamp};
use crate::server::router::floor::Seat;

/// How many names are listed before they are only counted.
const MOST_NAMES: usize = 3;

/// Time of day, as `11:58 UTC`.
pub(super) fn clock(at: Timestamp) -> String {
    let minutes = at.0.div_euclid(60_000).rem_euclid(24 * 60);
    format!("{:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// Time left, as `in 90 s`, `in 15 min`, `in 24 h`.
pub(super) fn ahead(at: Timestamp, now: Timestamp) -> String {
    let seconds = at.since(now).as_secs();
    match seconds {
        0..120 => format!("in {seconds} s"),
        120..7_200 => format!("in {} min", seconds.div_ceil(60)),
        _ => format!("in {} h", seconds.div_ceil(3_600)),
    }
}

/// `1 member`, `2 members`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {one}s")
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Up to three names, otherwise how many.
pub(super) fn names(names: &[String]) -> String {
    if names.len() <= MOST_NAMES {
        list(names)
    } else {
        names.len().to_string()
    }
}

/// `is` for one, `are` for more.
pub(super) fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A presence that takes no work, with since when: `away since 11:58 UTC`.
pub(super) fn absence(seat: &Seat) -> String {
    let word = match seat.chosen {
        Presence::DoNotDisturb => "not to be disturbed",
        Presence::Away => "away",
        Presence::Offline => "offline by choice",
        Presence::Available | Presence::Busy | Presence::Inactive => "inactive",
    };
    format!("{word} since {}", clock(seat.since))
}
