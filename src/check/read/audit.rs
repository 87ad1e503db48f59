//! What a parser of JSON would hide or trip over: names that come twice, halves of surrogate pairs, numbers no reader keeps,
//! bottomless nesting. Each is found at its place and, where the parser would refuse it, replaced by as many bytes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::found::{Found, beginning};
use crate::activity::json::{MAX_DEPTH, escape_pointer};
use crate::check::place::{behind_space, behind_value, decode, unit};
use crate::content::sanitize;
use crate::content::scan::{Context, Finding, reader};

/// What was found, and the text as the parser takes it.
pub(super) struct Audit<'a> {
    /// The text, byte for byte as long as it was.
    pub text: Cow<'a, str>,
    /// What is odd.
    pub oddities: Vec<Oddity>,
}

/// Something odd, and its bytes in the text.
pub(super) struct Oddity {
    what: What,
    pointer: String,
    span: Range<usize>,
}

enum What {
    Duplicate(usize),
    Surrogates(usize),
    Number(String),
    Deep,
}

impl Audit<'_> {
    /// Whether something is nested so deeply that it was not looked into.
    pub(super) fn is_deep(&self) -> bool {
        self.oddities
            .iter()
            .any(|one| matches!(one.what, What::Deep))
    }
}

impl Oddity {
    /// As findings in a file that has `text` at byte `base`; `root` is the pointer to it.
    pub(super) fn found(&self, text: &str, base: u64, root: &str, context: &Context) -> Vec<Found> {
        let pointer = &self.pointer;
        let findings: Vec<Finding> = match &self.what {
            What::Duplicate(times) => reader::duplicate(pointer, *times, context),
            What::Surrogates(times) => reader::surrogates(pointer, *times, context)
                .into_iter()
                .collect(),
            What::Number(written) => reader::number(pointer, written, context)
                .into_iter()
                .collect(),
            What::Deep => reader::deep(pointer, MAX_DEPTH, context)
                .into_iter()
                .collect(),
        };
        let span = base + self.span.start as u64..base + self.span.end as u64;
        let found = findings.into_iter().map(|finding| Found {
            pointer: Some(format!("{root}{}", finding.pointer)),
            span: span.clone(),
            finding: Finding {
                excerpt: if finding.excerpt.is_empty() {
                    beginning(text.get(self.span.clone()).unwrap_or_default())
                } else {
                    finding.excerpt
                },
                ..finding
            },
        });
        found.collect()
    }
}

/// Looks through a text that is one JSON value. Recursion ends at [`MAX_DEPTH`] levels.
pub(super) fn audit(text: &str) -> Audit<'_> {
    let mut look = Look {
        text,
        bytes: text.as_bytes(),
        path: Vec::new(),
        oddities: Vec::new(),
        mended: None,
    };
    let start = behind_space(look.bytes, 0);
    look.value(start);
    let mended = look.mended.and_then(|bytes| String::from_utf8(bytes).ok());
    Audit {
        text: mended.map_or(Cow::Borrowed(text), Cow::Owned),
        oddities: look.oddities,
    }
}

enum Step {
    Name(Range<usize>),
    Index(usize),
}

struct Look<'a> {
    text: &'a str,
    bytes: &'a [u8],
    path: Vec<Step>,
    oddities: Vec<Oddity>,
    mended: Option<Vec<u8>>,
}

