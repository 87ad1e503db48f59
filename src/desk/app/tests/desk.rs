//! The board, the help, leaving.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::to_value;

use crate::desk::app::board::SortBy;
use crate::desk::app::help::HelpRow;
use crate::desk::app::testing::{Desk, detail, owned, queue, row, snapshot};
use crate::desk::app::{Access, Effect, Focus, Input, Overlay, Setup, Tab};
use crate::domain::{QueueId, Role, Seq, Timestamp};
use crate::protocol::call::{Call, Listing};
use crate::protocol::{ConversationRow, Notice, QueueView};

fn floor(desk: &mut Desk, queues: Vec<QueueView>) {
    desk.notice(Notice::Floor {
        as_of: Seq(11),
        queues,
    });
}

#[test]
fn the_board_puts_first_what_needs_action() {
    let mut desk = Desk::watching();
    assert_eq!(
        (desk.state.focus(), desk.state.panes.tab),
        (Focus::Board, Tab::Board)
    );
    let long = QueueView {
        longest_since: Some(Timestamp(1)),
        ..queue("a-long", &["w1"])
    };
    let stuck = QueueView {
        available: 0,
        longest_since: Some(Timestamp(2)),
        ..queue("b-stuck", &["w2"])
    };
    floor(&mut desk, vec![queue("c-calm", &[]), long, stuck]);
    let order: Vec<&str> = desk
        .state
        .board
        .rows()
        .iter()
        .map(QueueId::as_str)
        .collect();
    assert_eq!(order, ["b-stuck", "a-long", "c-calm"]);
    desk.act("sort");
    assert_eq!(desk.state.board.sort, SortBy::Name);
    assert_eq!(desk.state.board.rows().first().unwrap().as_str(), "a-long");
}

#[test]
fn a_supervisor_reads_but_never_writes() {
    let mut desk = Desk::watching();
    floor(&mut desk, vec![queue("returns", &["w1"])]);
    desk.act("activate");
    let id = desk
        .request(|call| matches!(call, Call::ListQueue { .. }))
        .id;
    let theirs = ConversationRow {
        owner: Some("ben".into()),
        ..owned("x1")
    };
    let listing = Listing {
        rows: vec![row("w1"), theirs.clone()],
        total: 2,
    };
    desk.result(id, to_value(listing).unwrap());
    desk.act("last");
    desk.act("activate");
    let id = desk.request(|call| matches!(call, Call::Open { .. })).id;
    desk.result(id, to_value(detail(theirs, &[8], false)).unwrap());
    assert_eq!((desk.shown(), desk.state.focus()), ("x1", Focus::Log));
    assert_eq!(
        desk.state.access(&"x1".into()),
        Access::OwnedBy("ben".into())
    );
    desk.act("compose");
    assert_eq!(desk.state.focus(), Focus::Log);
    desk.text("text");
    assert_eq!(desk.draft("x1"), "");
    desk.act("stop-reading");
    assert!(
        desk.try_request(|call| matches!(call, Call::Unfollow { .. }))
            .is_some()
    );
    assert_eq!((desk.state.focus(), desk.shown()), (Focus::Board, ""));
    desk.act("back");
    assert!(desk.state.board.drill().is_none());
}

#[test]
fn a_desk_that_watches_takes_nothing() {
    let mut desk = Desk::watching();
    desk.act("show-inbox");
    assert_eq!(desk.state.panes.tab, Tab::Board);
    desk.act("accept-offer");
    desk.act("presence");
    desk.act("choose");
    assert!(
        desk.try_request(|call| matches!(call, Call::Accept { .. } | Call::SetPresence { .. }))
            .is_none()
    );
}

#[test]
fn the_board_is_not_for_agents() {
    let mut desk = Desk::online(&[]);
    desk.act("show-board");
    assert_eq!(desk.state.panes.tab, Tab::Inbox);
    let mut desk = Desk::with(Setup {
        board_first: true,
        ..Setup::default()
    });
    desk.connect(snapshot(Role::Supervisor, &[]));
    assert_eq!(desk.state.focus(), Focus::Board);
}

