//! The card reader: any JSON becomes a bounded number of rows that a terminal may draw.

use deskhand::activity::{Activity, Attachment};
use deskhand::content::card::{Content, Look, Row, cards};
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
    let activity = Activity {
        kind: "message".to_owned(),
        attachments: vec![Attachment {
            content_type: format!("application/vnd.microsoft.card.{kind}"),
            content: Some(content),
            ..Attachment::default()
        }],
        ..Activity::default()
    };
    let findings = scan_activity(&activity, &Context::new(Channel::Lcw, AuthorKind::Bot));
    for emoji in [EmojiStyle::Shortcode, EmojiStyle::Glyph] {
        let look = Look {
            emoji,
            utc_offset: 0,
        };
        let shown = cards(&activity, &findings, look);
        assert_eq!(shown.len(), 1);
        for card in shown {
            let rows = count(&card.rows);
            assert!(rows <= 401, "{rows} rows");
            assert_eq!(sanitize::line(&card.label), card.label);
        }
    }
}

/// How many rows there are, with those in tables.
fn count(rows: &[Row]) -> usize {
    let cells = |row: &Row| match &row.content {
        Content::Table(table) => table.rows.iter().flatten().map(|cell| count(cell)).sum(),
        _ => 1,
    };
    rows.iter().map(cells).sum()
}
