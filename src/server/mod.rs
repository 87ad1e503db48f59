//! The routing backend. `router` is its pure core; everything around it is a thin driver.

pub mod auth;
mod clock;
mod connections;
pub mod data_dir;
pub mod gateway;
pub mod http;
pub mod hub;
pub mod journal;
pub mod router;
mod serve;
pub mod tls;

pub use clock::SystemClock;
pub use serve::{Config, ServeError, run, serve};
