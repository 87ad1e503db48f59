//! Cards as rows of text that read well at 60 columns: what the customer was shown, and what they chose.
//!
//! Every field of a card is hostile: it may be missing, of another type, or nested without end. An element we do not know
//! is named, never dropped.

mod adaptive;
mod answer;
mod builder;
mod rich;
#[cfg(test)]
mod tests;

pub(super) use answer::chosen_on;
pub use answer::{Answer, answers};

use super::display::Displayed;
use super::markdown::Line;
use super::sanitize::EmojiStyle;
use super::scan::Context;
use crate::activity::{Activity, Attachment};
use builder::Builder;

/// A card to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is, for its frame: `hero card`, `adaptive card 1.5`, `image.png`. Sanitised.
    pub label: String,
    /// Its rows, at most 400; the last one says how many more there were.
    pub rows: Vec<Row>,
}

/// A row of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it stands, at most 8.
    pub indent: u8,
    /// What stands there.
    pub content: Content,
}

/// What stands in a row. Every text is sanitised and without line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A title.
    Heading(Displayed<'static>),
    /// Words, with their style.
    Text(Line),
    /// A name and what it is.
    Fact {
        /// The name.
        name: Displayed<'static>,
        /// What it is.
        value: Displayed<'static>,
    },
    /// Columns side by side.
    Cells(Vec<Displayed<'static>>),
    /// A picture, by its words.
    Image(Displayed<'static>),
    /// Sound or film, or a file, by its name, and where it is.
    Media {
        /// Its name.
        name: Displayed<'static>,
        /// Where it is.
        address: String,
    },
    /// Something to fill in.
    Input {
        /// What is asked.
        label: Displayed<'static>,
        /// What is filled in already, or hinted at.
        hint: Displayed<'static>,
        /// Whether it must be filled in.
        required: bool,
    },
    /// One choice of an input.
    Choice(Displayed<'static>),
    /// A button.
    Action {
        /// What stands on it.
        title: Displayed<'static>,
        /// Where it leads, for one that opens a page; else empty.
        address: String,
    },
    /// Something that is not shown, by its name: an element we do not know, or one that is nested too deeply.
    Unshown(String),
}

/// The cards, files and choices that hang on an activity, in order; an inline transcript is none of them.
pub fn cards(activity: &Activity, context: &Context, emoji: EmojiStyle) -> Vec<Card> {
    let mut cards: Vec<Card> = activity
        .attachments
        .iter()
        .filter(|attachment| !is_transcript(attachment))
        .map(|attachment| card(attachment, context, emoji))
        .collect();
    if let Some(choices) = rich::suggested_actions(activity, Builder::new(context, emoji)) {
        cards.push(choices);
    }
    cards
}

/// One attachment as a card.
pub fn card(attachment: &Attachment, context: &Context, emoji: EmojiStyle) -> Card {
    let builder = Builder::new(context, emoji);
    match rich::kind(attachment) {
        Some("adaptive") => adaptive::card(attachment.content.as_ref(), builder),
        Some(kind) => rich::card(kind, attachment.content.as_ref(), builder),
        None => rich::file(attachment, builder),
    }
}

fn is_transcript(attachment: &Attachment) -> bool {
    attachment.content.is_some()
        && attachment
            .name
            .as_deref()
            .is_some_and(|name| name.eq_ignore_ascii_case("transcript"))
}
