//! What arrives on which channel: text styles, emoji, stickers, cards, choices, files. The tables are data, in
//! `assets/rules/channels.toml`; reading one of them costs an index into an array.

mod table;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::domain::Channel;
use table::{Fate, row};

/// What becomes of an emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmojiFate {
    /// The character itself arrives.
    Itself,
    /// Something else arrives.
    Becomes(&'static str),
    /// No source says.
    Unsaid,
}

/// A style of text: a row of the table of styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextStyle {
    /// Bold or italics.
    Emphasis,
    /// Struck through.
    Strikethrough,
    /// Block quote.
    Quote,
    /// Monospace.
    Code,
    /// Link with a text of its own.
    Link,
    /// Link that is its own text.
    BareLink,
    /// A line break.
    NewLine,
    /// Heading.
    Heading,
    /// Numbered or bullet list.
    List,
}

impl TextStyle {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Emphasis,
        Self::Strikethrough,
        Self::Quote,
        Self::Code,
        Self::Link,
        Self::BareLink,
        Self::NewLine,
        Self::Heading,
        Self::List,
    ];

    /// In words, as subject of a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::Emphasis => "Bold or italics",
            Self::Strikethrough => "Strikethrough",
            Self::Quote => "A block quote",
            Self::Code => "Monospace",
            Self::Link => "A link with a text of its own",
            Self::BareLink => "A bare link",
            Self::NewLine => "A new line",
            Self::Heading => "A heading",
            Self::List => "A list",
        }
    }
}

/// A kind of card, as the table of channels tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// Hero card.
    Hero,
    /// Thumbnail card.
    Thumbnail,
    /// Audio card.
    Audio,
    /// Sign-in card.
    Signin,
    /// Any other rich card.
    Other,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Picture.
    Image,
    /// Sound.
    Audio,
    /// Film.
    Video,
    /// Anything else.
    Document,
}

impl FileKind {
    /// By its media type, such as `image/png`.
    pub fn of(media_type: &str) -> Self {
        let family = media_type.split('/').next().unwrap_or_default().trim();
        match family.to_ascii_lowercase().as_str() {
            "image" => Self::Image,
            "audio" => Self::Audio,
            "video" => Self::Video,
            _ => Self::Document,
        }
    }
}

/// Which way something goes through a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the customer.
    In,
    /// To the customer.
    Out,
}

/// What becomes of an emoji on this channel.
pub fn emoji(channel: Channel) -> EmojiFate {
    match &row(channel).emoji {
        None => EmojiFate::Unsaid,
        Some(Fate::Itself) => EmojiFate::Itself,
        Some(Fate::Becomes(what)) => EmojiFate::Becomes(what),
    }
}

/// What becomes of a sticker.
pub fn sticker(channel: Channel) -> &'static str {
    &row(channel).sticker
}

/// Whether the channel shows this style. Where no page says, nothing is claimed: LINE is no column of the table, and voice
/// has no styles.
pub fn shows(channel: Channel, style: TextStyle) -> bool {
    row(channel)
        .styles
        .as_ref()
        .is_none_or(|styles| styles.contains(&style))
}

/// Whether a source says which styles the channel shows.
pub fn knows_styles(channel: Channel) -> bool {
    row(channel).styles.is_some()
}

/// Whether the channel takes no rich cards at all.
pub fn takes_no_cards(channel: Channel) -> bool {
    row(channel).no_cards
}

/// What becomes of a card; `None` if it is shown, or no source says that it is not.
pub fn card(channel: Channel, kind: CardKind) -> Option<&'static str> {
    lost(channel, card_fate(channel, kind))
}

/// Whether a source says what becomes of such a card.
pub fn knows_card(channel: Channel, kind: CardKind) -> bool {
    takes_no_cards(channel) || card_fate(channel, kind).is_some()
}

fn card_fate(channel: Channel, kind: CardKind) -> Option<&'static Fate> {
    let cards = &row(channel).cards;
    match kind {
        CardKind::Hero => cards.hero.as_ref(),
        CardKind::Thumbnail => cards.thumbnail.as_ref(),
        CardKind::Audio => cards.audio.as_ref(),
        CardKind::Signin => cards.signin.as_ref(),
        CardKind::Other => None,
    }
}

/// What becomes of a carousel; `None` if it is shown, or no source says that it is not.
pub fn carousel(channel: Channel) -> Option<&'static str> {
    lost(channel, row(channel).cards.carousel.as_ref())
}

fn lost(channel: Channel, fate: Option<&'static Fate>) -> Option<&'static str> {
    match fate {
        _ if takes_no_cards(channel) => Some("nothing"),
        Some(Fate::Becomes(what)) => Some(what),
        Some(Fate::Itself) | None => None,
    }
}

/// Whether the channel shows suggested actions, if a source says so or not so.
pub fn suggested_actions(channel: Channel) -> Option<bool> {
    row(channel).suggested_actions
}

/// Whether a source says that the channel does not show suggested actions.
pub fn hides_suggested_actions(channel: Channel) -> bool {
    suggested_actions(channel) == Some(false)
}

/// At most how many suggested actions the channel shows, if a source says.
pub fn most_actions(channel: Channel) -> Option<usize> {
    row(channel).most_actions
}

/// Whether the channel carries files of this kind that way. Where no page says, nothing is claimed.
pub fn carries(channel: Channel, kind: FileKind, direction: Direction) -> bool {
    let row = row(channel);
    let kinds = match direction {
        Direction::In => &row.files_in,
        Direction::Out => &row.files_out,
    };
    kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
}
