//! What an owner does with a conversation besides answering.

/// How an owner changes a conversation's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conclusion {
    /// End it: wrap-up begins.
    End,
    /// Close it after wrap-up.
    Close,
    /// Give it back to its queue.
    Release,
    /// Leave it without ending.
    Leave,
}
