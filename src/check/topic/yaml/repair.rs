//! Lines that a strict reader refuses and that Copilot Studio writes and reads all the same: a value without quotes that
//! begins with a sign of YAML (`accept: */*`), or that holds a colon.

use std::borrow::Cow;

/// How many lines of a file are read so.
const MOST: usize = 64;

/// A file with the values of some lines hidden from the parser, character for character.
pub(super) struct Repaired<'a> {
    file: &'a str,
    /// What the parser reads.
    pub text: Cow<'a, str>,
    hidden: Vec<(usize, usize)>,
}

impl<'a> Repaired<'a> {
    /// Nothing hidden yet.
    pub(super) fn new(file: &'a str) -> Self {
        Self {
            file,
            text: Cow::Borrowed(file),
            hidden: Vec::new(),
        }
    }

    /// How many values are hidden.
    pub(super) fn count(&self) -> usize {
        self.hidden.len()
    }

    /// Whether the scalar that begins at this byte is a hidden one: it reads as it stands.
    pub(super) fn hides(&self, byte: usize) -> Option<&'a str> {
        let (start, end) = self.hidden.iter().find(|(start, _)| *start == byte)?;
        self.file.get(*start..*end)
    }

    /// Hides the value on the line of this byte. False if there is none to hide.
    pub(super) fn hide(&mut self, byte: usize) -> bool {
        let Some((start, end)) = value(self.file, byte.min(self.file.len())) else {
            return false;
        };
        if self.hidden.len() >= MOST || self.hides(start).is_some() {
            return false;
        }
        self.hidden.push((start, end));
        self.hidden.sort_unstable();
        let mut text = String::with_capacity(self.file.len());
        let mut at = 0;
        for (start, end) in &self.hidden {
            text.push_str(self.file.get(at..*start).unwrap_or_default());
            let value = self.file.get(*start..*end).unwrap_or_default();
            text.extend(value.chars().map(|_| 'x'));
            at = *end;
        }
        text.push_str(self.file.get(at..).unwrap_or_default());
        self.text = Cow::Owned(text);
        true
    }
}

/// Where the value stands on the line of this byte: `key: value` or `- key: value`, without quotes, no block.
fn value(file: &str, byte: usize) -> Option<(usize, usize)> {
    let byte = (0..=byte).rev().find(|at| file.is_char_boundary(*at))?;
    let start = file.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
    let line = file.get(start..)?.lines().next()?;
    let begin = line.len() - line.trim_start_matches([' ', '-']).len();
    let entry = line.get(begin..)?;
    let (key, rest) = entry.split_once(':')?;
    let plain = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'$'));
    let value = rest.trim();
    let spoken = value.starts_with(['"', '\'', '|', '>', '#', '[', '{', '\t']);
    if !plain || !rest.starts_with(' ') || value.is_empty() || spoken {
        return None;
    }
    let from = start + begin + key.len() + 1 + (rest.len() - rest.trim_start().len());
    Some((from, from + value.len()))
}
