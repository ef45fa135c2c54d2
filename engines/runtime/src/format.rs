//! Text of numbers and the format-specification mini-language.
//!
//! [`digits`] turns doubles into correctly rounded text, [`radix`] integers into digits and back; here are the
//! specification (`[[fill]align][sign][z][#][0][width][grouping][.precision][type]`) and the layout of a formatted
//! number. Strings have their own specification in `ops::text`.

pub mod digits;
pub mod radix;

use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::ops::arithmetic::Overflow;
use crate::ops::arithmetic::integer::IntRef;
use crate::unicode;
use crate::value::{Result, Value};
use digits::format_float;

/// A parsed specification of a number.
#[derive(Clone, Copy, Debug)]
struct Spec {
    fill: u32,
    align: u8,
    align_given: bool,
    zero_padded: bool,
    sign: u8,
    no_negative_zero: bool,
    alternate: bool,
    width: usize,
    grouping: u8,
    precision: Option<usize>,
    /// Presentation type; 0 when absent.
    kind: u32,
}

/// The parts of a number's text, before padding.
struct Parts {
    sign: &'static str,
    prefix: String,
    /// Leading digits, to be grouped.
    digits: String,
    /// Decimal point and what follows.
    rest: String,
}

fn ascii(text: Chars<'_>, i: usize) -> u8 {
    if i < text.len() { u8::try_from(text.at(i)).ok().filter(u8::is_ascii).unwrap_or(0) } else { 0 }
}

fn is_align(c: u8) -> bool {
    matches!(c, b'<' | b'>' | b'=' | b'^')
}

impl Runtime {
    /// `format(v, spec)` of an `int`, `bool`, `float` or `complex`.
    ///
    /// # Errors
    /// `ValueError` and `OverflowError`, worded as CPython.
    pub fn format_number(&mut self, v: Value, spec: Gc<Str>) -> Result<Gc<Str>> {
        if spec.is_empty() {
            return self.str(v);
        }
        let payload = native_payload(v);
        let spec = self.parse_number_spec(v, spec.chars())?;
        if let Some(c) = payload.as_object::<Complex>() {
            return self.format_complex(c.re, c.im, spec);
        }
        if let Some(f) = payload.as_float() {
            return self.format_float_spec(f, spec);
        }
        match IntRef::of(payload) {
            Some(i) => self.format_int_spec(v, i, spec),
            None => self.str(v),
        }
    }

    fn parse_number_spec(&mut self, v: Value, text: Chars<'_>) -> Result<Spec> {
        let mut spec = Spec {
            fill: 32,
            align: b'>',
            align_given: false,
            zero_padded: false,
            sign: b'-',
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: 0,
            precision: None,
            kind: 0,
        };
        let mut i = 0;
        let mut fill_given = false;
        if is_align(ascii(text, 1)) {
            (spec.fill, spec.align, fill_given, i) = (text.at(0), ascii(text, 1), true, 2);
            spec.align_given = true;
        } else if is_align(ascii(text, 0)) {
            (spec.align, i) = (ascii(text, 0), 1);
            spec.align_given = true;
        }
        if matches!(ascii(text, i), b'+' | b'-' | b' ') {
            spec.sign = ascii(text, i);
            i += 1;
        }
        if ascii(text, i) == b'z' {
            spec.no_negative_zero = true;
            i += 1;
        }
        if ascii(text, i) == b'#' {
            spec.alternate = true;
            i += 1;
        }
        if !fill_given && ascii(text, i) == b'0' {
            spec.fill = u32::from(b'0');
            if !spec.align_given {
                spec.align = b'=';
            }
            i += 1;
        }
        spec.zero_padded = spec.fill == u32::from(b'0');
        spec.width = self.parse_format_number(text, &mut i)?.unwrap_or(0);
        for separator in [b',', b'_'] {
            if ascii(text, i) == separator {
                if spec.grouping != 0 {
                    return Err(self.value_error("Cannot specify both ',' and '_'."));
                }
                spec.grouping = separator;
                i += 1;
            }
        }
        if ascii(text, i) == b',' && spec.grouping == b'_' {
            return Err(self.value_error("Cannot specify both ',' and '_'."));
        }
        if ascii(text, i) == b'.' {
            i += 1;
            spec.precision = self.parse_format_number(text, &mut i)?;
            if spec.precision.is_none() {
                return Err(self.value_error("Format specifier missing precision"));
            }
        }
        if text.len() > i + 1 {
            let mut whole = String::new();
            text.push_to(&mut whole);
            let class = self.type_name(v);
            return Err(self.value_error(format!("Invalid format specifier '{whole}' for object of type '{class}'")));
        }
        if i < text.len() {
            spec.kind = text.at(i);
        }
        if spec.grouping != 0 && spec.kind != 0 {
            let allowed: &[u8] = if spec.grouping == b',' { b"defgEG%F" } else { b"defgEG%FboxX" };
            if !u8::try_from(spec.kind).is_ok_and(|k| allowed.contains(&k)) {
                let kind = char::from_u32(spec.kind).unwrap_or('?');
                return Err(self.value_error(format!("Cannot specify '{}' with '{kind}'.", char::from(spec.grouping))));
            }
        }
        Ok(spec)
    }

