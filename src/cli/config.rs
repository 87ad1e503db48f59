//! `deskhand config`: the settings.

use crate::error::{Error, Kind};

/// Print the commented default settings
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand config` is not in this build",
    ))
}
