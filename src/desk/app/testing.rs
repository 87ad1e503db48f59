//! A desk for tests: drives the core by action names and notices, answers its requests, keeps its effects.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};

use super::{Action, Effect, Event, Identity, Input, Setup, SocketEvent, State, update};
use crate::domain::{
    Agent, AgentId, Author, AuthorKind, Channel, ConversationId, ConversationState, Epoch, Handoff,
    HandoffShape, HandoffSource, Message, MessageId, Offer, OfferNumber, Party, Presence,
    PresenceCause, PresenceView, QueueId, Role, Seq, Timestamp, Variables,
};
use crate::protocol::call::Call;
use crate::protocol::frame::RpcError;
use crate::protocol::{
    ConversationDetail, ConversationRow, ErrorCode, Frame, Notice, OfferView, QueueView, Request,
    Response, Snapshot, Update, You,
};

pub(super) const START: i64 = 1_700_000_000_000;

/// The desk and everything it wanted done so far.
pub(super) struct Desk {
    pub state: State,
    pub now: i64,
    pub seq: u64,
    pub effects: Vec<Effect>,
}

impl Desk {
    /// Not started.
    pub fn new() -> Self {
        Self::with(Setup {
            seed: 7,
            ..Setup::default()
        })
    }

    pub fn with(setup: Setup) -> Self {
        Self {
            state: State::new(setup),
            now: START,
            seq: 10,
            effects: Vec::new(),
        }
    }

    /// Online as an agent, with these conversations and one queue.
    pub fn online(mine: &[&str]) -> Self {
        let mut desk = Self::new();
        desk.connect(snapshot(Role::Agent, mine));
        desk
    }

    /// Online as a supervisor who only watches.
    pub fn watching() -> Self {
        let identity = Identity {
            watch_only: true,
            ..Identity::default()
        };
        let mut desk = Self::with(Setup {
            identity,
            ..Setup::default()
        });
        desk.connect(snapshot(Role::Supervisor, &[]));
        desk
    }

    pub fn connect(&mut self, snapshot: Snapshot) {
        self.input(Input::Start);
        self.socket(SocketEvent::Opened);
        let id = self.request(|call| matches!(call, Call::Hello(_))).id;
        self.result(id, welcome(self.now, Some(snapshot)));
        self.effects.clear();
    }

    /// Answers the connection attempt the desk has made by itself.
    pub fn connect_again(&mut self, snapshot: Snapshot) {
        self.socket(SocketEvent::Opened);
        let id = self.request(|call| matches!(call, Call::Hello(_))).id;
        self.result(id, welcome(self.now, Some(snapshot)));
    }

    /// The same with a resume that holds.
    pub fn resume(&mut self) {
        self.socket(SocketEvent::Opened);
        let id = self.request(|call| matches!(call, Call::Hello(_))).id;
        self.result(id, welcome(self.now, None));
    }

    pub fn input(&mut self, input: Input) {
        let effects = update(&mut self.state, Event::new(Timestamp(self.now), input));
        self.effects.extend(effects);
    }

    pub fn act(&mut self, name: &str) {
        self.input(Input::Act(Action::by_name(name).expect(name)));
    }

    pub fn text(&mut self, text: &str) {
        for letter in text.chars() {
            self.input(Input::Type(letter.to_string()));
        }
    }

    pub fn socket(&mut self, event: SocketEvent) {
        self.input(Input::Socket(event));
    }

    pub fn cut(&mut self) {
        self.socket(SocketEvent::Closed {
            reason: "cut".to_owned(),
        });
    }

    /// Lets time pass and wakes the desk whenever it wants to be.
    pub fn wait(&mut self, millis: i64) {
        let end = self.now + millis;
        while let Some(at) = self.state.next_wake().filter(|at| at.0 <= end) {
            assert!(at.0 >= self.now, "a wake-up in the past");
            self.now = at.0;
            self.input(Input::Wake);
            let next = self.state.next_wake();
            assert!(
                next.is_none_or(|next| next.0 > self.now),
                "woken twice for one thing"
            );
        }
        self.now = end;
    }

