//! Doubles as text, correctly rounded for any precision: what CPython's `PyOS_double_to_string` gives.
//!
//! The digits come from the standard library, whose conversions are exact (shortest round-trip, or rounded half to even
//! at a precision); only their layout is done here.

/// Digits beyond this many after the point are zero for every double.
const EXACT_DIGITS: usize = 1100;

/// `repr` of a double: the shortest digits that read back as it, with an exponent below 1e-4 and from 1e16.
pub fn float_repr(x: f64) -> String {
    let mut buffer = ryu::Buffer::new();
    match short_repr(x, &mut buffer) {
        Some(text) => text.to_string(),
        None => repr_alternate(x, false),
    }
}

/// `repr` of a double of usual size, where ryu lays the digits out as Python does.
pub(crate) fn short_repr(x: f64, buffer: &mut ryu::Buffer) -> Option<&str> {
    if (1e-4..1e14).contains(&x.abs()) || x == 0.0 { Some(buffer.format_finite(x)) } else { None }
}

/// [`float_repr`]; the alternate form always has a decimal point.
pub(crate) fn repr_alternate(x: f64, alternate: bool) -> String {
    if let Some(text) = non_finite(x, false) {
        return text;
    }
    let (digits, exponent) = shortest(x.abs());
    if (-4..16).contains(&exponent) {
        let mut text = positional(&digits, exponent);
        if !text.contains('.') {
            text.push_str(".0");
        }
        signed(x, text)
    } else {
        signed(x, scientific(&digits, exponent, alternate, b'e'))
    }
}

/// A double in format `e`, `E`, `f`, `F`, `g` or `G` with a precision, as `%` and `format` print it. The alternate form
/// keeps the decimal point and, for `g`, trailing zeros.
pub fn format_float(x: f64, kind: u8, precision: usize, alternate: bool) -> String {
    let upper = kind.is_ascii_uppercase();
    if let Some(text) = non_finite(x, upper) {
        return text;
    }
    let letter = if upper { b'E' } else { b'e' };
    match kind.to_ascii_lowercase() {
        b'f' => {
            let mut text = fixed(x.abs(), precision).unwrap_or_else(|| format!("{:.*}", precision.min(EXACT_DIGITS), x.abs()));
            text.extend(std::iter::repeat_n('0', precision.saturating_sub(EXACT_DIGITS)));
            if precision == 0 && alternate {
                text.push('.');
            }
            signed(x, text)
        }
        b'e' => {
            let (digits, exponent) = rounded(x, precision);
            signed(x, scientific(&digits, exponent, alternate, letter))
        }
        _ => general(x, precision.max(1), alternate, letter, false),
    }
}

/// Format `g` with `.0` added when there is no point, as `format(x, ".3")` does; an exponent appears one digit earlier.
pub(crate) fn format_general_with_point(x: f64, precision: usize, alternate: bool) -> String {
    if let Some(text) = non_finite(x, false) {
        return text;
    }
    general(x, precision.max(1), alternate, b'e', true)
}

fn general(x: f64, precision: usize, alternate: bool, letter: u8, add_point: bool) -> String {
    let (mut digits, exponent) = rounded(x, precision - 1);
    if !alternate {
        let kept = digits.trim_end_matches('0').len().max(1);
        digits.truncate(kept);
    }
    let limit = precision as i64 - i64::from(add_point);
    if (-4..limit).contains(&(exponent as i64)) {
        let mut text = positional(&digits, exponent);
        if add_point && !text.contains('.') {
            text.push_str(".0");
        } else if alternate && !text.contains('.') {
            text.push('.');
        }
        signed(x, text)
    } else {
        signed(x, scientific(&digits, exponent, alternate, letter))
    }
}

/// A double that is not negative with `precision` digits after the point, in integers of 128 bits: `None` where they
/// do not suffice. The standard library's general algorithm is many times slower, above all at ties.
fn fixed(x: f64, precision: usize) -> Option<String> {
    let mut text = [0; FIXED_LENGTH];
    let text = fixed_into(x, precision, &mut text)?;
    std::str::from_utf8(text).ok().map(str::to_string)
}

/// Room for the text of [`fixed_into`].
pub(crate) const FIXED_LENGTH: usize = 48;

/// As [`fixed`], at the end of a buffer.
pub(crate) fn fixed_into(x: f64, precision: usize, text: &mut [u8; FIXED_LENGTH]) -> Option<&[u8]> {
    const MOST_DIGITS: usize = 22;
    if precision > MOST_DIGITS {
        return None;
    }
    let (bits, biased) = (x.to_bits() & ((1 << 52) - 1), (x.to_bits() >> 52) as i32);
    // x is mantissa * 2**exponent; scaled has at most 53 + 74 bits.
    let mantissa = if biased == 0 { bits } else { bits | 1 << 52 };
    let exponent = biased.max(1) - 1075;
    let scaled = u128::from(mantissa) * 10u128.pow(precision as u32);
    let rounded = if exponent >= 0 {
        if scaled.leading_zeros() < exponent as u32 {
            return None;
        }
        scaled << exponent
    } else if exponent <= -128 {
        0
    } else {
        let quotient = scaled >> -exponent;
        let remainder = scaled & ((1 << -exponent) - 1);
        let half = 1u128 << (-exponent - 1);
        quotient + u128::from(remainder > half || (remainder == half && quotient & 1 == 1))
    };
    // Digits from the last to the first, the point among them.
    let mut at = text.len();
    let mut written = 0;
    let mut write = |digit: u64| {
        if written == precision && precision > 0 {
            at -= 1;
            text[at] = b'.';
        }
        at -= 1;
        text[at] = b'0' + digit as u8;
        written += 1;
        written <= precision
    };
    let mut rest = rounded;
    while rest > u128::from(u64::MAX) {
        write((rest % 10) as u64);
        rest /= 10;
    }
    let mut rest = rest as u64;
    while write(rest % 10) || rest >= 10 {
        rest /= 10;
    }
    Some(&text[at..])
}

