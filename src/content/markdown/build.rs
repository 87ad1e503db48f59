//! From the events of the Markdown reader to lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::definitions::Gaps;
use super::links::Target;
use super::spans::{Findings, Pending};
use super::{Line, LineKind, Span, Style};
use crate::content::sanitize::{EmojiStyle, excerpt};
use crate::content::scan::Finding;

/// Deeper nesting is drawn like this one.
const DEEPEST: u8 = 8;
/// Longest label of a footnote in characters.
const LABEL: usize = 40;

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
    let options = Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut build = Build::new(text, findings, emoji);
    for (event, source) in Parser::new_ext(text, options).into_offset_iter() {
        build.definitions_before(&event, &source);
        build.event(event, source);
    }
    build.definitions_at_end();
    build.finish()
}

/// Lines in the making.
pub(super) struct Build<'a> {
    pub(super) source: &'a str,
    pub(super) findings: Findings<'a>,
    pub(super) emoji: EmojiStyle,
    pub(super) lines: Vec<Line>,
    pub(super) spans: Vec<Span>,
    pub(super) pending: Option<Pending>,
    pub(super) style: Style,
    pub(super) kind: LineKind,
    quote: u8,
    /// The next number of each open list, none for bullets.
    lists: Vec<Option<u64>>,
    pub(super) targets: Vec<Target>,
    /// Where the open link of HTML leads.
    pub(super) html_link: Option<String>,
    pub(super) gaps: Gaps,
    /// Whether a gap is due before the next block.
    pub(super) gap: bool,
}

impl<'a> Build<'a> {
    fn new(source: &'a str, findings: &'a [Finding], emoji: EmojiStyle) -> Self {
        Self {
            source,
            findings: Findings::of(findings),
            emoji,
            lines: Vec::new(),
            spans: Vec::new(),
            pending: None,
            style: Style::default(),
            kind: LineKind::Text,
            quote: 0,
            lists: Vec::new(),
            targets: Vec::new(),
            html_link: None,
            gaps: Gaps::default(),
            gap: false,
        }
    }

