//! `deskhand app`: the applications that may hand over.

use clap::Subcommand;
use reqwest::Method;
use serde_json::json;

use super::backend::{Options, shown};
use super::output::{Format, print, print_json};
use crate::error::Error;

/// Register bots and adapters
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Register an application; its client secret is shown this once
    Register(Register),
    /// List all applications
    List(#[command(flatten)] Options),
    /// Remove an application: its secret and its access tokens end, its conversations go on
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Register {
    /// Its name, for people
    name: String,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// Its application id
    id: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Error> {
    match &args.command {
        Command::Register(args) => register(args),
        Command::List(options) => list(options),
        Command::Remove(args) => remove(args),
    }
}

fn register(args: &Register) -> Result<(), Error> {
    let wanted = json!({"name": args.name});
    let backend = args.options.backend()?;
    let registered = backend.call(Method::POST, &["v1", "admin", "apps"], Some(&wanted))?;
    match args.options.format {
        Format::Json => print_json(&registered),
        Format::Text => print(&format!(
            "{} may hand over\napplication id: {}\nclient secret, shown this once: {}\naccess tokens: POST {}\n",
            shown(&registered, "name"),
            shown(&registered, "applicationId"),
            shown(&registered, "clientSecret"),
            shown(&registered, "tokenPath"),
        )),
    }
}

fn list(options: &Options) -> Result<(), Error> {
    options.list(
        "apps",
        &[("APPLICATION ID", "applicationId"), ("NAME", "name")],
    )
}

fn remove(args: &Remove) -> Result<(), Error> {
    let path = ["v1", "admin", "apps", args.id.as_str()];
    args.options.backend()?.call(Method::DELETE, &path, None)?;
    match args.options.format {
        Format::Json => print_json(&json!({"applicationId": args.id, "removed": true})),
        Format::Text => print(&format!("{} may no longer hand over\n", args.id)),
    }
}
