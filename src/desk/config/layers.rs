//! Layers of settings laid over each other as tables, then read once.

use toml::{Table, Value};

use super::model::Config;
use super::{DEFAULTS, place};
use crate::desk::problem::Problem;

/// Settings, and what was wrong with the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The settings; the default wherever something was wrong.
    pub config: Config,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Settings from the text of the user's file, over the defaults, and under `over`: dotted names with values, from the
/// environment and the command line. A value that cannot be used is told, and what lies under it applies.
pub fn layered(file: &str, text: &str, over: &[(&str, String)]) -> Loaded {
    let mut problems = Vec::new();
    let mut user = text.parse::<Table>().unwrap_or_else(|error| {
        problems.push(Problem::syntax(file, text, &error));
        Table::new()
    });
    let defaults: Table = DEFAULTS.parse().unwrap_or_default();
    for path in unknown(&user, &defaults, &[]) {
        let message = format!("there is no setting `{}`; it is ignored", path.join("."));
        problems.push(Problem::at(file, text, place::span(text, &path), message));
        remove(&mut user, &path);
    }
    while let Err((path, message)) = read(&defaults, &user) {
        let told = format!("{}: {message}; the default applies", path.join("."));
        problems.push(Problem::at(file, text, place::span(text, &path), told));
        if !remove(&mut user, &path) {
            user.clear();
        }
    }
    for (name, value) in over {
        set(&mut user, name, Value::String(value.clone()));
    }
    let config = read(&defaults, &user).unwrap_or_default();
    Loaded { config, problems }
}

fn read(defaults: &Table, user: &Table) -> Result<Config, (Vec<String>, String)> {
    let mut merged = defaults.clone();
    merge(&mut merged, user);
    serde_path_to_error::deserialize(Value::Table(merged)).map_err(|error| {
        let path = error.path().iter().filter_map(|segment| match segment {
            serde_path_to_error::Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        (path.collect(), error.inner().message().to_owned())
    })
}

/// Lays one table over another, deep.
fn merge(under: &mut Table, over: &Table) {
    for (name, value) in over {
        match (under.get_mut(name), value) {
            (Some(Value::Table(under)), Value::Table(over)) => merge(under, over),
            _ => {
                under.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Paths of what is in `user` and not in `known`.
fn unknown(user: &Table, known: &Table, above: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (name, value) in user {
        let path: Vec<String> = above.iter().chain([name]).cloned().collect();
        match (known.get(name), value) {
            (None, _) => found.push(path),
            (Some(Value::Table(known)), Value::Table(user)) => {
                found.extend(unknown(user, known, &path));
            }
            _ => {}
        }
    }
    found
}

/// Takes away what is at a path, or the last part of the way that is there. Says whether anything was.
fn remove(table: &mut Table, path: &[String]) -> bool {
    let [first, rest @ ..] = path else {
        return false;
    };
    match table.get_mut(first) {
        Some(Value::Table(inner)) if !rest.is_empty() => remove(inner, rest),
        Some(_) => table.remove(first).is_some(),
        None => false,
    }
}

fn set(table: &mut Table, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            table.insert(name.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = table
                .entry(first)
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}
