//! Findings with their places in the file.

use std::ops::Range;

use crate::check::place::{Decoded, Spot, decode, locate};
use crate::content::sanitize;
use crate::content::scan::Finding;

/// Length of an excerpt in characters, as the scanner cuts it, and how many characters of a file it is made of.
const EXCERPT: usize = 60;
const LOOKED_AT: usize = 4096;

/// A finding and the bytes it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was found.
    pub finding: Finding,
    /// Pointer from the root of the document; sanitised. None where there is no JSON.
    pub pointer: Option<String>,
    /// Bytes of the file.
    pub span: Range<u64>,
}

/// A finding whose place is known as a pointer.
#[derive(Debug)]
pub(super) struct Pointed {
    /// What was found.
    pub finding: Finding,
    /// The pointer from the root of the text, as it is spelled there.
    pub exact: String,
    /// The same for a person.
    pub shown: String,
}

impl Pointed {
    /// A finding whose pointers begin where `prefix` leads.
    pub(super) fn below(prefix: &str, finding: Finding) -> Self {
        let exact = finding.exact.as_deref().unwrap_or(&finding.pointer);
        Self {
            exact: format!("{prefix}{exact}"),
            shown: format!("{prefix}{}", finding.pointer),
            finding,
        }
    }

    /// The same if `wrap` were not there: a finding in something that was wrapped to be scanned. What is about the
    /// wrapping itself is about all of it.
    pub(super) fn unwrapped(wrap: &str, finding: Finding) -> Self {
        let strip = |pointer: &str| pointer.strip_prefix(wrap).unwrap_or_default().to_owned();
        Self {
            exact: strip(finding.exact.as_deref().unwrap_or(&finding.pointer)),
            shown: strip(&finding.pointer),
            finding,
        }
    }

    /// The same in something that lies at `prefix`.
    pub(super) fn under(mut self, prefix: &str) -> Self {
        self.exact.insert_str(0, prefix);
        self.shown.insert_str(0, prefix);
        self
    }
}

/// Finds the places in `text`, which stands at byte `base` of the file; `root` is the pointer to it.
pub(super) fn place(text: &str, base: u64, root: &str, pointed: Vec<Pointed>) -> Vec<Found> {
    if pointed.is_empty() {
        return Vec::new();
    }
    let spots = locate(text, pointed.iter().map(|one| one.exact.as_str()));
    let mut decoded: Option<(usize, Decoded<'_>)> = None;
    let mut found = Vec::with_capacity(pointed.len());
    for (mut one, spot) in pointed.into_iter().zip(spots) {
        let spot = spot.unwrap_or(Spot {
            value: 0..text.len(),
            name: None,
        });
        let part = match spot.name {
            Some(name) if one.finding.of_name => name,
            _ => spot.value,
        };
        if one.finding.span.is_none() {
            one.finding.excerpt = beginning(text.get(part.clone()).unwrap_or_default());
        }
        let inside = span(text, &part, one.finding.span.as_ref(), &mut decoded);
        found.push(Found {
            span: base + inside.start as u64..base + inside.end as u64,
            pointer: Some(format!("{root}{}", one.shown)),
            finding: one.finding,
        });
    }
    found
}

/// How a value begins that is found fault with as a whole: a text as it reads, all else without the blanks between its parts.
pub(super) fn beginning(raw: &str) -> String {
    let head = raw
        .char_indices()
        .nth(LOOKED_AT)
        .and_then(|(end, _)| raw.get(..end))
        .unwrap_or(raw);
    if raw.starts_with('"') {
        return sanitize::excerpt(&decode(head, 0).text, EXCERPT);
    }
    let (mut inside, mut escaped) = (false, false);
    let mut compact = String::new();
    for c in head.chars() {
        if inside || !c.is_ascii_whitespace() {
            compact.push(c);
        }
        if c == '"' && !escaped {
            inside = !inside;
        }
        escaped = c == '\\' && !escaped;
    }
    if head.len() < raw.len() {
        compact.push('…');
    }
    sanitize::excerpt(&compact, EXCERPT)
}

/// The bytes of a span in what stands at `part`. The text that was decoded last is kept: most findings share it.
fn span<'a>(
    text: &'a str,
    part: &Range<usize>,
    span: Option<&Range<usize>>,
    decoded: &mut Option<(usize, Decoded<'a>)>,
) -> Range<usize> {
    let raw = text.get(part.clone()).unwrap_or_default();
    let Some(span) = span.filter(|_| raw.starts_with('"')) else {
        return part.clone();
    };
    let known = match decoded.take() {
        Some((start, known)) if start == part.start => known,
        _ => decode(raw, part.start),
    };
    let inside = known.in_file(span);
    *decoded = Some((part.start, known));
    inside
}
