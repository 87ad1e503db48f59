//! Broken JSON: told wherever it shows that it is ours.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// Checks the folder this file is alone in.
fn in_folder(name: &str, content: &[u8]) -> (Taken, Summary) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    check_paths(Limits::default(), &[folder.path().to_owned()])
}

#[rstest]
#[case::comma(
    "a.json",
    r#"{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"hi"},]}"#.as_bytes(),
    (1, 81),
    "trailing comma"
)]
#[case::cut_card("a.json", b"{\"body\":[{\"type\":\"TextBlock\",\n\"text\":\"a\"}", (2, 11), "EOF")]
#[case::cut("a.json", br#"{"type":"message","text":"#, (1, 25), "EOF")]
#[case::escape("a.json", br#"{"type":"message","text":"a\q"}"#, (1, 29), "invalid escape")]
#[case::bytes("a.json", b"{\"type\":\"message\",\"text\":\"a\xffb\"}", (1, 28), "0xff")]
#[case::comment("a.json", b"{\n // why\n \"activities\":[]}", (2, 2), "this is not JSON")]
#[case::in_a_text("a.txt", br#"{"type":"message","text":"#, (1, 25), "EOF")]
fn what_is_ours_is_told_in_a_folder(
    #[case] name: &str,
    #[case] content: &[u8],
    #[case] at: (u64, u64),
    #[case] said: &str,
) {
    let (taken, summary) = in_folder(name, content);
    assert_eq!((taken.unreadable.len(), summary.unreadable), (1, 1));
    let unreadable = &taken.unreadable[0];
    assert_eq!(unreadable.at, Some(at), "{unreadable:?}");
    assert!(unreadable.message.contains(said), "{unreadable:?}");
    assert!(!unreadable.hint.is_empty());
}

#[rstest]
#[case("package.json", r#"{"name":"x","type":"module","scripts":{"a":"b",}}"#)]
#[case(
    "tsconfig.json",
    "{\n  // why\n  \"compilerOptions\": {\"strict\": true,},}"
)]
#[case(
    "recipe.json",
    r#"{"title":"soup","text":"hot","images":[{"url":"a.png"}]}"#
)]
fn what_is_not_is_passed_over(#[case] name: &str, #[case] content: &str) {
    let (taken, summary) = in_folder(name, content.as_bytes());
    assert_eq!((taken.rules(), taken.unreadable.len()), (vec![], 0));
    assert_eq!(summary.files, 0);
}

const WAVE: &str = r#"{"type":"message","text":"👋"}"#;

/// Lines and columns of what could not be read.
fn places(taken: &Taken) -> Vec<Option<(u64, u64)>> {
    taken.unreadable.iter().map(|one| one.at).collect()
}

#[rstest]
#[case::between("a.jsonl", format!("{WAVE}\n{{,}}\n{WAVE}\n"), &[(2, 2)], 2)]
#[case::first("a.jsonl", format!("{{\"type\":\"message\",\"text\":\n{WAVE}\n{WAVE}"), &[(1, 25)], 2)]
#[case::last("a.jsonl", format!("{WAVE}\n{{\"type\":\"mess"), &[(2, 13)], 1)]
#[case::two("a.ndjson", format!("oops\n{{\"type\":\noops\n{WAVE}"), &[(1, 1), (2, 8), (3, 1)], 1)]
#[case::behind("a.jsonl", format!("{WAVE} x\n{WAVE}"), &[(1, 31)], 2)]
#[case::without_the_name("a", format!("{WAVE}\n{{\"type\":\"message\",\"text\":\"a\\q\"}}\n{WAVE}"), &[(2, 29)], 2)]
#[case::first_without_the_name("a", format!("{{\"type\":\"message\",}}\n{WAVE}\n\n{WAVE}"), &[(1, 19)], 2)]
#[case::list("a.jsonl", format!("[{WAVE},]\n[{WAVE}]"), &[(1, 32)], 2)]
fn lines_behind_a_broken_one_are_read(
    #[case] name: &str,
    #[case] content: String,
    #[case] at: &[(u64, u64)],
    #[case] found: usize,
) {
    let (taken, summary) = check(name, &content);
    let expected: Vec<_> = at.iter().copied().map(Some).collect();
    assert_eq!(places(&taken), expected, "{:?}", taken.unreadable);
    let emoji = taken
        .rules()
        .into_iter()
        .filter(|(rule, _)| *rule == "OC-EMOJI");
    assert_eq!((emoji.count(), summary.unreadable), (found, 1));
}

#[rstest]
#[case::list("a.json", format!("[\n{WAVE},\noops,\n{WAVE}]"), 1)]
#[case::set("a.json", format!("{{\"activities\":[oops,\n{WAVE},\n{WAVE}]}}"), 0)]
#[case::over_lines("a.jsonl", "{\n\"type\":\"message\",\n\"text\":oops\n}".to_owned(), 0)]
fn what_is_written_over_lines_ends_where_it_is_broken(
    #[case] name: &str,
    #[case] content: String,
    #[case] found: usize,
) {
    let (taken, _) = check(name, &content);
    assert_eq!((taken.found.len(), taken.unreadable.len()), (found, 1));
}

#[test]
fn many_broken_lines_are_counted() {
    let (taken, summary) = check("a.jsonl", format!("{}{WAVE}\n", "{\"type\":}\n".repeat(25)));
    assert_eq!((taken.found.len(), summary.unreadable), (1, 1));
    assert_eq!(taken.unreadable.len(), 21);
    assert_eq!(places(&taken)[19], Some((20, 9)));
    assert_eq!(taken.unreadable[20].message, "5 more lines are not JSON");
}

proptest! {
    #[test]
    fn each_line_is_read_or_told(kinds in proptest::collection::vec(0_usize..6, 0..30), chunk in 1_usize..300) {
        let lines = [WAVE, "{,}", "{\"type\":\"message\",\"text\":", "oops", "[\"", "\n"];
        let text: Vec<&str> = kinds.iter().map(|kind| lines[*kind]).collect();
        let text = format!("{}\n{WAVE}\n", text.join("\n"));
        let limits = Limits { chunk, element: 4096 };
        let (taken, _) = check_within(limits, "a.jsonl", &text);
        let good = kinds.iter().filter(|kind| **kind == 0).count();
        let bad = kinds.iter().filter(|kind| (1..5).contains(*kind)).count();
        prop_assert_eq!(taken.found.len(), good + 1);
        prop_assert_eq!(taken.unreadable.len(), bad.min(20) + usize::from(bad > 20), "{:?}", taken.unreadable);
    }
}
