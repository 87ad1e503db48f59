//! What was said in a conversation, in the order of message ids, each message once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::tally::Flags;
use crate::content::rules::{RuleId, Severity};
use crate::content::scan::{self, Finding};
use crate::domain::{Channel, Message, MessageId};

/// A message in the log, with what the scanner found in it: looked for once, when it came.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was said.
    pub message: Arc<Message>,
    /// What was found in it, with pointers into its activity.
    pub findings: Box<[Finding]>,
}

/// How often a rule found something in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How often.
    pub times: u32,
    /// The first message that has it.
    pub first: MessageId,
}

/// The log: the bot's transcript, then what was said since.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    transcript: usize,
    /// Whether messages between the bot's transcript and the first live one here exist that are not here.
    pub more: bool,
    /// Whether they are asked for.
    pub loading_older: bool,
    flagged: BTreeSet<MessageId>,
    rules: BTreeMap<RuleId, Count>,
    dangers: u32,
    channel: Channel,
}

impl Log {
    /// An empty log of a conversation on this channel.
    pub(super) fn new(channel: Channel) -> Self {
        Self {
            channel,
            ..Self::default()
        }
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many of them are the bot's transcript: the line "handed over" is drawn after these.
    pub fn transcript_len(&self) -> usize {
        self.transcript
    }

    /// Where a message is, or would be.
    pub fn position(&self, id: MessageId) -> Result<usize, usize> {
        self.entries
            .binary_search_by_key(&id, |entry| entry.message.id)
    }

    /// A message.
    pub fn get(&self, id: MessageId) -> Option<&Entry> {
        self.position(id).ok().and_then(|at| self.entries.get(at))
    }

    /// The messages that have findings.
    pub fn flagged(&self) -> &BTreeSet<MessageId> {
        &self.flagged
    }

    /// The rules that found something, and how often.
    pub fn rules(&self) -> &BTreeMap<RuleId, Count> {
        &self.rules
    }

    /// How many places findings stand for, and how many of them may be meant to deceive.
    pub fn flags(&self) -> Flags {
        let times = self.rules.values().map(|count| count.times);
        Flags {
            count: times.fold(0, u32::saturating_add),
            dangers: self.dangers,
        }
    }

    /// The first message said after the handover that is here.
    pub fn first_live(&self) -> Option<&Entry> {
        self.entries.get(self.transcript)
    }

    /// The newest message here.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }

    /// Puts a message in its place. Answers whether it is new.
    pub(super) fn insert(&mut self, message: Message) -> bool {
        let newest = self
            .entries
            .last()
            .is_none_or(|last| last.message.id < message.id);
        let at = if newest {
            self.entries.len()
        } else {
            match self.position(message.id) {
                Ok(_) => return false,
                Err(at) => at,
            }
        };
        // What would have to stand among the bot's transcript is no live message.
        if at < self.transcript {
            return false;
        }
        let entry = self.examine(message);
        self.entries.insert(at, entry);
        true
    }

    /// Looks for what will not be shown, and counts it.
    fn examine(&mut self, message: Message) -> Entry {
        let context = scan::Context::new(self.channel, message.author.kind);
        let findings = scan::scan_activity(&message.activity, &context).into_boxed_slice();
        let entry = Entry {
            message: Arc::new(message),
            findings,
        };
        self.count(&entry);
        entry
    }

    fn count(&mut self, entry: &Entry) {
        let id = entry.message.id;
        if !entry.findings.is_empty() {
            self.flagged.insert(id);
        }
        for finding in &entry.findings {
            let count = self.rules.entry(finding.rule).or_insert(Count {
                times: 0,
                first: id,
            });
            count.times = count.times.saturating_add(finding.times);
            count.first = count.first.min(id);
            if finding.severity == Severity::Danger {
                self.dangers = self.dangers.saturating_add(finding.times);
            }
        }
    }

    /// Takes a conversation as it was read: transcript and latest messages. What came by itself meanwhile stays behind them;
    /// what was there before stays only if no hole is between.
    pub(super) fn merge(&mut self, transcript: Vec<Message>, latest: Vec<Message>, more: bool) {
        let live = self
            .entries
            .split_off(self.transcript.min(self.entries.len()));
        let first = latest.first().map(|message| message.id);
        let joined = !more
            || live
                .iter()
                .any(|entry| first.is_some_and(|id| entry.message.id >= id));
        let older_kept = joined
            && live
                .first()
                .is_some_and(|entry| first.is_some_and(|id| entry.message.id < id));
        self.entries.clear();
        self.flagged.clear();
        self.rules.clear();
        self.dangers = 0;
        self.transcript = 0;
        for message in transcript {
            self.insert(message);
        }
        self.transcript = self.entries.len();
        let kept = live
            .into_iter()
            .filter(|entry| joined || first.is_none_or(|id| entry.message.id >= id));
        for entry in kept {
            let id = entry.message.id;
            if self.entries.last().is_none_or(|last| last.message.id < id) {
                self.count(&entry);
                self.entries.push(entry);
            }
        }
        for message in latest {
            self.insert(message);
        }
        self.more = more && (!older_kept || self.more);
        self.loading_older = false;
    }

    /// Takes a page of older messages, to stand between the transcript and the first live message here.
    pub(super) fn prepend(&mut self, page: Vec<Message>, more: bool) {
        self.loading_older = false;
        let before = self.entries.len();
        let floor = self
            .transcript
            .checked_sub(1)
            .and_then(|at| self.entries.get(at));
        let floor = floor.map(|entry| entry.message.id);
        let ceiling = self.first_live().map(|entry| entry.message.id);
        let mut page: Vec<Message> = page
            .into_iter()
            .filter(|message| floor.is_none_or(|id| message.id > id))
            .filter(|message| ceiling.is_none_or(|id| message.id < id))
            .collect();
        page.sort_by_key(|message| message.id);
        page.dedup_by_key(|message| message.id);
        let entries: Vec<Entry> = page
            .into_iter()
            .map(|message| self.examine(message))
            .collect();
        self.entries
            .splice(self.transcript..self.transcript, entries);
        // A page that brings nothing new would be asked for again and again.
        self.more = more && self.entries.len() > before;
    }
}
