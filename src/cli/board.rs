//! `deskhand board`: the desk opened on the Board.

use super::desk;
use crate::error::Error;

/// Open the desk on the Board, taking no work
#[derive(Debug, clap::Args)]
// The desk's own arguments are a group, too, and would have the same name.
#[group(id = "board")]
pub struct Args {
    #[command(flatten)]
    desk: desk::Args,
}

/// Runs the desk.
pub fn run(args: Args) -> Result<(), Error> {
    desk::open(args.desk, true)
}
