//! SARIF 2.1.0, for code scanning. Results are written as they come; the rules they name and the files that could not be read
//! follow them, so only those are kept.

mod fingerprint;
mod place;
mod rule;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json::text;
use super::{Base, Report, Summary};
use crate::check::{Located, Unreadable};
use crate::content::rules::{RuleId, Severity};
use fingerprint::Fingerprints;

/// The schema that the report follows.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Under which name file names are relative to the root of the repository.
const ROOT: &str = "%SRCROOT%";

/// Writes one run.
#[derive(Debug)]
pub struct Sarif<W> {
    out: W,
    base: Base,
    begun: bool,
    any: bool,
    /// Rules in the order in which they were first raised: their index is how results name them.
    rules: Vec<RuleId>,
    notifications: Vec<Value>,
    fingerprints: Fingerprints,
}

impl<W: Write> Sarif<W> {
    /// A report that is written to `out` and names files relative to the root of `base`.
    pub fn new(out: W, base: Base) -> Self {
        Self {
            out,
            base,
            begun: false,
            any: false,
            rules: Vec::new(),
            notifications: Vec::new(),
            fingerprints: Fingerprints::default(),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let bases = json!({ ROOT: { "uri": self.base.root_uri() } });
        write!(
            self.out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\
             \"originalUriBaseIds\":{},\"results\":[",
            text(&bases)?
        )
    }
}

impl<W: Write> Report for Sarif<W> {
    fn finding(&mut self, file: &str, located: &Located) -> io::Result<()> {
        self.begin()?;
        let result = self.result(file, located);
        let comma = if self.any { "," } else { "" };
        self.any = true;
        write!(self.out, "{comma}\n{}", text(&result)?)
    }

    fn unreadable(&mut self, unreadable: &Unreadable) -> io::Result<()> {
        let words = format!("{}\nDo: {}", unreadable.message, unreadable.hint);
        let mut place = json!({ "artifactLocation": self.artifact(&unreadable.file) });
        if let Some((line, column)) = unreadable.at {
            place["region"] = json!({ "startLine": line.max(1), "startColumn": column.max(1) });
        }
        self.notifications.push(json!({
            "level": "error",
            "message": { "text": place::words(&words) },
            "locations": [{ "physicalLocation": place }],
        }));
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        self.begin()?;
        let mut driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.rules.iter().map(|rule| rule::describe(*rule)).collect::<Vec<_>>(),
        });
        if let Some(home) = home() {
            driver["informationUri"] = home.into();
        }
        let tool = json!({ "driver": driver });
        let invocations = json!([{
            "executionSuccessful": self.notifications.is_empty(),
            "toolExecutionNotifications": self.notifications,
        }]);
        writeln!(
            self.out,
            "\n],\"tool\":{},\"invocations\":{}}}]}}",
            text(&tool)?,
            text(&invocations)?
        )?;
        self.out.flush()
    }
}

impl<W> Sarif<W> {
    fn result(&mut self, file: &str, located: &Located) -> Value {
        let finding = &located.finding;
        let mut location = Map::new();
        location.insert(
            "physicalLocation".into(),
            place::physical(&self.artifact(file), located),
        );
        if let Some(logical) = place::logical(located) {
            location.insert("logicalLocations".into(), json!([logical]));
        }
        let mut properties = json!({ "severity": finding.severity });
        if let Some(seen_as) = &finding.seen_as {
            properties["seenAs"] = json!(seen_as);
        }
        if finding.times > 1 {
            properties["times"] = finding.times.into();
        }
        json!({
            "ruleId": finding.rule.as_str(),
            "ruleIndex": self.index(finding.rule),
            "level": level(finding.severity),
            "message": { "text": place::words(&message(located)) },
            "locations": [location],
            "partialFingerprints": { fingerprint::NAME: self.fingerprints.of(file, located) },
            "properties": properties,
        })
    }

    fn index(&mut self, rule: RuleId) -> usize {
        if let Some(at) = self.rules.iter().position(|known| *known == rule) {
            return at;
        }
        self.rules.push(rule);
        self.rules.len() - 1
    }

    fn artifact(&self, file: &str) -> Value {
        match self.base.uri(file) {
            (uri, true) => json!({ "uri": uri, "uriBaseId": ROOT }),
            (uri, false) => json!({ "uri": uri }),
        }
    }
}

fn message(located: &Located) -> String {
    let finding = &located.finding;
    match &finding.seen_as {
        Some(seen_as) => format!(
            "{} Seen as: {}. {}",
            finding.message,
            seen_as.trim_end_matches('.'),
            finding.help
        ),
        None => format!("{} {}", finding.message, finding.help),
    }
}

/// Where the project lives, if its manifest says so.
fn home() -> Option<&'static str> {
    [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")]
        .into_iter()
        .find(|uri| !uri.is_empty())
}

/// SARIF knows three levels.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error | Severity::Danger => "error",
    }
}
