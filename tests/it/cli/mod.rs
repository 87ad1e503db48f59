//! The real program, as an operator runs it.

pub mod process;
mod rules;

mod check;
mod fix;
mod serve;
mod setup;
