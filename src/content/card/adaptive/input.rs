//! What a customer fills in.

use serde_json::Value;

use super::action;
use crate::content::card::Content;
use crate::content::card::builder::Builder;
use crate::content::card::reading::{any, first, has_words, is, list, text};
use crate::content::display::Displayed;

/// Stands for what is typed where nobody may look.
pub(in crate::content::card) const SECRET: &str = "••••";

/// An input of this kind, in lower case.
pub(super) fn input(kind: &str, value: &Value, card: &mut Builder<'_>) {
    match kind {
        "input.toggle" => toggle(value, card),
        "input.choiceset" => choices(value, card),
        _ => field(kind, value, card),
    }
    card.indented(|card| takes(kind, value, card));
    if let Some(action) = value.get("inlineAction") {
        card.indented(|card| action::one(action, card));
    }
}

/// Whether what is typed here is kept from view.
pub(in crate::content::card) fn is_secret(value: &Value) -> bool {
    text(value, "style").is_some_and(|style| style.eq_ignore_ascii_case("password"))
}

fn asks(value: &Value, hint: Displayed<'static>, card: &mut Builder<'_>) {
    let label = match first(value, &["label", "id", "type"]) {
        Some(label) => card.shown(Some(label)),
        None => card.plain("something"),
    };
    card.push(Content::Input {
        label,
        hint,
        required: is(value, "isRequired") == Some(true),
    });
}

/// A field for a text, a number, a day or a time.
fn field(kind: &str, value: &Value, card: &mut Builder<'_>) {
    let filled = value.get("value").filter(|filled| has_words(Some(filled)));
    let hint = match filled {
        Some(_) if is_secret(value) => card.plain(SECRET),
        Some(filled) => card.shown(Some(filled)),
        None => match value.get("placeholder") {
            words if has_words(words) => card.shown(words),
            _ => card.plain(match kind {
                "input.number" => "a number",
                "input.date" => "a date",
                "input.time" => "a time",
                _ => "",
            }),
        },
    };
    asks(value, hint, card);
    if filled.is_some() && has_words(value.get("placeholder")) {
        card.indented(|card| card.note("hint: ", value.get("placeholder")));
    }
}

fn toggle(value: &Value, card: &mut Builder<'_>) {
    if has_words(value.get("label")) {
        let nothing = card.plain("");
        asks(value, nothing, card);
    }
    let on = match value.get("valueOn") {
        Some(_) => any(value, "valueOn"),
        None => "true".into(),
    };
    let title = match first(value, &["title", "id"]) {
        Some(title) => card.shown(Some(title)),
        None => card.plain("Input.Toggle"),
    };
    card.push(Content::Choice {
        title,
        chosen: any(value, "value") == on,
        many: true,
    });
}

fn choices(value: &Value, card: &mut Builder<'_>) {
    let filled = any(value, "value");
    let hint = card.shown(value.get("placeholder"));
    asks(value, hint, card);
    let many = is(value, "isMultiSelect") == Some(true);
    card.indented(|card| {
        for choice in list(value, "choices") {
            let title = card.shown(first(choice, &["title", "value"]));
            let own = any(choice, "value");
            card.push(Content::Choice {
                title,
                chosen: !own.is_empty()
                    && (filled == own || (many && filled.split(',').any(|one| one.trim() == own))),
                many,
            });
        }
        if let Some(query) = value.get("choices.data") {
            let name = first(query, &["dataset", "type"]);
            card.note("more choices are looked up in ", name);
        }
    });
}

/// What an input takes and what it says if it is given something else.
fn takes(kind: &str, value: &Value, card: &mut Builder<'_>) {
    let mut parts = Vec::new();
    // A toggle without a label has no line of its own that says so.
    if kind == "input.toggle"
        && is(value, "isRequired") == Some(true)
        && !has_words(value.get("label"))
    {
        parts.push("required".to_owned());
    }
    let (least, most) = (any(value, "min"), any(value, "max"));
    match (least.as_ref(), most.as_ref()) {
        ("", "") => {}
        (least, "") => parts.push(format!("from {least}")),
        ("", most) => parts.push(format!("up to {most}")),
        (least, most) => parts.push(format!("from {least} to {most}")),
    }
    let longest = any(value, "maxLength");
    if !longest.is_empty() {
        parts.push(format!("at most {longest} characters"));
    }
    if is(value, "isMultiline") == Some(true) {
        parts.push("several lines".to_owned());
    }
    let style = any(value, "style").to_ascii_lowercase();
    match (kind, style.as_str()) {
        ("input.choiceset", "filtered") => parts.push("filtered by typing".to_owned()),
        ("input.text", "email" | "tel" | "url" | "password") => parts.push(style),
        _ => {}
    }
    if !parts.is_empty() {
        card.remark(&parts.join(" · "));
    }
    if has_words(value.get("regex")) {
        card.note("must match ", value.get("regex"));
    }
    if has_words(value.get("errorMessage")) {
        card.note("if not: ", value.get("errorMessage"));
    }
}
