//! Broken JSON: told wherever it shows that it is ours.

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
