//! `deskhand check` as a build runs it: exit codes, formats, settings, what is said on which stream.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use rstest::rstest;
use serde_json::Value;

use super::process::{deskhand, run, run_piped};

/// An activity with an emoji in its text.
const HELLO: &str =
    "{\"type\": \"message\", \"from\": {\"role\": \"bot\"}, \"text\": \"Hello 👋\"}\n";

/// A repository with a payload, a text, and JSON that breaks off.
fn repository() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(".git/HEAD", "");
    write("hello.json", HELLO);
    write("texts/clean.md", "Nothing in here.\n");
    write("broken/half.json", "{\"type\": \"message\", \"text\": ");
    home
}

fn check(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(run(home, &[&["check"], arguments].concat()))
}

fn told(output: Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn rows(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

#[rstest]
#[case::clean(&["texts"], 0)]
#[case::found(&["hello.json"], 1)]
#[case::found_but_milder(&["hello.json", "--fail-on", "error"], 0)]
#[case::found_but_never(&["hello.json", "--fail-on", "never"], 0)]
#[case::allowed(&["hello.json", "--allow", "oc-emoji"], 0)]
#[case::unreadable(&["broken/half.json"], 2)]
#[case::unreadable_weighs_more(&["hello.json", "broken/half.json"], 2)]
#[case::unreadable_never_passes(&["broken/half.json", "--fail-on", "never"], 2)]
#[case::not_there(&["nowhere.json"], 2)]
fn the_exit_code_tells(#[case] arguments: &[&str], #[case] code: i32) {
    let home = repository();
    let (found, out, err) = check(home.path(), arguments);
    assert_eq!(found, code, "{out}{err}");
}

#[rstest]
#[case::card(
    r#"{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"hi"},]}"#,
    2
)]
#[case::cut_off(r#"{"type":"message","text":"#, 2)]
#[case::package(r#"{"name":"x","type":"module",}"#, 0)]
fn broken_json_in_a_folder_is_told_where_it_is_ours(#[case] content: &str, #[case] code: i32) {
    let home = repository();
    let folder = home.path().join("more");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.json"), content).unwrap();
    let (found, out, err) = check(home.path(), &["more"]);
    assert_eq!(found, code, "{out}{err}");
    assert_eq!((out + &err).contains("a.json:1:"), code == 2);
}

#[rstest]
#[case(&[], "deskhand check .")]
#[case(&[".", "--allow", "OC-EMOJY"], "did you mean `OC-EMOJI`")]
#[case(&[".", "--channel", "lime"], "`line`")]
#[case(&[".", "--as-of", "soon"], "2021-03")]
#[case(&[".", "--fail-on", "eror"], "`error`")]
#[case(&[".", "--settings", "none.toml"], "none.toml")]
#[case(&[".", "--output", "no/such/folder"], "no/such/folder")]
fn a_wrong_command_line_is_explained(#[case] arguments: &[&str], #[case] said: &str) {
    let home = repository();
    let (code, out, err) = check(home.path(), arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains(said), "{err}");
}

#[test]
fn a_person_reads_place_line_mark_and_explanation() {
    let home = repository();
    let (_, out, err) = check(home.path(), &["hello.json", "broken/half.json"]);
    assert_eq!(err, "");
    assert!(
        !out.contains('\u{1b}'),
        "no colours where nobody looks: {out}"
    );
    let rows: Vec<&str> = out.lines().collect();
    assert!(
        rows[0].starts_with("hello.json:1:61 warning OC-EMOJI "),
        "{out}"
    );
    let line = rows
        .iter()
        .position(|row| row.contains("│ {\"type\"") || row.contains("│ …"));
    let (source, carets) = (rows[line.unwrap()], rows[line.unwrap() + 1]);
    // The emoji is the only sign before the caret's end that takes two columns.
    let column = |row: &str, sign: &str| row.split(sign).next().unwrap().chars().count();
    assert_eq!(column(source, "👋"), column(carets, "^"), "{out}");
    assert!(carets.ends_with("^^") && !carets.ends_with("^^^"), "{out}");
    assert_eq!(
        out.matches("more: deskhand rules OC-EMOJI").count(),
        1,
        "{out}"
    );
    assert!(out.contains("broken/half.json:1:"), "{out}");
    assert!(
        out.ends_with("1 warning in 2 files; 1 file could not be read\n"),
        "{out}"
    );
}

