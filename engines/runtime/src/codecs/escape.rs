//! The escapes of `unicode_escape` and `raw_unicode_escape`, one at a time.

use super::Codec;
use super::decode::Step;

/// What two bytes that begin with a backslash are copied as, where they are no escape or stand for nothing.
pub(super) fn no_escape(codec: Codec, b: &[u8]) -> Option<&[u8]> {
    let &[b'\\', next, ..] = b else { return None };
    match codec {
        Codec::UnicodeEscape if next == b'\n' => Some(&[]),
        Codec::RawUnicodeEscape if !matches!(next, b'u' | b'U') => Some(&b[..2]),
        _ => None,
    }
}

/// One character of `unicode_escape`; an unknown escape is its backslash and what follows.
pub(super) fn decode(b: &[u8]) -> Step {
    if b[0] != b'\\' {
        return Ok((u32::from(b[0]), 1));
    }
    let Some(&kind) = b.get(1) else { return Err((1, "\\ at end of string")) };
    let simple = match kind {
        b'\\' | b'\'' | b'"' => kind,
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 0x0B,
        b'f' => 0x0C,
        b'r' => b'\r',
        b'0'..=b'7' => {
            let digits = b[1..].iter().take(3).take_while(|d| matches!(d, b'0'..=b'7'));
            let length = digits.clone().count();
            return Ok((digits.fold(0, |code, d| code * 8 + u32::from(d - b'0')), 1 + length));
        }
        b'x' => return hexadecimal(b, 2, "truncated \\xXX escape"),
        b'u' => return hexadecimal(b, 4, "truncated \\uXXXX escape"),
        b'U' => return hexadecimal(b, 8, "truncated \\UXXXXXXXX escape").and_then(|step| in_range(step, "illegal Unicode character")),
        b'N' => return name(b),
        _ => return Ok((u32::from(b'\\'), 1)),
    };
    Ok((u32::from(simple), 2))
}

/// One character of `raw_unicode_escape`.
pub(super) fn decode_raw(b: &[u8]) -> Step {
    match b {
        [b'\\', b'u', ..] => hexadecimal(b, 4, "truncated \\uXXXX escape"),
        [b'\\', b'U', ..] => hexadecimal(b, 8, "truncated \\UXXXXXXXX escape").and_then(|step| in_range(step, "\\Uxxxxxxxx out of range")),
        _ => Ok((u32::from(b[0]), 1)),
    }
}

fn hexadecimal(b: &[u8], count: usize, truncated: &'static str) -> Step {
    let (mut code, mut length) = (0u32, 2);
    while length < 2 + count {
        let Some(digit) = b.get(length).and_then(|&d| char::from(d).to_digit(16)) else { return Err((length, truncated)) };
        code = code << 4 | digit;
        length += 1;
    }
    Ok((code, length))
}

fn in_range((code, length): (u32, usize), illegal: &'static str) -> Step {
    if code < 0x11_0000 { Ok((code, length)) } else { Err((length, illegal)) }
}

/// Names of characters are not known to the runtime.
fn name(b: &[u8]) -> Step {
    const MALFORMED: &str = "malformed \\N character escape";
    if b.get(2) != Some(&b'{') {
        return Err((2, MALFORMED));
    }
    match b.iter().position(|&c| c == b'}') {
        Some(3) => Err((3, MALFORMED)),
        Some(end) => Err((end + 1, "unknown Unicode character name")),
        None => Err((b.len(), MALFORMED)),
    }
}

/// `unicode_escape` of a character: printable ASCII as it is.
pub(super) fn push(out: &mut Vec<u8>, c: u32) {
    let text = match c {
        0x09 => "\\t".to_owned(),
        0x0A => "\\n".to_owned(),
        0x0D => "\\r".to_owned(),
        0x5C => "\\\\".to_owned(),
        0x20..0x7F => return out.push(c as u8),
        0..0x100 => format!("\\x{c:02x}"),
        _ => return push_raw(out, c),
    };
    out.extend(text.bytes());
}

/// `raw_unicode_escape` of a character: Latin-1 as it is.
pub(super) fn push_raw(out: &mut Vec<u8>, c: u32) {
    match c {
        0..0x100 => out.push(c as u8),
        0x100..0x1_0000 => out.extend(format!("\\u{c:04x}").bytes()),
        _ => out.extend(format!("\\U{c:08x}").bytes()),
    }
}
