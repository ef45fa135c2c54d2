//! Integers as digits and back, with CPython's limit on the length of decimal conversions.

use crate::Runtime;
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Result, Value};
use num_bigint::{BigInt as Big, Sign};

/// Digits in a radix from 2 to 36, with a minus sign when negative.
pub fn to_radix(i: IntRef, radix: u32) -> String {
    match i {
        IntRef::Small(i) if radix == 10 => i.to_string(),
        _ => i.big().to_str_radix(radix),
    }
}

/// Room for the digits of any 64 bits in any radix.
pub(crate) type ShortDigits = [u8; 64];

/// Digits of a magnitude in radix 2, 8, 10 or 16, at the end of `room`; letters are small.
pub(crate) fn short_digits(magnitude: u64, radix: u32, room: &mut ShortDigits) -> &[u8] {
    let mut at = room.len();
    let mut rest = magnitude;
    let mut write = |digit: u64| {
        at -= 1;
        room[at] = b"0123456789abcdef"[(digit & 15) as usize];
    };
    // The radix is a constant in each loop: no division is done.
    macro_rules! in_radix {
        ($radix:literal) => {
            while {
                write(rest % $radix);
                rest /= $radix;
                rest != 0
            } {}
        };
    }
    match radix {
        2 => in_radix!(2),
        8 => in_radix!(8),
        16 => in_radix!(16),
        _ => in_radix!(10),
    }
    &room[at..]
}

/// The usual text of an integer in a radix from 2 to 36: a sign or none, and so few digits that an immediate integer holds it.
/// `None` for any other text.
#[inline]
pub(crate) fn parse_short_int(text: &[u8], radix: u32) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let most = match radix {
        2 => 47,
        3..=10 => 14,
        11..=16 => 11,
        _ => 9,
    };
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    let mut value = 0;
    for &digit in digits {
        value = value * i64::from(radix) + i64::from(char::from(digit).to_digit(radix)?);
    }
    Some(if negative { -value } else { value })
}

/// Why a text is not an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// Not of the grammar.
    Malformed,
    /// More decimal digits than allowed; how many.
    TooLong(usize),
}

/// Reads an integer the way `int(text, radix)` does; `radix` is 0 or 2 to 36, `text` ASCII and stripped. Decimal texts
/// longer than `limit` digits are refused (0: no limit).
///
/// # Errors
/// [`ParseError`].
pub fn parse_int(text: &str, radix: u32, limit: usize) -> std::result::Result<Big, ParseError> {
    let (negative, mut rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let prefix = match rest.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let mut zero_only = false;
    let radix = match (radix, prefix) {
        (0, 0) => {
            // Without a prefix a literal must not begin with zero, unless it is zero.
            zero_only = rest.starts_with('0');
            10
        }
        (0, p) => p,
        (r, _) => r,
    };
    if prefix == radix {
        rest = &rest[2..];
        // One underscore may follow the prefix.
        rest = rest.strip_prefix('_').unwrap_or(rest);
    }
    let bytes = rest.as_bytes();
    let mut digits: Vec<u8> = Vec::with_capacity(bytes.len());
    for (i, &b) in bytes.iter().enumerate() {
        if b == b'_' {
            if i == 0 || bytes[i - 1] == b'_' || i + 1 == bytes.len() {
                return Err(ParseError::Malformed);
            }
            continue;
        }
        match char::from(b).to_digit(radix) {
            Some(d) => digits.push(d as u8),
            None => return Err(ParseError::Malformed),
        }
    }
    if digits.is_empty() || (zero_only && digits.iter().any(|&d| d != 0)) {
        return Err(ParseError::Malformed);
    }
    if limit > 0 && digits.len() > limit && !radix.is_power_of_two() {
        return Err(ParseError::TooLong(digits.len()));
    }
    if digits.len() <= 15 {
        let value = digits.iter().fold(0i64, |n, &d| n.saturating_mul(radix as i64).saturating_add(d as i64));
        if value < i64::MAX {
            return Ok(Big::from(if negative { -value } else { value }));
        }
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    Big::from_radix_be(sign, &digits, radix).ok_or(ParseError::Malformed)
}

impl Runtime {
    /// `str(i)`.
    ///
    /// # Errors
    /// `ValueError` beyond `sys.get_int_max_str_digits()`.
    pub fn int_to_decimal(&mut self, i: IntRef) -> Result<String> {
        let limit = self.int_max_str_digits;
        // A number of b bits has at least (b - 1) * log10(2) digits.
        let surely_too_long = |bits: u64| (bits.saturating_sub(1) as f64 * std::f64::consts::LOG10_2) as usize > limit + 1;
        if limit > 0 && surely_too_long(i.bits()) {
            return Err(self.too_many_digits());
        }
        let text = to_radix(i, 10);
        if limit > 0 && text.trim_start_matches('-').len() > limit {
            return Err(self.too_many_digits());
        }
        Ok(text)
    }

    #[cold]
    fn too_many_digits(&mut self) -> crate::value::Raised {
        let limit = self.int_max_str_digits;
        self.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
        ))
    }

    /// `hex`, `oct`, `bin`: digits with a prefix behind the sign.
    pub(crate) fn int_with_prefix(&mut self, v: Value, radix: u32, prefix: &str) -> Result {
        let index = self.index(v)?;
        if let Some(i) = index.as_small_int() {
            let mut room = [0; 64];
            let (sign, digits) = (if i < 0 { "-" } else { "" }, short_digits(i.unsigned_abs(), radix, &mut room));
            let text = self.new_str_ascii_written(sign.len() + prefix.len() + digits.len(), |out| {
                out.push(sign.as_bytes());
                out.push(prefix.as_bytes());
                out.push(digits);
            });
            return Ok(text.into());
        }
        let text = IntRef::of(index).map_or(String::new(), |i| to_radix(i, radix));
        let text = match text.strip_prefix('-') {
            Some(digits) => format!("-{prefix}{digits}"),
            None => format!("{prefix}{text}"),
        };
        Ok(self.str_value(&text))
    }
}
