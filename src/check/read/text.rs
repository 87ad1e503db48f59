//! Plain text by lines, Markdown as one message or by paragraphs, of any size.

use super::conversations::Assumed;
use super::found::Found;
use super::{Read, Stop, Taker};
use crate::check::input::{Window, boundary_before};
use crate::content::scan::{Context, Format, SIZE_LIMIT, scan_text};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every line is a message.
    Lines,
    /// Markdown: one message, if it may be one; otherwise what stands between blank lines belongs together, and so does a block
    /// of code.
    Markdown,
}

/// Longest paragraph that is read as one, in bytes.
const PARAGRAPH: usize = 64 * 1024;

/// Reads a text to its end.
pub fn text(
    window: &mut Window<'_>,
    kind: Kind,
    assumed: Assumed<'_>,
    taker: &mut dyn Taker,
) -> (Read, Result<(), Stop>) {
    let format = match kind {
        Kind::Lines => Format::Unknown,
        Kind::Markdown => Format::Markdown,
    };
    let mut paragraphs = Paragraphs {
        context: assumed.context(None, format),
        kind,
        at: window.base(),
        fence: None,
    };
    let result = paragraphs.read(window, taker);
    (Read { documents: 1 }, result)
}

struct Paragraphs {
    context: Context,
    kind: Kind,
    at: u64,
    /// The sign that closes the block of code, if one is open.
    fence: Option<char>,
}

impl Paragraphs {
    fn read(&mut self, window: &mut Window<'_>, taker: &mut dyn Taker) -> Result<(), Stop> {
        if self.kind == Kind::Markdown {
            self.message(window, taker)?;
        }
        loop {
            let (ended, limit) = (window.ended(), window.limits().element);
            let rest = window.after(self.at);
            let whole = whole_lines(rest, ended, limit);
            let lines = rest.get(..whole).unwrap_or_default();
            let (used, found) = self.pieces(lines, ended, limit);
            if !found.is_empty() {
                window.surround(self.at + used as u64);
                taker.found(window, found)?;
            }
            self.at += used as u64;
            window.done(self.at);
            if ended {
                return match window.trouble() {
                    Some(trouble) => Err(trouble.clone().into()),
                    None => Ok(()),
                };
            }
            window.fill();
        }
    }

    /// Scans all of a file that is not longer than a message may be.
    fn message(&mut self, window: &mut Window<'_>, taker: &mut dyn Taker) -> Result<(), Stop> {
        let limit = SIZE_LIMIT.min(window.limits().element);
        window.reach(self.at + limit as u64 + 1);
        let text = window.after(self.at);
        if !window.ended() || text.len() > limit {
            return Ok(());
        }
        let mut found = Vec::new();
        self.piece(text, 0, &mut found);
        self.at += text.len() as u64;
        if !found.is_empty() {
            taker.found(window, found)?;
        }
        Ok(())
    }

    /// Scans the whole pieces of `lines`. Answers how many bytes they have; the rest waits for more, if there is more.
    fn pieces(&mut self, lines: &str, last: bool, limit: usize) -> (usize, Vec<Found>) {
        let mut found = Vec::new();
        let mut begin = 0;
        let mut at = 0;
        let mut fence = self.fence;
        while at < lines.len() {
            let line = first_line(lines.get(at..).unwrap_or_default(), limit);
            at += line.len();
            let closes = self.kind == Kind::Lines || self.closes(line);
            if closes || at - begin > PARAGRAPH {
                let piece = lines.get(begin..at).unwrap_or_default();
                self.piece(piece, begin, &mut found);
                begin = at;
                fence = self.fence;
            }
        }
        if last && begin < at {
            let piece = lines.get(begin..).unwrap_or_default();
            self.piece(piece, begin, &mut found);
            begin = at;
        }
        // A paragraph that waits for more is looked at again from its begin.
        self.fence = fence;
        (begin, found)
    }

    /// Whether a paragraph ends with this line.
    fn closes(&mut self, line: &str) -> bool {
        let line = line.trim();
        let sign = ["```", "~~~"]
            .iter()
            .find(|sign| line.starts_with(**sign))
            .and_then(|sign| sign.chars().next());
        match (self.fence, sign) {
            (None, Some(sign)) => {
                self.fence = Some(sign);
                false
            }
            (Some(open), Some(sign)) if open == sign => {
                self.fence = None;
                false
            }
            (fence, _) => fence.is_none() && line.is_empty(),
        }
    }

    fn piece(&self, piece: &str, at: usize, found: &mut Vec<Found>) {
        let text = piece.trim_end_matches('\n');
        let text = text.strip_suffix('\r').unwrap_or(text);
        let start = self.at + at as u64;
        for finding in scan_text(text, &self.context) {
            let span = finding.span.clone().unwrap_or(0..text.len());
            found.push(Found {
                span: start + span.start as u64..start + span.end as u64,
                pointer: None,
                finding,
            });
        }
    }
}

/// The first line with its end, or as much of it as may be held.
fn first_line(text: &str, limit: usize) -> &str {
    let end = match memchr::memchr(b'\n', text.as_bytes()) {
        Some(newline) if newline < limit => newline + 1,
        None if text.len() <= limit => text.len(),
        _ => boundary_before(text, limit).max(1),
    };
    text.get(..end).unwrap_or(text)
}

/// How many bytes of `text` are whole lines. All of it if nothing follows, or if a line is longer than may be held.
fn whole_lines(text: &str, last: bool, limit: usize) -> usize {
    if last {
        return text.len();
    }
    match memchr::memrchr(b'\n', text.as_bytes()) {
        Some(newline) => newline + 1,
        None if text.len() > limit => boundary_before(text, limit),
        None => 0,
    }
}
