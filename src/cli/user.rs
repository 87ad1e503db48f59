//! `deskhand user`: the people who may sign in.

use clap::{Subcommand, ValueEnum};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::backend::{Options, shown};
use super::output::{Format, print, print_json};
use crate::error::Error;

/// Set up people
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add somebody; their token is shown this once
    Add(Add),
    /// List everybody
    List(#[command(flatten)] Options),
    /// Remove somebody: their token ends, what they own goes back to its queue
    Remove(Remove),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// User name: a-z, 0-9, and after the first also . _ - @
    user: String,
    /// What they may do
    #[arg(long, value_enum)]
    role: RoleName,
    /// Display name [default: the user name]
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// How many conversations they take at once [default: 4 for agents, otherwise 0]
    #[arg(long, value_name = "N")]
    capacity: Option<u32>,
    /// A queue they work in; may be given several times [default: the default queue]
    #[arg(long = "queue", value_name = "QUEUE")]
    queues: Vec<String>,
    /// Replace somebody of the same name; their old token ends
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, clap::Args)]
struct Remove {
    /// User name
    user: String,
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    /// Takes conversations
    Agent,
    /// Watches queues, opens any conversation
    Supervisor,
    /// Sets up people, applications and queues
    Admin,
}

impl RoleName {
    fn on_the_wire(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Error> {
    match &args.command {
        Command::Add(args) => add(args),
        Command::List(options) => list(options),
        Command::Remove(args) => remove(args),
    }
}

fn add(args: &Add) -> Result<(), Error> {
    let mut wanted = Map::new();
    wanted.insert("user".to_owned(), Value::from(args.user.as_str()));
    wanted.insert("role".to_owned(), Value::from(args.role.on_the_wire()));
    wanted.insert("replace".to_owned(), Value::from(args.replace));
    if let Some(name) = &args.name {
        wanted.insert("name".to_owned(), Value::from(name.as_str()));
    }
    if let Some(capacity) = args.capacity {
        wanted.insert("capacity".to_owned(), Value::from(capacity));
    }
    if !args.queues.is_empty() {
        wanted.insert("queues".to_owned(), json!(args.queues));
    }
    let backend = args.options.backend()?;
    let added = backend.call(
        Method::POST,
        &["v1", "admin", "users"],
        Some(&Value::Object(wanted)),
    )?;
    match args.options.format {
        Format::Json => print_json(&added),
        Format::Text => print(&format!(
            "{} may sign in as {}, queues: {}\ntoken, shown this once: {}\n",
            shown(&added, "user"),
            shown(&added, "role"),
            shown(&added, "queues"),
            shown(&added, "token"),
        )),
    }
}

fn list(options: &Options) -> Result<(), Error> {
    options.list(
        "users",
        &[
            ("USER", "user"),
            ("ROLE", "role"),
            ("PRESENCE", "presence"),
            ("LOAD", "load"),
            ("CAPACITY", "capacity"),
            ("QUEUES", "queues"),
            ("NAME", "name"),
        ],
    )
}

fn remove(args: &Remove) -> Result<(), Error> {
    let path = ["v1", "admin", "users", args.user.as_str()];
    args.options.backend()?.call(Method::DELETE, &path, None)?;
    match args.options.format {
        Format::Json => print_json(&json!({"user": args.user, "removed": true})),
        Format::Text => print(&format!("{} may no longer sign in\n", args.user)),
    }
}
