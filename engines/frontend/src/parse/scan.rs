//! A scan of the text with the rules of CPython 3.11's tokenizer, before the parser sees it.
//!
//! It finds what that tokenizer refuses (brackets, strings, numbers, characters, indentation), with its words, and keeps
//! a token list for [`super::wording`]. It also bounds how deep the syntax tree can get. An f-string is one token here,
//! as it was in 3.11.

use crate::diagnostic::{Fault, Kind, Place};
use crate::hir::Span;

mod number;

/// CPython's `MAXLEVEL`: nested brackets.
const MAX_BRACKETS: usize = 200;
/// CPython's `MAXINDENT`: indentation levels, the outermost included.
const MAX_INDENT: usize = 100;
/// Bound on the depth of one expression; CPython gives up at 3,000.
const MAX_NESTING: u32 = 6_000;

/// Kinds that the wording rules tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Name,
    Number,
    String,
    Operator,
    Newline,
}

/// A token; `level` counts the brackets open after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) level: u32,
}

impl Token {
    pub(super) fn text<'t>(&self, source: &'t str) -> &'t str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
    pub(super) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// What a scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    /// Reported whatever the grammar says: CPython's tokenizer raises these itself.
    pub(super) raised: Option<Fault>,
    /// Reported unless the grammar fails before this offset.
    pub(super) status: Option<(u32, Fault)>,
    /// Innermost bracket open at the end.
    pub(super) unclosed: Option<(u8, u32)>,
}

/// Scans a whole text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        brackets: Vec::new(),
        indents: vec![(0, 0)],
        chains: vec![0],
        depth: 0,
        scan: Scan::default(),
    };
    scanner.run();
    let end = text.len() as u32;
    scanner.scan.tokens.push(Token { kind: TokenKind::Newline, start: end, end: end + 1, level: scanner.brackets.len() as u32 });
    scanner.scan.unclosed = scanner.brackets.last().copied();
    scanner.scan
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Open brackets with their offsets.
    brackets: Vec<(u8, u32)>,
    /// Columns with tabs to 8 and with tabs to 1.
    indents: Vec<(u32, u32)>,
    /// Operators since the last comma, for each open bracket.
    chains: Vec<u32>,
    depth: u32,
    scan: Scan,
}

/// The scan stops here.
struct Stop;

