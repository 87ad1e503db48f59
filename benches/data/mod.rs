//! What the benches make their data of: the same in every run.

/// Words of chats.
pub const WORDS: &[&str] = &[
    "order", "refund", "hello", "agent", "please", "account", "ticket", "thanks", "invoice",
    "number", "waiting", "since", "delivery", "address", "card", "payment", "failed", "again",
    "could", "you", "check", "the", "status", "of", "my",
];

/// xorshift: the same numbers in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}
