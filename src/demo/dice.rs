//! Chance with a seed. Each choice has a name of its own, so that it falls the same whatever else happens meanwhile.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest as _, Sha256};

/// Chance for everything that follows from one seed.
#[derive(Clone, Copy, Debug)]
pub struct Dice {
    seed: u64,
}

impl Dice {
    /// Chance of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// A stream of chance for one purpose: the same name gives the same stream.
    pub fn named(self, name: &str) -> Throws {
        let mut digest = Sha256::new();
        digest.update(self.seed.to_le_bytes());
        digest.update(name.as_bytes());
        Throws(ChaCha8Rng::from_seed(digest.finalize().into()))
    }
}

/// Throws of one purpose.
#[derive(Clone, Debug)]
pub struct Throws(ChaCha8Rng);

impl Throws {
    /// A number between two, the first if they are not in order.
    pub fn between(&mut self, (from, to): (f64, f64)) -> f64 {
        from + self.0.random::<f64>() * (to - from).max(0.0)
    }

    /// Whether something of this likelihood, from 0 to 1, comes true.
    pub fn chance(&mut self, likelihood: f64) -> bool {
        self.0.random::<f64>() < likelihood
    }

    /// One of so many, from 0; 0 if there are none.
    pub fn one_of(&mut self, count: usize) -> usize {
        self.0.random_range(0..count.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_falls_the_same_and_another_does_not() {
        let throws = |seed, name| {
            let mut throws = Dice::new(seed).named(name);
            [
                throws.one_of(1000),
                throws.one_of(1000),
                throws.one_of(1000),
            ]
        };
        assert_eq!(throws(7, "ana"), throws(7, "ana"));
        assert_ne!(throws(7, "ana"), throws(8, "ana"));
        assert_ne!(throws(7, "ana"), throws(7, "ben"));
    }

    #[test]
    fn throws_stay_within_bounds() {
        let mut throws = Dice::new(1).named("bounds");
        for _ in 0..100 {
            assert!((2.0..3.0).contains(&throws.between((2.0, 3.0))));
            assert!(throws.one_of(3) < 3);
        }
        assert_eq!(throws.one_of(0), 0);
        assert!(!throws.chance(0.0) && throws.chance(1.0));
    }
}
