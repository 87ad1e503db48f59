//! What the customer chose on a card: the hub shows the card and leaves out the choice (rule OC-CARD-INPUT of the catalogue's
//! source), so the two are put together here.
//!
//! Three kinds of evidence, from the surest to the weakest. The answer names the message it replies to. It carries a value
//! that only a click or a submission carries, and the value fits the card. Or it says what a button says, right after the
//! bot offered that button: whoever says "yes" after a later question answers that question.

use serde_json::{Map, Value};

use super::reading::{list, text};
use super::{buttons, form};
use crate::activity::{Activity, Attachment};
use crate::domain::{AuthorKind, Message};

/// How many messages an answer may come after its card.
pub const REACH: usize = 20;

/// A choice and the card it was made on, by their places among the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The message with the card or the suggested actions.
    pub card: usize,
    /// Which of its attachments; none for suggested actions.
    pub attachment: Option<usize>,
    /// The message that answers it.
    pub answer: usize,
    /// What was chosen, in words; sanitised.
    pub chosen: Vec<String>,
}

/// Whether there is anything on an activity that a customer can choose.
pub fn offers(activity: &Activity) -> bool {
    activity.rest.contains_key("suggestedActions")
        || activity
            .attachments
            .iter()
            .any(|attachment| attachment.content.is_some())
}

/// Pairs what customers submitted or clicked with the card it answers.
pub fn answers(messages: &[&Message]) -> Vec<Answer> {
    messages
        .iter()
        .enumerate()
        .filter(|(_, message)| message.author.kind == AuthorKind::Customer)
        .filter_map(|(at, message)| {
            let (card, pick) = answer(messages, at, &message.activity)?;
            Some(Answer {
                card,
                attachment: pick.attachment,
                answer: at,
                chosen: pick.chosen,
            })
        })
        .collect()
}

/// A choice on one of the cards of a message, and how much of what was sent speaks for it.
struct Pick {
    attachment: Option<usize>,
    chosen: Vec<String>,
    score: usize,
}

fn answer(messages: &[&Message], at: usize, said: &Activity) -> Option<(usize, Pick)> {
    let offered = || {
        (at.saturating_sub(REACH)..at).rev().filter_map(|index| {
            let message = messages.get(index)?;
            let is_offer = message.author.kind == AuthorKind::Bot && offers(&message.activity);
            is_offer.then_some((index, &message.activity))
        })
    };
    let reply_to = said.rest.get("replyToId").and_then(Value::as_str);
    let named = offered()
        .find(|(_, card)| reply_to.is_some() && card.id.as_deref() == reply_to)
        .and_then(|(index, card)| Some((index, on(card, said, true)?)));
    if named.is_some() {
        return named;
    }
    let turn = last_turn(messages, at);
    let mut best: Option<(usize, Pick)> = None;
    for (index, card) in offered() {
        let recent = turn.contains(&index) || is_click(said);
        if let Some(pick) = on(card, said, recent)
            && best
                .as_ref()
                .is_none_or(|(_, best)| pick.score > best.score)
        {
            best = Some((index, pick));
        }
    }
    best
}

/// The messages of the bot that nobody has spoken after but the customer.
fn last_turn(messages: &[&Message], at: usize) -> std::ops::Range<usize> {
    let kind = |index: usize| messages.get(index).map(|message| message.author.kind);
    let mut end = at;
    while let Some(before) = end.checked_sub(1) {
        match kind(before) {
            Some(AuthorKind::Customer | AuthorKind::System) => end = before,
            Some(AuthorKind::Bot) => break,
            _ => return 0..0,
        }
    }
    let mut start = end;
    while let Some(before) = start.checked_sub(1) {
        match kind(before) {
            Some(AuthorKind::Bot | AuthorKind::System) => start = before,
            _ => break,
        }
    }
    start..end
}

/// Whether the channel says that this was pressed and not typed.
fn is_click(said: &Activity) -> bool {
    let data = said.rest.get("channelData");
    ["postBack", "messageBack"].iter().any(|key| {
        data.and_then(|data| data.get(key))
            .is_some_and(|mark| *mark != Value::Bool(false) && !mark.is_null())
    })
}

/// What was chosen on one of the cards of `offered`, and on which. Words count only if they are `recent`.
fn on(offered: &Activity, said: &Activity, recent: bool) -> Option<Pick> {
    let mut best: Option<Pick> = None;
    let mut take = |attachment: Option<usize>, found: Option<(Vec<String>, usize)>| {
        if let Some((chosen, score)) = found
            && best.as_ref().is_none_or(|best| score > best.score)
        {
            best = Some(Pick {
                attachment,
                chosen,
                score,
            });
        }
    };
    for (index, attachment) in offered.attachments.iter().enumerate() {
        if let Some(content) = &attachment.content {
            take(Some(index), on_card(attachment, content, said, recent));
        }
    }
    if let Some(suggested) = offered.rest.get("suggestedActions") {
        take(
            None,
            buttons::pressed(list(suggested, "actions"), said, recent),
        );
    }
    best
}

fn on_card(
    attachment: &Attachment,
    content: &Value,
    said: &Activity,
    recent: bool,
) -> Option<(Vec<String>, usize)> {
    let kind = attachment.content_type.to_ascii_lowercase();
    if !kind.ends_with(".adaptive") && !super::adaptive::is_card(Some(content)) {
        return buttons::pressed(list(content, "buttons"), said, recent);
    }
    match Submission::of(said) {
        Some(submission) => form::submitted(content, &submission, recent),
        None => form::said(content, said.text.as_deref()?, recent),
    }
}

/// What was chosen on an Adaptive Card, in words: the button, and what was filled in. None if the card does not fit what was
/// submitted.
pub(in crate::content) fn chosen_on(
    card: &Value,
    submitted: &Map<String, Value>,
) -> Option<Vec<String>> {
    let submission = Submission::with(submitted);
    form::submitted(card, &submission, false).map(|(chosen, _)| chosen)
}

/// What a submission carries.
pub(super) struct Submission<'a> {
    /// The data of the button and what was filled in.
    pub data: &'a Map<String, Value>,
    /// The verb of `Action.Execute`.
    pub verb: Option<&'a str>,
    /// The id of the button, where it is told.
    pub button: Option<&'a str>,
}

impl<'a> Submission<'a> {
    fn of(said: &'a Activity) -> Option<Self> {
        let value = said.value.as_ref()?.as_object()?;
        let executed = value
            .get("action")
            .filter(|action| action.is_object() && said.kind.eq_ignore_ascii_case("invoke"));
        if let Some(action) = executed {
            return Some(Self {
                data: action.get("data")?.as_object()?,
                verb: text(action, "verb").filter(|verb| !verb.is_empty()),
                button: text(action, "id"),
            });
        }
        Some(Self::with(value))
    }

    fn with(data: &'a Map<String, Value>) -> Self {
        Self {
            data,
            verb: None,
            // Copilot Studio adds the id of the button, or its title if it has none.
            button: data.get("actionSubmitId").and_then(Value::as_str),
        }
    }
}