impl Scanner<'_> {
    fn run(&mut self) {
        let mut line_start = true;
        while self.at < self.bytes.len() {
            let step = if line_start && self.brackets.is_empty() { self.indentation() } else { Ok(true) };
            let Ok(has_tokens) = step else { return };
            if has_tokens && self.logical_line_part().is_err() {
                return;
            }
            line_start = true;
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn raise(&mut self, message: impl Into<String>, start: usize, end: usize) -> Stop {
        self.scan.raised = Some(Fault::syntax(message, Span { start: start as u32, end: end as u32 }));
        Stop
    }

    /// An error that counts from the current offset, or for indentation from the start of the line.
    fn status(&mut self, kind: Kind, message: &str, place: Place) -> Stop {
        let line = self.text[..self.at].rfind('\n').map_or(0, |i| i + 1);
        let at = if kind == Kind::SyntaxError { self.at } else { line };
        self.scan.status = Some((at as u32, Fault { kind, message: message.to_owned(), place }));
        Stop
    }

    /// Skips blank lines and compares the indentation of the next one; false when the line holds no token.
    fn indentation(&mut self) -> Result<bool, Stop> {
        let (mut column, mut alternative) = (0u32, 0u32);
        loop {
            match self.peek(0) {
                b' ' => (column, alternative) = (column + 1, alternative + 1),
                b'\t' => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                b'\x0c' => (column, alternative) = (0, 0),
                _ => break,
            }
            self.at += 1;
        }
        match self.peek(0) {
            b'#' | b'\n' | b'\r' => {
                self.end_of_line();
                return Ok(false);
            }
            0 if self.at >= self.bytes.len() => return Ok(false),
            b'\\' if matches!(self.peek(1), b'\n' | b'\r') => return Ok(true),
            _ => {}
        }
        let (last, last_alternative) = self.indents.last().copied().unwrap_or_default();
        let tabs = "inconsistent use of tabs and spaces in indentation";
        let place = Place::Line(self.at as u32);
        if column == last {
            return if alternative == last_alternative { Ok(true) } else { Err(self.status(Kind::TabError, tabs, place)) };
        }
        if column > last {
            if alternative <= last_alternative {
                return Err(self.status(Kind::TabError, tabs, place));
            }
            if self.indents.len() >= MAX_INDENT {
                return Err(self.status(Kind::IndentationError, "too many levels of indentation", place));
            }
            self.indents.push((column, alternative));
            return Ok(true);
        }
        while self.indents.last().is_some_and(|&(c, _)| c > column) {
            self.indents.pop();
        }
        let (last, last_alternative) = self.indents.last().copied().unwrap_or_default();
        if last != column {
            let end = self.bytes[self.at..].iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(self.bytes.len() - self.at);
            let at = (self.at + end) as u32;
            let message = "unindent does not match any outer indentation level";
            return Err(self.status(Kind::IndentationError, message, Place::Span(Span { start: at, end: at })));
        }
        if alternative != last_alternative {
            return Err(self.status(Kind::TabError, tabs, place));
        }
        Ok(true)
    }

    /// Skips a comment and the line end.
    fn end_of_line(&mut self) {
        while self.at < self.bytes.len() && !matches!(self.bytes[self.at], b'\n' | b'\r') {
            self.at += 1;
        }
        self.line_end();
    }

    fn line_end(&mut self) {
        let width = if self.peek(0) == b'\r' && self.peek(1) == b'\n' { 2 } else { 1 };
        self.at = (self.at + width).min(self.bytes.len());
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let level = self.brackets.len() as u32;
        self.scan.tokens.push(Token { kind, start: start as u32, end: self.at as u32, level });
    }

    /// Tokens up to the end of the logical line.
    fn logical_line_part(&mut self) -> Result<(), Stop> {
        while self.at < self.bytes.len() {
            let start = self.at;
            match self.bytes[start] {
                b' ' | b'\t' | b'\x0c' => self.at += 1,
                b'#' => {
                    while self.at < self.bytes.len() && !matches!(self.bytes[self.at], b'\n' | b'\r') {
                        self.at += 1;
                    }
                }
                b'\n' | b'\r' => {
                    if self.brackets.is_empty() {
                        self.at += 1;
                        self.push(TokenKind::Newline, start);
                        self.at = start;
                        (self.chains, self.depth) = (vec![0], 0);
                    }
                    self.line_end();
                    if self.brackets.is_empty() {
                        return Ok(());
                    }
                }
                b'\\' => self.continuation()?,
                b'\'' | b'"' => self.string(start)?,
                b'0'..=b'9' => self.number(start)?,
                b'.' if self.peek(1).is_ascii_digit() => self.number(start)?,
                b if b.is_ascii_alphabetic() || b == b'_' || b >= 0x80 => self.name(start)?,
                _ => self.operator(start)?,
            }
        }
        Ok(())
    }

    fn continuation(&mut self) -> Result<(), Stop> {
        let start = self.at;
        self.at += 1;
        match self.peek(0) {
            b'\n' | b'\r' => {
                self.line_end();
                if self.at >= self.bytes.len() {
                    self.at = start;
                    let place = Place::Span(Span { start: start as u32 + 1, end: start as u32 + 1 });
                    return Err(self.status(Kind::SyntaxError, "unexpected EOF while parsing", place));
                }
                Ok(())
            }
            0 if self.at >= self.bytes.len() => {
                self.at = start;
                let place = Place::Span(Span { start: start as u32 + 1, end: start as u32 + 1 });
                Err(self.status(Kind::SyntaxError, "unexpected EOF while parsing", place))
            }
            _ => {
                self.at = start;
                let place = Place::Span(Span { start: start as u32 + 1, end: start as u32 + 2 });
                Err(self.status(Kind::SyntaxError, "unexpected character after line continuation character", place))
            }
        }
    }

    /// A name, or the prefix of a string.
    fn name(&mut self, start: usize) -> Result<(), Stop> {
        let rest = &self.text[start..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c as u32 >= 0x80)).unwrap_or(rest.len());
        let word = &rest[..end];
        if end <= 2 && matches!(rest.as_bytes().get(end), Some(b'\'' | b'"')) && is_string_prefix(word) {
            self.at += end;
            return self.string(start);
        }
        if !word.is_ascii() {
            for (i, c) in word.char_indices() {
                let valid = c.is_ascii() || c.is_alphanumeric() || is_identifier_extra(c);
                if !valid {
                    let printable = !(c.is_control() || c.is_whitespace() || is_format_character(c));
                    let message = if printable {
                        format!("invalid character '{c}' (U+{:04X})", c as u32)
                    } else {
                        format!("invalid non-printable character U+{:04X}", c as u32)
                    };
                    return Err(self.raise(message, start + i, start + i + c.len_utf8()));
                }
            }
        }
        self.at += end;
        if matches!(word, "not" | "lambda" | "if" | "await") {
            self.nest(start)?;
        }
        self.push(TokenKind::Name, start);
        Ok(())
    }

    /// A string from its quote on; `start` is where its prefix begins.
    fn string(&mut self, start: usize) -> Result<(), Stop> {
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        self.at += if triple { 3 } else { 1 };
        loop {
            match self.bytes.get(self.at).copied() {
                None | Some(b'\n' | b'\r') if !triple || self.at >= self.bytes.len() => {
                    let (what, end) = if triple { ("triple-quoted string", self.bytes.len()) } else { ("string", self.at) };
                    let line = self.line_of(end, triple);
                    let message = format!("unterminated {what} literal (detected at line {line})");
                    return Err(self.raise(message, start, start + 1));
                }
                Some(b'\\') => {
                    let width = if self.peek(1) == b'\r' && self.peek(2) == b'\n' { 3 } else { 2 };
                    self.at = (self.at + width).min(self.bytes.len());
                }
                Some(b) if b == quote => {
                    if !triple {
                        self.at += 1;
                        break;
                    }
                    if self.peek(1) == quote && self.peek(2) == quote {
                        self.at += 3;
                        break;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.push(TokenKind::String, start);
        Ok(())
    }

    /// Line number of an offset; the end of the text belongs to its last line that has characters.
    fn line_of(&self, end: usize, at_end: bool) -> usize {
        let text = &self.text[..end];
        let text = if at_end { text.strip_suffix('\n').unwrap_or(text) } else { text };
        text.bytes().filter(|&b| b == b'\n').count() + 1
    }

    fn number(&mut self, start: usize) -> Result<(), Stop> {
        match number::scan(&self.bytes[start..]) {
            Ok(length) => {
                self.at += length;
                self.push(TokenKind::Number, start);
                Ok(())
            }
            Err(error) => Err(self.raise(error.message, start + error.start, start + error.end)),
        }
    }

    fn operator(&mut self, start: usize) -> Result<(), Stop> {
        const LONG: [&str; 25] = [
            "**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "==", "<=", ">=", "<<", ">>", "**", "//", "+=", "-=", "*=", "/=", "%=",
            "&=", "|=", "^=", "@=", "<>",
        ];
        let byte = self.bytes[start];
        match byte {
            b'(' | b'[' | b'{' => {
                if self.brackets.len() >= MAX_BRACKETS {
                    return Err(self.raise("too many nested parentheses", start, start + 1));
                }
                self.nest(start)?;
                self.brackets.push((byte, start as u32));
                self.chains.push(0);
                self.at += 1;
            }
            b')' | b']' | b'}' => self.close(byte, start)?,
            b',' => {
                self.at += 1;
                if let Some(chain) = self.chains.last_mut() {
                    self.depth -= *chain;
                    *chain = 0;
                }
            }
            b if b < 0x20 || b == 0x7f => {
                return Err(self.raise(format!("invalid non-printable character U+{b:04X}"), start, start + 1));
            }
            _ => {
                let rest = &self.text[start..];
                let long = LONG.iter().find(|op| rest.starts_with(**op));
                self.at += long.map_or(1, |op| op.len());
                if !matches!(byte, b':' | b';' | b'=') {
                    self.nest(start)?;
                }
            }
        }
        self.push(TokenKind::Operator, start);
        Ok(())
    }

    /// One more level that the tree may nest.
    fn nest(&mut self, start: usize) -> Result<(), Stop> {
        if let Some(chain) = self.chains.last_mut() {
            *chain += 1;
        }
        self.depth += 1;
        if self.depth > MAX_NESTING {
            self.at = start;
            self.scan.raised = Some(Fault::too_deep());
            return Err(Stop);
        }
        Ok(())
    }

    fn close(&mut self, byte: u8, start: usize) -> Result<(), Stop> {
        let Some((open, at)) = self.brackets.pop() else {
            return Err(self.raise(format!("unmatched '{}'", char::from(byte)), start, start + 1));
        };
        if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            let (open_line, line) = (self.line_of(at as usize, false), self.line_of(start, false));
            let mut message =
                format!("closing parenthesis '{}' does not match opening parenthesis '{}'", char::from(byte), char::from(open));
            if open_line != line {
                message.push_str(&format!(" on line {open_line}"));
            }
            return Err(self.raise(message, start, start + 1));
        }
        self.depth -= self.chains.pop().unwrap_or_default();
        self.at += 1;
        Ok(())
    }
}

fn is_string_prefix(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "r" | "b" | "u" | "f" | "br" | "rb" | "fr" | "rf")
}

/// Marks and letter numbers that may continue an identifier although they are not alphanumeric.
fn is_identifier_extra(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

/// Format and other invisible characters that CPython calls non-printable.
fn is_format_character(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}')
}
