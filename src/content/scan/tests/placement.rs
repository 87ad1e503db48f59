//! Rules of commands, bridging, endings, choices, files and voice.

use rstest::rstest;
use serde_json::json;

use super::*;

fn of(context: Context, value: Value) -> Vec<(&'static str, String)> {
    let findings = Thread::new(context).scan(&activity(value));
    findings
        .into_iter()
        .map(|finding| (finding.rule.as_str(), finding.pointer))
        .collect()
}

fn has(context: Context, value: Value, rule: &str) -> bool {
    of(context, value).iter().any(|(id, _)| *id == rule)
}

fn azure() -> Context {
    Context {
        bot: BotKind::Azure,
        ..bot()
    }
}

fn said(data: impl Into<Value>) -> Value {
    json!({"type": "message", "text": "Hi", "from": {"role": "bot"}, "channelData": data.into()})
}

#[rstest]
#[case::bare(azure(), said(json!({})), true)]
#[case::bridged(azure(), said(json!({"deliveryMode": "bridged"})), false)]
#[case::another_bot(bot(), said(json!({})), false)]
#[case::said_not_to_be(bot(), said(json!({"deliveryMode": "unbridged"})), true)]
#[case::escalation(azure(), said(json!({"tags": "{\"type\":\"Escalate\",\"context\":{}}"})), false)]
#[case::customer(azure(), json!({"type": "message", "text": "Hi", "from": {"role": "user"}}), false)]
#[case::emulator(azure(), json!({"type": "message", "text": "Hi", "channelId": "emulator", "from": {"role": "bot"}}), false)]
#[case::omnichannel(azure(), json!({"type": "message", "text": "Hi", "channelId": "omnichannel", "from": {"role": "bot"}}), true)]
#[case::nothing_said(azure(), json!({"type": "message", "from": {"role": "bot"}}), false)]
fn what_is_not_bridged(#[case] context: Context, #[case] value: Value, #[case] raised: bool) {
    assert_eq!(has(context, value, "OC-BRIDGE"), raised);
}

#[test]
fn a_bot_that_bridges_once_means_to_always() {
    let mut thread = Thread::new(bot());
    assert!(
        thread
            .scan(&activity(said(json!({"deliveryMode": "bridged"}))))
            .is_empty()
    );
    assert_eq!(ids(&thread.scan(&activity(said(json!({}))))), ["OC-BRIDGE"]);
}

#[test]
fn commands_in_tags() {
    let tags = r#"{"type":"Escalate","context":{"Order No":"1","Vip":true}}"#;
    let value = json!({"type": "message", "text": "Wants a refund", "from": {"role": "bot"}, "channelData": {"tags": tags}});
    let place = "/channelData/tags".to_owned();
    assert_eq!(
        of(azure(), value.clone()),
        [
            ("OC-VAR-CHARS", place.clone()),
            ("OC-VAR-TYPE", place),
            ("OC-SUMMARY", "/text".to_owned()),
        ]
    );
    let teams = on(Channel::Msteams, AuthorKind::Bot);
    assert!(!has(teams, value, "OC-EVENT-TEAMS"));
    let end = r#"{"type":"EndConversation","context":{}}"#;
    let value = json!({"type": "message", "text": "Bye", "channelData": {"tags": end}});
    assert!(of(azure(), value).is_empty());
    let words = json!({"type": "message", "text": "Hi", "channelData": {"tags": "ChannelId-lcw,FromCustomer"}});
    assert!(of(azure(), words).is_empty());
    let broken = json!({"type": "message", "channelData": {"tags": "{\u{202e}"}});
    assert_eq!(
        of(bot(), broken),
        [("HZ-BIDI", "/channelData/tags".to_owned())]
    );
}

#[rstest]
#[case::event(json!({"type": "event", "name": "handoff.initiate", "channelId": "msteams"}), true)]
#[case::elsewhere(json!({"type": "event", "name": "handoff.initiate", "channelId": "directline"}), false)]
#[case::message(json!({"type": "message", "text": "Hi", "channelId": "msteams"}), false)]
#[case::of_teams_itself(json!({"type": "event", "name": "application/vnd.microsoft.meetingStart", "channelId": "msteams"}), false)]
fn events_over_teams(#[case] value: Value, #[case] raised: bool) {
    assert_eq!(has(bot(), value, "OC-EVENT-TEAMS"), raised);
}

#[rstest]
#[case::posted(json!({"type": "endOfConversation", "channelId": "directline"}), true)]
#[case::unsaid(json!({"type": "endOfConversation", "code": "completedSuccessfully"}), true)]
#[case::skill(json!({"type": "endOfConversation", "from": {"role": "skill"}}), false)]
#[case::teams(json!({"type": "endOfConversation", "channelId": "msteams"}), false)]
#[case::message(json!({"type": "message", "text": "endOfConversation"}), false)]
fn ends(#[case] value: Value, #[case] raised: bool) {
    assert_eq!(has(bot(), value, "OC-EOC-DL"), raised);
}

fn offered(count: usize, text: &str) -> Value {
    let actions: Vec<_> = (0..count)
        .map(|index| json!({"type": "imBack", "title": format!("Choice {index}"), "value": index}))
        .collect();
    json!({"type": "message", "text": text, "suggestedActions": {"actions": actions}})
}

