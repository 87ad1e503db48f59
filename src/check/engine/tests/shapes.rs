//! What is recognised, and how pointers lead into it.

use rstest::rstest;

use super::*;

const WAVE: &str = r#"{"type":"message","from":{"role":"bot"},"text":"hi 👋"}"#;
const CARD: &str =
    r#"{"type":"AdaptiveCard","version":"1.3","body":[{"type":"TextBlock","text":"hi 👋"}]}"#;

fn emoji(content: &str, name: &str) -> Vec<String> {
    let (taken, _) = check(name, content);
    assert_eq!(taken.unreadable, [], "{content}");
    let emoji = taken
        .rules()
        .into_iter()
        .filter(|(rule, _)| *rule == "OC-EMOJI");
    emoji.map(|(_, pointer)| pointer.to_owned()).collect()
}

#[rstest]
#[case::activity("a.json", WAVE.to_owned(), "/text")]
#[case::activities("a.json", format!("[{{\"type\":\"typing\"}}, {WAVE}]"), "/1/text")]
#[case::transcript("a.transcript", format!("\u{feff}[{WAVE}]"), "/0/text")]
#[case::set("a.json", format!(r#"{{"activities":[{WAVE}],"watermark":"5"}}"#), "/activities/0/text")]
#[case::lines("a.jsonl", format!("{{\"type\":\"typing\"}}\n{WAVE}\n"), "/text")]
#[case::transcripts_by_line("a.ndjson", format!("{{\"activities\":[{WAVE}]}}"), "/activities/0/text")]
#[case::without_extension("a", WAVE.to_owned(), "/text")]
#[case::in_a_text("a.txt", WAVE.to_owned(), "/text")]
#[case::card("a.json", CARD.to_owned(), "/body/0/text")]
#[case::card_without_version("a.json", CARD.replace(r#""version":"1.3","#, ""), "/body/0/text")]
#[case::cards("a.json", format!("[{CARD}]"), "/0/body/0/text")]
#[case::attachment(
    "a.json",
    r#"{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"👋"}}"#.to_owned(),
    "/content/title"
)]
#[case::attachments(
    "a.json",
    r#"[{"contentType":"application/vnd.microsoft.card.thumbnail","content":{"title":"👋"}}]"#.to_owned(),
    "/0/content/title"
)]
#[case::message_without_type(
    "a.json",
    r#"{"attachmentLayout":"carousel","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"👋"}}]}"#
        .to_owned(),
    "/attachments/0/content/title"
)]
#[case::suggestions_without_type(
    "a.json",
    r#"{"text":"👋","suggestedActions":{"actions":[{"type":"imBack","title":"a","value":"a"}]}}"#.to_owned(),
    "/text"
)]
#[case::names_of_csharp(
    "a.json",
    r#"{"Activities":[{"Type":"message","From":{"Role":"bot"},"Text":"👋"}]}"#.to_owned(),
    "/Activities/0/Text"
)]
#[case::names_of_csharp_alone("a", r#"[{"Type":"message","Text":"👋"}]"#.to_owned(), "/0/Text")]
#[case::from_a_name("a.json", r#"{"text":"👋","from":"bot"}"#.to_owned(), "/text")]
#[case::wrapped_card("a.json", format!(r#"{{"card":{CARD}}}"#), "/card/body/0/text")]
#[case::content_of_a_card(
    "a.json",
    r#"{"title":"t","text":"👋","buttons":[{"type":"openUrl","title":"a","value":"https://example.com"}]}"#.to_owned(),
    "/text"
)]
#[case::content_by_name("a.json", r#"{"title":"👋","images":[{"url":"https://example.com/a.png"}]}"#.to_owned(), "/title")]
#[case::contents("a.json", r#"[{"title":"👋","images":[{"url":"https://example.com/a.png"}]}]"#.to_owned(), "/0/title")]
#[case::variables("a.json", r#"{"va_Scope":"bot","mood":"👋"}"#.to_owned(), "/mood")]
#[case::handoff(
    "a.json",
    r#"{"type":"event","name":"handoff.initiate","conversation":{"id":"C"},"value":{"mood":"👋"}}"#.to_owned(),
    "/value/mood"
)]
#[case::inline_transcript(
    "a.json",
    format!(
        r#"{{"type":"event","name":"handoff.initiate","conversation":{{"id":"C"}},"attachments":[{{"name":"Transcript","content":{{"activities":[{WAVE}]}}}}]}}"#
    ),
    "/attachments/0/content/activities/0/text"
)]
#[case::row(
    "a.json",
    serde_json::json!({"conversationtranscriptid": "1", "content": format!(r#"{{"activities":[{WAVE}]}}"#)}).to_string(),
    "/content/activities/0/text"
)]
#[case::rows(
    "a.json",
    serde_json::json!({"@odata.context": "x", "value": [{"name": "n", "conversationtranscriptid": "1",
        "content": format!(r#"{{"activities":[{WAVE}]}}"#)}]}).to_string(),
    "/value/0/content/activities/0/text"
)]
#[case::stored(
    "a.json",
    r#"{"activities":[{"valueType":"ConversationInfo","type":"trace"},{"from":{"role":0},"timestamp":1690000000,"text":"👋"}]}"#
        .to_owned(),
    "/activities/1/text"
)]
#[case::text("a.txt", "hi 👋".to_owned(), "-")]
#[case::markdown("a.md", "[hi](https://example.com) 👋".to_owned(), "-")]
#[case::log("a.log", "[12:30] 👋".to_owned(), "-")]
fn shapes_are_recognised(#[case] name: &str, #[case] content: String, #[case] pointer: &str) {
    assert_eq!(emoji(&content, name), [pointer]);
}

#[rstest]
#[case("package.json", r#"{"name":"x","type":"module","scripts":{"a":"👋"}}"#)]
#[case("strings.json", r#"["👋"]"#)]
#[case("hooks.json", r#"[{"type":"command","command":"npm 👋"}]"#)]
#[case("tsconfig.json", "{\n  // why\n  \"a\": \"👋\"\n}")]
#[case("empty.json", "")]
#[case("number.json", "12")]
fn what_is_none_of_ours_is_skipped_in_a_folder_and_refused_by_name(
    #[case] name: &str,
    #[case] content: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let (taken, summary) = check_paths(Limits::default(), &[folder.path().to_owned()]);
    assert_eq!((taken.rules(), taken.unreadable.len()), (vec![], 0));
    assert_eq!((summary.files, summary.unreadable), (0, 0));
    let (taken, summary) = check_paths(Limits::default(), &[path]);
    assert_eq!((taken.rules(), summary.unreadable), (vec![], 1));
    assert!(!taken.unreadable[0].hint.is_empty());
}

#[test]
fn the_case_of_a_content_type_means_nothing() {
    let attachment = |kind: &str| {
        format!(
            r#"{{"contentType":"{kind}","content":{{"type":"AdaptiveCard","version":"1.9","title":"👋","buttons":[]}}}}"#
        )
    };
    for kind in ["hero", "adaptive", "oauth", "signin", "other"] {
        let rules = |kind: &str| {
            let (taken, _) = check("a.json", attachment(kind));
            let rules = taken.found.into_iter();
            let mut rules: Vec<_> = rules.map(|(_, one)| one.finding.rule).collect();
            rules.sort_unstable();
            rules
        };
        let small = format!("application/vnd.microsoft.card.{kind}");
        let large = format!(
            "Application/Vnd.Microsoft.Card.{}",
            kind.to_ascii_uppercase()
        );
        assert_eq!(rules(&large), rules(&small));
        assert!(!rules(&small).is_empty());
    }
}

#[test]
fn json_without_a_name_is_no_text() {
    let (taken, _) = check("a", r#"{"x":[{"y":"👋"}]}"#);
    assert_eq!(taken.rules(), []);
    assert!(taken.unreadable[0].message.starts_with("it is JSON, but"));
    for text in ["[ok] 👋", "[1] 👋", "{a} 👋"] {
        let (taken, _) = check("a", text);
        assert_eq!(taken.rules(), [("OC-EMOJI", "-")], "{text}");
    }
}

#[test]
fn topics_are_read_and_other_yaml_is_not() {
    let topic = "kind: AdaptiveDialog\nbeginDialog:\n  kind: OnRecognizedIntent\n  id: main\n  actions:\n    - kind: SendActivity\n      id: s\n      activity: \"hi \\U0001F44B\"\n    - kind: SendActivity\n      id: t\n      activity: bye 👋 # deskhand: allow OC-EMOJI\n";
    for name in ["a.mcs.yml", "a.yaml", "a"] {
        let (taken, summary) = check(name, topic);
        let emoji: Vec<_> = taken
            .found
            .iter()
            .filter(|(_, one)| one.finding.rule.as_str() == "OC-EMOJI")
            .collect();
        assert_eq!(emoji.len(), 1, "{name}: {taken:?}");
        let place = &emoji[0].1.place;
        assert_eq!(
            (
                place.line,
                place.column,
                &topic[place.span.start as usize..place.span.end as usize]
            ),
            (8, 21, "\\U0001F44B")
        );
        assert_eq!((place.pointer.as_deref(), summary.documents), (None, 1));
    }
    let (taken, _) = check("ci.yml", "on: push\njobs: {}\n");
    assert_eq!(taken.unreadable[0].at, Some((1, 1)));
}

#[test]
fn configurations_are_read_as_toml_and_as_json() {
    let toml = "configuration = 1\n\n[[bots]]\nname = \"a bot with a name of thirty-one characters or more\"\n";
    for name in ["a.toml", "a"] {
        let (taken, summary) = check(name, toml);
        assert_eq!(taken.unreadable, []);
        let (_, one) = &taken.found[0];
        assert_eq!(one.finding.rule.as_str(), "OC-NAME-30");
        assert_eq!(
            (
                one.place.line,
                one.place.pointer.as_deref(),
                summary.documents
            ),
            (4, None, 1)
        );
    }
    let json = r#"{"configuration": 1, "bots": [{"name": "a bot with a name of thirty-one characters or more"}]}"#;
    let (taken, _) = check("a.json", json);
    assert_eq!(taken.rules(), [("OC-NAME-30", "/bots/0/name")]);
    let (taken, _) = check("a.json", r#"{"configuration": 1, "botz": []}"#);
    assert_eq!(
        (taken.unreadable.len(), taken.unreadable[0].at),
        (1, Some((1, 30)))
    );
    let (taken, _) = check("a.toml", "configuration = 1\nbots = [\n");
    assert!(
        taken.unreadable[0]
            .message
            .starts_with("this is not TOML: ")
    );
    let (taken, _) = check("Cargo.toml", "[package]\nname = \"x\"\n");
    assert_eq!(taken.unreadable.len(), 1);
}

#[test]
fn folders_are_walked_in_order_and_ignore_files_hold() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("b/.hidden")).unwrap();
    for name in [
        "z.txt",
        "b/a.txt",
        "b/.hidden/h.txt",
        "b/ignored.txt",
        "b/c.rs",
        "a.txt",
    ] {
        std::fs::write(at(name), "👋").unwrap();
    }
    std::fs::write(at(".gitignore"), "ignored.txt\n").unwrap();
    let (taken, summary) = check_paths(
        Limits::default(),
        &[folder.path().to_owned(), at("a.txt"), at("missing.txt")],
    );
    let files: Vec<_> = taken
        .found
        .iter()
        .map(|(file, _)| PathBuf::from(file))
        .collect();
    assert_eq!(files, [at("a.txt"), at("b/a.txt"), at("z.txt")]);
    assert_eq!(
        (summary.files, summary.documents, summary.unreadable),
        (3, 3, 1)
    );
    assert_eq!(
        taken.unreadable[0].file,
        at("missing.txt").to_string_lossy()
    );
    let (taken, _) = check_paths(Limits::default(), &[at("b/ignored.txt")]);
    assert_eq!(taken.found.len(), 1, "a file that is named is read");
}

#[test]
fn conversations_of_one_list_have_their_own_channels() {
    let (taken, _) = check(
        "a.json",
        r#"[{"type":"message","text":"👋","from":{"role":"user"},"channelId":"directline","conversation":{"id":"1"}},
            {"type":"message","text":"👋","from":{"role":"user"},"channelId":"line","conversation":{"id":"2"}}]"#,
    );
    let mut rules = taken.rules();
    rules.retain(|(rule, _)| *rule == "OC-EMOJI-CHANNEL");
    assert_eq!(rules, [("OC-EMOJI-CHANNEL", "/1/text")]);
}
