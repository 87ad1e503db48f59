//! `deskhand check --fix` and `--diff` on files of their own.

use std::fs;

use super::process::{run, run_failing, run_piped};

const TOPIC: &str = "kind: AdaptiveDialog  # mine\nbeginDialog:\n  kind: OnRecognizedIntent\n  actions:\n    - kind: SendActivity\n      activity: Welcome 👋\n";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_topic_is_shown_then_fixed_then_clean() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a.mcs.yml");
    fs::write(&path, TOPIC).unwrap();

    let shown = run(home.path(), &["check", "a.mcs.yml", "--diff"]);
    assert_eq!(shown.status.code(), Some(1), "{shown:?}");
    let diff = text(&shown.stdout);
    assert!(diff.starts_with("--- a.mcs.yml\n"), "{diff}");
    assert!(
        diff.contains("-      activity: Welcome 👋\n+      activity: 'Welcome :wave:'\n"),
        "{diff}"
    );
    assert!(text(&shown.stderr).contains("would fix 1 place in 1 file"));
    assert_eq!(fs::read_to_string(&path).unwrap(), TOPIC);

    let fixed = run(home.path(), &["check", ".", "--fix", "--emoji", "words"]);
    assert_eq!(fixed.status.code(), Some(0), "{fixed:?}");
    let now = TOPIC.replace("👋", "(waving hand)");
    assert_eq!(fs::read_to_string(&path).unwrap(), now);

    let again = run(home.path(), &["check", ".", "--fix", "--diff"]);
    assert_eq!(
        (again.status.code(), text(&again.stdout)),
        (Some(0), String::new())
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), now);
}

#[test]
fn chosen_words_come_from_a_file() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("words"), "\"👋\" = \"and hello\"\n").unwrap();
    let arguments = ["check", "-", "--fix", "--emoji-words", "words"];
    let fixed = run_piped(home.path(), &arguments, "Hi 👋\r\nyou 🎉");
    assert_eq!(text(&fixed.stdout), "Hi and hello\r\nyou :tada:");
    assert_eq!(fixed.status.code(), Some(0));
    fs::write(home.path().join("words"), "\"a\" = \"b\"\n").unwrap();
    let (code, told) = run_failing(home.path(), &arguments);
    assert_eq!(code, 2);
    assert!(told.contains("is not one emoji"), "{told}");
}

#[test]
fn what_was_recorded_stays_and_the_exit_code_says_so() {
    let home = tempfile::tempdir().unwrap();
    let recorded = "{\"type\": \"message\", \"id\": \"1\", \"text\": \"👋\"}";
    let passed = run_piped(home.path(), &["check", "--fix", "-"], recorded);
    assert_eq!(
        (passed.status.code(), text(&passed.stdout)),
        (Some(2), recorded.to_owned())
    );
    assert!(text(&passed.stderr).contains("recorded"));

    let path = home.path().join("m.json");
    fs::write(&path, recorded).unwrap();
    let checked = run(
        home.path(),
        &["check", "--fix", "m.json", "--format", "json"],
    );
    assert_eq!(checked.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(report[0]["rule"], "OC-EMOJI");
    assert_eq!(fs::read_to_string(&path).unwrap(), recorded);
}

#[test]
fn the_standard_input_is_fixed_alone() {
    let home = tempfile::tempdir().unwrap();
    let (code, told) = run_failing(home.path(), &["check", "--fix", "-", "."]);
    assert_eq!(code, 2);
    assert!(told.contains("fixed alone"), "{told}");
}