#[rstest]
#[case(Channel::Msteams, 6, false)]
#[case(Channel::Msteams, 7, true)]
#[case(Channel::Facebook, 13, false)]
#[case(Channel::Facebook, 14, true)]
#[case(Channel::Lcw, 20, false)]
fn too_many_choices(#[case] channel: Channel, #[case] count: usize, #[case] raised: bool) {
    assert_eq!(
        has(
            on(channel, AuthorKind::Bot),
            offered(count, "Pick"),
            "OC-SA-COUNT"
        ),
        raised
    );
}

#[test]
fn buttons_of_a_card_in_teams_are_choices() {
    let card = |count: usize| {
        let buttons = vec![json!({"type": "imBack", "title": "Go"}); count];
        json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero", "content": {"buttons": buttons}}]})
    };
    let teams = on(Channel::Msteams, AuthorKind::Bot);
    assert_eq!(
        of(teams, card(7)),
        [("OC-SA-COUNT", "/attachments/0/content/buttons".to_owned())]
    );
    assert!(of(teams, card(6)).is_empty());
}

#[test]
fn choices_that_nothing_else_says() {
    let direct = on(Channel::Directline, AuthorKind::Bot);
    assert!(has(direct, offered(2, "Pick one"), "OC-SA-UNKNOWN"));
    assert!(!has(
        direct,
        offered(2, "choice 0 or choice 1?"),
        "OC-SA-UNKNOWN"
    ));
    assert!(!has(bot(), offered(2, "Pick one"), "OC-SA-UNKNOWN"));
    let line = on(Channel::Line, AuthorKind::Bot);
    assert!(!has(line, offered(2, "Pick one"), "OC-SA-UNKNOWN"));
    assert!(has(
        Context {
            voice: true,
            ..bot()
        },
        offered(2, "Pick one"),
        "OC-SA-UNKNOWN"
    ));
}

#[test]
fn choices_were_never_stacked_once() {
    let then = Context {
        as_of: "2021-06-01".parse().ok(),
        ..bot()
    };
    assert!(has(then, offered(2, "Pick"), "OC-SA-VERTICAL"));
    assert!(!has(then, offered(1, "Pick"), "OC-SA-VERTICAL"));
    assert!(!has(bot(), offered(2, "Pick"), "OC-SA-VERTICAL"));
}

#[rstest]
#[case::document(Channel::Wechat, AuthorKind::Bot, "application/pdf", "a.pdf", true)]
#[case::image(Channel::Wechat, AuthorKind::Bot, "image/png", "a.png", false)]
#[case::inbound(
    Channel::Line,
    AuthorKind::Customer,
    "application/octet-stream",
    "a.docx",
    true
)]
#[case::outbound(Channel::Line, AuthorKind::Bot, "application/pdf", "a.pdf", false)]
#[case::video(Channel::Google, AuthorKind::Customer, "video/mp4", "a.mp4", true)]
#[case::picture(Channel::Google, AuthorKind::Customer, "image/jpeg; q=1", "a", false)]
#[case::unknown(
    Channel::Wechat,
    AuthorKind::Bot,
    "application/octet-stream",
    "a",
    false
)]
#[case::data(Channel::Wechat, AuthorKind::Bot, "application/json", "a", false)]
#[case::unsaid(Channel::Sms, AuthorKind::Bot, "application/pdf", "a.pdf", false)]
fn files_by_channel(
    #[case] channel: Channel,
    #[case] author: AuthorKind,
    #[case] kind: &str,
    #[case] name: &str,
    #[case] raised: bool,
) {
    let value = json!({"type": "message", "attachments": [{"contentType": kind, "name": name, "contentUrl": "https://f.example/1"}]});
    assert_eq!(has(on(channel, author), value, "OC-ATT-TYPE"), raised);
}

#[test]
fn voice_by_channel_and_by_word() {
    let card = json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive",
        "content": {"type": "AdaptiveCard", "version": "1.5", "speak": "Hello", "body": []}}]});
    let phone = |number: &str| json!({"type": "event", "name": "handoff.initiate", "value": {"CustomerPhoneNumber": number}});
    for voice in [
        on(Channel::Telephony, AuthorKind::Bot),
        Context {
            voice: true,
            ..bot()
        },
    ] {
        assert_eq!(
            of(voice, card.clone()),
            [("OC-VOICE-SPEAK", "/attachments/0/content/speak".to_owned())]
        );
        assert_eq!(
            of(voice, phone("")),
            [("OC-VOICE-PHONE", "/value/CustomerPhoneNumber".to_owned())]
        );
        assert!(of(voice, phone("+1")).is_empty());
        let starred = json!({"type": "message", "text": "a * b"});
        assert_eq!(of(voice, starred), [("OC-MD-VOICE", "/text".to_owned())]);
    }
    assert!(of(bot(), card).is_empty() && of(bot(), phone("")).is_empty());
}

#[test]
fn surveys_on_a_card() {
    let then = Context {
        as_of: "2021-06-01".parse().ok(),
        ..bot()
    };
    let card = |id: &str| {
        json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive",
            "content": {"type": "AdaptiveCard", "body": [{"type": "Input.ChoiceSet", "id": id}]}}]})
    };
    assert!(has(then, card("CSATRating"), "OC-SURVEY-TEXT"));
    assert!(!has(then, card("size"), "OC-SURVEY-TEXT"));
    assert!(!has(bot(), card("CSATRating"), "OC-SURVEY-TEXT"));
}
