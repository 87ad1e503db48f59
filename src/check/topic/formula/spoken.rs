//! What a text with formulas says: the words that stand in it, with a sign of its own for what nobody knows yet.

use std::ops::Range;

use super::lex::{Lexer, Token};
use crate::check::piece::{Layer, Piece, Writing};
use crate::check::place::Writer;

/// What stands for something unknown. A letter, so that Markdown around it is seen as what it will be.
const UNKNOWN: &str = "x";
/// Formulas in texts in formulas are followed this deep.
const NESTED: usize = 8;

/// The text that will be said where `outer` stands: a formula (`="Hi " & Topic.Name`) or a text with formulas in braces.
pub fn spoken<'a>(outer: &Piece<'a>) -> Piece<'a> {
    let source = outer.text();
    let blanks = source.len() - source.trim_start().len();
    let mut spoken = Spoken::new(source, 0);
    if source.trim_start().starts_with('=') {
        spoken.formula(blanks + 1..source.len(), 0);
    } else if source.contains('{') {
        spoken.template(0..source.len(), 0);
    } else {
        return outer.clone();
    }
    spoken.finish(outer)
}

/// What one formula says, inside `outer`, if it says anything by itself.
pub(super) fn literal<'a>(outer: &Piece<'a>, range: Range<usize>) -> Option<Piece<'a>> {
    let mut spoken = Spoken::new(outer.text(), range.start);
    spoken.formula(range, 0);
    spoken.said.then(|| spoken.finish(outer))
}

struct Spoken<'s> {
    source: &'s str,
    writer: Writer,
    unknown: Vec<Range<usize>>,
    /// Those of them that stand between alternatives.
    alternatives: Vec<Range<usize>>,
    /// Whether what was said last and what comes are alternatives.
    alternative: bool,
    /// Whether something unknown stands between what was said last and what comes.
    gap: bool,
    /// Whether any words stand there.
    said: bool,
}

/// A bracket that is open.
#[derive(Default)]
struct Frame {
    /// The function it belongs to.
    function: Option<Function>,
    argument: usize,
    /// How much had been said when it opened.
    start: usize,
    /// Whether what is said inside is said to nobody.
    silent: bool,
}

/// Functions whose arguments are not all said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Function {
    /// One value or another: what stands in the first argument is a question.
    Choice,
    /// `Char(10)`.
    Char,
    /// Looks at texts, or makes something else of them.
    Silent,
    /// The first argument is shown, the rest say how.
    First,
    /// The first argument is a table whose rows the rest shows.
    Rows,
}

impl<'s> Spoken<'s> {
    fn new(source: &'s str, start: usize) -> Self {
        Self {
            source,
            writer: Writer::new(start),
            unknown: Vec::new(),
            alternatives: Vec::new(),
            alternative: false,
            gap: false,
            said: false,
        }
    }

