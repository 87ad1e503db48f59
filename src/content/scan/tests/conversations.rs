//! Rules that need what came before, and transcripts inside a handoff.

use serde_json::json;

use super::*;

/// Findings of a conversation: the activity's place, the rule, the pointer.
fn thread(context: Context, activities: Value) -> Vec<(usize, &'static str, String)> {
    let mut thread = Thread::new(context);
    let activities: Vec<Activity> = serde_json::from_value(activities).unwrap();
    let mut found = Vec::new();
    for (index, activity) in activities.iter().enumerate() {
        for finding in thread.scan(activity) {
            found.push((index, finding.rule.as_str(), finding.pointer));
        }
    }
    found
}

fn raised(context: Context, activities: Value, rule: &str) -> Vec<(usize, String)> {
    let found = thread(context, activities);
    found
        .into_iter()
        .filter(|(_, id, _)| *id == rule)
        .map(|(index, _, pointer)| (index, pointer))
        .collect()
}

fn size_card() -> Value {
    json!({"type": "message", "id": "c1", "from": {"role": "bot"}, "attachments": [{
        "contentType": "application/vnd.microsoft.card.adaptive",
        "content": {"type": "AdaptiveCard", "version": "1.5", "body": [
            {"type": "Input.ChoiceSet", "id": "size", "label": "Size", "choices": [{"title": "Large", "value": "L"}]}],
            "actions": [{"type": "Action.Submit", "title": "Order", "data": {"do": "order"}}]}
    }]})
}

fn submission() -> Value {
    json!({"type": "message", "from": {"role": "user"}, "replyToId": "c1", "value": {"do": "order", "size": "L"}})
}

fn escalation() -> Value {
    json!({"type": "event", "name": "handoff.initiate", "from": {"role": "bot"}, "value": {}})
}

#[test]
fn a_choice_is_lost_when_the_bot_escalates() {
    let all = json!([size_card(), submission(), escalation()]);
    assert_eq!(
        raised(bot(), all.clone(), "OC-CARD-INPUT"),
        [(2, String::new())]
    );
    let without = json!([size_card(), submission()]);
    assert!(raised(bot(), without, "OC-CARD-INPUT").is_empty());
    let trace = json!({"type": "trace", "valueType": "HandOff", "from": {"role": 0}, "value": {}});
    let stored = json!([size_card(), submission(), trace]);
    assert_eq!(raised(bot(), stored, "OC-CARD-INPUT"), [(2, String::new())]);
    for other in [
        on(Channel::Msteams, AuthorKind::Bot),
        Context {
            bot: BotKind::Azure,
            ..bot()
        },
        Context {
            as_of: "2024-01-01".parse().ok(),
            ..bot()
        },
    ] {
        assert!(raised(other, all.clone(), "OC-CARD-INPUT").is_empty());
    }
}

#[test]
fn what_was_chosen_is_told() {
    let mut thread = Thread::new(bot());
    for value in [size_card(), submission()] {
        assert!(thread.scan(&activity(value)).is_empty());
    }
    let lost = thread.scan(&activity(escalation()));
    assert_eq!(lost[0].excerpt, "Order; Size: Large");
    assert!(thread.scan(&activity(escalation())).is_empty());
}

#[test]
fn a_choice_that_was_said_or_fits_no_card_is_not_lost() {
    let mut said = submission();
    said["text"] = json!("Large, please");
    let mut other = submission();
    other["value"] = json!({"colour": "red"});
    for answer in [said, other] {
        let all = json!([size_card(), answer, escalation()]);
        assert!(raised(bot(), all, "OC-CARD-INPUT").is_empty());
    }
}

