//! Markdown: which styles a text uses, and what becomes of them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Format;
use super::channels::{self, TextStyle};
use super::report::{Detail, Report};
use crate::content::markdown::LIMIT;
use crate::content::rules::{RuleId, Severity};
use crate::domain::{AuthorKind, Channel};

/// Scans a message for Markdown. Customers write none: theirs is looked at only if its format says so.
pub(super) fn scan(text: &str, report: &mut Report<'_>) {
    let context = report.context;
    let customer = context.author == AuthorKind::Customer;
    if context.speaks()
        && !customer
        && let Some(at) = text.find('*')
    {
        report.span(RuleId::MdVoice, text, at..at + 1, || {
            Detail::new("An asterisk, which voice reads aloud.")
                .seen_as("the spoken word \"asterisk\"")
        });
    }
    if !customer && context.format != Format::Xml {
        unformatted(text, report);
    }
    let sure = match context.format {
        Format::Plain | Format::Xml => return,
        Format::Unknown if customer => return,
        Format::Unknown => false,
        Format::Markdown => true,
    };
    let styles = if text.len() <= LIMIT && may_be_styled(text) {
        Styles::of(text, sure)
    } else {
        Styles::default()
    };
    for (style, span) in &styles.used {
        if !channels::shows(context.channel, *style) {
            report.span(RuleId::MdStyle, text, span.clone(), || {
                let label = style.label();
                Detail::new(format!(
                    "{label} is not shown on {}.",
                    context.channel.label()
                ))
                .seen_as("plain text, or the Markdown signs")
            });
        }
    }
    let image = styles.image.filter(|_| styles.text_beside_image);
    let marked = !styles.used.is_empty() || image.is_some();
    if let Some(image) = image {
        report.span(RuleId::MdImage, text, image, || {
            Detail::new("An image and text in one Markdown message.")
        });
    }
    let several = sure && text.trim_end().contains('\n');
    if (marked || several) && context.author == AuthorKind::Bot {
        report.whole(RuleId::MdSpacing, text, || {
            Detail::new("Markdown from the bot.").seen_as("an extra blank gap between lines")
        });
    }
}

/// What the table of styles counts as a style though it needs no Markdown: bare links and new lines. Only for the channels
/// that are columns of it; Apple, WeChat and SMS take plain text as it is.
fn unformatted(text: &str, report: &mut Report<'_>) {
    let channel = report.context.channel;
    if !matches!(channel, Channel::Google | Channel::WhatsappAcs) {
        return;
    }
    let line_end = text.trim_end().find('\n').map(|at| at..at + 1);
    let places = [
        (TextStyle::BareLink, bare_link(text)),
        (TextStyle::NewLine, line_end),
    ];
    for (style, span) in places {
        if let Some(span) = span.filter(|_| !channels::shows(channel, style)) {
            report.span(RuleId::MdStyle, text, span, || {
                let label = style.label();
                Detail::new(format!("{label} is not shown on {}.", channel.label()))
                    .severity(Severity::Info)
            });
        }
    }
}

/// The first address that is no target of a Markdown link.
fn bare_link(text: &str) -> Option<Range<usize>> {
    let start = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()?;
    let before = text.get(..start)?.chars().next_back();
    let rest = text.get(start..)?;
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (!matches!(before, Some('(' | '<'))).then_some(start..start + length)
}

/// Whether the text has any of the Markdown styles of the table; for text inside a card.
pub(super) fn first_style(text: &str) -> Option<Range<usize>> {
    if text.len() > LIMIT || !may_be_styled(text) {
        return None;
    }
    Styles::of(text, true)
        .used
        .into_iter()
        .map(|(_, span)| span)
        .min_by_key(|span| span.start)
}

/// A quick look: most texts have none of the signs.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "without branches, many bytes are compared at once"
)]
fn may_be_styled(text: &str) -> bool {
    let sign = |b: u8| {
        (b == b'*')
            | (b == b'_')
            | (b == b'~')
            | (b == b'`')
            | (b == b'[')
            | (b == b'#')
            | (b == b'>')
    };
    // Folding a whole block lets the compiler look at many bytes at once.
    text.as_bytes()
        .chunks(64)
        .any(|block| block.iter().fold(false, |any, b| any | sign(*b)))
        || text.split('\n').any(begins_item)
}

/// Whether a line begins as the first item of a list does.
fn begins_item(line: &str) -> bool {
    matches!(
        line.as_bytes(),
        [b'-' | b'+', b' ', ..] | [b'1', b'.' | b')', b' ', ..]
    )
}

/// The styles a text uses, each with its first place.
#[derive(Default)]
struct Styles {
    used: Vec<(TextStyle, Range<usize>)>,
    image: Option<Range<usize>>,
    text_beside_image: bool,
}

impl Styles {
    /// `sure`: the text is Markdown by its format. Otherwise only what nobody writes by accident counts.
    fn of(text: &str, sure: bool) -> Self {
        let mut styles = Self::default();
        let (mut images, mut items) = (0_usize, 0_usize);
        let mut list = None;
        for (event, span) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter()
        {
            match event {
                Event::Start(Tag::Image { .. }) => {
                    images += 1;
                    styles.image.get_or_insert(span);
                }
                Event::End(TagEnd::Image) => images = images.saturating_sub(1),
                Event::Start(Tag::List(_)) => {
                    list.get_or_insert(span);
                }
                Event::Start(Tag::Item) => items += 1,
                Event::Text(words) => {
                    styles.text_beside_image |= images == 0 && !words.trim().is_empty();
                }
                Event::Code(_) => styles.uses(TextStyle::Code, span),
                Event::Start(tag) => {
                    if let Some(style) =
                        style(&tag, text.get(span.clone()).unwrap_or_default(), sure)
                    {
                        styles.uses(style, span);
                    }
                }
                _ => {}
            }
        }
        if let Some(span) = list.filter(|_| sure || items > 1) {
            styles.uses(TextStyle::List, span);
        }
        styles
    }

    fn uses(&mut self, style: TextStyle, span: Range<usize>) {
        if self.used.iter().all(|(used, _)| *used != style) {
            self.used.push((style, span));
        }
    }
}

/// The style a tag stands for, given how it is written.
fn style(tag: &Tag<'_>, source: &str, sure: bool) -> Option<TextStyle> {
    let words_follow = |sign: char| {
        let rest = source.trim_start_matches(sign).trim_start();
        rest.starts_with(char::is_alphabetic)
    };
    Some(match tag {
        Tag::Strong => TextStyle::Emphasis,
        Tag::Emphasis if sure => TextStyle::Emphasis,
        Tag::Strikethrough if sure || source.starts_with("~~") => TextStyle::Strikethrough,
        Tag::Heading { .. } if sure || (source.starts_with('#') && words_follow('#')) => {
            TextStyle::Heading
        }
        Tag::BlockQuote(_) if sure || words_follow('>') => TextStyle::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => TextStyle::Code,
        Tag::CodeBlock(CodeBlockKind::Indented) if sure => TextStyle::Code,
        Tag::Link { link_type, .. }
            if !matches!(link_type, LinkType::Autolink | LinkType::Email) =>
        {
            TextStyle::Link
        }
        _ => return None,
    })
}