#[test]
fn an_opened_listing_is_read_again_when_its_queue_changes() {
    let mut desk = Desk::watching();
    desk.act("activate");
    let is_list = |call: &Call| matches!(call, Call::ListQueue { .. });
    let id = desk.request(is_list).id;
    desk.result(
        id,
        to_value(Listing {
            rows: vec![row("w1")],
            total: 1,
        })
        .unwrap(),
    );
    floor(&mut desk, vec![queue("returns", &["w1", "w2"])]);
    assert!(desk.try_request(is_list).is_none());
    desk.wait(1_100);
    assert!(desk.try_request(is_list).is_some());
}

#[test]
fn help_shows_the_live_keys_and_searches() {
    let bindings = crate::desk::app::Bindings::preset(crate::desk::app::action::Preset::Default);
    let mut desk = Desk::with(Setup {
        bindings: bindings.into(),
        ..Setup::default()
    });
    desk.act("help");
    desk.text("accept");
    let Some(Overlay::Help(help)) = desk.state.overlays.top() else {
        panic!()
    };
    let keys = help.rows.iter().find_map(|row| match row {
        HelpRow::Action { action, keys, .. } if action.name() == "accept-offer" => {
            Some(keys.as_str())
        }
        _ => None,
    });
    assert_eq!(keys, Some("f7  alt-a"));
    assert!(help.rows.len() < 10);
    desk.act("help");
    assert!(desk.state.overlays.top().is_none());
}

#[test]
fn the_palette_finds_conversations_and_actions_that_would_work() {
    let mut desk = Desk::online(&["anna", "ben"]);
    desk.act("palette");
    desk.text("custben");
    desk.act("choose");
    assert_eq!(desk.shown(), "ben");
    desk.act("palette-anywhere");
    let Some(Overlay::Palette(palette)) = desk.state.overlays.top() else {
        panic!()
    };
    assert!(
        palette
            .candidates
            .iter()
            .all(|entry| !entry.label.contains("board"))
    );
}

#[test]
fn leaving_asks_if_something_is_left_behind() {
    let mut desk = Desk::online(&[]);
    desk.act("quit");
    assert!(desk.effects.contains(&Effect::Quit));
    let mut desk = Desk::online(&["m1"]);
    desk.act("quit");
    assert_eq!(desk.state.focus(), Focus::Confirm);
    desk.act("no");
    assert!(!desk.effects.contains(&Effect::Quit));
    desk.act("quit");
    desk.act("yes");
    assert!(desk.effects.contains(&Effect::Quit));
    assert!(
        desk.try_request(|call| matches!(call, Call::Bye {}))
            .is_some()
    );
}

#[test]
fn a_signal_leaves_at_once_with_drafts_saved() {
    let mut desk = Desk::online(&["m1"]);
    desk.act("activate");
    desk.text("half a thought");
    desk.input(Input::Terminate);
    assert!(desk.effects.iter().any(
        |effect| matches!(effect, Effect::SaveDraft(draft) if draft.text == "half a thought")
    ));
    assert_eq!(desk.effects.last(), Some(&Effect::Quit));
}

#[test]
fn what_lies_under_an_overlay_is_not_reached() {
    let mut desk = Desk::online(&["m1"]);
    desk.act("activate");
    desk.act("help");
    desk.text("dear");
    assert_eq!(desk.draft("m1"), "");
    desk.input(Input::Click(crate::desk::app::Target::Inbox(
        crate::desk::app::inbox::RowKey::Mine("m1".into()),
    )));
    assert_eq!(desk.state.focus(), Focus::Help);
}

#[test]
fn many_waits_wake_the_desk_once_a_second() {
    let mut desk = Desk::online(&["m1", "m2"]);
    for millis in [120_100, 120_350, 120_600] {
        desk.offer_for(&format!("o{millis}"), millis);
    }
    let mut wakes = 0;
    let end = desk.now + 5_000;
    while let Some(at) = desk.state.next_wake().filter(|at| at.0 <= end) {
        desk.now = at.0;
        desk.input(crate::desk::app::event::Input::Wake);
        wakes += 1;
    }
    assert!((4..=6).contains(&wakes), "{wakes} wakes in five seconds");
}
