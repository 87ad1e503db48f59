//! Cards as topics hold them: JSON, or a record of Power Fx, which is JSON with bare names for keys and formulas for values.
//! Both are read in one way, so that each text and each part leads back to the file.

use std::ops::Range;

use serde_json::{Map, Value};

use super::lex::{Lexer, Token};
use super::spoken::literal;
use crate::check::piece::{Layer, Piece, Places, Writing};
use crate::check::place::{Decoded, decode};

/// Deepest nesting that is read; the scanner itself reports what is nested deeper than it looks.
const DEPTH: usize = 100;

/// A value and where its parts stand.
#[derive(Debug)]
pub struct Read<'a> {
    /// What was read; what a formula would give is null, a list of records that a formula makes is those it names.
    pub value: Value,
    /// Where its parts stand.
    pub places: Places<'a>,
    /// Whether it was read to its end without anything odd.
    pub whole: bool,
}

/// Reads the JSON in a text.
pub fn json<'a>(outer: &Piece<'a>) -> Read<'a> {
    let mut reader = Reader::new(outer, 0, true);
    let value = reader.value(0);
    reader.whole &= reader.lexer.peek().is_none();
    reader.finish(value)
}

/// Reads the record that a formula is or makes; the formula begins with `=`.
pub fn record<'a>(outer: &Piece<'a>) -> Read<'a> {
    let text = outer.text();
    let start = text.len() - text.trim_start().len() + 1;
    let mut reader = Reader::new(outer, start, false);
    let value = reader.value(0);
    reader.finish(value)
}

struct Reader<'p, 'a> {
    outer: &'p Piece<'a>,
    lexer: Lexer<'p>,
    json: bool,
    pointer: String,
    places: Places<'a>,
    whole: bool,
}

impl<'p, 'a> Reader<'p, 'a> {
    fn new(outer: &'p Piece<'a>, start: usize, json: bool) -> Self {
        Self {
            outer,
            lexer: Lexer::new(outer.text(), start..outer.text().len()),
            json,
            pointer: String::new(),
            places: Places::default(),
            whole: true,
        }
    }

