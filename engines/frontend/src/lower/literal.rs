//! Numbers and strings.

use num_bigint::BigUint;
use ruff_python_ast::{self as ast, Number};

use super::{Lower, span};
use crate::diagnostic::Fault;
use crate::hir::{Constant, Span};

/// CPython's default `sys.int_info.default_max_str_digits`.
const MAX_DECIMAL_DIGITS: usize = 4300;

impl Lower<'_> {
    pub(super) fn number(&self, e: &ast::ExprNumberLiteral) -> Result<Constant, Fault> {
        match &e.value {
            Number::Int(value) => match value.as_i64() {
                Some(small) => Ok(Constant::Int(small)),
                None => big_int(self.slice(span(e)), span(e)),
            },
            Number::Float(value) => Ok(Constant::Float(*value)),
            Number::Complex { imag, .. } => Ok(Constant::Imaginary(*imag)),
        }
    }

    /// A string literal, adjacent ones joined.
    pub(super) fn text(&self, e: &ast::ExprStringLiteral) -> Result<String, Fault> {
        for part in e.value.iter() {
            self.no_surrogate(&part.value, span(part))?;
        }
        Ok(e.value.to_str().to_owned())
    }

    /// The tree's text is UTF-8, which has no place for the lone surrogates that `'\ud800'` makes in Python.
    pub(super) fn no_surrogate(&self, decoded: &str, place: Span) -> Result<(), Fault> {
        if !decoded.contains('\u{fffd}') {
            return Ok(());
        }
        let source = self.slice(place);
        let mut at = source.char_indices().peekable();
        while let Some((i, c)) = at.next() {
            if c != '\\' {
                continue;
            }
            let digits = match at.next() {
                Some((_, 'u')) => source.get(i + 2..i + 6),
                Some((_, 'U')) => source.get(i + 2..i + 10),
                _ => None,
            };
            let code = digits.and_then(|d| u32::from_str_radix(d, 16).ok());
            if code.is_some_and(|c| (0xd800..0xe000).contains(&c)) {
                return Err(Fault::unsupported("lone surrogate in a string literal", place));
            }
        }
        Ok(())
    }
}

fn big_int(source: &str, place: Span) -> Result<Constant, Fault> {
    let text: String = source.chars().filter(|&c| c != '_').collect();
    let radix = match text.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => 10,
    };
    if radix == 10 {
        if text.len() > MAX_DECIMAL_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                 literals to avoid decimal conversion limits.",
                text.len()
            );
            return Err(Fault::syntax(message, place));
        }
        return Ok(Constant::BigInt(text.trim_start_matches('0').to_owned()));
    }
    let value = BigUint::parse_bytes(&text.as_bytes()[2..], radix);
    let value = value.ok_or_else(|| Fault::syntax("invalid syntax", place))?;
    Ok(Constant::BigInt(value.to_str_radix(10)))
}
