//! Replacement fields of f-strings, read as CPython 3.11 reads them: each expression is compiled on its own, between
//! parentheses, and its errors get the prefix `f-string: `.

use crate::diagnostic::Fault;
use crate::hir::Span;

/// The first error in the text between an f-string's quotes.
pub(super) fn first_fault(body: &str, raw: bool, place: Span) -> Option<Fault> {
    let mut reader = Reader { rest: body, raw };
    reader.text(0).err().map(|message| Fault::syntax(message, place))
}

struct Reader<'t> {
    rest: &'t str,
    raw: bool,
}

type Step = Result<(), String>;

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
    }

    /// Text and fields up to the end, or in a format specification up to its `}`.
    fn text(&mut self, depth: u32) -> Step {
        while let Some(c) = self.peek() {
            match c {
                '{' if self.rest.starts_with("{{") && depth == 0 => self.rest = &self.rest[2..],
                '{' => {
                    if depth >= 2 {
                        return Err("f-string: expressions nested too deeply".to_owned());
                    }
                    self.skip(c);
                    self.field(depth)?;
                }
                '}' if depth > 0 => return Ok(()),
                '}' if self.rest.starts_with("}}") => self.rest = &self.rest[2..],
                '}' => return Err("f-string: single '}' is not allowed".to_owned()),
                '\\' if !self.raw && self.rest.starts_with("\\N{") => {
                    let end = self.rest.find('}').map_or(self.rest.len(), |i| i + 1);
                    self.rest = &self.rest[end..];
                }
                '\\' if !self.raw && !self.rest.starts_with("\\{") && !self.rest.starts_with("\\}") => {
                    self.skip(c);
                    if let Some(next) = self.peek() {
                        self.skip(next);
                    }
                }
                c => self.skip(c),
            }
        }
        Ok(())
    }

    /// One replacement field, after its `{`.
    fn field(&mut self, depth: u32) -> Step {
        let whole = self.rest;
        self.expression_end()?;
        let expression = &whole[..whole.len() - self.rest.len()];
        let next = self.peek().ok_or("f-string: expecting '}'")?;
        if expression.trim().is_empty() {
            return Err("f-string: empty expression not allowed".to_owned());
        }
        compile(expression)?;
        if next == '=' {
            self.skip('=');
            self.rest = self.rest.trim_start();
        }
        if self.peek() == Some('!') {
            self.skip('!');
            let conversion = self.peek().ok_or("f-string: expecting '}'")?;
            if !matches!(conversion, 's' | 'r' | 'a') {
                return Err("f-string: invalid conversion character: expected 's', 'r', or 'a'".to_owned());
            }
            self.skip(conversion);
        }
        if self.peek() == Some(':') {
            self.skip(':');
            self.text(depth + 1)?;
        }
        if self.peek() != Some('}') {
            return Err("f-string: expecting '}'".to_owned());
        }
        self.skip('}');
        Ok(())
    }

    /// Moves to the character that ends the expression.
    fn expression_end(&mut self) -> Step {
        let mut brackets: Vec<char> = Vec::new();
        let mut quote: Option<&str> = None;
        while let Some(c) = self.peek() {
            if c == '\\' {
                return Err("f-string expression part cannot include a backslash".to_owned());
            }
            if let Some(open) = quote {
                if self.rest.starts_with(open) {
                    self.rest = &self.rest[open.len()..];
                    quote = None;
                } else {
                    self.skip(c);
                }
                continue;
            }
            match c {
                '\'' | '"' => {
                    let open = ["'''", "\"\"\"", "'", "\""].into_iter().find(|q| self.rest.starts_with(q)).unwrap_or("'");
                    self.rest = &self.rest[open.len()..];
                    quote = Some(open);
                    continue;
                }
                '(' | '[' | '{' => brackets.push(c),
                '#' => return Err("f-string expression part cannot include '#'".to_owned()),
                '!' | ':' | '}' | '=' | '<' | '>' if brackets.is_empty() => {
                    if matches!(self.rest.as_bytes(), [b'!' | b'=' | b'<' | b'>', b'=', ..]) {
                        self.rest = &self.rest[2..];
                        continue;
                    }
                    if !matches!(c, '<' | '>') {
                        break;
                    }
                }
                ')' | ']' | '}' => match brackets.pop() {
                    None => return Err(format!("f-string: unmatched '{c}'")),
                    Some(open) if !matches!((open, c), ('(', ')') | ('[', ']') | ('{', '}')) => {
                        return Err(format!("f-string: closing parenthesis '{c}' does not match opening parenthesis '{open}'"));
                    }
                    Some(_) => {}
                },
                _ => {}
            }
            self.skip(c);
        }
        if quote.is_some() {
            return Err("f-string: unterminated string".to_owned());
        }
        match brackets.last() {
            Some(open) => Err(format!("f-string: unmatched '{open}'")),
            None => Ok(()),
        }
    }
}

/// The error of an expression on its own.
fn compile(expression: &str) -> Step {
    let text = format!("({expression})");
    match super::super::parse_text(&text) {
        Ok(_) => Ok(()),
        Err(fault) => Err(match fault.kind {
            crate::diagnostic::Kind::SyntaxError if !fault.message.starts_with("f-string") => {
                format!("f-string: {}", fault.message)
            }
            _ => fault.message,
        }),
    }
}
