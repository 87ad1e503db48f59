//! The settings file, `deskhand-check.toml`: read strictly, for a typing error in it would be taken for a clean check.

use std::fmt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::value::{self, FailOn};
use crate::content::sanitize;
use crate::content::scan::BotKind;
use crate::domain::Channel;

/// A settings file that was read.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// What is assumed of every file.
    pub assumed: Assumed,
    /// From which severity on the check fails.
    pub fail_on: Option<FailOn>,
    /// Files that are not read when they are found in a folder.
    pub exclude: Option<Gitignore>,
    /// In the order of the file; a later one goes before an earlier one.
    pub overrides: Vec<Override>,
}

/// What differs for some files.
#[derive(Clone, Debug)]
pub struct Override {
    /// Which files.
    pub paths: Gitignore,
    /// What is assumed of them.
    pub assumed: Assumed,
}

/// What is assumed, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// The customer's channel.
    pub channel: Option<Channel>,
    /// What the bot is made with.
    pub bot: Option<BotKind>,
    /// Whether it speaks.
    pub voice: Option<bool>,
    /// On which day the rules are read.
    pub as_of: Option<Date>,
    /// Rules that are not reported.
    pub allow: Vec<String>,
}

/// What is wrong with a settings file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line and column, from 1.
    pub at: Option<(usize, usize)>,
    /// What; sanitised.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "line {line}, column {column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    #[serde(default, deserialize_with = "channel")]
    channel: Option<Channel>,
    #[serde(default, deserialize_with = "bot")]
    bot: Option<BotKind>,
    voice: Option<bool>,
    #[serde(default, deserialize_with = "as_of")]
    as_of: Option<Date>,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
    #[serde(default, deserialize_with = "fail_on")]
    fail_on: Option<FailOn>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default, rename = "override")]
    overrides: Vec<WrittenOverride>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WrittenOverride {
    paths: Vec<Spanned<String>>,
    #[serde(default, deserialize_with = "channel")]
    channel: Option<Channel>,
    #[serde(default, deserialize_with = "bot")]
    bot: Option<BotKind>,
    voice: Option<bool>,
    #[serde(default, deserialize_with = "as_of")]
    as_of: Option<Date>,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
}

fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn channel<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Channel>, D::Error> {
    read(deserializer, value::channel).map(Some)
}

fn bot<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BotKind>, D::Error> {
    read(deserializer, value::bot).map(Some)
}

fn as_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    read(deserializer, value::date).map(Some)
}

fn fail_on<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FailOn>, D::Error> {
    read(deserializer, value::fail_on).map(Some)
}

impl File {
    /// Reads the text of a settings file; its patterns are relative to `folder`, where it lies.
    pub fn read(text: &str, folder: &Path) -> Result<Self, Problem> {
        let written: Written = toml::from_str(text).map_err(|error| complaint(text, &error))?;
        let patterns = |patterns: &[Spanned<String>]| patterns_of(text, folder, patterns);
        let exclude = match written.exclude.as_slice() {
            [] => None,
            some => Some(patterns(some)?),
        };
        let overrides = written.overrides.into_iter().map(|written| {
            Ok(Override {
                paths: patterns(&written.paths)?,
                assumed: Assumed {
                    channel: written.channel,
                    bot: written.bot,
                    voice: written.voice,
                    as_of: written.as_of,
                    allow: rules_of(text, &written.allow)?,
                },
            })
        });
        Ok(Self {
            overrides: overrides.collect::<Result<_, _>>()?,
            assumed: Assumed {
                channel: written.channel,
                bot: written.bot,
                voice: written.voice,
                as_of: written.as_of,
                allow: rules_of(text, &written.allow)?,
            },
            fail_on: written.fail_on,
            exclude,
        })
    }
}

fn rules_of(text: &str, ids: &[Spanned<String>]) -> Result<Vec<String>, Problem> {
    let known = |id: &Spanned<String>| {
        value::rule(id.get_ref()).map_err(|message| Problem {
            at: Some(position(text, id.span().start)),
            message,
        })
    };
    ids.iter().map(known).collect()
}

