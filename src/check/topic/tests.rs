//! Topics as people write them: what is said is found where it stands, what is said to nobody never is.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::{AuthorKind, Channel};

fn context(channel: Channel) -> Context {
    Context {
        every: true,
        ..Context::new(channel, AuthorKind::Bot)
    }
}

/// The rules found with what stands at their places, rules of `skip` left out.
fn on<'f>(file: &'f str, context: &Context) -> Vec<(&'static str, &'f str)> {
    let topic = read(file).unwrap();
    assert_eq!(topic.stop(), None, "{file}");
    check(&topic, context)
        .into_iter()
        .map(|found| (found.finding.rule.as_str(), &file[found.span]))
        .collect()
}

fn found(file: &str) -> Vec<(&'static str, &str)> {
    on(file, &context(Channel::Lcw))
}

/// A topic with these nodes.
fn topic(nodes: &str) -> String {
    let nodes = format!("    {}\n", nodes.replace('\n', "\n    "));
    format!(
        "kind: AdaptiveDialog # 👎\nbeginDialog:\n  kind: OnRecognizedIntent\n  id: main\n  intent:\n    displayName: Pay 👎\n    triggerQueries:\n      - pay me 👎\n\n  actions:\n{nodes}"
    )
}

#[rstest]
#[case("- kind: SendActivity\n  id: a👎\n  activity: Hi 👋 {Topic.Name}")]
#[case("- kind: SendActivity\n  activity: |-\n    Hi,\n    you 👋")]
#[case("- kind: SendActivity\n  activity: 'it''s 👋'")]
#[case("- kind: SendActivity\n  activity: \"\\\"you\\\" 👋\"")]
#[case("- kind: SendActivity\n  activity: =\"Hi \" & Topic.Name & \" 👋\"")]
#[case(
    "- kind: SendActivity\n  activity:\n    text:\n      - Hi\n      - Hey 👋\n    speak:\n      - Hi 👎\n"
)]
#[case("- kind: SendActivity\n  activity: '{If(Topic.A = \"👎\", \"a\", \"b\")} 👋'")]
#[case("- kind: SendMessage\n  message: Bye 👋")]
#[case(
    "- kind: Question\n  variable: init:Topic.A\n  prompt: Which one 👋?\n  entity: BooleanPrebuiltEntity"
)]
#[case(
    "- kind: Question\n  prompt:\n    kind: Message\n    text:\n      - Which?\n  unrecognizedPrompt: What 👋?\n  entity: NumberPrebuiltEntity"
)]
#[case(
    "- kind: Question\n  prompt: Which?\n  entity:\n    kind: EmbeddedEntity\n    definition:\n      kind: ClosedListEntity\n      items:\n        - id: A👎\n          displayName: One 👋\n          synonyms:\n            - 👎"
)]
#[case(
    "- kind: ConditionGroup\n  conditions:\n    - id: c\n      condition: =Topic.A = \"👎\"\n      actions:\n        - kind: SendActivity\n          activity: Yes 👋\n  elseActions: []"
)]
#[case("- kind: OAuthInput\n  title: Login\n  text: Please sign in 👋")]
#[case("- kind: SetVariable\n  variable: Global.Greeting\n  value: =\"Hello 👋\"")]
#[case(
    "- kind: SendActivity\n  activity:\n    attachments:\n      - kind: HeroCardTemplate\n        title: Session 👋\n        buttons:\n          - kind: MessageBack\n            title: Again"
)]
#[case(
    "- kind: SendActivity\n  activity:\n    quickReplies:\n      - kind: MessageBack\n        text: Yes 👋"
)]
#[case(
    "- kind: InvokeFlowAction\n  input: {binding: {text: 👎}}\n- kind: LogCustomTelemetryEvent\n  eventName: 👎\n- kind: SendActivity\n  activity: 👋"
)]
fn what_is_said_is_found_where_it_stands(#[case] nodes: &str) {
    for end in ["\n", "\r\n"] {
        let file = topic(nodes).replace('\n', end);
        let mut all = found(&file);
        all.retain(|(rule, _)| *rule != "OC-CARD-CHANNEL");
        assert_eq!(all, [("OC-EMOJI", "👋")], "{file}");
    }
}

#[test]
fn markdown_is_markdown_only_where_it_is_used() {
    let file = topic("- kind: SendActivity\n  activity: |-\n    One line.\n    And another.");
    assert_eq!(found(&file), []);
    let file =
        topic("- kind: SendActivity\n  activity: |-\n    # Menu\n    **{Topic.Dish}** today");
    let sms = on(&file, &context(Channel::Sms));
    let rules: Vec<_> = sms.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(
        rules,
        ["OC-MD-STYLE", "OC-MD-SPACING", "OC-MD-STYLE"],
        "{sms:?}"
    );
    assert_eq!(sms[2].1, "**{Topic.Dish}**");
    let file = topic("- kind: SendActivity\n  activity: snake_case_{Topic.A}_{Topic.B}, 2 * 3 * 4");
    assert_eq!(on(&file, &context(Channel::Sms)), []);
}