#[test]
fn a_transcript_inside_a_handoff_is_scanned_like_activities() {
    let choices = json!({"type": "message", "from": {"role": 0}, "text": "Pick", "suggestedActions": {"actions": [{"title": "Yes 👍"}]}});
    let value = json!({"type": "event", "name": "handoff.initiate", "value": {}, "attachments": [{
        "contentType": "application/json", "name": "Transcript",
        "content": {"activities": [size_card(), submission(), choices, {"type": "typing"}, 7]}}]});
    let findings = scan_activity(&activity(value), &bot());
    let inside = "/attachments/0/content/activities";
    assert_eq!(
        places(&findings),
        [
            ("OC-CARD-INPUT", format!("{inside}/1/value").as_str()),
            (
                "OC-EMOJI",
                &format!("{inside}/2/suggestedActions/actions/0/title")
            ),
            ("OC-TYPING", &format!("{inside}/3/type")),
            ("OC-TR-INLINE", "/attachments/0/name"),
        ]
    );
    let mut styled = size_card();
    styled["attachments"][0]["content"]["body"] =
        json!([{"type": "TextBlock", "text": "**Hi** 👋"}]);
    let value = json!({"type": "event", "name": "handoff.initiate", "attachments": [{"name": "transcript", "content": [styled]}]});
    let text = "/attachments/0/content/0/attachments/0/content/body/0/text";
    let findings = scan_activity(&activity(value), &bot());
    assert_eq!(
        places(&findings)[..2],
        [("OC-EMOJI", text), ("OC-CARD-MD", text)]
    );
}

#[test]
fn a_choice_in_a_transcript_is_told_once() {
    let handoff = json!({"type": "event", "name": "handoff.initiate", "attachments": [{"name": "Transcript",
        "content": {"activities": [size_card(), submission()]}}]});
    let all = json!([size_card(), submission(), handoff]);
    assert_eq!(
        raised(bot(), all, "OC-CARD-INPUT"),
        [(2, "/attachments/0/content/activities/1/value".to_owned())]
    );
}

#[test]
fn transcripts_in_transcripts_end_somewhere() {
    let mut value = json!({"type": "message", "text": "👋"});
    for _ in 0..40 {
        value = json!({"type": "event", "name": "handoff.initiate", "attachments": [{"name": "Transcript", "content": [value]}]});
    }
    let found = scan_activity(&activity(value), &bot());
    assert!(found.iter().any(|finding| finding.rule == RuleId::Deep));
    assert!(found.iter().all(|finding| finding.rule != RuleId::Emoji));
}

fn assigned(name: &str, id: &str) -> Value {
    json!({"type": "trace", "valueType": "VariableAssignment", "from": {"role": 0}, "timestamp": 1_700_000_000,
        "value": {"name": name, "id": id, "newValue": "x"}})
}

#[test]
fn two_topics_that_set_one_variable() {
    let topic = |id: &str| json!({"type": "trace", "valueType": "IntentRecognition", "value": {"intentId": id}});
    let shadow = |activities: Value| raised(bot(), activities, "OC-VAR-SHADOW");
    let at = |index: usize| vec![(index, "/value/name".to_owned())];
    assert_eq!(
        shadow(json!([assigned("Size", "a1"), assigned("Size", "b2")])),
        at(1)
    );
    assert!(shadow(json!([assigned("Size", "a1"), assigned("Size", "a1")])).is_empty());
    assert!(shadow(json!([assigned("Size", "a1"), assigned("Colour", "b2")])).is_empty());
    let scoped = assigned("Size", "Topic.Size");
    assert_eq!(
        shadow(json!([topic("A"), scoped, topic("B"), scoped])),
        at(3)
    );
    assert!(shadow(json!([topic("A"), scoped, scoped])).is_empty());
    let shared = assigned("Size", "Global.Size");
    assert!(shadow(json!([topic("A"), shared, topic("B"), shared])).is_empty());
}

