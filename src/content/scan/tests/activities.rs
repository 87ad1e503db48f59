//! Rules of an activity: attachments, cards, what it carries, its size.

use rstest::rstest;
use serde_json::json;

use super::*;

fn found(value: Value, channel: Channel) -> Vec<(&'static str, String)> {
    let findings = scan_activity(&activity(value), &on(channel, AuthorKind::Bot));
    findings
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.pointer.clone()))
        .collect()
}

fn card(kind: &str) -> Value {
    json!({"contentType": format!("application/vnd.microsoft.card.{kind}"), "content": {"title": "Order"}})
}

fn with(attachment: impl Into<Value>) -> Value {
    json!({"type": "message", "attachments": [attachment.into()]})
}

fn adaptive(body: impl Into<Value>, version: &str) -> Value {
    let content = json!({"type": "AdaptiveCard", "version": version, "body": body.into()});
    with(json!({"contentType": "application/vnd.microsoft.card.adaptive", "content": content}))
}

#[rstest]
#[case("hero", Channel::Sms, true)]
#[case("hero", Channel::Msteams, false)]
#[case("hero", Channel::Lcw, false)]
#[case("thumbnail", Channel::Apple, true)]
#[case("audio", Channel::Msteams, true)]
#[case("audio", Channel::Telegram, true)]
#[case("signin", Channel::Line, true)]
#[case("signin", Channel::Msteams, false)]
#[case("adaptive", Channel::WhatsappAcs, true)]
#[case("adaptive", Channel::Facebook, false)]
fn cards_by_channel(#[case] kind: &str, #[case] channel: Channel, #[case] raised: bool) {
    let found = found(with(card(kind)), channel);
    assert_eq!(
        found.contains(&("OC-CARD-CHANNEL", "/attachments/0/contentType".to_owned())),
        raised,
        "{found:?}"
    );
}

#[test]
fn authentication_cards_by_year() {
    assert_eq!(
        ids(&scan_activity(
            &activity(with(card("oauth"))),
            &on(Channel::Msteams, AuthorKind::Bot)
        )),
        ["OC-CARD-OAUTH-TEAMS"]
    );
    assert!(found(with(card("oauth")), Channel::Lcw).is_empty());
    let then = Context {
        as_of: "2021-06-01".parse().ok(),
        bot: BotKind::Azure,
        ..bot()
    };
    let found = |context: &Context| {
        let findings = scan_activity(&activity(with(card("signin"))), context);
        ids(&findings).contains(&"OC-CARD-AUTH")
    };
    assert!(found(&then));
    let studio = Context {
        bot: BotKind::CopilotStudio,
        ..then
    };
    assert!(!found(&studio));
    assert!(found(&Context {
        as_of: "2020-06-01".parse().ok(),
        ..studio
    }));
}

#[test]
fn carousels_by_channel_and_year() {
    let value = json!({"type": "message", "attachmentLayout": "carousel", "attachments": [card("hero"), card("hero")]});
    assert!(found(value.clone(), Channel::Lcw).is_empty());
    assert!(found(value.clone(), Channel::Msteams).is_empty());
    assert!(
        found(value.clone(), Channel::Sms)
            .contains(&("OC-CAROUSEL", "/attachmentLayout".to_owned()))
    );
    assert_eq!(
        found(value.clone(), Channel::Directline),
        [("OC-CAROUSEL", "/attachmentLayout".to_owned())]
    );
    let then = Context {
        as_of: "2022-01-01".parse().ok(),
        ..bot()
    };
    assert_eq!(
        ids(&scan_activity(&activity(value), &then)),
        ["OC-CAROUSEL"]
    );
    let list =
        json!({"type": "message", "attachmentLayout": "list", "attachments": [card("hero")]});
    assert!(found(list, Channel::Directline).is_empty());
}

#[test]
fn suggested_actions_by_channel() {
    let value = json!({"type": "message", "text": "Pick", "suggestedActions": {"to": [], "actions": [{"type": "imBack", "title": "Yes 👍", "value": "yes"}]}});
    let title = "/suggestedActions/actions/0/title".to_owned();
    assert_eq!(
        found(value.clone(), Channel::Facebook),
        [("OC-EMOJI", title.clone())]
    );
    assert_eq!(
        found(value, Channel::Sms),
        [
            ("OC-SA-CHANNEL", "/suggestedActions/actions".to_owned()),
            ("OC-EMOJI", title)
        ]
    );
    let none = json!({"type": "message", "suggestedActions": {"actions": []}});
    assert!(found(none, Channel::Sms).is_empty());
}

