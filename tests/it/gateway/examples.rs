//! An example of every call, notice and error code.

use deskhand::domain::{
    Agent, Author, AuthorKind, Channel, ConversationState, DeclineReason, Epoch, Message,
    MessageId, Offer, OfferEnd, OfferNumber, Party, Presence, PresenceCause, PresenceView, Role,
    Seq, Timestamp,
};
use deskhand::protocol::call::{Owned, Resume, WhyAbout};
use deskhand::protocol::{
    Call, ConversationRow, ErrorCode, Hello, Notice, OfferView, QueueView, Update, VERSION, You,
};

use super::desk::key;
use super::harness::id;

pub fn codes() -> [ErrorCode; 17] {
    use ErrorCode::{
        BadHandshake, BadJson, BadParams, BadPresence, BadRequest, Busy, Draining, Forbidden,
        Internal, NotFound, NotOwner, OfferGone, TooLarge, Unauthenticated, UnknownMethod,
        VersionMismatch, WrongState,
    };
    [
        BadJson,
        BadRequest,
        BadParams,
        UnknownMethod,
        BadHandshake,
        VersionMismatch,
        Unauthenticated,
        Forbidden,
        NotFound,
        NotOwner,
        OfferGone,
        WrongState,
        BadPresence,
        TooLarge,
        Draining,
        Busy,
        Internal,
    ]
}

pub fn calls() -> Vec<Call> {
    let conversation = || id("c");
    let key = || key("k");
    let mut calls = vec![
        Call::Hello(Hello {
            version: VERSION,
            token: "t".to_owned(),
            client: "deskhand 0.1.0".to_owned(),
            watch_only: false,
            resume: Some(Resume {
                journal: "j".to_owned(),
                after: Seq(41),
            }),
        }),
        Call::Bye {},
        Call::SetPresence {
            presence: Presence::DoNotDisturb,
            key: key(),
        },
        Call::Accept {
            conversation: conversation(),
            offer: OfferNumber(1),
            key: key(),
        },
    ];
    calls.extend(reasons().map(|reason| Call::Decline {
        conversation: conversation(),
        offer: OfferNumber(1),
        reason,
        key: key(),
    }));
    calls.extend(in_a_conversation());
    calls
}

fn reasons() -> [DeclineReason; 4] {
    [
        DeclineReason::Busy,
        DeclineReason::WrongSkill,
        DeclineReason::Leaving,
        DeclineReason::Other("lunch".to_owned()),
    ]
}

pub fn notices() -> Vec<Notice> {
    let author = Author {
        kind: AuthorKind::Customer,
        name: "Ana Ruiz".to_owned(),
    };
    let mut changes = vec![
        Update::Conversation {
            row: Box::new(row()),
        },
        Update::Message {
            conversation: id("c"),
            message: Box::new(Message {
                id: MessageId {
                    seq: Seq(42),
                    part: 0,
                },
                at: Timestamp(1_700_000_000_000),
                author: author.clone(),
                activity: deskhand::activity::outward::agent_text("hi"),
            }),
        },
        Update::OfferMade {
            offer: Box::new(OfferView {
                row: row(),
                offer: Offer {
                    number: OfferNumber(1),
                    agent: "ana".into(),
                    made_at: Timestamp(1_700_000_000_000),
                    deadline: Timestamp(1_700_000_120_000),
                },
            }),
        },
    ];
    changes.extend(ended());
    changes.extend([
        Update::Gone {
            row: Box::new(row()),
        },
        Update::You { you: you() },
    ]);
    vec![
        Notice::Update {
            seq: Seq(42),
            changes,
        },
        Notice::Floor {
            as_of: Seq(42),
            queues: vec![queue()],
        },
        Notice::Typing {
            conversation: id("c"),
            author,
        },
        Notice::Bye {
            reason: "the backend is stopping".to_owned(),
            retry_ms: 750,
        },
    ]
}

fn row() -> ConversationRow {
    ConversationRow {
        id: id("c"),
        customer: Party {
            id: "u1".to_owned(),
            name: "Ana Ruiz".to_owned(),
        },
        channel: Channel::Lcw,
        queue: "returns".into(),
        state: ConversationState::Active,
        owner: None,
        epoch: Epoch(0),
        offered_to: Some("ana".into()),
        topic: Some("Returns".to_owned()),
        preview: Some("my order is broken".to_owned()),
        waiting_since: Some(Timestamp(1_700_000_000_000)),
        last_seq: Seq(42),
        unanswered_since: None,
        flags: 2,
        customer_left: false,
    }
}

fn you() -> You {
    You {
        agent: Agent {
            id: "ana".into(),
            name: "Ana".to_owned(),
            role: Role::Agent,
            capacity: 4,
        },
        presence: PresenceView {
            presence: Presence::Busy,
            chosen: Presence::Available,
            cause: PresenceCause::Load,
        },
        load: 1,
    }
}

fn queue() -> QueueView {
    QueueView {
        id: "returns".into(),
        name: "Returns".to_owned(),
        waiting: 1,
        longest_since: Some(Timestamp(1_700_000_000_000)),
        offers_out: 1,
        active: 2,
        available: 1,
        staffed: 2,
        load: 3,
        capacity: 8,
        why: Some("Everybody is full.".to_owned()),
        head: vec![row()],
    }
}

fn in_a_conversation() -> Vec<Call> {
    let conversation = || id("c");
    let key = || key("k");
    let owned = || Owned {
        conversation: conversation(),
        epoch: Epoch(1),
        key: key(),
    };
    vec![
        Call::Pick {
            conversation: conversation(),
            key: key(),
        },
        Call::Open {
            conversation: conversation(),
        },
        Call::Unfollow {
            conversation: conversation(),
        },
        Call::History {
            conversation: conversation(),
            before: MessageId {
                seq: Seq(7),
                part: 0,
            },
            limit: 100,
        },
        Call::Send {
            conversation: conversation(),
            epoch: Epoch(1),
            text: "Hello \u{1f642}".to_owned(),
            key: key(),
        },
        Call::Typing {
            conversation: conversation(),
        },
        Call::End(owned()),
        Call::Close(owned()),
        Call::Release(owned()),
        Call::Leave(owned()),
        Call::ListQueue {
            queue: "returns".into(),
        },
        Call::Why(WhyAbout::Conversation(conversation())),
        Call::Why(WhyAbout::Agent("ana".into())),
        Call::Totals { days: 7 },
    ]
}

fn ended() -> [Update; 7] {
    let ends = [
        OfferEnd::Accepted,
        OfferEnd::Declined(DeclineReason::Busy),
        OfferEnd::Declined(DeclineReason::Other("lunch".to_owned())),
        OfferEnd::TimedOut,
        OfferEnd::AgentGone,
        OfferEnd::PickedBy {
            agent: "ben".into(),
        },
        OfferEnd::CustomerLeft,
    ];
    ends.map(|end| Update::OfferEnded {
        conversation: id("c"),
        number: OfferNumber(1),
        end,
    })
}
