//! `deskhand completions`: completion scripts for shells.

use clap::CommandFactory;
use clap_complete::Shell;

use super::output::print;
use crate::error::{Error, Kind};

/// Print a completion script for a shell
///
/// For instance: `deskhand completions zsh > ~/.zfunc/_deskhand`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shell
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut super::Cli::command(),
        "deskhand",
        &mut script,
    );
    let script = String::from_utf8(script)
        .map_err(|error| Error::new(Kind::Internal, "the script is not UTF-8").caused_by(error))?;
    print(&script)
}
