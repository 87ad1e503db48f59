//! Rich text blocks: runs of text, each in a style of its own. No run is Markdown.

use serde_json::Value;

use super::action;
use crate::content::card::builder::Builder;
use crate::content::card::reading::{is, list, text};
use crate::content::markdown::{Line, Span, Style};

/// A rich text block; runs that have line ends in them take several rows.
pub(super) fn block(value: &Value, card: &mut Builder<'_>) {
    let mut lines = vec![Line::default()];
    for run in inlines(value) {
        add(run, &mut lines, card);
    }
    lines.retain(|line| !line.spans.is_empty());
    card.lines(lines);
}

fn inlines(value: &Value) -> &[Value] {
    match value.get("inlines") {
        Some(single @ Value::String(_)) => std::slice::from_ref(single),
        _ => list(value, "inlines"),
    }
}

fn add(run: &Value, lines: &mut Vec<Line>, card: &mut Builder<'_>) {
    card.begins(run);
    let words = if run.is_object() {
        run.get("text")
    } else {
        Some(run)
    };
    let style = style(run);
    for (index, mut line) in card.unstyled(words).into_iter().enumerate() {
        for span in &mut line.spans {
            span.style = style;
        }
        match lines.last_mut().filter(|_| index == 0) {
            Some(last) => last.spans.append(&mut line.spans),
            None => lines.push(line),
        }
    }
    let tap = run.get("selectAction").and_then(action::in_short);
    if let (Some(tap), Some(last)) = (tap, lines.last_mut()) {
        last.spans.push(Span {
            text: format!(" ({tap})"),
            style: Style {
                address: true,
                ..Style::default()
            },
            marks: Vec::new(),
        });
    }
}

fn style(run: &Value) -> Style {
    let says =
        |key: &str, word: &str| text(run, key).is_some_and(|said| said.eq_ignore_ascii_case(word));
    let is = |key: &str| is(run, key) == Some(true);
    Style {
        bold: says("weight", "bolder"),
        italic: is("italic"),
        strike: is("strikethrough"),
        underline: is("underline"),
        highlight: is("highlight"),
        code: says("fontType", "monospace"),
        link: run.get("selectAction").is_some(),
        ..Style::default()
    }
}