#[rstest]
#[case::plain(json!([{"type": "TextBlock", "text": "Hello", "wrap": true, "color": "Default", "size": "default"}]), "1.5", &[])]
#[case::weight(json!([{"type": "TextBlock", "text": "Hello", "weight": "Bolder"}]), "1.5", &["OC-CARD-STYLE"])]
#[case::container(json!([{"type": "Container", "style": "emphasis", "items": []}]), "1.5", &["OC-CARD-STYLE"])]
#[case::choice_style_is_no_styling(json!([{"type": "Input.ChoiceSet", "id": "a", "style": "expanded", "choices": []}]), "1.3", &[])]
#[case::button_style_is_no_styling(json!([{"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "Go", "style": "positive"}]}]), "1.3", &[])]
#[case::once(json!([{"type": "TextBlock", "text": "a", "color": "good"}, {"type": "TextBlock", "text": "b", "isSubtle": true}]), "1.2", &["OC-CARD-STYLE"])]
#[case::version(json!([]), "1.6", &["OC-CARD-VERSION"])]
#[case::version_ten(json!([]), "1.10", &["OC-CARD-VERSION"])]
#[case::no_version(json!([]), "latest", &[])]
#[case::markdown(json!([{"type": "TextBlock", "text": "Your **order**"}]), "1.5", &["OC-CARD-MD"])]
#[case::fact(json!([{"type": "FactSet", "facts": [{"title": "Status", "value": "_sent_"}]}]), "1.5", &["OC-CARD-MD"])]
#[case::no_markdown(json!([{"type": "TextBlock", "text": "order_no 2 * 3"}, {"type": "Input.Text", "id": "x", "placeholder": "**x**"}]), "1.5", &[])]
#[case::date(json!([{"type": "Input.Date", "id": "when"}]), "1.5", &[])]
fn adaptive_cards_in_live_chat(
    #[case] body: Value,
    #[case] version: &str,
    #[case] expected: &[&str],
) {
    let found = found(adaptive(body, version), Channel::Lcw);
    assert_eq!(
        found.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn places_in_a_card_are_exact() {
    let body = json!([{"type": "Container", "items": [{"type": "TextBlock", "text": "hi 👋"}, {"type": "Media", "altText": "x\u{200b}"}]}]);
    assert_eq!(
        found(adaptive(body, "1.5"), Channel::Facebook),
        [
            (
                "OC-EMOJI",
                "/attachments/0/content/body/0/items/0/text".to_owned()
            ),
            (
                "OC-CARD-MEDIA",
                "/attachments/0/content/body/0/items/1/type".to_owned()
            ),
            (
                "HZ-INVISIBLE",
                "/attachments/0/content/body/0/items/1/altText".to_owned()
            ),
        ]
    );
}

#[test]
fn web_chat_takes_a_newer_version_but_not_execute() {
    let body =
        json!([{"type": "ActionSet", "actions": [{"type": "Action.Execute", "title": "Go"}]}]);
    let found = found(adaptive(body, "1.6"), Channel::Directline);
    assert_eq!(
        found,
        [(
            "OC-CARD-VERSION",
            "/attachments/0/content/body/0/actions/0/type".to_owned()
        )]
    );
}

#[rstest]
#[case::telegram(json!({"message": {"sticker": {"emoji": "x"}}}), Channel::Telegram, true)]
#[case::line(json!({"message": {"type": "sticker", "packageId": 1}}), Channel::Line, true)]
#[case::facebook(json!({"message": {"attachments": [{"payload": {"sticker_id": 3}}]}}), Channel::Facebook, true)]
#[case::other(json!({"message": {"type": "text", "text": "sticker"}}), Channel::Line, false)]
fn stickers(#[case] data: Value, #[case] channel: Channel, #[case] raised: bool) {
    let found = found(json!({"type": "message", "channelData": data}), channel);
    assert_eq!(!found.is_empty(), raised);
    assert!(
        found
            .iter()
            .all(|found| *found == ("OC-STICKER", "/channelData".to_owned()))
    );
}

#[test]
fn typing_and_xml() {
    assert_eq!(
        found(json!({"type": "typing"}), Channel::Lcw),
        [("OC-TYPING", "/type".to_owned())]
    );
    let xml = json!({"type": "message", "text": "<b>a</b>", "textFormat": "xml"});
    assert_eq!(
        found(xml, Channel::Lcw),
        [("OC-XML", "/textFormat".to_owned())]
    );
    let odd = json!({"type": "message", "text": "**a**", "textFormat": "rtf"});
    assert!(found(odd, Channel::Sms).is_empty());
}

#[test]
fn a_long_bot_name_is_measured_in_characters() {
    let named = |name: &str| {
        found(
            json!({"type": "message", "from": {"name": name, "role": "bot"}}),
            Channel::Lcw,
        )
    };
    assert!(named(&"é".repeat(30)).is_empty());
    assert_eq!(
        named(&"é".repeat(31)),
        [("OC-NAME-30", "/from/name".to_owned())]
    );
    let person = json!({"type": "message", "from": {"name": "x".repeat(40), "role": "user"}});
    assert!(found(person, Channel::Lcw).is_empty());
}

#[test]
fn size_says_how_many_bytes_are_over() {
    let sized = |bytes: usize| {
        let empty = json!({"type": "message", "text": ""}).to_string().len();
        let text = "ab cd ef".repeat(4000);
        activity(json!({"type": "message", "text": text.get(..bytes - empty).unwrap()}))
    };
    assert!(
        scan_activity(&sized(SIZE_LIMIT), &bot())
            .iter()
            .all(|finding| finding.rule != RuleId::Size28K)
    );
    let findings = scan_activity(&sized(SIZE_LIMIT + 5), &bot());
    let over = findings
        .iter()
        .find(|finding| finding.rule == RuleId::Size28K)
        .unwrap();
    assert_eq!(over.message, "28677 bytes, 5 over the limit of 28 KB.");
    assert_eq!(over.pointer, "");
}

#[test]
fn nesting_ends_somewhere() {
    let mut body = json!({"type": "TextBlock", "text": "👋"});
    for _ in 0..100 {
        body = json!([body]);
    }
    let found = found(adaptive(body, "1.5"), Channel::Lcw);
    assert_eq!(
        found.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        ["HZ-DEEP"]
    );
}

#[test]
fn a_key_from_the_wire_cannot_harm_through_its_pointer() {
    let value = json!({"type": "event", "value": {"a/b~\u{1b}": "\u{202e}"}});
    assert_eq!(
        found(value, Channel::Lcw),
        [("HZ-BIDI", "/value/a~1b~0␛".to_owned())]
    );
}

#[rstest]
#[case::hero(with(card("hero")), Channel::Sms)]
#[case::carousel(json!({"type": "message", "attachmentLayout": "Carousel", "attachments": [card("signin"), card("audio")]}), Channel::Sms)]
#[case::choices(json!({"type": "message", "suggestedActions": {"actions": [{"title": "Yes"}, {"title": "No"}]}}), Channel::Sms)]
#[case::written_choices(json!({"type": "message", "suggestedActions": {"actions": [{"title": "Yes"}, {"title": "No"}]}}), Channel::Directline)]
#[case::card(adaptive(json!([{"type": "TextBlock", "text": "a", "weight": "Bolder", "isSubtle": true}, {"type": "Media"}, {"type": "Input.Text", "id": "csat"}]), "1.6"), Channel::Msteams)]
#[case::subtle(adaptive(json!([{"type": "TextBlock", "text": "a", "isSubtle": true}, {"type": "ActionSet", "actions": [{"type": "Action.Execute", "data": {"csat_1": 1}}]}]), "1.7"), Channel::Directline)]
#[case::file(with(json!({"name": "a.zip", "contentType": "application/zip"})), Channel::Wechat)]
#[case::unnamed(with(json!({"name": "a.pdf"})), Channel::Wechat)]
#[case::typing(json!({"type": "typing"}), Channel::Lcw)]
#[case::event(json!({"type": "event", "name": "go", "value": {"a": "👋"}}), Channel::Msteams)]
#[case::end(json!({"type": "endOfConversation", "code": "done"}), Channel::Lcw)]
#[case::sticker(json!({"type": "message", "channelData": {"message": {"sticker": {"emoji": "x"}}}}), Channel::Telegram)]
#[case::size(json!({"type": "message", "text": "ab cd ".repeat(6000)}), Channel::Lcw)]
#[case::unbridged(json!({"type": "message", "text": "hi", "channelData": {"deliveryMode": "unbridged"}}), Channel::Lcw)]
#[case::handoff(json!({"type": "event", "name": "handoff.initiate", "value": {"va_LastTopic": "Pay", "va_Topics": ["Hi"], "va_LastPhrases": "x", "List": ["a", "b"], "CloseOmnichannelConversation": true, "Note": "a\nb", "CustomerPhoneNumber": ""},
    "attachments": [{"contentType": "application/pdf"}, {"name": "Transcript", "content": {"activities": [{"type": "typing"}]}}]}), Channel::Telephony)]
fn an_excerpt_is_what_stands_at_its_place(#[case] value: Value, #[case] channel: Channel) {
    for bot in [BotKind::CopilotStudio, BotKind::Azure] {
        let context = Context {
            bot,
            as_of: "2021-12-01".parse().ok().filter(|_| bot == BotKind::Azure),
            ..on(channel, AuthorKind::Bot)
        };
        let findings = scan_activity(&activity(value.clone()), &context);
        assert!(bot == BotKind::Azure || !findings.is_empty());
        for finding in findings {
            assert_eq!(finding.excerpt, standing(&finding, &value), "{finding:?}");
        }
    }
}

#[test]
fn the_version_of_a_card_is_doubted_where_a_page_names_the_client() {
    let raised = |version: &str, channel| !found(adaptive(json!([]), version), channel).is_empty();
    assert!(raised("1.6", Channel::Lcw) && raised("1.6", Channel::Msteams));
    assert!(raised("1.7", Channel::Directline) && !raised("1.6", Channel::Directline));
    assert!(!raised("1.7", Channel::Facebook));
}
