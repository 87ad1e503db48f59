//! The desk's idea of time: this machine's clock as the events bring it, and how far the backend's is from it.
//!
//! Everything that comes from the backend is shown by the backend's clock, so that a wrong clock here shows no wrong waits.

use std::time::Duration;

use super::revision::Revision;
use crate::domain::Timestamp;

/// Below this a span is shown to the second, above it to the minute.
const FINE: Duration = Duration::from_secs(600);

/// Time as last seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// This machine's clock at the last event.
    pub now: Timestamp,
    /// What to add to it for the backend's clock, in milliseconds.
    pub skew: i64,
    /// Grows whenever something that counts on the screen shows another figure.
    pub ticks: Revision,
}

impl Clock {
    /// The backend's clock at the last event.
    pub fn server_now(&self) -> Timestamp {
        Timestamp(self.now.0.saturating_add(self.skew))
    }

    /// An instant of the backend's clock by this machine's clock.
    pub fn local(&self, server: Timestamp) -> Timestamp {
        Timestamp(server.0.saturating_sub(self.skew))
    }

    /// How long ago an instant of the backend's clock is.
    pub fn age(&self, server: Timestamp) -> Duration {
        self.server_now().since(server)
    }

    /// How long it is until an instant of the backend's clock; zero once it is past.
    pub fn left(&self, server: Timestamp) -> Duration {
        server.since(self.server_now())
    }
}

/// A span as it is shown: `0:07`, `4:12`, `12 min`, `2 h 05`, `3 d`.
pub fn span(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let minutes = seconds / 60;
    match minutes {
        0..10 => format!("{minutes}:{:02}", seconds % 60),
        10..60 => format!("{minutes} min"),
        60..1440 => format!("{} h {:02}", minutes / 60, minutes % 60),
        _ => format!("{} d", minutes / 1440),
    }
}

/// A countdown as it is shown, rounded up: `1:27`, and `0:01` until the very end.
pub fn countdown(left: Duration) -> String {
    span(Duration::from_secs(
        left.as_secs() + u64::from(left.subsec_nanos() > 0),
    ))
}

/// When a span counted from `since` shows another figure next.
pub(super) fn next_figure(since: Timestamp, now: Timestamp) -> Timestamp {
    let age = now.since(since);
    let step = if age < FINE { 1_000 } else { 60_000 };
    let shown = i64::try_from(age.as_millis()).unwrap_or(i64::MAX) / step;
    if now < since {
        return Timestamp(since.0.saturating_add(step));
    }
    Timestamp(
        since
            .0
            .saturating_add(shown.saturating_add(1).saturating_mul(step)),
    )
}

/// When a countdown to `deadline` shows another figure next; `None` once it is over.
pub(super) fn next_countdown(deadline: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let left = deadline.0.saturating_sub(now.0);
    (left > 0).then(|| {
        // Rounded up, the figure changes where the rest is a whole number of steps.
        let step = if deadline.since(now) < FINE {
            1_000
        } else {
            60_000
        };
        Timestamp(deadline.0.saturating_sub((left - 1) / step * step))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_short() {
        for (seconds, text) in [
            (0, "0:00"),
            (7, "0:07"),
            (252, "4:12"),
            (599, "9:59"),
            (600, "10 min"),
            (7_500, "2 h 05"),
            (90_000, "1 d"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), text);
        }
        assert_eq!(countdown(Duration::from_millis(1)), "0:01");
        assert_eq!(countdown(Duration::from_millis(87_000)), "1:27");
    }

    #[test]
    fn the_next_figure_lies_ahead_and_is_another_one() {
        for age in [0, 1, 999, 1_000, 59_999, 599_999, 600_000, 3_599_999] {
            let now = Timestamp(1_000_000 + age);
            let next = next_figure(Timestamp(1_000_000), now);
            assert!(next > now);
            assert_ne!(
                span(now.since(Timestamp(1_000_000))),
                span(next.since(Timestamp(1_000_000)))
            );
        }
        for left in [1, 999, 1_000, 1_001, 59_999, 120_000] {
            let deadline = Timestamp(1_000_000);
            let now = Timestamp(1_000_000 - left);
            let next = next_countdown(deadline, now).unwrap_or(now);
            assert!(next > now, "{left}");
            assert_ne!(
                countdown(deadline.since(now)),
                countdown(deadline.since(next))
            );
        }
        assert_eq!(next_countdown(Timestamp(5), Timestamp(5)), None);
    }

    #[test]
    fn the_backend_clock_counts() {
        let clock = Clock {
            now: Timestamp(10_000),
            skew: 5_000,
            ticks: Revision::default(),
        };
        assert_eq!(clock.age(Timestamp(14_000)), Duration::from_secs(1));
        assert_eq!(clock.left(Timestamp(16_000)), Duration::from_secs(1));
        assert_eq!(clock.local(Timestamp(15_000)), clock.now);
    }
}
