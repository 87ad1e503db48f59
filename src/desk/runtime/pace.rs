//! When to draw: as soon as something changed, but at most once in 16 ms. Nothing changed: never.

use std::time::Duration;

use tokio::time::Instant;

/// The shortest time between two frames: 60 a second, more than people can tell apart.
pub(super) const FRAME: Duration = Duration::from_millis(16);

/// What is known about frames.
#[derive(Debug)]
pub(super) struct Pace {
    /// No frame before this.
    earliest: Instant,
    changed: bool,
}

impl Pace {
    /// Something may look different now.
    pub(super) fn changed(&mut self) {
        self.changed = true;
    }

    /// When the next frame is due; `None` if there is nothing to draw.
    pub(super) fn due(&self) -> Option<Instant> {
        self.changed.then_some(self.earliest)
    }

    /// Whether to draw now; if so, it counts as drawn.
    pub(super) fn take(&mut self) -> bool {
        let now = Instant::now();
        let draw = self.due().is_some_and(|due| due <= now);
        if draw {
            self.changed = false;
            self.earliest = now + FRAME;
        }
        draw
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            earliest: Instant::now(),
            changed: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn nothing_changed_nothing_drawn() {
        let mut pace = Pace::default();
        assert_eq!((pace.due(), pace.take()), (None, false));
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_change_is_drawn_at_once_and_a_burst_once_a_frame() {
        let mut pace = Pace::default();
        let (start, mut frames) = (Instant::now(), Vec::new());
        while start.elapsed() < FRAME * 4 {
            pace.changed();
            if pace.take() {
                frames.push(start.elapsed());
            }
            tokio::time::advance(Duration::from_millis(1)).await;
        }
        assert_eq!(frames, [Duration::ZERO, FRAME, FRAME * 2, FRAME * 3]);
    }

    #[tokio::test]
    async fn the_first_frame_is_drawn_under_a_clock_that_runs() {
        let mut pace = Pace::default();
        pace.changed();
        assert!(pace.take());
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_change_of_a_burst_is_drawn() {
        let mut pace = Pace::default();
        pace.changed();
        assert!(pace.take());
        pace.changed();
        assert!(!pace.take());
        let due = pace.due();
        tokio::time::sleep_until(due.unwrap_or_else(Instant::now)).await;
        assert!(pace.take());
        assert_eq!(pace.due(), None);
    }
}
