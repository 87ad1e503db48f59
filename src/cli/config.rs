//! `deskhand config`: the settings.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::files::{complain_of, read};
use super::output::print;
use crate::desk::config::{DEFAULTS, Paths};
use crate::error::{Error, Kind};

/// Print the commented default settings, say where yours belong, or check them
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print every setting with its default and a comment
    Print,
    /// Say where your settings, keys and themes belong
    Path,
    /// Say what is wrong with them; exits with 2 if anything is
    Check {
        /// Check this file, and keys.toml beside it
        #[arg(long, value_name = "FILE", env = "DESKHAND_CONFIG")]
        config: Option<PathBuf>,
    },
}

/// Runs the command.
pub fn run(args: Args) -> Result<(), Error> {
    match args.what {
        What::Print => print(DEFAULTS),
        What::Path => path(),
        What::Check { config } => check(config.as_deref()),
    }
}

fn path() -> Result<(), Error> {
    let Some(paths) = Paths::of_user() else {
        let error = Error::new(Kind::Failed, "there is no home directory to look in");
        return Err(error.hint("set HOME or XDG_CONFIG_HOME"));
    };
    let (settings, keys, themes) = (paths.config_file(), paths.keys_file(), paths.themes());
    print(&format!(
        "{}\n{}\n{}\n",
        settings.display(),
        keys.display(),
        themes.join("NAME.toml").display()
    ))
}

fn check(config: Option<&Path>) -> Result<(), Error> {
    let files = read(config, &[]);
    let mut problems = files.problems.clone();
    for name in files.themes.names() {
        match files.themes.theme(name) {
            Ok((_, found)) => problems.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    let look = &files.config.look;
    for (setting, name) in [
        ("theme", &look.theme),
        ("theme-dark", &look.theme_dark),
        ("theme-light", &look.theme_light),
    ] {
        if name != "auto" && files.themes.source(name).is_none() {
            problems.extend(files.themes.theme(name).err().map(|problem| {
                crate::desk::problem::Problem::whole(&format!("look.{setting}"), problem.message)
            }));
        }
    }
    problems.dedup();
    complain_of(&problems);
    match problems.len() {
        0 => print("no problems\n"),
        count => Err(Error::new(
            Kind::Usage,
            format!(
                "{count} problem{} with your files",
                if count == 1 { "" } else { "s" }
            ),
        )
        .hint("where something is wrong, the default applies")),
    }
}
