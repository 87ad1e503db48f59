//! Adaptive Cards.

use serde_json::Value;

use super::builder::{Builder, any, list, text};
use super::{Card, Content, Row};

/// An Adaptive Card as rows.
pub(super) fn card(content: Option<&Value>, mut card: Builder<'_>) -> Card {
    let Some(content) = content.filter(|content| content.is_object()) else {
        card.unshown("an Adaptive Card without content");
        return card.finish("adaptive card");
    };
    elements(list(content, "body"), &mut card);
    actions(list(content, "actions"), &mut card);
    card.finish(format!("adaptive card {}", any(content, "version")).trim_end())
}

fn elements(elements: &[Value], card: &mut Builder<'_>) {
    for one in elements {
        card.deeper(|card| element(one, card));
    }
}

fn element(value: &Value, card: &mut Builder<'_>) {
    if value.get("isVisible").and_then(Value::as_bool) == Some(false) {
        return hidden(value, card);
    }
    match text(value, "type").unwrap_or_default() {
        "TextBlock" => text_block(value, card),
        "RichTextBlock" => card.words(&runs(value)),
        "Image" => card.image(text(value, "altText"), text(value, "url")),
        "ImageSet" => elements(list(value, "images"), card),
        "Media" => media(value, card),
        "FactSet" => facts(value, card),
        "Container" | "Column" | "TableCell" => elements(list(value, "items"), card),
        "ColumnSet" => columns(list(value, "columns"), card),
        "Table" => list(value, "rows")
            .iter()
            .for_each(|row| columns(list(row, "cells"), card)),
        "Carousel" => list(value, "pages")
            .iter()
            .for_each(|page| page_of(page, card)),
        "ActionSet" => actions(list(value, "actions"), card),
        kind if kind.starts_with("Input.") => input(kind, value, card),
        kind => unknown(kind, value, card),
    }
}

/// Elements that a button shows are shown at once: nobody presses buttons in a transcript.
fn hidden(value: &Value, card: &mut Builder<'_>) {
    let mut shown = value.clone();
    if let Some(map) = shown.as_object_mut() {
        map.remove("isVisible");
    }
    card.unshown("hidden at first:");
    card.indented(|card| element(&shown, card));
}

fn text_block(value: &Value, card: &mut Builder<'_>) {
    let words = any(value, "text");
    let heading = text(value, "style") == Some("heading")
        || matches!(
            text(value, "size"),
            Some("large" | "extraLarge" | "Large" | "ExtraLarge")
        );
    if heading {
        card.heading(Some(&words));
    } else {
        card.words(&words);
    }
}

/// The runs of a rich text block; the words only, for a run's style is not Markdown.
fn runs(value: &Value) -> String {
    list(value, "inlines")
        .iter()
        .map(|run| {
            run.as_str()
                .or_else(|| text(run, "text"))
                .unwrap_or_default()
        })
        .collect()
}

fn media(value: &Value, card: &mut Builder<'_>) {
    let address = list(value, "sources")
        .iter()
        .find_map(|source| text(source, "url"));
    card.media(
        text(value, "altText").unwrap_or("media"),
        address.unwrap_or_default(),
    );
}

fn facts(value: &Value, card: &mut Builder<'_>) {
    for fact in list(value, "facts") {
        card.fact(&any(fact, "title"), &any(fact, "value"));
    }
}

/// Columns go side by side if each is a row or two of plain words; otherwise one below the other.
fn columns(columns: &[Value], card: &mut Builder<'_>) {
    let built: Vec<Vec<Row>> = columns
        .iter()
        .map(|column| card.apart(|card| card.deeper(|card| elements(list(column, "items"), card))))
        .filter(|rows| !rows.is_empty())
        .collect();
    let height = built.iter().map(Vec::len).max().unwrap_or(0);
    let flat =
        built.len() > 1 && height <= 3 && built.iter().flatten().all(|row| cell(row).is_some());
    if !flat {
        for rows in built {
            card.append(rows);
        }
        return;
    }
    for at in 0..height {
        let cells = built
            .iter()
            .map(|rows| rows.get(at).and_then(cell).unwrap_or_default())
            .collect();
        card.push(Content::Cells(cells));
    }
}

/// A row as a cell of a wider one, if it is only words.
fn cell(row: &Row) -> Option<crate::content::display::Displayed<'static>> {
    match &row.content {
        Content::Heading(words) | Content::Image(words) => Some(words.clone()),
        Content::Text(line) => match line.spans.as_slice() {
            [only] => Some(crate::content::display::Displayed {
                text: only.text.clone().into(),
                marks: only.marks.clone(),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn page_of(page: &Value, card: &mut Builder<'_>) {
    card.unshown("page of a carousel:");
    card.indented(|card| card.deeper(|card| elements(list(page, "items"), card)));
}

fn input(kind: &str, value: &Value, card: &mut Builder<'_>) {
    let question = match text(value, "label")
        .or_else(|| text(value, "title"))
        .or_else(|| text(value, "id"))
    {
        Some(label) if !label.is_empty() => label,
        _ => kind,
    };
    let hint = match any(value, "value") {
        filled if filled.is_empty() => any(value, "placeholder"),
        filled => filled,
    };
    let (label, hint) = (card.shown(question), card.shown(&hint));
    let required = value.get("isRequired").and_then(Value::as_bool) == Some(true);
    card.push(Content::Input {
        label,
        hint,
        required,
    });
    card.indented(|card| {
        for choice in list(value, "choices") {
            let title = match any(choice, "title") {
                title if title.is_empty() => any(choice, "value"),
                title => title,
            };
            let shown = card.shown(&title);
            card.push(Content::Choice(shown));
        }
    });
}

fn actions(actions: &[Value], card: &mut Builder<'_>) {
    for action in actions {
        let kind = text(action, "type").unwrap_or("an action without a type");
        let title = text(action, "title")
            .filter(|title| !title.is_empty())
            .unwrap_or(kind);
        card.action(title, text(action, "url").unwrap_or_default());
        if let Some(inner) = action.get("card") {
            card.indented(|card| {
                card.deeper(|card| {
                    elements(list(inner, "body"), card);
                    self::actions(list(inner, "actions"), card);
                });
            });
        }
    }
}

/// An element of a kind we do not know: its name, its fallback, and whatever it holds that we know.
fn unknown(kind: &str, value: &Value, card: &mut Builder<'_>) {
    card.unshown(if kind.is_empty() {
        "an element without a type"
    } else {
        kind
    });
    card.indented(|card| {
        if let Some(fallback @ Value::Object(_)) = value.get("fallback") {
            card.deeper(|card| element(fallback, card));
            return;
        }
        for key in ["text", "title", "altText"] {
            if let Some(words) = text(value, key) {
                card.words(words);
            }
        }
        for key in ["items", "body", "columns", "inlines"] {
            elements(list(value, key), card);
        }
    });
}
