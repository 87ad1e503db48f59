//! The topic reader and the fixer: every finding lies in the file, and fixing a file twice changes nothing more.

use deskhand::check::fix::{Emoji, How, fix, recognise};
use deskhand::check::topic;
use deskhand::content::sanitize;
use deskhand::content::scan::{Context, Format};
use deskhand::domain::{AuthorKind, Channel};

/// Reads `data` as a topic and, behind its first byte, fixes it as a topic, a card or a text.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let context = Context::new(Channel::Sms, AuthorKind::Bot);
    match topic::read(&text) {
        Ok(read) => {
            for found in topic::check(&read, &context) {
                assert!(text.get(found.span.clone()).is_some(), "{found:?}");
                let excerpt = &found.finding.excerpt;
                assert_eq!(sanitize::line(excerpt), excerpt.as_str());
            }
        }
        Err(error) => assert!(!error.message.is_empty()),
    }
    let Some((extension, file)) = text
        .chars()
        .next()
        .map(|first| (["yaml", "json", "md"][first as usize % 3], &text))
    else {
        return;
    };
    let Ok(kind) = recognise(extension, file) else {
        return;
    };
    let how = How {
        context: context.in_format(Format::Unknown),
        emoji: &Emoji::default(),
        allow: &[],
    };
    let Ok(once) = fix(file, kind, &how) else {
        return;
    };
    let twice = fix(&once.text, kind, &how).expect("what was fixed can be read");
    assert_eq!(twice.text, once.text, "fixing twice differs");
}
