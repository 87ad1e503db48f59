//! The conversations of a file, each with what its rules remember.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::activity::Activity;
use crate::check::Options;
use crate::content::scan::{Context, Finding, Format, Thread};
use crate::domain::{AuthorKind, Channel};

/// How many conversations are remembered at once; of those that were silent longest, half are forgotten.
const KEPT: usize = 1024;

/// What is assumed about whatever is read.
#[derive(Clone, Copy, Debug)]
pub struct Assumed<'a> {
    options: &'a Options,
    named: bool,
}

impl<'a> Assumed<'a> {
    /// What these options say; `named` is whether somebody named the file, so that it is taken for something of ours where
    /// its shape leaves that open.
    pub fn new(options: &'a Options, named: bool) -> Self {
        Self { options, named }
    }

    /// Whether somebody named the file.
    pub fn named(self) -> bool {
        self.named
    }

    /// On which day the rules are to be read; `None` is now.
    pub fn as_of(self) -> Option<Date> {
        self.options.as_of
    }

    /// The context of something a bot says on a channel; `said` is what the payload says about that.
    pub fn context(self, said: Option<Channel>, format: Format) -> Context {
        let channel = self.options.channel.or(said).unwrap_or_default();
        Context {
            format,
            as_of: self.options.as_of,
            bot: self.options.bot,
            voice: self.options.voice,
            every: true,
            ..Context::new(channel, AuthorKind::Bot)
        }
    }
}

/// A conversation.
struct Known {
    thread: Thread,
    context: Context,
    /// When it last said something.
    age: u64,
}

/// The conversations of one list of activities.
pub(super) struct Conversations<'a> {
    assumed: Assumed<'a>,
    /// The channel of the last activity that named one, or of what is around them.
    channel: Option<Channel>,
    threads: HashMap<String, Known>,
    clock: u64,
}

impl<'a> Conversations<'a> {
    /// None yet; `channel` is what is said around them.
    pub(super) fn new(assumed: Assumed<'a>, channel: Option<Channel>) -> Self {
        Self {
            assumed,
            channel,
            threads: HashMap::new(),
            clock: 0,
        }
    }

    /// The context of the next activity, which names this channel or none.
    pub(super) fn context(&mut self, channel_id: Option<&str>) -> Context {
        self.channel = self.channel(channel_id);
        self.assumed.context(self.channel, Format::Unknown)
    }

    fn channel(&self, channel_id: Option<&str>) -> Option<Channel> {
        channel_id
            .and_then(Channel::from_channel_id)
            .or(self.channel)
    }

    /// The context of an activity, and whether a message of nothing but text is judged by its text alone there. Nothing is
    /// remembered of it.
    pub(super) fn quick(&self, channel_id: Option<&str>, conversation: &str) -> (Context, bool) {
        let channel = self.channel(channel_id);
        let context = self.assumed.context(channel, Format::Unknown);
        let alone = match self.threads.get(conversation) {
            Some(known) if known.context == context => known.thread.judges_texts_alone(),
            _ => Thread::new(context).judges_texts_alone(),
        };
        (context, alone)
    }

    /// Findings in the next activity.
    pub(super) fn scan(&mut self, activity: &Activity) -> Vec<Finding> {
        let field = |key: &str| activity.rest.get(key);
        let context = self.context(field("channelId").and_then(Value::as_str));
        let id = field("conversation").and_then(|conversation| conversation.get("id"));
        let id = id.and_then(Value::as_str).unwrap_or_default();
        self.thread(id, context).scan(activity)
    }

    fn thread(&mut self, id: &str, context: Context) -> &mut Thread {
        self.clock += 1;
        if self.threads.len() >= KEPT && !self.threads.contains_key(id) {
            let mut ages: Vec<u64> = self.threads.values().map(|known| known.age).collect();
            let (_, median, _) = ages.select_nth_unstable(KEPT / 2);
            let median = *median;
            self.threads.retain(|_, known| known.age > median);
        }
        let new = || Known {
            thread: Thread::new(context),
            context,
            age: 0,
        };
        let known = self.threads.entry(id.to_owned()).or_insert_with(new);
        if known.context != context {
            // Another channel: another conversation, though by the same name.
            *known = new();
        }
        known.age = self.clock;
        &mut known.thread
    }
}
