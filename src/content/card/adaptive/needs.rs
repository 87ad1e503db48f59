//! What an element asks of its host (`requires`), and what stands in for it (`fallback`).

use serde_json::Value;

use crate::content::card::builder::Builder;
use crate::content::card::reading::any;
use crate::content::sanitize::value_text;

/// The newest version of Adaptive Cards there is.
const NEWEST: (u32, u32) = (1, 6);

/// What stands in for an element.
pub(super) enum Instead<'v> {
    /// Another element.
    Other(&'v Value),
    /// Nothing: it is left out.
    Nothing,
    /// Nobody said.
    Unsaid,
}

/// The fallback of an element.
pub(super) fn instead(value: &Value) -> Instead<'_> {
    match value.get("fallback") {
        Some(other @ Value::Object(_)) => Instead::Other(other),
        Some(Value::String(drop)) if drop.eq_ignore_ascii_case("drop") => Instead::Nothing,
        _ => Instead::Unsaid,
    }
}

/// The features an element asks for that not every host has, in words. Of the features only `adaptiveCards` is one of the
/// format's own; all others are agreed on between a bot and a host.
pub(super) fn unmet(value: &Value) -> Option<String> {
    let asked = value.get("requires")?.as_object()?;
    let unmet: Vec<String> = asked
        .iter()
        .filter(|(feature, version)| {
            !feature.eq_ignore_ascii_case("adaptiveCards") || newer(&value_text(version))
        })
        .map(|(feature, version)| {
            format!("{feature} {}", value_text(version))
                .trim_end()
                .to_owned()
        })
        .collect();
    (!unmet.is_empty()).then(|| unmet.join(", "))
}

fn newer(version: &str) -> bool {
    let mut parts = version
        .split('.')
        .map(|part| part.trim().parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) > NEWEST
}

/// Shows what stands in for an element of this kind that is not shown because of `why`. Answers whether nobody said what
/// does.
pub(super) fn replaced(
    value: &Value,
    why: &str,
    card: &mut Builder<'_>,
    show: fn(&Value, &mut Builder<'_>),
) -> bool {
    let kind = match any(value, "type") {
        kind if kind.is_empty() => "an element without a type".into(),
        kind => kind,
    };
    match instead(value) {
        Instead::Other(other) => {
            card.unshown(&format!("{kind}{why}; instead:"));
            card.indented(|card| show(other, card));
            false
        }
        Instead::Nothing => {
            card.unshown(&format!("{kind}{why}, left out"));
            false
        }
        Instead::Unsaid => {
            card.unshown(&format!("{kind}{why}"));
            true
        }
    }
}
