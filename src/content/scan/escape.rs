//! Escape sequences: where one ends and what a terminal would have done.

/// How far the end of a device or operating-system string is looked for, in bytes.
const STRING_LIMIT: usize = 4096;

/// A sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Escape {
    /// Behind its last byte.
    pub end: usize,
    /// What a terminal would have done.
    pub does: &'static str,
}

/// The sequence that begins with the control character at `start`, or `None` if that one begins no sequence. A string that
/// does not end is only its introducer.
pub(super) fn sequence(text: &str, start: usize) -> Option<Escape> {
    let rest = text.get(start..)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    let (introducer, length) = match first {
        '\u{1b}' => {
            let second = chars.next();
            (
                second,
                1 + second.filter(char::is_ascii).map_or(0, char::len_utf8),
            )
        }
        '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
            (char::from_u32(first as u32 - 0x40), first.len_utf8())
        }
        _ => return None,
    };
    let body = rest.get(length..)?;
    let (body_length, does) = match introducer {
        Some('[') => control(body),
        Some(']') => (string(body), command(body)),
        Some('P') => (string(body), "program or question the terminal"),
        Some('X' | '^' | '_') => (string(body), "send the terminal a private message"),
        // A line end or another control is no part of it.
        Some(second) if second.is_ascii_control() => {
            return Some(Escape {
                end: start + 1,
                does: "begin a command",
            });
        }
        _ => (0, "change the terminal's state"),
    };
    Some(Escape {
        end: start + length + body_length,
        does,
    })
}

/// Parameters, intermediates, final: its length and what the final asks for.
fn control(body: &str) -> (usize, &'static str) {
    let parameters = body
        .bytes()
        .take(64)
        .take_while(|b| (0x20..0x40).contains(b))
        .count();
    match body.as_bytes().get(parameters) {
        Some(last @ 0x40..0x7f) => (
            parameters + 1,
            match last {
                b'm' => "change colours",
                b'A'..=b'H' | b'f' | b'd' => "move the cursor",
                b'J' | b'K' | b'X' | b'P' | b'M' => "erase what is shown",
                b'h' | b'l' => "switch a mode of the terminal",
                b'n' | b'c' => "make the terminal answer",
                b't' => "move or question the window",
                _ => "command the terminal",
            },
        ),
        _ => (parameters, "begin a command"),
    }
}

/// Length of a string with its end, BEL or ST; 0 if it has none.
fn string(body: &str) -> usize {
    let mut end = 0;
    for c in body.chars() {
        end += c.len_utf8();
        match c {
            '\u{7}' | '\u{9c}' => return end,
            '\u{1b}' => {
                return if body.as_bytes().get(end) == Some(&b'\\') {
                    end + 1
                } else {
                    0
                };
            }
            c if c.is_control() || end > STRING_LIMIT => return 0,
            _ => {}
        }
    }
    0
}

/// What an operating-system command asks for, by its number.
fn command(body: &str) -> &'static str {
    let number = body
        .split([';', '\u{7}', '\u{1b}', '\u{9c}'])
        .next()
        .unwrap_or_default();
    match number {
        "0" | "1" | "2" => "set the window's title",
        "4" | "10" | "11" | "12" | "104" => "change the palette",
        "7" => "claim another working directory",
        "8" => "hide an address behind a link",
        "9" | "99" | "777" => "raise a notification",
        "50" => "change or report the font",
        "52" => "write to the clipboard",
        "1337" => "run a function of the terminal",
        _ => "command the terminal",
    }
}
