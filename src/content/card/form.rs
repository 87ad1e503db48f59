//! What was submitted on an Adaptive Card: which button, and what was filled in.

use serde_json::{Map, Value};

use super::adaptive::{SECRET, is_secret};
use super::answer::Submission;
use super::buttons::{same, says};
use super::reading::{any, first, list, text};
use crate::content::sanitize::{excerpt, value_text};

/// Longest shown value in characters, and most values of one answer.
const VALUE: usize = 120;
const VALUES: usize = 40;
/// How deep buttons and inputs are looked for.
const DEPTH: u32 = 64;
/// Members of a submission that hosts add by themselves.
const HOSTS_OWN: [&str; 2] = ["actionSubmitId", "msteams"];

/// The button that carries the submitted data, and the inputs that were filled in; and how much speaks for it. A submission
/// of which more is foreign to the card than known is not one of it.
pub(super) fn submitted(
    card: &Value,
    submission: &Submission<'_>,
    recent: bool,
) -> Option<(Vec<String>, usize)> {
    let parts = Parts::of(card);
    let (button, score) = pressed(&parts.buttons, submission);
    let filled: Vec<(&Value, &Value)> = parts
        .inputs
        .iter()
        .filter_map(|input| Some((*input, submission.data.get(text(input, "id")?)?)))
        .collect();
    let score = score + filled.len();
    let empty = submission.data.is_empty() && recent && button.is_some();
    if (score == 0 && !empty) || foreign(button, &filled, submission.data) > score {
        return None;
    }
    let mut chosen: Vec<String> = button
        .and_then(|button| first(button, &["title", "tooltip", "id"]))
        .map(|title| excerpt(&value_text(title), VALUE))
        .into_iter()
        .collect();
    let words = filled
        .iter()
        .filter_map(|(input, value)| filled_in(input, value));
    chosen.extend(words.take(VALUES));
    Some((chosen, score + 1))
}

/// The button that says these words for the customer: by `data` that is a text, or by what Teams is told to say.
pub(super) fn said(card: &Value, words: &str, recent: bool) -> Option<(Vec<String>, usize)> {
    if !recent || words.trim().is_empty() {
        return None;
    }
    let parts = Parts::of(card);
    let button = parts.buttons.iter().find(|button| {
        button.get("data").is_some_and(|data| match data {
            Value::String(data) => same(data.trim(), words.trim()),
            _ => data
                .get("msteams")
                .is_some_and(|extras| says(extras, words)),
        })
    })?;
    let title = first(button, &["title", "tooltip", "data"])?;
    Some((vec![excerpt(&value_text(title), VALUE)], 1))
}

/// The button for which most speaks, if there is only one, and how much that is.
fn pressed<'a>(buttons: &[&'a Value], submission: &Submission<'_>) -> (Option<&'a Value>, usize) {
    let mut best: (Option<&Value>, usize) = (None, 0);
    let mut first = true;
    for button in buttons {
        let Some(score) = fits(button, submission) else {
            continue;
        };
        if first || score > best.1 {
            best = (Some(button), score);
        } else if score == best.1 {
            best.0 = None;
        }
        first = false;
    }
    best
}

/// How much speaks for this button; none if something speaks against it.
fn fits(button: &Value, submission: &Submission<'_>) -> Option<usize> {
    let mut score = 0;
    if let Some(verb) = submission.verb {
        if text(button, "verb") != Some(verb) {
            return None;
        }
        score += 2;
    }
    if let Some(named) = submission.button {
        let own = first(button, &["id", "title"]).and_then(Value::as_str);
        if [own, text(button, "title")].contains(&Some(named)) {
            score += 2;
        }
    }
    for (key, value) in data(button).into_iter().flatten() {
        if HOSTS_OWN.contains(&key.as_str()) {
            continue;
        }
        if submission.data.get(key) != Some(value) {
            return None;
        }
        score += 1;
    }
    Some(score)
}

fn data(button: &Value) -> Option<&Map<String, Value>> {
    button.get("data").and_then(Value::as_object)
}

/// How many of the submitted members neither the button nor an input knows.
fn foreign(
    button: Option<&Value>,
    filled: &[(&Value, &Value)],
    submitted: &Map<String, Value>,
) -> usize {
    let own = button.and_then(data);
    let known = submitted
        .keys()
        .filter(|key| {
            HOSTS_OWN.contains(&key.as_str()) || own.is_some_and(|own| own.contains_key(*key))
        })
        .count();
    submitted.len().saturating_sub(known + filled.len())
}

/// An input and what was put into it, in words; none if it was left empty.
fn filled_in(input: &Value, value: &Value) -> Option<String> {
    let said = value_text(value);
    if said.trim().is_empty() {
        return None;
    }
    let kind = text(input, "type").unwrap_or_default();
    if kind.eq_ignore_ascii_case("Input.Toggle") {
        return Some(toggled(input, &said));
    }
    let words = if is_secret(input) {
        SECRET.to_owned()
    } else {
        chosen(list(input, "choices"), &said)
    };
    let label = first(input, &["label", "placeholder", "id"]).map_or("".into(), value_text);
    let label = label.trim().trim_end_matches(':');
    Some(excerpt(&format!("{label}: {words}"), VALUE))
}

fn toggled(input: &Value, said: &str) -> String {
    let on = match input.get("valueOn") {
        Some(on) => value_text(on),
        None => "true".into(),
    };
    let mark = if on == said { "[x]" } else { "[ ]" };
    let title = first(input, &["title", "label", "id"]).map_or("".into(), value_text);
    excerpt(&format!("{mark} {title}"), VALUE)
}

/// The titles of the chosen values, which are sent joined by commas.
fn chosen(choices: &[Value], said: &str) -> String {
    let title_of = |said: &str| {
        let choice = choices.iter().find(|choice| any(choice, "value") == said)?;
        Some(any(choice, "title").into_owned()).filter(|title| !title.is_empty())
    };
    if choices.is_empty() {
        return said.to_owned();
    }
    title_of(said).unwrap_or_else(|| {
        let titles: Vec<_> = said
            .split([',', ';'])
            .take(VALUES)
            .map(|one| title_of(one.trim()).unwrap_or_else(|| one.trim().to_owned()))
            .collect();
        titles.join(", ")
    })
}

/// The inputs and submitting buttons of a card, wherever they stand.
#[derive(Default)]
struct Parts<'a> {
    inputs: Vec<&'a Value>,
    buttons: Vec<&'a Value>,
}

impl<'a> Parts<'a> {
    fn of(card: &'a Value) -> Self {
        let mut parts = Self::default();
        parts.collect(card, 0);
        parts
    }

    fn collect(&mut self, value: &'a Value, depth: u32) {
        if depth > DEPTH {
            return;
        }
        match value {
            Value::Array(list) => list.iter().for_each(|one| self.collect(one, depth + 1)),
            Value::Object(map) => {
                let kind = text(value, "type").unwrap_or_default().to_ascii_lowercase();
                match kind.as_str() {
                    kind if kind.starts_with("input.") => self.inputs.push(value),
                    "action.submit" | "action.execute" => self.buttons.push(value),
                    _ => {}
                }
                map.iter()
                    .filter(|(key, _)| key.as_str() != "data")
                    .for_each(|(_, one)| self.collect(one, depth + 1));
            }
            _ => {}
        }
    }
}
