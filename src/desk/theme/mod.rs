//! Looks. A theme gives each [`Role`] a style; themes are TOML files that may inherit from one another.
//!
//! To add a theme, add a file to `themes/` and a line to `library.rs`; to add a role, see `role.rs`.

mod color;
mod degrade;
mod file;
mod library;
mod role;
#[cfg(test)]
mod tests;

use ratatui::style::{Color, Style};

pub use degrade::Depth;
pub use library::Library;
pub use role::Role;

/// A look, resolved: one style for each role, nothing left to look up.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    name: String,
    kind: Kind,
    styles: [Style; Role::COUNT],
}

/// Which ground a theme is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Light text on dark ground.
    #[default]
    Dark,
    /// Dark text on light ground.
    Light,
    /// Whatever the terminal has.
    Any,
}

impl Theme {
    /// The look of a role: what it sets over what is already there. Colours it does not name stay.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.index()]
    }

    /// The style the whole screen is filled with: [`Role::Text`] with both colours named, so that nothing shines through.
    pub fn ground(&self) -> Style {
        let text = self.style(Role::Text);
        text.fg(text.fg.unwrap_or(Color::Reset))
            .bg(text.bg.unwrap_or(Color::Reset))
    }

    /// The name of the file it came from, without ending.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which ground it is made for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The same look with no more colours than `depth` has. Without colour the marks of the `mono` theme take over.
    #[must_use]
    pub fn degrade(&self, depth: Depth) -> Self {
        let styles = match depth {
            Depth::True => return self.clone(),
            Depth::Mono => Library::shipped().mono().styles,
            Depth::Ansi256 | Depth::Ansi16 => self.styles.map(|style| degrade::style(style, depth)),
        };
        Self {
            styles,
            ..self.clone()
        }
    }
}

impl Default for Theme {
    /// The shipped `dark` theme.
    fn default() -> Self {
        Library::shipped().fallback()
    }
}
