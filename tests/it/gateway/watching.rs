//! Reading along: supervisors anywhere, agents in their queues, adapters from the bot's side.

use std::time::Duration;

use deskhand::domain::{Epoch, MessageId, Role, Seq};
use deskhand::protocol::call::{Listing, Page, WhyAbout};
use deskhand::protocol::{Call, ConversationDetail, ErrorCode, Notice, Update};
use deskhand::server::gateway::Stir;

use super::desk::Desk;
use super::harness::{Backend, id};
use super::{send, take};

fn open(conversation: &str) -> Call {
    Call::Open {
        conversation: id(conversation),
    }
}

async fn detail(desk: &mut Desk, conversation: &str) -> ConversationDetail {
    serde_json::from_value(desk.call(open(conversation)).await.unwrap()).unwrap()
}

fn says(text: &'static str) -> impl Fn(&Update) -> bool {
    move |update| matches!(update, Update::Message { message, .. } if message.activity.text.as_deref() == Some(text))
}

#[tokio::test]
async fn a_supervisor_opens_any_conversation_and_reads_along_without_a_gap() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    let epoch = take(&mut ana, "c").await;
    let mut sue = Desk::sign_in(backend.address, "sue").await;
    for turn in 0..30 {
        let text = format!("{turn}");
        let (detail, ()) = tokio::join!(
            detail(&mut sue, "c"),
            backend.customer_says("c", &text, &text)
        );
        // What was said meanwhile is in the answer or comes as an update after it, never both.
        let in_answer = detail.messages.len();
        let mut after = Vec::new();
        while in_answer + after.len() < turn + 1 {
            let (seq, changes) = sue.update().await;
            if seq > detail.as_of && changes.iter().any(|c| matches!(c, Update::Message { .. })) {
                after.push(seq);
            }
        }
        sue.call(Call::Unfollow {
            conversation: id("c"),
        })
        .await
        .unwrap();
        while let Ok(notice) = tokio::time::timeout(Duration::ZERO, sue.notice()).await {
            assert!(
                !matches!(notice, Notice::Update { .. }),
                "double: {notice:?}"
            );
        }
    }
    detail(&mut sue, "c").await;
    ana.call(send("c", epoch, "hi from ana", "k"))
        .await
        .unwrap();
    let read = sue.updates_until(says("hi from ana")).await;
    let changes = &read.last().unwrap().1;
    assert!(
        matches!(&changes[0], Update::Conversation { row } if row.owner.as_ref().unwrap().as_str() == "ana")
    );
    let refused = sue.call(send("c", epoch, "I am not the owner", "k2")).await;
    assert_eq!(refused.unwrap_err().data.code, ErrorCode::NotOwner);
}

#[tokio::test]
async fn an_agent_reads_in_own_queues_only() {
    let backend = Backend::start().await;
    let mut eve = Desk::sign_in(backend.address, "eve").await;
    backend.hand_over("r", "returns").await;
    backend.hand_over("b", "billing").await;
    assert_eq!(detail(&mut eve, "b").await.row.queue.as_str(), "billing");
    let about = |conversation| Call::Why(WhyAbout::Conversation(id(conversation)));
    for call in [
        open("r"),
        about("r"),
        Call::ListQueue {
            queue: "returns".into(),
        },
        Call::Why(WhyAbout::Agent("ana".into())),
        Call::History {
            conversation: id("r"),
            before: MessageId::default(),
            limit: 5,
        },
    ] {
        let refused = eve.call(call.clone()).await.unwrap_err();
        assert_eq!(refused.data.code, ErrorCode::Forbidden, "{call:?}");
    }
    assert!(eve.call(about("b")).await.is_ok());
    for call in [open("x"), about("x"), Call::ListQueue { queue: "x".into() }] {
        let refused = eve.call(call).await.unwrap_err();
        assert_eq!(refused.data.code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn totals_are_for_supervisors_and_for_a_week_at_most() {
    let backend = Backend::start().await;
    backend.hand_over("c", "returns").await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let refused = ana.call(Call::Totals { days: 7 }).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::Forbidden);
    let mut sue = Desk::sign_in(backend.address, "sue").await;
    for days in [0, 8, u32::MAX] {
        let refused = sue.call(Call::Totals { days }).await.unwrap_err();
        assert_eq!(refused.data.code, ErrorCode::BadParams, "{days}");
    }
    let answer = sue.call(Call::Totals { days: 1 }).await.unwrap();
    assert_eq!(answer["bots"][0]["handoffs"], 1, "{answer}");
}

#[tokio::test]
async fn who_is_taken_out_of_the_queue_reads_along_no_more() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let mut ben = Desk::sign_in(backend.address, "ben").await;
    backend.hand_over("c", "returns").await;
    detail(&mut ben, "c").await;
    detail(&mut ana, "c").await;
    backend.set_queue("returns", &["ana"]).await;
    let (notices, close) = ben.until_closed().await;
    let Some(Notice::Bye { reason, .. }) = notices.last() else {
        panic!("{notices:?}");
    };
    assert!(reason.contains("queues have changed"));
    assert_eq!(u16::from(close.unwrap().code), 4000);
    let mut ben = Desk::sign_in(backend.address, "ben").await;
    let refused = ben.call(open("c")).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::Forbidden);
    backend.customer_says("c", "k", "only ana sees this").await;
    ana.updates_until(says("only ana sees this")).await;
    backend.add_user("ana", Role::Supervisor, 4).await;
    let (notices, _) = ana.until_closed().await;
    assert!(matches!(notices.last(), Some(Notice::Bye { reason, .. }) if reason.contains("role")));
}