#[test]
fn variables_of_messages_that_change_under_another_topic() {
    let said = |topic: &str, size: &str| {
        json!({"type": "message", "from": {"role": "bot"}, "channelData": {
            "VariableDetail": {"Variables": {"Size": size}}, "CurrentMessageDetail": {"CurrentIntentId": topic}}})
    };
    let shadow = |activities: Value| raised(bot(), activities, "OC-VAR-SHADOW");
    let place = "/channelData/VariableDetail/Variables/Size".to_owned();
    assert_eq!(
        shadow(json!([said("a", "L"), said("b", "M")])),
        [(1, place)]
    );
    assert!(shadow(json!([said("a", "L"), said("b", "L")])).is_empty());
    assert!(shadow(json!([said("a", "L"), said("a", "M")])).is_empty());
}

#[test]
fn traces_of_a_stored_transcript() {
    let then = Context {
        as_of: "2021-04-01".parse().ok(),
        ..bot()
    };
    let survey = json!([{"type": "trace", "valueType": "CSATSurveyRequest", "from": {"role": 0}}]);
    assert_eq!(
        thread(then, survey.clone()),
        [(0, "OC-SURVEY-TEXT", "/valueType".to_owned())]
    );
    assert!(thread(bot(), survey).is_empty());
    let machine = json!([{"type": "trace", "valueType": "https://www.luis.ai/schemas/trace", "value": {"query": "hi 👋"}}]);
    assert!(thread(bot(), machine).is_empty());
}

#[test]
fn who_wrote_is_read_from_the_role() {
    let said = |role: Value| json!({"type": "message", "text": "**a**\nb", "textFormat": "markdown", "from": {"role": role}});
    let spacing = |role: Value| raised(bot(), json!([said(role)]), "OC-MD-SPACING").len();
    assert_eq!(
        [
            json!("bot"),
            json!(0),
            json!("skill"),
            json!("user"),
            json!(1),
            json!("agent")
        ]
        .map(spacing),
        [1, 1, 1, 0, 0, 0]
    );
}

#[test]
fn topics_that_a_redirect_led_to() {
    let redirect = |target: &str| json!({"type": "trace", "valueType": "DialogRedirect", "value": {"targetDialogId": target}});
    let handoff = |topics: Value| json!({"type": "event", "name": "handoff.initiate", "value": {"va_LastTopic": "Lost card", "va_Topics": topics}});
    let topics = |activities: Value| raised(bot(), activities, "OC-VAR-TOPICS");
    let pay = redirect("bot.topic.LostCard");
    let at = |index: usize| vec![(index, "/value/va_Topics".to_owned())];
    assert_eq!(topics(json!([pay, handoff(json!(["Greeting"]))])), at(1));
    assert!(topics(json!([pay, handoff(json!(["Greeting", "Lost card"]))])).is_empty());
    assert!(topics(json!([pay])).is_empty());
    let guid = redirect("caf0a29a-bad7-40e0-9941-11925e17614b");
    assert!(topics(json!([guid, handoff(json!(["Lost card"]))])).is_empty());
    let inside = json!({"type": "event", "name": "handoff.initiate", "value": {"va_Topics": ["Greeting"]}, "attachments": [
        {"name": "Transcript", "content": {"activities": [pay]}}]});
    assert_eq!(topics(json!([inside])), at(0));
}

#[test]
fn a_transcript_may_come_as_a_text_and_its_sizes_count() {
    let long =
        json!([{"type": "message", "text": "ab cd ".repeat(6000), "from": {"role": "user"}}]);
    let handoff = |content: Value| json!({"type": "event", "name": "handoff.initiate", "attachments": [{"name": "Transcript", "content": content}]});
    let size = |activities: Value| raised(bot(), activities, "OC-SIZE-28K");
    assert_eq!(
        size(json!([handoff(long.clone())])),
        [
            (0, "/attachments/0/content/0".to_owned()),
            (0, String::new())
        ]
    );
    let text = json!(json!({"activities": [{"type": "message", "text": "👋"}]}).to_string());
    assert_eq!(
        raised(bot(), json!([handoff(text)]), "OC-EMOJI"),
        [(0, "/attachments/0/content".to_owned())]
    );
    assert!(raised(bot(), json!([handoff(json!("nothing"))]), "OC-TR-INLINE").is_empty());
}
