//! Reads the user's files: settings, keys, themes. What is not there is not missed; what cannot be read is told.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::layers::{Loaded, layered};
use super::paths::Paths;
use crate::desk::keymap::Keymap;
use crate::desk::problem::Problem;
use crate::desk::theme::Library;

/// The largest file read, in bytes. Nobody writes more by hand.
const LARGEST: u64 = 1 << 20;

/// Everything that comes from files.
#[derive(Debug)]
pub struct Files {
    /// Settings.
    pub config: super::Config,
    /// Keys: the preset, and over it the user's file.
    pub keymap: Keymap,
    /// Themes: the shipped and the user's.
    pub themes: Library,
    /// What was wrong with any of them.
    pub problems: Vec<Problem>,
}

/// Reads them. `config_file` is a settings file named on the command line, which then must be there; its keys are
/// `keys.toml` beside it. `over` as in [`layered`].
pub fn files(paths: Option<&Paths>, config_file: Option<&Path>, over: &[(&str, String)]) -> Files {
    let named = config_file.map(Path::to_path_buf);
    let settings = named.clone().or_else(|| paths.map(Paths::config_file));
    let keys = match &named {
        Some(file) => Some(file.with_file_name("keys.toml")),
        None => paths.map(Paths::keys_file),
    };
    let mut problems = Vec::new();
    let mut text =
        |file: &Option<PathBuf>, must: bool| match file.as_deref().map(|file| read(file, must)) {
            Some(Err(problem)) => {
                problems.push(problem);
                String::new()
            }
            Some(Ok(text)) => text,
            None => String::new(),
        };
    let settings_text = text(&settings, named.is_some());
    let keys_text = text(&keys, false);
    let Loaded {
        config,
        problems: found,
    } = layered(&shown(settings.as_ref()), &settings_text, over);
    problems.extend(found);
    let mut keymap = Keymap::preset(config.keys.preset.into());
    problems.extend(keymap.overlay(&shown(keys.as_ref()), &keys_text));
    let mut themes = Library::shipped();
    if let Some(paths) = paths {
        add_themes(&paths.themes(), &mut themes, &mut problems);
    }
    Files {
        config,
        keymap,
        themes,
        problems,
    }
}

fn shown(path: Option<&PathBuf>) -> String {
    path.map(|path| path.display().to_string())
        .unwrap_or_default()
}

/// The text of a file; empty if it is not there and need not be.
fn read(file: &Path, must: bool) -> Result<String, Problem> {
    let name = file.display().to_string();
    let large = fs::metadata(file).is_ok_and(|about| about.len() > LARGEST);
    if large {
        return Err(Problem::whole(&name, "larger than 1 MiB; it is ignored"));
    }
    match fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound && !must => Ok(String::new()),
        Err(error) => Err(Problem::whole(
            &name,
            format!("cannot be read: {error}; defaults apply"),
        )),
    }
}

fn add_themes(folder: &Path, themes: &mut Library, problems: &mut Vec<Problem>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_stem().and_then(|stem| stem.to_str());
        if let (Some(name), Some("toml")) = (name, path.extension().and_then(|end| end.to_str())) {
            match read(&path, true) {
                Ok(text) => themes.add(name, &path.display().to_string(), &text),
                Err(problem) => problems.push(problem),
            }
        }
    }
}
