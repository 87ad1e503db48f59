//! What customers chose, beside the card they chose it on.

use super::*;
use crate::domain::{Author, Message, MessageId, Timestamp};

pub(super) fn said(kind: AuthorKind, value: Value) -> Message {
    Message {
        id: MessageId::default(),
        at: Timestamp(0),
        author: Author {
            kind,
            name: String::new(),
        },
        activity: activity(value),
    }
}

pub(super) fn pairs(messages: &[Message]) -> Vec<Answer> {
    answers(&messages.iter().collect::<Vec<_>>())
}

fn form(id: &str, action: &str) -> Value {
    json!({"id": id, "type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
        "body": [{"type": "Input.ChoiceSet", "id": "meal", "label": "Meal", "choices": [{"title": "Vegan", "value": "v"}, {"title": "Fish", "value": "f"}]}],
        "actions": [{"type": "Action.Submit", "title": action, "data": {"do": action}}, {"type": "Action.Submit", "title": "Cancel", "data": {"do": "cancel"}}]}}]})
}

#[test]
fn a_submission_is_paired_with_its_card() {
    let messages = [
        said(AuthorKind::Bot, form("1", "Order")),
        said(AuthorKind::Bot, json!({"type": "message", "text": "Well?"})),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "value": {"do": "Order", "meal": "v,f"}}),
        ),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "text": "thanks"}),
        ),
    ];
    let chosen = vec!["Order".to_owned(), "Meal: Vegan, Fish".to_owned()];
    assert_eq!(
        pairs(&messages),
        [Answer {
            card: 0,
            attachment: Some(0),
            answer: 2,
            chosen
        }]
    );
}

#[test]
fn the_card_an_answer_names_goes_first() {
    let messages = [
        said(AuthorKind::Bot, form("1", "Order")),
        said(AuthorKind::Bot, form("2", "Order")),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "replyToId": "1", "value": {"do": "cancel"}}),
        ),
        said(
            AuthorKind::Customer,
            json!({"type": "message", "value": {"do": "cancel"}}),
        ),
    ];
    let cards: Vec<_> = pairs(&messages)
        .iter()
        .map(|answer| (answer.card, answer.answer))
        .collect();
    assert_eq!(cards, [(0, 2), (1, 3)]);
}

#[test]
fn a_click_is_paired_with_its_button() {
    let buttons = json!([{"type": "imBack", "title": "Talk to a person", "value": "agent"}]);
    let hero = json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero", "content": {"buttons": buttons}}]});
    let suggested = json!({"type": "message", "suggestedActions": {"actions": buttons}});
    for (offer, attachment) in [(hero, Some(0)), (suggested, None)] {
        let messages = [
            said(AuthorKind::Bot, offer),
            said(
                AuthorKind::Customer,
                json!({"type": "message", "text": "agent"}),
            ),
            said(
                AuthorKind::Customer,
                json!({"type": "message", "text": "something else"}),
            ),
        ];
        let chosen = vec!["Talk to a person".to_owned()];
        assert_eq!(
            pairs(&messages),
            [Answer {
                card: 0,
                attachment,
                answer: 1,
                chosen
            }]
        );
    }
}

fn bot(text: &str, choices: &[&str]) -> Message {
    let actions: Vec<Value> = choices
        .iter()
        .map(|choice| json!({"type": "imBack", "title": choice, "value": choice}))
        .collect();
    let mut activity = json!({"id": text, "type": "message", "text": text});
    if !choices.is_empty() {
        activity["suggestedActions"] = json!({"actions": actions});
    }
    said(AuthorKind::Bot, activity)
}

fn customer(text: &str) -> Message {
    said(
        AuthorKind::Customer,
        json!({"type": "message", "text": text}),
    )
}

/// Which message is answered by which.
fn places(messages: &[Message]) -> Vec<(usize, usize)> {
    pairs(messages)
        .iter()
        .map(|answer| (answer.card, answer.answer))
        .collect()
}

#[test]
fn words_answer_the_last_question_only() {
    let yes_no = ["Yes", "No"];
    // The same turn, also with more words of the bot or the customer in between, and whatever the case of letters.
    assert_eq!(places(&[bot("a", &yes_no), customer("yes ")]), [(0, 1)]);
    assert_eq!(
        places(&[
            bot("a", &yes_no),
            bot("b", &[]),
            customer("well"),
            customer("Yes")
        ]),
        [(0, 3)]
    );
    // Not if the bot has asked something else since, and not if a person has.
    assert_eq!(
        places(&[
            bot("a", &yes_no),
            customer("hm"),
            bot("b", &[]),
            customer("Yes")
        ]),
        []
    );
    let agent = said(
        AuthorKind::Agent,
        json!({"type": "message", "text": "Anything else?"}),
    );
    assert_eq!(places(&[bot("a", &yes_no), agent, customer("yes")]), []);
    // Of two questions that offer it, the later one.
    assert_eq!(
        places(&[
            bot("a", &yes_no),
            customer("Yes"),
            bot("b", &yes_no),
            customer("Yes")
        ]),
        [(0, 1), (2, 3)]
    );
}

