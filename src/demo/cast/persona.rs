//! A customer: what the bot hands over about them, and how they answer.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A customer and their bot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Short name, for ids.
    pub key: String,
    /// `channelId` of their activities.
    pub channel: String,
    /// Their name.
    pub customer: String,
    /// The bot's name.
    pub bot: String,
    /// In which of the shapes found in the wild their bot hands over.
    pub shape: Shape,
    /// `value` of the handoff; ids and names of the bot are added to it.
    pub value: Map<String, Value>,
    /// What was said to the bot.
    pub transcript: Vec<Turn>,
    /// What they say while nobody has accepted.
    pub waiting: Vec<String>,
    /// What they answer to what.
    pub replies: Vec<Reply>,
    /// What they answer to anything else, in turn.
    pub otherwise: Vec<String>,
    /// After how many answers they have had enough and say goodbye.
    pub patience: u32,
    /// After how many seconds without a person they leave.
    #[serde(default)]
    pub leaves_after: Option<f64>,
    /// Their last words.
    pub goodbye: String,
    /// How fast they think and type.
    pub pace: Pace,
}

/// Shapes of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// An `ActivitySet` with `handoff.initiate`, flat `va_*` variables.
    Initiate,
    /// The event alone, its value a free object.
    Skill,
    /// The event alone, its value `{"MessageToAgent": …, "Context": …}`.
    MessageToAgent,
    /// A message whose `channelData.tags` says `Escalate`.
    Tags,
}

/// One thing said to or by the bot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// What the customer said.
    #[serde(default)]
    pub user: Option<String>,
    /// What the bot said.
    #[serde(default)]
    pub bot: Option<String>,
    /// Suggested answers.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Cards.
    #[serde(default)]
    pub attachments: Vec<Value>,
}

/// An answer to certain words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Words, any of which brings it up; compared without case.
    pub when: Vec<String>,
    /// What they say, in turn.
    pub say: Vec<String>,
}

/// How fast somebody is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Seconds of thought: from, to.
    pub think: (f64, f64),
    /// Seconds a character.
    pub per_character: f64,
}

/// Why a customer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Not yet.
    Stays,
    /// They have what they came for.
    Content,
}

/// A customer's side of a conversation, as it goes: what they say next.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    said: u32,
    otherwise: usize,
    used: Vec<usize>,
}

impl Talk {
    /// The answer to what an agent wrote, and whether it is the last.
    pub fn answer<'a>(&mut self, persona: &'a Persona, heard: &str) -> (&'a str, Leaving) {
        self.said += 1;
        if self.said >= persona.patience {
            return (&persona.goodbye, Leaving::Content);
        }
        (self.words(persona, heard), Leaving::Stays)
    }

    fn words<'a>(&mut self, persona: &'a Persona, heard: &str) -> &'a str {
        let heard = heard.to_lowercase();
        let about = |reply: &Reply| reply.when.iter().any(|word| mentions(&heard, word));
        self.used.resize(persona.replies.len(), 0);
        let replies = persona.replies.iter().zip(&mut self.used);
        for (reply, used) in replies.filter(|(reply, _)| about(reply)) {
            if let Some(words) = reply.say.get(*used) {
                *used += 1;
                return words;
            }
        }
        let words = persona.otherwise.iter().cycle().nth(self.otherwise);
        self.otherwise += 1;
        words.map_or("", String::as_str)
    }
}

/// Whether a text has a word in it; words of letters must stand alone, so that `hi` is not found in `this`.
fn mentions(text: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    if !word.is_ascii() || word.contains(|c: char| !c.is_alphanumeric()) {
        return text.contains(&word);
    }
    text.split(|c: char| !c.is_alphanumeric())
        .any(|candidate| candidate == word)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::demo::cast::Cast;

    fn ana() -> Persona {
        let cast = Cast::load().unwrap();
        cast.customers
            .into_iter()
            .find(|persona| persona.key == "ana")
            .unwrap()
    }

    #[test]
    fn answers_follow_the_words_and_do_not_repeat() {
        let ana = ana();
        let mut talk = Talk::default();
        let first = talk.answer(&ana, "What is your ORDER number?").0.to_owned();
        let second = talk.answer(&ana, "The order, please").0.to_owned();
        assert!(first.contains("42-1177") && second.contains("42-1177"));
        assert_ne!(first, second);
    }

    #[test]
    fn after_their_patience_they_say_goodbye() {
        let ana = ana();
        let mut talk = Talk::default();
        let mut answers: Vec<_> = (0..ana.patience)
            .map(|_| talk.answer(&ana, "hm").1)
            .collect();
        assert_eq!(answers.pop(), Some(Leaving::Content));
        assert!(answers.iter().all(|leaving| *leaving == Leaving::Stays));
    }

    #[test]
    fn words_are_not_found_inside_others() {
        assert!(!mentions("nothing in this", "hi"));
        assert!(mentions("well, hi!", "hi"));
        assert!(mentions("再起動してください", "再起動"));
        assert!(mentions("20 % off", "%"));
    }
}
