//! One theme file as it is written:
//!
//! ```toml
//! inherits = "dark"            # another theme; optional
//! kind = "dark"                # dark, light or any
//!
//! [palette]
//! peach = "#fab387"
//!
//! [roles]
//! offer = "peach"                                      # the colour of the text
//! selected = { fg = "black", bg = "peach", bold = true }
//! ```

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use toml::{Spanned, Value};

use super::{Kind, Role, color};
use crate::desk::problem::Problem;

/// A theme file, read but not yet resolved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    pub(super) inherits: Option<String>,
    pub(super) kind: Option<Kind>,
    pub(super) palette: BTreeMap<String, String>,
    pub(super) roles: BTreeMap<Spanned<String>, Spanned<Value>>,
}

/// The look of one role.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one switch each, as in the file"
)]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

impl File {
    /// Reads a file; a text that is no theme at all is a problem.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| Problem::syntax(name, text, &error))
    }

    /// The styles this file sets itself, by role, with the palette of its forebears under its own. What cannot be read
    /// is left out and told.
    pub(super) fn styles(
        &self,
        name: &str,
        text: &str,
        palette: &BTreeMap<String, String>,
        problems: &mut Vec<Problem>,
    ) -> BTreeMap<Role, Style> {
        let mut styles = BTreeMap::new();
        for (key, value) in &self.roles {
            let read = Role::by_name(key.get_ref())
                .ok_or_else(|| "there is no such role; it is ignored".to_owned())
                .and_then(|role| Ok((role, look(value.get_ref(), palette)?)));
            match read {
                Ok((role, style)) => {
                    styles.insert(role, style);
                }
                Err(message) => {
                    let message = format!("roles.{}: {message}", key.get_ref());
                    problems.push(Problem::at(name, text, Some(key.span()), message));
                }
            }
        }
        styles
    }
}

fn look(value: &Value, palette: &BTreeMap<String, String>) -> Result<Style, String> {
    let look = match value {
        Value::String(fg) => Look {
            fg: Some(fg.clone()),
            ..Look::default()
        },
        other => other
            .clone()
            .try_into::<Look>()
            .map_err(|error| error.message().to_owned())?,
    };
    let named =
        |name: &Option<String>| name.as_deref().map(|name| named(name, palette)).transpose();
    let marks = [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.italic, Modifier::ITALIC),
        (look.underlined, Modifier::UNDERLINED),
        (look.reversed, Modifier::REVERSED),
    ];
    let add = marks
        .into_iter()
        .filter(|mark| mark.0)
        .map(|mark| mark.1)
        .collect();
    Ok(Style {
        fg: named(&look.fg)?,
        bg: named(&look.bg)?,
        ..Style::new()
    }
    .add_modifier(add))
}

/// A colour by the palette or by itself.
pub(super) fn named(name: &str, palette: &BTreeMap<String, String>) -> Result<Color, String> {
    let text = palette.get(name).map_or(name, String::as_str);
    color::parse(text).ok_or_else(|| {
        format!("`{text}` is no colour: write a palette name, `#rrggbb`, 0..255 or a name such as bright-red")
    })
}