    fn parse_format_number(&mut self, text: Chars<'_>, i: &mut usize) -> Result<Option<usize>> {
        let mut number: Option<usize> = None;
        while *i < text.len() {
            let Some(digit) = unicode::decimal_value(text.at(*i)) else { break };
            let next = number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            match next.filter(|&n| n <= isize::MAX as usize) {
                Some(n) => number = Some(n),
                None => return Err(self.value_error("Too many decimal digits in format string")),
            }
            *i += 1;
        }
        Ok(number)
    }

    fn format_int_spec(&mut self, v: Value, i: IntRef, spec: Spec) -> Result<Gc<Str>> {
        let kind = u8::try_from(spec.kind).unwrap_or(255);
        let radix = match kind {
            0 | b'd' | b'n' => 10,
            b'b' => 2,
            b'o' => 8,
            b'x' | b'X' => 16,
            b'c' => 0,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
                return match i.to_f64() {
                    Ok(f) => self.format_float_spec(f, spec),
                    Err(Overflow) => Err(self.int_too_large()),
                };
            }
            _ => {
                let class = self.type_name(v);
                return Err(self.unknown_format_code(spec.kind, &class));
            }
        };
        if spec.precision.is_some() {
            return Err(self.value_error("Precision not allowed in integer format specifier"));
        }
        if spec.no_negative_zero {
            return Err(self.value_error("Negative zero coercion (z) not allowed in integer format specifier"));
        }
        if radix == 0 {
            return self.format_char(i, spec);
        }
        if let IntRef::Small(i) = i
            && let Some(text) = self.format_short_int(i, kind, radix, spec)
        {
            return Ok(text);
        }
        let mut digits = if radix == 10 { self.int_to_decimal(i)? } else { radix::to_radix(i, radix) };
        let negative = digits.starts_with('-');
        if negative {
            digits.remove(0);
        }
        let mut prefix = match (spec.alternate, radix) {
            (true, 2) => "0b",
            (true, 8) => "0o",
            (true, 16) => "0x",
            _ => "",
        }
        .to_string();
        if kind == b'X' {
            digits.make_ascii_uppercase();
            prefix.make_ascii_uppercase();
        }
        self.lay_out(
            Parts { sign: sign_text(negative, spec.sign), prefix, digits, rest: String::new() },
            spec,
            if radix == 10 { 3 } else { 4 },
        )
    }

    /// An immediate integer without grouping in a narrow field, put together on the stack; `None` for others.
    fn format_short_int(&mut self, i: i64, kind: u8, radix: u32, spec: Spec) -> Option<Gc<Str>> {
        const WIDEST: usize = 64;
        let fill = u8::try_from(spec.fill).ok().filter(u8::is_ascii)?;
        if spec.grouping != 0 || spec.width > WIDEST {
            return None;
        }
        // 49 binary digits at most, or the width.
        let mut room = [0; WIDEST];
        let length = radix::short_digits(i.unsigned_abs(), radix, &mut room).len();
        let digits = &mut room[WIDEST - length..];
        if kind == b'X' {
            digits.make_ascii_uppercase();
        }
        let sign = sign_text(i < 0, spec.sign).as_bytes();
        let prefix: &[u8] = match (spec.alternate, kind) {
            (true, b'b') => b"0b",
            (true, b'o') => b"0o",
            (true, b'x') => b"0x",
            (true, b'X') => b"0X",
            _ => b"",
        };
        let padding = spec.width.saturating_sub(sign.len() + prefix.len() + digits.len());
        let (left, middle, right) = spread_padding(spec.align, padding);
        Some(self.new_str_ascii_written(padding + sign.len() + prefix.len() + digits.len(), |out| {
            out.push_repeated(fill, left);
            out.push(sign);
            out.push(prefix);
            out.push_repeated(fill, middle);
            out.push(digits);
            out.push_repeated(fill, right);
        }))
    }

    fn format_char(&mut self, i: IntRef, mut spec: Spec) -> Result<Gc<Str>> {
        if spec.sign != b'-' {
            return Err(self.value_error("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            return Err(self.value_error("Alternate form (#) not allowed with integer format specifier 'c'"));
        }
        let Some(code) = i.to_i64() else { return Err(self.overflow_error("Python int too large to convert to C long")) };
        let Some(code) = u32::try_from(code).ok().filter(|&c| c < 0x11_0000) else {
            return Err(self.overflow_error("%c arg not in range(0x110000)"));
        };
        // A character is no digit: it is only padded.
        if spec.align == b'=' {
            spec.align = b'>';
        }
        let mut text = StrBuf::new();
        text.push(code);
        self.pad(text, spec)
    }

    fn format_float_spec(&mut self, f: f64, spec: Spec) -> Result<Gc<Str>> {
        let kind = u8::try_from(spec.kind).unwrap_or(255);
        if !matches!(kind, 0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%') {
            return Err(self.unknown_format_code(spec.kind, "float"));
        }
        if spec.precision.is_some_and(|p| p > i32::MAX as usize) {
            return Err(self.value_error("precision too big"));
        }
        if let Some(text) = self.format_short_float(f, kind, spec) {
            return Ok(text);
        }
        self.check_text_size(spec.precision.unwrap_or(0), 1)?;
        let percent = kind == b'%';
        let f = if percent { f * 100.0 } else { f };
        let text = match (kind, spec.precision) {
            (0, None) => digits::repr_alternate(f, spec.alternate),
            (0, Some(p)) => digits::format_general_with_point(f, p, spec.alternate),
            (b'n', p) => format_float(f, b'g', p.unwrap_or(6), spec.alternate),
            (b'%', p) => format_float(f, b'f', p.unwrap_or(6), spec.alternate),
            (k, p) => format_float(f, k, p.unwrap_or(6), spec.alternate),
        };
        let mut parts = float_parts(&text, spec);
        if percent {
            parts.rest.push('%');
        }
        self.lay_out(parts, spec, 3)
    }

    /// A finite double with a fixed number of decimals in a narrow field, put together on the stack; `None` for others.
    fn format_short_float(&mut self, f: f64, kind: u8, spec: Spec) -> Option<Gc<Str>> {
        const WIDEST: usize = 64;
        let fill = u8::try_from(spec.fill).ok().filter(u8::is_ascii)?;
        let precision = spec.precision.unwrap_or(6);
        let plain = matches!(kind, b'f' | b'F') && spec.grouping == 0 && !spec.no_negative_zero && !(spec.alternate && precision == 0);
        if !plain || spec.width > WIDEST || !f.is_finite() {
            return None;
        }
        let mut digits = [0; digits::FIXED_LENGTH];
        let digits = digits::fixed_into(f.abs(), precision, &mut digits)?;
        let sign = sign_text(f.is_sign_negative(), spec.sign).as_bytes();
        let padding = spec.width.saturating_sub(sign.len() + digits.len());
        let (left, middle, right) = spread_padding(spec.align, padding);
        Some(self.new_str_ascii_written(padding + sign.len() + digits.len(), |out| {
            out.push_repeated(fill, left);
            out.push(sign);
            out.push_repeated(fill, middle);
            out.push(digits);
            out.push_repeated(fill, right);
        }))
    }

    fn format_complex(&mut self, re: f64, im: f64, spec: Spec) -> Result<Gc<Str>> {
        let kind = u8::try_from(spec.kind).unwrap_or(255);
        if !matches!(kind, 0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') {
            return Err(self.unknown_format_code(spec.kind, "complex"));
        }
        if spec.zero_padded {
            return Err(self.value_error("Zero padding is not allowed in complex format specifier"));
        }
        if spec.align == b'=' {
            return Err(self.value_error("'=' alignment flag is not allowed in complex format specifier"));
        }
        if spec.precision.is_some_and(|p| p > i32::MAX as usize) {
            return Err(self.value_error("precision too big"));
        }
        let text = |f: f64| match (kind, spec.precision) {
            (0, None) => {
                let text = digits::repr_alternate(f, spec.alternate);
                if spec.alternate { text } else { text.strip_suffix(".0").map(str::to_string).unwrap_or(text) }
            }
            (0 | b'n', p) => format_float(f, b'g', p.unwrap_or(6), spec.alternate),
            (k, p) => format_float(f, k, p.unwrap_or(6), spec.alternate),
        };
        let unpadded = Spec { width: 0, ..spec };
        let mut out = StrBuf::new();
        let bare = kind == 0 && re == 0.0 && re.is_sign_positive();
        if !bare {
            if kind == 0 {
                out.push_ascii(b'(');
            }
            let real = self.lay_out(float_parts(&text(re), unpadded), unpadded, 3)?;
            out.push_chars(real.chars());
        }
        let sign = if bare { spec.sign } else { b'+' };
        let imaginary = Spec { sign, ..unpadded };
        let part = self.lay_out(float_parts(&text(im), imaginary), imaginary, 3)?;
        out.push_chars(part.chars());
        out.push_ascii(b'j');
        if kind == 0 && !bare {
            out.push_ascii(b')');
        }
        self.pad(out, spec)
    }

    /// Groups the digits, pads, and joins the parts.
    fn lay_out(&mut self, parts: Parts, spec: Spec, group: usize) -> Result<Gc<Str>> {
        self.check_text_size(spec.width, 4)?;
        let fixed = parts.sign.len() + parts.prefix.len() + parts.rest.len();
        let minimum = if spec.zero_padded && spec.align == b'=' { spec.width.saturating_sub(fixed) } else { 0 };
        let digits = if !parts.digits.is_empty() && (spec.grouping != 0 || minimum > parts.digits.len()) {
            group_digits(&parts.digits, minimum, spec.grouping, group)
        } else {
            parts.digits
        };
        let mut out = StrBuf::with_capacity(spec.width.max(fixed + digits.len()));
        let padding = spec.width.saturating_sub(fixed + digits.len());
        let (left, middle, right) = spread_padding(spec.align, padding);
        out.push_repeated(spec.fill, left);
        out.push_str(parts.sign);
        out.push_str(&parts.prefix);
        out.push_repeated(spec.fill, middle);
        out.push_str(&digits);
        out.push_str(&parts.rest);
        out.push_repeated(spec.fill, right);
        Ok(out.finish(self))
    }

    fn pad(&mut self, text: StrBuf, spec: Spec) -> Result<Gc<Str>> {
        self.check_text_size(spec.width, 4)?;
        let padding = spec.width.saturating_sub(text.len());
        let left = match spec.align {
            b'<' => 0,
            b'^' => padding / 2,
            _ => padding,
        };
        let mut out = StrBuf::with_capacity(spec.width.max(text.len()));
        out.push_repeated(spec.fill, left);
        out.push_chars(text.chars());
        out.push_repeated(spec.fill, padding - left);
        Ok(out.finish(self))
    }
}

/// Padding before the sign, before the digits and after them.
fn spread_padding(align: u8, padding: usize) -> (usize, usize, usize) {
    match align {
        b'<' => (0, 0, padding),
        b'^' => (padding / 2, 0, padding - padding / 2),
        b'=' => (0, padding, 0),
        _ => (padding, 0, 0),
    }
}

fn sign_text(negative: bool, sign: u8) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, b'+') => "+",
        (false, b' ') => " ",
        _ => "",
    }
}

