//! The totals by bot and rule.
#![allow(clippy::panic)]

use serde_json::json;

use crate::desk::app::Overlay;
use crate::desk::app::testing::*;
use crate::protocol::call::Call;

fn totals() -> serde_json::Value {
    json!({"days": 7, "bots": [
        {"name": "Contoso\u{1b}[2J Bot", "handoffs": 124, "rules": [
            {"rule": "OC-EMOJI", "handoffs": 47, "percent": 38},
            {"rule": "OC-FUTURE", "handoffs": 1, "percent": 1},
        ]},
        {"name": "", "handoffs": 1, "rules": []},
        {"name": null, "handoffs": 9, "rules": []},
    ]})
}

fn labels(desk: &Desk) -> Vec<String> {
    match desk.state.overlays.top() {
        Some(Overlay::Menu(menu)) => menu.items.iter().map(|item| item.label.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

fn asked(desk: &mut Desk) -> u64 {
    desk.request(|call| matches!(call, Call::Totals { days: 7 }))
        .id
}

#[test]
fn a_supervisor_lists_them_and_has_a_rule_explained() {
    let mut desk = Desk::watching();
    desk.act("flag-totals");
    assert_eq!(labels(&desk), ["loading…"]);
    let id = asked(&mut desk);
    desk.result(id, totals());
    let labels = labels(&desk);
    assert_eq!(
        labels[1..],
        [
            "   38 %  OC-EMOJI",
            "    1 %  OC-FUTURE",
            "a bot without a name · 1 handoff",
            "other bots · 9 handoffs",
        ]
    );
    assert!(labels[0].ends_with("Bot · 124 handoffs") && !labels[0].contains('\u{1b}'));
    desk.act("down");
    desk.act("choose");
    let Some(Overlay::Reader(reader)) = desk.state.overlays.top() else {
        panic!("nothing is explained");
    };
    assert!(reader.title.starts_with("OC-EMOJI"));
    desk.act("cancel");
    assert_eq!(self::labels(&desk), labels, "the list is still there");
}

#[test]
fn what_is_closed_stays_closed_when_the_answer_comes() {
    let mut desk = Desk::watching();
    desk.act("flag-totals");
    let id = asked(&mut desk);
    desk.act("cancel");
    desk.result(id, totals());
    assert!(desk.state.overlays.top().is_none());
}

#[test]
fn a_cut_connection_closes_what_still_loads() {
    let mut desk = Desk::watching();
    desk.act("flag-totals");
    desk.cut();
    assert!(desk.state.overlays.top().is_none());
}

#[test]
fn an_agent_has_no_such_action() {
    let mut desk = Desk::online(&[]);
    desk.act("flag-totals");
    assert!(desk.state.overlays.top().is_none());
    assert!(desk.effects.is_empty());
}
