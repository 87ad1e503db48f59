//! Random keys, words, notices, answers, cuts and garbage: nothing panics, and what must hold holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json, to_value};

use crate::desk::app::event::Viewport;
use crate::desk::app::testing::{
    Desk, detail, message, offer, owned, queue, refusal, row, snapshot,
};
use crate::desk::app::{Action, Effect, Focus, Input, Overlay, SocketEvent, conversation::Anchor};
use crate::domain::{
    Author, AuthorKind, ConversationState, MessageId, OfferEnd, OfferNumber, Role, Seq,
};
use crate::protocol::call::Call;
use crate::protocol::{ConversationRow, ErrorCode, Notice, Request, Update};

const IDS: [&str; 4] = ["m1", "m2", "o1", "w1"];

#[derive(Clone, Debug)]
enum Step {
    Act(usize),
    Type(String),
    Paste(String),
    Wait(i64),
    Said(usize, u64, String),
    Row(usize, u8),
    Offer(usize, u32),
    OfferEnded(usize, u32),
    Queues(Vec<usize>),
    Typing(usize),
    Answer(u8),
    Cut,
    Open,
    Snapshot(Vec<usize>),
    Laid(u64, bool, bool),
    Garbage,
    Skew(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let id = 0..IDS.len();
    let text = prop::sample::select(vec![
        "a",
        "/",
        "/end",
        "x\ny",
        "\u{202e}",
        "👩‍👩‍👧",
        "\u{1b}[2J",
        "q",
        "",
    ]);
    prop_oneof![
        12 => (0..200_usize).prop_map(Step::Act),
        6 => text.clone().prop_map(|text| Step::Type(text.to_owned())),
        1 => (text.clone(), 1..3_000_usize).prop_map(|(text, times)| Step::Paste(text.repeat(times))),
        3 => (0..20_000_i64).prop_map(Step::Wait),
        4 => (id.clone(), 0..40_u64, text).prop_map(|(id, seq, text)| Step::Said(id, seq, text.to_owned())),
        3 => (id.clone(), 0..8_u8).prop_map(|(id, kind)| Step::Row(id, kind)),
        2 => (id.clone(), 1..3_u32).prop_map(|(id, number)| Step::Offer(id, number)),
        2 => (id.clone(), 1..3_u32).prop_map(|(id, number)| Step::OfferEnded(id, number)),
        1 => prop::collection::vec(id.clone(), 0..4).prop_map(Step::Queues),
        1 => id.clone().prop_map(Step::Typing),
        6 => (0..8_u8).prop_map(Step::Answer),
        1 => Just(Step::Cut),
        2 => Just(Step::Open),
        1 => prop::collection::vec(id, 0..3).prop_map(Step::Snapshot),
        2 => (0..60_u64, any::<bool>(), any::<bool>()).prop_map(|(seq, top, bottom)| Step::Laid(seq, top, bottom)),
        1 => Just(Step::Garbage),
        1 => prop::sample::select(vec![i64::MIN, -1, 0, i64::MAX]).prop_map(Step::Skew),
    ]
}

/// The desk, the backend's side of its requests, and what was written where.
struct World {
    desk: Desk,
    asked: Vec<Request>,
    acknowledged: BTreeMap<String, u32>,
    keys: BTreeMap<String, (String, String)>,
}

impl World {
    fn new() -> Self {
        let mut desk = Desk::online(&["m1", "m2"]);
        desk.offer("o1");
        Self {
            desk,
            asked: Vec::new(),
            acknowledged: BTreeMap::new(),
            keys: BTreeMap::new(),
        }
    }

    fn row(id: usize, kind: u8) -> ConversationRow {
        let id = IDS[id];
        match kind {
            0..=2 => owned(id),
            3 => ConversationRow {
                state: ConversationState::WrapUp,
                ..owned(id)
            },
            4 => ConversationRow {
                state: ConversationState::Closed,
                ..row(id)
            },
            5 => ConversationRow {
                owner: Some("ben".into()),
                ..owned(id)
            },
            6 => ConversationRow {
                customer_left: true,
                ..owned(id)
            },
            _ => row(id),
        }
    }