    fn event(&mut self, event: Event<'_>, source: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &source),
            Event::End(tag) => self.end(tag, &source),
            Event::Text(words) => self.words(&words, source),
            Event::Html(words) | Event::InlineHtml(words) => self.html(&words, &source),
            Event::Code(words) => {
                self.set(|style| style.code = true);
                self.text(&words, source);
                self.set(|style| style.code = false);
            }
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::Rule => {
                self.block();
                self.kind = LineKind::Rule;
                self.end_line();
                self.gap = true;
            }
            Event::TaskListMarker(done) => {
                self.text(if done { "[x] " } else { "[ ] " }, source);
            }
            Event::FootnoteReference(label) => {
                self.set(|style| style.link = true);
                self.text(&format!("[{}]", excerpt(&label, LABEL)), source);
                self.set(|style| style.link = false);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) => self.block(),
            Tag::Heading { level, .. } => {
                self.block();
                self.kind = LineKind::Heading(level as u8);
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.quote = self.quote.saturating_add(1);
            }
            Tag::CodeBlock(kind) => {
                self.block();
                self.kind = LineKind::Code;
                self.language(&kind);
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.end_text();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.block();
                self.kind = LineKind::Item(format!("[{}]:", excerpt(&label, LABEL)));
            }
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::Emphasis => self.set(|style| style.italic = true),
            Tag::Strong => self.set(|style| style.bold = true),
            Tag::Strikethrough => self.set(|style| style.strike = true),
            Tag::Link {
                dest_url,
                link_type,
                title,
                ..
            } => {
                self.set(|style| style.link = true);
                self.enter(Target::new(&dest_url, &title, link_type), source);
            }
            Tag::Image {
                dest_url,
                link_type,
                title,
                ..
            } => {
                self.set(|style| style.image = true);
                self.enter(Target::new(&dest_url, &title, link_type), source);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: &Range<usize>) {
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
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                if matches!(self.kind, LineKind::Item(_)) {
                    self.end_line();
                }
                self.end_text();
                self.gap = false;
            }
            TagEnd::TableCell => self.end_cell(source),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(source),
            TagEnd::Table => self.gap = true,
            TagEnd::Emphasis => self.set(|style| style.italic = false),
            TagEnd::Strong => self.set(|style| style.bold = false),
            TagEnd::Strikethrough => self.set(|style| style.strike = false),
            TagEnd::Link => self.leave(|style| style.link = false),
            TagEnd::Image => self.leave(|style| style.image = false),
            _ => {}
        }
    }

    /// What follows is in another style.
    pub(super) fn set(&mut self, change: impl FnOnce(&mut Style)) {
        self.flush();
        change(&mut self.style);
    }

    /// Adds words of ours, or such as have no place in the source; sanitised here.
    pub(super) fn say(&mut self, words: &str, style: Style) {
        self.flush();
        let text = crate::content::sanitize::line(words).into_owned();
        self.spans.push(Span {
            text,
            style,
            marks: Vec::new(),
        });
    }

    /// What stands behind a fence is not only the name of a language: whatever it is, it stays visible.
    fn language(&mut self, kind: &CodeBlockKind<'_>) {
        if let CodeBlockKind::Fenced(language) = kind
            && !language.trim().is_empty()
        {
            let style = Style {
                address: true,
                ..Style::default()
            };
            self.say(language, style);
            self.end_line();
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

    fn row(&mut self, header: bool) {
        self.end_text();
        self.kind = LineKind::Row {
            header,
            ends: Vec::new(),
        };
    }

    fn end_cell(&mut self, source: &Range<usize>) {
        self.flush();
        self.gaps.cell = source.end;
        self.leave_html_link();
        let end = self.spans.len();
        if let LineKind::Row { ends, .. } = &mut self.kind {
            ends.push(end);
        }
    }

    /// A row may have more cells than its table has columns. They are shown nowhere else, so here.
    fn end_row(&mut self, source: &Range<usize>) {
        let rest = self.gaps.cell..source.end;
        let signs: &[char] = &['|', ' ', '\t', '\r', '\n', '>'];
        let words = self.source.get(rest.clone()).unwrap_or_default();
        let words = words.trim_start_matches(signs);
        let start = rest.end - words.len();
        let words = words.trim_end_matches(signs);
        if !words.is_empty() {
            self.text(words, start..start + words.len());
            self.end_cell(source);
        }
        self.end_line();
        self.kind = LineKind::Text;
    }

    /// A block begins: a gap before it, unless it is the first of its item.
    pub(super) fn block(&mut self) {
        self.end_text();
        if std::mem::take(&mut self.gap) && !self.lines.is_empty() {
            let quote = self.quote.min(DEEPEST);
            self.lines.push(Line {
                quote,
                ..Line::default()
            });
        }
    }

    /// A line ends where somebody ended it; within a cell of a table a sign stands for that.
    pub(super) fn break_line(&mut self) {
        if matches!(self.kind, LineKind::Row { .. }) {
            self.say(" / ", Style::default());
        } else {
            self.end_line();
        }
    }

    /// The words of a block end, but within a cell of a table.
    pub(super) fn end_words(&mut self) {
        if !matches!(self.kind, LineKind::Row { .. }) {
            self.end_text();
        }
    }

    /// Ends the line, if there is something on it.
    pub(super) fn end_text(&mut self) {
        self.flush();
        if !self.spans.is_empty() {
            self.end_line();
        }
    }

    pub(super) fn end_line(&mut self) {
        self.flush();
        self.leave_html_link();
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
        let marks = self.findings.rest();
        if let Some(span) = self
            .lines
            .iter_mut()
            .rev()
            .find_map(|line| line.spans.last_mut())
        {
            span.marks.extend(marks.at(span.text.len()));
        }
        self.lines
    }
}
