//! `deskhand serve`: the routing backend.

use crate::error::{Error, Kind};

/// Run the routing backend
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand serve` is not in this build",
    ))
}
