//! Severities, kinds and groups in words: their names on the command line, and headings for a person.

use super::{Group, Kind, Severity};

impl Severity {
    /// All of them, the mildest first.
    pub const ALL: [Self; 4] = [Self::Info, Self::Warning, Self::Error, Self::Danger];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Danger => "danger",
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Payload, Self::Configuration, Self::Runtime];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Payload => "payload",
            Self::Configuration => "configuration",
            Self::Runtime => "runtime",
        }
    }

    /// From what such a rule is decided.
    pub fn about(self) -> &'static str {
        match self {
            Self::Payload => "decided from a handoff, a message, a card or a transcript alone",
            Self::Configuration => "decided from how bot and hub are set up",
            Self::Runtime => "seen only while it happens; a named event raises it",
        }
    }

    /// The kind of this name or first letter, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| {
            let short = kind.name().get(..1).unwrap_or_default();
            name.eq_ignore_ascii_case(kind.name()) || name.eq_ignore_ascii_case(short)
        })
    }
}

impl Group {
    /// All of them, in the order of the catalogue.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Cards,
        Self::Attachments,
        Self::Variables,
        Self::Placement,
        Self::Ending,
        Self::Authentication,
        Self::Voice,
        Self::Connection,
        Self::Limits,
        Self::Hazard,
    ];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Cards => "cards",
            Self::Attachments => "attachments",
            Self::Variables => "variables",
            Self::Placement => "placement",
            Self::Ending => "ending",
            Self::Authentication => "authentication",
            Self::Voice => "voice",
            Self::Connection => "connection",
            Self::Limits => "limits",
            Self::Hazard => "hazard",
        }
    }

    /// What its rules are about.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text, emoji, notes",
            Self::Cards => "Cards, choices, carousels",
            Self::Attachments => "Typing and attachments",
            Self::Variables => "Sizes, names, variables",
            Self::Placement => "Where a bot may sit and what a transfer does",
            Self::Ending => "How conversations end",
            Self::Authentication => "Authentication",
            Self::Voice => "Voice",
            Self::Connection => "Connection and environment",
            Self::Limits => "Transcript, rate, time",
            Self::Hazard => "Hazards: text that means harm or lost something",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn names_are_those_of_the_files() {
        let json = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for severity in Severity::ALL {
            assert_eq!(
                json(serde_json::to_value(severity).unwrap()),
                severity.name()
            );
        }
        for kind in Kind::ALL {
            assert_eq!(json(serde_json::to_value(kind).unwrap()), kind.name());
            assert_eq!(Kind::from_name(&kind.name().to_uppercase()), Some(kind));
        }
        for group in Group::ALL {
            assert_eq!(json(serde_json::to_value(group).unwrap()), group.name());
            assert!(!group.title().is_empty());
        }
        assert_eq!(Kind::from_name("P"), Some(Kind::Payload));
        assert_eq!(Kind::from_name("r"), Some(Kind::Runtime));
        assert_eq!(Kind::from_name(""), None);
    }
}
