//! Rules of the names of variables.

use std::collections::HashMap;

use super::report::{Detail, Report};
use crate::content::rules::RuleId;
use crate::content::sanitize::excerpt;
use crate::domain::documented::{CLOSE_AS_WELL, CONTEXT_VARIABLES, RECORD_VARIABLES};

/// Longest name in characters (rule OC-VAR-NAME), and most of one in a sentence.
const NAME: usize = 100;
const SHOWN: usize = 60;

/// Whether pages or samples give a variable this name.
pub(super) fn is_documented(name: &str) -> bool {
    documented().any(|known| known == name) || name == CLOSE_AS_WELL
}

fn documented() -> impl Iterator<Item = &'static str> {
    CONTEXT_VARIABLES.iter().chain(RECORD_VARIABLES).copied()
}

/// Scans the name of a variable.
pub(super) fn scan(name: &str, report: &mut Report<'_>) {
    let characters = name.chars().count();
    if characters > NAME {
        report.whole(RuleId::VarName, name, || {
            Detail::new(format!(
                "The name has {characters} characters; at most {NAME} are valid."
            ))
        });
    }
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        report.whole(RuleId::VarChars, name, || {
            Detail::new("Only letters, digits and underscores work in an automated message.")
                .seen_as("an empty text in the message")
        });
    }
    let meant = documented()
        .find(|known| known.eq_ignore_ascii_case(name))
        .filter(|_| !is_documented(name));
    if let Some(meant) = meant {
        report.whole(RuleId::VarCase, name, || {
            Detail::new(format!(
                "{} is not {meant}: names are matched letter for letter.",
                excerpt(name, SHOWN)
            ))
        });
    }
}

/// The names seen so far, to find two that differ in case only.
#[derive(Default)]
pub(super) struct Seen<'a>(HashMap<String, &'a str>);

impl<'a> Seen<'a> {
    /// Scans a name beside those that came before it.
    pub(super) fn scan(&mut self, name: &'a str, report: &mut Report<'_>) {
        let before = self.0.insert(name.to_lowercase(), name);
        let apart = before.filter(|before| {
            // Of a documented name in another case enough was said.
            *before != name && !documented().any(|known| known.eq_ignore_ascii_case(name))
        });
        if let Some(before) = apart {
            report.whole(RuleId::VarCase, name, || {
                Detail::new(format!(
                    "{} and {} are two variables: names are matched letter for letter.",
                    excerpt(before, SHOWN),
                    excerpt(name, SHOWN)
                ))
            });
        }
    }
}
