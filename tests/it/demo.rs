//! The demo plays: the whole way from bot to agent and back over real sockets, counted by its clients.

use std::time::Duration;

use deskhand::demo::dice::Dice;
use deskhand::demo::headless::{Options, run};
use deskhand::demo::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_headless_run_loses_nothing() {
    let summary = run(Options {
        seed: 7,
        speed: 20.0,
        duration: Duration::from_secs(4),
    })
    .await
    .unwrap();
    assert!(summary.is_clean(), "{summary:?}");
    assert_eq!(summary.messages_acked, summary.messages_delivered);
    assert!(summary.handoffs >= summary.accepted, "{summary:?}");
    assert!(
        summary.accepted > 0 && summary.messages_acked > 0,
        "{summary:?}"
    );
    assert!(summary.flags.contains_key("OC-EMOJI"), "{summary:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sits_down_at_the_desk_is_offered_something() {
    use deskhand::demo::agent::Wire;
    use deskhand::protocol::{Notice, Update};

    let stage = Stage::open(Dice::new(1), 20.0).await.unwrap();
    let (mut wire, welcome) = Wire::sign_in(stage.url(), stage.token(), false)
        .await
        .unwrap();
    let mut offered = welcome
        .snapshot
        .is_some_and(|snapshot| !snapshot.offers.is_empty());
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    while !offered {
        let notice = tokio::time::timeout_at(deadline, wire.notice()).await;
        let notice = notice
            .expect("an offer comes")
            .unwrap()
            .expect("the socket stays");
        if let Notice::Update { changes, .. } = notice {
            offered = changes
                .iter()
                .any(|change| matches!(change, Update::OfferMade { .. }));
        }
    }
    wire.bye().await.unwrap();
    stage.close().await.unwrap();
}
