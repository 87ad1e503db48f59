//! What adapters and administrators ask, over real sockets, against a whole backend.

mod adapter;
mod admin;
pub mod backend;
mod hostile;
mod intake;
mod oauth;
mod restart;
mod stream;
mod tls;
