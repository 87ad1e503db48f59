//! How many requests one socket may write.

use std::time::Duration;

use tokio::time::Instant;

/// Requests that may come at once, and how many a second in the long run.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// At once, after a pause.
    pub burst: u32,
    /// A second, in the long run.
    pub per_second: u32,
}

impl Default for Rate {
    /// Far above what a person does, far below what hurts: 200 at once, 100 a second.
    fn default() -> Self {
        Self {
            burst: 200,
            per_second: 100,
        }
    }
}

/// The account of one socket.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: Rate,
    left: u32,
    filled: Instant,
}

impl Bucket {
    pub(super) fn new(rate: Rate, now: Instant) -> Self {
        Self {
            rate,
            left: rate.burst,
            filled: now,
        }
    }

    /// Takes one; `false` if there is none.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let each = Duration::from_secs(1) / self.rate.per_second.max(1);
        let due = now.duration_since(self.filled).as_nanos() / each.as_nanos().max(1);
        let due = u32::try_from(due).unwrap_or(u32::MAX);
        if self.left.saturating_add(due) >= self.rate.burst {
            self.left = self.rate.burst;
            self.filled = now;
        } else {
            self.left += due;
            self.filled += each * due;
        }
        let granted = self.left > 0;
        self.left = self.left.saturating_sub(1);
        granted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_the_rate() {
        let start = Instant::now();
        let rate = Rate {
            burst: 3,
            per_second: 10,
        };
        let mut bucket = Bucket::new(rate, start);
        let takes = |bucket: &mut Bucket, at: u64, tries: usize| {
            let now = start + Duration::from_millis(at);
            (0..tries).filter(|_| bucket.take(now)).count()
        };
        assert_eq!(takes(&mut bucket, 0, 5), 3);
        assert_eq!(takes(&mut bucket, 99, 5), 0);
        assert_eq!(takes(&mut bucket, 100, 5), 1);
        assert_eq!(takes(&mut bucket, 150, 5), 0, "half a token is none");
        assert_eq!(takes(&mut bucket, 200, 5), 1, "and is not lost");
        assert_eq!(takes(&mut bucket, 10_000, 5), 3, "never more than a burst");
    }
}
