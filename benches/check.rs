//! How fast files are checked, in MB/s, beside what any reader of them has to pay: `cargo bench --bench check`.
//!
//! Ours is the whole way: a file is opened, read in chunks, recognised, split, judged by every rule, and what is found is
//! placed and counted. Beside it stand the parser alone (`serde_json`, into a tree and into a borrowed struct), the standard
//! library's UTF-8 validation, and `unicode-segmentation` + `emojis`, all over bytes that are at hand. The data is made up and
//! the same in every run. One thread, best of several passes.
#![allow(clippy::unwrap_used, clippy::format_push_string)]

mod data;

use std::borrow::Cow;
use std::hint::black_box;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use data::{Random, WORDS};
use deskhand::check::progress::Silent;
use deskhand::check::report::{Report, Summary};
use deskhand::check::{Located, Options, Unreadable, engine};
use serde::Deserialize;
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of each file.
const SIZE: usize = 16 << 20;
/// How long each way is measured.
const TIME: Duration = Duration::from_secs(1);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!(
        "MB/s over {} MiB, best pass; findings in brackets",
        SIZE >> 20
    );
    for (name, percent) in [("chat, clean", 0), ("chat, 5 % emoji or styles", 5)] {
        let text = chat(percent);
        println!("\n{name}");
        ours(&folder.path().join("chat.txt"), &text);
        peer("UTF-8 validation (std)", &text, |text| {
            std::str::from_utf8(text.as_bytes()).map_or(0, str::len)
        });
        peer("unicode-segmentation + emojis", &text, emoji);
    }
    for (name, percent) in [
        ("activities, clean", 0),
        ("activities, 5 % emoji or styles", 5),
        ("activities, one in four a card or an event", 100),
    ] {
        let text = activities(percent);
        println!("\n{name}");
        ours(&folder.path().join("activities.json"), &text);
        peer("serde_json, borrowed struct", &text, |text| {
            serde_json::from_str::<Vec<Borrowed<'_>>>(text).map_or(0, |all| {
                all.iter()
                    .map(|one| one.kind.len() + one.text.as_ref().map_or(0, |text| text.0.len()))
                    .sum()
            })
        });
        peer("serde_json, Value", &text, |text| {
            serde_json::from_str::<Vec<Value>>(text).map_or(0, |all| all.len())
        });
    }
}

/// An activity as the leanest reader takes it.
#[derive(Deserialize)]
struct Borrowed<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Counts.
#[derive(Default)]
struct Counter(u64);

impl Report for Counter {
    fn finding(&mut self, _: &str, located: &Located) -> io::Result<()> {
        self.0 += 1;
        black_box(located);
        Ok(())
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        Err(io::Error::other(unreadable.message.clone()))
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

fn ours(path: &PathBuf, text: &str) {
    std::fs::write(path, text).unwrap();
    let paths = [path.clone()];
    let mut found = 0;
    let time = best(|| {
        let mut counter = Counter::default();
        engine::run(&paths, &Options::default(), &mut counter, &Silent).unwrap();
        found = counter.0;
        0
    });
    tell("deskhand check", text, time, &format!(" ({found})"));
}

fn peer(name: &str, text: &str, way: impl Fn(&str) -> usize) {
    tell(name, text, best(|| way(black_box(text))), "");
}

fn tell(name: &str, text: &str, time: Duration, more: &str) {
    let speed = text.len() as f64 / 1e6 / time.as_secs_f64();
    println!("  {name:<32}{speed:>8.0}{more}");
}

/// The best of as many passes as fit into [`TIME`], at least three.
fn best(mut pass: impl FnMut() -> usize) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    let mut passes = 0;
    while passes < 3 || begin.elapsed() < TIME {
        let start = Instant::now();
        black_box(pass());
        best = best.min(start.elapsed());
        passes += 1;
    }
    best
}

/// Graphemes of the lines that are not ASCII, looked up one by one.
fn emoji(text: &str) -> usize {
    text.lines()
        .filter(|line| !line.is_ascii())
        .map(|line| {
            line.graphemes(true)
                .filter(|g| !g.is_ascii() && emojis::get(g).is_some())
                .count()
        })
        .sum()
}

/// One thing said; `percent` of them hold something to find.
fn sentence(random: &mut Random, percent: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 + random.below(16) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(WORDS[random.below(WORDS.len())]);
    }
    if random.below(100) < percent {
        text.push_str([" 🙂", " **now**", " 👍🏽", " `code`"][random.below(4)]);
    }
    text
}

fn chat(percent: usize) -> String {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut text = String::with_capacity(SIZE + 4096);
    while text.len() < SIZE {
        text.push_str(&sentence(&mut random, percent));
        text.push('\n');
    }
    text
}

/// A transcript as the Bot Framework's tools write it.
fn activities(percent: usize) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = String::with_capacity(SIZE + 4096);
    let mut count = 0;
    while text.len() < SIZE {
        text.push_str(if count == 0 { "[" } else { ",\n" });
        let (role, name) = [("bot", "Contoso Bot"), ("user", "Ada")][count % 2];
        let said = sentence(&mut random, percent.min(5));
        let more = if percent == 100 && count % 4 == 0 {
            r#","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Your order","subtitle":"since Monday","buttons":[{"type":"imBack","title":"Yes","value":"yes"}]}}]"#
        } else {
            r#","attachments":[]"#
        };
        text.push_str(&format!(
            r#"{{"type":"message","id":"C{}|{count:07}","timestamp":"2026-03-01T09:{:02}:{:02}.123Z","serviceUrl":"https://directline.botframework.com/","channelId":"directline","from":{{"id":"{name}-1","name":"{name}","role":"{role}"}},"conversation":{{"id":"C{}"}},"recipient":{{"id":"r","name":"other"}},"textFormat":"plain","locale":"en-US","text":"{said}"{more},"entities":[],"channelData":{{"clientActivityID":"17{count:011}"}},"replyToId":"C|{count:07}"}}"#,
            count / 40,
            count / 60 % 60,
            count % 60,
            count / 40,
        ));
        count += 1;
    }
    text.push(']');
    text
}
