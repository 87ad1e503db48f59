//! A person at work on a terminal, against a real backend.

use tempfile::TempDir;

use crate::common::bytes;
use crate::common::floor::Floor;
use crate::common::pty::{Pty, deskhand};

/// A home and a backend.
struct Stage {
    home: TempDir,
    floor: Floor,
}

impl Stage {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let floor = Floor::start(home.path());
        Self { home, floor }
    }

    /// Somebody new at a desk of their own.
    fn desk(&self, name: &str) -> Pty {
        self.desk_with(&self.floor.user(name, "agent"))
    }

    fn desk_with(&self, token: &str) -> Pty {
        let mut command = deskhand(self.home.path(), &["desk", &self.floor.url]);
        command.env("DESKHAND_TOKEN", token);
        let desk = Pty::start(command, 100, 30);
        desk.wait_for("@127.0.0.1");
        desk
    }

    /// Waits until the customer has heard exactly this.
    fn wait_heard(&self, conversation: &str, texts: &[&str]) {
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        let mut heard = self.floor.heard(conversation);
        while heard != texts {
            assert!(
                std::time::Instant::now() < end,
                "{heard:?} instead of {texts:?}"
            );
            heard = self.floor.heard(conversation);
        }
    }
}

#[test]
fn an_offer_is_accepted_answered_ended_and_closed() {
    let stage = Stage::new();
    let mut desk = stage.desk("ana");
    let conversation = stage.floor.hand_over("Cleo", &["hi", "my order is broken"]);
    desk.wait_for("Cleo");
    desk.send("\x1b[18~");
    desk.wait_for("my order is broken");
    desk.wait_for("write to the customer");
    desk.send("I can see your order.\r");
    stage.wait_heard(&conversation, &["I can see your order."]);
    stage
        .floor
        .customer_says(&conversation, "thank you very much");
    desk.wait_for("thank you very much");
    desk.send("\x1be");
    desk.wait_for("y ");
    desk.send("y");
    desk.wait_for("wrap-up");
    desk.send("\x1bc");
    desk.wait_for("y ");
    desk.send("y");
    let closed = |activities: &[serde_json::Value]| {
        activities
            .iter()
            .any(|one| one["type"] == "endOfConversation")
    };
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !closed(&stage.floor.outward(&conversation)) {
        assert!(std::time::Instant::now() < end, "{}", desk.contents());
    }
}

#[test]
fn a_paste_never_sends() {
    let stage = Stage::new();
    let mut desk = stage.desk("ana");
    let conversation = stage.floor.hand_over("Cleo", &["hi"]);
    desk.wait_for("Cleo");
    desk.send("\x1b[18~");
    desk.wait_for("write to the customer");
    let lines: Vec<String> = (1..=100).map(|number| format!("line {number}")).collect();
    desk.paste(&lines.join("\n"));
    desk.wait_for("line 100");
    assert_eq!(stage.floor.heard(&conversation), [] as [String; 0]);
    desk.send("\r");
    stage.wait_heard(&conversation, &[lines.join("\n").as_str()]);
}

#[test]
fn what_is_written_while_the_backend_is_away_arrives_once() {
    let mut stage = Stage::new();
    let mut desk = stage.desk("ana");
    let conversation = stage.floor.hand_over("Cleo", &["hi"]);
    desk.wait_for("Cleo");
    desk.send("\x1b[18~");
    desk.wait_for("write to the customer");
    desk.send("one\r");
    stage.wait_heard(&conversation, &["one"]);
    stage.floor.kill();
    desk.wait_for("offline");
    desk.send("two\r");
    desk.send("three\r");
    desk.wait_for("waits for the connection");
    stage.floor.start_again();
    stage.wait_heard(&conversation, &["one", "two", "three"]);
    desk.wait_without("waits for the connection");
    assert_eq!(stage.floor.heard(&conversation), ["one", "two", "three"]);
}

#[test]
fn a_killed_desk_keeps_its_draft_and_what_was_not_sent() {
    let mut stage = Stage::new();
    let token = stage.floor.user("ana", "agent");
    let mut desk = stage.desk_with(&token);
    let conversation = stage.floor.hand_over("Cleo", &["hi"]);
    desk.wait_for("Cleo");
    desk.send("\x1b[18~");
    desk.wait_for("write to the customer");
    stage.floor.kill();
    desk.wait_for("offline");
    desk.send("queued while away\r");
    desk.wait_for("waits for the connection");
    desk.send("half a thou");
    wait_for_draft(stage.home.path(), "half a thou");
    drop(desk);
    stage.floor.start_again();
    let mut desk = stage.desk_with(&token);
    stage.wait_heard(&conversation, &["queued while away"]);
    desk.wait_for("Cleo");
    desk.send("\r");
    desk.wait_for("half a thou");
    assert_eq!(stage.floor.heard(&conversation), ["queued while away"]);
}

