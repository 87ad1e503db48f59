//! The list of flags, the explanation, jumps, and the raw view.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use serde_json::json;

use super::flags::Row;
use super::reader::Reader;
use super::testing::{Desk, detail, message, owned};
use super::{Effect, Focus, Input, Overlay};
use crate::domain::{AuthorKind, MessageId, Seq};
use crate::protocol::ConversationDetail;

/// Flags: one in a variable, two in message 8, none in 9, a dangerous one in 10.
fn flagged() -> ConversationDetail {
    let mut detail = detail(owned("m1"), &[], false);
    detail.handoff.variables.set("Mood", json!("angry 😡"));
    detail.messages = vec![
        message(8, 0, AuthorKind::Bot, "hi 👋 there 🙂"),
        message(9, 0, AuthorKind::Customer, "plain words"),
        message(10, 0, AuthorKind::Customer, "invoice\u{202e}fdp.exe"),
    ];
    detail
}

fn reading() -> Desk {
    let mut desk = Desk::online(&["m1"]);
    desk.open(flagged());
    desk.state.panes.pane = super::Pane::Log;
    desk.effects.clear();
    desk
}

fn page(desk: &Desk) -> &Reader {
    match desk.state.overlays.top() {
        Some(Overlay::Reader(page)) => page,
        other => panic!("{other:?}"),
    }
}

fn rows(desk: &Desk) -> Vec<String> {
    let Some(Overlay::Flags(list)) = desk.state.overlays.top() else {
        panic!("no list");
    };
    let row = |row: &Row| match row {
        Row::Rule { rule, times, .. } => format!("{rule} ×{times}"),
        Row::Place(at) => format!("  {}", list.places[*at].finding.excerpt),
    };
    list.rows.iter().map(row).collect()
}

fn stands(desk: &Desk) -> (usize, usize, &'static str, u64) {
    let shown = desk.state.conversations.shown().unwrap();
    let at = shown.standing().unwrap();
    let message = shown.scroll.marked.unwrap();
    (at.number, at.of, at.rule.as_str(), message.seq.0)
}

#[test]
fn the_list_has_every_place_by_rule_the_worst_first_and_filters() {
    let mut desk = reading();
    desk.act("flags");
    assert_eq!(desk.state.focus(), Focus::Flags);
    let all = rows(&desk);
    assert_eq!(all[0], "HZ-BIDI ×1");
    assert_eq!(all[2..6], ["OC-EMOJI ×3", "  😡", "  👋", "  🙂"]);
    desk.text("bot");
    assert_eq!(rows(&desk), ["OC-EMOJI ×2", "  👋", "  🙂"]);
    desk.text("nothing of the kind");
    assert_eq!(rows(&desk), [] as [&str; 0]);
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Flags);
    desk.act("cancel");
    assert_eq!(desk.state.focus(), Focus::Log);
}

#[test]
fn a_place_is_explained_with_its_source_and_leads_to_the_message() {
    let mut desk = reading();
    desk.act("flags");
    for _ in 0..4 {
        desk.act("search-down");
    }
    desk.act("choose");
    let lines: Vec<&str> = page(&desk)
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let text = lines.join("\n");
    for part in [
        "/text",
        "“[:wave:]”",
        "Instead: ",
        "Holds since ",
        "Source: ",
        "https://",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    desk.act("copy-address");
    let copied = desk.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.unwrap().starts_with("https://"));
    desk.act("choose");
    assert!(desk.state.overlays.top().is_none());
    let (_, _, rule, seq) = stands(&desk);
    assert_eq!((rule, seq), ("OC-EMOJI", 8));
    assert!(desk.state.conversations.shown().unwrap().scroll.seek);
}

#[test]
fn escape_in_the_explanation_goes_back_to_the_list() {
    let mut desk = reading();
    desk.act("flags");
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Reader);
    desk.act("cancel");
    assert_eq!(desk.state.focus(), Focus::Flags);
}

#[test]
fn a_variable_is_gone_to_in_the_context_panel() {
    let mut desk = reading();
    desk.act("flags");
    desk.text("handed 😡");
    desk.act("cancel");
    desk.act("flags");
    desk.text("/variables");
    desk.act("search-down");
    desk.act("choose");
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Context);
    let context = &desk.state.context;
    let row = format!("{:?}", context.rows()[context.cursor()]);
    assert!(row.contains("Mood"), "{row}");
}

