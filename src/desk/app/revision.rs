//! How the rest of the desk learns that something changed without comparing it.

/// Grows with every visible change of the state it belongs to. A panel whose inputs have the revisions it was drawn with
/// need not be drawn again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Revision(u64);

impl Revision {
    /// Marks a change.
    pub fn bump(&mut self) {
        self.0 = self.0.wrapping_add(1);
    }

    /// The number, for a cache key.
    pub fn get(self) -> u64 {
        self.0
    }
}
