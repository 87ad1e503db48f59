//! The card reader: any JSON becomes a bounded number of rows that a terminal may draw.

use deskhand::activity::Attachment;
use deskhand::content::card::card;
use deskhand::content::sanitize::{self, EmojiStyle};
use deskhand::content::scan::{Context, scan_activity};
use deskhand::domain::{AuthorKind, Channel};
use serde_json::Value;

const KINDS: [&str; 10] = [
    "adaptive",
    "hero",
    "thumbnail",
    "receipt",
    "audio",
    "video",
    "animation",
    "signin",
    "oauth",
    "strange",
];

/// Reads `data` as the content of a card; its first byte chooses the kind.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    let read = serde_json::from_slice::<Value>(data).or_else(|_| serde_json::from_slice(rest));
    let Ok(content) = read else { return };
    let attachment = Attachment {
        content_type: format!("application/vnd.microsoft.card.{kind}"),
        content: Some(content),
        ..Attachment::default()
    };
    let bot = Context::new(Channel::Lcw, AuthorKind::Bot);
    for emoji in [EmojiStyle::Shortcode, EmojiStyle::Glyph] {
        let shown = card(&attachment, &bot, emoji);
        assert!(shown.rows.len() <= 401, "{} rows", shown.rows.len());
        assert_eq!(sanitize::line(&shown.label), shown.label);
    }
    let activity = deskhand::activity::Activity {
        kind: "message".to_owned(),
        attachments: vec![attachment],
        ..Default::default()
    };
    scan_activity(&activity, &bot);
}
