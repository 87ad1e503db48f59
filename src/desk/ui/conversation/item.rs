//! A log as a list of items: one for each message with the lines that stand above it, and one for what comes last.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{body, marks};
use crate::desk::app::State;
use crate::desk::app::conversation::Conversation;
use crate::desk::ui::text::{Line, Source, time};
use crate::domain::{Message, MessageId};

/// What an item is drawn from: the message, and a print of what else shows in its rows.
pub type Key = (MessageId, u64);

/// The list.
pub struct Items<'a> {
    pub(super) state: &'a State,
    pub(super) talk: &'a Conversation,
}

/// What stands above a message or marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Around {
    head: bool,
    more: Option<bool>,
    handed_over: bool,
    new_day: bool,
    first_unread: bool,
    marked: bool,
    whole: bool,
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
            whole: self.talk.handoff.is_some(),
        }
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
        match self.entry(index) {
            Some(message) => {
                self.around(index, message).hash(&mut hasher);
                (message.id, hasher.finish())
            }
            None => {
                (self.talk.revision, self.state.outbox.revision).hash(&mut hasher);
                let typing = self
                    .talk
                    .typing
                    .iter()
                    .filter(|(_, until)| *until > self.state.clock.now);
                typing.count().hash(&mut hasher);
                (
                    MessageId {
                        seq: crate::domain::Seq(u64::MAX),
                        part: 0,
                    },
                    hasher.finish(),
                )
            }
        }
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
        lines.extend(body::message(self.state, message, around.marked, columns));
        lines
    }
}
