//! The embedded tables of channels, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{FileKind, TextStyle};
use crate::domain::Channel;

pub(super) const FILE: &str = include_str!("../../../../assets/rules/channels.toml");

/// What becomes of something on its way.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub(super) enum Fate {
    /// It arrives.
    Itself,
    /// Something else arrives.
    Becomes(String),
}

impl From<String> for Fate {
    fn from(text: String) -> Self {
        if text == "itself" {
            Self::Itself
        } else {
            Self::Becomes(text)
        }
    }
}

/// What becomes of cards.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cards {
    pub(super) hero: Option<Fate>,
    pub(super) thumbnail: Option<Fate>,
    pub(super) audio: Option<Fate>,
    pub(super) carousel: Option<Fate>,
    pub(super) signin: Option<Fate>,
}

/// What one channel does. `None` where no source says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Row {
    pub(super) emoji: Option<Fate>,
    pub(super) sticker: String,
    pub(super) styles: Option<Vec<TextStyle>>,
    #[serde(default)]
    pub(super) cards: Cards,
    #[serde(default)]
    pub(super) no_cards: bool,
    pub(super) suggested_actions: Option<bool>,
    pub(super) most_actions: Option<usize>,
    pub(super) files_in: Option<Vec<FileKind>>,
    pub(super) files_out: Option<Vec<FileKind>>,
}

static TABLE: LazyLock<[Row; Channel::ALL.len()]> = LazyLock::new(|| {
    // The file is part of the program: a test reads it strictly.
    let mut rows: HashMap<Channel, Row> = toml::from_str(FILE).unwrap_or_default();
    Channel::ALL.map(|channel| rows.remove(&channel).unwrap_or_default())
});

/// What this channel does.
pub(super) fn row(channel: Channel) -> &'static Row {
    // `Channel::ALL` has the channels in the order of their numbers; a test holds it.
    &TABLE[channel as usize]
}