#[test]
fn jumps_go_from_flag_to_flag_and_round() {
    let mut desk = reading();
    desk.act("next-flag");
    assert_eq!(stands(&desk), (1, 3, "OC-EMOJI", 8));
    desk.act("next-flag-reading");
    assert_eq!(stands(&desk), (2, 3, "OC-EMOJI", 8));
    desk.act("next-flag");
    assert_eq!(stands(&desk), (3, 3, "HZ-BIDI", 10));
    assert_eq!(desk.told(), "");
    desk.act("next-flag");
    assert_eq!(stands(&desk), (1, 3, "OC-EMOJI", 8));
    assert!(desk.told().contains("round again"));
    desk.act("previous-flag");
    assert_eq!(stands(&desk).0, 3);
    desk.act("previous-flag");
    assert_eq!(stands(&desk).0, 2);
    desk.act("explain");
    assert!(
        page(&desk)
            .lines
            .iter()
            .any(|line| line.text.contains("“[:slightly_smiling_face:]”"))
    );
}

#[test]
fn jumps_from_the_composer_leave_the_keys_there() {
    let mut desk = reading();
    desk.act("compose");
    desk.text("dear");
    desk.act("next-flag");
    assert_eq!(
        (desk.state.focus(), desk.draft("m1")),
        (Focus::Composer, "dear")
    );
    assert_eq!(stands(&desk).3, 8);
}

#[test]
fn the_flag_of_a_message_has_the_sign_of_its_place() {
    let mut desk = reading();
    let sign = |desk: &Desk| desk.state.conversations.shown().unwrap().sign();
    let id = MessageId {
        seq: Seq(8),
        part: 0,
    };
    desk.act("next-flag");
    assert_eq!(sign(&desk), Some((id, Some(0))));
    desk.act("next-flag");
    assert_eq!(sign(&desk), Some((id, Some(1))));
    desk.act("previous-message");
    assert_eq!(sign(&desk), None);
}

#[test]
fn any_message_is_shown_raw_and_copied_inert() {
    let mut desk = reading();
    desk.act("raw");
    let text: Vec<&str> = page(&desk)
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert!(
        text.contains(&"  \"text\": \"invoice\\u202efdp.exe\""),
        "{text:?}"
    );
    assert_eq!(page(&desk).stops().len(), 1);
    desk.act("copy-page");
    let Some(Effect::Copy(json)) = desk.effects.last() else {
        panic!("{:?}", desk.effects)
    };
    let back: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(back["text"], "invoice\u{202e}fdp.exe");
    assert!(!json.contains('\u{202e}'));
    desk.act("cancel");
    for _ in 0..2 {
        desk.act("previous-message");
    }
    desk.act("raw");
    assert!(
        page(&desk)
            .lines
            .iter()
            .any(|line| line.text.contains("plain words"))
    );
}

#[test]
fn a_page_is_searched() {
    let mut desk = reading();
    desk.act("raw");
    desk.act("find");
    assert_eq!(desk.state.focus(), Focus::Find);
    desk.text("TEXT");
    assert_eq!(page(&desk).stops().len(), 1);
    desk.act("choose");
    assert_eq!(desk.state.focus(), Focus::Reader);
    desk.act("next-hit");
    assert_eq!(page(&desk).at, Some(0));
    desk.act("cancel");
    assert!(page(&desk).find.is_none());
    desk.act("cancel");
    assert_eq!(desk.state.focus(), Focus::Log);
}

#[test]
fn what_was_handed_over_is_shown_raw_too() {
    let mut desk = reading();
    desk.state.panes.pane = super::Pane::Context;
    desk.act("raw");
    let page = page(&desk);
    assert!(page.lines.iter().any(|line| line.text.contains("\"Mood\"")));
    let marked =
        |(line, range): &super::reader::Place| page.lines[*line].text[range.clone()].to_owned();
    let marked: Vec<String> = page.stops().iter().map(marked).collect();
    assert_eq!(marked, ["\"Angry customer\"", "[:rage:]"]);
}

#[test]
fn a_word_without_end_is_scrolled_to_its_end_at_any_size() {
    let mut desk = Desk::online(&["m1"]);
    let mut long = flagged();
    long.messages
        .push(message(11, 0, AuthorKind::Customer, &"x".repeat(200_000)));
    desk.open(long);
    desk.state.panes.pane = super::Pane::Log;
    desk.act("raw");
    for (columns, rows) in [(80, 24), (40, 12), (200, 60)] {
        desk.input(Input::Resize { columns, rows });
        desk.act("last");
        let top = page(&desk).top;
        assert!(top > 900, "{top}");
        desk.act("up");
        assert_eq!(page(&desk).top, top - 1);
        desk.act("last");
        desk.act("down");
        assert_eq!(page(&desk).top, top);
    }
}
