//! What an emoji is called.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use emojis::Emoji;

/// How many elements of an unknown sequence are named before the rest is only counted.
const NAMED: usize = 4;

/// The name of one emoji sequence, without colons: `wave`, `flag_england`, `regional_indicator_d`. Short codes are
/// GitHub's; what has none is called by its Unicode name, and a sequence nobody has named by its parts. Only ASCII
/// letters, digits and `_ - + .`; at most 120 characters.
pub fn shortcode(sequence: &str) -> String {
    if let Some(name) = known(sequence) {
        return name;
    }
    let letters: Vec<char> = sequence.chars().filter_map(regional_letter).collect();
    match letters[..] {
        [letter] => return format!("regional_indicator_{letter}"),
        [first, second] => return format!("flag_{first}{second}"),
        _ => {}
    }
    if let Some(digit) = sequence.strip_suffix('\u{20e3}') {
        return format!("keycap_{}", slug(digit.trim_end_matches('\u{fe0f}')));
    }
    if sequence.starts_with('\u{1f3f4}') && sequence.ends_with('\u{e007f}') {
        return format!(
            "flag_{}",
            sequence.chars().filter_map(tag_letter).collect::<String>()
        );
    }
    if sequence.contains('\u{200d}') {
        return joined(sequence);
    }
    toned(sequence)
}

/// Unicode's name without the tone of the skin; of a sequence nobody has named, the words of its short code.
pub fn words(sequence: &str) -> String {
    let named = emojis::get(sequence)
        .map(emojis::Emoji::name)
        .filter(|name| name.is_ascii());
    match named {
        Some(name) => match name.split_once(": ") {
            Some((what, tone)) if tone.ends_with("skin tone") => what.to_owned(),
            Some((what, whose)) => format!("{what}, {whose}"),
            None => name.to_owned(),
        },
        None => shortcode(sequence).replace(['_', '+'], " "),
    }
}

fn known(sequence: &str) -> Option<String> {
    let emoji = emojis::get(sequence)
        .filter(|emoji| emoji.as_str() == sequence)
        .or_else(|| UNQUALIFIED.get(&unqualified(sequence)).copied())?;
    let untoned = emoji
        .skin_tone()
        .is_none_or(|tone| tone == emojis::SkinTone::Default);
    match emoji.shortcode() {
        Some(code) if untoned => Some(code.to_owned()),
        _ => Some(slug(emoji.name())),
    }
}

/// All emoji by their characters without selectors. The crate finds most of them too, but a few under another's name.
static UNQUALIFIED: LazyLock<HashMap<String, &'static Emoji>> = LazyLock::new(|| {
    emojis::iter()
        .flat_map(|emoji| {
            let toned = emoji.skin_tones().into_iter().flatten();
            toned.chain([emoji])
        })
        .map(|emoji| (unqualified(emoji.as_str()), emoji))
        .collect()
});

fn unqualified(sequence: &str) -> String {
    sequence.chars().filter(|c| *c != '\u{fe0f}').collect()
}

/// A Unicode name as a short code: small letters, digits, `_` between words.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().take(80) {
        match c {
            '#' => slug.push_str("hash"),
            '*' => slug.push_str("asterisk"),
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if slug.ends_with('_') || slug.is_empty() => {}
            _ => slug.push('_'),
        }
    }
    slug.truncate(slug.trim_end_matches('_').len());
    slug
}

/// A sequence that is not in Unicode's list, by its parts: `woman+pizza`.
fn joined(sequence: &str) -> String {
    let mut name = String::new();
    let mut left = 0;
    for (index, part) in sequence.split('\u{200d}').enumerate() {
        if index >= NAMED {
            left += 1;
            continue;
        }
        if index > 0 {
            name.push('+');
        }
        name.extend(toned(part).chars().take(24));
    }
    if left > 0 {
        let _ = write!(name, "+{left}_more");
    }
    name
}

/// One element: an emoji with what modifies it, or a bare skin tone.
fn toned(element: &str) -> String {
    let mut name = String::new();
    for c in element
        .chars()
        .filter(|c| !matches!(c, '\u{fe0e}' | '\u{fe0f}'))
        .take(2)
    {
        if !name.is_empty() {
            name.push('_');
        }
        match c {
            '\u{1f3fb}'..='\u{1f3ff}' => {
                let _ = write!(name, "skin_tone_{}", c as u32 - 0x1f3fb + 2);
            }
            '\u{1f9b0}' => name.push_str("red_hair"),
            '\u{1f9b1}' => name.push_str("curly_hair"),
            '\u{1f9b2}' => name.push_str("bald"),
            '\u{1f9b3}' => name.push_str("white_hair"),
            c => match known(c.encode_utf8(&mut [0; 4])) {
                Some(known) => name.push_str(&known),
                None => {
                    let _ = write!(name, "u{:x}", c as u32);
                }
            },
        }
    }
    name
}

fn regional_letter(c: char) -> Option<char> {
    char::from_u32((c as u32).checked_sub(0x1f1e6).filter(|n| *n < 26)? + u32::from(b'a'))
}

fn tag_letter(c: char) -> Option<char> {
    char::from_u32((c as u32).checked_sub(0xe0000)?).filter(char::is_ascii_alphanumeric)
}
