//! Number literals, with CPython's complaints about malformed ones.

/// A malformed number; offsets from its first byte.
pub(super) struct Malformed {
    pub(super) message: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Length of the number that `bytes` starts with.
pub(super) fn scan(bytes: &[u8]) -> Result<usize, Malformed> {
    let radix = match (bytes.first(), bytes.get(1).map(u8::to_ascii_lowercase)) {
        (Some(b'0'), Some(b'x')) => Some((16, "hexadecimal")),
        (Some(b'0'), Some(b'o')) => Some((8, "octal")),
        (Some(b'0'), Some(b'b')) => Some((2, "binary")),
        _ => None,
    };
    match radix {
        Some((radix, name)) => with_radix(bytes, radix, name),
        None => decimal(bytes),
    }
}

fn at(bytes: &[u8], i: usize) -> u8 {
    bytes.get(i).copied().unwrap_or(0)
}

fn malformed(message: impl Into<String>, i: usize) -> Malformed {
    Malformed { message: message.into(), start: i, end: i + 1 }
}

fn with_radix(bytes: &[u8], radix: u32, name: &str) -> Result<usize, Malformed> {
    let mut i = 2;
    loop {
        if at(bytes, i) == b'_' {
            i += 1;
        }
        let c = at(bytes, i);
        if !char::from(c).is_digit(radix) {
            if c.is_ascii_digit() {
                return Err(malformed(format!("invalid digit '{}' in {name} literal", char::from(c)), i));
            }
            return Err(malformed(format!("invalid {name} literal"), i - 1));
        }
        while char::from(at(bytes, i)).is_digit(radix) {
            i += 1;
        }
        if at(bytes, i) != b'_' {
            break;
        }
    }
    let c = at(bytes, i);
    if c.is_ascii_digit() {
        return Err(malformed(format!("invalid digit '{}' in {name} literal", char::from(c)), i));
    }
    end_of_number(bytes, i, name)
}

/// Digits with single underscores between them.
fn digits(bytes: &[u8], mut i: usize) -> Result<usize, Malformed> {
    loop {
        while at(bytes, i).is_ascii_digit() {
            i += 1;
        }
        if at(bytes, i) != b'_' {
            return Ok(i);
        }
        i += 1;
        if !at(bytes, i).is_ascii_digit() {
            return Err(malformed("invalid decimal literal", i - 1));
        }
    }
}

fn decimal(bytes: &[u8]) -> Result<usize, Malformed> {
    let mut i = if at(bytes, 0) == b'.' { 0 } else { digits(bytes, 0)? };
    let whole = i;
    let mut integer = true;
    if at(bytes, i) == b'.' {
        integer = false;
        i += 1;
        if at(bytes, i).is_ascii_digit() {
            i = digits(bytes, i)?;
        }
    }
    if matches!(at(bytes, i), b'e' | b'E') {
        let signed = matches!(at(bytes, i + 1), b'+' | b'-');
        let first = if signed { i + 2 } else { i + 1 };
        if at(bytes, first).is_ascii_digit() {
            integer = false;
            i = digits(bytes, first)?;
        } else if signed {
            return Err(malformed("invalid decimal literal", i + 1));
        } else {
            return end_of_number(bytes, i, "decimal");
        }
    }
    if matches!(at(bytes, i), b'j' | b'J') {
        return end_of_number(bytes, i + 1, "imaginary");
    }
    let zeros = bytes[..whole].iter().take_while(|&&b| b == b'0' || b == b'_').count();
    if integer && at(bytes, 0) == b'0' && zeros < whole {
        let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        return Err(Malformed { message: message.to_owned(), start: 0, end: zeros.max(1) });
    }
    end_of_number(bytes, i, "decimal")
}

/// A number must not run into a name, keywords excepted.
fn end_of_number(bytes: &[u8], i: usize, name: &str) -> Result<usize, Malformed> {
    let c = at(bytes, i);
    let rest = &bytes[i.min(bytes.len())..];
    let starts = |words: &[&str]| words.iter().any(|w| rest.starts_with(w.as_bytes()));
    let keyword = starts(&["and", "else", "for", "if", "in", "is", "or", "not"]);
    if !keyword && (c.is_ascii_alphanumeric() || c == b'_' || c >= 0x80) {
        return Err(malformed(format!("invalid {name} literal"), i.saturating_sub(1)));
    }
    Ok(i)
}
