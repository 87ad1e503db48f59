//! A backend in this process: a journal in memory, a clock that is set by hand, real sockets on loopback.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use deskhand::activity::Activity;
use deskhand::domain::{
    Agent, AgentId, Channel, Clock, ConversationId, Handoff, HandoffShape, HandoffSource, Party,
    Queue, QueueId, QueueSettings, Role, Timestamp, Variables,
};
use deskhand::server::auth::{Change, Hash, User};
use deskhand::server::gateway::{Gateway, Projector, RingLimits, Settings, Switchboard, routes};
use deskhand::server::hub::{Hub, Opening, Options};
use deskhand::server::journal::Memory;
use deskhand::server::router::{Command, NewMessage};

/// A clock that stands still until it is told otherwise.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// What a test sets.
#[derive(Clone, Copy, Default)]
pub struct Setup {
    pub settings: Settings,
    pub ring: RingLimits,
}

/// A backend.
pub struct Backend {
    pub hub: Hub,
    pub gateway: Gateway,
    pub switchboard: Arc<Switchboard>,
    pub address: SocketAddr,
    clock: Arc<HandClock>,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Backend {
    /// A backend with agents ana and ben in the queue `returns`, eve in `billing`, and the supervisor sue; tokens are names.
    pub async fn start() -> Self {
        Self::with(Setup::default()).await
    }

    pub async fn with(setup: Setup) -> Self {
        let backend = Self::empty(setup).await;
        for (name, role, capacity) in [
            ("ana", Role::Agent, 4),
            ("ben", Role::Agent, 4),
            ("eve", Role::Agent, 4),
            ("sue", Role::Supervisor, 0),
        ] {
            backend.add_user(name, role, capacity).await;
        }
        backend.set_queue("returns", &["ana", "ben"]).await;
        backend.set_queue("billing", &["eve"]).await;
        backend
    }

    async fn empty(setup: Setup) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(1_700_000_000_000)));
        let opening = Opening::of(Box::new(Memory::new())).unwrap();
        let switchboard = Arc::new(Switchboard::new(opening.position(), setup.ring));
        let projector = Projector::new(Arc::clone(&switchboard));
        let shared_clock: Arc<dyn Clock> = clock.clone();
        let hub = opening
            .start(
                Options::default(),
                Arc::clone(&shared_clock),
                projector,
                switchboard.clone(),
            )
            .unwrap();
        let gateway = Gateway::new(
            hub.clone(),
            Arc::clone(&switchboard),
            shared_clock,
            setup.settings,
        );
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = routes(gateway.clone());
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self {
            hub,
            gateway,
            switchboard,
            address,
            clock,
            server,
        }
    }

    pub async fn add_user(&self, name: &str, role: Role, capacity: u32) {
        let id = AgentId::new(name);
        let user = User {
            id: id.clone(),
            role,
            token: Hash::of(name),
            since: Timestamp(0),
        };
        self.hub
            .administer(Change::UserAdded { user })
            .await
            .unwrap();
        let agent = Agent {
            id,
            name: name.to_uppercase(),
            role,
            capacity,
        };
        self.execute(Command::SetAgent(Box::new(agent))).await;
    }

    pub async fn set_queue(&self, id: &str, members: &[&str]) {
        let queue = Queue {
            id: id.into(),
            name: id.to_owned(),
            topics: [id.to_owned()].into(),
            members: members.iter().map(AgentId::new).collect(),
            settings: QueueSettings::default(),
        };
        self.execute(Command::SetQueue(Box::new(queue))).await;
    }

    pub async fn execute(&self, command: Command) {
        self.hub.execute(command).await.unwrap();
    }

    /// A bot hands a conversation over to this queue.
    pub async fn hand_over(&self, conversation: &str, queue: &str) {
        self.execute(Command::Receive {
            conversation: conversation.into(),
            queue: Some(QueueId::new(queue)),
            handoff: Box::new(handoff(conversation)),
            flags: 0,
            found: Vec::new(),
        })
        .await;
    }

    pub async fn customer_says(&self, conversation: &str, key: &str, text: &str) {
        let activity = Activity {
            kind: "message".to_owned(),
            text: Some(text.to_owned()),
            ..Activity::default()
        };
        self.execute(Command::CustomerWrote {
            conversation: conversation.into(),
            message: Box::new(NewMessage {
                key: key.into(),
                activity,
            }),
        })
        .await;
    }

    /// Lets time pass, and what is due happen.
    pub async fn advance(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap();
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
        self.execute(Command::Tick).await;
    }

    /// Waits until something is so on the floor.
    pub async fn until(
        &self,
        what: &str,
        so: impl Fn(&deskhand::server::router::Floor) -> bool + Clone + Send + 'static,
    ) {
        let waiting = async {
            loop {
                let so = so.clone();
                if self
                    .hub
                    .ask(move |world, _| so(&world.floor))
                    .await
                    .unwrap()
                {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), waiting)
            .await
            .unwrap_or_else(|_| panic!("never so: {what}"));
    }
}

/// A handoff in which a customer of that name asks for a person.
pub fn handoff(conversation: &str) -> Handoff {
    Handoff {
        source: HandoffSource {
            app: None,
            conversation: conversation.to_owned(),
            activity: "1".to_owned(),
        },
        shape: HandoffShape::Flat,
        channel: Channel::Lcw,
        customer: Party {
            id: "u1".to_owned(),
            name: format!("customer of {conversation}"),
        },
        bot: Party::default(),
        variables: Variables::default(),
        transcript: Vec::new(),
        transcript_received: 0,
        notes: Vec::new(),
        rest: serde_json::Map::new(),
    }
}

/// The id of a conversation.
pub fn id(conversation: &str) -> ConversationId {
    ConversationId::new(conversation)
}
