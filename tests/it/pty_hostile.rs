//! Every kind of hostile text in every field there is, through the real backend to the real desk on a terminal: no byte of
//! it acts, what it was is seen as a mark, and no message reaches over another.

use serde_json::{Value, json};

use crate::common::bytes;
use crate::common::floor::Floor;
use crate::common::pty::{Pty, deskhand};

/// A text of every kind the scanner has a rule for, and what is seen of it. U+FFFD is left out: it stays as it is, and the
/// emulator draws nothing for it.
const HAZARDS: [(&str, &str); 19] = [
    ("\x1b]0;owned\x07", "␛]0;owned␇"),
    ("\x1b]52;c;b3duZWQ=\x1b\\", "␛]52;c;b3duZWQ=␛\\"),
    ("\x1b]8;;http://evil.example\x07", "␛]8;;http://evil"),
    ("\x1b[2J\x1b[H", "␛[2J␛[H"),
    ("\x1b[6n\x1b[c", "␛[6n␛[c"),
    ("\x1bP1$r\x1b\\", "␛P1$r␛\\"),
    ("\x1b_apc\x1b\\\x1bc", "␛_apc␛\\␛c"),
    ("\u{9b}2J", "‹U+009B›2J"),
    ("\u{9d}52;c;QQ==\u{9c}", "‹U+009D›52"),
    ("\u{90}q\u{85}", "‹U+0090›q‹U+0085›"),
    ("\u{202e}gnp.exe\u{202c}", "‹RLO›gnp.exe‹PDF›"),
    ("\u{2067}open \u{200f}", "‹RLI›open"),
    ("\u{200b}\u{2060}\u{feff}", "‹ZWSP›‹WJ›‹BOM›"),
    ("\u{e0069}\u{e0067}\u{e006e}", "‹tags:ign›"),
    ("a\u{fe01}\u{e0121}\u{e0122}", "‹VS×"),
    (
        "z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}",
        "‹+4 marks›",
    ),
    ("\u{e000}\u{fffe}", "‹U+E000›‹U+FFFE›"),
    ("over\x08\x08\rwritten\0\x7f", "over␈␈␍written␀␡"),
    ("\u{2028}\u{2029}\u{34f}", "‹LS›‹PS›‹CGJ›"),
];

/// All kinds, beginning with another one each time: fields show the start of what is in them.
fn all_from(start: usize) -> String {
    let order = (0..HAZARDS.len()).map(|at| HAZARDS[(start + at) % HAZARDS.len()].0);
    order.collect::<Vec<_>>().join(" ")
}

/// A handoff with hostile text wherever there is text. Name and topic stay findable.
fn handoff(round: usize) -> Value {
    let field = |at: usize| all_from(round * 5 + at);
    let card = json!({"type": "AdaptiveCard", "version": "1.5", "fallbackText": field(1), "body": [
        {"type": "TextBlock", "text": field(2)}, {"type": field(3), "text": field(4)},
        {"type": "FactSet", "facts": [{"title": field(5), "value": field(6)}]},
        {"type": "Input.ChoiceSet", "id": field(7), "label": field(8), "choices": [{"title": field(9), "value": field(10)}]}],
        "actions": [{"type": "Action.OpenUrl", "title": field(11), "url": field(12)}]});
    let hero = json!({"title": field(13), "subtitle": field(14), "text": field(15), "buttons": [
        {"type": "imBack", "title": field(16), "value": field(17)}], "images": [{"url": field(18), "alt": field(19)}]});
    let from = json!({"id": field(2), "name": format!("Eve{round} {}", field(3)), "role": "user"});
    json!({
        "type": "event", "name": "handoff.initiate", "id": format!("h{round}"), "locale": field(4),
        "conversation": {"id": format!("hostile-{round}")},
        "from": {"id": "bot", "name": field(5), "role": "bot"},
        "value": {"va_LastTopic": field(6), "va_LastPhrases": field(7), "va_AgentMessage": field(8),
            field(9): field(10), "Word": "w".repeat(1_000_000 * (round % 2)), "Nested": {field(11): [field(12)]}},
        "attachments": [
            {"contentType": field(13), "name": field(14)},
            {"contentType": "application/json", "name": "Transcript", "content": {"activities": [
                {"type": "message", "text": format!("first {}", field(15)), "from": from},
                {"type": "message", "text": field(16), "textFormat": "markdown", "from": {"name": field(17), "role": "bot"},
                    "attachments": [
                        {"contentType": "application/vnd.microsoft.card.adaptive", "content": card},
                        {"contentType": "application/vnd.microsoft.card.hero", "content": hero},
                        {"contentType": field(18), "name": field(19), "contentUrl": field(0)}]},
                {"type": field(1), "name": field(2), "from": from}]}}],
    })
}

