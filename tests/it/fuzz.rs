//! What the fuzzers hold for any bytes, held for their seeds and for everything they once broke.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/shared/activity.rs"]
mod activity;
#[path = "../../fuzz/shared/card.rs"]
mod card;
#[path = "../../fuzz/shared/checker.rs"]
mod checker;
#[path = "../../fuzz/shared/sanitiser.rs"]
mod sanitiser;
#[path = "../../fuzz/shared/scanner.rs"]
mod scanner;
#[path = "../../fuzz/shared/topic.rs"]
mod topic;

/// Runs a target over its seeds, and over what broke it once if there is anything.
fn replay(name: &str, run: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut files = 0;
    for folder in ["seeds", "regressions"] {
        let Ok(entries) = fs::read_dir(root.join(folder).join(name)) else {
            continue;
        };
        for entry in entries {
            run(&fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
    }
    assert!(files > 0, "{name} has no seeds");
}

#[test]
fn the_activity_reader_holds() {
    replay("activity", activity::run);
}

#[test]
fn the_card_reader_holds() {
    replay("card", card::run);
}

#[test]
fn the_scanner_holds() {
    replay("scanner", scanner::run);
}

#[test]
fn the_sanitiser_holds() {
    replay("sanitiser", sanitiser::run);
}

#[test]
fn the_topic_reader_and_the_fixer_hold() {
    replay("topic", topic::run);
}

#[test]
fn the_checker_holds() {
    replay("checker", checker::run);
}
