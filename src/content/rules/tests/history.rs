//! What the pages said, year by year: rows come, go and come back.

use rstest::rstest;

use super::*;
use crate::content::scan::BotKind;

/// The rows of the pages on the day each version was written, as far as they are rules of a payload or a set-up.
#[rstest]
#[case::cbva_2019("2019-11-04", &["OC-CARD-AUTH", "OC-EMOJI", "OC-NOTE", "OC-VAR-DISPLAY", "OC-UNDO-2020"])]
#[case::hoc_2020("2020-09-22", &["OC-CARD-AUTH", "OC-EMOJI", "OC-NOTE", "OC-VAR-DISPLAY", "OC-UNDO-2020", "OC-TYPING", "OC-HUB-CHANNELS", "OC-SA-VANISH"])]
#[case::cbva_2021("2021-03-15", &["OC-EMOJI", "OC-VAR-GREETING", "OC-CARD-STYLE", "OC-CARD-AUTHOR", "OC-SURVEY-TEXT", "OC-SSO", "OC-TYPING", "OC-SA-VERTICAL",
    "OC-MD-IMAGE", "OC-MD-SPACING", "OC-CAROUSEL", "OC-ATT-BOT"])]
#[case::cbva_2022("2022-06-14", &["OC-EMOJI", "OC-CARD-STYLE", "OC-CARD-AUTHOR", "OC-SSO", "OC-TYPING", "OC-MD-IMAGE", "OC-MD-SPACING", "OC-CAROUSEL"])]
#[case::cbva_2023("2023-06-16", &["OC-EMOJI", "OC-CARD-STYLE", "OC-CARD-AUTHOR", "OC-TYPING", "OC-MD-IMAGE", "OC-MD-SPACING", "OC-CARD-OAUTH-TEAMS"])]
#[case::cbva_2024("2024-12-16", &["OC-EMOJI", "OC-CARD-STYLE", "OC-CARD-AUTHOR", "OC-TYPING", "OC-MD-IMAGE", "OC-MD-SPACING", "OC-CARD-OAUTH-TEAMS", "OC-CAROUSEL", "OC-NAME-30"])]
#[case::cbva_2025("2025-08-19", &["OC-EMOJI", "OC-CARD-STYLE", "OC-CARD-AUTHOR", "OC-TYPING", "OC-MD-IMAGE", "OC-MD-SPACING", "OC-CARD-OAUTH-TEAMS", "OC-CAROUSEL", "OC-NAME-30",
    "OC-CARD-INPUT"])]
fn rows_of_a_version(#[case] day: &str, #[case] rows: &[&str]) {
    const ROWS: &[&str] = &[
        "OC-CARD-AUTH",
        "OC-EMOJI",
        "OC-VAR-GREETING",
        "OC-CARD-STYLE",
        "OC-CARD-AUTHOR",
        "OC-SURVEY-TEXT",
        "OC-SSO",
        "OC-TYPING",
        "OC-SA-VERTICAL",
        "OC-MD-IMAGE",
        "OC-MD-SPACING",
        "OC-CAROUSEL",
        "OC-ATT-BOT",
        "OC-CARD-OAUTH-TEAMS",
        "OC-NAME-30",
        "OC-CARD-INPUT",
    ];
    let day: Date = day.parse().unwrap();
    for id in rows {
        assert!(rule(id).unwrap().holds(Some(day)), "{id} on {day}");
    }
    for id in ROWS.iter().filter(|id| !rows.contains(id)) {
        let rule = rule(id).unwrap();
        // The survey and the files were on another page before, see the sources.
        let elsewhere = rule.sources.iter().any(|key| key == "PUBCH");
        assert!(
            !rule.holds_for(BotKind::CopilotStudio, Some(day)) || elsewhere,
            "{id} on {day}"
        );
    }
}

#[test]
fn the_carousel_row_comes_back() {
    let carousel = rule("OC-CAROUSEL").unwrap();
    let holds = |day: &str| carousel.holds(day.parse().ok());
    assert!(!holds("2021-03-09") && holds("2021-03-10") && holds("2023-06-15"));
    assert!(!holds("2023-06-16") && !holds("2024-08-29") && holds("2024-08-30"));
    assert!(carousel.holds(None));
    assert_eq!(
        carousel.dates.words().unwrap(),
        "Held from 2021-03-10 until 2023-06-16, holds again since 2024-08-30"
    );
}

#[test]
fn pages_without_a_date_hold_always() {
    for id in [
        "OC-XML",
        "OC-TEXT-6000",
        "OC-CARD-UPDATE",
        "OC-RATE-429",
        "OC-VAR-LASTPHRASE",
    ] {
        let rule = rule(id).unwrap();
        assert!(
            rule.dates.since.is_none() && rule.dates.until.is_none(),
            "{id}"
        );
    }
}
