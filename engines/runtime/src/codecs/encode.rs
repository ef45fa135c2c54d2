//! Text to bytes.

use super::{Codec, Failure, Handler, Order, escape};
use crate::object::string::Chars;
use std::fmt::Write;

/// Encodes characters; what the codec cannot express goes to the handler.
pub(super) fn encode(codec: Codec, chars: Chars<'_>, handler: Handler) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::with_capacity(chars.len() + 4);
    match codec {
        Codec::Utf8Sig => out.extend([0xEF, 0xBB, 0xBF]),
        Codec::Utf16(Order::Marked) => out.extend([0xFF, 0xFE]),
        Codec::Utf32(Order::Marked) => out.extend([0xFF, 0xFE, 0, 0]),
        _ => {}
    }
    let wide = match chars {
        Chars::Ascii(b) => {
            match codec {
                Codec::Utf16(_) | Codec::Utf32(_) | Codec::UnicodeEscape => b.iter().for_each(|&b| push(codec, &mut out, u32::from(b))),
                _ => out.extend_from_slice(b),
            }
            return Ok(out);
        }
        Chars::Wide(w) => w,
    };
    let mut i = 0;
    while i < wide.len() {
        if encodable(codec, wide[i]) {
            push(codec, &mut out, wide[i]);
            i += 1;
            continue;
        }
        // A run of characters that cannot be encoded is one error.
        let start = i;
        while i < wide.len() && !encodable(codec, wide[i]) {
            i += 1;
        }
        substitute(codec, &mut out, &wide[start..i], start, handler)?;
    }
    Ok(out)
}

fn is_surrogate(c: u32) -> bool {
    (0xD800..0xE000).contains(&c)
}

fn encodable(codec: Codec, c: u32) -> bool {
    match codec {
        Codec::Ascii => c < 0x80,
        Codec::Latin1 => c < 0x100,
        Codec::UnicodeEscape | Codec::RawUnicodeEscape => true,
        _ => !is_surrogate(c),
    }
}

fn push(codec: Codec, out: &mut Vec<u8>, c: u32) {
    match codec {
        Codec::Ascii | Codec::Latin1 => out.push(c as u8),
        Codec::Utf8 | Codec::Utf8Sig => push_utf8(out, c),
        Codec::UnicodeEscape => escape::push(out, c),
        Codec::RawUnicodeEscape => escape::push_raw(out, c),
        Codec::Utf16(order) => {
            let mut unit = |u: u16| out.extend(if order == Order::Big { u.to_be_bytes() } else { u.to_le_bytes() });
            if c < 0x1_0000 {
                unit(c as u16);
            } else {
                unit(0xD800 + ((c - 0x1_0000) >> 10) as u16);
                unit(0xDC00 + ((c - 0x1_0000) & 0x3FF) as u16);
            }
        }
        Codec::Utf32(order) => out.extend(if order == Order::Big { c.to_be_bytes() } else { c.to_le_bytes() }),
    }
}

/// UTF-8 of a code point, lone surrogates included.
pub(super) fn push_utf8(out: &mut Vec<u8>, c: u32) {
    let tail = |shift: u32| 0x80 | ((c >> shift) & 0x3F) as u8;
    match c {
        0..0x80 => out.push(c as u8),
        0x80..0x800 => out.extend([0xC0 | (c >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => out.extend([0xE0 | (c >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend([0xF0 | (c >> 18) as u8, tail(12), tail(6), tail(0)]),
    }
}

fn substitute(codec: Codec, out: &mut Vec<u8>, bad: &[u32], start: usize, handler: Handler) -> Result<(), Failure> {
    let reason = match codec {
        Codec::Ascii => "ordinal not in range(128)",
        Codec::Latin1 => "ordinal not in range(256)",
        _ => "surrogates not allowed",
    };
    let failure = |i: usize| Failure { start: start + i, end: start + bad.len(), reason };
    for (i, &c) in bad.iter().enumerate() {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = match handler {
            Handler::Strict => return Err(failure(0)),
            Handler::Ignore => Ok(()),
            Handler::Replace => text.write_char('?'),
            Handler::XmlCharRefReplace => write!(text, "&#{c};"),
            // Without character names the escape is what `namereplace` gives for a nameless character.
            Handler::BackslashReplace | Handler::NameReplace => {
                crate::ops::text::quote::push_code_escape(&mut text, c);
                Ok(())
            }
            Handler::SurrogateEscape if (0xDC80..0xDD00).contains(&c) => {
                out.push((c - 0xDC00) as u8);
                Ok(())
            }
            Handler::SurrogatePass if is_surrogate(c) && !matches!(codec, Codec::Ascii | Codec::Latin1) => {
                push(codec, out, c);
                Ok(())
            }
            Handler::SurrogateEscape | Handler::SurrogatePass => return Err(failure(i)),
        };
        text.bytes().for_each(|b| push(codec, out, u32::from(b)));
    }
    Ok(())
}
