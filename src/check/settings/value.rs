//! The values of settings and of options of the command line: the same words, and the same complaints.

use jiff::civil::Date;

use crate::content::rules::{self, Severity};
use crate::content::sanitize;
use crate::content::scan::BotKind;
use crate::domain::Channel;

/// The channels by name.
pub const CHANNELS: &[&str] = &[
    "lcw",
    "directline",
    "msteams",
    "facebook",
    "line",
    "telegram",
    "whatsapp-acs",
    "whatsapp-twilio",
    "wechat",
    "apple",
    "google",
    "sms",
    "telephony",
];

const BOTS: &[&str] = &["copilot-studio", "azure"];
const SEVERITIES: &[&str] = &["info", "warning", "error", "danger", "never"];

/// How alike a word must be to be what was meant.
const ALIKE: f64 = 0.75;

/// From which severity on a check fails; `None` never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailOn(pub Option<Severity>);

impl Default for FailOn {
    fn default() -> Self {
        Self(Some(Severity::Warning))
    }
}

impl FailOn {
    /// Whether a check that found this at worst fails.
    pub fn fails(self, worst: Option<Severity>) -> bool {
        self.0
            .zip(worst)
            .is_some_and(|(least, worst)| worst >= least)
    }
}

/// A channel by its name or by what payloads call it in `channelId`.
pub fn channel(name: &str) -> Result<Channel, String> {
    Channel::from_channel_id(name).ok_or_else(|| unknown("channel", name, CHANNELS, true))
}

/// What a bot is made with.
pub fn bot(name: &str) -> Result<BotKind, String> {
    match name {
        "copilot-studio" => Ok(BotKind::CopilotStudio),
        "azure" => Ok(BotKind::Azure),
        _ => Err(unknown("kind of bot", name, BOTS, true)),
    }
}

/// From which severity on a check fails.
pub fn fail_on(name: &str) -> Result<FailOn, String> {
    Ok(FailOn(Some(match name {
        "info" => Severity::Info,
        "warning" => Severity::Warning,
        "error" => Severity::Error,
        "danger" => Severity::Danger,
        "never" => return Ok(FailOn(None)),
        _ => return Err(unknown("severity", name, SEVERITIES, true)),
    })))
}

/// The id of a rule as the catalogue writes it.
pub fn rule(id: &str) -> Result<String, String> {
    rules::rule(id).map(|rule| rule.id.clone()).ok_or_else(|| {
        let ids: Vec<&str> = rules::all().iter().map(|rule| rule.id.as_str()).collect();
        unknown("rule", &id.to_ascii_uppercase(), &ids, false)
    })
}

/// A day: `2024-02-29`; a month or a year means its first day.
pub fn date(text: &str) -> Result<Date, String> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let plain = whole
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    whole
        .parse()
        .ok()
        .filter(|_| plain && whole.len() == 10)
        .ok_or_else(|| {
            format!(
                "`{}` is no date: write a year, a month or a day, such as 2021-03 or 2021-03-15",
                sanitize::excerpt(text, 40)
            )
        })
}

/// The candidate that was probably meant.
pub fn near<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    candidates
        .iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), *candidate))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

fn unknown(what: &str, word: &str, candidates: &[&str], list: bool) -> String {
    let shown = sanitize::excerpt(word, 40);
    match near(word, candidates) {
        Some(near) => format!("there is no {what} `{shown}`; did you mean `{near}`?"),
        None if list => format!(
            "there is no {what} `{shown}`: it is one of {}",
            candidates.join(", ")
        ),
        None => format!("there is no {what} `{shown}`; `deskhand rules` lists them"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date as day;
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_channel_has_its_name() {
        for name in CHANNELS {
            let channel = channel(name).unwrap();
            assert_eq!(serde_json::to_value(channel).unwrap(), *name);
        }
        assert!(channel("linee").unwrap_err().contains("`line`"));
        assert!(
            channel("?")
                .unwrap_err()
                .contains("whatsapp-twilio, wechat")
        );
    }

    #[rstest]
    #[case("2021", Some(day(2021, 1, 1)))]
    #[case("2021-03", Some(day(2021, 3, 1)))]
    #[case("2021-03-15", Some(day(2021, 3, 15)))]
    #[case("2021-13", None)]
    #[case("2021-02-30", None)]
    #[case("20210301", None)]
    #[case("2021-03-01T10:00", None)]
    #[case("heute", None)]
    #[case("", None)]
    fn dates(#[case] text: &str, #[case] expected: Option<Date>) {
        assert_eq!(date(text).ok(), expected);
    }

    #[test]
    fn a_rule_is_known_in_any_case_and_a_near_one_is_offered() {
        assert_eq!(rule("oc-emoji").unwrap(), "OC-EMOJI");
        assert!(
            rule("OC-EMOJ")
                .unwrap_err()
                .contains("did you mean `OC-EMOJI`")
        );
        assert!(rule("nonsense").unwrap_err().contains("deskhand rules"));
    }

    #[rstest]
    #[case("warning", Some(Severity::Info), false)]
    #[case("warning", Some(Severity::Warning), true)]
    #[case("error", Some(Severity::Danger), true)]
    #[case("info", None, false)]
    #[case("never", Some(Severity::Danger), false)]
    fn what_fails(#[case] least: &str, #[case] worst: Option<Severity>, #[case] fails: bool) {
        assert_eq!(fail_on(least).unwrap().fails(worst), fails);
    }
}
