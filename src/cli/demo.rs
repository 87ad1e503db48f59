//! `deskhand demo`: the mock floor and a desk in one process.

use crate::error::{Error, Kind};

/// Try it: a mock floor with scripted customers, and a desk, in one process
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    Err(Error::new(
        Kind::Internal,
        "`deskhand demo` is not in this build",
    ))
}
