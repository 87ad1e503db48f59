//! Where files of the desk belong, by the XDG rules on every system.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, base_strategy::Xdg};

/// Folders of the desk. Nothing is created here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    config: PathBuf,
    state: PathBuf,
}

impl Paths {
    /// Where they are for this user; `None` without a home.
    pub fn of_user() -> Option<Self> {
        let dirs = Xdg::new().ok()?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_dir());
        Some(Self {
            config: dirs.config_dir().join("deskhand"),
            state: state.join("deskhand"),
        })
    }

    /// All of them below one folder, as the demo has it.
    pub fn below(folder: &Path) -> Self {
        Self {
            config: folder.join("config"),
            state: folder.join("state"),
        }
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The user's own keys, beside the settings.
    pub fn keys_file(&self) -> PathBuf {
        self.config.join("keys.toml")
    }

    /// The user's own themes.
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// Drafts and what is not acknowledged.
    pub fn drafts(&self) -> PathBuf {
        self.state.join("drafts")
    }

    /// Crash reports.
    pub fn crashes(&self) -> PathBuf {
        self.state.join("crashes")
    }

    /// The log.
    pub fn log(&self) -> PathBuf {
        self.state.join("log")
    }
}
