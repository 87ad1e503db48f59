//! `deskhand schema`: the protocol between desk and backend.

use super::output;
use crate::error::Error;
use crate::protocol::schema::schema;

/// Print the protocol between desk and backend as JSON Schema
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: Args) -> Result<(), Error> {
    output::print_json(&schema())
}
