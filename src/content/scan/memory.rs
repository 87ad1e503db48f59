//! What is remembered of a conversation: the latest cards, what was chosen on them, which topic set which variable.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::BotKind;
use super::activity::json_bytes;
use super::report::{Detail, Report};
use super::view::Said;
use crate::content::card::chosen_on;
use crate::content::rules::RuleId;
use crate::content::sanitize::excerpt;
use crate::domain::{AuthorKind, Channel};

/// How many cards, choices, variables and topics are kept.
const CARDS: usize = 20;
const CHOICES: usize = 20;
const VARIABLES: usize = 500;
const TOPICS: usize = 50;
/// Largest card that is kept, in bytes of JSON: twice what any channel takes.
const CARD_BYTES: usize = 2 * super::SIZE_LIMIT;
/// Longest names and topics that are kept, and most of a choice that is told, in characters.
const NAME: usize = 120;
const CHOICE: usize = 160;

/// What later activities are judged by. Bounded, however long the conversation is.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    cards: VecDeque<Shown>,
    /// What was chosen on cards and not told since.
    chosen: VecDeque<String>,
    /// Whether the whole conversation is known to have been handed over in the end.
    escalates: bool,
    /// Whether the bot marks its messages as bridged somewhere, as Azure bots in Omnichannel do.
    pub bridges: bool,
    /// The topic the bot is in, by its id or name.
    pub topic: String,
    /// Topics that a redirect led to, and not told since.
    redirects: Vec<String>,
    /// Which topic set a variable last, and to what.
    variables: HashMap<String, Assigned>,
}

#[derive(Clone, Debug)]
struct Shown {
    id: Option<String>,
    card: Value,
}

/// Which topic set a variable, and to what; both cut to a bounded length.
#[derive(Clone, Debug)]
pub(super) struct Assigned {
    /// The topic, by its id or name.
    pub topic: String,
    /// The value as JSON.
    pub value: String,
}

impl Memory {
    /// Of a transcript that is part of a handoff.
    pub(super) fn of_handoff() -> Self {
        Self {
            escalates: true,
            ..Self::default()
        }
    }

    /// Remembers cards, pairs what a customer submits with them, and reports what the agent will not see of it
    /// (rule OC-CARD-INPUT).
    pub(super) fn cards<'a>(&mut self, said: &Said<'a>, report: &mut Report<'a>) {
        let context = report.context;
        if context.channel != Channel::Lcw || context.bot != BotKind::CopilotStudio {
            return;
        }
        if context.author == AuthorKind::Bot {
            self.show(said);
        } else if context.author == AuthorKind::Customer
            && let Some(value @ Value::Object(submitted)) = said.value
            && said.kind == "message"
            && said.text.is_none_or(|text| text.trim().is_empty())
            && let Some(chosen) = self.answer(said.text_of("replyToId"), submitted)
        {
            let chosen = excerpt(&chosen.join("; "), CHOICE);
            if self.escalates {
                report.key("value", |report| {
                    report.value(RuleId::CardInput, value, || lost(&chosen));
                });
            } else {
                if self.chosen.len() == CHOICES {
                    self.chosen.pop_front();
                }
                self.chosen.push_back(chosen);
            }
        }
    }

    /// Reports what was chosen on cards before this activity, which hands over.
    pub(super) fn handed_over(&mut self, report: &mut Report<'_>) {
        for chosen in std::mem::take(&mut self.chosen) {
            report.whole(RuleId::CardInput, &chosen, || lost(&chosen));
        }
    }

    /// Goes on with what the transcript inside a handoff told: it holds the same conversation.
    pub(super) fn retold(&mut self, transcript: Self) {
        self.chosen.clear();
        for topic in transcript.redirects {
            self.redirected(&topic);
        }
    }

    /// Remembers that a redirect led to a topic.
    pub(super) fn redirected(&mut self, topic: &str) {
        let topic: String = topic.chars().take(NAME).collect();
        if self.redirects.len() < TOPICS && !self.redirects.contains(&topic) {
            self.redirects.push(topic);
        }
    }

    /// The topics that redirects led to; they are told now.
    pub(super) fn redirects(&mut self) -> Vec<String> {
        std::mem::take(&mut self.redirects)
    }

    fn show(&mut self, said: &Said<'_>) {
        for attachment in said.attachments.iter().filter(|piece| piece.is_adaptive()) {
            let Some(card) = attachment.content else {
                continue;
            };
            if json_bytes(card) > CARD_BYTES {
                continue;
            }
            if self.cards.len() == CARDS {
                self.cards.pop_front();
            }
            self.cards.push_back(Shown {
                id: said.id.map(str::to_owned),
                card: card.clone(),
            });
        }
    }

    /// What was chosen, on the card that is named or else on the latest that offers it.
    fn answer(
        &self,
        reply_to: Option<&str>,
        submitted: &Map<String, Value>,
    ) -> Option<Vec<String>> {
        let named = |shown: &&Shown| reply_to.is_some() && shown.id.as_deref() == reply_to;
        let latest = || self.cards.iter().rev();
        latest()
            .filter(named)
            .chain(latest().filter(|shown| !named(shown)))
            .find_map(|shown| chosen_on(&shown.card, submitted))
    }

    /// Remembers that `topic` set a variable to `value`. Answers what another topic had set it to before.
    pub(super) fn assign(&mut self, name: &str, topic: &str, value: &Value) -> Option<Assigned> {
        let cut = |text: &str| text.chars().take(NAME).collect::<String>();
        let (name, topic) = (cut(name), cut(topic));
        let value = cut(&value.to_string());
        let assigned = Assigned { topic, value };
        if let Some(known) = self.variables.get_mut(&name) {
            let before = std::mem::replace(known, assigned);
            return (before.topic != known.topic).then_some(before);
        }
        if self.variables.len() < VARIABLES {
            self.variables.insert(name, assigned);
        }
        None
    }
}

fn lost(chosen: &str) -> Detail {
    Detail::new(format!(
        "The customer chose \"{chosen}\" on a card; the agent sees the card without the choice."
    ))
    .seen_as("the card, without what was chosen")
}
