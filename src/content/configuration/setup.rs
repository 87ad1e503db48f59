//! A configuration that can be asked: who is called what, and who sits where.

use std::collections::{HashMap, HashSet};

use super::model::{
    App, Bot, ChannelSetup, Configuration, Environment, Person, Queue, WorkKind, Workstream,
};
use crate::content::sanitize::excerpt;
use crate::domain::Channel;

/// Longest name in a sentence, in characters.
const NAME: usize = 60;

/// A name as it may stand in a sentence.
pub(super) fn named(name: &str) -> String {
    excerpt(name, NAME)
}

/// One entry of a configuration: what it is, what it is called, where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    list: &'static str,
    noun: &'static str,
    index: usize,
    name: &'a str,
}

impl Spot<'_> {
    /// RFC 6901 pointer to a field of it; `field` is one, or several with `/` between them.
    pub(super) fn at(&self, field: &str) -> String {
        if self.list.is_empty() {
            return format!("/organisation/{field}");
        }
        format!("/{}/{}/{field}", self.list, self.index)
    }

    /// What it is, for a person.
    pub(super) fn subject(&self) -> String {
        if self.list.is_empty() {
            return "organisation".to_owned();
        }
        format!("{} {}", self.noun, named(self.name))
    }
}

/// The spot of the organisation itself.
pub(super) const ORGANISATION: Spot<'static> = Spot {
    list: "",
    noun: "",
    index: 0,
    name: "",
};

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident, $noun:literal, $kind:ty;)+) => {
        impl<'a> Setup<'a> {
            $($(#[$doc])*
            pub(super) fn $list(&self) -> impl Iterator<Item = (Spot<'a>, &'a $kind)> + use<'a> {
                self.configuration.$list.iter().enumerate().map(|(index, entry)| {
                    let spot = Spot { list: stringify!($list), noun: $noun, index, name: &entry.name };
                    (spot, entry)
                })
            })+
        }
    };
}

lists! {
    /// The bots.
    bots, "bot", Bot;
    /// The workstreams.
    workstreams, "workstream", Workstream;
    /// The queues.
    queues, "queue", Queue;
    /// The channels.
    channels, "channel", ChannelSetup;
    /// The people.
    people, "person", Person;
    /// The applications.
    apps, "app", App;
    /// The environments.
    environments, "environment", Environment;
}

/// A configuration with its names looked up once.
#[derive(Debug)]
pub struct Setup<'a> {
    pub(super) configuration: &'a Configuration,
    seats: HashMap<&'a str, Vec<(Spot<'a>, &'a Workstream)>>,
    members: HashMap<&'a str, (&'a Queue, HashSet<&'a str>)>,
    environments: HashMap<&'a str, (Spot<'a>, &'a Environment)>,
    apps: HashMap<&'a str, (Spot<'a>, &'a App)>,
    feeds: HashMap<&'a str, Vec<(Spot<'a>, &'a ChannelSetup)>>,
}

impl<'a> Setup<'a> {
    /// Looks the names up.
    pub fn new(configuration: &'a Configuration) -> Self {
        let mut setup = Self {
            configuration,
            seats: HashMap::new(),
            members: HashMap::new(),
            environments: HashMap::new(),
            apps: HashMap::new(),
            feeds: HashMap::new(),
        };
        setup.environments = setup
            .environments()
            .map(|(s, e)| (&*e.name, (s, e)))
            .collect();
        setup.apps = setup.apps().map(|(s, a)| (&*a.name, (s, a))).collect();
        for (spot, workstream) in setup.workstreams() {
            for bot in workstream.bots.iter().flatten() {
                setup.seats.entry(bot).or_default().push((spot, workstream));
            }
        }
        for (spot, channel) in setup.channels() {
            if let Some(workstream) = &channel.workstream {
                setup
                    .feeds
                    .entry(workstream)
                    .or_default()
                    .push((spot, channel));
            }
        }
        for (_, queue) in setup.queues() {
            let bots = queue.bots.iter().flatten().map(String::as_str).collect();
            setup.members.insert(&queue.name, (queue, bots));
        }
        setup
    }

    /// The workstreams a bot is on.
    pub(super) fn seats(&self, bot: &Bot) -> &[(Spot<'a>, &'a Workstream)] {
        self.seats.get(&*bot.name).map_or(&[], Vec::as_slice)
    }

    /// The channels that feed a workstream.
    pub(super) fn feeds(&self, workstream: &Workstream) -> &[(Spot<'a>, &'a ChannelSetup)] {
        self.feeds.get(&*workstream.name).map_or(&[], Vec::as_slice)
    }

    /// The queue of this name and the bots that are stated to be in it.
    pub(super) fn queue(&self, name: &str) -> Option<&(&'a Queue, HashSet<&'a str>)> {
        self.members.get(name)
    }

    /// The environment of this name.
    pub(super) fn environment(&self, name: &str) -> Option<(Spot<'a>, &'a Environment)> {
        self.environments.get(name).copied()
    }

    /// The application of this name.
    pub(super) fn app(&self, name: &str) -> Option<(Spot<'a>, &'a App)> {
        self.apps.get(name).copied()
    }

    /// Whether a bot answers the phone: it says so, or it is on a workstream of calls.
    pub(super) fn voice(&self, bot: &Bot) -> Option<bool> {
        let seated = self
            .seats(bot)
            .iter()
            .any(|(_, workstream)| kind(workstream) == Some(WorkKind::Voice));
        if seated {
            Some(true)
        } else {
            bot.voice.enabled
        }
    }
}

/// What type of work a workstream takes: what it says, else what its channel brings.
pub(super) fn kind(workstream: &Workstream) -> Option<WorkKind> {
    workstream.kind.or_else(|| {
        workstream.channel.map(|channel| match channel {
            Channel::Telephony => WorkKind::Voice,
            _ => WorkKind::Messaging,
        })
    })
}
