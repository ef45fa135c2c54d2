//! `%` formatting of `str`, `bytes` and `bytearray`.
//!
//! Bytes are formatted as text of code points below 256 and turned back at the end. Parsing follows CPython's
//! `unicode_format` and `_PyBytes_FormatEx`.

use crate::Runtime;
use crate::format::digits::{FIXED_LENGTH, fixed_into, format_float};
use crate::format::radix::short_digits;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::instance::native_payload;
use crate::object::int::BigInt;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::text::repr::push_int;
use crate::types::bytes::blob::Blob;
use crate::value::{Raised, Result, Value};
use num_traits::ToPrimitive;

/// `%[flags][width][.precision]kind`
#[derive(Default)]
struct Spec {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    kind: u32,
}

/// The values still to be formatted.
struct Values {
    /// The items of a tuple, or the single value.
    tuple: Option<Gc<Tuple>>,
    single: Value,
    next: usize,
    /// The right operand as a mapping, for `%(key)s`.
    mapping: Option<Value>,
    /// The value of the last key: what a conversion after a key takes.
    keyed: Option<Value>,
}

struct Percent {
    values: Values,
    bytes: bool,
}

impl Runtime {
    /// `format % values` for a `str`, `bytes` or `bytearray` on the left.
    ///
    /// # Errors
    /// `TypeError` and `ValueError`, worded as CPython, and whatever conversions raise.
    pub fn percent_format(&mut self, format: Value, values: Value) -> Result {
        let tuple = native_payload(values).as_object::<Tuple>();
        let bytes = native_payload(format).as_object::<Str>().is_none();
        // Texts and small integers, what single values are mostly, need no look for a method.
        let plain = tuple.is_some() || values.is_small_int() || values.is_object::<Str>();
        let mapping = if plain { None } else { self.as_mapping(values, bytes).then_some(values) };
        let values = Values { tuple, single: values, next: 0, mapping, keyed: None };
        let mut percent = Percent { values, bytes };
        let mut out = StrBuf::new();
        if let Some(text) = native_payload(format).as_object::<Str>() {
            percent.run(self, &mut out, text.chars())?;
            return Ok(out.finish_value(self));
        }
        let Some(blob) = Blob::of(format) else { return Ok(Value::NOT_IMPLEMENTED) };
        let text: Vec<u32> = blob.view().iter().map(|&b| u32::from(b)).collect();
        percent.run(self, &mut out, Chars::Wide(&text))?;
        let data = out.chars().iter().map(|c| c as u8).collect();
        Ok(blob.same_class(self, data))
    }

    fn as_mapping(&mut self, v: Value, bytes: bool) -> bool {
        let p = native_payload(v);
        if p.is_object::<Str>() || (bytes && (p.is_object::<Bytes>() || p.is_object::<ByteArray>())) {
            return false;
        }
        let name = self.names.__getitem__;
        matches!(p.kind(), Some(Kind::Dict | Kind::List | Kind::Range | Kind::Bytes | Kind::ByteArray)) || self.special(v, name).is_some()
    }
}

impl Values {
    /// The next value that is not a key's.
    fn peek(&self) -> Option<Value> {
        match self.tuple {
            Some(t) => t.items().get(self.next).copied(),
            None if self.next == 0 => Some(self.single),
            None => None,
        }
    }

    fn take(&mut self, rt: &mut Runtime) -> Result {
        if let Some(v) = self.keyed.take() {
            return Ok(v);
        }
        let value = self.peek();
        self.next += 1;
        match value {
            Some(v) => Ok(v),
            None => Err(rt.type_error("not enough arguments for format string")),
        }
    }

    fn all_taken(&self) -> bool {
        self.mapping.is_some() || self.next >= self.tuple.map_or(1, |t| t.len())
    }
}

const PERCENT: u32 = b'%' as u32;

