//! Block scalars: `|` keeps its lines, `>` folds them; both are indented.

use super::Style;
use crate::check::place::{Decoded, Writer};

/// Reads the block scalar whose first text stands at byte `first` of the file and which ends before byte `end`. `length` is
/// that of its text, which says what became of the line ends at its end. `None` if its head is not found.
pub(super) fn read(
    file: &str,
    first: usize,
    end: usize,
    style: Style,
    length: usize,
) -> Option<Decoded<'static>> {
    let (begin, indent) = head(file, first)?;
    let mut lines = Lines {
        file,
        at: begin,
        end: end.max(begin),
    };
    let indent = indent.map_or_else(|| lines.indent(), Some)?;
    let mut block = Block {
        writer: Writer::new(begin),
        folds: style == Style::Folded,
        breaks: 0,
        // Empty lines before the first text are line ends each.
        deeper: true,
        first: true,
    };
    while let Some((start, line)) = lines.next() {
        block.line(start, line, indent);
        if block.writer.len() > length {
            break;
        }
    }
    block.end(lines.at);
    block.writer.truncate(length);
    Some(block.writer.finish())
}

/// Where the lines of a block begin whose first text stands at `first`, and its indentation if the head gives one.
fn head(file: &str, first: usize) -> Option<(usize, Option<usize>)> {
    let mut begin = file.get(..first)?.rfind('\n')? + 1;
    let given = first - begin;
    loop {
        let above = file.get(..begin - 1)?;
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        let line = above.get(start..)?;
        if !line.trim().is_empty() {
            let code = line.rsplit_once(" #").map_or(line, |(code, _)| code);
            let head = code.split_whitespace().next_back()?;
            let sign = head.trim_start_matches(['|', '>']);
            let explicit = sign.bytes().any(|b| b.is_ascii_digit());
            return Some((begin, explicit.then_some(given)));
        }
        begin = start;
        if start == 0 {
            return None;
        }
    }
}

struct Lines<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Lines<'a> {
    /// The next line without its end, and where it begins.
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let rest = self
            .file
            .get(self.at..self.end)
            .filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.at += length;
        let line = rest.get(..length)?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        Some((start, line.strip_suffix('\r').unwrap_or(line)))
    }

    /// Blanks before the first line that holds anything.
    fn indent(&self) -> Option<usize> {
        let rest = self.file.get(self.at..self.end)?;
        let line = rest
            .lines()
            .find(|line| !line.trim_matches(' ').is_empty())?;
        Some(line.len() - line.trim_start_matches(' ').len())
    }
}

struct Block {
    writer: Writer,
    folds: bool,
    /// Line ends since the last text.
    breaks: usize,
    /// Whether the last text was indented deeper than the block, which keeps its line ends.
    deeper: bool,
    first: bool,
}

impl Block {
    fn line(&mut self, start: usize, line: &str, indent: usize) {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let text = line.get(indent.min(blanks)..).unwrap_or_default();
        if text.is_empty() {
            self.breaks += 1;
            return;
        }
        let begin = start + indent.min(blanks);
        let deeper = text.starts_with([' ', '\t']);
        self.join(begin, deeper);
        self.writer.verbatim_str(text, begin);
        self.breaks = 1;
        self.deeper = deeper;
        self.first = false;
    }

    /// What the line ends before a text read.
    fn join(&mut self, begin: usize, deeper: bool) {
        let folds = self.folds && !self.first && !self.deeper && !deeper;
        let joined = match self.breaks {
            0 => String::new(),
            1 if folds => " ".to_owned(),
            more if folds => "\n".repeat(more - 1),
            more => "\n".repeat(more),
        };
        self.writer.replace(&joined, self.writer.file_end()..begin);
    }

    fn end(&mut self, at: usize) {
        let joined = "\n".repeat(self.breaks);
        let from = self.writer.file_end();
        self.writer.replace(&joined, from..at.max(from));
    }
}
