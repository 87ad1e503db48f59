//! The command line, one file a subcommand: its arguments, and `run`.

pub mod app;
pub mod backend;
pub mod board;
pub mod check;
pub mod completions;
pub mod config;
pub mod data;
pub mod demo;
pub mod desk;
mod files;
pub mod keys;
pub mod log;
pub mod output;
pub mod queue;
pub mod rules;
pub mod schema;
pub mod serve;
pub mod themes;
pub mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

/// The terminal desk for conversations that bots hand over to people, and the routing backend behind it.
#[derive(Debug, Parser)]
#[command(
    name = "deskhand",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
#[command(
    after_help = "Start with `deskhand demo`: a mock floor and a desk in one process, no set-up."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Desk(desk::Args),
    Board(board::Args),
    Check(check::Args),
    Serve(serve::Args),
    User(user::Args),
    App(app::Args),
    Queue(queue::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Keys(keys::Args),
    Themes(themes::Args),
    Config(config::Args),
    Completions(completions::Args),
}

impl Cli {
    /// Runs the command that was given; answers what to exit with.
    pub fn run(self) -> Result<ExitCode, Error> {
        let done = match self.command {
            // A check that found something has not failed.
            Command::Check(args) => return check::run(&args),
            Command::Demo(args) => demo::run(&args),
            Command::Desk(args) => desk::run(args),
            Command::Board(args) => board::run(args),
            Command::Serve(args) => serve::run(args),
            Command::User(args) => user::run(&args),
            Command::App(args) => app::run(&args),
            Command::Queue(args) => queue::run(&args),
            Command::Rules(args) => rules::run(&args),
            Command::Schema(args) => schema::run(args),
            Command::Keys(args) => keys::run(&args),
            Command::Themes(args) => themes::run(&args),
            Command::Config(args) => config::run(args),
            Command::Completions(args) => completions::run(&args),
        };
        done.map(|()| ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
