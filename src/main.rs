//! Reads the command line, runs one command, and turns a failure into words and an exit code.

use std::process::ExitCode;

use clap::Parser;
use deskhand::cli::{self, Cli};

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            cli::output::complain(&error.report());
            error.exit_code()
        }
    }
}
