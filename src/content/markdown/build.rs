//! From the events of the Markdown reader to lines.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{Line, LineKind, Span, Style};
use crate::content::display::{Mark, Show, display};
use crate::content::sanitize::{EmojiStyle, Layout, excerpt};
use crate::content::scan::Finding;

/// Deeper nesting is drawn like this one.
const DEEPEST: u8 = 8;
/// Length of a link's address in characters.
const ADDRESS: usize = 200;

pub(super) fn plain(text: &str, findings: &[Finding], emoji: EmojiStyle) -> Vec<Line> {
    let mut build = Build::new(text, findings, emoji);
    let mut start = 0;
    for line in text.split('\n') {
        let words = line.strip_suffix('\r').unwrap_or(line);
        build.text(words, start..start + words.len());
        build.end_line();
        start += line.len() + 1;
    }
    build.finish()
}

pub(super) fn markdown(text: &str, findings: &[Finding], emoji: EmojiStyle) -> Vec<Line> {
    let mut build = Build::new(text, findings, emoji);
    for (event, source) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Start(tag) => build.start(tag),
            Event::End(tag) => build.end(tag),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                build.words(&words, source);
            }
            Event::Code(words) => {
                build.flush();
                build.style.code = true;
                build.text(&words, source);
                build.flush();
                build.style.code = false;
            }
            Event::SoftBreak | Event::HardBreak => build.end_line(),
            Event::Rule => {
                build.block();
                build.kind = LineKind::Rule;
                build.end_line();
                build.gap = true;
            }
            _ => {}
        }
    }
    build.finish()
}

/// Text that waits to become a span: neighbours are joined first, because an emoji must not be torn apart.
struct Pending {
    text: String,
    source: Range<usize>,
}

/// A link or image that is open.
struct Target {
    address: String,
    /// Whether its own words say where it leads.
    shown: bool,
}

/// A finding and its number among those that were given.
type Placed<'a> = (usize, &'a Finding);

struct Build<'a> {
    source: &'a str,
    findings: Vec<Placed<'a>>,
    /// How many of `findings`, sorted by their ends, have their mark.
    marked: usize,
    emoji: EmojiStyle,
    lines: Vec<Line>,
    spans: Vec<Span>,
    pending: Option<Pending>,
    style: Style,
    kind: LineKind,
    quote: u8,
    /// The next number of each open list, none for bullets.
    lists: Vec<Option<u64>>,
    targets: Vec<Target>,
    /// Whether a gap is due before the next block.
    gap: bool,
}