fn patterns_of(
    text: &str,
    folder: &Path,
    patterns: &[Spanned<String>],
) -> Result<Gitignore, Problem> {
    let mut builder = GitignoreBuilder::new(folder);
    for pattern in patterns {
        builder
            .add_line(None, pattern.get_ref())
            .map_err(|error| Problem {
                at: Some(position(text, pattern.span().start)),
                message: sanitize::line(&format!("no pattern of paths: {error}")).into_owned(),
            })?;
    }
    builder.build().map_err(|error| Problem {
        at: None,
        message: sanitize::line(&format!(
            "the patterns of paths are too many or too large: {error}"
        ))
        .into_owned(),
    })
}

/// What the parser says, and for an unknown key what was probably meant.
fn complaint(text: &str, error: &toml::de::Error) -> Problem {
    let message = error.message();
    let mut words = message.split('`').skip(1).step_by(2);
    let message = match (message.starts_with("unknown field"), words.next()) {
        (true, Some(key)) => {
            let keys: Vec<&str> = words.collect();
            match value::near(key, &keys) {
                Some(near) => format!("there is no setting `{key}`; did you mean `{near}`?"),
                None => format!(
                    "there is no setting `{key}`: it is one of {}",
                    keys.join(", ")
                ),
            }
        }
        _ => message.to_owned(),
    };
    Problem {
        at: error.span().map(|span| position(text, span.start)),
        message: sanitize::line(&message).into_owned(),
    }
}

/// Line and column of a byte, from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rstest::rstest;

    use super::*;

    #[test]
    fn everything_that_can_be_said() {
        let text = r#"
            channel = "line"
            bot = "azure"
            voice = true
            as-of = "2021-03"
            fail-on = "error"
            allow = ["oc-note"]
            exclude = ["old/"]

            [[override]]
            paths = ["topics/**"]
            allow = ["OC-EMOJI"]
            channel = "msteams"
        "#;
        let file = File::read(text, Path::new("/repo")).unwrap();
        assert_eq!(file.assumed.channel, Some(Channel::Line));
        assert_eq!(file.assumed.bot, Some(BotKind::Azure));
        assert_eq!(file.assumed.voice, Some(true));
        assert_eq!(file.assumed.as_of, Some(jiff::civil::date(2021, 3, 1)));
        assert_eq!(file.assumed.allow, ["OC-NOTE"]);
        assert_eq!(file.fail_on, value::fail_on("error").ok());
        assert!(file.exclude.is_some());
        let first = file.overrides.first().unwrap();
        assert_eq!(first.assumed.channel, Some(Channel::Msteams));
        assert_eq!(first.assumed.allow, ["OC-EMOJI"]);
    }

    #[rstest]
    #[case(
        "q = 1",
        "line 1, column 1: there is no setting `q`: it is one of channel, bot, "
    )]
    #[case(
        "\nchanel = \"line\"",
        "line 2, column 1: there is no setting `chanel`; did you mean `channel`?"
    )]
    #[case(
        "channel = \"lime\"",
        "line 1, column 11: there is no channel `lime`; did you mean `line`?"
    )]
    #[case(
        "allow = [\"OC-NOTE\", \"OC-EMOJY\"]",
        "line 1, column 21: there is no rule `OC-EMOJY`; did you mean `OC-EMOJI`?"
    )]
    #[case("as-of = \"soon\"", "line 1, column 9: `soon` is no date")]
    #[case("voice = 1", "line 1, column 9: ")]
    #[case("exclude = [\"{a\"]", "line 1, column 12: no pattern of paths: ")]
    #[case("[[override]]\nallow = []", "line 1, column 1: missing field `paths`")]
    #[case(
        "[[override]]\npaths = []\nfail-on = \"info\"",
        "line 3, column 1: there is no setting `fail-on`"
    )]
    #[case("channel = ", "line 1, column 11: ")]
    fn what_is_wrong_is_said_with_its_place(#[case] text: &str, #[case] said: &str) {
        let problem = File::read(text, Path::new("/repo"))
            .unwrap_err()
            .to_string();
        assert!(problem.starts_with(said), "{problem}");
    }
}
