//! The routing backend. `router` is its pure core; everything around it is a thin driver.

pub mod auth;
pub mod gateway;
pub mod hub;
pub mod journal;
pub mod router;