impl Look<'_> {
    fn value(&mut self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(b'{' | b'[') if self.path.len() > MAX_DEPTH => self.deep(at),
            Some(b'{') => self.members(at),
            Some(b'[') => self.elements(at),
            Some(b'"') => {
                let end = behind_value(self.bytes, at);
                self.string(at..end);
                end
            }
            Some(b'-' | b'0'..=b'9') => {
                let end = behind_value(self.bytes, at);
                self.number(at..end);
                end
            }
            _ => behind_value(self.bytes, at),
        }
    }

    fn members(&mut self, open: usize) -> usize {
        let mut names = Names::default();
        let mut at = behind_space(self.bytes, open + 1);
        while self.bytes.get(at) == Some(&b'"') {
            let name = at..behind_value(self.bytes, at);
            names.add(self.text, &name);
            at = behind_space(self.bytes, name.end);
            // Behind the colon.
            at = behind_space(self.bytes, at + 1);
            self.path.push(Step::Name(name.clone()));
            self.string(name);
            at = self.value(at);
            self.path.pop();
            at = behind_space(self.bytes, at);
            if self.bytes.get(at) == Some(&b',') {
                at = behind_space(self.bytes, at + 1);
            }
        }
        for (name, times) in names.repeated() {
            self.path.push(Step::Name(name.clone()));
            self.report(What::Duplicate(times), name);
            self.path.pop();
        }
        at + 1
    }

    fn elements(&mut self, open: usize) -> usize {
        let mut at = behind_space(self.bytes, open + 1);
        let mut index = 0;
        while self.bytes.get(at).is_some_and(|byte| *byte != b']') {
            self.path.push(Step::Index(index));
            at = self.value(at);
            self.path.pop();
            at = behind_space(self.bytes, at);
            index += 1;
            if self.bytes.get(at) == Some(&b',') {
                at = behind_space(self.bytes, at + 1);
            }
        }
        at + 1
    }

    /// Leaves the brackets and blanks what is between them.
    fn deep(&mut self, open: usize) -> usize {
        let end = behind_value(self.bytes, open);
        self.report(What::Deep, open..end);
        self.replace(open + 1..end.saturating_sub(1), b" ");
        end
    }

    /// Halves of surrogate pairs become U+FFFD.
    fn string(&mut self, span: Range<usize>) {
        let mut at = span.start;
        let mut broken = 0;
        while let Some(next) =
            memchr::memchr(b'\\', self.bytes.get(at..span.end).unwrap_or_default())
        {
            at += next;
            at += match unit(self.bytes, at) {
                Some(0xD800..=0xDBFF)
                    if matches!(unit(self.bytes, at + 6), Some(0xDC00..=0xDFFF)) =>
                {
                    12
                }
                Some(0xD800..=0xDFFF) => {
                    broken += 1;
                    self.replace(at + 2..at + 6, b"FFFD");
                    6
                }
                Some(_) => 6,
                None => 2,
            };
        }
        if broken > 0 {
            self.report(What::Surrogates(broken), span);
        }
    }

    /// A number no reader can hold becomes 0.
    fn number(&mut self, span: Range<usize>) {
        let written = self.text.get(span.clone()).unwrap_or_default();
        // Fifteen digits are exact whatever they are.
        if span.len() <= 15 && !written.contains(['e', 'E']) {
            return;
        }
        if written.parse().is_ok_and(f64::is_infinite) {
            self.replace(span.start..span.end, b"0 ");
        }
        let written: String = written.chars().take(4096).collect();
        self.report(What::Number(written), span);
    }

    fn report(&mut self, what: What, span: Range<usize>) {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Index(index) => {
                    let _ = write!(pointer, "/{index}");
                }
                Step::Name(name) => {
                    let raw = self.text.get(name.clone()).unwrap_or_default();
                    let name = sanitize::excerpt(&decode(raw, 0).text, 100);
                    let _ = write!(pointer, "/{}", escape_pointer(&name));
                }
            }
        }
        self.oddities.push(Oddity {
            what,
            pointer,
            span,
        });
    }

    /// Puts `with` at the begin of the span, and its last byte on to its end.
    fn replace(&mut self, span: Range<usize>, with: &[u8]) {
        let mended = self.mended.get_or_insert_with(|| self.bytes.to_vec());
        let fill = with.last().copied().unwrap_or(b' ');
        for (index, byte) in mended
            .get_mut(span)
            .unwrap_or_default()
            .iter_mut()
            .enumerate()
        {
            *byte = with.get(index).copied().unwrap_or(fill);
        }
    }
}

/// The names of one object: few are compared with each other, many are looked up.
#[derive(Default)]
struct Names<'a> {
    few: Vec<(Cow<'a, str>, Range<usize>, usize)>,
    places: HashMap<Cow<'a, str>, usize>,
}

/// Up to how many names are compared one by one.
const FEW: usize = 16;

impl<'a> Names<'a> {
    fn add(&mut self, text: &'a str, name: &Range<usize>) {
        let raw = text.get(name.clone()).unwrap_or_default();
        let read = decode(raw, 0).text;
        let known = if self.few.len() <= FEW {
            self.few.iter().position(|(known, ..)| *known == read)
        } else {
            if self.places.is_empty() {
                let all = self.few.iter().enumerate();
                self.places = all.map(|(at, (known, ..))| (known.clone(), at)).collect();
            }
            self.places.get(&read).copied()
        };
        if let Some((_, last, times)) = known.and_then(|at| self.few.get_mut(at)) {
            last.clone_from(name);
            *times += 1;
            return;
        }
        if !self.places.is_empty() {
            self.places.insert(read.clone(), self.few.len());
        }
        self.few.push((read, name.clone(), 1));
    }

    /// Names that came more than once: the last place, and how often.
    fn repeated(self) -> impl Iterator<Item = (Range<usize>, usize)> {
        let all = self.few.into_iter();
        all.filter(|(.., times)| *times > 1)
            .map(|(_, last, times)| (last, times))
    }
}
