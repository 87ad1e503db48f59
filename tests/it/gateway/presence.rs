//! Presence is a lease: who falls silent is gone after 15 s, who says good-bye at once, and who has another desk not at all.

use std::time::Duration;

use deskhand::domain::{AgentId, Presence, PresenceCause};
use deskhand::protocol::{Call, Notice, Update};
use deskhand::server::gateway::Settings;
use deskhand::server::router::Floor;

use super::desk::{Desk, hello};
use super::harness::{Backend, Setup};
use super::offered;

fn presence(floor: &Floor, agent: &str) -> (Presence, PresenceCause) {
    let view = floor.agent(&AgentId::new(agent)).unwrap().presence();
    (view.presence, view.cause)
}

#[tokio::test]
async fn a_desk_that_vanishes_gives_its_offers_back_after_the_lease() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    backend.hand_over("c", "returns").await;
    offered(&mut ana, "c").await;
    let mut ben = Desk::sign_in(backend.address, "ben").await;
    drop(ana);
    backend.advance(Duration::from_secs(14)).await;
    ben.call(Call::Why(deskhand::protocol::call::WhyAbout::Agent(
        "ben".into(),
    )))
    .await
    .unwrap();
    backend
        .until("ana is still there", |floor| {
            presence(floor, "ana").0 != Presence::Offline
        })
        .await;
    backend.advance(Duration::from_secs(2)).await;
    offered(&mut ben, "c").await;
    backend
        .until("ana is lost", |floor| {
            presence(floor, "ana") == (Presence::Offline, PresenceCause::Lost)
        })
        .await;
}

#[tokio::test]
async fn good_bye_signs_off_at_once_but_only_the_last_desk() {
    let backend = Backend::start().await;
    let mut one = Desk::sign_in(backend.address, "ana").await;
    let mut two = Desk::sign_in(backend.address, "ana").await;
    let mut watching = hello("ana");
    watching.watch_only = true;
    let _watching = Desk::hello(backend.address, watching).await.unwrap();
    one.call(Call::Bye {}).await.unwrap();
    let (_, close) = one.until_closed().await;
    assert_eq!(u16::from(close.unwrap().code), 1000);
    backend
        .until("ana is still there", |floor| {
            presence(floor, "ana").0 == Presence::Available
        })
        .await;
    two.call(Call::Bye {}).await.unwrap();
    backend
        .until("ana has signed off", |floor| {
            presence(floor, "ana") == (Presence::Offline, PresenceCause::SignedOut)
        })
        .await;
}

#[tokio::test]
async fn who_only_watches_takes_no_work() {
    let backend = Backend::start().await;
    let mut watching = hello("ana");
    watching.watch_only = true;
    let desk = Desk::hello(backend.address, watching).await.unwrap();
    let you = desk.welcome.snapshot.unwrap().you;
    assert_eq!(you.presence.presence, Presence::Offline);
}

#[tokio::test]
async fn a_desk_whose_lease_ran_out_while_it_was_connected_is_told_to_come_back() {
    let backend = Backend::start().await;
    let mut ana = Desk::sign_in(backend.address, "ana").await;
    // As after the machine slept: the clock jumps, the socket is still there.
    backend.advance(Duration::from_secs(60)).await;
    let (notices, close) = ana.until_closed().await;
    let bye = notices
        .iter()
        .find(|notice| matches!(notice, Notice::Bye { .. }));
    assert!(bye.is_some(), "{notices:?}");
    assert_eq!(u16::from(close.unwrap().code), 4000);
    let again = Desk::sign_in(backend.address, "ana").await;
    let you = again.welcome.snapshot.unwrap().you;
    assert_eq!(you.presence.presence, Presence::Available);
}

#[tokio::test]
async fn a_silent_connection_is_pinged_and_then_ended() {
    let setup = Setup {
        settings: Settings {
            heartbeat: Duration::from_millis(50),
            ..Settings::default()
        },
        ..Setup::default()
    };
    let backend = Backend::with(setup).await;
    let ana = Desk::sign_in(backend.address, "ana").await;
    assert_eq!(ana.welcome.heartbeat_ms, 50);
    // A plain TCP reader answers no ping.
    let mut raw = ana.socket.into_inner();
    let mut seen = Vec::new();
    let reading = tokio::io::AsyncReadExt::read_to_end(&mut raw, &mut seen);
    tokio::time::timeout(super::desk::DEADLINE, reading)
        .await
        .expect("the connection was kept")
        .unwrap();
    let pings = seen.windows(2).filter(|pair| *pair == [0x89, 0x00]).count();
    assert!(pings >= 2, "{pings}");
    assert!(String::from_utf8_lossy(&seen).contains("no sign of life"));
}

#[tokio::test]
async fn the_presence_one_chooses_is_told_to_all_ones_desks() {
    let backend = Backend::start().await;
    let mut one = Desk::sign_in(backend.address, "ana").await;
    let mut two = Desk::sign_in(backend.address, "ana").await;
    let away = Call::SetPresence {
        presence: Presence::Away,
        key: super::desk::key("k"),
    };
    let you = one.call(away).await.unwrap();
    assert_eq!(you["presence"]["presence"], "away");
    let told = |update: &Update| matches!(update, Update::You { you } if you.presence.presence == Presence::Away);
    two.updates_until(told).await;
    let inactive = Call::SetPresence {
        presence: Presence::Inactive,
        key: super::desk::key("k2"),
    };
    let refused = one.call(inactive).await.unwrap_err();
    assert_eq!(
        refused.data.code,
        deskhand::protocol::ErrorCode::BadPresence
    );
}
