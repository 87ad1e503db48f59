//! Files in chunks, broken files, hostile files.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn small(chunk: usize) -> Limits {
    Limits {
        chunk,
        element: 4096,
    }
}

/// Documents of every kind with something to find here and there, as many as `pieces` says.
fn document(kind: u8, pieces: &[u8]) -> (&'static str, String) {
    let said: Vec<String> = pieces
        .iter()
        .map(|piece| match piece % 6 {
            0 => r#"{"type":"message","from":{"role":"bot"},"text":"all is well"}"#.to_owned(),
            1 => r#"{"type":"message","from":{"role":"user"},"text":"hé 👋 \ud83d\udc4b"}"#
                .to_owned(),
            2 => "{\n \"type\": \"typing\"\n}".to_owned(),
            3 => r#"{"type":"message","text":"**bold** and \ud83d","id":1,"id":2}"#.to_owned(),
            4 => format!(r#"{{"type":"message","text":"{}"}}"#, "x".repeat(5000)),
            _ => r#"{"type":"event","name":"e","value":[[["🙂"]],1e999]}"#.to_owned(),
        })
        .collect();
    match kind % 5 {
        0 => ("a.json", format!("[{}]", said.join(",\n"))),
        1 => (
            "a.json",
            format!(
                "{{\"x\":[1], \"activities\" : [{}], \"watermark\":\"1\"}}",
                said.join(",")
            ),
        ),
        2 => ("a.jsonl", said.join("\n")),
        3 => ("a.md", said.join("\n\n```\n👋 *a*\n\n```\n")),
        _ => ("a.txt", format!("# {}", said.join("\r\n"))),
    }
}

proptest! {
    #[test]
    fn chunks_change_nothing(kind in any::<u8>(), pieces in proptest::collection::vec(any::<u8>(), 0..12), chunk in 1_usize..300) {
        let (name, text) = document(kind, &pieces);
        let mut chunked = check_within(small(chunk), name, &text);
        let whole = check_within(small(1 << 20), name, &text);
        // How much is read behind the place where reading ends is up to the chunk.
        chunked.1.bytes = whole.1.bytes;
        prop_assert_eq!(chunked, whole);
    }

    #[test]
    fn a_file_cut_anywhere_gives_what_stands_before(pieces in proptest::collection::vec(any::<u8>(), 1..6), kind in 0_u8..5, cut in any::<prop::sample::Index>()) {
        let (name, text) = document(kind, &pieces);
        let whole = check(name, &text).0;
        let (taken, _) = check(name, &text.as_bytes()[..cut.index(text.len())]);
        prop_assert!(taken.unreadable.len() <= 1);
        prop_assert!(taken.found.len() <= whole.found.len() + 2);
    }
}

#[rstest]
#[case("a.json", "[{\"type\":\"message\",\"text\":\"👋\"},\n  oops]", (2, 3), 1)]
#[case("a.json", "[{\"type\":\"message\",\"text\":\"👋\"},\n ]", (2, 2), 1)]
#[case("a.json", "[{\"type\":\"message\",\"text\":\"👋\"},\n{\"type\":", (2, 8), 1)]
#[case("a.json", "[{\"type\":\"message\",\"text\":\"👋\"}\n", (2, 1), 1)]
#[case("a.jsonl", "{\"type\":\"message\",\"text\":\"👋\"}\n{,}", (2, 2), 1)]
#[case("a.json", "{\n // no\n \"type\":\"message\"}", (2, 2), 0)]
#[case("a.json", "{\"type\":\"message\",\n\"text\":\"a\tb\"}", (2, 10), 0)]
fn broken_json_is_told_at_its_place(
    #[case] name: &str,
    #[case] text: &str,
    #[case] at: (u64, u64),
    #[case] found: usize,
) {
    let (taken, summary) = check(name, text);
    assert_eq!(taken.unreadable.len(), 1);
    assert_eq!(taken.unreadable[0].at, Some(at), "{:?}", taken.unreadable);
    assert!(
        taken.unreadable[0]
            .message
            .starts_with("this is not JSON: ")
    );
    assert!(!taken.unreadable[0].hint.is_empty());
    assert_eq!(
        (taken.found.len(), summary.unreadable, taken.ended),
        (found, 1, 1)
    );
}

#[rstest]
#[case(b"ok \xF0\x9F\x91\x8B\nab\xFFcd" as &[u8], (2, 3), "byte 10 (0xff) is not UTF-8 text")]
#[case(b"ab\xF0\x9F", (1, 3), "byte 2 (0xf0) is not UTF-8 text")]
#[case(b"\xFF\xFEa\0", (1, 1), "the file is UTF-16")]
fn what_is_no_text_is_told_at_its_byte(
    #[case] bytes: &[u8],
    #[case] at: (u64, u64),
    #[case] message: &str,
) {
    let (taken, _) = check("a.txt", bytes);
    assert_eq!(taken.unreadable[0].at, Some(at));
    assert_eq!(taken.unreadable[0].message, message);
}

#[test]
fn bottomless_nesting_is_a_finding_at_its_place() {
    let text = format!(
        r#"[{{"type":"message","text":"👋","x":{}{}}},{{"type":"message","text":"👋"}}]"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let (taken, _) = check("a.json", &text);
    let deep = format!("/0/x{}", "/0".repeat(64));
    assert_eq!(
        taken.rules(),
        [
            ("OC-EMOJI", "/0/text"),
            ("HZ-DEEP", deep.as_str()),
            ("OC-EMOJI", "/1/text")
        ]
    );
    let place = &taken.found[1].1.place;
    assert_eq!(place.span.end - place.span.start, 2 * (10_000 - 64));
    let (taken, summary) = check("a.json", "[".repeat(100_000));
    assert_eq!((taken.found.len(), summary.unreadable), (0, 1));
}

#[test]
fn what_the_parser_would_hide_is_found() {
    let text = r#"{"type":"message","text":"x\ud83d y","a":{"b":1,"b":2},"n":1e999,"m":12345678901234567890}"#;
    let (taken, _) = check("a.json", text);
    let part = |located: &Located| {
        text.get(located.place.span.start as usize..located.place.span.end as usize)
    };
    let found: Vec<_> = taken
        .found
        .iter()
        .map(|(_, one)| (one.finding.rule.as_str(), part(one).unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("HZ-SURROGATE", r#""x\ud83d y""#),
            ("HZ-DUPLICATE", r#""b""#),
            ("HZ-NUMBER", "1e999"),
            ("HZ-NUMBER", "12345678901234567890"),
        ]
    );
}

#[test]
fn half_a_character_is_not_told_as_a_lost_one_too() {
    let text = r#"{"type":"message","text":"a \ud83d b \ufffd c \udc4b"}"#;
    let (taken, _) = check("a.json", text);
    assert_eq!(
        taken.rules(),
        [("HZ-SURROGATE", "/text"), ("HZ-LOST", "/text")]
    );
    let span = &taken.found[1].1.place.span;
    assert_eq!(&text[span.start as usize..span.end as usize], r"\ufffd");
}

#[test]
fn one_value_too_large_is_left_out_and_told() {
    let text = format!(
        r#"[{{"type":"message","text":"{}"}}, {{"type":"message","text":"👋"}}]"#,
        "x".repeat(10_000)
    );
    let (taken, summary) = check_within(small(100), "a.json", &text);
    assert_eq!(taken.rules(), [("OC-EMOJI", "/1/text")]);
    assert_eq!(taken.unreadable[0].at, Some((1, 2)));
    assert_eq!(summary.unreadable, 1);
}

#[test]
fn one_word_of_a_megabyte_is_one_finding() {
    let (taken, _) = check("a.txt", "x".repeat(1 << 20));
    assert!(taken.rules().contains(&("HZ-LONG", "-")));
    let place = &taken.found[0].1.place;
    assert_eq!(
        (place.end_column, taken.found[0].1.source.mark.len()),
        (1 + (1 << 20), 120)
    );
}

#[test]
fn nul_bytes_are_hazards_in_text_and_no_json() {
    let (taken, _) = check("a.txt", "a\0b");
    assert_eq!(taken.rules(), [("HZ-CONTROL", "-")]);
    let (taken, _) = check("a.bin", "a\x01\0b");
    assert_eq!(
        (taken.rules(), taken.unreadable[0].at),
        (vec![], Some((1, 3)))
    );
    let (taken, _) = check("a.json", "{\"type\":\"message\",\"text\":\"a\0\"}");
    assert_eq!(taken.unreadable[0].at, Some((1, 28)));
}
