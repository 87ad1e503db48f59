//! How fast chat text is scanned, in GiB/s, beside what others do in the same run: `cargo bench --bench scan`.
//!
//! Peers: `unicode-segmentation` + `emojis` with ASCII lines skipped (the fastest way we know that is right about every
//! emoji sequence) and the standard library's UTF-8 validation (what every reader of text has to pay anyway). The data is
//! made up and the same in every run. One thread, best of several passes, every way over the same bytes.

mod data;

use std::hint::black_box;
use std::time::{Duration, Instant};

use data::{Random, WORDS};
use deskhand::content::emoji;
use deskhand::content::sanitize;
use deskhand::content::scan::{Context, scan_text};
use deskhand::domain::{AuthorKind, Channel};
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of each text: small enough that a pass is rarely interrupted on a busy machine.
const SIZE: usize = 1 << 20;
/// How long each way is measured.
const TIME: Duration = Duration::from_millis(350);

/// A way to look at a text; answers what it counted, so that nothing is optimised away.
type Way = (&'static str, fn(&str) -> usize);

const WAYS: &[Way] = &[
    ("std UTF-8 validation", |text| {
        std::str::from_utf8(text.as_bytes()).map_or(0, str::len)
    }),
    ("unicode-segmentation + emojis", peer),
    ("deskhand, emoji", |text| emoji::find(text).count()),
    ("deskhand, all message rules", |text| {
        messages(text, AuthorKind::Bot)
    }),
    ("deskhand, sanitiser", |text| {
        text.lines().map(|line| sanitize::line(line).len()).sum()
    }),
];

fn main() {
    println!(
        "GiB/s over {} MiB, best pass; in brackets the ratio to unicode-segmentation + emojis",
        SIZE >> 20
    );
    let texts = [
        ("ascii", chat(0, 0)),
        ("mixed", chat(15, 5)),
        ("emoji", chat(0, 100)),
    ];
    print!("{:<32}", "");
    for (name, _) in &texts {
        print!("{name:>20}");
    }
    println!();
    let peer: Vec<f64> = texts.iter().map(|(_, text)| speed(peer, text)).collect();
    for (name, way) in WAYS {
        print!("{name:<32}");
        for ((_, text), peer) in texts.iter().zip(&peer) {
            let speed = speed(*way, text);
            print!("{:>20}", format!("{speed:.3} ({:.1} x)", speed / peer));
        }
        println!();
    }
    linear(&texts[1].1);
    keystroke();
}

/// The peer: graphemes of the lines that are not ASCII, looked up one by one.
fn peer(text: &str) -> usize {
    text.lines()
        .filter(|line| !line.is_ascii())
        .map(|line| {
            line.graphemes(true)
                .filter(|g| !g.is_ascii() && emojis::get(g).is_some())
                .count()
        })
        .sum()
}

/// Every line as a message of its own, by every rule of messages.
fn messages(text: &str, author: AuthorKind) -> usize {
    let context = Context::new(Channel::Telegram, author);
    text.lines()
        .map(|line| scan_text(line, &context).len())
        .sum()
}

fn speed(way: fn(&str) -> usize, text: &str) -> f64 {
    text.len() as f64 / (1_u64 << 30) as f64 / best(|| way(black_box(text))).as_secs_f64()
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

/// Texts that make careless scanners slow, beside as much ordinary text.
fn linear(mixed: &str) {
    let end = (0..=1 << 20)
        .rev()
        .find(|end| mixed.is_char_boundary(*end))
        .unwrap_or(0);
    let ordinary = mixed.get(..end).unwrap_or(mixed);
    let context = Context::new(Channel::Lcw, AuthorKind::Bot);
    let all = |text: &str| best(|| scan_text(text, &context).len() + sanitize::block(text).len());
    let base = all(ordinary);
    println!(
        "\n1 MiB by all rules and the sanitiser: ordinary {:.2} ms",
        base.as_secs_f64() * 1e3
    );
    let fill = |unit: &str| unit.repeat((1 << 20) / unit.len());
    let hostile = [
        ("joiners", "\u{200d}"),
        ("joined emoji", "🐱\u{200d}"),
        ("combining marks", "\u{301}"),
        ("regional indicators", "🇦"),
        ("tag characters", "\u{e0061}"),
        ("escapes", "\u{1b}]"),
        ("isolates", "\u{2067}"),
        ("stars", "*a_"),
        ("brackets", "["),
        ("quotes", "> "),
    ];
    for (name, unit) in hostile {
        let time = all(&fill(unit));
        println!(
            "  {name:<20} {:>8.2} ms ({:.1} x)",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / base.as_secs_f64()
        );
    }
}

/// What a key typed in the composer costs.
fn keystroke() {
    let text: String = chat(15, 5)
        .chars()
        .take(190)
        .chain("ok 🙂".chars())
        .collect();
    let context = Context::new(Channel::Line, AuthorKind::Agent);
    let time = best(|| {
        (0..1000)
            .map(|_| scan_text(black_box(&text), &context).len())
            .sum()
    });
    println!(
        "\na message of {} bytes: {:.0} ns",
        text.len(),
        time.as_secs_f64() * 1e6
    );
}

/// Chat lines: `foreign` and `chatty` per cent of them have words of other languages, or emoji.
fn chat(foreign: usize, chatty: usize) -> String {
    const FOREIGN: &[&str] = &[
        "déjà",
        "größe",
        "niño",
        "Привет",
        "注文",
        "確認",
        "안녕",
        "café",
        "ελληνικά",
        "مرحبا",
    ];
    let emoji: Vec<&str> = emojis::iter().map(emojis::Emoji::as_str).collect();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut text = String::with_capacity(SIZE + 4096);
    while text.len() < SIZE {
        let (is_foreign, is_chatty) = (random.below(100) < foreign, random.below(100) < chatty);
        for _ in 0..4 + random.below(16) {
            let words = if is_foreign && random.below(3) == 0 {
                FOREIGN
            } else {
                WORDS
            };
            text.push_str(words[random.below(words.len())]);
            text.push(' ');
            if is_chatty && random.below(if chatty == 100 { 2 } else { 6 }) == 0 {
                (0..=random.below(3)).for_each(|_| text.push_str(emoji[random.below(emoji.len())]));
                text.push(' ');
            }
        }
        text.push('\n');
    }
    text
}
