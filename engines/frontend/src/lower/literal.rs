//! Numbers and strings.

use num_bigint::BigUint;
use ruff_python_ast::{self as ast, Number};

use super::{Lower, span};
use crate::diagnostic::Fault;
use crate::hir::{self, Constant, ExprKind, Intrinsic, Span};

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

    /// A docstring.
    pub(super) fn text(&self, e: &ast::ExprStringLiteral) -> Result<String, Fault> {
        match e.value.iter().find(|part| self.code_points(&part.value, span(*part)).is_some()) {
            Some(part) => Err(Fault::unsupported("lone surrogate in a docstring", span(part))),
            None => Ok(e.value.to_str().to_owned()),
        }
    }

    /// A string literal, adjacent ones joined.
    pub(super) fn string(&self, e: &ast::ExprStringLiteral) -> ExprKind {
        let parts: Vec<_> = e.value.iter().map(|part| (&part.value, self.code_points(&part.value, span(part)))).collect();
        if parts.iter().all(|(_, points)| points.is_none()) {
            return ExprKind::Constant(Constant::Str(e.value.to_str().to_owned()));
        }
        let points = parts.into_iter().flat_map(|(text, points)| points.unwrap_or_else(|| text.chars().map(u32::from).collect()));
        wide_text(points, span(e))
    }

    /// The code points of a decoded literal, if lone surrogates are among them. The tree's text is UTF-8, which has no place for
    /// what `'\ud800'` makes in Python: the parser puts U+FFFD there, and the source tells which of these were meant.
    pub(super) fn code_points(&self, decoded: &str, place: Span) -> Option<Vec<u32>> {
        const REPLACED: u32 = 0xfffd;
        if !decoded.contains('\u{fffd}') {
            return None;
        }
        let source = self.slice(place);
        let mut meant = Vec::new();
        let mut at = source.char_indices();
        while let Some((i, c)) = at.next() {
            if c == '\u{fffd}' {
                meant.push(REPLACED);
            }
            if c != '\\' {
                continue;
            }
            let code = match at.next() {
                Some((_, 'u')) => source.get(i + 2..i + 6).and_then(|d| u32::from_str_radix(d, 16).ok()),
                Some((_, 'U')) => source.get(i + 2..i + 10).and_then(|d| u32::from_str_radix(d, 16).ok()),
                Some((_, 'N')) if source[i..].starts_with("\\N{REPLACEMENT CHARACTER}") => Some(REPLACED),
                _ => None,
            };
            meant.extend(code.filter(|&c| c == REPLACED || (0xd800..0xe000).contains(&c)));
        }
        let replaced = decoded.chars().filter(|&c| c == '\u{fffd}').count();
        if meant.len() != replaced || meant.iter().all(|&c| c == REPLACED) {
            return None;
        }
        let mut meant = meant.into_iter();
        Some(decoded.chars().map(|c| if c == '\u{fffd}' { meant.next().unwrap_or(REPLACED) } else { u32::from(c) }).collect())
    }
}

/// Text with lone surrogates: made from its code points when it is evaluated.
pub(super) fn wide_text(points: impl Iterator<Item = u32>, span: Span) -> ExprKind {
    let bytes = points.flat_map(u32::to_le_bytes).collect();
    let points = hir::Expr { kind: ExprKind::Constant(Constant::Bytes(bytes)), span };
    ExprKind::Intrinsic { op: Intrinsic::Text, args: vec![points] }
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
