//! Cards as rows of text that read well at 60 columns: what the customer was shown, and what they chose.
//!
//! Every field of a card is hostile: it may be missing, of another type, or nested without end. An element we do not know
//! is named, never dropped.

mod adaptive;
mod answer;
mod builder;
mod buttons;
mod form;
mod functions;
mod other;
mod places;
mod reading;
mod rich;
#[cfg(test)]
mod tests;

pub(super) use answer::chosen_on;
pub use answer::{Answer, REACH, answers, offers};

use super::display::Displayed;
use super::markdown::Line;
use super::sanitize::EmojiStyle;
use super::scan::Finding;
use crate::activity::fields::names_transcript;
use crate::activity::{Activity, Attachment};
use builder::Builder;
use places::Places;

/// A card to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What it is, for its frame: `hero card`, `adaptive card 1.5`, `image.png`. Sanitised.
    pub label: String,
    /// Whether something is found about the card as a whole, such as a channel that does not show its kind.
    pub flagged: bool,
    /// Its rows, at most 400 with those in its tables; the last one says how many more there were.
    pub rows: Vec<Row>,
}

/// A row of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it stands, at most 8.
    pub indent: u8,
    /// Whether something is found about the element that begins here, and not only about a text of it.
    pub flagged: bool,
    /// What stands there.
    pub content: Content,
}

/// What stands in a row. Every text is sanitised and without line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words of the card, with their style.
    Text(Line),
    /// What is to be known about the card or an element, such as what an input takes.
    Note(Displayed<'static>),
    /// A name and what it is; without a name, more of what the row above is.
    Fact {
        /// The name.
        name: Line,
        /// What it is.
        value: Line,
    },
    /// Columns side by side.
    Table(Table),
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
    Choice {
        /// Its words.
        title: Displayed<'static>,
        /// Whether it is chosen before the customer does anything.
        chosen: bool,
        /// Whether others can be chosen with it.
        many: bool,
    },
    /// A button, or another place to press.
    Action {
        /// What stands on it.
        title: Displayed<'static>,
        /// Where it leads, for one that opens a page; else empty.
        address: String,
        /// What else it does; may be empty.
        note: String,
    },
    /// Something that is not shown, by its name: an element we do not know, or one that is nested too deeply.
    Unshown(String),
}

/// Columns side by side, in one row or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How wide the columns are beside each other; 0 for one that is as wide as what is in it. There may be fewer than columns.
    pub weights: Vec<u16>,
    /// Whether the first row names the columns.
    pub header: bool,
    /// Whether there are lines between the columns.
    pub lines: bool,
    /// Rows of cells, each with the rows in it.
    pub rows: Vec<Vec<Vec<Row>>>,
}

/// How cards are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How emoji are shown.
    pub emoji: EmojiStyle,
    /// Minutes east of UTC, for times in cards: a host shows them in the zone of who looks at them.
    pub utc_offset: i32,
}

/// The cards, files and choices that hang on an activity, in order; an inline transcript is none of them. `findings` are
/// those of [`scan_activity`](super::scan::scan_activity) on the same activity.
pub fn cards(activity: &Activity, findings: &[Finding], look: Look) -> Vec<Card> {
    let places = Places::of(activity, findings);
    let mut cards: Vec<Card> = activity
        .attachments
        .iter()
        .enumerate()
        .filter(|(_, attachment)| !is_transcript(attachment))
        .map(|(index, attachment)| card(index, attachment, &places, look))
        .collect();
    let carousel = activity
        .rest
        .get("attachmentLayout")
        .and_then(serde_json::Value::as_str)
        .is_some_and(|layout| layout.eq_ignore_ascii_case("carousel"));
    let count = cards.len();
    if carousel && count > 1 {
        for (index, card) in cards.iter_mut().enumerate() {
            let label = &card.label;
            card.label = format!("{label} · {} of {count} in a carousel", index + 1);
            card.flagged |= places.is_found("/attachmentLayout");
        }
    }
    if let Some(choices) = rich::suggested_actions(activity, Builder::new(&places, look)) {
        cards.push(choices);
    }
    cards
}

fn card(index: usize, attachment: &Attachment, places: &Places<'_>, look: Look) -> Card {
    let builder = Builder::new(places, look);
    let content = attachment.content.as_ref();
    let mut card = match rich::kind(attachment).as_deref() {
        Some("adaptive") => adaptive::card(content, builder),
        Some(kind) if rich::is_known(kind) => rich::card(kind, content, builder),
        _ if adaptive::is_card(content) => adaptive::card(content, builder),
        _ => other::card(attachment, builder),
    };
    let place = format!("/attachments/{index}");
    card.flagged |= ["", "/content", "/contentType", "/contentUrl", "/name"]
        .iter()
        .any(|member| places.is_found(&format!("{place}{member}")));
    card
}

fn is_transcript(attachment: &Attachment) -> bool {
    attachment.content.is_some() && attachment.name.as_deref().is_some_and(names_transcript)
}
