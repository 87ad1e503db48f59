//! The text model of everything that is typed: a text, a cursor between two graphemes, what can be undone.
//!
//! It knows no keys and no screen. Every position is a byte offset on a grapheme boundary, so that no edit can split what a
//! person sees as one character.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::content::replace;

/// How many states can be undone.
const UNDO_DEPTH: usize = 200;
/// A draft never grows beyond this, whatever is pasted: far above what can be sent, far below what hurts.
pub const MAX_BYTES: usize = 64 * 1024;

/// A text being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    text: String,
    cursor: usize,
    killed: String,
    undo: Vec<Saved>,
    redo: Vec<Saved>,
    last: Option<Change>,
    column: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Saved {
    text: String,
    cursor: usize,
}

/// What the last edit was: typing letter after letter is undone together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Typed,
    Removed,
    Other,
}

/// Where the cursor can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// One grapheme left.
    Left,
    /// One grapheme right.
    Right,
    /// To the start of this word or the one before.
    WordLeft,
    /// To the end of this word or the one after.
    WordRight,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// One line up, keeping the column.
    Up,
    /// One line down, keeping the column.
    Down,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
}

impl Draft {
    /// A draft with this text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text: String = text.into();
        let mut text = unix_lines(&text).into_owned();
        if text.len() > MAX_BYTES {
            text.truncate(floor_boundary(&text, MAX_BYTES));
        }
        Self {
            cursor: text.len(),
            text,
            ..Self::default()
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor as a byte offset on a grapheme boundary.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The text before and after the cursor.
    pub fn around(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether nothing but white space is there.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Inserts text at the cursor; as much of it as fits into [`MAX_BYTES`]. Answers whether all of it did.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = unix_lines(text);
        let room = MAX_BYTES.saturating_sub(self.text.len());
        let fits = text.get(..floor_boundary(&text, room)).unwrap_or("");
        if fits.is_empty() {
            return text.is_empty();
        }
        let single =
            fits.graphemes(true).nth(1).is_none() && !fits.starts_with(char::is_whitespace);
        self.save(if single { Change::Typed } else { Change::Other });
        self.text.insert_str(self.cursor, fits);
        self.cursor = self.snap(self.cursor + fits.len());
        fits.len() == text.len()
    }

    /// Replaces places of the text, in order and without overlap; undone together. The cursor stays where it is in the
    /// text, behind what it was in.
    pub fn replace(&mut self, places: &[(Range<usize>, String)]) {
        let replaced = replace::apply(&self.text, places);
        if replaced.len() > MAX_BYTES || replaced == self.text {
            return;
        }
        self.save(Change::Other);
        let mut cursor = self.cursor;
        for (place, instead) in places {
            if place.end <= self.cursor {
                cursor = (cursor + instead.len()).saturating_sub(place.len());
            } else if place.start < self.cursor {
                cursor = cursor + instead.len() - (self.cursor - place.start);
            }
        }
        self.text = replaced;
        self.cursor = self.snap(floor_boundary(&self.text, cursor));
    }

    /// Removes the grapheme before the cursor.
    pub fn backspace(&mut self) {
        self.remove_to(To::Left, false);
    }

    /// Removes the grapheme at the cursor.
    pub fn delete(&mut self) {
        self.remove_to(To::Right, false);
    }

    /// Removes from the cursor to there, keeping what was removed for [`Draft::yank`].
    pub fn kill(&mut self, to: To) {
        self.remove_to(to, true);
    }

    /// Puts back what was killed last.
    pub fn yank(&mut self) {
        let killed = std::mem::take(&mut self.killed);
        self.last = None;
        self.insert(&killed);
        self.killed = killed;
    }

    /// Moves the cursor. Answers whether it moved.
    pub fn go(&mut self, to: To) -> bool {
        let before = self.cursor;
        let column = match to {
            To::Up | To::Down => Some(self.column.unwrap_or_else(|| self.column_here())),
            _ => None,
        };
        self.cursor = self.snap(self.find(to, column.unwrap_or(0)));
        self.column = column;
        self.last = None;
        self.cursor != before
    }

    /// Puts the cursor near a byte offset, on the grapheme boundary before it.
    pub fn go_to(&mut self, offset: usize) {
        let offset = floor_boundary(&self.text, offset);
        self.cursor = self.snap(offset);
        self.column = None;
        self.last = None;
    }

    /// Undoes the last edit. Answers whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(saved) = self.undo.pop() else {
            return false;
        };
        let now = self.restore(saved);
        self.redo.push(now);
        true
    }

    /// Does again what was undone last. Answers whether there was something.
    pub fn redo(&mut self) -> bool {
        let Some(saved) = self.redo.pop() else {
            return false;
        };
        let now = self.restore(saved);
        self.undo.push(now);
        true
    }

    /// Takes the text out, leaving an empty draft whose undo brings it back.
    pub fn take(&mut self) -> String {
        self.save(Change::Other);
        self.cursor = 0;
        std::mem::take(&mut self.text)
    }

    fn restore(&mut self, saved: Saved) -> Saved {
        self.last = None;
        self.column = None;
        Saved {
            text: std::mem::replace(&mut self.text, saved.text),
            cursor: std::mem::replace(&mut self.cursor, saved.cursor),
        }
    }

    fn save(&mut self, change: Change) {
        let continues = self.last == Some(change) && change != Change::Other;
        if !continues {
            if self.undo.len() == UNDO_DEPTH {
                self.undo.remove(0);
            }
            self.undo.push(Saved {
                text: self.text.clone(),
                cursor: self.cursor,
            });
        }
        self.redo.clear();
        self.last = Some(change);
        self.column = None;
    }

    fn remove_to(&mut self, to: To, keep: bool) {
        let other = self.snap(self.find(to, 0));
        let range = self.cursor.min(other)..self.cursor.max(other);
        if range.is_empty() {
            return;
        }
        self.save(if keep { Change::Other } else { Change::Removed });
        if keep {
            self.killed = self.text.get(range.clone()).unwrap_or("").to_owned();
        }
        self.cursor = range.start;
        self.text.replace_range(range, "");
        self.cursor = self.snap(self.cursor);
    }

    /// The grapheme boundary at or before a character boundary.
    fn snap(&self, offset: usize) -> usize {
        let mut cursor = GraphemeCursor::new(offset, self.text.len(), true);
        if cursor.is_boundary(&self.text, 0).unwrap_or(true) {
            return offset;
        }
        cursor
            .prev_boundary(&self.text, 0)
            .ok()
            .flatten()
            .unwrap_or(0)
    }

    fn find(&self, to: To, column: usize) -> usize {
        let (before, after) = self.around();
        match to {
            To::Left => before
                .graphemes(true)
                .next_back()
                .map_or(0, |g| self.cursor - g.len()),
            To::Right => self.cursor + after.graphemes(true).next().map_or(0, str::len),
            To::WordLeft => before
                .unicode_word_indices()
                .next_back()
                .map_or(0, |(at, _)| at),
            To::WordRight => after
                .unicode_word_indices()
                .next()
                .map_or(self.text.len(), |(at, word)| self.cursor + at + word.len()),
            To::LineStart => line_start(before),
            To::LineEnd => self.cursor + after.find('\n').unwrap_or(after.len()),
            To::Up => match line_start(before) {
                0 => self.cursor,
                start => self.in_line(line_start(before.get(..start - 1).unwrap_or("")), column),
            },
            To::Down => match after.find('\n') {
                None => self.cursor,
                Some(end) => self.in_line(self.cursor + end + 1, column),
            },
            To::Start => 0,
            To::End => self.text.len(),
        }
    }

    fn column_here(&self) -> usize {
        let (before, _) = self.around();
        before
            .get(line_start(before)..)
            .map_or(0, |line| line.graphemes(true).count())
    }

    /// The offset of a column in the line that starts there, or of its end.
    fn in_line(&self, start: usize, column: usize) -> usize {
        let line = self.text.get(start..).unwrap_or("");
        let line = line.split('\n').next().unwrap_or("");
        line.grapheme_indices(true)
            .nth(column)
            .map_or(start + line.len(), |(at, _)| start + at)
    }
}

/// Lines end with a line feed alone here, whatever a paste brings.
fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(text)
}

/// The last character boundary at or before an offset.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line_start(before: &str) -> usize {
    before.rfind('\n').map_or(0, |at| at + 1)
}
