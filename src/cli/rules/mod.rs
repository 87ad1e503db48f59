//! `deskhand rules`: the catalogue, listed and explained.

mod json;
mod list;
mod page;
mod paint;
mod select;
#[cfg(test)]
mod tests;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::output::{print, print_json};
use crate::check::settings;
use crate::content::rules::{Group, Kind, Rule, Severity, reference};
use crate::domain::Channel;
use crate::error::Error;
use paint::Look;
use select::Chosen;

/// List what cannot render between bot, hub and customer, or explain a rule
///
/// Without arguments, every rule. With ids, what sets them off, what is seen, what to do, and the pages that say so. With other
/// words, the rules that hold all of them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of rules such as OC-CARD-INPUT, or words to look for
    #[arg(value_name = "RULE|WORD")]
    words: Vec<String>,
    /// Only what is decided from: payload, configuration, runtime (P, C, R)
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// Only rules about this channel, such as lcw, msteams or whatsapp-acs
    #[arg(long, value_name = "CHANNEL", value_parser = settings::channel)]
    channel: Option<Channel>,
    /// Only rules that held on this day: 2021, 2021-03 or 2021-03-15
    #[arg(long, value_name = "DATE", value_parser = settings::date)]
    as_of: Option<Date>,
    /// Only rules of this group
    #[arg(long, value_parser = group(), ignore_case = true, value_name = "GROUP")]
    group: Option<Group>,
    /// Only rules this bad or worse
    #[arg(long, value_parser = severity(), ignore_case = true, value_name = "SEVERITY")]
    severity: Option<Severity>,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the catalogue is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// For a script: one array of rules
    Json,
    /// The reference page, docs/rules.md
    Markdown,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_name(text).ok_or_else(|| "there are payload, configuration and runtime".to_owned())
}

fn group() -> impl TypedValueParser<Value = Group> {
    PossibleValuesParser::new(Group::ALL.map(Group::name)).try_map(|name| {
        let mut groups = Group::ALL.into_iter();
        groups
            .find(|group| name.eq_ignore_ascii_case(group.name()))
            .ok_or_else(|| format!("no group is called {name}"))
    })
}

fn severity() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name)).try_map(|name| {
        let mut severities = Severity::ALL.into_iter();
        severities
            .find(|severity| name.eq_ignore_ascii_case(severity.name()))
            .ok_or_else(|| format!("no severity is called {name}"))
    })
}

/// Prints what was asked for.
pub fn run(args: &Args) -> Result<(), Error> {
    print_chosen(args, &select::choose(args)?)
}

fn print_chosen(args: &Args, chosen: &Chosen) -> Result<(), Error> {
    let (rules, explain): (&[&Rule], bool) = match chosen {
        Chosen::Named(rules) => (rules, true),
        Chosen::Found(rules) => (rules, false),
    };
    match args.format {
        Format::Json => print_json(&json::views(rules, args.as_of)),
        Format::Markdown => print(&reference::page(rules)),
        Format::Text if explain => print(&page::pages(rules, args.as_of, Look::of_stdout())),
        Format::Text => print(&list::table(rules, Look::of_stdout())),
    }
}
