//! All integration tests in one binary, a module an area: one link instead of twenty.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice
)]
#![allow(clippy::missing_panics_doc, missing_docs)]

mod architecture;
mod cli;
mod common;
mod crash;
mod demo;
mod fuzz;
mod gateway;
mod http;
#[cfg(unix)]
mod pty_flow;
#[cfg(unix)]
mod pty_hostile;
#[cfg(unix)]
mod pty_life;
mod screens;
