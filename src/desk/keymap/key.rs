//! A key press as it is written: `k`, `shift-g`, `ctrl-k`, `alt-enter`, `space`, `f2`.
//!
//! What terminals cannot tell apart is one key here: `shift` with a letter is the capital, `ctrl` with a letter ignores
//! capitals, `shift` with any other character is that character.

use std::fmt;
use std::str::FromStr;

/// A key without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// A function key, 1 to 24.
    F(u8),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// To the start.
    Home,
    /// To the end.
    End,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
}

/// Keys by name, the name to write first.
const NAMES: [(&str, Code); 21] = [
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("return", Code::Enter),
    ("esc", Code::Esc),
    ("escape", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("del", Code::Delete),
    ("insert", Code::Insert),
    ("home", Code::Home),
    ("end", Code::End),
    ("page-up", Code::PageUp),
    ("pageup", Code::PageUp),
    ("page-down", Code::PageDown),
    ("pagedown", Code::PageDown),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("minus", Code::Char('-')),
];

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    code: Code,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no key: write a character, a name such as enter, space, page-up, f2, and before it ctrl-, alt- or shift-"
)]
pub struct BadKey(String);

impl Key {
    /// A key press in its one form.
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        let (code, shift) = match code {
            Code::Char(c) if ctrl => (Code::Char(small(c).unwrap_or(c)), false),
            Code::Char(c) if shift => (Code::Char(capital(c)), false),
            other => (other, shift),
        };
        Self {
            code,
            ctrl,
            alt,
            shift,
        }
    }

    /// A key alone.
    pub fn plain(code: Code) -> Self {
        Self::new(code, false, false, false)
    }

    /// The character it types where text is taken; `None` for keys that are not text.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

/// The capital of a letter that has exactly one.
fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The small form of a letter that is a capital and nothing else.
fn small(c: char) -> Option<char> {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one != c && capital(one) == c => Some(one),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) => match small(c) {
                Some(small) => write!(f, "shift-{small}"),
                None => write!(f, "{c}"),
            },
            Code::F(number) => write!(f, "f{number}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let inner = text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'));
        let mut rest = inner.filter(|inner| !inner.is_empty()).unwrap_or(text);
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let held = [
            (&mut ctrl, "ctrl-"),
            (&mut alt, "alt-"),
            (&mut shift, "shift-"),
        ];
        for (flag, prefix) in held {
            if let Some(after) = rest.strip_prefix(prefix) {
                *flag = true;
                rest = after;
            }
        }
        let code = code(rest).ok_or_else(|| BadKey(text.to_owned()))?;
        Ok(Self::new(code, ctrl, alt, shift))
    }
}

fn code(name: &str) -> Option<Code> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(Code::Char(c));
    }
    let number = name
        .strip_prefix('f')
        .and_then(|number| number.parse().ok())?;
    (1..=24).contains(&number).then_some(Code::F(number))
}

/// Keys one after the other, as in `g g`. Written with blanks between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(Vec<Key>);

impl Sequence {
    /// These keys.
    pub(super) fn new(keys: &[Key]) -> Self {
        Self(keys.to_vec())
    }

    /// The keys, at least one.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }
}

impl FromStr for Sequence {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let keys: Vec<Key> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            Err(BadKey(text.to_owned()))
        } else {
            Ok(Self(keys))
        }
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, key) in self.0.iter().enumerate() {
            let blank = if index == 0 { "" } else { " " };
            write!(f, "{blank}{key}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn any_code() -> impl Strategy<Value = Code> {
        prop_oneof![
            any::<char>()
                .prop_filter("typed", |c| !c.is_control()
                    && (*c == ' ' || !c.is_whitespace()))
                .prop_map(Code::Char),
            proptest::char::range('!', '~').prop_map(Code::Char),
            (1..=24u8).prop_map(Code::F),
            proptest::sample::select(NAMES.map(|(_, code)| code).to_vec()),
        ]
    }

    fn any_key() -> impl Strategy<Value = Key> {
        (any_code(), any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(code, ctrl, alt, shift)| Key::new(code, ctrl, alt, shift))
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read(keys in prop::collection::vec(any_key(), 1..4)) {
            let sequence = Sequence(keys);
            prop_assert_eq!(sequence.to_string().parse::<Sequence>().unwrap(), sequence);
        }

        #[test]
        fn any_text_is_a_key_or_refused(text in ".{0,12}") {
            let _ = text.parse::<Sequence>();
        }
    }

    #[test]
    fn keys_are_shown_as_people_write_them() {
        for text in [
            "k",
            "shift-g",
            "ctrl-k",
            "alt-enter",
            "space",
            "f12",
            "ctrl-alt-shift-up",
            "alt-<",
            "?",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for (text, same) in [
            ("<space>", "space"),
            ("<ctrl-k>", "ctrl-k"),
            ("G", "shift-g"),
            ("ctrl-K", "ctrl-k"),
            ("alt--", "alt-minus"),
            ("-", "minus"),
            ("<", "<"),
            (">", ">"),
            ("escape", "esc"),
            ("É", "shift-é"),
            ("ẞ", "ẞ"),
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), same, "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "", "ctrl-", "hyper-k", "enterr", "f0", "f25", "ctrl-alt", "\u{1b}", "a b",
        ] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
        assert!("g g".parse::<Sequence>().is_ok());
        assert!("  ".parse::<Sequence>().is_err());
    }

    #[test]
    fn only_plain_characters_are_text() {
        assert_eq!("x".parse::<Key>().unwrap().text(), Some('x'));
        assert_eq!("shift-x".parse::<Key>().unwrap().text(), Some('X'));
        assert_eq!("space".parse::<Key>().unwrap().text(), Some(' '));
        assert_eq!("ctrl-x".parse::<Key>().unwrap().text(), None);
        assert_eq!("alt-x".parse::<Key>().unwrap().text(), None);
        assert_eq!("enter".parse::<Key>().unwrap().text(), None);
    }
}