/// Takes the text of a double apart.
fn float_parts(text: &str, spec: Spec) -> Parts {
    let mut negative = text.starts_with('-');
    let text = text.strip_prefix('-').unwrap_or(text);
    if negative && spec.no_negative_zero && is_zero_text(text) {
        negative = false;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Parts { sign: sign_text(negative, spec.sign), prefix: String::new(), digits: text[..digits].into(), rest: text[digits..].into() }
}

/// Whether all digits of the mantissa are zero.
fn is_zero_text(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    mantissa.bytes().all(|b| matches!(b, b'0' | b'.'))
}

/// Digits with separators, padded with zeros to at least `minimum` characters (CPython's
/// `_PyUnicode_InsertThousandsGrouping`); no separators when `separator` is 0.
fn group_digits(digits: &str, minimum: usize, separator: u8, group: usize) -> String {
    let bytes = digits.as_bytes();
    let mut reversed: Vec<u8> = Vec::with_capacity(digits.len() * 4 / 3 + minimum);
    let mut remaining = bytes.len();
    let mut minimum = minimum as isize;
    loop {
        let wanted = (remaining as isize).max(minimum).max(1) as usize;
        let len = if separator == 0 { wanted } else { group.min(wanted) };
        for _ in 0..len {
            reversed.push(match remaining.checked_sub(1) {
                Some(i) => {
                    remaining = i;
                    bytes[i]
                }
                None => b'0',
            });
        }
        minimum -= len as isize;
        if remaining == 0 && minimum <= 0 {
            break;
        }
        reversed.push(separator);
        minimum -= 1;
    }
    reversed.iter().rev().map(|&b| char::from(b)).collect()
}