impl Percent {
    fn run(&mut self, rt: &mut Runtime, out: &mut StrBuf, text: Chars<'_>) -> Result<()> {
        let mut at = 0;
        while at < text.len() {
            let end = match text {
                Chars::Ascii(b) => memchr::memchr(b'%', &b[at..]).map_or(b.len(), |offset| at + offset),
                Chars::Wide(w) => w[at..].iter().position(|&c| c == PERCENT).map_or(w.len(), |offset| at + offset),
            };
            out.push_chars(text.slice(at..end));
            if end == text.len() {
                break;
            }
            at = end + 1;
            if at < text.len() && text.at(at) == PERCENT {
                out.push(PERCENT);
                at += 1;
                continue;
            }
            if at < text.len() && self.convert_plain(out, text.at(at)) {
                at += 1;
                continue;
            }
            let spec = self.parse(rt, text, &mut at)?;
            self.convert(rt, out, &spec, at - 1)?;
        }
        if !self.values.all_taken() {
            let what = if self.bytes { "bytes" } else { "string" };
            return Err(rt.type_error(format!("not all arguments converted during {what} formatting")));
        }
        Ok(())
    }

    /// The commonest conversions, `%s` of a text or an integer and `%d` of an integer, which need no look at anything else;
    /// false when this is none.
    fn convert_plain(&mut self, out: &mut StrBuf, kind: u32) -> bool {
        let (text, number) = (kind == u32::from(b's') && !self.bytes, kind == u32::from(b'd'));
        if !(text || number) || self.values.keyed.is_some() {
            return false;
        }
        let Some(value) = self.values.peek() else { return false };
        match (value.as_small_int(), value.as_object::<Str>()) {
            (Some(i), _) => push_int(out, i),
            (None, Some(s)) if text => out.push_chars(s.chars()),
            _ => return false,
        }
        self.values.next += 1;
        true
    }

    // ---- parsing ------------------------------------------------------------------------------------------------------

    fn parse(&mut self, rt: &mut Runtime, text: Chars<'_>, at: &mut usize) -> Result<Spec> {
        let mut spec = Spec::default();
        let mut c = next(rt, text, at)?;
        if c == u32::from(b'(') {
            self.key(rt, text, at)?;
            c = next(rt, text, at)?;
        }
        loop {
            match u8::try_from(c) {
                Ok(b'-') => spec.left = true,
                Ok(b'+') => spec.plus = true,
                Ok(b' ') => spec.blank = true,
                Ok(b'#') => spec.alternate = true,
                Ok(b'0') => spec.zero = true,
                _ => break,
            }
            c = next(rt, text, at)?;
        }
        if c == u32::from(b'*') {
            let width = self.star(rt)?;
            spec.left |= width < 0;
            spec.width = width.unsigned_abs() as usize;
            c = next(rt, text, at)?;
        } else {
            spec.width = number(rt, text, at, &mut c, isize::MAX as usize, "width too big")?.unwrap_or(0);
        }
        if c == u32::from(b'.') {
            c = next(rt, text, at)?;
            spec.precision = if c == u32::from(b'*') {
                let precision = self.star(rt)?;
                if i32::try_from(precision).is_err() {
                    return Err(rt.overflow_error("Python int too large to convert to C int"));
                }
                c = next(rt, text, at)?;
                Some(usize::try_from(precision).unwrap_or(0))
            } else {
                Some(number(rt, text, at, &mut c, i32::MAX as usize, "precision too big")?.unwrap_or(0))
            };
        }
        if matches!(u8::try_from(c), Ok(b'h' | b'l' | b'L')) {
            c = next(rt, text, at)?;
        }
        spec.kind = c;
        Ok(spec)
    }

    /// `(key)` after its opening parenthesis.
    fn key(&mut self, rt: &mut Runtime, text: Chars<'_>, at: &mut usize) -> Result<()> {
        let Some(mapping) = self.values.mapping else { return Err(rt.type_error("format requires a mapping")) };
        let start = *at;
        let mut open = 1;
        while open > 0 {
            if *at >= text.len() {
                return Err(rt.value_error("incomplete format key"));
            }
            match u8::try_from(text.at(*at)) {
                Ok(b'(') => open += 1,
                Ok(b')') => open -= 1,
                _ => {}
            }
            *at += 1;
        }
        let key = text.slice(start..*at - 1);
        let key = if self.bytes { rt.new_bytes(key.iter().map(|c| c as u8).collect()).into() } else { rt.new_str_chars(key).into() };
        self.values.keyed = Some(rt.get_item(mapping, key)?);
        Ok(())
    }

