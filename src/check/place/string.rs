//! A JSON string as it reads, and the way back to its escapes.

use std::borrow::Cow;

use super::Decoded;
use super::map::Step;

/// Decodes a JSON string. `raw` is what stands in the file from byte `start` on, quotes included, and is known to be valid
/// JSON but for halves of surrogate pairs, which read as U+FFFD.
pub fn decode(raw: &str, start: usize) -> Decoded<'_> {
    let inner = raw.strip_prefix('"').unwrap_or(raw);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let start = start + 1;
    let bytes = inner.as_bytes();
    let Some(first) = memchr::memchr(b'\\', bytes) else {
        return Decoded::verbatim(inner, start);
    };
    let mut text = String::with_capacity(inner.len());
    let mut steps = Vec::new();
    let (mut from, mut at) = (0, first);
    loop {
        text.push_str(inner.get(from..at).unwrap_or_default());
        let Some((c, length)) = escape(bytes, at) else {
            break;
        };
        let begin = text.len();
        text.push(c);
        steps.push(Step {
            text: begin..text.len(),
            file: start + at..start + at + length,
        });
        from = at + length;
        let rest = bytes.get(from..).unwrap_or_default();
        at = from + memchr::memchr(b'\\', rest).unwrap_or(rest.len());
    }
    Decoded {
        text: Cow::Owned(text),
        start,
        steps,
    }
}

/// The character an escape stands for, and its length.
fn escape(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    Some(match bytes.get(at + 1)? {
        b'n' => ('\n', 2),
        b't' => ('\t', 2),
        b'r' => ('\r', 2),
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{c}', 2),
        b'u' => {
            let high = unit(bytes, at)?;
            match (high, unit(bytes, at + 6)) {
                (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                    let scalar = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                    (char::from_u32(scalar)?, 12)
                }
                _ => (
                    char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER),
                    6,
                ),
            }
        }
        other => (char::from(*other), 2),
    })
}

/// The UTF-16 unit of the escape at `at`, if there is one.
pub fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let hex = bytes.get(at..at.checked_add(6)?)?.strip_prefix(b"\\u")?;
    let mut unit = 0;
    for digit in hex {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::string_slice)]

    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_escape_leads_back() {
        let decoded = decode(r#""a\n\u00e9\ud83d\ude00\/\ud83d.""#, 10);
        assert_eq!(decoded.text, "a\né😀/\u{fffd}.");
        assert_eq!(decoded.in_file(&(1..2)), 12..14);
        assert_eq!(decoded.in_file(&(2..4)), 14..20);
        assert_eq!(decoded.in_file(&(4..8)), 20..32);
        assert_eq!(decoded.in_file(&(9..12)), 34..40);
        assert_eq!(decoded.in_file(&(12..13)), 40..41);
        assert_eq!(decode("\"\"", 0).in_file(&(0..0)), 1..1);
    }

    /// Writes a text as JSON with whatever escapes `how` asks for.
    fn written(text: &str, how: &[u8]) -> String {
        let mut raw = String::from("\"");
        for (c, how) in text.chars().zip(how.iter().cycle()) {
            let must = c < ' ' || c == '"' || c == '\\';
            if *how == 0 || (must && *how == 1) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(raw, "\\u{unit:04X}").unwrap();
                }
            } else if must {
                let quoted = serde_json::to_string(&c).unwrap();
                raw.push_str(&quoted[1..quoted.len() - 1]);
            } else {
                raw.push(c);
            }
        }
        raw + "\""
    }

    proptest! {
        #[test]
        fn the_bytes_of_a_place_decode_to_it(
            text in "[a\"\\\\/\n\t\u{1}é注🙂\u{2028}]{0,20}", how in proptest::collection::vec(0_u8..4, 1..6),
        ) {
            let raw = written(&text, &how);
            prop_assert_eq!(&serde_json::from_str::<String>(&raw).unwrap(), &text);
            let decoded = decode(&raw, 0);
            prop_assert_eq!(&decoded.text, &text);
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for from in &ends {
                for to in ends.iter().filter(|to| *to >= from) {
                    let place = decoded.in_file(&(*from..*to));
                    let part = format!("\"{}\"", raw.get(place).unwrap());
                    prop_assert_eq!(serde_json::from_str::<String>(&part).unwrap(), text.get(*from..*to).unwrap());
                }
            }
        }
    }
}
