//! Router decisions per second, beside the least that could do the job: a heap per queue and a map of owners.
//!
//! Steady state with 10,000 waiting, 1,000 agents of 4 slots in 2 of 20 queues each, all rules on: an agent ends and closes a
//! conversation, is offered the longest waiting one of both queues, and accepts it; a new handoff takes its place in line.
//! Run with `cargo bench --bench router`.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hint::black_box;
use std::time::{Duration, Instant};

use deskhand::domain::{
    Agent, AgentId, Channel, ConversationId, Handoff, HandoffShape, HandoffSource, Party, Queue,
    QueueId, QueueSettings, Role, Timestamp, Variables,
};
use deskhand::server::router::{Command, Conclusion, Event, Floor, step};

const WAITING: usize = 10_000;
const AGENTS: usize = 1_000;
const QUEUES: usize = 20;
const SLOTS: usize = 4;
const ROUNDS: usize = 200_000;
const START: Timestamp = Timestamp(1_795_348_800_000);

fn main() {
    let (routed, received) = router();
    let bare = bare();
    let per_second = |time: Duration| ROUNDS as f64 / time.as_secs_f64();
    println!(
        "router: {WAITING} waiting, {AGENTS} agents of {SLOTS} slots, {QUEUES} queues, one core"
    );
    println!(
        "  end, close, offer, accept  {:>12.0} assignments/s  {:>6.2} us each",
        per_second(routed),
        micros(routed)
    );
    println!(
        "  take in a handoff          {:>12.0} handoffs/s     {:>6.2} us each",
        per_second(received),
        micros(received)
    );
    println!(
        "  bare heap and map          {:>12.0} assignments/s  {:>6.2} us each",
        per_second(bare),
        micros(bare)
    );
    println!(
        "  the rules cost {:.1} x the bare heap and map",
        micros(routed) / micros(bare)
    );
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6 / ROUNDS as f64
}

fn queue_id(number: usize) -> QueueId {
    QueueId::new(format!("queue-{number:02}"))
}

fn agent_id(number: usize) -> AgentId {
    AgentId::new(format!("agent-{number:04}"))
}

fn furnished() -> Floor {
    let mut floor = Floor::new();
    for number in 0..AGENTS {
        let agent = Agent {
            id: agent_id(number),
            name: format!("Agent {number}"),
            role: Role::Agent,
            capacity: SLOTS as u32,
        };
        step(&mut floor, &Command::SetAgent(Box::new(agent)), START).unwrap();
    }
    for number in 0..QUEUES {
        let mine = |agent: &usize| agent % QUEUES == number || (agent + 7) % QUEUES == number;
        let queue = Queue {
            id: queue_id(number),
            name: format!("Queue {number}"),
            topics: std::collections::BTreeSet::new(),
            members: (0..AGENTS).filter(mine).map(agent_id).collect(),
            settings: QueueSettings::default(),
        };
        step(&mut floor, &Command::SetQueue(Box::new(queue)), START).unwrap();
    }
    for number in 0..AGENTS {
        let command = Command::Connect {
            agent: agent_id(number),
        };
        step(&mut floor, &command, START).unwrap();
    }
    floor
}

fn handoff(number: usize) -> Command {
    Command::Receive {
        conversation: ConversationId::new(format!("01937b5e-0000-7000-8000-{number:012}")),
        queue: Some(queue_id(number % QUEUES)),
        handoff: Box::new(Handoff {
            source: HandoffSource {
                app: None,
                conversation: format!("bot-{number}"),
                activity: String::new(),
            },
            shape: HandoffShape::Flat,
            channel: Channel::Lcw,
            customer: Party::default(),
            bot: Party::default(),
            variables: Variables::default(),
            transcript: Vec::new(),
            transcript_received: 0,
            notes: Vec::new(),
            rest: serde_json::Map::new(),
        }),
        flags: 0,
        found: Vec::new(),
    }
}

/// What was just offered, as the command that accepts it.
fn accepts(events: &[Event]) -> Option<(Command, ConversationId)> {
    events.iter().find_map(|event| match event {
        Event::OfferMade {
            conversation,
            offer,
        } => {
            let command = Command::Accept {
                agent: offer.agent.clone(),
                conversation: conversation.clone(),
                offer: offer.number,
            };
            Some((command, conversation.clone()))
        }
        _ => None,
    })
}

/// Time spent on routing and on taking in, for all rounds.
fn router() -> (Duration, Duration) {
    let mut floor = furnished();
    let mut owned = std::collections::VecDeque::new();
    for number in 0..AGENTS * SLOTS + WAITING {
        let events = step(&mut floor, &handoff(number), START).unwrap();
        if let Some((accept, id)) = accepts(&events) {
            step(&mut floor, &accept, START).unwrap();
            owned.push_back(id);
        }
    }
    let (mut routed, mut received) = (Duration::ZERO, Duration::ZERO);
    for round in 0..ROUNDS {
        // Everybody is alive: a lease is renewed as often as a desk gives a sign of life.
        let now = Timestamp(START.0 + round as i64 / 100);
        let id = owned.pop_front().unwrap();
        let live = floor.conversation(&id).unwrap();
        let (agent, epoch) = (live.owner.clone().unwrap(), live.epoch);
        let conclude = |how| Command::Conclude {
            agent: agent.clone(),
            conversation: id.clone(),
            epoch,
            how,
        };
        let (end, close) = (conclude(Conclusion::End), conclude(Conclusion::Close));
        let began = Instant::now();
        step(&mut floor, &end, now).unwrap();
        let events = step(&mut floor, &close, now).unwrap();
        let (accept, next) = accepts(&events).unwrap();
        black_box(step(&mut floor, &accept, now).unwrap());
        routed += began.elapsed();
        owned.push_back(next);
        let command = handoff(AGENTS * SLOTS + WAITING + round);
        let began = Instant::now();
        black_box(step(&mut floor, &command, now).unwrap());
        received += began.elapsed();
    }
    (routed, received)
}

/// The least that could do it: longest waiting of two queues, one owner each; no offers, no presence, no epochs, no events.
fn bare() -> Duration {
    let mut lines: Vec<BinaryHeap<Reverse<(i64, usize)>>> = vec![BinaryHeap::new(); QUEUES];
    let mut owners: HashMap<usize, usize> = HashMap::new();
    let mut owned = std::collections::VecDeque::new();
    for number in 0..WAITING {
        lines[number % QUEUES].push(Reverse((START.0, number)));
    }
    for number in 0..AGENTS * SLOTS {
        owners.insert(WAITING + number, number % AGENTS);
        owned.push_back(WAITING + number);
    }
    let mut time = Duration::ZERO;
    for round in 0..ROUNDS {
        let done = owned.pop_front().unwrap();
        let came = WAITING + AGENTS * SLOTS + round;
        let began = Instant::now();
        let agent = owners.remove(&done).unwrap();
        let (one, two) = (agent % QUEUES, (agent + 7) % QUEUES);
        let first = |line: usize| {
            lines[line]
                .peek()
                .map_or((i64::MAX, 0), |Reverse(head)| *head)
        };
        let line = if first(one) <= first(two) { one } else { two };
        let Reverse((_, taken)) = lines[line].pop().unwrap();
        owners.insert(taken, agent);
        lines[came % QUEUES].push(Reverse((START.0 + round as i64, came)));
        time += began.elapsed();
        owned.push_back(taken);
    }
    black_box(owners.len());
    time
}