    fn star(&mut self, rt: &mut Runtime) -> Result<i64> {
        let v = native_payload(self.values.take(rt)?);
        match v.as_small_int_or_bool() {
            Some(i) => Ok(i),
            None if v.is_object::<BigInt>() => Err(rt.overflow_error("Python int too large to convert to C ssize_t")),
            None => Err(rt.type_error("* wants int")),
        }
    }

    // ---- conversion ---------------------------------------------------------------------------------------------------

    fn convert(&mut self, rt: &mut Runtime, out: &mut StrBuf, spec: &Spec, at: usize) -> Result<()> {
        let value = self.values.take(rt)?;
        match u8::try_from(spec.kind) {
            Ok(b's') if !self.bytes => {
                let text = rt.str(value)?;
                push_text(rt, out, spec, text.chars(), spec.precision)
            }
            Ok(b's' | b'b') if self.bytes => {
                let data = self.bytes_of(rt, value)?;
                push_text(rt, out, spec, Chars::Wide(&data), spec.precision)
            }
            Ok(b'r') if !self.bytes => {
                let text = rt.repr(value)?;
                push_text(rt, out, spec, text.chars(), spec.precision)
            }
            Ok(b'r' | b'a') => {
                let text = rt.ascii(value)?;
                push_text(rt, out, spec, text.chars(), spec.precision)
            }
            Ok(b'c') => {
                let c = self.character(rt, value)?;
                push_text(rt, out, spec, Chars::Wide(&[c]), None)
            }
            Ok(kind @ (b'd' | b'i' | b'u' | b'o' | b'x' | b'X')) => integer(rt, out, spec, kind, value),
            Ok(kind @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G')) => self.float(rt, out, spec, kind, value),
            _ => {
                let c = spec.kind;
                let shown = char::from_u32(c).filter(|c| (' '..'\x7f').contains(c)).unwrap_or('?');
                Err(rt.value_error(format!("unsupported format character '{shown}' (0x{c:x}) at index {at}")))
            }
        }
    }

    fn bytes_of(&self, rt: &mut Runtime, v: Value) -> Result<Vec<u32>> {
        if let Some(b) = Blob::of(v) {
            return Ok(b.view().iter().map(|&b| u32::from(b)).collect());
        }
        let name = rt.names.__bytes__;
        if let Some(result) = rt.call_special(v, name, &[])? {
            if let Some(b) = native_payload(result).as_object::<Bytes>() {
                return Ok(b.as_slice().iter().map(|&b| u32::from(b)).collect());
            }
            let name = rt.type_name(result);
            return Err(rt.type_error(format!("__bytes__ returned non-bytes (type {name})")));
        }
        let name = rt.type_name(v);
        Err(rt.type_error(format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'")))
    }

    fn character(&self, rt: &mut Runtime, v: Value) -> Result<u32> {
        let p = native_payload(v);
        let (limit, wanted) = match self.bytes {
            true => (0x100, "%c requires an integer in range(256) or a single byte"),
            false => (0x11_0000, "%c requires int or char"),
        };
        let single = match (self.bytes, p.as_object::<Str>(), Blob::of(p)) {
            (false, Some(s), _) => (s.len() == 1).then(|| s.chars().at(0)),
            (true, _, Some(b)) => b.view().first().copied().filter(|_| b.view().len() == 1).map(u32::from),
            _ => return self.character_code(rt, v, limit, wanted),
        };
        match single {
            Some(c) => Ok(c),
            None => Err(rt.type_error(wanted)),
        }
    }

    fn character_code(&self, rt: &mut Runtime, v: Value, limit: u32, wanted: &str) -> Result<u32> {
        let Some(code) = rt.try_index(v)? else { return Err(rt.type_error(wanted)) };
        match code.as_small_int_or_bool().and_then(|i| u32::try_from(i).ok()).filter(|&c| c < limit) {
            Some(c) => Ok(c),
            None if self.bytes => Err(rt.overflow_error("%c arg not in range(256)")),
            None => Err(rt.overflow_error("%c arg not in range(0x110000)")),
        }
    }

    fn float(&self, rt: &mut Runtime, out: &mut StrBuf, spec: &Spec, kind: u8, v: Value) -> Result<()> {
        let x = match v.as_float() {
            Some(x) => x,
            None => match rt.try_f64(v)? {
                Some(x) => x,
                None => {
                    let name = rt.type_name(v);
                    let what = if self.bytes { "float argument required" } else { "must be real number" };
                    return Err(rt.type_error(format!("{what}, not {name}")));
                }
            },
        };
        let precision = spec.precision.unwrap_or(6);
        rt.check_text_size(precision, 1)?;
        let mut room = [0; FIXED_LENGTH];
        if matches!(kind, b'f' | b'F')
            && x.is_finite()
            && !spec.alternate
            && let Some(digits) = fixed_into(x.abs(), precision, &mut room)
        {
            return push_number(rt, out, spec, x.is_sign_negative(), "", digits);
        }
        let text = format_float(x, kind, precision, spec.alternate);
        let digits = text.strip_prefix('-').unwrap_or(&text);
        push_number(rt, out, spec, digits.len() < text.len(), "", digits.as_bytes())
    }
}

/// Next character of a conversion.
fn next(rt: &mut Runtime, text: Chars<'_>, at: &mut usize) -> Result<u32> {
    if *at >= text.len() {
        return Err(rt.value_error("incomplete format"));
    }
    *at += 1;
    Ok(text.at(*at - 1))
}

/// A decimal number beginning with `c`, which becomes the character behind it.
fn number(rt: &mut Runtime, text: Chars<'_>, at: &mut usize, c: &mut u32, limit: usize, too_big: &str) -> Result<Option<usize>> {
    let mut number: Option<usize> = None;
    while let Some(digit) = char::from_u32(*c).and_then(|c| c.to_digit(10)) {
        let larger = number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
        match larger.filter(|&n| n <= limit) {
            Some(n) => number = Some(n),
            None => return Err(rt.value_error(too_big)),
        }
        *c = next(rt, text, at)?;
    }
    Ok(number)
}

fn push_text(rt: &mut Runtime, out: &mut StrBuf, spec: &Spec, text: Chars<'_>, most: Option<usize>) -> Result<()> {
    let length = most.map_or(text.len(), |m| m.min(text.len()));
    let margin = spec.width.saturating_sub(length);
    rt.check_text_size(out.len().saturating_add(margin), 1)?;
    if !spec.left {
        out.push_repeated(32, margin);
    }
    out.push_chars(text.slice(0..length));
    if spec.left {
        out.push_repeated(32, margin);
    }
    Ok(())
}

/// Sign, prefix and digits with the padding between them where zeros are asked for.
fn push_number(rt: &mut Runtime, out: &mut StrBuf, spec: &Spec, negative: bool, prefix: &str, digits: &[u8]) -> Result<()> {
    let sign = match (negative, spec.plus, spec.blank) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    let margin = spec.width.saturating_sub(sign.len() + prefix.len() + digits.len());
    rt.check_text_size(out.len().saturating_add(margin), 1)?;
    if !spec.left && !spec.zero {
        out.push_repeated(32, margin);
    }
    out.push_chars(Chars::Ascii(sign.as_bytes()));
    out.push_chars(Chars::Ascii(prefix.as_bytes()));
    if !spec.left && spec.zero {
        out.push_repeated(u32::from(b'0'), margin);
    }
    out.push_chars(Chars::Ascii(digits));
    if spec.left {
        out.push_repeated(32, margin);
    }
    Ok(())
}

fn integer(rt: &mut Runtime, out: &mut StrBuf, spec: &Spec, kind: u8, v: Value) -> Result<()> {
    let i = match v.as_small_int() {
        Some(_) => v,
        None => integer_of(rt, v, kind)?,
    };
    let prefix = match (spec.alternate, kind) {
        (true, b'x') => "0x",
        (true, b'X') => "0X",
        (true, b'o') => "0o",
        _ => "",
    };
    let precision = spec.precision.unwrap_or(0);
    if let Some(number) = i.as_small_int()
        && kind != b'X'
    {
        let radix = match kind {
            b'o' => 8,
            b'x' => 16,
            _ => 10,
        };
        let mut room = [0; 64];
        let digits = short_digits(number.unsigned_abs(), radix, &mut room);
        if digits.len() >= precision {
            return push_number(rt, out, spec, number < 0, prefix, digits);
        }
    }
    let (negative, mut digits) = digits_of(rt, i, kind)?;
    if digits.len() < precision {
        rt.check_text_size(precision, 1)?;
        digits.insert_str(0, &"0".repeat(precision - digits.len()));
    }
    push_number(rt, out, spec, negative, prefix, digits.as_bytes())
}

/// The integer to format: through `__index__` for `%x` and `%o`, else as `int()` converts numbers.
fn integer_of(rt: &mut Runtime, v: Value, kind: u8) -> Result {
    let exact = matches!(kind, b'o' | b'x' | b'X');
    let converted = if exact { rt.try_index(v) } else { rt.number_to_int(v) };
    match converted {
        Ok(Some(i)) => Ok(i),
        Ok(None) => Err(wrong_number(rt, v, kind, exact)),
        Err(Raised) => {
            let type_error = rt.exceptions.type_error;
            if !rt.pending_is(type_error) {
                return Err(Raised);
            }
            rt.take_pending();
            Err(wrong_number(rt, v, kind, exact))
        }
    }
}

#[cold]
fn wrong_number(rt: &mut Runtime, v: Value, kind: u8, exact: bool) -> Raised {
    let (kind, name) = (char::from(kind), rt.type_name(v));
    let wanted = if exact { "an integer is required" } else { "a real number is required" };
    rt.type_error(format!("%{kind} format: {wanted}, not {name}"))
}

/// Whether it is negative, and the digits of its magnitude.
fn digits_of(rt: &mut Runtime, i: Value, kind: u8) -> Result<(bool, String)> {
    if let Some(i) = i.as_small_int_or_bool() {
        let magnitude = i.unsigned_abs();
        let digits = match kind {
            b'o' => format!("{magnitude:o}"),
            b'x' => format!("{magnitude:x}"),
            b'X' => format!("{magnitude:X}"),
            _ => magnitude.to_string(),
        };
        return Ok((i < 0, digits));
    }
    let Some(big) = i.as_object::<BigInt>() else { return Ok((false, String::new())) };
    let text = match kind {
        b'o' => big.value().to_str_radix(8),
        b'x' => big.value().to_str_radix(16),
        b'X' => big.value().to_str_radix(16).to_ascii_uppercase(),
        _ => rt.repr(i)?.to_rust(),
    };
    Ok(match text.strip_prefix('-') {
        Some(digits) => (true, digits.to_string()),
        None => (false, text),
    })
}

impl Runtime {
    /// `int(v)` of a number: integers, floats truncated, `__int__`, `__index__`, `__trunc__`; `None` for what is no
    /// number.
    ///
    /// # Errors
    /// `OverflowError` for infinities, `ValueError` for NaN, and whatever the methods raise.
    fn number_to_int(&mut self, v: Value) -> Result<Option<Value>> {
        let p = native_payload(v);
        if p.as_small_int_or_bool().is_some() || p.is_object::<BigInt>() {
            return Ok(Some(p));
        }
        if let Some(x) = p.as_float() {
            return self.truncate_float(x).map(Some);
        }
        for name in [self.names.__int__, self.names.__index__, self.names.__trunc__] {
            if let Some(result) = self.call_special(v, name, &[])? {
                let plain = native_payload(result);
                if plain.as_small_int_or_bool().is_some() || plain.is_object::<BigInt>() {
                    return Ok(Some(plain));
                }
                let class = self.type_name(result);
                return Err(self.type_error(format!("{} returned non-int (type {class})", name.to_rust())));
            }
        }
        Ok(None)
    }

    fn truncate_float(&mut self, x: f64) -> Result {
        if x.is_nan() {
            return Err(self.value_error("cannot convert float NaN to integer"));
        }
        if x.is_infinite() {
            return Err(self.overflow_error("cannot convert float infinity to integer"));
        }
        match x.trunc().to_i64() {
            Some(i) => Ok(self.new_int(i)),
            None => {
                let big = num_traits::FromPrimitive::from_f64(x.trunc()).unwrap_or_default();
                Ok(self.new_bigint(big))
            }
        }
    }
}
