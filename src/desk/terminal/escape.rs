//! What is written to the terminal beside the screen: title, bell, clipboard. Every text is sanitised here once more,
//! whoever it came from.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::content::sanitize;

/// The largest text put on the clipboard, in bytes: what xterm and tmux take with room to spare once it is encoded.
pub const CLIPBOARD_LIMIT: usize = 48 * 1024;

/// The longest title, in characters.
const TITLE_LIMIT: usize = 80;

/// Rings.
pub(super) const BELL: &[u8] = b"\x07";

/// Sets the window's title (OSC 2).
pub(super) fn title(text: &str) -> Vec<u8> {
    let clean: String = sanitize::line(text).chars().take(TITLE_LIMIT).collect();
    format!("\x1b]2;{clean}\x1b\\").into_bytes()
}

/// Puts a text on the clipboard (OSC 52). Written raw inside tmux too: with `set-clipboard` on, tmux passes it on itself.
/// `None` if the text is too large to arrive whole.
pub(super) fn clipboard(text: &str) -> Option<Vec<u8>> {
    let clean = sanitize::block(text);
    (clean.len() <= CLIPBOARD_LIMIT)
        .then(|| format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(clean.as_bytes())).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_itself() {
        let bytes = title("3 waiting \x1b]52;c;QQ==\x07 \u{9c}x\n");
        let inner = &bytes[4..bytes.len() - 2];
        assert!(bytes.starts_with(b"\x1b]2;") && bytes.ends_with(b"\x1b\\"));
        assert!(!String::from_utf8_lossy(inner).chars().any(char::is_control));
        assert!(title(&"x".repeat(1000)).len() < 100);
    }

    #[test]
    fn the_clipboard_gets_clean_text_of_bounded_size() {
        assert_eq!(
            clipboard("order 42").as_deref(),
            Some(&b"\x1b]52;c;b3JkZXIgNDI=\x1b\\"[..])
        );
        assert_eq!(clipboard(&"x".repeat(CLIPBOARD_LIMIT + 1)), None);
        let sent = clipboard("a\x1b[2Jb").unwrap_or_default();
        let text = STANDARD
            .decode(&sent[7..sent.len() - 2])
            .unwrap_or_default();
        assert!(!text.contains(&0x1b));
    }
}
