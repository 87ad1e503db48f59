//! What lies over the panes: a stack as data. The top one gets the keys, the others wait.

use super::composer::Draft;
use super::flags::Flags;
use super::focus::Focus;
use super::help::Help;
use super::palette::Palette;
use super::reader::Reader;
use super::revision::Revision;
use crate::domain::{ConversationId, DeclineReason, OfferNumber, Presence};

/// Something over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every key.
    Help(Help),
    /// Everything by name.
    Palette(Palette),
    /// A few choices.
    Menu(Menu),
    /// A line to be filled in.
    Prompt(Prompt),
    /// A question.
    Confirm(Confirm),
    /// Something to read.
    Reader(Box<Reader>),
    /// The flags of a conversation.
    Flags(Box<Flags>),
}

impl Overlay {
    /// The focus it has while on top.
    pub fn focus(&self) -> Focus {
        match self {
            Self::Help(_) => Focus::Help,
            Self::Palette(_) => Focus::Palette,
            Self::Menu(_) => Focus::Menu,
            Self::Prompt(_) => Focus::Prompt,
            Self::Confirm(_) => Focus::Confirm,
            Self::Reader(reader) if reader.find.as_ref().is_some_and(|find| find.typing) => {
                Focus::Find
            }
            Self::Reader(_) => Focus::Reader,
            Self::Flags(_) => Focus::Flags,
        }
    }
}

/// A few choices under each other.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What is chosen; sanitised.
    pub title: String,
    /// The choices.
    pub items: Vec<Item>,
    /// Which is under the cursor; always one of them unless there are none.
    pub cursor: usize,
}

/// One choice.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is called; sanitised.
    pub label: String,
    /// More about it; sanitised.
    pub detail: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// What choosing an item of a menu does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing; the item is only to be read.
    Nothing,
    /// Declines this offer for this reason.
    Decline(ConversationId, OfferNumber, DeclineReason),
    /// Asks for the reason in the agent's own words.
    DeclineInWords(ConversationId, OfferNumber),
    /// Goes to this presence.
    Presence(Presence),
    /// Explains this rule.
    Explain(&'static str),
}

/// A line to be filled in.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked; sanitised.
    pub title: String,
    /// What is typed.
    pub line: Draft,
    /// How many characters fit.
    pub limit: usize,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a filled-in line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The reason for declining this offer.
    Decline(ConversationId, OfferNumber),
}

/// A question with yes and no.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// The question; sanitised.
    pub title: String,
    /// What there is to know, a line each; sanitised.
    pub lines: Vec<String>,
    /// What yes does, as a verb.
    pub yes: &'static str,
    /// What yes does.
    pub then: Confirmed,
}

/// What saying yes does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// Leaves.
    Quit,
    /// Ends, closes, gives back or leaves this conversation.
    Conclude(ConversationId, super::talk::Conclusion),
    /// Inserts this text into this conversation's draft.
    Paste(ConversationId, String),
    /// Sends this conversation's draft though it looks like a command.
    SendLiteral(ConversationId),
}

impl Confirmed {
    /// Whether Enter says yes. Not where Enter in the composer may have raised the question: a key held a little too long
    /// would answer it, and what a customer has got cannot be taken back.
    pub(super) fn takes_enter(&self) -> bool {
        matches!(self, Self::Quit | Self::Paste(..))
    }
}

/// The overlays, the lowest first.
#[derive(Clone, Debug, Default)]
pub struct Overlays {
    stack: Vec<Overlay>,
    /// Changes of any of them.
    pub revision: Revision,
}

impl Overlays {
    /// The overlays, the lowest first.
    pub fn all(&self) -> &[Overlay] {
        &self.stack
    }

    /// The one with the keys.
    pub fn top(&self) -> Option<&Overlay> {
        self.stack.last()
    }

    /// The one with the keys, to be changed.
    pub(super) fn top_mut(&mut self) -> Option<&mut Overlay> {
        self.revision.bump();
        self.stack.last_mut()
    }

    /// All of them, to be changed.
    pub(super) fn all_mut(&mut self) -> &mut [Overlay] {
        self.revision.bump();
        &mut self.stack
    }

    /// Puts one on top.
    pub(super) fn push(&mut self, overlay: Overlay) {
        self.revision.bump();
        self.stack.push(overlay);
    }

    /// Takes the top one off.
    pub(super) fn pop(&mut self) -> Option<Overlay> {
        self.revision.bump();
        self.stack.pop()
    }
}
