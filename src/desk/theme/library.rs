//! All themes by name: the shipped ones and the user's own. A user's file hides a shipped one of the same name.

use std::collections::BTreeMap;

use ratatui::style::Style;

use super::file::File;
use super::{Kind, Role, Theme};
use crate::desk::problem::Problem;

/// How many themes may stand in one line of inheritance.
const MAX_FOREBEARS: usize = 8;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../themes/", $name, ".toml")))),*]
    };
}

/// The shipped files: name and text.
pub(super) const SHIPPED: [(&str, &str); 10] = shipped![
    "ansi16",
    "catppuccin-latte",
    "catppuccin-mocha",
    "dark",
    "gruvbox-dark",
    "light",
    "mono",
    "nord",
    "solarized-light",
    "tokyonight",
];

/// Theme files by name.
#[derive(Clone, Debug)]
pub struct Library {
    files: BTreeMap<String, Source>,
}

#[derive(Clone, Debug)]
struct Source {
    origin: String,
    text: String,
}

impl Library {
    /// What is shipped.
    pub fn shipped() -> Self {
        let file = |(name, text): (&str, &str)| {
            let origin = format!("shipped themes/{name}.toml");
            (
                name.to_owned(),
                Source {
                    origin,
                    text: text.to_owned(),
                },
            )
        };
        Self {
            files: SHIPPED.into_iter().map(file).collect(),
        }
    }

    /// Adds a file of the user's.
    pub fn add(&mut self, name: &str, origin: &str, text: &str) {
        let source = Source {
            origin: origin.to_owned(),
            text: text.to_owned(),
        };
        self.files.insert(name.to_owned(), source);
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// A theme's file: where it comes from, and its text.
    pub fn source(&self, name: &str) -> Option<(&str, &str)> {
        self.files
            .get(name)
            .map(|source| (source.origin.as_str(), source.text.as_str()))
    }

    /// The theme of this name, and what is wrong with its files. A role that cannot be read falls back. A palette
    /// entry of a heir counts for the roles it inherits too: a heir may be nothing but a palette.
    pub fn theme(&self, name: &str) -> Result<(Theme, Vec<Problem>), Problem> {
        let mut line = Vec::new();
        self.gather(name, &mut line)?;
        let kind = line
            .iter()
            .find_map(|(_, file)| file.kind)
            .unwrap_or_default();
        let mut palette = BTreeMap::new();
        for (_, file) in line.iter().rev() {
            palette.extend(file.palette.clone());
        }
        let mut problems = Vec::new();
        let mut named = BTreeMap::new();
        for (source, file) in line.iter().rev() {
            named.extend(file.styles(&source.origin, &source.text, &palette, &mut problems));
        }
        let mut styles = [Style::new(); Role::COUNT];
        for role in Role::all() {
            let mut chain = std::iter::successors(Some(role), |role| role.fallback());
            let found = chain.find_map(|role| named.get(&role));
            styles[role.index()] = found.copied().unwrap_or_default();
        }
        Ok((
            Theme {
                name: name.to_owned(),
                kind,
                styles,
            },
            problems,
        ))
    }

    /// `mono` as shipped.
    pub(super) fn mono(&self) -> Theme {
        self.certain("mono")
    }

    /// `dark` as shipped.
    pub(super) fn fallback(&self) -> Theme {
        self.certain("dark")
    }

    /// A shipped theme, for which a test proves that it can be read.
    fn certain(&self, name: &str) -> Theme {
        let bare = Theme {
            name: name.to_owned(),
            kind: Kind::Any,
            styles: [Style::new(); Role::COUNT],
        };
        self.theme(name).map_or(bare, |(theme, _)| theme)
    }

    /// The line of inheritance, the theme itself first.
    fn gather<'a>(&'a self, name: &str, line: &mut Vec<(&'a Source, File)>) -> Result<(), Problem> {
        let source = self.files.get(name).ok_or_else(|| self.unknown(name))?;
        if line.len() >= MAX_FOREBEARS {
            let message = "themes inherit in a circle, or from too many others";
            return Err(Problem::whole(&source.origin, message));
        }
        let file = File::read(&source.origin, &source.text)?;
        let parent = file.inherits.clone();
        line.push((source, file));
        parent.map_or(Ok(()), |parent| self.gather(&parent, line))
    }

    fn unknown(&self, name: &str) -> Problem {
        let names: Vec<_> = self.names().collect();
        let message = format!("there is no theme `{name}`; there are {}", names.join(", "));
        Problem::whole("theme", message)
    }
}
