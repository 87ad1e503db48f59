//! The scanner: every finding lies in the text, and its mark lies in the text that is shown.

use deskhand::content::display::{Show, display};
use deskhand::content::markdown;
use deskhand::content::sanitize::{EmojiStyle, Layout};
use deskhand::content::scan::{Context, Format, scan_label, scan_text};
use deskhand::domain::{AuthorKind, Channel};

const CHANNELS: [Channel; 13] = [
    Channel::Lcw,
    Channel::Directline,
    Channel::Msteams,
    Channel::Facebook,
    Channel::Line,
    Channel::Telegram,
    Channel::WhatsappAcs,
    Channel::WhatsappTwilio,
    Channel::Wechat,
    Channel::Apple,
    Channel::Google,
    Channel::Sms,
    Channel::Telephony,
];
const AUTHORS: [AuthorKind; 3] = [AuthorKind::Customer, AuthorKind::Bot, AuthorKind::Agent];
const FORMATS: [Format; 4] = [
    Format::Unknown,
    Format::Plain,
    Format::Markdown,
    Format::Xml,
];

/// Scans `data` behind its first byte, which chooses channel, author and format.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let choice = usize::from(*first);
    let context =
        Context::new(CHANNELS[choice % 13], AUTHORS[choice % 3]).in_format(FORMATS[choice % 4]);
    let findings = scan_text(&text, &context);
    let mut begin = 0;
    for finding in &findings {
        if let Some(span) = &finding.span {
            assert!(
                text.get(span.clone()).is_some_and(|part| !part.is_empty()),
                "{finding:?}"
            );
            assert!(span.start >= begin, "{finding:?} is out of order");
            begin = span.start;
        }
    }
    for emoji in [EmojiStyle::Shortcode, EmojiStyle::Glyph] {
        let shown = display(
            &text,
            &findings,
            Show {
                emoji,
                layout: Layout::Block,
            },
        );
        for mark in &shown.marks {
            assert!(shown.text.get(mark.range.clone()).is_some(), "{mark:?}");
        }
        for line in markdown::lines(&text, &findings, emoji) {
            for span in &line.spans {
                for mark in &span.marks {
                    assert!(
                        span.text.get(mark.range.clone()).is_some(),
                        "{mark:?} of {:?}",
                        span.text
                    );
                }
            }
        }
    }
    scan_label(&text, &context);
}
