//! The floor the screens show: a customer offered, three of one's own, queues, and what was said.

use deskhand::activity::model::{Activity, Attachment};
use deskhand::domain::{
    Agent, AgentId, AppId, Author, AuthorKind, Channel, ConversationId, ConversationState, Epoch,
    Handoff, HandoffShape, HandoffSource, Message, MessageId, Offer, OfferNumber, Party, Presence,
    PresenceCause, PresenceView, QueueId, Role, Seq, Timestamp, Variables,
};
use deskhand::protocol::answer::{BotTotals, RuleTotal, Totals};
use deskhand::protocol::{
    ConversationDetail, ConversationRow, OfferView, QueueView, Snapshot, Welcome, You,
};
use serde_json::json;

/// Thursday, 5 November 2026, 12:04:00 UTC.
pub const NOW: Timestamp = Timestamp(1_793_880_240_000);

pub fn ago(seconds: i64) -> Timestamp {
    Timestamp(NOW.0 - seconds * 1000)
}

pub fn row(id: &str, name: &str, queue: &str, channel: Channel) -> ConversationRow {
    ConversationRow {
        id: ConversationId::new(id),
        customer: Party {
            id: id.to_owned(),
            name: name.to_owned(),
        },
        channel,
        queue: QueueId::new(queue),
        state: ConversationState::Active,
        owner: Some(AgentId::new("mia")),
        epoch: Epoch(1),
        offered_to: None,
        topic: Some("Escalate".to_owned()),
        preview: Some("my order is broken".to_owned()),
        waiting_since: None,
        last_seq: Seq(40),
        unanswered_since: None,
        flags: 0,
        customer_left: false,
    }
}

pub fn queue(
    id: &str,
    name: &str,
    waiting: u32,
    longest: Option<i64>,
    available: u32,
) -> QueueView {
    QueueView {
        id: QueueId::new(id),
        name: name.to_owned(),
        waiting,
        longest_since: longest.map(ago),
        offers_out: u32::from(waiting > 0),
        active: 5,
        available,
        staffed: 4,
        load: 9,
        capacity: 16,
        why: (waiting > 0).then(|| "3 of 4 agents are full, Dana is away since 11:58".to_owned()),
        head: Vec::new(),
    }
}

pub fn you(role: Role) -> You {
    You {
        agent: Agent {
            id: AgentId::new("mia"),
            name: "Mia Vogel".to_owned(),
            role,
            capacity: 4,
        },
        presence: PresenceView {
            presence: Presence::Available,
            chosen: Presence::Available,
            cause: PresenceCause::Chosen,
        },
        load: 3,
    }
}

/// What the backend greets with.
pub fn welcome(role: Role) -> Welcome {
    let mut offered = row("c-offer", "Ana Ruiz", "returns", Channel::Lcw);
    (offered.owner, offered.offered_to, offered.waiting_since) =
        (None, Some(AgentId::new("mia")), Some(ago(252)));
    (offered.flags, offered.preview) = (2, Some("speak to a person please".to_owned()));
    let mut ben = row(
        "c-ben",
        "Benjamin Featherstonehaugh-Cholmondeley",
        "billing",
        Channel::Msteams,
    );
    ben.unanswered_since = Some(ago(134));
    let mut arab = row("c-arab", "ليلى", "returns", Channel::WhatsappAcs);
    arab.customer_left = true;
    let chloe = row("c-chloe", "Chloé 山田", "returns", Channel::Line);
    let offer = Offer {
        number: OfferNumber(1),
        agent: AgentId::new("mia"),
        made_at: ago(33),
        deadline: Timestamp(NOW.0 + 87_000),
    };
    Welcome {
        version: deskhand::protocol::VERSION,
        server: "deskhand 0.1.0".to_owned(),
        journal: "j1".to_owned(),
        user: AgentId::new("mia"),
        role,
        now: NOW,
        heartbeat_ms: 5000,
        snapshot: Some(Box::new(Snapshot {
            seq: Seq(50),
            you: you(role),
            mine: vec![ben, chloe, arab],
            offers: vec![OfferView {
                row: offered,
                offer,
            }],
            queues: vec![
                queue("returns", "Returns", 3, Some(252), 1),
                queue("billing", "Billing", 0, None, 2),
                queue("voice", "Voice", 1, Some(20), 0),
            ],
        })),
    }
}

