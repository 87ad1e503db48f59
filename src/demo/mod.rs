//! The demo: the real backend on a loopback port, a scripted cast that talks to it over the real HTTP and WebSocket
//! interfaces, and a desk, all in one process.
//!
//! - [`cast`]: who they are and what they say, from `assets/demo/`.
//! - [`dice`]: chance with a seed.
//! - [`ledger`]: what the clients of a headless run wrote down, and its comparison.

pub mod cast;
pub mod dice;
pub mod ledger;
