//! The part of a file that is at hand.

use std::io::{ErrorKind, Read};

use super::{Lines, Trouble, boundary_before};
use crate::check::progress::Progress;

/// How much is held at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes read at once.
    pub chunk: usize,
    /// Most bytes of one element, one line, one document that is no list.
    pub element: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            chunk: 256 * 1024,
            element: 16 * 1024 * 1024,
        }
    }
}

/// Bytes around a place that are kept for the source line shown with it.
const MARGIN: u64 = 1024;

/// Text of a file from the byte [`Window::base`] on. Offsets are bytes of the file.
pub struct Window<'a> {
    source: Option<Box<dyn Read + 'a>>,
    progress: &'a dyn Progress,
    limits: Limits,
    /// Bytes that are read but not text yet: the begin of a character.
    raw: Vec<u8>,
    text: String,
    base: u64,
    /// What lies before needs not be kept.
    done: u64,
    lines: Lines,
    read: u64,
    trouble: Option<Trouble>,
}

impl<'a> Window<'a> {
    /// A window on what `source` gives. Nothing is read yet.
    pub fn new(source: Box<dyn Read + 'a>, limits: Limits, progress: &'a dyn Progress) -> Self {
        Self {
            source: Some(source),
            progress,
            limits,
            raw: Vec::new(),
            text: String::new(),
            base: 0,
            done: 0,
            lines: Lines::new(0),
            read: 0,
            trouble: None,
        }
    }

    /// How much may be held.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.read
    }

    /// The file's byte the text begins with: behind a byte order mark, if there is one.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Why no more text comes although the file has not ended.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Whether all of the file has come.
    pub fn ended(&self) -> bool {
        self.source.is_none()
    }

    /// What is at hand from `at` on.
    pub fn after(&self, at: u64) -> &str {
        let from = at.saturating_sub(self.base) as usize;
        self.text.get(from..).unwrap_or_default()
    }

    /// A part of what is at hand.
    pub fn part(&self, from: u64, to: u64) -> &str {
        let start = from.saturating_sub(self.base) as usize;
        let end = to.saturating_sub(self.base) as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    /// The byte behind what is at hand.
    pub fn end(&self) -> u64 {
        self.base + self.text.len() as u64
    }

    /// What lies before `at` is not needed any more.
    pub fn done(&mut self, at: u64) {
        self.done = self.done.max(at);
    }

    /// Reads on until the text reaches `end` or there is no more.
    pub fn reach(&mut self, end: u64) {
        while self.end() < end && self.fill() {}
    }

    /// All of the file's text, for what is read whole; `None` if that is more than an element may be. The error says why the
    /// rest does not come.
    pub fn whole(&mut self) -> Result<Option<&str>, Trouble> {
        let (base, limit) = (self.base, self.limits.element);
        self.reach(base + limit as u64 + 1);
        match &self.trouble {
            Some(trouble) => Err(trouble.clone()),
            None => Ok(Some(self.after(base)).filter(|text| text.len() <= limit)),
        }
    }

    /// Sees to it that the surroundings of a place that ends at `end` are at hand.
    pub fn surround(&mut self, end: u64) {
        self.reach(end + MARGIN);
    }

    /// Reads one chunk more. `false`: there is none.
    pub fn fill(&mut self) -> bool {
        let Some(source) = &mut self.source else {
            return false;
        };
        let held = self.raw.len();
        self.raw.resize(held + self.limits.chunk, 0);
        let got = loop {
            match source.read(self.raw.get_mut(held..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = *got.as_ref().unwrap_or(&0);
        self.raw.truncate(held + count);
        self.read += count as u64;
        self.progress.read(count as u64);
        self.forget();
        if let Err(error) = got {
            self.stop(
                self.end(),
                format!("reading stopped: {error}"),
                "see that the file can be read to its end and check it again",
            );
            return false;
        }
        if count == 0 {
            self.source = None;
        }
        self.take_text(count == 0);
        count > 0 && self.trouble.is_none()
    }

    /// Turns bytes into text, as far as they are whole characters.
    fn take_text(&mut self, last: bool) {
        if self.base == 0 && self.text.is_empty() && !self.mark(last) {
            return;
        }
        let (valid, broken) = match std::str::from_utf8(&self.raw) {
            Ok(text) => {
                self.text.push_str(text);
                self.raw.clear();
                return;
            }
            Err(error) => (error.valid_up_to(), error.error_len().is_some()),
        };
        let rest = self.raw.split_off(valid);
        self.text.push_str(&String::from_utf8_lossy(&self.raw));
        self.raw = rest;
        if broken || last {
            let byte = self.raw.first().copied().unwrap_or_default();
            self.stop(
                self.end(),
                format!("byte {} (0x{byte:02x}) is not UTF-8 text", self.end()),
                "save the file as UTF-8; a file that is no text cannot be checked",
            );
        }
    }

    /// Looks for a byte order mark. `false`: there is too little to know, or it is one of UTF-16.
    fn mark(&mut self, last: bool) -> bool {
        match self.raw.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => {
                self.raw.drain(..3);
                self.base = 3;
                self.done = 3;
                self.lines = Lines::new(3);
            }
            [0xEF | 0xFE | 0xFF] | [0xEF, 0xBB] if !last => return false,
            [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => {
                self.stop(
                    0,
                    "the file is UTF-16".to_owned(),
                    "save it as UTF-8 and check it again",
                );
                return false;
            }
            _ => {}
        }
        true
    }

    fn stop(&mut self, at: u64, message: String, hint: &str) {
        self.source = None;
        self.trouble = Some(Trouble::at(at, message, hint));
    }

    /// Drops what is no longer needed, but for the margin.
    fn forget(&mut self) {
        let to = self.done.saturating_sub(MARGIN).saturating_sub(self.base) as usize;
        let to = boundary_before(&self.text, to);
        if to == 0 {
            return;
        }
        let base = self.base + to as u64;
        self.advance(base);
        self.text.drain(..to);
        self.base = base;
    }

    /// Moves the mark of lines forward to `at`, as far as that is at hand.
    fn advance(&mut self, at: u64) {
        let from = self.lines.at.saturating_sub(self.base) as usize;
        let to = at.saturating_sub(self.base) as usize;
        if let Some(text) = self.text.get(from..to) {
            self.lines.pass(text);
        }
    }

    /// The mark of lines at `at`. Places have to be asked for from front to back.
    pub fn lines_at(&mut self, at: u64) -> Lines {
        self.advance(at);
        self.lines
    }
}
