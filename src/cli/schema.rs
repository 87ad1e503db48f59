//! `deskhand schema`: the protocol between desk and backend.

use crate::error::{Error, Kind};

/// Print the protocol between desk and backend as JSON Schema
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand schema` is not in this build",
    ))
}
