//! Bytes to text.

use super::{Codec, Failure, Handler, Order, escape};
use crate::object::strbuf::StrBuf;

/// One decoding run.
pub(super) struct Decoder<'a> {
    codec: Codec,
    bytes: &'a [u8],
    at: usize,
    out: StrBuf,
}

/// What stands at a position: a character and its length, or an error and the bytes it covers.
pub(super) type Step = Result<(u32, usize), (usize, &'static str)>;

impl<'a> Decoder<'a> {
    pub(super) fn new(codec: Codec, bytes: &'a [u8]) -> Decoder<'a> {
        Decoder { codec, bytes, at: 0, out: StrBuf::with_capacity(bytes.len()) }
    }

    /// Decodes everything; what is invalid goes to the handler.
    pub(super) fn run(&mut self, handler: Handler) -> Result<StrBuf, Failure> {
        let big = self.byte_order();
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if let Some(copied) = escape::no_escape(self.codec, rest) {
                copied.iter().for_each(|&b| self.out.push(u32::from(b)));
                self.at += 2;
                continue;
            }
            let step = match self.codec {
                Codec::UnicodeEscape => escape::decode(rest),
                Codec::RawUnicodeEscape => escape::decode_raw(rest),
                Codec::Utf8 | Codec::Utf8Sig => utf8(rest),
                Codec::Ascii if rest[0] >= 0x80 => Err((1, "ordinal not in range(128)")),
                Codec::Ascii | Codec::Latin1 => Ok((u32::from(rest[0]), 1)),
                Codec::Utf16(_) => utf16(rest, big),
                Codec::Utf32(_) => utf32(rest, big),
            };
            match step {
                Ok((c, length)) => {
                    self.out.push(c);
                    self.at += length;
                }
                Err((length, reason)) => self.substitute(length, reason, handler)?,
            }
        }
        Ok(std::mem::take(&mut self.out))
    }

    /// Skips a byte order mark; true for big-endian.
    fn byte_order(&mut self) -> bool {
        let starts = |mark: &[u8]| self.bytes.starts_with(mark);
        let (skip, big) = match self.codec {
            Codec::Utf8Sig if starts(&[0xEF, 0xBB, 0xBF]) => (3, false),
            Codec::Utf16(Order::Marked) if starts(&[0xFF, 0xFE]) => (2, false),
            Codec::Utf16(Order::Marked) if starts(&[0xFE, 0xFF]) => (2, true),
            Codec::Utf32(Order::Marked) if starts(&[0xFF, 0xFE, 0, 0]) => (4, false),
            Codec::Utf32(Order::Marked) if starts(&[0, 0, 0xFE, 0xFF]) => (4, true),
            Codec::Utf16(order) | Codec::Utf32(order) => (0, order == Order::Big),
            _ => (0, false),
        };
        self.at = skip;
        big
    }

    fn substitute(&mut self, length: usize, reason: &'static str, handler: Handler) -> Result<(), Failure> {
        let (start, end) = (self.at, self.at + length);
        let bad = &self.bytes[start..end];
        let failure = Failure { start, end, reason };
        self.at = end;
        match handler {
            Handler::Ignore => {}
            Handler::Replace => self.out.push(0xFFFD),
            Handler::BackslashReplace => bad.iter().for_each(|b| self.out.push_str(&format!("\\x{b:02x}"))),
            Handler::SurrogateEscape if bad[0] >= 0x80 => {
                let escaped = bad.iter().take_while(|&&b| b >= 0x80);
                self.at = start + escaped.clone().count();
                escaped.for_each(|&b| self.out.push(0xDC00 + u32::from(b)));
            }
            Handler::SurrogatePass if matches!(self.codec, Codec::Utf8 | Codec::Utf8Sig) => match surrogate(&self.bytes[start..]) {
                Some(c) => {
                    self.out.push(c);
                    self.at = start + 3;
                }
                None => return Err(failure),
            },
            _ => return Err(failure),
        }
        Ok(())
    }
}

/// A surrogate in the three bytes that UTF-8 would give it.
fn surrogate(b: &[u8]) -> Option<u32> {
    match b {
        &[0xED, b1 @ 0xA0..=0xBF, b2 @ 0x80..=0xBF, ..] => Some(0xD000 | (u32::from(b1) & 0x3F) << 6 | u32::from(b2) & 0x3F),
        _ => None,
    }
}

/// One UTF-8 character. An error covers the longest prefix of a valid sequence (Unicode's recommended practice, and
/// what CPython reports).
fn utf8(b: &[u8]) -> Step {
    const START: &str = "invalid start byte";
    const CONTINUATION: &str = "invalid continuation byte";
    const END: &str = "unexpected end of data";
    let first = b[0];
    let (length, low, high) = match first {
        0..0x80 => return Ok((u32::from(first), 1)),
        0xC2..=0xDF => (2, 0x80, 0xBF),
        0xE0 => (3, 0xA0, 0xBF),
        0xED => (3, 0x80, 0x9F),
        0xE1..=0xEF => (3, 0x80, 0xBF),
        0xF0 => (4, 0x90, 0xBF),
        0xF1..=0xF3 => (4, 0x80, 0xBF),
        0xF4 => (4, 0x80, 0x8F),
        _ => return Err((1, START)),
    };
    let mut c = u32::from(first) & (0x7F >> length);
    for i in 1..length {
        let Some(&next) = b.get(i) else { return Err((i, END)) };
        let (low, high) = if i == 1 { (low, high) } else { (0x80, 0xBF) };
        if !(low..=high).contains(&next) {
            return Err((i, CONTINUATION));
        }
        c = c << 6 | (u32::from(next) & 0x3F);
    }
    Ok((c, length))
}

fn utf16(b: &[u8], big: bool) -> Step {
    let unit = |i: usize| match (b.get(i), b.get(i + 1)) {
        (Some(&x), Some(&y)) => Some(u32::from(if big { u16::from_be_bytes([x, y]) } else { u16::from_le_bytes([x, y]) })),
        _ => None,
    };
    let Some(first) = unit(0) else { return Err((b.len(), "truncated data")) };
    match first {
        0xD800..0xDC00 => match unit(2) {
            Some(second @ 0xDC00..0xE000) => Ok((0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00), 4)),
            Some(_) => Err((2, "illegal UTF-16 surrogate")),
            None => Err((b.len(), "unexpected end of data")),
        },
        0xDC00..0xE000 => Err((2, "illegal encoding")),
        _ => Ok((first, 2)),
    }
}

fn utf32(b: &[u8], big: bool) -> Step {
    let &[w, x, y, z, ..] = b else { return Err((b.len(), "truncated data")) };
    let c = if big { u32::from_be_bytes([w, x, y, z]) } else { u32::from_le_bytes([w, x, y, z]) };
    match c {
        0xD800..0xE000 => Err((4, "code point in surrogate code point range(0xd800, 0xe000)")),
        0..0x11_0000 => Ok((c, 4)),
        _ => Err((4, "code point not in range(0x110000)")),
    }
}