#[test]
fn an_asterisk_is_read_aloud_by_a_bot_that_speaks() {
    let file = topic(
        "- kind: SendActivity\n  activity:\n    text: [Hi]\n    speak: [\"<emphasis>5 * 3</emphasis>\"]",
    );
    assert_eq!(found(&file), []);
    assert_eq!(
        on(&file, &context(Channel::Telephony)),
        [("OC-MD-VOICE", "*")]
    );
}

#[test]
fn cards_are_scanned_through_both_layers() {
    let json = "- kind: AdaptiveCardPrompt\n  card: |-\n    {\n      \"type\": \"AdaptiveCard\", \"version\": \"1.6\",\n      \"body\": [{\"type\": \"TextBlock\", \"text\": \"a \\ud83d\\udc4b\"}]\n    }";
    let file = topic(json);
    assert_eq!(
        found(&file),
        [("OC-CARD-VERSION", "1.6"), ("OC-EMOJI", "\\ud83d\\udc4b")]
    );
    let record = "- kind: SendActivity\n  activity:\n    attachments:\n      - kind: AdaptiveCardTemplate\n        cardContent: |-\n          =With({a: 1}, {type: \"AdaptiveCard\", version: \"1.6\", body: [\n            {type: \"TextBlock\", text: \"a 👋 \" & Topic.N, isVisible: Topic.X = \"👎\"}]})";
    let file = topic(record);
    assert_eq!(
        found(&file),
        [("OC-CARD-VERSION", "1.6"), ("OC-EMOJI", "👋")]
    );
    let quoted = topic(
        "- kind: AdaptiveCardPrompt\n  card: \"{\\\"type\\\": \\\"AdaptiveCard\\\", \\\"body\\\": [{\\\"type\\\": \\\"TextBlock\\\", \\\"text\\\": \\\"x👋\\\"}]}\"",
    );
    assert_eq!(found(&quoted), [("OC-EMOJI", "👋")]);
}

#[test]
fn carousels_and_choices_go_by_channel() {
    let file = topic(
        "- kind: SendActivity\n  activity:\n    attachmentLayout: Carousel\n    attachments:\n      - kind: HeroCardTemplate\n        title: A\n    suggestedActions:\n      - text: B",
    );
    let rules: Vec<_> = on(&file, &context(Channel::Sms))
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    for rule in ["OC-CARD-CHANNEL", "OC-CAROUSEL", "OC-SA-CHANNEL"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
    let file = topic("- kind: OAuthInput\n  title: Login");
    assert!(found(&file).is_empty());
    let teams = on(&file, &context(Channel::Msteams));
    assert!(
        teams.iter().any(|(rule, _)| *rule == "OC-CARD-OAUTH-TEAMS"),
        "{teams:?}"
    );
}

#[test]
fn what_travels_with_a_handoff_is_checked() {
    let long = "n".repeat(101);
    let file = topic(&format!(
        "- kind: SetVariable\n  variable: Topic.{long}\n  value: true\n- kind: TransferConversationV2\n  transferType:\n    kind: TransferToAgent\n    messageToAgent: |-\n      **Please**\n      help 👋\n    context:\n      kind: ManualTransferContext\n      contextVariables:\n        Name: =Global.Name"
    ));
    let rules: Vec<_> = found(&file).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["OC-VAR-NAME", "OC-VAR-TYPE", "OC-NOTE", "OC-EMOJI"]);
    let given = topic(
        "- kind: TransferConversationV2\n  transferType:\n    kind: TransferToAgent\n    context:\n      kind: ManualTransferContext\n      contextVariables:\n        Name: =Global.Name\n        Vip: =true\n        Items: '=[\"a\", \"b 👋\"]'\n        Total: =12\n        Order No: =Topic.No\n        va_scope: x\n        CloseOmnichannelConversation: =true",
    );
    assert_eq!(
        found(&given),
        [
            ("OC-VAR-TYPE", "=true"),
            ("OC-VAR-TYPE", "[\"a\", \"b 👋\"]"),
            ("OC-VAR-DISPLAY", "[\"a\", \"b 👋\"]"),
            ("OC-EMOJI", "👋"),
            ("OC-VAR-CHARS", "Order No"),
            ("OC-VAR-CASE", "va_scope"),
            ("OC-EOC-FLAG", "=true"),
        ]
    );
    for value in ["true", "|-\n    one\n    two"] {
        let file = topic(&format!(
            "- kind: SetVariable\n  variable: Topic.Done\n  value: {value}"
        ));
        assert_eq!(found(&file), []);
    }
}

#[test]
fn an_escalate_topic_hands_over() {
    let escalate = |nodes: &str| topic(nodes).replace("OnRecognizedIntent", "OnEscalate");
    let file = escalate("- kind: SendActivity\n  activity: Sorry.");
    assert_eq!(found(&file), [("OC-ESC-NODE", "OnEscalate")]);
    assert_eq!(
        found(&topic("- kind: SendActivity\n  activity: Sorry.")),
        []
    );
    for kind in [
        "TransferConversationV2",
        "TransferConversation",
        "InvokeSkillAction",
        "BeginDialog",
    ] {
        let file = escalate(&format!(
            "- kind: ConditionGroup\n  elseActions:\n    - kind: {kind}"
        ));
        assert_eq!(found(&file), []);
    }
}

