//! The sanitiser: nothing it lets through can act on a terminal, and cleaning what is clean changes nothing.

use deskhand::content::sanitize::{EmojiStyle, Layout, clean, clean_with_edits, excerpt};

/// Cleans `data` in every way.
///
/// # Panics
///
/// If anything that must hold does not.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for layout in [Layout::Line, Layout::Block] {
        for emoji in [EmojiStyle::Shortcode, EmojiStyle::Glyph] {
            let (once, edits) = clean_with_edits(&text, layout, emoji);
            for c in once.chars() {
                let line_end = c == '\n' && layout == Layout::Block;
                assert!(line_end || !acts(c), "U+{:04X} got through", c as u32);
            }
            assert_eq!(clean(&once, layout, emoji), once, "cleaning twice differs");
            let mut behind = 0;
            for edit in edits {
                assert!(
                    text.get(edit.source.clone()).is_some()
                        && once.get(edit.shown.clone()).is_some()
                );
                assert!(edit.source.start >= behind, "edits out of order");
                behind = edit.source.end;
            }
            assert!(
                once.len() <= 40 * text.len() + 40,
                "{} bytes from {}",
                once.len(),
                text.len()
            );
        }
    }
    assert!(excerpt(&text, 20).chars().count() <= 20);
}

/// Controls, and what turns the direction of writing around or spells text that nobody sees.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e001f}')
}
