//! Findings to report on in tests, made up: plain ones and hostile ones.

use crate::check::{Located, Place, SourceLine, Unreadable};
use crate::content::rules::{RuleId, Severity};
use crate::content::scan::Finding;

/// A finding of this rule with words that are the test's own.
pub(super) fn finding(rule: RuleId, severity: Severity, message: &str, excerpt: &str) -> Finding {
    Finding {
        rule,
        severity,
        pointer: String::new(),
        exact: None,
        of_name: false,
        span: None,
        message: message.to_owned().into(),
        excerpt: excerpt.to_owned(),
        seen_as: None,
        help: "Say it in words.",
        times: 1,
    }
}

/// A finding at a line and column, where `mark` stands in `text`.
pub(super) fn at(finding: Finding, line: u64, text: &str, mark: &str) -> Located {
    let start = text.find(mark).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default().chars().count();
    let length = mark.chars().count();
    let column = before as u64 + 1;
    let byte = line * 100 + start as u64;
    Located {
        finding,
        place: Place {
            pointer: None,
            line,
            column,
            end_line: line,
            end_column: column + length as u64,
            span: byte..byte + mark.len() as u64,
        },
        source: SourceLine {
            text: text.to_owned(),
            mark: before..before + length,
        },
    }
}

/// An emoji in a line of YAML.
pub(super) fn emoji(line: u64) -> Located {
    let words = "An emoji may not show after the handoff.";
    let found = finding(RuleId::Emoji, Severity::Warning, words, "👋");
    at(found, line, "      - Hello 👋 and welcome", "👋")
}

/// An emoji in JSON, at a pointer.
pub(super) fn in_json(pointer: &str) -> Located {
    let mut located = emoji(1);
    located.place.pointer = Some(pointer.to_owned());
    located
}

/// Everything that may go wrong in a report, over three files.
pub(super) fn hard() -> Vec<(&'static str, Located)> {
    let mut card = at(
        finding(
            RuleId::CardVersion,
            Severity::Error,
            "Adaptive Card 1.6; web chat takes 1.5 at most, and whoever wrote this sentence made it long enough that it has \
             to go on in a second row.",
            "1.6",
        ),
        12,
        "    \"version\": \"1.6\",",
        "1.6",
    );
    card.finding.seen_as = Some("the fallback text".into());
    card.place.pointer = Some("/attachments/0/content/version".to_owned());
    let mut styles = in_json("/attachments/0/content");
    styles.finding = finding(
        RuleId::CardStyle,
        Severity::Info,
        "The card sets colours of its own.",
        "",
    );
    styles.finding.times = 3;
    styles.place.end_line = 40;
    styles.source.mark = 0..0;
    let bidi = finding(
        RuleId::Bidi,
        Severity::Danger,
        "Turns the text around: \u{202e}evil\u{1b}[31m.",
        "‹RLO›",
    );
    let wide = finding(
        RuleId::EmojiChannel,
        Severity::Warning,
        "LINE shows a sticker.",
        "🙂",
    );
    let build = finding(
        RuleId::Escape,
        Severity::Danger,
        "::stop-commands::x ##vso[task.complete] [click](https://example.org) {0} 100 %",
        "␛[31m",
    );
    let far = format!("{}👋{}", "word ".repeat(40), " tail".repeat(40));
    vec![
        ("cards/return, 100 %.json", card),
        ("cards/return, 100 %.json", styles),
        ("topics/grüße.mcs.yml", emoji(7)),
        ("topics/grüße.mcs.yml", at(wide, 8, "返品は🙂です", "🙂")),
        ("a::b\u{1b}[2J.txt", at(bidi, 1, "ab ‹RLO› مرحبا", "‹RLO›")),
        (
            "a::b\u{1b}[2J.txt",
            at(build, 2, "##vso[task.complete] ␛[31m", "␛[31m"),
        ),
        (
            "a::b\u{1b}[2J.txt",
            at(
                finding(
                    RuleId::Emoji,
                    Severity::Warning,
                    "An emoji may not show after the handoff.",
                    "👋",
                ),
                3,
                &far,
                "👋",
            ),
        ),
    ]
}

/// Two files that could not be read.
pub(super) fn unreadable() -> [Unreadable; 2] {
    [
        Unreadable {
            file: "broken.json".to_owned(),
            at: Some((3, 14)),
            message: "No JSON: a comma is missing.".to_owned(),
            hint: "Correct the file at this place.".to_owned(),
        },
        Unreadable {
            file: "secret".to_owned(),
            at: None,
            message: "Permission denied.".to_owned(),
            hint: "Make it readable, or leave it out.".to_owned(),
        },
    ]
}
