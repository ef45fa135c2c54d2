//! Quoting and escapes, as `repr` writes `str` and `bytes`.

use crate::object::strbuf::StrBuf;
use crate::object::string::Chars;
use crate::unicode;
use std::fmt::Write;

/// `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that fits.
pub(crate) fn push_code_escape(out: &mut String, c: u32) {
    // Writing to a String cannot fail.
    let _ = match c {
        0..=0xFF => write!(out, "\\x{c:02x}"),
        0x100..=0xFFFF => write!(out, "\\u{c:04x}"),
        _ => write!(out, "\\U{c:08x}"),
    };
}

/// Whether `repr` of ASCII text is the text in single quotes.
pub(super) fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|b| (32..127).contains(b) && !matches!(b, b'\'' | b'\\'))
}

/// Single quotes unless the text has some and no double quotes.
fn quote_for(mut has: impl FnMut(u8) -> bool) -> u8 {
    if has(b'\'') && !has(b'"') { b'"' } else { b'\'' }
}

/// Appends `repr` of a string.
pub(crate) fn push_quoted(out: &mut StrBuf, chars: Chars<'_>) {
    let quote = quote_for(|q| match chars {
        Chars::Ascii(b) => b.contains(&q),
        Chars::Wide(w) => w.contains(&u32::from(q)),
    });
    out.push_ascii(quote);
    match chars {
        Chars::Ascii(bytes) => {
            let plain = |b: u8| (32..127).contains(&b) && b != quote && b != b'\\';
            let mut rest = bytes;
            while let Some(i) = rest.iter().position(|&b| !plain(b)) {
                out.push_chars(Chars::Ascii(&rest[..i]));
                push_escaped_char(out, u32::from(rest[i]), quote);
                rest = &rest[i + 1..];
            }
            out.push_chars(Chars::Ascii(rest));
        }
        Chars::Wide(wide) => wide.iter().for_each(|&c| push_escaped_char(out, c, quote)),
    }
    out.push_ascii(quote);
}

fn push_escaped_char(out: &mut StrBuf, c: u32, quote: u8) {
    match c {
        0x5C => out.push_str("\\\\"),
        9 => out.push_str("\\t"),
        10 => out.push_str("\\n"),
        13 => out.push_str("\\r"),
        _ if c == u32::from(quote) => {
            out.push_ascii(b'\\');
            out.push(c);
        }
        _ if unicode::is_printable(c) => out.push(c),
        _ => {
            let mut escape = String::new();
            push_code_escape(&mut escape, c);
            out.push_str(&escape);
        }
    }
}

/// Appends `repr` of bytes; a bytearray's (`array`) escapes single quotes always.
pub(crate) fn push_quoted_bytes(out: &mut StrBuf, bytes: &[u8], array: bool) {
    let quote = quote_for(|q| bytes.contains(&q));
    out.push_ascii(b'b');
    out.push_ascii(quote);
    for &b in bytes {
        match b {
            b'\\' => out.push_str("\\\\"),
            9 => out.push_str("\\t"),
            10 => out.push_str("\\n"),
            13 => out.push_str("\\r"),
            _ if b == quote || (array && b == b'\'') => {
                out.push_ascii(b'\\');
                out.push_ascii(b);
            }
            32..127 => out.push_ascii(b),
            _ => out.push_str(&format!("\\x{b:02x}")),
        }
    }
    out.push_ascii(quote);
}
