//! The terminal desk for conversations that bots hand over to people, and the routing backend behind it.
//!
//! The rooms, and who may know whom:
//!
//! - [`domain`]: the words of the business. No IO, no clock, no async.
//! - [`activity`]: what bots and channels speak, read tolerantly.
//! - [`content`]: what cannot be shown on the other side: rules, scanner, sanitiser.
//! - [`check`]: the same rules over files: what bot authors put into their CI.
//! - [`protocol`]: what desk and backend say to each other.
//! - [`server`]: the routing backend. `server::router` is its pure core.
//! - [`desk`]: the terminal client. `desk::app` is its pure core.
//! - [`demo`]: the mock server's cast of scripted customers and bots.
//! - [`cli`]: one file a subcommand.
//!
//! `desk` and `server` meet only in `domain`, `activity`, `content` and `protocol`.

pub mod activity;
pub mod check;
pub mod cli;
pub mod content;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod error;
pub mod protocol;
pub mod server;
