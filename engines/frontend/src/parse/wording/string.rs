//! String literals: escapes that do not decode, bytes that are not ASCII, f-string fields.

use super::context::Context;
use super::{Token, TokenKind, syntax};
use crate::diagnostic::Fault;
use crate::hir::Span;

/// The first literal that cannot be built.
pub(super) fn first_fault(context: &Context<'_>) -> Option<(u32, Fault)> {
    let strings = context.tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::String);
    for (i, token) in strings {
        if let Some(fault) = literal_fault(token, context.text) {
            return Some((token.start, fault));
        }
        if let Some(next) = context.tokens.get(i + 1)
            && next.kind == TokenKind::String
            && is_bytes(token.text(context.text)) != is_bytes(next.text(context.text))
        {
            return Some((token.start, syntax("cannot mix bytes and nonbytes literals", token.span())));
        }
    }
    None
}

fn split(text: &str) -> (&str, &str) {
    let quote = text.find(['\'', '"']).unwrap_or(0);
    let (prefix, rest) = text.split_at(quote);
    let width = if rest.len() >= 6 && (rest.starts_with("'''") || rest.starts_with("\"\"\"")) { 3 } else { 1 };
    (prefix, rest.get(width..rest.len().saturating_sub(width)).unwrap_or(""))
}

fn is_bytes(text: &str) -> bool {
    split(text).0.contains(['b', 'B'])
}

fn literal_fault(token: &Token, text: &str) -> Option<Fault> {
    let (prefix, body) = split(token.text(text));
    let raw = prefix.contains(['r', 'R']);
    if prefix.contains(['b', 'B']) {
        if !body.is_ascii() {
            return Some(syntax("bytes can only contain ASCII literal characters", token.span()));
        }
        return if raw { None } else { bytes_fault(body, token.span()) };
    }
    if prefix.contains(['f', 'F'])
        && let Some(fault) = super::fstring::first_fault(body, raw, token.span())
    {
        return Some(fault);
    }
    if raw || !body.contains('\\') {
        return None;
    }
    escape_fault(body).map(|(start, end, reason)| {
        let message = format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}");
        syntax(message, token.span())
    })
}

fn bytes_fault(body: &str, place: Span) -> Option<Fault> {
    let bytes = body.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'\\' {
            if bytes.get(i + 1) == Some(&b'x') {
                let digits = bytes[i + 2..].iter().take(2).take_while(|b| b.is_ascii_hexdigit()).count();
                if digits < 2 {
                    return Some(syntax(format!("(value error) invalid \\x escape at position {i}"), place));
                }
            }
            i += 1;
        }
        i += 1;
    }
    None
}

/// Byte positions as CPython counts them: it decodes a copy in which each non-ASCII character is a ten-byte `\U` escape.
fn escape_fault(body: &str) -> Option<(usize, usize, &'static str)> {
    let mut position = 0;
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        if c != '\\' {
            position += if c.is_ascii() { 1 } else { 10 };
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let kind = rest[1..].chars().next()?;
        let wanted = match kind {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'N' => {
                match named_escape(rest) {
                    Ok(width) => {
                        position += width;
                        rest = &rest[width..];
                    }
                    Err((width, reason)) => return Some((position, position + width - 1, reason)),
                }
                continue;
            }
            _ => {
                position += if kind.is_ascii() { 2 } else { 11 };
                rest = &rest[1 + kind.len_utf8()..];
                continue;
            }
        };
        let digits: String = rest[2..].chars().take(wanted).take_while(char::is_ascii_hexdigit).collect();
        if digits.len() < wanted {
            let reason = match kind {
                'x' => "truncated \\xXX escape",
                'u' => "truncated \\uXXXX escape",
                _ => "truncated \\UXXXXXXXX escape",
            };
            return Some((position, position + 1 + digits.len(), reason));
        }
        if u32::from_str_radix(&digits, 16).is_ok_and(|code| code > 0x10_ffff) {
            return Some((position, position + 1 + wanted, "illegal Unicode character"));
        }
        position += 2 + wanted;
        rest = &rest[2 + wanted..];
    }
    None
}

/// Width of `\N{...}`.
fn named_escape(text: &str) -> Result<usize, (usize, &'static str)> {
    const MALFORMED: &str = "malformed \\N character escape";
    let Some(inner) = text[2..].strip_prefix('{') else {
        return Err((2, MALFORMED));
    };
    let Some(end) = inner.find('}') else {
        return Err((text.len(), MALFORMED));
    };
    let width = 3 + end + 1;
    if end == 0 {
        return Err((width, MALFORMED));
    }
    // The parser has the table of names.
    let literal = format!("'\\N{{{}}}'", &inner[..end]);
    match ruff_python_parser::parse_expression(&literal) {
        Ok(_) => Ok(width),
        Err(_) => Err((width, "unknown Unicode character name")),
    }
}

/// What only 3.12 lets stand inside a replacement field.
pub(super) fn pep701_fault(place: Span, context: &Context<'_>) -> Fault {
    let text = context.text_of(place);
    let message = if text.starts_with('\\') {
        "f-string expression part cannot include a backslash"
    } else if text.starts_with('#') {
        "f-string expression part cannot include '#'"
    } else {
        "f-string: expecting '}'"
    };
    syntax(message, place)
}
