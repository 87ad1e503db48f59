//! `deskhand themes`: the themes.

use crate::error::{Error, Kind};

/// List the themes
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand themes` is not in this build",
    ))
}
