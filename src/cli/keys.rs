//! `deskhand keys`: the key map.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::files::{complain_of, read};
use super::output::{print, print_json};
use crate::desk::app::action::Action;
use crate::desk::config::Preset;
use crate::desk::keymap::{Keymap, holds_in};
use crate::error::Error;

/// Print the key map: yours, or a preset as shipped
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A preset as shipped, without your own changes
    #[arg(long, value_name = "NAME")]
    preset: Option<Preset>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Your settings; your keys are in keys.toml beside them
    #[arg(long, value_name = "FILE", env = "DESKHAND_CONFIG")]
    config: Option<PathBuf>,
}

/// How a key map is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Text,
    /// As a key map file, to start your own from
    Toml,
    /// For a script
    Json,
}

/// An action as a script gets it.
#[derive(Serialize)]
struct Row {
    action: &'static str,
    group: &'static str,
    doc: &'static str,
    keys: Vec<String>,
    #[serde(rename = "in")]
    holds_in: String,
}

/// Prints the map.
pub fn run(args: &Args) -> Result<(), Error> {
    let keymap = if let Some(preset) = args.preset {
        Keymap::preset(preset.into())
    } else {
        let files = read(args.config.as_deref(), &[]);
        complain_of(&files.problems);
        files.keymap
    };
    match args.format {
        Format::Text => print(&text(&keymap)),
        Format::Toml => print(&keymap.to_toml()),
        Format::Json => print_json(&rows(&keymap)),
    }
}

fn rows(keymap: &Keymap) -> Vec<Row> {
    let row = |spec: &'static crate::desk::app::action::Spec| Row {
        action: spec.name,
        group: spec.group,
        doc: spec.doc,
        keys: keymap.keys(spec.action).map(ToString::to_string).collect(),
        holds_in: holds_in(spec),
    };
    Action::all().map(row).collect()
}

fn text(keymap: &Keymap) -> String {
    let rows = rows(keymap);
    let keys = |row: &Row| {
        if row.keys.is_empty() {
            "-".to_owned()
        } else {
            row.keys.join(", ")
        }
    };
    let width = |of: &dyn Fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let (keys_width, name_width) = (
        width(&|row| keys(row).len()),
        width(&|row| row.action.len()),
    );
    let (mut text, mut group) = (String::new(), "");
    for row in &rows {
        if row.group != group {
            let gap = if group.is_empty() { "" } else { "\n" };
            group = row.group;
            let _ = writeln!(text, "{gap}{group}");
        }
        let (keys, name) = (keys(row), row.action);
        let _ = writeln!(
            text,
            "  {keys:keys_width$}  {name:name_width$}  {}",
            row.doc
        );
    }
    text
}
