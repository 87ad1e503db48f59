//! Configurations in TOML, which are read whole. Those in JSON are read as all JSON is.

use serde_json::Value;
use toml::de::DeTable;

use super::output::Output;
use crate::check::input::{Trouble, Window};
use crate::check::read::{Assumed, Found, Stop, Taker, in_toml, of_document};
use crate::content::configuration::{is_configuration, json_of_toml};
use crate::content::scan::Finding;

/// Whether a file may be a configuration: by its extension, or by how it begins.
pub(super) fn is_plausible(extension: &str, window: &Window<'_>) -> bool {
    let first = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let begin = window.after(window.base());
    extension == "toml"
        || begin
            .lines()
            .find(first)
            .and_then(|line| line.strip_prefix("configuration"))
            .is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// Checks a configuration. Answers whether it is one; TOML that is named and cannot be read is trouble.
pub(super) fn check(
    window: &mut Window<'_>,
    assumed: Assumed<'_>,
    named: bool,
    output: &mut Output<'_>,
) -> Result<bool, Stop> {
    let base = window.base();
    let Some(text) = window.whole()? else {
        return Ok(false);
    };
    let found = match judge(text, base, assumed) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(false),
        Err((_, trouble)) if named => return Err(trouble.into()),
        Err((ours, trouble)) => {
            return if ours { Err(trouble.into()) } else { Ok(false) };
        }
    };
    output.summary.documents += 1;
    output.found(window, found)?;
    Ok(true)
}

/// What is found in the text, if it is a configuration at all. The error says whether it is at least meant to be one.
fn judge(
    text: &str,
    base: u64,
    assumed: Assumed<'_>,
) -> Result<Option<Vec<Found>>, (bool, Trouble)> {
    let refused = |error: &toml::de::Error| {
        let at = base + error.span().map_or(0, |span| span.start) as u64;
        let message = format!("this is not TOML: {}", error.message());
        let hint = "mend the TOML at this place";
        (false, Trouble::at(at, message, hint))
    };
    let table = DeTable::parse(text).map_err(|error| refused(&error))?;
    let value: toml::Table = toml::from_str(text).map_err(|error| refused(&error))?;
    let document: Value = json_of_toml(toml::Value::Table(value));
    if !is_configuration(&document) {
        return Ok(None);
    }
    let place = |pointer: &str| {
        let span = in_toml(table.get_ref(), 0..text.len(), pointer);
        base + span.start as u64..base + span.end as u64
    };
    let findings: Vec<Finding> = of_document(&document, assumed.as_of()).map_err(|error| {
        let at = place(&error.pointer).start;
        (true, Trouble::at(at, error.message, error.hint))
    })?;
    let found = findings.into_iter().map(|finding| Found {
        span: place(&finding.pointer),
        pointer: None,
        finding,
    });
    Ok(Some(found.collect()))
}
