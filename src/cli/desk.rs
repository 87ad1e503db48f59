//! `deskhand desk`: the terminal desk.

use crate::error::{Error, Kind};

/// Open the desk on a backend
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand desk` is not in this build",
    ))
}
