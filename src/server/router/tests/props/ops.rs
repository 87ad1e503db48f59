//! What may be asked of a floor at random.

use proptest::collection::{SizeRange, btree_set};
use proptest::prelude::*;

use super::*;
use crate::server::router::event::RuleCount;

/// One random thing; numbers name conversations, agents and queues, the last of each does not exist at first.
#[derive(Clone, Debug)]
pub enum Op {
    Receive(u8, Option<u8>, bool, u8),
    Wrote(u8, u8),
    Left(u8),
    Connect(u8),
    SignOff(u8),
    Presence(u8, Presence),
    Accept(u8, Choice),
    Decline(u8, Choice),
    Pick(u8, u8),
    Reply(u8, Choice, u8),
    Conclude(u8, Choice, Conclusion),
    Queue(u8, Vec<u8>, u32),
    Agent(u8, Role, u32),
    Tick(u32),
    Alive(u8),
}

/// Whether the one who is entitled does it in due form, or somebody with some number.
#[derive(Clone, Debug)]
pub enum Choice {
    Entitled,
    Any(u8, u32),
}

pub fn ops(size: impl Into<SizeRange>) -> impl Strategy<Value = Vec<Op>> {
    (founding(), prop::collection::vec(op(), size)).prop_map(|(mut first, rest)| {
        first.extend(rest);
        first
    })
}

/// A floor on which something can happen: people, queues, some of them signed in.
fn founding() -> impl Strategy<Value = Vec<Op>> {
    let people = prop::collection::vec(0..4_u32, 4).prop_map(|capacities| {
        capacities
            .iter()
            .zip(0_u8..)
            .map(|(capacity, name)| Op::Agent(name, Role::Agent, *capacity))
            .collect::<Vec<_>>()
    });
    let queues = prop::collection::vec(members(), 2).prop_map(|queues| {
        queues
            .into_iter()
            .zip(0_u8..)
            .map(|(members, name)| Op::Queue(name, members, 2))
            .collect::<Vec<_>>()
    });
    let signed_in = prop::collection::vec((0..5_u8).prop_map(Op::Connect), 0..5);
    (people, queues, signed_in).prop_map(|(a, b, c)| [a, b, c].concat())
}

fn members() -> impl Strategy<Value = Vec<u8>> {
    btree_set(0..5_u8, 0..5).prop_map(|set| set.into_iter().collect())
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        4 => Just(Choice::Entitled),
        1 => (0..5_u8, 0..4_u32).prop_map(|(agent, number)| Choice::Any(agent, number)),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    use Presence::{Available, Away, Busy, DoNotDisturb, Inactive, Offline};
    let conversation = || 0..12_u8;
    let agent = || 0..5_u8;
    let key = || 0..6_u8;
    let presence = prop::sample::select(vec![
        Available,
        Available,
        Busy,
        Away,
        DoNotDisturb,
        Offline,
        Inactive,
    ]);
    let conclusion = prop::sample::select(vec![
        Conclusion::End,
        Conclusion::Close,
        Conclusion::Release,
        Conclusion::Leave,
    ]);
    let role = prop::sample::select(vec![Role::Agent, Role::Agent, Role::Supervisor]);
    let capacity = prop_oneof![0..4_u32, Just(u32::MAX)];
    prop_oneof![
        6 => (conversation(), prop::option::of(0..4_u8), any::<bool>(), 0..12_u8)
            .prop_map(|(id, queue, live, source)| Op::Receive(id, queue, live, source)),
        3 => (conversation(), key()).prop_map(|(id, key)| Op::Wrote(id, key)),
        1 => conversation().prop_map(Op::Left),
        4 => agent().prop_map(Op::Connect),
        1 => agent().prop_map(Op::SignOff),
        2 => (agent(), presence).prop_map(|(agent, presence)| Op::Presence(agent, presence)),
        6 => (conversation(), choice()).prop_map(|(id, who)| Op::Accept(id, who)),
        3 => (conversation(), choice()).prop_map(|(id, who)| Op::Decline(id, who)),
        2 => (agent(), conversation()).prop_map(|(agent, id)| Op::Pick(agent, id)),
        4 => (conversation(), choice(), key()).prop_map(|(id, who, key)| Op::Reply(id, who, key)),
        5 => (conversation(), choice(), conclusion)
            .prop_map(|(id, who, how)| Op::Conclude(id, who, how)),
        1 => (0..4_u8, members(), 0..4_u32).prop_map(|(id, who, tries)| Op::Queue(id, who, tries)),
        1 => (agent(), role, capacity).prop_map(|(id, role, slots)| Op::Agent(id, role, slots)),
        4 => prop_oneof![
            12 => 0..5_000_u32,
            2 => 0..200_000_u32,
            1 => 0..100_000_000_u32,
        ]
        .prop_map(Op::Tick),
        6 => agent().prop_map(Op::Alive),
    ]
}

fn person(number: u8) -> AgentId {
    AgentId::new(format!("agent-{number}"))
}

fn talk(number: u8) -> ConversationId {
    ConversationId::new(format!("c{number}"))
}

fn line(number: u8) -> QueueId {
    QueueId::new(format!("queue-{number}"))
}

fn said(number: u8) -> Box<NewMessage> {
    message(&format!("key-{number}"), "words")
}

impl Op {
    /// How much time passes before it.
    pub fn wait(&self) -> Duration {
        match self {
            Self::Tick(millis) => Duration::from_millis(u64::from(*millis)),
            _ => Duration::from_millis(7),
        }
    }