impl<'a> Build<'a> {
    fn new(source: &'a str, findings: &'a [Finding], emoji: EmojiStyle) -> Self {
        let mut findings: Vec<_> = findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.span.is_some())
            .collect();
        findings.sort_by_key(|(_, finding)| finding.span.as_ref().map_or(0, |span| span.end));
        Self {
            source,
            findings,
            marked: 0,
            emoji,
            lines: Vec::new(),
            spans: Vec::new(),
            pending: None,
            style: Style::default(),
            kind: LineKind::Text,
            quote: 0,
            lists: Vec::new(),
            targets: Vec::new(),
            gap: false,
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.kind = LineKind::Heading(heading(level));
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.quote = self.quote.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.block();
                self.kind = LineKind::Code;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.end_text();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.set(|style| style.italic = true),
            Tag::Strong => self.set(|style| style.bold = true),
            Tag::Strikethrough => self.set(|style| style.strike = true),
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => {
                self.set(|style| style.link = true);
                self.target(
                    &dest_url,
                    matches!(link_type, LinkType::Autolink | LinkType::Email),
                );
            }
            Tag::Image { dest_url, .. } => {
                self.set(|style| style.image = true);
                self.target(&dest_url, false);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_text();
                self.kind = LineKind::Text;
                self.gap = true;
            }
            TagEnd::BlockQuote(_) => {
                self.end_text();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_text();
                self.lists.pop();
                self.gap = self.lists.is_empty();
            }
            TagEnd::Item => {
                if matches!(self.kind, LineKind::Item(_)) {
                    self.end_line();
                }
                self.end_text();
                self.gap = false;
            }
            TagEnd::Emphasis => self.set(|style| style.italic = false),
            TagEnd::Strong => self.set(|style| style.bold = false),
            TagEnd::Strikethrough => self.set(|style| style.strike = false),
            TagEnd::Link => self.leave(|style| style.link = false),
            TagEnd::Image => self.leave(|style| style.image = false),
            _ => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Style)) {
        self.flush();
        change(&mut self.style);
    }

    fn target(&mut self, address: &str, shown: bool) {
        self.targets.push(Target {
            address: excerpt(address, ADDRESS),
            shown,
        });
    }

    /// Ends a link or an image: says where it leads, unless its words have said so.
    fn leave(&mut self, change: impl FnOnce(&mut Style)) {
        self.flush();
        let style = self.style;
        change(&mut self.style);
        let Some(target) = self.targets.pop() else {
            return;
        };
        let told = self
            .spans
            .last()
            .is_some_and(|span| span.style == style && span.text == target.address);
        if !target.shown && !told && !target.address.is_empty() {
            let style = Style {
                address: true,
                ..self.style
            };
            self.spans.push(Span {
                text: format!(" ({})", target.address),
                style,
                marks: Vec::new(),
            });
        }
    }

    fn item(&mut self) {
        self.end_text();
        self.gap = false;
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}.");
                *number = number.saturating_add(1);
                bullet
            }
            _ => "•".to_owned(),
        };
        self.kind = LineKind::Item(bullet);
    }

    /// A block begins: a gap before it, unless it is the first of its item.
    fn block(&mut self) {
        self.end_text();
        if std::mem::take(&mut self.gap) && !self.lines.is_empty() {
            let quote = self.quote.min(DEEPEST);
            self.lines.push(Line {
                quote,
                ..Line::default()
            });
        }
    }

    /// Words with line ends in them, as code and HTML have.
    fn words(&mut self, words: &str, source: Range<usize>) {
        let exact = self.source.get(source.clone()) == Some(words);
        let mut start = source.start;
        for line in words.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            let place = if exact {
                start..start + text.len()
            } else {
                source.clone()
            };
            self.text(text, place);
            if text.len() < line.len() {
                self.end_line();
            }
            start += line.len();
        }
    }

    fn text(&mut self, text: &str, source: Range<usize>) {
        match &mut self.pending {
            Some(pending) if pending.source.end == source.start => {
                pending.text.push_str(text);
                pending.source.end = source.end;
            }
            _ => {
                self.flush();
                self.pending = Some(Pending {
                    text: text.to_owned(),
                    source,
                });
            }
        }
    }

    /// Makes a span of what waits.
    fn flush(&mut self) {
        let Some(Pending { text, source }) = self.pending.take() else {
            return;
        };
        if text.is_empty() {
            return;
        }
        let exact = self.source.get(source.clone()) == Some(text.as_str());
        let (passed, here) = self.due(&source);
        let show = Show {
            emoji: self.emoji,
            layout: Layout::Line,
        };
        let mut shown = if exact {
            let local: Vec<Finding> = here
                .iter()
                .map(|(_, finding)| shifted(finding, &source))
                .collect();
            let mut shown = display(&text, &local, show);
            for mark in &mut shown.marks {
                mark.finding = here.get(mark.finding).map_or(0, |(index, _)| *index);
            }
            shown
        } else {
            let mut shown = display(&text, &[], show);
            let end = shown.text.len();
            shown.marks = here
                .iter()
                .map(|(index, finding)| mark_at(end, *index, finding))
                .collect();
            shown
        };
        if let Some(last) = self.spans.last_mut() {
            let end = last.text.len();
            last.marks.extend(
                passed
                    .iter()
                    .map(|(index, finding)| mark_at(end, *index, finding)),
            );
        } else {
            let first = passed
                .iter()
                .map(|(index, finding)| mark_at(0, *index, finding));
            shown.marks.splice(0..0, first);
        }
        let (text, marks) = (shown.text.into_owned(), shown.marks);
        self.spans.push(Span {
            text,
            style: self.style,
            marks,
        });
    }

    /// Findings that end before `source` begins, in signs that are not shown, and those that end in it.
    fn due(&mut self, source: &Range<usize>) -> (Vec<Placed<'a>>, Vec<Placed<'a>>) {
        let rest = self.findings.get(self.marked..).unwrap_or_default();
        let ends_by = |at: usize| {
            rest.partition_point(|(_, finding)| {
                finding.span.as_ref().is_none_or(|span| span.end <= at)
            })
        };
        let (passed, here) = (ends_by(source.start), ends_by(source.end));
        self.marked += here;
        (
            rest.get(..passed).unwrap_or_default().to_vec(),
            rest.get(passed..here).unwrap_or_default().to_vec(),
        )
    }

    /// Ends the line, if there is something on it.
    fn end_text(&mut self) {
        self.flush();
        if !self.spans.is_empty() {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        self.flush();
        let kind = self.kind.clone();
        if matches!(kind, LineKind::Item(_) | LineKind::Rule) {
            self.kind = LineKind::Text;
        }
        self.lines.push(Line {
            kind,
            quote: self.quote.min(DEEPEST),
            indent: self.lists.len().min(DEEPEST as usize) as u8,
            spans: std::mem::take(&mut self.spans),
        });
    }

    fn finish(mut self) -> Vec<Line> {
        self.end_text();
        let left = self.findings.get(self.marked..).unwrap_or_default();
        if let Some(span) = self
            .lines
            .iter_mut()
            .rev()
            .find_map(|line| line.spans.last_mut())
        {
            let end = span.text.len();
            span.marks.extend(
                left.iter()
                    .map(|(index, finding)| mark_at(end, *index, finding)),
            );
        }
        self.lines
    }
}

/// The finding as if the text began where `part` does.
fn shifted(finding: &Finding, part: &Range<usize>) -> Finding {
    let mut finding = finding.clone();
    if let Some(span) = &mut finding.span {
        *span = span.start.saturating_sub(part.start)..span.end.saturating_sub(part.start);
    }
    finding
}

fn mark_at(at: usize, index: usize, finding: &Finding) -> Mark {
    Mark {
        range: at..at,
        rule: finding.rule,
        finding: index,
    }
}

fn heading(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
