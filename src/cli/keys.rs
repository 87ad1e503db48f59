//! `deskhand keys`: the key map.

use crate::error::{Error, Kind};

/// Print the key map
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand keys` is not in this build",
    ))
}