    fn finish(self, value: Value) -> Read<'a> {
        Read {
            value,
            places: self.places,
            whole: self.whole,
        }
    }

    fn source(&self, range: Range<usize>) -> &'p str {
        self.outer.text().get(range).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Value {
        let Some((token, span)) = self.lexer.peek() else {
            self.whole = false;
            return Value::Null;
        };
        let start = span.start;
        let value = match token {
            Token::Sign(b'{' | b'[') if depth >= DEPTH => {
                self.whole = false;
                self.skip();
                Value::Null
            }
            Token::Sign(b'{') => self.object(depth),
            Token::Sign(b'[') => self.list(depth),
            Token::Text if self.json => self.json_text(span),
            _ if self.json => self.bare(),
            _ => self.formula(depth),
        };
        let end = self.lexer.at().max(start);
        self.places
            .span(&self.pointer, self.outer.in_file(&(start..end)));
        if !self.json {
            // What follows a record in a formula is worked out with it, not shown.
            self.skip();
        }
        value
    }

    /// Steps over everything up to the next comma or closing bracket of what is open.
    fn skip(&mut self) {
        let mut open = 0_usize;
        while let Some((token, span)) = self.lexer.peek() {
            match token {
                Token::Sign(b'{' | b'[' | b'(') => open += 1,
                Token::Sign(b'}' | b']' | b')' | b',') if open == 0 => return,
                Token::Sign(b'}' | b']' | b')') => open -= 1,
                _ => {}
            }
            self.lexer.seek(span.end);
        }
    }

    fn take(&mut self, sign: u8) -> bool {
        match self.lexer.peek() {
            Some((Token::Sign(found), span)) if found == sign => {
                self.lexer.seek(span.end);
                true
            }
            _ => false,
        }
    }

    fn inside<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&step.replace('~', "~0").replace('/', "~1"));
        let value = read(self);
        self.pointer.truncate(length);
        value
    }

    fn object(&mut self, depth: usize) -> Value {
        self.take(b'{');
        let mut map = Map::new();
        while !self.take(b'}') {
            let Some((token, span)) = self.lexer.next() else {
                self.whole = false;
                break;
            };
            let Some(key) = self.key(token, span) else {
                self.whole = false;
                continue;
            };
            if !self.take(b':') {
                self.whole = false;
                self.skip();
                self.take(b',');
                continue;
            }
            let value = self.inside(&key, |reader| reader.value(depth + 1));
            map.insert(key, value);
            self.separator(b'}');
        }
        Value::Object(map)
    }

    fn key(&mut self, token: Token, span: Range<usize>) -> Option<String> {
        match token {
            Token::Text if self.json => {
                let (key, end) = json_string(self.outer.text(), span.start)?;
                self.lexer.seek(end + 1);
                Some(key.text.into_owned())
            }
            Token::Text | Token::Name => {
                Some(self.source(span).trim_matches(['"', '\'']).to_owned())
            }
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        self.take(b'[');
        let mut list = Vec::new();
        while !self.take(b']') {
            let before = self.lexer.at();
            let value = self.inside(&list.len().to_string(), |reader| reader.value(depth + 1));
            list.push(value);
            self.separator(b']');
            if self.lexer.at() == before {
                // A bracket of another kind, or the end.
                self.whole = false;
                if self.lexer.next().is_none() {
                    break;
                }
            }
        }
        Value::Array(list)
    }

    fn separator(&mut self, close: u8) {
        let more = self.take(b',');
        let closes = matches!(self.lexer.peek(), Some((Token::Sign(sign), _)) if sign == close);
        self.whole &= more != closes;
    }

    fn json_text(&mut self, span: Range<usize>) -> Value {
        let source = self.outer.text();
        let Some((text, end)) = json_string(source, span.start) else {
            self.whole = false;
            self.lexer.seek(source.len());
            return Value::Null;
        };
        self.lexer.seek(end + 1);
        let layer = Layer {
            text,
            writing: Writing::Json,
        };
        self.text(self.outer.inner(layer, Vec::new()))
    }

    fn text(&mut self, piece: Piece<'a>) -> Value {
        let value = Value::String(piece.text().to_owned());
        self.places.piece(&self.pointer, piece);
        value
    }

    /// A number or a word of JSON.
    fn bare(&mut self) -> Value {
        let start = self
            .lexer
            .peek()
            .map_or(self.lexer.at(), |(_, span)| span.start);
        self.skip();
        let bare = self.source(start..self.lexer.at()).trim();
        serde_json::from_str(bare).unwrap_or_else(|_| {
            self.whole = false;
            Value::Null
        })
    }

    /// A formula: the records in it if it makes any, else what it says.
    fn formula(&mut self, depth: usize) -> Value {
        let start = self.lexer.at();
        let mut look = self.lexer.clone();
        self.skip();
        let end = self.lexer.at();
        let mut records = Vec::new();
        while let Some((token, span)) = look.next().filter(|(_, span)| span.start < end) {
            if matches!(token, Token::Sign(b'{' | b'[')) && depth < DEPTH {
                self.lexer.seek(span.start);
                let value = self.inside(&records.len().to_string(), |reader| {
                    if token == Token::Sign(b'{') {
                        reader.object(depth + 1)
                    } else {
                        reader.list(depth + 1)
                    }
                });
                look.seek(self.lexer.at());
                records.push(value);
            }
        }
        self.lexer.seek(end);
        if !records.is_empty() {
            return Value::Array(records);
        }
        match literal(self.outer, start..end) {
            Some(piece) => self.text(piece),
            None => self.constant(start..end),
        }
    }

    fn constant(&self, range: Range<usize>) -> Value {
        match self.source(range).trim() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => number.parse::<f64>().map_or(Value::Null, Value::from),
        }
    }
}

/// Reads the JSON string that begins with the quote at `start`; also, where its closing quote is.
fn json_string(source: &str, start: usize) -> Option<(Decoded<'static>, usize)> {
    let bytes = source.as_bytes();
    let mut at = start + 1;
    while *bytes.get(at)? != b'"' {
        at += if *bytes.get(at)? == b'\\' { 2 } else { 1 };
    }
    let decoded = decode(source.get(start..=at)?, start);
    let text = decoded.text.into_owned().into();
    Some((Decoded { text, ..decoded }, at))
}
