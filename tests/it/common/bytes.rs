//! Takes apart what was written to a terminal: text, and control sequences out of a short list. Anything else is foreign.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Sequences the desk writes, as patterns: `#` stands for digits and `;`.
const OURS: [&str; 22] = [
    "\x1b[22;2t",
    "\x1b[23;2t",
    "\x1b[?1049h",
    "\x1b[?1049l",
    "\x1b[?7l",
    "\x1b[?7h",
    "\x1b[?2004h",
    "\x1b[?2004l",
    "\x1b[?1004h",
    "\x1b[?1004l",
    "\x1b[?25l",
    "\x1b[?25h",
    "\x1b[?1002h",
    "\x1b[?1002l",
    "\x1b[?1006h",
    "\x1b[?1006l",
    "\x1b[?2026h",
    "\x1b[?2026l",
    "\x1b[2J",
    "\x1b[#H",
    "\x1b[#G",
    "\x1b[#m",
];

/// The first place where something stands that the desk does not write by itself, with what stands there.
pub fn foreign(raw: &[u8]) -> Option<(usize, String)> {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => return Some((error.valid_up_to(), "not UTF-8".to_owned())),
    };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = if rest.starts_with('\x1b') {
            sequence(rest).or_else(|| title(rest))
        } else {
            rest.chars()
                .next()
                .filter(|c| is_plain(*c))
                .map(char::len_utf8)
        };
        match length {
            Some(length) => at += length,
            None => {
                return Some((
                    at,
                    rest.chars()
                        .take(20)
                        .collect::<String>()
                        .escape_debug()
                        .to_string(),
                ));
            }
        }
    }
    None
}

/// What was written without the texts put on the clipboard for which `is_ours` holds; anything else put there stays.
pub fn without_copies(raw: &[u8], is_ours: impl Fn(&str) -> bool) -> Vec<u8> {
    let (start, end) = (b"\x1b]52;c;".as_slice(), b"\x1b\\".as_slice());
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|part| part == what);
    let (mut kept, mut rest) = (Vec::new(), raw);
    while let Some(at) = find(rest, start) {
        let inner = &rest[at + start.len()..];
        let length = find(inner, end).unwrap_or(inner.len());
        let text = STANDARD.decode(&inner[..length]).unwrap_or_default();
        let text = String::from_utf8(text).unwrap_or_default();
        kept.extend_from_slice(&rest[..at]);
        let behind = (at + start.len() + length + end.len()).min(rest.len());
        if !(is_ours(&text) && foreign(text.replace('\n', "").as_bytes()).is_none()) {
            kept.extend_from_slice(&rest[at..behind]);
        }
        rest = &rest[behind..];
    }
    kept.extend_from_slice(rest);
    kept
}

/// A character that changes nothing but the cell it is written to. The bell is ours: it rings for an offer.
fn is_plain(c: char) -> bool {
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    let invisible = matches!(
        c,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    );
    c == '\x07' || !(c.is_control() || bidi || invisible)
}

fn sequence(rest: &str) -> Option<usize> {
    OURS.iter()
        .find_map(|pattern| match pattern.split_once('#') {
            None => rest.starts_with(pattern).then_some(pattern.len()),
            Some((start, end)) => {
                let inner = rest.strip_prefix(start)?;
                let digits = inner
                    .bytes()
                    .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
                    .count();
                inner
                    .get(digits..)?
                    .starts_with(end)
                    .then_some(start.len() + digits + end.len())
            }
        })
}

/// A title, without any control in it.
fn title(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("\x1b]2;")?;
    let end = inner.find("\x1b\\")?;
    let clean = inner.get(..end)?.chars().all(is_plain) && !inner.get(..end)?.contains('\x07');
    clean.then_some("\x1b]2;".len() + end + 2)
}

#[test]
fn what_is_not_ours_is_found() {
    assert_eq!(
        foreign(
            "\x1b[?2026h\x1b[3;4Hé日\x1b[1;38;2;1;2;3mx\x1b]2;2 waiting\x1b\\\x1b[m".as_bytes()
        ),
        None
    );
    for foreign_bytes in [
        "a\x1b]52;c;QQ==\x07",
        "\x1b[?1000h",
        "\x1bc",
        "x\u{9b}2J",
        "\u{202e}",
        "\x1b]0;t\x07",
        "\x1b[6n",
        "\x1bP",
        "\r",
    ] {
        assert!(
            foreign(foreign_bytes.as_bytes()).is_some(),
            "{foreign_bytes:?}"
        );
    }
}
