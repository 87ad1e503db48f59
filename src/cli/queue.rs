//! `deskhand queue`: where handed-over conversations wait.

use clap::Subcommand;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::backend::{Options, shown};
use super::output::{Format, print, print_json};
use crate::error::Error;

/// Set up queues
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a queue
    Add(Add),
    /// List all queues
    List(#[command(flatten)] Options),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Its id: a-z, 0-9, and after the first also . _ - @
    id: String,
    /// Its name, for people [default: the id]
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// A topic or skill that leads here; may be given several times
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// Somebody who works in it; may be given several times
    #[arg(long = "member", value_name = "USER")]
    members: Vec<String>,
    /// Countdown of an offer in seconds [default: 120]
    #[arg(long, value_name = "SECONDS")]
    offer_seconds: Option<u32>,
    /// How often a conversation is offered to the same agent [default: 3]
    #[arg(long, value_name = "N")]
    offers_per_agent: Option<u32>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Error> {
    match &args.command {
        Command::Add(args) => add(args),
        Command::List(options) => list(options),
    }
}

fn add(args: &Add) -> Result<(), Error> {
    let mut settings = Map::new();
    if let Some(seconds) = args.offer_seconds {
        settings.insert("offerSeconds".to_owned(), Value::from(seconds));
    }
    if let Some(offers) = args.offers_per_agent {
        settings.insert("offersPerAgent".to_owned(), Value::from(offers));
    }
    let name = args.name.as_ref().unwrap_or(&args.id);
    let wanted = json!({
        "id": args.id, "name": name, "topics": args.topics, "members": args.members, "settings": settings
    });
    let backend = args.options.backend()?;
    let added = backend.call(Method::POST, &["v1", "admin", "queues"], Some(&wanted))?;
    match args.options.format {
        Format::Json => print_json(&added),
        Format::Text => print(&format!("queue {} is open\n", shown(&added, "id"))),
    }
}

fn list(options: &Options) -> Result<(), Error> {
    options.list(
        "queues",
        &[
            ("QUEUE", "id"),
            ("NAME", "name"),
            ("MEMBERS", "members"),
            ("TOPICS", "topics"),
        ],
    )
}
