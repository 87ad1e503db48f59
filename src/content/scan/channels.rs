//! What arrives on which channel: the tables of `card-support-in-channels`, 2023-10-09 and 2024-08-30.

use crate::domain::Channel;

/// What becomes of an emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmojiFate {
    /// The character itself arrives.
    Itself,
    /// Something else arrives.
    Becomes(&'static str),
    /// No source says.
    Unsaid,
}

/// What becomes of an emoji on this channel.
pub(super) fn emoji(channel: Channel) -> EmojiFate {
    match channel {
        Channel::Msteams => EmojiFate::Becomes("a PNG image"),
        Channel::Line => EmojiFate::Becomes("a sticker"),
        Channel::Wechat => EmojiFate::Becomes("ASCII such as :-)"),
        Channel::WhatsappTwilio => EmojiFate::Becomes("nothing: emoji are unsupported"),
        Channel::Apple
        | Channel::Facebook
        | Channel::Google
        | Channel::Sms
        | Channel::Telegram
        | Channel::Directline
        | Channel::WhatsappAcs => EmojiFate::Itself,
        Channel::Lcw | Channel::Telephony => EmojiFate::Unsaid,
    }
}

/// What becomes of a sticker.
pub(super) fn sticker(channel: Channel) -> &'static str {
    match channel {
        Channel::Facebook => "a PNG image",
        Channel::Directline => "an image",
        Channel::Line => "the word \"Sticker\"",
        Channel::Wechat => "the words \"Unsupported message\"",
        _ => "nothing",
    }
}

/// A style of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum TextStyle {
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
    /// Heading.
    Heading,
    /// Numbered or bullet list.
    List,
}

impl TextStyle {
    /// In words, as subject of a sentence.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Emphasis => "Bold or italics",
            Self::Strikethrough => "Strikethrough",
            Self::Quote => "A block quote",
            Self::Code => "Monospace",
            Self::Link => "A link with a text of its own",
            Self::Heading => "A heading",
            Self::List => "A list",
        }
    }
}

/// Whether the channel shows this style. LINE is no column of the table, and voice has no styles: nothing is claimed.
pub(in crate::content) fn shows(channel: Channel, style: TextStyle) -> bool {
    use TextStyle::{Code, Emphasis, Heading, Link, List, Quote, Strikethrough};
    match channel {
        Channel::Lcw
        | Channel::Msteams
        | Channel::Directline
        | Channel::Line
        | Channel::Telephony => true,
        Channel::Facebook | Channel::WhatsappTwilio => {
            matches!(style, Emphasis | Strikethrough | Code)
        }
        Channel::Google => style == Emphasis,
        Channel::WhatsappAcs => matches!(style, Emphasis | Strikethrough),
        Channel::Telegram => !matches!(style, Quote | Heading | List),
        Channel::Apple | Channel::Wechat | Channel::Sms => !matches!(
            style,
            Emphasis | Strikethrough | Quote | Code | Link | Heading | List
        ),
    }
}

/// A kind of card, as the table of channels tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardKind {
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

/// Whether the channel takes no rich cards at all.
pub(super) fn takes_no_cards(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Apple
            | Channel::Sms
            | Channel::WhatsappAcs
            | Channel::WhatsappTwilio
            | Channel::Wechat
            | Channel::Google
    )
}

/// What becomes of a card; `None` if it is shown, or no source says that it is not.
pub(super) fn card(channel: Channel, kind: CardKind) -> Option<&'static str> {
    match (channel, kind) {
        (channel, _) if takes_no_cards(channel) => Some("nothing"),
        (Channel::Msteams, CardKind::Audio)
        | (Channel::Line | Channel::Directline, CardKind::Signin) => Some("nothing"),
        (Channel::Line | Channel::Telegram, CardKind::Audio) => Some("unformatted text"),
        (Channel::Directline, CardKind::Audio) => Some("a card in Web Chat only"),
        _ => None,
    }
}

/// What becomes of a carousel; `None` if it is shown, or no source says that it is not.
pub(super) fn carousel(channel: Channel) -> Option<&'static str> {
    match channel {
        channel if takes_no_cards(channel) => Some("nothing"),
        Channel::Directline => Some("a carousel in Web Chat only"),
        _ => None,
    }
}

/// Whether a source says that the channel does not show suggested actions.
pub(super) fn hides_suggested_actions(channel: Channel) -> bool {
    channel == Channel::Msteams || takes_no_cards(channel)
}
