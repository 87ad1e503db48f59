//! The real program, as an operator runs it.

pub mod process;
mod rules;

mod fix;
mod serve;
mod setup;
