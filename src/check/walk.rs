//! From the paths a person gives to the files that are read, in an order that is the same every time.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Unreadable;

/// Extensions of files that are read when they are found in a folder.
const PLAUSIBLE: &[&str] = &[
    "json",
    "jsonl",
    "ndjson",
    "transcript",
    "yaml",
    "yml",
    "md",
    "markdown",
    "txt",
    "toml",
];

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where it is; none for the standard input.
    pub path: Option<PathBuf>,
    /// Its name for a person; unsanitised.
    pub name: String,
    /// Whether somebody named it, so that it must be something we know.
    pub named: bool,
    /// Its size in bytes, if that is known before.
    pub bytes: u64,
}

impl Target {
    /// Its extension in lower case; empty if it has none.
    pub fn extension(&self) -> String {
        let extension = self.path.as_deref().and_then(Path::extension);
        extension.map_or_else(String::new, |extension| {
            extension.to_string_lossy().to_ascii_lowercase()
        })
    }
}

/// Lists what is to be read: files as they are named, folders with everything plausible below them but what is hidden or
/// what an ignore file excludes. `-` is the standard input. What comes twice is read once.
pub fn targets(paths: &[PathBuf]) -> Vec<Result<Target, Unreadable>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from("-")) {
                found.push(Ok(standard_input()));
            }
            continue;
        }
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => folder(path, &mut seen, &mut found),
            Ok(data) => {
                if seen.insert(path.clone()) {
                    found.push(Ok(target(path, true, data.len())));
                }
            }
            Err(error) => found.push(Err(Unreadable {
                file: path.to_string_lossy().into_owned(),
                at: None,
                message: format!("it cannot be opened: {error}"),
                hint: "check the path and who may read it".to_owned(),
            })),
        }
    }
    found
}

fn standard_input() -> Target {
    Target {
        path: None,
        name: "<stdin>".to_owned(),
        named: true,
        bytes: 0,
    }
}

fn target(path: &Path, named: bool, bytes: u64) -> Target {
    Target {
        path: Some(path.to_owned()),
        name: path.to_string_lossy().into_owned(),
        named,
        bytes,
    }
}

fn folder(root: &Path, seen: &mut HashSet<PathBuf>, found: &mut Vec<Result<Target, Unreadable>>) {
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| kind.is_file());
                if file && is_plausible(entry.path()) && seen.insert(entry.path().to_owned()) {
                    let bytes = entry.metadata().map_or(0, |data| data.len());
                    found.push(Ok(target(entry.path(), false, bytes)));
                }
            }
            Err(error) => found.push(Err(unreadable(root, &error))),
        }
    }
}

fn is_plausible(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        PLAUSIBLE
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

fn unreadable(root: &Path, error: &ignore::Error) -> Unreadable {
    let path = match error {
        ignore::Error::WithDepth { err, .. } => match &**err {
            ignore::Error::WithPath { path, .. } => path.clone(),
            _ => root.to_owned(),
        },
        ignore::Error::WithPath { path, .. } => path.clone(),
        _ => root.to_owned(),
    };
    let message = match error.io_error() {
        Some(error) => format!("it cannot be opened: {error}"),
        None => format!("it cannot be opened: {error}"),
    };
    Unreadable {
        file: path.to_string_lossy().into_owned(),
        at: None,
        message,
        hint: "check who may read it, or leave it out with an ignore file".to_owned(),
    }
}
