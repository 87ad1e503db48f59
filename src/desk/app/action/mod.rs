//! The one table of actions. Key maps, help, palette, footer and the check of key map files all come from it.

mod bindings;
mod scope;
mod table;

use std::fmt;

pub use bindings::{Binding, Bindings};
pub use scope::{Scope, When};
pub use table::{Dialog, Edit, Go, List, Motion, Program, Read, Talk, Write};

/// Something a person can do with a key, by group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Moves the cursor of a list, or scrolls.
    Motion(Motion),
    /// Goes somewhere.
    Go(Go),
    /// Does something with the selected row.
    List(List),
    /// Does something with the conversation shown.
    Talk(Talk),
    /// Sends, or deals with what is not sent.
    Write(Write),
    /// Edits text.
    Edit(Edit),
    /// Does something with a page to read.
    Read(Read),
    /// Answers an overlay.
    Dialog(Dialog),
    /// Does something with the program.
    Program(Program),
}

/// A shipped set of default keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Arrows, function keys, and letters where no text is taken.
    #[default]
    Default,
    /// The default and what hands used to vi look for.
    Vim,
    /// The default and what hands used to Emacs look for.
    Emacs,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vim, Self::Emacs];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Vim => "vim",
            Self::Emacs => "emacs",
        }
    }
}

/// What there is to know about an action.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Which.
    pub action: Action,
    /// Its name in key map files: kebab-case, never changed.
    pub name: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// The group it is listed under.
    pub group: &'static str,
    /// Where its keys hold.
    pub scope: Scope,
    /// What must be true for it to do anything.
    pub when: When,
    /// Keys of the default preset: `ctrl-k`, `alt-enter`, `f2`, `g g`.
    pub keys: &'static [&'static str],
    /// Keys the vim preset adds.
    pub vim: &'static [&'static str],
    /// Keys the Emacs preset adds.
    pub emacs: &'static [&'static str],
}

impl Spec {
    /// The keys of a preset, the default ones first.
    pub fn preset_keys(&self, preset: Preset) -> impl Iterator<Item = &'static str> {
        let added: &[&str] = match preset {
            Preset::Default => &[],
            Preset::Vim => self.vim,
            Preset::Emacs => self.emacs,
        };
        self.keys.iter().chain(added).copied()
    }
}

impl Action {
    /// Every action with what there is to know about it, by group.
    pub fn all() -> impl Iterator<Item = &'static Spec> {
        [
            Go::SPECS,
            List::SPECS,
            Talk::SPECS,
            Write::SPECS,
            Edit::SPECS,
            Motion::SPECS,
            Read::SPECS,
            Dialog::SPECS,
            Program::SPECS,
        ]
        .into_iter()
        .flatten()
    }

    /// What there is to know about this one; the table holds every action, so there is always an entry.
    pub fn spec(self) -> Option<&'static Spec> {
        Self::all().find(|spec| spec.action == self)
    }

    /// Its name in key map files.
    pub fn name(self) -> &'static str {
        self.spec().map_or("", |spec| spec.name)
    }

    /// The action of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::all()
            .find(|spec| spec.name == name)
            .map(|spec| spec.action)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests;