/// Looks at everything there is of the conversation shown.
fn look_around(desk: &mut Pty) {
    let reader = |screen: &vt100::Screen| screen.contents().contains("closes ┘");
    desk.send("\x1b[5~\x1b[5~\x1b[5~\x1b[6~");
    desk.send("\x1b[17~\x1b[6~\x1b[Bv");
    desk.wait("the handoff as it came", reader);
    desk.send("n\x1b[6~y\x1b");
    desk.wait("the page closed", |screen| !reader(screen));
    desk.send("f");
    desk.wait_for("type to filter");
    desk.send("\x1b[B\r");
    desk.wait("an explanation", reader);
    desk.send("\r");
    desk.wait("the place", |screen| !reader(screen));
    desk.send("\x1b[17~\t\tnnNv");
    desk.wait("a message as it came", reader);
    desk.send("\x1b");
    desk.wait("the message closed", |screen| !reader(screen));
}

#[test]
fn no_kind_of_text_in_any_field_acts() {
    let home = tempfile::tempdir().unwrap();
    let floor = Floor::start(home.path());
    floor.queue(
        "hostile",
        &format!("Q {}", all_from(0).chars().take(90).collect::<String>()),
    );
    let token = floor.user_of("ana", "agent", "hostile");
    let mut command = deskhand(home.path(), &["desk", &floor.url]);
    command.env("DESKHAND_TOKEN", token);
    let mut desk = Pty::start(command, 110, 34);
    desk.wait_for("@127.0.0.1");
    let mut seen = String::new();
    for round in 0..3 {
        let conversation = floor.hand_over_as("/v1/handoffs?queue=hostile", &handoff(round));
        desk.wait_for(&format!("Eve{round}"));
        desk.send("\x1b[18~");
        desk.wait_for("write to the customer");
        for (at, (text, mark)) in HAZARDS.iter().enumerate() {
            floor.customer_says(
                &conversation,
                &format!("{round}.{at} {text} end {round}.{at}"),
            );
            desk.wait_for(&format!("end {round}.{at}"));
            let screen = desk.contents();
            assert!(screen.contains(mark), "{mark} is not seen in\n{screen}");
            let own = screen
                .lines()
                .filter(|line| line.contains(&format!("{round}.{at} ")));
            assert!(
                own.count() > 0,
                "{round}.{at} is not on rows of its own:\n{screen}"
            );
            seen.push_str(&screen);
        }
        if round == 0 {
            floor.customer_says(&conversation, &"w".repeat(20_000));
        }
        // Escape and the next key are one key to a terminal if they are read together.
        desk.send("\x1b");
        desk.wait_for("i to write");
        desk.send("\r");
        look_around(&mut desk);
        floor.customer_says(&conversation, &format!("the last words {round}"));
        desk.wait("the inbox", |screen| {
            screen.contents().contains("f7 accepts") || screen.contents().contains("MINE")
        });
    }
    desk.send("\x11y");
    assert_eq!(desk.wait_end(), 0);
    // Copied was JSON as it came, and nothing else reached the clipboard.
    let raw = desk.raw();
    let left = bytes::without_copies(&raw, |text| text.starts_with('{'));
    assert!(raw.len() > left.len(), "nothing was copied");
    assert_eq!(bytes::foreign(&left), None);
}
