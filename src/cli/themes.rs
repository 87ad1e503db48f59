//! `deskhand themes`: the themes.

use std::fmt::Write as _;

use serde::Serialize;

use super::files::{complain_of, read};
use super::output::{Format, print, print_json};
use crate::desk::theme::{Kind, Role};
use crate::error::{self, Error};

/// List the themes, or print one as a file to start your own from
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print this theme's file
    name: Option<String>,
    /// List the roles a theme gives a look to
    #[arg(long, conflicts_with = "name")]
    roles: bool,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A theme as a script gets it.
#[derive(Serialize)]
struct Row {
    name: String,
    ground: &'static str,
    file: String,
}

/// Prints the list, or a file.
pub fn run(args: &Args) -> Result<(), Error> {
    let files = read(None, &[]);
    if args.roles {
        return roles(args.format);
    }
    if let Some(name) = &args.name {
        let Some((_, text)) = files.themes.source(name) else {
            let error = Error::new(error::Kind::Usage, format!("there is no theme `{name}`"));
            return Err(error.hint("`deskhand themes` lists them"));
        };
        return print(text);
    }
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for name in files.themes.names() {
        let ground = match files.themes.theme(name) {
            Ok((theme, found)) => {
                problems.extend(found);
                ground(theme.kind())
            }
            Err(problem) => {
                problems.push(problem);
                "broken"
            }
        };
        let file = files
            .themes
            .source(name)
            .map_or("", |(origin, _)| origin)
            .to_owned();
        rows.push(Row {
            name: name.to_owned(),
            ground,
            file,
        });
    }
    complain_of(&problems);
    match args.format {
        Format::Json => print_json(&rows),
        Format::Text => print(&rows.iter().fold(String::new(), |mut text, row| {
            let _ = writeln!(text, "{:16}  {:6}  {}", row.name, row.ground, row.file);
            text
        })),
    }
}

fn ground(kind: Kind) -> &'static str {
    match kind {
        Kind::Dark => "dark",
        Kind::Light => "light",
        Kind::Any => "any",
    }
}

fn roles(format: Format) -> Result<(), Error> {
    let rows: Vec<(&str, &str)> = Role::all().map(|role| (role.name(), role.doc())).collect();
    match format {
        Format::Json => print_json(
            &rows
                .iter()
                .copied()
                .collect::<std::collections::BTreeMap<_, _>>(),
        ),
        Format::Text => print(&rows.iter().fold(String::new(), |mut text, (name, doc)| {
            let _ = writeln!(text, "{name:16}  {doc}");
            text
        })),
    }
}
