//! The real program, as an operator runs it.

pub mod process;

mod serve;
mod setup;