#[tokio::test]
async fn long_conversations_come_in_pages() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    take(&mut ana, "c").await;
    for number in 0..450 {
        let text = number.to_string();
        backend.customer_says("c", &text, &text).await;
    }
    let detail = detail(&mut ana, "c").await;
    assert_eq!(detail.messages.len(), 200);
    assert!(detail.more);
    let mut all = detail.messages;
    let mut more = detail.more;
    while more {
        let page = ana
            .call(Call::History {
                conversation: id("c"),
                before: all[0].id,
                limit: 100,
            })
            .await
            .unwrap();
        let page: Page = serde_json::from_value(page).unwrap();
        assert!(page.messages.len() <= 100);
        more = page.more;
        all.splice(0..0, page.messages);
    }
    let texts: Vec<_> = all
        .iter()
        .map(|m| m.activity.text.clone().unwrap())
        .collect();
    let expected: Vec<_> = (0..450).map(|number| number.to_string()).collect();
    assert_eq!(texts, expected);
}

#[tokio::test]
async fn the_queues_are_told_on_change_to_those_who_see_them() {
    let backend = Backend::start().await;
    let mut eve = Desk::sign_in(backend.address, "eve").await;
    let mut sue = Desk::sign_in(backend.address, "sue").await;
    backend.hand_over("c", "returns").await;
    loop {
        if let Notice::Floor { queues, .. } = sue.notice().await {
            assert_eq!(
                queues.len(),
                3,
                "a supervisor sees all, the default queue too"
            );
            let returns = queues
                .iter()
                .find(|queue| queue.id.as_str() == "returns")
                .unwrap();
            if returns.waiting == 1 {
                assert_eq!(returns.head[0].id, id("c"));
                assert!(returns.why.as_ref().is_some_and(|why| !why.is_empty()));
                break;
            }
        }
    }
    backend.hand_over("b", "billing").await;
    let billing = loop {
        if let Notice::Floor { queues, .. } = eve.notice().await {
            break queues;
        }
    };
    assert_eq!(billing.len(), 1, "the other queue did not concern her");
    assert_eq!(billing[0].head[0].id, id("b"));
    let listed = sue
        .call(Call::ListQueue {
            queue: "returns".into(),
        })
        .await
        .unwrap();
    let listing: Listing = serde_json::from_value(listed).unwrap();
    assert_eq!((listing.total, listing.rows.len()), (1, 1));
}

#[tokio::test]
async fn typing_reaches_who_looks() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    let mut sue = Desk::sign_in(backend.address, "sue").await;
    backend.hand_over("c", "returns").await;
    let mut adapter = backend.switchboard.watch(id("c"));
    take(&mut ana, "c").await;
    detail(&mut sue, "c").await;
    let typing = Call::Typing {
        conversation: id("c"),
    };
    ana.call(typing.clone()).await.unwrap();
    backend.gateway.customer_types(&id("c")).await;
    let mut who = Vec::new();
    while who.len() < 2 {
        if let Notice::Typing { author, .. } = sue.notice().await {
            who.push(author.name);
        }
    }
    assert_eq!(who, ["ANA", "customer of c"]);
    loop {
        if let Notice::Typing { author, .. } = ana.notice().await {
            assert_eq!(author.name, "customer of c", "not told of one's own");
            break;
        }
    }
    let mut stirs = [adapter.next().await.unwrap(), adapter.next().await.unwrap()];
    stirs.sort_by_key(|stir| matches!(stir, Stir::Typing));
    assert!(matches!(stirs, [Stir::Records(seq), Stir::Typing] if seq > Seq(0)));
    let refused = sue.call(typing).await.unwrap_err();
    assert_eq!(refused.data.code, ErrorCode::NotOwner);
    assert_eq!(refused.data.epoch, Some(Epoch(1)));
}