#[test]
fn a_click_may_be_on_an_older_card() {
    let mut click = json!({"type": "message", "text": "Yes"});
    let old = || [bot("a", &["Yes"]), customer("hm"), bot("b", &[])];
    click["replyToId"] = json!("a");
    let said_now = |click: &Value| said(AuthorKind::Customer, click.clone());
    let [one, two, three] = old();
    assert_eq!(places(&[one, two, three, said_now(&click)]), [(0, 3)]);
    click["replyToId"] = json!("b");
    let [one, two, three] = old();
    assert_eq!(places(&[one, two, three, said_now(&click)]), []);
    click["channelData"] = json!({"postBack": true});
    let [one, two, three] = old();
    assert_eq!(places(&[one, two, three, said_now(&click)]), [(0, 3)]);
}

fn card(id: &str, body: &Value, actions: &Value) -> Message {
    let content =
        json!({"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions});
    let attachment =
        json!({"contentType": "application/vnd.microsoft.card.adaptive", "content": content});
    said(
        AuthorKind::Bot,
        json!({"id": id, "type": "message", "attachments": [attachment]}),
    )
}

fn submits(value: &Value) -> Message {
    said(
        AuthorKind::Customer,
        json!({"type": "message", "value": value}),
    )
}

#[test]
fn the_card_that_knows_more_of_a_submission_is_meant() {
    let name = json!([{"type": "Input.Text", "id": "name"}]);
    let both = json!([{"type": "Input.Text", "id": "name"}, {"type": "Input.Text", "id": "mail"}]);
    let messages = [
        card(
            "1",
            &both,
            &json!([{"type": "Action.Submit", "title": "Go"}]),
        ),
        card(
            "2",
            &name,
            &json!([{"type": "Action.Submit", "title": "Go"}]),
        ),
        submits(&json!({"name": "Ana", "mail": "a@b.example"})),
        submits(&json!({"name": "Ana"})),
        submits(&json!({"name": "Ana", "a": 1, "b": 2})),
    ];
    assert_eq!(places(&messages), [(0, 2), (1, 3)]);
}

#[test]
fn a_button_that_cannot_be_told_is_not_named() {
    let actions = json!([{"type": "Action.Submit", "title": "Save"}, {"type": "Action.Submit", "title": "Drop"}]);
    let input = json!([{"type": "Input.Text", "id": "name", "label": "Name:"}]);
    let messages = [
        card("1", &input, &actions),
        submits(&json!({"name": "Ana"})),
    ];
    assert_eq!(pairs(&messages)[0].chosen, ["Name: Ana"]);
    let messages = [
        card("1", &input, &actions),
        submits(&json!({"name": "Ana", "actionSubmitId": "Drop"})),
    ];
    assert_eq!(pairs(&messages)[0].chosen, ["Drop", "Name: Ana"]);
}

#[test]
fn a_submission_that_carries_nothing_is_of_the_last_card() {
    let card = || {
        card(
            "1",
            &json!([]),
            &json!([{"type": "Action.Submit", "title": "Next"}]),
        )
    };
    let nothing = || submits(&json!({}));
    assert_eq!(pairs(&[card(), nothing()])[0].chosen, ["Next"]);
    assert_eq!(
        places(&[card(), customer("hm"), bot("?", &[]), nothing()]),
        []
    );
}

#[test]
fn buttons_say_words_for_the_customer() {
    let actions = json!([
        {"type": "Action.Submit", "title": "Call me", "data": "please call"},
        {"type": "Action.Submit", "title": "Mail me", "data": {"msteams": {"type": "messageBack", "displayText": "Mail, please", "text": "mail"}}}]);
    for (words, title) in [("please call", "Call me"), ("Mail, please", "Mail me")] {
        let messages = [card("1", &json!([]), &actions), customer(words)];
        assert_eq!(pairs(&messages)[0].chosen, [title]);
    }
    let hero = json!({"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero",
        "content": {"buttons": [{"type": "messageBack", "title": "This one", "value": {"id": 7}}]}}]});
    let back = json!({"type": "message", "text": "anything", "value": {"id": 7}});
    let messages = [
        said(AuthorKind::Bot, hero),
        said(AuthorKind::Customer, back),
    ];
    assert_eq!(pairs(&messages)[0].chosen, ["This one"]);
}