    fn take(&mut self, step: Step) {
        let desk = &mut self.desk;
        match step {
            Step::Act(index) => {
                let bound: Vec<Action> = Action::all()
                    .filter(|spec| spec.scope.holds(desk.state.focus()))
                    .map(|spec| spec.action)
                    .collect();
                desk.input(Input::Act(bound[index % bound.len()]));
            }
            Step::Type(text) => desk.input(Input::Type(text)),
            Step::Paste(text) => desk.input(Input::Paste(text)),
            Step::Wait(millis) => desk.wait(millis),
            Step::Said(id, seq, text) => {
                let message = Box::new(message(seq, 0, AuthorKind::Customer, &text));
                desk.update(vec![Update::Message {
                    conversation: IDS[id].into(),
                    message,
                }]);
            }
            Step::Row(id, 7) => desk.update(vec![Update::Gone {
                row: Box::new(Self::row(id, 7)),
            }]),
            Step::Row(id, kind) => {
                desk.update(vec![Update::Conversation {
                    row: Box::new(Self::row(id, kind)),
                }]);
            }
            Step::Offer(id, number) => {
                let mut view = offer(IDS[id], desk.now, 5_000);
                view.offer.number = OfferNumber(number);
                desk.update(vec![Update::OfferMade {
                    offer: Box::new(view),
                }]);
            }
            Step::OfferEnded(id, number) => desk.update(vec![Update::OfferEnded {
                conversation: IDS[id].into(),
                number: OfferNumber(number),
                end: OfferEnd::TimedOut,
            }]),
            Step::Queues(ids) => {
                let waiting: Vec<&str> = ids.into_iter().map(|id| IDS[id]).collect();
                let queues = vec![queue("returns", &waiting), queue("billing", &[])];
                desk.notice(Notice::Floor {
                    as_of: Seq(1),
                    queues,
                });
            }
            Step::Typing(id) => {
                let author = Author {
                    kind: AuthorKind::Customer,
                    name: "Ben".to_owned(),
                };
                desk.notice(Notice::Typing {
                    conversation: IDS[id].into(),
                    author,
                });
            }
            Step::Answer(how) => self.answer(how),
            Step::Cut => desk.cut(),
            Step::Open => desk.socket(SocketEvent::Opened),
            Step::Snapshot(ids) => self.welcome(&ids),
            Step::Laid(seq, at_top, at_bottom) => self.laid(seq, at_top, at_bottom),
            Step::Garbage => desk.socket(SocketEvent::Garbled("{".repeat(500))),
            Step::Skew(skew) => desk.state.clock.skew = skew,
        }
    }

    fn laid(&mut self, seq: u64, at_top: bool, at_bottom: bool) {
        let Some(conversation) = self.desk.state.conversations.shown_id().cloned() else {
            return;
        };
        let top = Anchor {
            message: MessageId {
                seq: Seq(seq),
                part: 0,
            },
            row: 3,
        };
        let (height, applied) = (7, 1);
        let viewport = Viewport {
            conversation,
            top,
            height,
            at_top,
            at_bottom,
            applied,
        };
        self.desk.input(Input::Laid(viewport));
    }

    fn welcome(&mut self, ids: &[usize]) {
        let at = self
            .asked
            .iter()
            .position(|request| matches!(request.call, Call::Hello(_)));
        if let Some(at) = at {
            let mine: Vec<&str> = ids.iter().map(|id| IDS[*id]).collect();
            let snapshot = (!mine.is_empty()).then(|| snapshot(Role::Supervisor, &mine));
            let id = self.asked.remove(at).id;
            let answer = crate::desk::app::testing::welcome(self.desk.now, snapshot);
            self.desk.result(id, answer);
        }
    }

    fn answer(&mut self, how: u8) {
        if self.asked.is_empty() {
            return;
        }
        let request = self.asked.remove(0);
        let codes = [
            ErrorCode::NotOwner,
            ErrorCode::Busy,
            ErrorCode::Internal,
            ErrorCode::OfferGone,
        ];
        match how {
            0..=3 => {
                let result = self.result(&request.call);
                self.desk.result(request.id, result);
            }
            4..=6 => {
                let code = codes[usize::from(how) % codes.len()];
                self.desk.refuse(request.id, refusal(code, Some("ben")));
            }
            _ => self.desk.result(request.id, json!({"garbage": [1, 2, 3]})),
        }
    }