#[test]
fn colors_are_only_where_they_are_wanted() {
    let home = repository();
    let (_, always, _) = check(home.path(), &["hello.json", "--color", "always"]);
    assert!(always.contains('\u{1b}'), "{always}");
    let (_, never, _) = check(home.path(), &["hello.json", "--color", "never"]);
    assert!(!never.contains('\u{1b}'), "{never}");
}

#[test]
fn quiet_is_a_row_a_finding() {
    let home = repository();
    let (code, out, err) = check(home.path(), &["hello.json", "texts", "--quiet"]);
    assert_eq!(
        (code, out.lines().count(), err.as_str()),
        (1, 1, ""),
        "{out}"
    );
}

#[test]
fn json_is_pure_and_what_could_not_be_read_is_told_beside_it() {
    let home = repository();
    let (code, out, err) = check(
        home.path(),
        &["hello.json", "broken/half.json", "--format", "json"],
    );
    let rows = rows(&out);
    assert_eq!((code, rows.len()), (2, 1), "{out}");
    let row = &rows[0];
    let at = HELLO.find('👋').unwrap();
    assert_eq!(row["file"], "hello.json");
    assert_eq!(row["rule"], "OC-EMOJI");
    assert_eq!(row["pointer"], "/text");
    assert_eq!(row["span"], serde_json::json!({"start": at, "end": at + 4}));
    assert_eq!(
        (row["line"].as_u64(), row["column"].as_u64()),
        (Some(1), Some(61))
    );
    for part in ["severity", "message", "excerpt", "seenAs", "help"] {
        assert!(row.get(part).is_some(), "{part}: {row}");
    }
    assert!(err.contains("broken/half.json:1:"), "{err}");
    let (code, out, _) = check(home.path(), &["texts", "--format", "json"]);
    assert_eq!((code, out.as_str()), (0, "[]\n"));
}

#[test]
fn a_report_in_a_file_leaves_standard_output_alone_and_is_not_checked_itself() {
    let home = repository();
    fs::remove_dir_all(home.path().join("broken")).unwrap();
    for _ in 0..2 {
        let arguments = [".", "--format", "sarif", "--output", "found.json"];
        let (code, out, err) = check(home.path(), &arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert_eq!(err, "1 warning in 2 files\n");
    }
    let text = fs::read_to_string(home.path().join("found.json")).unwrap();
    let log: Value = serde_json::from_str(&text).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "OC-EMOJI");
    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(
        (&place["uri"], &place["uriBaseId"]),
        (&"hello.json".into(), &"%SRCROOT%".into())
    );
}

#[test]
fn services_get_names_relative_to_the_repository() {
    let home = repository();
    let output = deskhand(
        home.path(),
        &["check", "../hello.json", "--format", "github"],
    )
    .current_dir(home.path().join("texts"))
    .output();
    let (code, out, err) = told(output.unwrap());
    assert_eq!(code, 1, "{err}");
    assert!(
        out.starts_with(
            "::warning file=hello.json,line=1,endLine=1,col=61,endColumn=62,title=OC-EMOJI::"
        ),
        "{out}"
    );
}

/// Checks what comes on the standard input.
fn check_piped(input: &str) -> (i32, String, String) {
    let home = repository();
    let output = run_piped(home.path(), &["check", "-", "--format", "json"], input);
    told(output)
}

#[test]
fn the_standard_input_is_a_file_too() {
    let (code, out, _) = check_piped(HELLO);
    assert_eq!((code, rows(&out).len()), (1, 1), "{out}");
}