pub fn said(number: u64, seconds: i64, kind: AuthorKind, name: &str, text: &str) -> Message {
    Message {
        id: MessageId {
            seq: Seq(number),
            part: 0,
        },
        at: ago(seconds),
        author: Author {
            kind,
            name: name.to_owned(),
        },
        activity: Activity {
            kind: "message".to_owned(),
            text: Some(text.to_owned()),
            ..Activity::default()
        },
    }
}

/// A conversation with everything that is hard to draw.
pub fn detail(row: ConversationRow) -> ConversationDetail {
    let (bot, customer) = ("Contoso Bot", row.customer.name.clone());
    let transcript = transcript(bot, &customer);
    let variables = variables();
    let handoff = Handoff {
        source: HandoffSource {
            app: Some(AppId::new("app")),
            conversation: "bot-1".to_owned(),
            activity: "a1".to_owned(),
        },
        shape: HandoffShape::Flat,
        channel: row.channel,
        customer: row.customer.clone(),
        bot: Party {
            id: "bot".to_owned(),
            name: bot.to_owned(),
        },
        variables,
        transcript_received: 5,
        transcript,
        notes: Vec::new(),
        rest: serde_json::Map::new(),
    };
    ConversationDetail {
        as_of: Seq(50),
        handed_over_at: ago(240),
        messages: vec![
            said(
                41,
                120,
                AuthorKind::System,
                "",
                "Mia Vogel joined the conversation",
            ),
            said(
                42,
                110,
                AuthorKind::Agent,
                "Mia Vogel",
                "Hi, I can see your order. I am sending a replacement today.",
            ),
            said(
                43,
                60,
                AuthorKind::Customer,
                &customer,
                "返品したいです。箱が壊れていました。どうすればいいですか？",
            ),
            said(44, 40, AuthorKind::Customer, &customer, "طلبي مكسور"),
        ],
        more: false,
        handoff,
        row,
    }
}

fn transcript(bot: &str, customer: &str) -> Vec<Message> {
    let mut transcript = vec![
        said(0, 360, AuthorKind::Customer, customer, "hi"),
        said(
            0,
            358,
            AuthorKind::Bot,
            bot,
            "Hello! 👋 How can I *help* you?",
        ),
        said(0, 300, AuthorKind::Customer, customer, "my order is broken"),
        said(
            0,
            299,
            AuthorKind::Bot,
            bot,
            "Order 42:\n- **shipped** on Monday\n- see <https://contoso.example/42>",
        ),
        said(
            0,
            240,
            AuthorKind::Customer,
            customer,
            "speak to agent \u{1b}[31mnow\u{202e}!",
        ),
    ];
    transcript[3].activity.attachments.push(Attachment {
        content_type: "application/vnd.microsoft.card.adaptive".to_owned(),
        content: Some(json!({"type": "AdaptiveCard", "version": "1.5", "body": [
            {"type": "TextBlock", "text": "Order 42", "weight": "Bolder"},
            {"type": "FactSet", "facts": [{"title": "Status", "value": "shipped"}]}],
            "actions": [{"type": "Action.Submit", "title": "Talk to a person"}]})),
        ..Attachment::default()
    });
    for (part, message) in (0..).zip(&mut transcript) {
        message.id = MessageId { seq: Seq(30), part };
    }
    transcript
}

fn variables() -> Variables {
    let mut variables = Variables::default();
    for (name, value) in [
        ("va_LastTopic", json!("Escalate")),
        ("va_LastPhrases", json!("speak to agent")),
        ("va_AgentMessage", json!("Angry customer")),
        ("OrderNumber", json!("42")),
        (
            "Address",
            json!({"city": "Köln", "street": "Große Straße 1"}),
        ),
    ] {
        variables.set(name, value);
    }
    variables
}

/// What was found in what three bots handed over this week.
pub fn totals() -> Totals {
    let bot = |name: Option<&str>, handoffs, rules: &[(&str, u32, u32)]| BotTotals {
        name: name.map(str::to_owned),
        handoffs,
        rules: rules
            .iter()
            .map(|(rule, handoffs, percent)| RuleTotal {
                rule: (*rule).to_owned(),
                handoffs: *handoffs,
                percent: *percent,
            })
            .collect(),
    };
    let contoso = [
        ("OC-EMOJI", 47, 38),
        ("OC-CARD-STYLE", 31, 25),
        ("OC-TYPING", 1, 1),
    ];
    Totals {
        days: 7,
        bots: vec![
            bot(Some("Contoso Bot"), 124, &contoso),
            bot(
                Some("Fabrikam returns \u{202e}bot 🤖"),
                9,
                &[("HZ-BIDI", 9, 100)],
            ),
            bot(None, 2, &[]),
        ],
    }
}