    /// What is not a command: a sign of life.
    pub fn touch(&self, floor: &mut Floor, now: Timestamp) {
        if let Self::Alive(agent) = self {
            floor.renew_lease(&person(*agent), now);
        }
    }

    /// The command it stands for on this floor.
    pub fn command(&self, floor: &Floor) -> Option<Command> {
        Some(match self {
            Self::Receive(id, queue, live, source) => arrival(*id, *queue, *live, *source),
            Self::Wrote(id, key) => Command::CustomerWrote {
                conversation: talk(*id),
                message: said(*key),
            },
            Self::Left(id) => Command::CustomerLeft {
                conversation: talk(*id),
            },
            Self::Connect(agent) => Command::Connect {
                agent: person(*agent),
            },
            Self::SignOff(agent) => Command::SignOff {
                agent: person(*agent),
            },
            Self::Presence(agent, presence) => Command::SetPresence {
                agent: person(*agent),
                presence: *presence,
            },
            Self::Pick(agent, id) => pick(person(*agent).as_str(), talk(*id).as_str()),
            Self::Accept(..) | Self::Decline(..) | Self::Reply(..) | Self::Conclude(..) => {
                return self.by_holder(floor);
            }
            Self::Queue(id, members, tries) => queue(*id, members, *tries),
            Self::Agent(id, role, capacity) => Command::SetAgent(Box::new(Agent {
                id: person(*id),
                name: "Somebody".to_owned(),
                role: *role,
                capacity: *capacity,
            })),
            Self::Tick(_) => Command::Tick,
            Self::Alive(_) => return None,
        })
    }

    /// Commands of whoever has the offer or owns the conversation, or pretends to.
    fn by_holder(&self, floor: &Floor) -> Option<Command> {
        Some(match self {
            Self::Accept(id, who) => {
                let (conversation, agent, number) = who.offer(floor, *id)?;
                accept(agent.as_str(), conversation.as_str(), number.0)
            }
            Self::Decline(id, who) => {
                let (conversation, agent, number) = who.offer(floor, *id)?;
                Command::Decline {
                    agent,
                    conversation,
                    offer: number,
                    reason: DeclineReason::WrongSkill,
                }
            }
            Self::Reply(id, who, key) => {
                let (conversation, agent, epoch) = who.owner(floor, *id)?;
                Command::Reply {
                    agent,
                    conversation,
                    epoch,
                    message: said(*key),
                }
            }
            Self::Conclude(id, who, how) => {
                let (conversation, agent, epoch) = who.owner(floor, *id)?;
                Command::Conclude {
                    agent,
                    conversation,
                    epoch,
                    how: *how,
                }
            }
            _ => return None,
        })
    }
}

fn arrival(id: u8, queue: Option<u8>, live: bool, source: u8) -> Command {
    let channel = if live { Channel::Lcw } else { Channel::Sms };
    Command::Receive {
        conversation: talk(id),
        queue: queue.map(line),
        handoff: Box::new(from_bot(source, handoff(&format!("{source}"), channel))),
        flags: 0,
        found: (0..source % 4).map(found).collect(),
    }
}

/// One of three bots, one of them without a name.
fn from_bot(source: u8, mut handoff: Handoff) -> Handoff {
    handoff.bot.id = ["", "bot-1", "bot-2"][usize::from(source) % 3].to_owned();
    handoff
}

fn found(number: u8) -> RuleCount {
    RuleCount {
        rule: format!("OC-{number}"),
        times: u32::from(number) + 1,
    }
}

fn queue(id: u8, members: &[u8], tries: u32) -> Command {
    Command::SetQueue(Box::new(Queue {
        id: line(id),
        name: "A queue".to_owned(),
        topics: std::collections::BTreeSet::new(),
        members: members.iter().map(|number| person(*number)).collect(),
        settings: QueueSettings {
            offers_per_agent: tries,
            ..QueueSettings::default()
        },
    }))
}

impl Choice {
    /// An offer that is out, chosen by number, or one made up.
    fn offer(&self, floor: &Floor, id: u8) -> Option<(ConversationId, AgentId, OfferNumber)> {
        match self {
            Self::Entitled => nth(floor, id, |live| {
                let offer = live.offer.as_ref()?;
                Some((live.id.clone(), offer.agent.clone(), offer.number))
            }),
            Self::Any(agent, number) => Some((talk(id), person(*agent), OfferNumber(*number))),
        }
    }

    /// An assignment that holds, chosen by number, or one made up.
    fn owner(&self, floor: &Floor, id: u8) -> Option<(ConversationId, AgentId, Epoch)> {
        match self {
            Self::Entitled => nth(floor, id, |live| {
                let open = live.state != ConversationState::Closed;
                let owner = live.owner.clone().filter(|_| open)?;
                Some((live.id.clone(), owner, live.epoch))
            }),
            Self::Any(agent, number) => Some((talk(id), person(*agent), Epoch(u64::from(*number)))),
        }
    }
}

/// One of the conversations that fit, always the same for the same floor.
fn nth<T>(floor: &Floor, number: u8, fits: impl Fn(&Live) -> Option<T>) -> Option<T> {
    let mut fitting: Vec<(&ConversationId, T)> = floor
        .conversations()
        .filter_map(|live| Some((&live.id, fits(live)?)))
        .collect();
    fitting.sort_by_key(|(id, _)| (*id).clone());
    let chosen = usize::from(number) % fitting.len().max(1);
    (chosen < fitting.len()).then(|| fitting.swap_remove(chosen).1)
}