#[test]
fn json_on_the_standard_input_has_to_be_known_and_whole() {
    let (code, out, err) = check_piped(r#"{"x": "👋"}"#);
    assert_eq!((code, rows(&out).len()), (2, 0), "{out}");
    assert!(
        err.contains("it is JSON, but of none of the shapes"),
        "{err}"
    );
    let hello = HELLO.trim_end();
    let (code, out, err) = check_piped(&format!("{hello}\n{{\"type\":}}\n{hello}\n"));
    assert_eq!((code, rows(&out).len()), (2, 2), "{out}");
    assert!(err.contains("<stdin>:2:"), "{err}");
}

#[test]
fn settings_are_found_above_and_the_command_line_goes_before_them() {
    let home = repository();
    let settings = "fail-on = \"error\"\nexclude = [\"broken/\"]\n\
                    [[override]]\npaths = [\"hello.json\"]\nallow = [\"OC-EMOJI\"]\n";
    fs::write(home.path().join("deskhand-check.toml"), settings).unwrap();
    fs::write(home.path().join("other.json"), HELLO).unwrap();
    let found = |arguments: &[&str]| {
        let all = [&["check", "..", "--format", "json"], arguments].concat();
        let output = deskhand(home.path(), &all)
            .current_dir(home.path().join("texts"))
            .output();
        let (code, out, _) = told(output.unwrap());
        let files: Vec<String> = rows(&out)
            .iter()
            .map(|row| row["file"].as_str().unwrap().to_owned())
            .collect();
        (code, files)
    };
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(found(&[]), (0, names(&["../other.json"])));
    assert_eq!(
        found(&["--fail-on", "warning"]),
        (1, names(&["../other.json"]))
    );
    assert_eq!(found(&["--allow", "OC-EMOJI"]), (0, names(&[])));
    let (code, files) = found(&["--no-settings"]);
    assert_eq!(files, ["../hello.json", "../other.json"]);
    assert!(code == 1 || code == 2, "{code}");
}

#[test]
fn a_wrong_settings_file_is_told_with_its_place() {
    let home = repository();
    let file = home.path().join("deskhand-check.toml");
    fs::write(&file, "voice = false\nchanel = \"line\"\n").unwrap();
    let (code, out, err) = check(home.path(), &["."]);
    assert_eq!((code, out.as_str()), (2, ""));
    for part in [
        "deskhand-check.toml: line 2, column 1",
        "did you mean `channel`?",
    ] {
        assert!(err.contains(part), "{err}");
    }
}

#[test]
fn a_comment_allows_a_rule_where_it_stands() {
    let home = repository();
    let topic = "kind: AdaptiveDialog\nbeginDialog:\n  kind: OnRecognizedIntent\n  id: main\n  actions:\n\
                 \x20   - kind: SendActivity\n      id: one\n      # deskhand: allow OC-EMOJI\n      activity: Hello 👋\n\
                 \x20   - kind: SendActivity\n      id: two\n      activity: Bye 👋\n";
    fs::write(home.path().join("greeting.mcs.yml"), topic).unwrap();
    let (code, out, err) = check(home.path(), &["greeting.mcs.yml", "--format", "json"]);
    let lines: Vec<Option<u64>> = rows(&out)
        .iter()
        .filter(|row| row["rule"] == "OC-EMOJI")
        .map(|row| row["line"].as_u64())
        .collect();
    assert_eq!((code, lines), (1, vec![Some(12)]), "{out}{err}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = repository();
    let many: String = (0..20_000).map(|_| "Hello 👋\n").collect();
    fs::write(home.path().join("many.txt"), many).unwrap();
    let mut child = deskhand(home.path(), &["check", "many.txt", "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let (code, _, err) = told(child.wait_with_output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn the_help_shows_how_builds_use_it() {
    let home = repository();
    let (code, out, _) = check(home.path(), &["--help"]);
    assert_eq!(code, 0);
    for part in [
        "upload-sarif",
        "--format github",
        "pre-commit",
        "Exit code: 0 clean",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
}