/// Waits until a draft on disk holds a text: the desk saves soon, not at once.
fn wait_for_draft(home: &std::path::Path, text: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let folder = home.join(".local/state/deskhand/drafts");
    let found = || {
        let backends = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let files = backends.flat_map(|backend| {
            std::fs::read_dir(backend.path())
                .into_iter()
                .flatten()
                .flatten()
        });
        files
            .filter_map(|file| std::fs::read_to_string(file.path()).ok())
            .any(|draft| draft.contains(text))
    };
    while !found() {
        assert!(std::time::Instant::now() < end, "no draft holds {text:?}");
        std::thread::yield_now();
    }
}

#[test]
fn flags_are_listed_explained_and_gone_to_and_answers_go_out_in_words_or_as_they_are() {
    let stage = Stage::new();
    let mut desk = stage.desk("ana");
    let said = ["hi 👋", "plain words", "invoice\u{202e}fdp.exe"];
    let conversation = stage.floor.hand_over("Cleo", &said);
    desk.wait_for("Cleo");
    desk.send("\x1b[18~");
    desk.wait_for("write to the customer");
    desk.send("\x1b");
    desk.wait_for("i to write");
    desk.send("f");
    desk.wait_for("type to filter");
    desk.wait_for("⚑! HZ-BIDI");
    desk.send("emoji");
    desk.wait_without("HZ-BIDI");
    desk.send("\x1b[B\r");
    desk.wait_for("enter goes there");
    desk.wait_for("Source: ");
    desk.send("\r");
    desk.wait_for("flag 1/2 OC-EMOJI");
    desk.send("n");
    desk.wait_for("flag 2/2 HZ-BIDI");
    desk.send("n");
    desk.wait_for("round again");
    desk.send("]v");
    desk.wait_for("invoice\\u202efdp.exe");
    desk.wait_for("closes ┘");
    desk.send("\x1b");
    desk.wait_without("closes ┘");
    desk.send("i");
    desk.wait_for("write to the customer");
    desk.send("ok 👋");
    desk.wait_for("waving hand may not show in web chat");
    desk.send("\x1bs");
    desk.wait_for("ok (waving hand)");
    desk.send("\r");
    stage.wait_heard(&conversation, &["ok (waving hand)"]);
    desk.send("bye 🙂\r");
    stage.wait_heard(&conversation, &["ok (waving hand)", "bye 🙂"]);
}

#[test]
fn hostile_text_never_reaches_the_terminal_as_it_came() {
    let hostile = [
        "title \x1b]0;owned\x07",
        "clipboard \x1b]52;c;b3duZWQ=\x07",
        "clear \x1b[2J\x1b[H",
        "report \x1b[6n \x1b[c \x1b]11;?\x07",
        "8-bit \u{9b}2J \u{9d}52;c;QQ==\u{9c} \u{90}q",
        "dcs \x1bP1$r\x1b\\ \x1b_apc\x1b\\ \x1bc",
        "bidi \u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}",
        "hidden \u{200b}\u{2060}\u{feff} \u{e0041}\u{e0042}\u{e007f}",
        "flood z\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}\u{0307}\u{0308}\u{0309}",
        "return \rover \x08\x08 tab\t bell \x07 null \0 end",
    ];
    let stage = Stage::new();
    let mut desk = stage.desk("ana");
    let conversation = stage.floor.hand_over("Mal\x1b[31m\u{202e}lory", &hostile);
    desk.wait_for("f7 accepts");
    desk.send("\x1b[18~");
    desk.wait_for("write to the customer");
    for text in hostile {
        stage.floor.customer_says(&conversation, text);
    }
    stage.floor.customer_says(&conversation, "the last words");
    desk.wait_for("the last words");
    desk.send("\x1b[5~\x1b[5~\x1b[6~");
    desk.resize(60, 20);
    desk.wait("another size", |screen| {
        screen.size().1.get() == 60 && screen.contents().contains("f6 context")
    });
    desk.send("\x1b[17~");
    desk.wait_for("f6 close");
    // Escape and the next key are one key to a terminal if they are read together.
    desk.send("\x1b");
    desk.wait_without("f6 close");
    desk.send("\x11y");
    assert_eq!(desk.wait_end(), 0);
    let raw = desk.raw();
    assert!(raw.len() > 4_000);
    assert_eq!(bytes::foreign(&raw), None);
}
