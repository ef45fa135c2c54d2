//! What stands around an error: the rules that CPython's `invalid_*` grammar productions express.

use super::{Token, TokenKind, ends_expression, is_keyword, starts_expression, syntax};
use crate::diagnostic::{Fault, Kind};
use crate::hir::Span;

/// The token list of a file.
pub(super) struct Context<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) text: &'t str,
}

impl<'t> Context<'t> {
    pub(super) fn text_of(&self, place: Span) -> &'t str {
        self.text.get(place.start as usize..place.end as usize).unwrap_or("")
    }

    fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |t| t.text(self.text))
    }

    /// Index of the token that covers or follows an offset.
    fn index(&self, offset: u32) -> usize {
        self.tokens.partition_point(|t| t.end <= offset)
    }

    /// Start of the token that an error at this offset is about.
    pub(super) fn token_start(&self, offset: u32) -> u32 {
        self.tokens.get(self.index(offset)).map_or(offset, |t| t.start)
    }

    /// Index of the first token of the logical line.
    fn line_head(&self, index: usize) -> usize {
        let before = &self.tokens[..index.min(self.tokens.len())];
        before.iter().rposition(|t| t.kind == TokenKind::Newline).map_or(0, |i| i + 1)
    }

    pub(super) fn line_starts_with(&self, offset: u32, words: &[&str]) -> bool {
        words.contains(&self.word(self.line_head(self.index(offset))))
    }

    /// The innermost bracket open at an offset.
    pub(super) fn opening(&self, offset: u32) -> Option<&'t str> {
        self.opening_index(self.index(offset)).map(|i| self.word(i))
    }

    fn opening_index(&self, index: usize) -> Option<usize> {
        let mut closed = 0;
        for i in (self.line_head(index)..index.min(self.tokens.len())).rev() {
            match self.word(i) {
                ")" | "]" | "}" => closed += 1,
                "(" | "[" | "{" if closed == 0 => return Some(i),
                "(" | "[" | "{" => closed -= 1,
                _ => {}
            }
        }
        None
    }

    /// The token after a range.
    pub(super) fn next_word(&self, place: Span) -> &'t str {
        self.word(self.index(place.end))
    }

    pub(super) fn next_span(&self, place: Span) -> Span {
        self.tokens.get(self.index(place.end)).map_or(place, Token::span)
    }

    pub(super) fn line_break_after(&self, offset: u32) -> u32 {
        let rest = &self.text[offset as usize..];
        offset + rest.find('\n').unwrap_or(rest.len()) as u32
    }

    /// `target = value` with a value that is not itself followed by `=`.
    pub(super) fn is_single_equals_after(&self, place: Span) -> bool {
        let mut i = self.index(place.end);
        let mut before = self.index(place.start);
        while self.word(i) == ")" && before > 0 && self.word(before - 1) == "(" {
            (i, before) = (i + 1, before - 1);
        }
        if self.word(i) != "=" {
            return false;
        }
        // `x = 1 = y`: the first name has been taken as a target already.
        let head = self.line_head(i);
        if self.tokens[head..i].iter().any(|t| t.level == 0 && t.text(self.text) == "=") {
            return false;
        }
        let mut next = i + 1;
        let level = self.tokens[i].level;
        while let Some(token) = self.tokens.get(next) {
            if token.kind == TokenKind::Newline || (token.level == level && matches!(token.text(self.text), "=" | ":=" | ",")) {
                break;
            }
            next += 1;
        }
        !matches!(self.word(next), "=" | ":=")
    }

    /// A body that is not indented.
    pub(super) fn missing_block(&self, place: Span) -> Fault {
        let index = self.index(place.start);
        let end = self.tokens[..index.min(self.tokens.len())].iter().rposition(|t| t.kind != TokenKind::Newline);
        let Some(end) = end else {
            return self.generic(place);
        };
        let head = self.line_head(end);
        let word = self.word(head);
        let word = if word == "async" { self.word(head + 1) } else { word };
        let what = match word {
            "def" => "function definition".to_owned(),
            "class" => "class definition".to_owned(),
            word => format!("'{word}' statement"),
        };
        let line = 1 + self.text[..self.tokens[head].start as usize].bytes().filter(|&b| b == b'\n').count();
        let message = format!("expected an indented block after {what} on line {line}");
        let place = self.tokens.get(index).map_or(place, Token::span);
        Fault { kind: Kind::IndentationError, ..syntax(message, place) }
    }

    /// An error that the parser knows no better than "something else was expected".
    pub(super) fn generic(&self, place: Span) -> Fault {
        let index = self.index(place.start);
        let place = self.tokens.get(index).map_or(place, Token::span);
        let specific = self
            .forgotten_colon(index)
            .or_else(|| self.legacy_call(index))
            .or_else(|| self.forgotten_comma(index))
            .or_else(|| self.missing_else(index))
            .or_else(|| self.equals(index))
            .or_else(|| self.dict_entry(index))
            .or_else(|| self.parenthesized_parameters(index))
            .or_else(|| self.augmented_target(index))
            .or_else(|| self.comprehension_target(index));
        specific.unwrap_or_else(|| syntax("invalid syntax", place))
    }

    fn place(&self, index: usize) -> Span {
        self.tokens.get(index).map_or(Span::default(), Token::span)
    }

    fn forgotten_colon(&self, index: usize) -> Option<Fault> {
        let token = self.tokens.get(index)?;
        let head = self.line_head(index);
        let word = self.word(head);
        let word = if word == "async" { self.word(head + 1) } else { word };
        let previous = index.checked_sub(1)?;
        if previous < head || token.level > 0 {
            return None;
        }
        let complete =
            ends_expression(&self.tokens[previous], self.text) || matches!(self.word(previous), "try" | "else" | "finally" | "except");
        let at_end = token.kind == TokenKind::Newline;
        let compound = matches!(word, "if" | "elif" | "while" | "for" | "with" | "class" | "def" | "try" | "else" | "finally" | "except");
        let forced = match word {
            "def" => self.word(previous) == ")" || self.word(previous) == "->",
            "try" | "else" | "finally" => previous == head,
            _ => false,
        };
        let has_in = word != "for" || self.tokens[head..index].iter().any(|t| t.text(self.text) == "in");
        let has_params = word != "def" || self.tokens[head..index].iter().any(|t| t.text(self.text) == "(");
        let has_colon = self.tokens[head..index].iter().any(|t| t.level == 0 && t.text(self.text) == ":");
        if !has_colon && compound && (forced || (at_end && complete && has_in && has_params && previous > head)) {
            return Some(syntax("expected ':'", Span { end: token.start, ..token.span() }));
        }
        None
    }

    /// `print x` of Python 2.
    fn legacy_call(&self, index: usize) -> Option<Fault> {
        let previous = index.checked_sub(1)?;
        let word = self.word(previous);
        let token = self.tokens.get(index)?;
        if !matches!(word, "print" | "exec") || !starts_expression(token, self.text) {
            return None;
        }
        let end = self.tokens[index..].iter().take_while(|t| t.kind != TokenKind::Newline).last()?.end;
        let place = Span { start: self.tokens[previous].start, end };
        Some(syntax(format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"), place))
    }

    fn forgotten_comma(&self, index: usize) -> Option<Fault> {
        let token = self.tokens.get(index)?;
        let previous = self.tokens.get(index.checked_sub(1)?)?;
        if token.level == 0 || !ends_expression(previous, self.text) || !starts_expression(token, self.text) {
            return None;
        }
        let word = previous.text(self.text);
        if previous.kind == TokenKind::Name && (token.kind == TokenKind::String || matches!(word, "_" | "match" | "case")) {
            return None;
        }
        let place = Span { start: previous.start, end: token.end };
        Some(syntax("invalid syntax. Perhaps you forgot a comma?", place))
    }

    /// `a if b` without `else`.
    fn missing_else(&self, index: usize) -> Option<Fault> {
        let token = self.tokens.get(index)?;
        if matches!(token.text(self.text), "else" | ":") {
            return None;
        }
        let previous = index.checked_sub(1)?;
        if !ends_expression(&self.tokens[previous], self.text) {
            return None;
        }
        let head = self.line_head(index);
        let level = self.tokens[previous].level;
        let mut closed = 0;
        for i in (head + 1..index).rev() {
            match self.word(i) {
                ")" | "]" | "}" => closed += 1,
                "(" | "[" | "{" if closed > 0 => closed -= 1,
                "(" | "[" | "{" | "," | "else" | "=" | ":" | "for" | "lambda" if closed == 0 => {
                    return None;
                }
                "if" if closed == 0 && ends_expression(&self.tokens[i - 1], self.text) => {
                    let in_comprehension = self.tokens[head..i].iter().any(|t| t.level == level && level > 0 && t.text(self.text) == "for");
                    if in_comprehension {
                        return None;
                    }
                    let place = Span { start: self.tokens[i - 1].start, end: self.tokens[previous].end };
                    return Some(syntax("expected 'else' after 'if' expression", place));
                }
                _ => {}
            }
        }
        None
    }

    /// `=` where a condition or element was being read.
    fn equals(&self, index: usize) -> Option<Fault> {
        if self.word(index) != "=" {
            return None;
        }
        let previous = self.tokens.get(index.checked_sub(1)?)?;
        if previous.kind != TokenKind::Name || is_keyword(previous.text(self.text)) {
            return None;
        }
        let before = if index >= 2 { self.word(index - 2) } else { "" };
        let head = self.line_head(index);
        let named = match self.opening_index(index) {
            None => matches!(self.word(head), "if" | "elif" | "while") && index - 1 > head,
            Some(open) if self.word(open) == "(" => open == head || !ends_expression(&self.tokens[open - 1], self.text),
            Some(_) => true,
        };
        let fresh = matches!(before, "(" | "[" | "{" | "," | "if" | "elif" | "while" | "and" | "or" | "not");
        if !named || !fresh || !self.is_single_equals_at(index) {
            return None;
        }
        let end = self.place(index + 1).end.max(previous.end);
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Some(syntax(message, Span { start: previous.start, end }))
    }

    fn is_single_equals_at(&self, index: usize) -> bool {
        !matches!(self.word(index + 2), "=" | ":=") && self.tokens.get(index + 1).is_some_and(|t| t.kind != TokenKind::Newline)
    }

    fn dict_entry(&self, index: usize) -> Option<Fault> {
        let open = self.opening_index(index)?;
        if self.word(open) != "{" {
            return None;
        }
        let previous = index.checked_sub(1)?;
        let level = self.tokens[open].level;
        let colons = self.tokens[open..index].iter().filter(|t| t.level == level && t.text(self.text) == ":").count();
        match (self.word(previous), self.word(index)) {
            (":", "}" | ",") => Some(syntax("expression expected after dictionary key and ':'", self.place(previous))),
            (":", "*") => Some(syntax("cannot use a starred expression in a dictionary value", self.place(index))),
            (_, "}" | ",") if colons > 0 && ends_expression(&self.tokens[previous], self.text) => {
                Some(syntax("':' expected after dictionary key", self.place(previous)))
            }
            _ => None,
        }
    }

    /// `a, b += 1`.
    fn augmented_target(&self, index: usize) -> Option<Fault> {
        let token = self.tokens.get(index)?;
        let word = token.text(self.text);
        if token.level > 0 || word.len() < 2 || !word.ends_with('=') || matches!(word, "==" | "!=" | "<=" | ">=" | ":=") {
            return None;
        }
        let head = self.line_head(index);
        let place = Span { start: self.place(head).start, end: self.place(index.checked_sub(1)?).end };
        let what = super::describe(place, self);
        let message = format!("'{what}' is an illegal expression for augmented assignment");
        (index > head && what == "tuple").then(|| syntax(message, place))
    }

    /// `[a, b for ...]`.
    fn comprehension_target(&self, index: usize) -> Option<Fault> {
        let open = self.opening_index(index)?;
        if self.word(index) != "for" || !matches!(self.word(open), "[" | "{") {
            return None;
        }
        let level = self.tokens[open].level;
        let inner = &self.tokens[open + 1..index];
        let has = |what: &str| inner.iter().any(|t| t.level == level && t.text(self.text) == what);
        if !has(",") || has(":") {
            return None;
        }
        let place = Span { start: inner.first()?.start, end: inner.last()?.end };
        Some(syntax("did you forget parentheses around the comprehension target?", place))
    }

    fn parenthesized_parameters(&self, index: usize) -> Option<Fault> {
        let previous = index.checked_sub(1)?;
        let in_def = self.word(self.line_head(index)) == "def" && self.tokens[previous].level == 1;
        if self.word(index) == "(" && in_def && matches!(self.word(previous), "(" | ",") {
            return Some(syntax("Function parameters cannot be parenthesized", self.place(index)));
        }
        None
    }
}
