//! The desk's idea of time: this machine's clock as the events bring it, and how far the backend's is from it.
//!
//! Everything that comes from the backend is shown by the backend's clock, so that a wrong clock here shows no wrong waits.

use std::time::Duration;

use super::State;
use super::focus::Tab;
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
    next_figure: Option<Timestamp>,
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

/// The time of day at `offset` minutes east of UTC: `09:05`.
pub fn time_of_day(at: Timestamp, offset: i32) -> String {
    let minutes = at.0.div_euclid(60_000).saturating_add(i64::from(offset));
    let minutes = minutes.rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
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

impl State {
    /// When something happens by itself next, by this machine's clock: an [`Input::Wake`](super::Input::Wake) is wanted then.
    /// `None`: never, so that a desk with nothing on it sleeps.
    pub fn next_wake(&self) -> Option<Timestamp> {
        [
            self.clock.next_figure,
            self.connection.next_deadline(self.clock.now),
            self.requests.next_deadline(),
            self.composer.next_deadline(),
            self.outbox.next_deadline(),
            self.board.next_deadline(),
            self.conversations.next_deadline(),
            self.notify.next_deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

/// Takes the time of an event.
pub(super) fn advance(state: &mut State, now: Timestamp) {
    // A clock that was set back would make everything due at once, or never.
    state.clock.now = now;
    if state.clock.next_figure.is_some_and(|at| at <= now) {
        state.clock.ticks.bump();
    }
}

/// Finds out when the next figure on the screen changes.
pub(super) fn settle(state: &mut State) {
    let (server, floor) = (state.clock.server_now(), &state.floor);
    let deadlines = floor
        .offers()
        .iter()
        .filter_map(|offer| next_countdown(offer.offer.deadline, server));
    let queues = floor
        .queues()
        .iter()
        .filter_map(|queue| queue.longest_since);
    let mine = floor.mine().iter().filter_map(|row| row.unanswered_since);
    let unfolded = floor
        .queues()
        .iter()
        .filter(|queue| state.inbox.is_unfolded(&queue.id));
    let heads = unfolded
        .flat_map(|queue| &queue.head)
        .filter_map(|row| row.waiting_since);
    let shown = state.conversations.shown().map(|shown| &shown.row);
    let shown = shown.and_then(|row| row.unanswered_since.or(row.waiting_since));
    let listed = state
        .board
        .drill()
        .filter(|_| state.panes.tab == Tab::Board);
    let listed = listed
        .into_iter()
        .flat_map(|drill| &drill.rows)
        .filter_map(|row| row.waiting_since.or(row.unanswered_since));
    let waits = queues.chain(mine).chain(heads).chain(shown).chain(listed);
    let next = deadlines
        .chain(waits.map(|since| next_figure(since, server)))
        .min();
    let minute = state
        .setup
        .settings
        .clock
        .then(|| Timestamp((state.clock.now.0.div_euclid(60_000) + 1).saturating_mul(60_000)));
    state.clock.next_figure = next
        .map(|at| state.clock.local(whole_second(at)))
        .into_iter()
        .chain(minute)
        .min();
}

/// The whole second at or after an instant. All figures change at whole seconds, so that many waits with as many beginnings
/// wake the desk once a second, not once each.
fn whole_second(at: Timestamp) -> Timestamp {
    let part = at.0.rem_euclid(1_000);
    Timestamp(if part == 0 {
        at.0
    } else {
        at.0.saturating_add(1_000 - part)
    })
}

/// When a span counted from `since` shows another figure next.
pub(super) fn next_figure(since: Timestamp, now: Timestamp) -> Timestamp {
    let age = now.since(since);
    let step = if age < FINE { 1_000 } else { 60_000 };
    let shown = i64::try_from(age.as_millis()).unwrap_or(i64::MAX) / step;
    if now < since {
        return Timestamp(since.0.saturating_add(step));
    }
    let next = since
        .0
        .saturating_add(shown.saturating_add(1).saturating_mul(step));
    // An instant beyond all reckoning must not wake the desk again and again.
    Timestamp(next.max(now.0.saturating_add(1)))
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
        let next = deadline.0.saturating_sub((left - 1) / step * step);
        Timestamp(next.max(now.0.saturating_add(1)))
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
        assert_eq!(countdown(Duration::from_secs(87)), "1:27");
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
            ..Clock::default()
        };
        assert_eq!(clock.age(Timestamp(14_000)), Duration::from_secs(1));
        assert_eq!(clock.left(Timestamp(16_000)), Duration::from_secs(1));
        assert_eq!(clock.local(Timestamp(15_000)), clock.now);
    }
}
