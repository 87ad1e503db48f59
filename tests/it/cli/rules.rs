//! The catalogue from the command line, as a script and a pipe see it.

use super::process::{deskhand, run, run_failing, run_json};

#[test]
fn rules_for_a_pipe_and_for_a_script() {
    let home = tempfile::tempdir().unwrap();
    let list = run(home.path(), &["rules"]);
    assert!(list.status.success(), "{list:?}");
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(
        list.contains("OC-CARD-INPUT") && !list.contains('\u{1b}'),
        "{list}"
    );

    let json = run_json(
        home.path(),
        &["rules", "--kind", "runtime", "--format", "json"],
    );
    let rules = json.as_array().unwrap();
    assert!(rules.len() > 40);
    assert!(rules.iter().all(|rule| rule["event"].is_string()), "{json}");

    let page = run_json(home.path(), &["rules", "hz-escape", "--format", "json"]);
    assert!(
        page[0]["example"]["text"]
            .as_str()
            .unwrap()
            .contains('\u{1b}')
    );
    let page = run(home.path(), &["rules", "hz-escape", "hz-bidi", "hz-tags"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(
        !page.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{e0068}']),
        "{page}"
    );
}

#[test]
fn an_unknown_rule_is_a_mistake_of_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let (code, complaint) = run_failing(home.path(), &["rules", "OC-CARD-INPUTS"]);
    assert_eq!(code, 2, "{complaint}");
    assert!(complaint.contains("OC-CARD-INPUT,"), "{complaint}");
    let (code, complaint) = run_failing(home.path(), &["rules", "--as-of", "2021-02-30"]);
    assert_eq!(code, 2, "{complaint}");
    assert!(complaint.contains("2021-03-15"), "{complaint}");
}

#[test]
fn the_reference_page_is_what_the_program_prints() {
    let home = tempfile::tempdir().unwrap();
    let page = deskhand(home.path(), &["rules", "--format", "markdown"])
        .output()
        .unwrap();
    let committed = include_bytes!("../../../docs/rules.md");
    assert!(page.stdout == committed, "write docs/rules.md anew");
}
