//! The elements of an Adaptive Card.

use serde_json::Value;

use super::{action, background, input, needs, runs, table};
use crate::content::card::builder::Builder;
use crate::content::card::reading::{file_name, first, has_words, is, list, text};
use crate::content::markdown::Line;
use crate::content::sanitize::value_text;

/// Several elements, one below the other.
pub(super) fn all(elements: &[Value], card: &mut Builder<'_>) {
    for one in elements {
        element(one, card);
    }
}

/// An element, whether it is visible or not.
pub(super) fn element(value: &Value, card: &mut Builder<'_>) {
    of_kind(value, "", card);
}

/// An element that is of this kind if it does not say.
pub(super) fn of_kind(value: &Value, kind: &str, card: &mut Builder<'_>) {
    card.deeper(value, |card| {
        if let Some(unmet) = needs::unmet(value) {
            needs::replaced(value, &format!(" needs {unmet}"), card, element);
            return;
        }
        // Elements that a button shows are shown at once: nobody presses buttons in a transcript.
        if is(value, "isVisible") == Some(false) {
            card.remark("hidden at first:");
            return card.indented(|card| shown(value, kind, card));
        }
        shown(value, kind, card);
    });
}

fn shown(value: &Value, kind: &str, card: &mut Builder<'_>) {
    card.begins(value);
    let kind = text(value, "type").unwrap_or(kind).to_ascii_lowercase();
    match kind.as_str() {
        "textblock" => text_block(value, card),
        "richtextblock" => runs::block(value, card),
        "image" => image(value, card),
        "imageset" => images(value, card),
        "media" => media(value, card),
        "factset" => list(value, "facts")
            .iter()
            .for_each(|fact| card.fact(fact.get("title"), fact.get("value"))),
        "container" | "column" | "tablecell" | "carouselpage" => container(value, card),
        "columnset" => table::columns(value, card),
        "table" => table::table(value, card),
        "carousel" => carousel(value, card),
        "actionset" => action::all(list(value, "actions"), card),
        "input.text" | "input.number" | "input.date" | "input.time" | "input.toggle"
        | "input.choiceset" => input::input(&kind, value, card),
        _ if kind.starts_with("action.") => return action::one(value, card),
        _ => unknown(value, card),
    }
    action::on_tap(value, card);
}

fn container(value: &Value, card: &mut Builder<'_>) {
    all(list(value, "items"), card);
    background(value, card);
}

fn text_block(value: &Value, card: &mut Builder<'_>) {
    let says = |key: &str, word: &str| {
        text(value, key).is_some_and(|said| said.eq_ignore_ascii_case(word))
    };
    let words = value.get("text");
    if says("style", "heading") || says("size", "large") || says("size", "extraLarge") {
        return card.heading(words);
    }
    if !says("weight", "bolder") && !says("fontType", "monospace") {
        return card.words(words);
    }
    if !has_words(words) {
        return;
    }
    let mut lines = card.styled(words);
    for span in lines.iter_mut().flat_map(|line: &mut Line| &mut line.spans) {
        span.style.bold |= says("weight", "bolder");
        span.style.code |= says("fontType", "monospace");
    }
    card.lines(lines);
}

fn image(value: &Value, card: &mut Builder<'_>) {
    let alt = first(value, &["altText", "alt"]);
    card.image(alt, text(value, "url").unwrap_or_default());
}

fn images(value: &Value, card: &mut Builder<'_>) {
    for one in list(value, "images") {
        of_kind(one, "Image", card);
    }
}

fn media(value: &Value, card: &mut Builder<'_>) {
    let sources = list(value, "sources");
    let address = |source: &Value| text(source, "url").unwrap_or_default().to_owned();
    let kind = sources
        .iter()
        .find_map(|source| text(source, "mimeType"))
        .map_or("media", |kind| kind.split('/').next().unwrap_or(kind));
    let name = match value.get("altText") {
        alt if has_words(alt) => card.shown(alt),
        _ => card.plain(kind),
    };
    card.media(name, &sources.first().map(address).unwrap_or_default());
    card.indented(|card| {
        for source in sources.iter().skip(1) {
            let name = match source.get("mimeType") {
                kind if has_words(kind) => card.shown(kind),
                _ => card.plain("the same"),
            };
            card.media(name, &address(source));
        }
        for captions in list(value, "captionSources") {
            let name = first(captions, &["label", "mimeType"]).map_or("".into(), value_text);
            let name = card.plain(&format!("captions {name}"));
            card.media(name, &address(captions));
        }
        if let Some(poster) = text(value, "poster").and_then(file_name) {
            card.remark(&format!("poster: {poster}"));
        }
    });
}

fn carousel(value: &Value, card: &mut Builder<'_>) {
    let pages = list(value, "pages");
    for (index, page) in pages.iter().enumerate() {
        card.remark(&format!("page {} of {}:", index + 1, pages.len()));
        card.indented(|card| of_kind(page, "CarouselPage", card));
    }
}

/// An element of a kind we do not know: its name, its fallback, or else whatever it holds that we know.
fn unknown(value: &Value, card: &mut Builder<'_>) {
    if let Some(words) = value.as_str() {
        let lines = card.unstyled(Some(value));
        return if words.trim().is_empty() {
            card.unshown("an element without words");
        } else {
            card.lines(lines);
        };
    }
    if !needs::replaced(value, "", card, element) {
        return;
    }
    card.indented(|card| {
        for key in ["title", "label", "text", "altText", "value", "placeholder"] {
            if value.get(key).is_some_and(|member| !member.is_object()) {
                card.words(value.get(key));
            }
        }
        for key in [
            "items", "body", "columns", "rows", "cells", "pages", "images",
        ] {
            all(list(value, key), card);
        }
        runs::block(value, card);
        for fact in list(value, "facts") {
            card.fact(fact.get("title"), fact.get("value"));
        }
        action::all(list(value, "actions"), card);
    });
}