    fn result(&mut self, call: &Call) -> Value {
        match call {
            Call::Send { key, .. } => {
                *self
                    .acknowledged
                    .entry(key.as_str().to_owned())
                    .or_default() += 1;
                json!({"id": {"seq": self.desk.seq + 1, "part": 0}})
            }
            Call::Accept { .. } | Call::Pick { .. } => json!({"epoch": 2}),
            Call::Open { conversation } => {
                to_value(detail(owned(conversation.as_str()), &[20, 21, 22], true)).unwrap()
            }
            Call::History { .. } => json!({"messages": [], "more": true}),
            Call::ListQueue { .. } => json!({"rows": [to_value(row("w1")).unwrap()], "total": 1}),
            Call::Why(_) => json!({"sentence": "because"}),
            Call::Totals { days } => {
                json!({"days": days, "bots": [{"name": "B", "handoffs": 2, "rules": []}]})
            }
            _ => json!(null),
        }
    }

    /// Looks at what the desk wanted done, then forgets it.
    fn look(&mut self) {
        for effect in std::mem::take(&mut self.desk.effects) {
            if let Effect::Send(request) = effect {
                if let Call::Send {
                    conversation,
                    text,
                    key,
                    ..
                } = &request.call
                {
                    let meant = (conversation.as_str().to_owned(), text.clone());
                    let before = self
                        .keys
                        .entry(key.as_str().to_owned())
                        .or_insert(meant.clone());
                    assert_eq!(*before, meant, "a key is one text in one conversation");
                    let acknowledged = self.acknowledged.get(key.as_str());
                    assert_eq!(acknowledged, None, "sent again after it was acknowledged");
                }
                self.asked.push(*request);
            }
        }
        if !self.desk.state.connection.is_online() {
            self.asked
                .retain(|request| matches!(request.call, Call::Hello(_)));
        }
    }

    fn check(&self) {
        let state = &self.desk.state;
        if let Some(cursor) = state.inbox.cursor() {
            assert!(state.inbox.rows().contains(cursor) && cursor.selectable());
        }
        if let Some(cursor) = state.board.cursor() {
            assert!(state.board.rows().contains(cursor));
        }
        let rows = state.context.rows().len();
        assert!(state.context.cursor() < rows.max(1));
        match state.overlays.top() {
            Some(Overlay::Menu(menu)) => assert!(menu.cursor < menu.items.len().max(1)),
            Some(Overlay::Palette(palette)) => assert!(palette.cursor < palette.hits.len().max(1)),
            Some(Overlay::Help(help)) => assert!(help.top < help.rows.len().max(1)),
            _ => {}
        }
        if matches!(state.focus(), Focus::Log | Focus::Composer | Focus::Context) {
            assert!(
                state.conversations.shown().is_some(),
                "a pane without a conversation"
            );
        }
        if let Some(shown) = state.conversations.shown() {
            let ids: Vec<MessageId> = shown.log.entries().iter().map(|e| e.message.id).collect();
            assert!(ids.is_sorted_by(|a, b| a < b), "order, each once");
        }
        assert!(state.notify.showing().count() <= 4);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens(steps in prop::collection::vec(step(), 1..120)) {
        let mut world = World::new();
        for step in steps {
            let shown = world.desk.shown().to_owned();
            let typing = matches!(step, Step::Type(_)) && world.desk.state.focus() == Focus::Composer;
            let drafts: Vec<String> = IDS.iter().map(|id| world.desk.draft(id).to_owned()).collect();
            world.take(step);
            if typing {
                for (id, before) in IDS.iter().zip(drafts) {
                    prop_assert!(*id == shown || world.desk.draft(id) == before, "typed elsewhere");
                }
                prop_assert_eq!(world.desk.shown(), &shown);
            }
            world.look();
            world.check();
        }
    }
}
