//! Examples of the catalogue: something in which a rule is found, and something close to it in which it is not.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::day;
use crate::content::scan::{BotKind, Format};
use crate::domain::{AuthorKind, Channel};

/// A text or a payload, and what to assume about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Plain text; or JSON: an activity, a list of activities of one conversation in their order, or an attachment as
    /// `{"contentType": …, "content": …}`. Long texts are written short, see [`Example::expanded`].
    pub text: String,
    /// The customer's channel; what an activity says in `channelId` goes before it. Live chat if neither says.
    #[serde(default)]
    pub channel: Channel,
    /// Who wrote the text; what an activity says in `from` goes before it.
    #[serde(default = "bot")]
    pub author: AuthorKind,
    /// What the bot is made with.
    #[serde(default)]
    pub bot: BotKind,
    /// Whether the bot speaks.
    #[serde(default)]
    pub voice: bool,
    /// How the text is written.
    #[serde(default)]
    pub format: Format,
    /// On which day the rules are read; `None` is now.
    #[serde(default, with = "day")]
    pub as_of: Option<Date>,
}

fn bot() -> AuthorKind {
    AuthorKind::Bot
}

/// Most bytes an example grows to.
const LONGEST: usize = 1 << 20;

impl Example {
    /// The text in full: `{{words*400}}` stands for `words`, 400 times.
    pub fn expanded(&self) -> Cow<'_, str> {
        let mut rest = self.text.as_str();
        let mut full = String::new();
        while let Some((short, words, times)) = repetition(rest) {
            full.push_str(rest.get(..short.start).unwrap_or_default());
            let room = LONGEST.saturating_sub(full.len()) / words.len().max(1);
            full.push_str(&words.repeat(times.min(room)));
            rest = rest.get(short.end..).unwrap_or_default();
        }
        if full.is_empty() && rest.len() == self.text.len() {
            return Cow::Borrowed(rest);
        }
        full.push_str(rest);
        Cow::Owned(full)
    }

    /// Whether the text is JSON rather than something somebody says.
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(&self.expanded()).is_ok()
    }
}

/// The first `{{words*times}}`: where it stands, the words, how many times.
fn repetition(text: &str) -> Option<(Range<usize>, &str, usize)> {
    let start = text.find("{{")?;
    let (inner, _) = text.get(start + 2..)?.split_once("}}")?;
    let (words, times) = inner.rsplit_once('*')?;
    let end = start + 2 + inner.len() + 2;
    Some((start..end, words, times.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: &str) -> Example {
        Example {
            text: text.to_owned(),
            channel: Channel::Lcw,
            author: AuthorKind::Bot,
            bot: BotKind::default(),
            voice: false,
            format: Format::default(),
            as_of: None,
        }
    }

    #[test]
    fn long_texts_are_written_short() {
        assert_eq!(example("a{{b c*3}}d{{e*2}}").expanded(), "ab cb cb cdee");
        assert_eq!(example("{{x*0}}").expanded(), "");
        for as_it_is in ["", "plain", "{{x}}", "{{x*y}}", "{\"a\":{\"b\":1}}", "{{"] {
            assert_eq!(example(as_it_is).expanded(), as_it_is);
        }
        assert!(example("{{x*99999999999}}").expanded().len() <= LONGEST);
    }

    #[test]
    fn json_is_told_from_words() {
        assert!(example(r#"{"type": "message", "text": "{{x*20}}"}"#).is_json());
        assert!(example("[]").is_json());
        assert!(!example("[a link](https://example.org)").is_json());
        assert!(!example("42").is_json());
    }
}