    pub fn update(&mut self, changes: Vec<Update>) {
        self.seq += 1;
        let notice = Notice::Update {
            seq: Seq(self.seq),
            changes,
        };
        self.socket(SocketEvent::Frame(Box::new(Frame::Notice(Box::new(
            notice,
        )))));
    }

    pub fn notice(&mut self, notice: Notice) {
        self.socket(SocketEvent::Frame(Box::new(Frame::Notice(Box::new(
            notice,
        )))));
    }

    pub fn customer_says(&mut self, id: &str, text: &str) {
        let message = message(self.seq + 1, 0, AuthorKind::Customer, text);
        self.update(vec![Update::Message {
            conversation: id.into(),
            message: Box::new(message),
        }]);
    }

    pub fn offer(&mut self, id: &str) {
        self.offer_for(id, 120_000);
    }

    pub fn offer_for(&mut self, id: &str, millis: i64) {
        let offer = offer(id, self.now, millis);
        self.update(vec![Update::OfferMade {
            offer: Box::new(offer),
        }]);
    }

    /// Opens a conversation and answers with this detail.
    pub fn open(&mut self, detail: ConversationDetail) {
        let id = detail.row.id.clone();
        let row = super::inbox::RowKey::Mine(id);
        self.input(Input::Click(super::Target::Inbox(row)));
        if self.state.conversations.shown_id() != Some(&detail.row.id) {
            self.act("activate");
        }
        let request = self.request(|call| matches!(call, Call::Open { .. })).id;
        self.result(request, serde_json::to_value(detail).unwrap());
    }

    /// The newest request of this kind; it is taken out.
    pub fn request(&mut self, which: impl Fn(&Call) -> bool) -> Request {
        self.try_request(which).expect("no such request")
    }

    pub fn try_request(&mut self, which: impl Fn(&Call) -> bool) -> Option<Request> {
        let at = self
            .effects
            .iter()
            .rposition(|effect| matches!(effect, Effect::Send(request) if which(&request.call)))?;
        match self.effects.remove(at) {
            Effect::Send(request) => Some(*request),
            _ => None,
        }
    }

    pub fn result(&mut self, id: u64, result: Value) {
        let jsonrpc = "2.0".to_owned();
        let response = Response {
            jsonrpc,
            id: Some(id),
            result: Some(result),
            error: None,
        };
        self.socket(SocketEvent::Frame(Box::new(Frame::Response(response))));
    }

    pub fn refuse(&mut self, id: u64, error: RpcError) {
        let jsonrpc = "2.0".to_owned();
        let response = Response {
            jsonrpc,
            id: Some(id),
            result: None,
            error: Some(error),
        };
        self.socket(SocketEvent::Frame(Box::new(Frame::Response(response))));
    }

    /// What is told on the screen, joined.
    pub fn told(&self) -> String {
        let texts = self.state.notify.showing().map(|toast| toast.text.as_str());
        texts.collect::<Vec<_>>().join(" | ")
    }

    pub fn draft(&self, id: &str) -> &str {
        self.state
            .composer
            .draft(&id.into())
            .map_or("", |draft| draft.text())
    }

    pub fn shown(&self) -> &str {
        self.state
            .conversations
            .shown_id()
            .map_or("", ConversationId::as_str)
    }
}

pub(super) fn refusal(code: ErrorCode, owner: Option<&str>) -> RpcError {
    let mut error = RpcError::new(code, "refused for the test", "do something else");
    error.data.owner = owner.map(AgentId::from);
    error
}

#[allow(clippy::needless_pass_by_value)]
pub(super) fn welcome(now: i64, snapshot: Option<Snapshot>) -> Value {
    json!({
        "version": [1, 0], "server": "test 1", "journal": "j1", "user": "ana", "role": "agent",
        "now": now, "heartbeatMs": 5000, "snapshot": snapshot,
    })
}

