//! A log as a list of items: one for each message with the lines that stand above it, and one for what comes last.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{body, marks, seek};
use crate::content::card::{self, Answer};
use crate::desk::app::State;
use crate::desk::app::conversation::Conversation;
use crate::desk::ui::text::{Line, Source, time};
use crate::domain::{AuthorKind, Message, MessageId, Seq};

/// Stands for what comes after the last message.
const LAST: MessageId = MessageId {
    seq: Seq(u64::MAX),
    part: 0,
};

/// A card is answered in one of so many messages, its own counted, or not at all.
const ANSWERED_WITHIN: usize = card::REACH + 1;

/// What an item is drawn from: the message, and a print of what else shows in its rows.
pub type Key = (MessageId, u64);

/// The list.
pub struct Items<'a> {
    pub(super) state: &'a State,
    pub(super) talk: &'a Conversation,
}

/// What stands above a message or marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a line of its own, in any combination"
)]
struct Around {
    head: bool,
    more: Option<bool>,
    handed_over: bool,
    new_day: bool,
    first_unread: bool,
    marked: bool,
    /// Which of its signs is the flag gone to.
    sign: Option<usize>,
    whole: bool,
    /// How many messages there are in which its cards may have been answered.
    answerable: usize,
}

impl<'a> Items<'a> {
    pub(super) fn new(state: &'a State, talk: &'a Conversation) -> Self {
        Self { state, talk }
    }

    fn entry(&self, index: usize) -> Option<&'a Message> {
        self.talk
            .log
            .entries()
            .get(index)
            .map(|entry| &*entry.message)
    }

    fn around(&self, index: usize, message: &Message) -> Around {
        let log = &self.talk.log;
        let offset = self.state.setup.utc_offset;
        let before = index.checked_sub(1).and_then(|before| self.entry(before));
        let first_live = index == log.transcript_len();
        Around {
            head: index == 0,
            more: (first_live && log.more).then_some(log.loading_older),
            handed_over: first_live,
            new_day: before.is_some_and(|before| {
                time::day(before.at, offset) != time::day(message.at, offset)
            }),
            first_unread: self.talk.unread.first == Some(message.id),
            marked: self.talk.scroll.marked == Some(message.id),
            sign: self
                .talk
                .sign()
                .filter(|(of, _)| *of == message.id)
                .and_then(|(_, sign)| sign),
            whole: self.talk.handoff.is_some(),
            answerable: match message.author.kind {
                AuthorKind::Bot => (log.entries().len() - index).min(ANSWERED_WITHIN),
                _ => 0,
            },
        }
    }

    /// What was chosen on the cards of a message, in those after it.
    fn answers(&self, index: usize, message: &Message) -> Vec<Answer> {
        if message.author.kind != AuthorKind::Bot || !card::offers(&message.activity) {
            return Vec::new();
        }
        // Those before it are looked at too: an answer may be to one of them.
        let from = index.saturating_sub(card::REACH);
        let around: Vec<&Message> = self
            .talk
            .log
            .entries()
            .iter()
            .skip(from)
            .take(index - from + ANSWERED_WITHIN)
            .map(|entry| &*entry.message)
            .collect();
        let mut answers = card::answers(&around);
        answers.retain(|answer| answer.card == index - from);
        answers
    }

    /// What is drawn below the last message: a handover nobody has spoken after, what is on its way, who types.
    fn tail(&self, columns: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let log = &self.talk.log;
        if log.entries().is_empty() {
            lines.extend(marks::head(self.talk, columns));
        }
        if log.transcript_len() == log.entries().len() {
            lines.extend(marks::handed_over(self.state, self.talk, columns));
        }
        for item in self.state.outbox.of(&self.talk.row.id) {
            lines.extend(body::pending(self.state, item, columns));
        }
        lines.extend(marks::typing(self.state, self.talk));
        lines.extend(marks::ending(self.talk, columns));
        lines
    }
}

impl Source for Items<'_> {
    type Key = Key;

    fn len(&self) -> usize {
        self.talk.log.entries().len() + 1
    }

    fn key(&self, index: usize) -> Key {
        let mut hasher = DefaultHasher::new();
        if let Some(message) = self.entry(index) {
            self.around(index, message).hash(&mut hasher);
            return (message.id, hasher.finish());
        }
        (self.talk.revision, self.state.outbox.revision).hash(&mut hasher);
        let typing = self.talk.typing.iter();
        typing
            .filter(|(_, until)| *until > self.state.clock.now)
            .count()
            .hash(&mut hasher);
        (LAST, hasher.finish())
    }

    fn lay(&self, index: usize, columns: usize) -> Vec<Line> {
        let Some(message) = self.entry(index) else {
            return self.tail(columns);
        };
        let around = self.around(index, message);
        let offset = self.state.setup.utc_offset;
        let mut lines = Vec::new();
        if around.head {
            lines.extend(marks::head(self.talk, columns));
        }
        if around.handed_over {
            lines.extend(marks::handed_over(self.state, self.talk, columns));
        }
        if let Some(loading) = around.more {
            lines.push(marks::older(loading, columns));
        }
        if around.new_day {
            lines.push(marks::rule(&time::date(message.at, offset), columns));
        }
        if around.first_unread {
            lines.push(marks::unread(columns));
        }
        let answers = self.answers(index, message);
        let mut said = body::message(self.state, message, &answers, around.marked, columns);
        seek::highlight(&mut said, around.sign, columns);
        lines.extend(said);
        lines
    }
}