    fn finish<'a>(mut self, outer: &Piece<'a>) -> Piece<'a> {
        if self.gap {
            let end = self.writer.file_end();
            self.fill(end);
        }
        let layer = Layer {
            text: self.writer.finish(),
            writing: Writing::Spoken,
        };
        let mut piece = outer.inner(layer, self.unknown);
        piece.alternatives = self.alternatives;
        piece
    }

    /// Puts the sign for something unknown, up to `at`, if there is anything unknown.
    fn fill(&mut self, at: usize) {
        if self.gap {
            let start = self.writer.len();
            let from = self.writer.file_end();
            self.writer.replace(UNKNOWN, from..at.max(from));
            self.unknown.push(start..self.writer.len());
            if std::mem::take(&mut self.alternative) {
                self.alternatives.push(start..self.writer.len());
            }
            self.gap = false;
        }
    }

    /// A text with formulas in braces.
    fn template(&mut self, range: Range<usize>, depth: usize) {
        let mut at = range.start;
        while let Some(rest) = self
            .source
            .get(at..range.end)
            .filter(|rest| !rest.is_empty())
        {
            let brace = rest.find('{').map_or(range.end, |brace| at + brace);
            self.words(at..brace);
            if brace >= range.end {
                return;
            }
            let Some(close) = closing(self.source, brace..range.end) else {
                self.words(brace..range.end);
                return;
            };
            let said = self.writer.len();
            self.formula(brace + 1..close, depth + 1);
            self.gap |= self.writer.len() == said;
            at = close + 1;
            self.fill(at);
        }
    }

    /// Words that are said as they stand.
    fn words(&mut self, range: Range<usize>) {
        if let Some(words) = self
            .source
            .get(range.clone())
            .filter(|words| !words.is_empty())
        {
            self.fill(range.start);
            self.writer.verbatim_str(words, range.start);
            self.said = true;
        }
    }

    fn formula(&mut self, range: Range<usize>, depth: usize) {
        let mut lexer = Lexer::new(self.source, range);
        let mut frames: Vec<Frame> = vec![Frame::default()];
        let mut beside = false;
        while let Some((token, span)) = lexer.next() {
            let next = lexer.peek();
            let silent = frames.last().is_some_and(Frame::is_silent);
            let question = beside || next.as_ref().is_some_and(|next| self.compares(next));
            match token {
                Token::Text | Token::Filled if !silent && !question => {
                    self.said_literal(token, span.clone(), depth);
                }
                Token::Sign(open @ (b'(' | b'{' | b'[')) => {
                    frames.push(self.open(open, None, silent));
                }
                Token::Sign(b')' | b'}' | b']') => {
                    let closed = frames.pop().unwrap_or_default();
                    if frames.is_empty() {
                        frames.push(Frame::default());
                    }
                    // What says nothing by itself comes to something all the same.
                    let says =
                        closed.function == Some(Function::Char) || self.writer.len() > closed.start;
                    self.gap |= !says && !frames.last().is_some_and(Frame::is_silent);
                }
                Token::Sign(b',') => {
                    if let Some(frame) = frames.last_mut() {
                        frame.argument += 1;
                        let alternative =
                            frame.function == Some(Function::Choice) && frame.argument > 1;
                        self.gap |= alternative;
                        self.alternative |= alternative;
                    }
                }
                Token::Name => {
                    let called = next.filter(|(next, _)| *next == Token::Sign(b'('));
                    if let Some((_, bracket)) = called {
                        lexer.seek(bracket.end);
                        let name = self.source.get(span.clone()).unwrap_or_default();
                        let frame = self.open(b'(', function(name), silent);
                        if frame.function == Some(Function::Char) && !silent {
                            self.character(&span, &lexer);
                        }
                        frames.push(frame);
                    } else {
                        let inside = frames.last().and_then(|frame| frame.function);
                        if !silent && inside != Some(Function::Char) {
                            self.gap = true;
                            self.alternative = false;
                        }
                    }
                }
                _ => {}
            }
            beside = self.compares(&(token, span));
        }
    }

    fn open(&self, bracket: u8, function: Option<Function>, silent: bool) -> Frame {
        // A table or record inside a text is data.
        let data = bracket != b'(';
        Frame {
            function,
            argument: 0,
            start: self.writer.len(),
            silent: silent || data || function == Some(Function::Silent),
        }
    }

    /// Whether this token compares what stands beside it.
    fn compares(&self, (token, span): &(Token, Range<usize>)) -> bool {
        match token {
            Token::Sign(b'=' | b'<' | b'>') => true,
            Token::Name => matches!(self.source.get(span.clone()), Some("in" | "exactin")),
            _ => false,
        }
    }

    /// A line end that is written as `Char(10)`.
    fn character(&mut self, name: &Range<usize>, lexer: &Lexer<'_>) {
        let code = lexer.peek().map(|(_, span)| span);
        let code = code.and_then(|span| self.source.get(span));
        if code == Some("10") {
            self.fill(name.start);
            self.writer.replace("\n", name.start..lexer.at());
        } else if code != Some("13") {
            self.gap = true;
        }
    }

    fn said_literal(&mut self, token: Token, span: Range<usize>, depth: usize) {
        let opening = if token == Token::Filled { 2 } else { 1 };
        let inside = self
            .source
            .get(span.start + opening..span.end)
            .unwrap_or_default();
        let inside = inside.strip_suffix('"').unwrap_or(inside);
        let range = span.start + opening..span.start + opening + inside.len();
        self.fill(range.start);
        self.writer.skip_to(range.start);
        self.said = true;
        if token == Token::Filled && depth < NESTED {
            self.template(range.clone(), depth + 1);
        } else {
            let mut at = range.start;
            for part in inside.split_inclusive("\"\"") {
                let words = part.strip_suffix("\"\"").unwrap_or(part);
                self.writer.verbatim_str(words, at);
                if words.len() < part.len() {
                    self.writer.replace("\"", at + words.len()..at + part.len());
                }
                at += part.len();
            }
        }
        self.writer.skip_to(span.end);
    }
}

impl Frame {
    fn is_silent(&self) -> bool {
        self.silent
            || match self.function {
                Some(Function::Choice | Function::Rows) => self.argument == 0,
                Some(Function::First) => self.argument > 0,
                _ => false,
            }
    }
}

/// What is special about a function.
fn function(name: &str) -> Option<Function> {
    Some(match name {
        "If" | "Switch" | "IfError" => Function::Choice,
        "Concat" | "ForAll" | "With" | "Sum" => Function::Rows,
        "Char" | "UniChar" => Function::Char,
        "Text" | "Left" | "Right" | "Mid" | "Substitute" | "Replace" => Function::First,
        "Find" | "StartsWith" | "EndsWith" | "IsMatch" | "Match" | "MatchAll" | "Split"
        | "LookUp" | "Filter" | "Search" | "Sort" | "SortByColumns" | "ParseJSON" | "JSON"
        | "Value" | "DateValue" | "DateTimeValue" | "TimeValue" | "EncodeUrl" | "EncodeHTML"
        | "IsBlank" | "IsEmpty" | "Len" | "CountIf" | "CountRows" | "DateAdd" | "DateDiff"
        | "ColorValue" | "GUID" | "Not" | "And" | "Or" | "Boolean" | "ShowColumns"
        | "DropColumns" | "AddColumns" | "Summarize" => Function::Silent,
        _ => return None,
    })
}

/// Where the brace that opens at the start of the range closes.
fn closing(source: &str, range: Range<usize>) -> Option<usize> {
    let mut depth = 0_usize;
    for (token, span) in Lexer::new(source, range) {
        match token {
            Token::Sign(b'{') => depth += 1,
            Token::Sign(b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(span.start);
                }
            }
            _ => {}
        }
    }
    None
}