pub(super) fn you(role: Role) -> You {
    let presence = Presence::Available;
    You {
        agent: Agent {
            id: "ana".into(),
            name: "Ana".to_owned(),
            role,
            capacity: 4,
        },
        presence: PresenceView {
            presence,
            chosen: presence,
            cause: PresenceCause::Chosen,
        },
        load: 1,
    }
}

pub(super) fn snapshot(role: Role, mine: &[&str]) -> Snapshot {
    Snapshot {
        seq: Seq(10),
        you: you(role),
        mine: mine.iter().map(|id| owned(id)).collect(),
        offers: Vec::new(),
        queues: vec![queue("returns", &[])],
    }
}

pub(super) fn row(id: &str) -> ConversationRow {
    ConversationRow {
        id: id.into(),
        customer: Party {
            id: format!("c-{id}"),
            name: format!("Customer {id}"),
        },
        channel: Channel::Lcw,
        queue: "returns".into(),
        state: ConversationState::Open,
        owner: None,
        epoch: Epoch(0),
        offered_to: None,
        topic: Some("Returns".to_owned()),
        preview: None,
        waiting_since: None,
        last_seq: Seq(5),
        unanswered_since: None,
        flags: 0,
        customer_left: false,
    }
}

pub(super) fn owned(id: &str) -> ConversationRow {
    ConversationRow {
        state: ConversationState::Active,
        owner: Some("ana".into()),
        epoch: Epoch(1),
        ..row(id)
    }
}

pub(super) fn queue(id: &str, waiting: &[&str]) -> QueueView {
    QueueView {
        id: QueueId::from(id),
        name: id.to_owned(),
        waiting: u32::try_from(waiting.len()).unwrap(),
        longest_since: None,
        offers_out: 0,
        active: 0,
        available: 1,
        staffed: 1,
        load: 0,
        capacity: 4,
        why: None,
        head: waiting.iter().map(|id| row(id)).collect(),
    }
}

pub(super) fn offer(id: &str, now: i64, millis: i64) -> OfferView {
    let made_at = Timestamp(now);
    let deadline = Timestamp(now + millis);
    OfferView {
        row: ConversationRow {
            state: ConversationState::Active,
            ..row(id)
        },
        offer: Offer {
            number: OfferNumber(1),
            agent: "ana".into(),
            made_at,
            deadline,
        },
    }
}

pub(super) fn message(seq: u64, part: u32, kind: AuthorKind, text: &str) -> Message {
    Message {
        id: MessageId {
            seq: Seq(seq),
            part,
        },
        at: Timestamp(START),
        author: Author {
            kind,
            name: format!("{kind:?}"),
        },
        activity: serde_json::from_value(json!({"type": "message", "text": text})).unwrap(),
    }
}

/// A conversation read whole: a transcript of two, then these live messages.
pub(super) fn detail(row: ConversationRow, live: &[u64], more: bool) -> ConversationDetail {
    let transcript = vec![
        message(3, 0, AuthorKind::Bot, "Hello"),
        message(3, 1, AuthorKind::Customer, "my order is broken"),
    ];
    let mut variables = Variables::default();
    variables.set("va_LastTopic", json!("Returns"));
    variables.set("va_AgentMessage", json!("Angry customer"));
    variables.set("OrderNumber", json!(42));
    ConversationDetail {
        as_of: Seq(10),
        handoff: Handoff {
            source: HandoffSource {
                app: None,
                conversation: "b1".into(),
                activity: "a1".into(),
            },
            shape: HandoffShape::Flat,
            channel: row.channel,
            customer: row.customer.clone(),
            bot: Party {
                id: "bot".to_owned(),
                name: "Contoso Bot".to_owned(),
            },
            variables,
            transcript,
            transcript_received: 2,
            notes: vec!["no locale came".to_owned()],
            rest: serde_json::Map::new(),
        },
        row,
        handed_over_at: Timestamp(START),
        messages: live
            .iter()
            .map(|seq| message(*seq, 0, AuthorKind::Customer, "hi"))
            .collect(),
        more,
    }
}
