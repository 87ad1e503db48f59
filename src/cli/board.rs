//! `deskhand board`: the desk opened on the Board.

use crate::error::{Error, Kind};

/// Open the desk on the Board, taking no work
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand board` is not in this build",
    ))
}