#[test]
fn the_flag_that_ends_a_conversation_needs_a_transfer() {
    let set =
        "- kind: SetVariable\n  variable: Global.CloseOmnichannelConversation\n  value: =true";
    let whole = topic(&format!("{set}\n- kind: TransferConversationV2"));
    for (written, place) in [("=true", "=true"), ("true", "true"), ("=\"true\"", "true")] {
        for scope in ["Global", "Topic"] {
            let file = whole.replace("=true", written).replace("Global", scope);
            assert_eq!(found(&file), [("OC-EOC-FLAG", place)]);
        }
    }
    assert_eq!(found(&whole.replace("=true", "=false")).len(), 1);
    assert_eq!(found(&topic(set))[0].0, "OC-EOC-FLAG");
    let text = whole.replace("=true", "=\"yes\"");
    assert_eq!(found(&text)[0].0, "OC-EOC-FLAG");
}

#[test]
fn a_survey_is_text_only_in_the_years_that_say_so() {
    let file = topic("- kind: CSATQuestion\n  conversationOutcome: ResolvedConfirmed");
    let then = Context {
        as_of: "2021-03-10".parse().ok(),
        ..context(Channel::Lcw)
    };
    assert_eq!(on(&file, &then)[0].0, "OC-SURVEY-TEXT");
    assert_eq!(found(&file), []);
}

#[test]
fn other_parts_of_an_agent_are_read() {
    let agent = "kind: GptComponentMetadata\ndisplayName: A 👎\ninstructions: Say 👎\nconversationStarters:\n  - title: Help 👋\n    text: help me\n";
    assert_eq!(found(agent), [("OC-EMOJI", "👋")]);
    let settings = format!(
        "displayName: {}\nschemaName: cr_x\n",
        "Long name ".repeat(4).trim()
    );
    assert_eq!(found(&settings)[0].0, "OC-NAME-30");
    let task = "kind: TaskDialog\ninputs:\n  - kind: AutomaticTaskInput\n    description: 👎\n    inputSettings:\n      prompt: Which 👋\nresponse:\n  activity: Done\n";
    assert_eq!(found(task), [("OC-EMOJI", "👋")]);
}

#[test]
fn what_is_no_topic_says_so() {
    let error = read("a: b\n").unwrap_err();
    assert!(error.message.contains("no topic"), "{error:?}");
    let error = read("\tx: y\nkind: AdaptiveDialog").unwrap_err();
    assert!(error.message.contains("cannot be read on"), "{error:?}");
    let half = "kind: AdaptiveDialog\nbeginDialog:\n  actions:\n    - kind: SendActivity\n      activity: 👋\n  x: [\n";
    let topic = read(half).unwrap();
    assert_eq!(check(&topic, &context(Channel::Lcw)).len(), 1);
    assert_eq!(topic.stop().map(|stop| stop.line > 5), Some(true));
}

#[test]
fn a_finding_names_its_node() {
    let file = topic("- kind: SendActivity\n  activity: 👋");
    let topic = read(&file).unwrap();
    let all = check(&topic, &context(Channel::Lcw));
    assert_eq!(all[0].path, "/beginDialog/actions/0/activity");
}

#[test]
fn a_file_that_two_readers_take_apart_differently_is_read_all_the_same() {
    for file in ["!\n>\r%é", "kind: x\na: >\r%é👋\n", "a: |\r\n  é\r%é"] {
        if let Ok(topic) = read(file) {
            check(&topic, &context(Channel::Lcw));
        }
    }
}

proptest! {
    #[test]
    fn every_emoji_said_is_found_in_its_place(before in "[a-zé:# '\"]{0,10}", after in "[a-z {}=é]{0,10}", style in 0..4_u8) {
        let text = format!("a{before}👋{after}");
        let written = match style {
            0 => format!("|-\n      {text}"),
            1 => format!(">-\n      {text}"),
            2 => format!("'{}'", text.replace('\'', "''")),
            _ => serde_json::to_string(&text).unwrap(),
        };
        let file = topic(&format!("- kind: SendActivity\n  activity: {written}"));
        let all = found(&file);
        prop_assert!(all.contains(&("OC-EMOJI", "👋")), "{} {:?}", file, all);
    }

    #[test]
    fn no_bytes_are_too_odd_to_read(bytes in proptest::collection::vec(any::<u8>(), 0..60), signs in "[!>|'\"\r\n\t %é👋:#&*{}=a-c-]{0,40}", first: bool) {
        let odd = String::from_utf8_lossy(&bytes);
        let head = if first { "kind: x\n" } else { "" };
        for file in [format!("{head}{odd}{signs}"), format!("{head}{signs}{odd}"), format!("{head}a: {signs}")] {
            if let Ok(topic) = read(&file) {
                for found in check(&topic, &context(Channel::Lcw)) {
                    prop_assert!(file.get(found.span).is_some());
                }
            }
        }
    }
}