/// Digits and decimal exponent with `precision` digits after the first.
fn rounded(x: f64, precision: usize) -> (String, i32) {
    let (mut digits, exponent) = parts(&format!("{:.*e}", precision.min(EXACT_DIGITS), x.abs()));
    digits.extend(std::iter::repeat_n('0', precision.saturating_sub(EXACT_DIGITS)));
    (digits, exponent)
}

/// The shortest digits that read back as `x`, the nearest of them, and of two equally near ones the even.
fn shortest(x: f64) -> (String, i32) {
    let (digits, exponent) = parts(&format!("{x:e}"));
    // The standard library rounds such a tie up. It takes a double with at most a few fractional bits and 15 digits.
    if digits.len() < 15 || !(1e14..1e40).contains(&x) {
        return (digits, exponent);
    }
    let text = format!("{:.*e}", digits.len() - 1, x);
    if text.parse() == Ok(x) { parts(&text) } else { (digits, exponent) }
}

/// Splits Rust's `d.ddde-x`.
fn parts(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.bytes().filter(|&b| b != b'.').map(char::from).collect(), exponent.parse().unwrap_or(0))
}

/// `ddd.ddd` of digits whose first has weight `10**exponent`.
fn positional(digits: &str, exponent: i32) -> String {
    // Room for a sign and `.0` too.
    let mut text = String::with_capacity(digits.len() + exponent.unsigned_abs() as usize + 4);
    if exponent < 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        text.push_str(digits);
        return text;
    }
    let whole = exponent as usize + 1;
    let (before, after) = digits.split_at(whole.min(digits.len()));
    text.push_str(before);
    text.extend(std::iter::repeat_n('0', whole - before.len()));
    if !after.is_empty() {
        text.push('.');
        text.push_str(after);
    }
    text
}

/// `d.ddde+xx`.
fn scientific(digits: &str, exponent: i32, alternate: bool, letter: u8) -> String {
    let point = if digits.len() > 1 || alternate { "." } else { "" };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}{point}{}{}{sign}{:02}", &digits[..1], &digits[1..], char::from(letter), exponent.unsigned_abs())
}

fn signed(x: f64, mut text: String) -> String {
    if x.is_sign_negative() {
        text.insert(0, '-');
    }
    text
}

fn non_finite(x: f64, upper: bool) -> Option<String> {
    let text = match (x.is_nan(), x.is_infinite(), x < 0.0) {
        (true, ..) => "nan",
        (_, true, false) => "inf",
        (_, true, true) => "-inf",
        _ => return None,
    };
    Some(if upper { text.to_ascii_uppercase() } else { text.to_string() })
}

/// The usual text of a double: a sign, and at most 15 digits with a point among them. `None` for any other text.
pub(crate) fn parse_short_float(text: &[u8]) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    const POWERS: [f64; MOST_DIGITS + 1] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.len() > MOST_DIGITS + 1 {
        return None;
    }
    let (mut value, mut point) = (0u64, None);
    for (at, &b) in digits.iter().enumerate() {
        match b {
            b'0'..=b'9' => value = value * 10 + u64::from(b - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let count = digits.len() - usize::from(point.is_some());
    if count == 0 || count > MOST_DIGITS {
        return None;
    }
    // Both are exact, so the division rounds once.
    let f = value as f64 / POWERS[point.map_or(0, |point| digits.len() - 1 - point)];
    Some(if negative { -f } else { f })
}

/// Reads a decimal number the way `float()` does: optional sign, digits with single underscores between them, `inf`,
/// `infinity`, `nan`. `text` is already stripped. `None` when malformed.
pub fn parse_float(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let underscores_fit = bytes
        .iter()
        .enumerate()
        .all(|(i, &b)| b != b'_' || (i > 0 && bytes[i - 1].is_ascii_digit() && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)));
    if !underscores_fit {
        return None;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity") || unsigned.eq_ignore_ascii_case("nan") {
        return text.parse().ok();
    }
    // What is left must be digits, a point, an exponent; Rust accepts the same grammar.
    let allowed = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-' | b'_');
    if !unsigned.bytes().all(allowed) || !unsigned.bytes().any(|b| b.is_ascii_digit()) || unsigned.starts_with(['+', '-']) {
        return None;
    }
    if text.contains('_') { text.replace('_', "").parse().ok() } else { text.parse().ok() }
}
