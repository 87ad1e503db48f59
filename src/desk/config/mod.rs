//! Settings: what is shipped, what the user's file says otherwise, what the environment and the command line say.
//!
//! To add a setting: a field in `model.rs`, a line with its default and a comment in `assets/config.toml`.

mod layers;
mod load;
mod model;
mod paths;
mod place;
#[cfg(test)]
mod tests;
mod token;

pub use layers::{Loaded, layered};
pub use load::{Files, files};
pub use model::{Bell, Config, Emoji, Keys, Look, Notify, Preset, Server, Write, Zone};
pub use paths::Paths;
pub use token::{NoToken, TokenSource, token};

/// Every setting with its default and a comment.
pub const DEFAULTS: &str = include_str!("../../../assets/config.toml");
