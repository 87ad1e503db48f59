//! The demo: the real backend on a loopback port, a scripted cast that talks to it over the real HTTP and WebSocket
//! interfaces, and a desk, all in one process.
//!
//! - [`cast`]: who they are and what they say, from `assets/demo/`.
//! - [`dice`]: chance with a seed; [`play`]: what every scripted client is given.
//! - [`arrivals`], [`customer`], [`agent`]: the clients; [`web`], [`socket`]: how they reach the backend.
//! - [`ledger`]: what the clients of a headless run wrote down, and its comparison.
//! - [`headless`]: the run without a terminal; [`stage`]: the one around a desk.

pub mod agent;
pub mod arrivals;
pub mod backend;
pub mod cast;
pub mod customer;
pub mod dice;
pub mod headless;
pub mod ledger;
pub mod play;
pub mod socket;
pub mod stage;
pub mod trouble;
pub mod web;
