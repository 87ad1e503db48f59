//! Coming, going, coming back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::json;

use crate::desk::app::connection::Phase;
use crate::desk::app::testing::{Desk, message, offer, refusal, snapshot, welcome};
use crate::desk::app::{Effect, Input, SocketEvent};
use crate::domain::{AuthorKind, Role, Seq, Timestamp};
use crate::protocol::call::{Call, Resume};
use crate::protocol::{ErrorCode, Notice, Update};

fn is_hello(call: &Call) -> bool {
    matches!(call, Call::Hello(_))
}

#[test]
fn it_greets_when_the_socket_is_open() {
    let mut desk = Desk::new();
    desk.input(Input::Start);
    assert!(desk.effects.contains(&Effect::Connect));
    desk.socket(SocketEvent::Opened);
    let hello = desk.request(is_hello);
    desk.result(
        hello.id,
        welcome(desk.now, Some(snapshot(Role::Agent, &["m1"]))),
    );
    assert!(desk.state.connection.is_online());
    assert!(desk.effects.contains(&Effect::Heartbeat(5_000)));
    assert_eq!(desk.state.floor.mine().len(), 1);
}

#[test]
fn it_comes_back_where_it_was() {
    let mut desk = Desk::online(&["m1"]);
    desk.customer_says("m1", "one");
    desk.cut();
    assert!(matches!(
        desk.state.connection.phase(),
        Phase::Waiting { .. }
    ));
    desk.wait(600);
    assert!(desk.effects.contains(&Effect::Connect));
    desk.socket(SocketEvent::Opened);
    let hello = desk.request(is_hello);
    let resume = Some(Resume {
        journal: "j1".to_owned(),
        after: Seq(11),
    });
    assert!(matches!(&hello.call, Call::Hello(hello) if hello.resume == resume));
}

#[test]
fn what_was_missed_is_told() {
    let mut desk = Desk::online(&["m1"]);
    desk.cut();
    desk.now += 60_000;
    desk.input(Input::Wake);
    desk.resume();
    for seq in [11, 12] {
        let message = Box::new(message(seq, 0, AuthorKind::Customer, "missed"));
        desk.update(vec![Update::Message {
            conversation: "m1".into(),
            message,
        }]);
    }
    let view = Box::new(offer("o1", desk.now - 5_000, 120_000));
    desk.update(vec![Update::OfferMade { offer: view }]);
    desk.wait(1_100);
    assert!(
        desk.told()
            .contains("while you were away: 2 messages, 1 new offer"),
        "{}",
        desk.told()
    );
}

#[test]
fn a_snapshot_after_a_break_says_what_is_gone() {
    let mut desk = Desk::online(&["m1", "m2"]);
    desk.offer("o1");
    desk.cut();
    desk.wait(1_000);
    desk.connect_again(snapshot(Role::Agent, &["m2"]));
    let told = desk.told();
    assert!(
        told.contains("1 offer missed") && told.contains("1 conversation no longer yours"),
        "{told}"
    );
}

#[test]
fn a_wrong_token_and_a_wrong_version_are_final() {
    for code in [ErrorCode::Unauthenticated, ErrorCode::VersionMismatch] {
        let mut desk = Desk::new();
        desk.input(Input::Start);
        desk.socket(SocketEvent::Opened);
        let id = desk.request(is_hello).id;
        desk.refuse(id, refusal(code, None));
        assert!(
            matches!(desk.state.connection.phase(), Phase::Refused { reason, .. } if reason.contains("refused"))
        );
        assert!(desk.effects.contains(&Effect::Disconnect));
        desk.socket(SocketEvent::Closed {
            reason: "bye".to_owned(),
        });
        // What is told goes after a while; then there is nothing left to wake for.
        assert!(desk.told().contains("refused"));
        desk.wait(60_000);
        assert_eq!(desk.state.next_wake(), None);
    }
    let mut desk = Desk::new();
    desk.input(Input::Start);
    desk.socket(SocketEvent::Opened);
    let id = desk.request(is_hello).id;
    let mut answer = welcome(desk.now, None);
    answer["version"] = json!([2, 0]);
    desk.result(id, answer);
    assert!(
        matches!(desk.state.connection.phase(), Phase::Refused { reason, .. } if reason.contains("2.0"))
    );
}

#[test]
fn it_comes_back_when_the_backend_says() {
    let mut desk = Desk::online(&[]);
    desk.notice(Notice::Bye {
        reason: "stopping".to_owned(),
        retry_ms: 3_000,
    });
    desk.cut();
    let until = Timestamp(desk.now + 3_000);
    assert!(
        matches!(desk.state.connection.phase(), Phase::Waiting { until: at, .. } if *at == until)
    );
    desk.act("reconnect");
    assert_eq!(*desk.state.connection.phase(), Phase::Connecting);
}

#[test]
fn a_socket_that_never_opens_is_given_up() {
    let mut desk = Desk::new();
    desk.input(Input::Start);
    desk.wait(15_100);
    assert!(matches!(
        desk.state.connection.phase(),
        Phase::Waiting { .. } | Phase::Connecting
    ));
    assert!(desk.state.connection.attempts >= 1);
}

#[test]
fn garbage_is_told_and_survived() {
    let mut desk = Desk::online(&["m1"]);
    desk.socket(SocketEvent::Garbled("\u{1b}[2J expected value".to_owned()));
    assert!(desk.told().contains("cannot be read") && !desk.told().contains('\u{1b}'));
    desk.result(4_711, json!({"any": "thing"}));
    desk.act("presence");
    desk.act("choose");
    let id = desk
        .request(|call| matches!(call, Call::SetPresence { .. }))
        .id;
    desk.result(id, json!("not you"));
    assert!(desk.told().contains("cannot be read"));
}

#[test]
fn what_is_wrong_is_told() {
    let mut desk = Desk::new();
    desk.input(Input::Start);
    desk.socket(SocketEvent::Closed {
        reason: "connection refused".to_owned(),
    });
    assert!(desk.told().contains("offline: connection refused"));
}
