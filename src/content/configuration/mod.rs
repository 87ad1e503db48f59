//! Rules that the set-up decides: what an organisation states about its bots, workstreams and channels, and one check for
//! each rule of kind configuration.
//!
//! What is not stated is not judged: [`check`] stays silent about it, and [`verdicts`] says which statement is missing. The
//! shape is described in `docs/configuration.md`.

mod checks;
pub mod model;
mod read;
mod setup;
mod sheet;
#[cfg(test)]
mod tests;
mod verdict;

pub use checks::{CHECKS, Check};
pub use model::Configuration;
pub use read::{ConfigurationError, is_configuration, json_of_toml, read_json};
pub use setup::Setup;
pub use sheet::{ConfigurationFinding, Sheet};
pub use verdict::{Outcome, Verdict, check, verdicts};
