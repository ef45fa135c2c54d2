//! The format specification of `str`: `[[fill]align][0][width][.precision][s]`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str, keep_alive};
use crate::unicode;
use crate::value::{Raised, Result};

/// What a specification says, before it is checked for strings.
struct Spec {
    fill: u32,
    align: Option<u8>,
    sign: Option<u8>,
    negative_zero: bool,
    alternate: bool,
    width: Option<usize>,
    grouping: Option<u8>,
    precision: Option<usize>,
    kind: Option<u32>,
}

fn ascii(c: Option<u32>) -> u8 {
    c.and_then(|c| u8::try_from(c).ok()).filter(u8::is_ascii).unwrap_or(0)
}

fn is_align(c: u8) -> bool {
    matches!(c, b'<' | b'>' | b'=' | b'^')
}

impl Runtime {
    /// `format(s, spec)` of a string.
    ///
    /// # Errors
    /// `ValueError`, worded as CPython.
    pub fn format_str_spec(&mut self, s: Gc<Str>, spec: Gc<Str>) -> Result<Gc<Str>> {
        if spec.is_empty() {
            return Ok(s);
        }
        let spec = self.parse_str_spec(spec.chars())?;
        self.check_str_spec(&spec)?;
        let text = s.chars();
        let length = spec.precision.map_or(text.len(), |p| p.min(text.len()));
        let width = spec.width.unwrap_or(0);
        if width <= length && length == text.len() {
            return Ok(s);
        }
        let margin = width.saturating_sub(length);
        self.check_text_size(width, 4)?;
        let left = match spec.align {
            Some(b'>') => margin,
            Some(b'^') => margin / 2,
            _ => 0,
        };
        if let (Chars::Ascii(text), Ok(fill @ 0..128)) = (text, u8::try_from(spec.fill)) {
            return Ok(self.new_str_ascii_written(width.max(length), |out| {
                out.push_repeated(fill, left);
                out.push(&text[..length]);
                out.push_repeated(fill, margin - left);
                keep_alive(s);
            }));
        }
        let mut out = StrBuf::with_capacity(width.max(length));
        out.push_repeated(spec.fill, left);
        out.push_chars(text.slice(0..length));
        out.push_repeated(spec.fill, margin - left);
        Ok(out.finish(self))
    }

    fn check_str_spec(&mut self, spec: &Spec) -> Result<()> {
        if let Some(kind) = spec.kind.filter(|&k| k != u32::from(b's')) {
            let class = self.types.str_.name_text();
            return Err(self.unknown_format_code(kind, &class));
        }
        if let Some(sign) = spec.sign {
            let what = if sign == b' ' { "Space" } else { "Sign" };
            return Err(self.value_error(format!("{what} not allowed in string format specifier")));
        }
        if spec.negative_zero {
            return Err(self.value_error("Negative zero coercion (z) not allowed in string format specifier"));
        }
        if spec.alternate {
            return Err(self.value_error("Alternate form (#) not allowed in string format specifier"));
        }
        if spec.align == Some(b'=') {
            return Err(self.value_error("'=' alignment not allowed in string format specifier"));
        }
        Ok(())
    }

    /// Raises `Unknown format code 'd' for object of type 'str'`.
    #[cold]
    pub(crate) fn unknown_format_code(&mut self, code: u32, class: &str) -> Raised {
        let shown = match char::from_u32(code) {
            Some(c) if code > 32 && code < 128 => c.to_string(),
            _ => format!("\\x{code:x}"),
        };
        self.value_error(format!("Unknown format code '{shown}' for object of type '{class}'"))
    }

    fn parse_str_spec(&mut self, text: Chars<'_>) -> Result<Spec> {
        let at = |i: usize| if i < text.len() { Some(text.at(i)) } else { None };
        let mut spec = Spec {
            fill: 32,
            align: None,
            sign: None,
            negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            kind: None,
        };
        let mut i = 0;
        let mut fill_given = false;
        if is_align(ascii(at(1))) {
            spec.fill = text.at(0);
            spec.align = Some(ascii(at(1)));
            fill_given = true;
            i = 2;
        } else if is_align(ascii(at(0))) {
            spec.align = Some(ascii(at(0)));
            i = 1;
        }
        if matches!(ascii(at(i)), b'+' | b'-' | b' ') {
            spec.sign = Some(ascii(at(i)));
            i += 1;
        }
        if ascii(at(i)) == b'z' {
            spec.negative_zero = true;
            i += 1;
        }
        if ascii(at(i)) == b'#' {
            spec.alternate = true;
            i += 1;
        }
        if !fill_given && ascii(at(i)) == b'0' {
            spec.fill = u32::from(b'0');
            // Unlike numbers, strings stay left-aligned.
            i += 1;
        }
        spec.width = self.parse_spec_number(text, &mut i)?;
        for separator in [b',', b'_'] {
            if ascii(at(i)) == separator {
                if spec.grouping.is_some() {
                    return Err(self.value_error("Cannot specify both ',' and '_'."));
                }
                spec.grouping = Some(separator);
                i += 1;
            }
        }
        if ascii(at(i)) == b',' && spec.grouping == Some(b'_') {
            return Err(self.value_error("Cannot specify both ',' and '_'."));
        }
        if ascii(at(i)) == b'.' {
            i += 1;
            spec.precision = self.parse_spec_number(text, &mut i)?;
            if spec.precision.is_none() {
                return Err(self.value_error("Format specifier missing precision"));
            }
        }
        if text.len() - i > 1 {
            let mut whole = String::new();
            text.push_to(&mut whole);
            return Err(self.value_error(format!("Invalid format specifier '{whole}' for object of type 'str'")));
        }
        spec.kind = at(i);
        if let Some(grouping) = spec.grouping {
            let kind = spec.kind.unwrap_or(u32::from(b's'));
            let allowed: &[u8] = if grouping == b',' { b"defgEG%F" } else { b"defgEG%FboxX" };
            if !allowed.contains(&ascii(Some(kind))) {
                let kind = char::from_u32(kind).unwrap_or('?');
                return Err(self.value_error(format!("Cannot specify '{}' with '{kind}'.", char::from(grouping))));
            }
        }
        Ok(spec)
    }

    /// A decimal number at `i`, which moves behind it.
    fn parse_spec_number(&mut self, text: Chars<'_>, i: &mut usize) -> Result<Option<usize>> {
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
}
