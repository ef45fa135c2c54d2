//! `int` and `bool`: constructors and methods.

use super::{constructor_class, numeric_text, short_repr, trim_space};
use crate::Runtime;
use crate::format::radix::{ParseError, parse_int, parse_short_int};
use crate::object::class::Class;
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::string::{Chars, Str};
use crate::ops::BinaryOp;
use crate::ops::arithmetic::integer::IntRef;
use crate::ops::arithmetic::{Operand, Overflow};
use crate::types::string::arguments;
use crate::value::{Result, Value};
use num_bigint::{BigInt as Big, Sign};
use num_integer::Integer;
use num_traits::FromPrimitive;

pub(super) const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
pub(super) const BOOL_STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(bool_new), 1)];
pub(super) const CLASS_METHODS: &[NativeDef] = &[native("from_bytes", Var(from_bytes), 2)];
pub(super) const METHODS: &[NativeDef] = &[
    native("bit_length", F1(bit_length), 1),
    native("bit_count", F1(bit_count), 1),
    native("to_bytes", Var(to_bytes), 1),
    native("as_integer_ratio", F1(as_integer_ratio), 1),
    native("conjugate", F1(|rt, v| itself(rt, v, "conjugate")), 1),
    native("__int__", F1(|rt, v| itself(rt, v, "__int__")), 1),
    native("__index__", F1(|rt, v| itself(rt, v, "__index__")), 1),
    native("__trunc__", F1(|rt, v| itself(rt, v, "__trunc__")), 1),
    native("__floor__", F1(|rt, v| itself(rt, v, "__floor__")), 1),
    native("__ceil__", F1(|rt, v| itself(rt, v, "__ceil__")), 1),
    native("__float__", F1(to_float), 1),
    native("__bool__", F1(|rt, v| Ok(Value::bool(!this(rt, v, "__bool__")?.is_zero()))), 1),
    native("__abs__", F1(abs), 1),
    native("__round__", F2(round), 1),
    native("__divmod__", F2(divmod), 2),
    native("__rdivmod__", F2(|rt, a, b| divmod(rt, b, a)), 2),
    native("__pow__", F3(pow), 2),
    native("__rpow__", F3(|rt, a, b, m| pow(rt, b, a, m)), 2),
    native("__format__", F2(super::format_method), 2),
    native("__getnewargs__", F1(getnewargs), 1),
    native("__sizeof__", F1(size_of), 1),
];
pub(super) const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "real", get: |rt, v| itself(rt, v, "real"), set: None },
    GetSetDef { name: "imag", get: |_, _| Ok(Value::small_int(0)), set: None },
    GetSetDef { name: "numerator", get: |rt, v| itself(rt, v, "numerator"), set: None },
    GetSetDef { name: "denominator", get: |_, _| Ok(Value::small_int(1)), set: None },
];

fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<IntRef> {
    match IntRef::of(native_payload(v)) {
        Some(i) => Ok(i),
        None => Err(arguments::wrong_receiver(rt, v, method, "int")),
    }
}

/// The plain integer, of a `bool` or a subclass too.
fn itself(rt: &mut Runtime, v: Value, method: &str) -> Result {
    this(rt, v, method)?;
    let v = native_payload(v);
    Ok(v.as_small_int_or_bool().map_or(v, Value::small_int))
}

fn bool_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("bool() takes no keyword arguments"));
    }
    let base = rt.types.bool_;
    match constructor_class(rt, args, base)?.1 {
        [] => Ok(Value::FALSE),
        [v] => Ok(Value::bool(rt.truth(*v)?)),
        more => Err(rt.type_error(format!("bool expected at most 1 argument, got {}", more.len()))),
    }
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let int = rt.types.int;
    let (class, rest) = constructor_class(rt, args, int)?;
    let given = rest.len() + args.keywords.len();
    if given > 2 {
        return Err(rt.type_error(format!("int() takes at most 2 arguments ({given} given)")));
    }
    let mut base = rest.get(1).copied();
    for (name, value) in args.keyword_pairs() {
        if !name.eq_rust("base") {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for int()", name.to_rust())));
        }
        base = Some(value);
    }
    let value = match (rest.first(), base) {
        (None, None) => Value::small_int(0),
        (None, Some(_)) => return Err(rt.type_error("int() missing string argument")),
        (Some(&v), None) => rt.to_int(v)?,
        (Some(&v), Some(base)) => {
            let base = rt.index_clamped(base)?;
            if base != 0 && !(2..=36).contains(&base) {
                return Err(rt.value_error("int() base must be >= 2 and <= 36, or 0"));
            }
            match short_int_of(v, base as u32) {
                Some(i) => Value::small_int(i),
                None => match numeric_text(v) {
                    Some(text) => rt.int_from_text(v, &text, base as u32)?,
                    None => return Err(rt.type_error("int() can't convert non-string with explicit base")),
                },
            }
        }
    };
    Ok(rt.wrap_payload(class, value))
}

/// The integer that a short text is, in a radix from 2 to 36; `None` for other values, texts and radices.
#[inline]
fn short_int_of(v: Value, radix: u32) -> Option<i64> {
    let s = v.as_object::<Str>()?;
    match s.chars() {
        Chars::Ascii(text) if radix >= 2 => parse_short_int(trim_space(text), radix),
        _ => None,
    }
}

impl Runtime {
    fn int_from_text(&mut self, source: Value, text: &str, base: u32) -> Result {
        match parse_int(text, base, self.int_max_str_digits) {
            Ok(i) => Ok(self.new_bigint(i)),
            Err(ParseError::Malformed) => {
                let shown = short_repr(self, source);
                Err(self.value_error(format!("invalid literal for int() with base {base}: {shown}")))
            }
            Err(ParseError::TooLong(digits)) => {
                let limit = self.int_max_str_digits;
                Err(self.value_error(format!(
                    "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; \
                     use sys.set_int_max_str_digits() to increase the limit"
                )))
            }
        }
    }

    /// `int(v)`.
    ///
    /// # Errors
    /// `TypeError`, `ValueError`, `OverflowError`, worded as CPython, and whatever `__int__` raises.
    pub fn to_int(&mut self, v: Value) -> Result {
        if v.is_small_int() {
            return Ok(v);
        }
        if let Some(f) = v.as_float() {
            return self.float_to_int(f);
        }
        if let Some(i) = short_int_of(v, 10) {
            return Ok(Value::small_int(i));
        }
        let (int_name, trunc_name) = (self.names.__int__, self.names.__trunc__);
        if let Operand::Method(method) = self.operand(v, int_name) {
            let result = self.call_bound_special(method, v, &[], None)?;
            let payload = native_payload(result);
            if IntRef::of(payload).is_some() {
                return Ok(payload.as_small_int_or_bool().map_or(payload, Value::small_int));
            }
            let name = self.type_name(result);
            return Err(self.type_error(format!("__int__ returned non-int (type {name})")));
        }
        if let Some(f) = native_payload(v).as_float() {
            return self.float_to_int(f);
        }
        if let Some(i) = self.try_index(v)? {
            return Ok(i.as_small_int_or_bool().map_or(i, Value::small_int));
        }
        if let Operand::Method(method) = self.operand(v, trunc_name) {
            let result = self.call_bound_special(method, v, &[], None)?;
            return match self.try_index(result)? {
                Some(i) => Ok(i),
                None => {
                    let name = self.type_name(result);
                    Err(self.type_error(format!("__trunc__ returned non-Integral (type {name})")))
                }
            };
        }
        match numeric_text(v) {
            Some(text) => self.int_from_text(v, &text, 10),
            None => {
                let name = self.type_name(v);
                let message = "int() argument must be a string, a bytes-like object or a real number";
                Err(self.type_error(format!("{message}, not '{name}'")))
            }
        }
    }

    /// The integer part of a double.
    ///
    /// # Errors
    /// `ValueError` for NaN, `OverflowError` for infinities.
    pub fn float_to_int(&mut self, f: f64) -> Result {
        if f.abs() < 9e15 {
            return Ok(self.new_int(f as i64));
        }
        if f.is_nan() {
            return Err(self.value_error("cannot convert float NaN to integer"));
        }
        match Big::from_f64(f.trunc()) {
            Some(big) => Ok(self.new_bigint(big)),
            None => Err(self.overflow_error("cannot convert float infinity to integer")),
        }
    }

    /// `round(i, ndigits)` of an integer: half to even at a power of ten.
    pub(crate) fn round_int(&mut self, i: IntRef, digits: i64) -> Value {
        let plain = |rt: &mut Runtime| rt.new_bigint(i.big().into_owned());
        if digits >= 0 {
            return plain(self);
        }
        // Beyond the number's own length everything rounds to zero.
        if digits.unsigned_abs() > i.bits() {
            return Value::small_int(0);
        }
        let unit = num_traits::Pow::pow(Big::from(10), digits.unsigned_abs() as u32);
        let (q, r) = i.big().div_mod_floor(&unit);
        let twice: Big = r * 2u32;
        let up = match twice.cmp(&unit) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => q.is_odd(),
        };
        self.new_bigint((q + u32::from(up)) * unit)
    }
}

fn bit_length(rt: &mut Runtime, v: Value) -> Result {
    let i = this(rt, v, "bit_length")?;
    Ok(Value::small_int(i.bits() as i64))
}

fn bit_count(rt: &mut Runtime, v: Value) -> Result {
    let ones = match this(rt, v, "bit_count")? {
        IntRef::Small(i) => i.unsigned_abs().count_ones() as u64,
        IntRef::Big(b) => b.value().magnitude().count_ones(),
    };
    Ok(Value::small_int(ones as i64))
}

fn as_integer_ratio(rt: &mut Runtime, v: Value) -> Result {
    let i = itself(rt, v, "as_integer_ratio")?;
    Ok(rt.new_tuple(&[i, Value::small_int(1)]).into())
}

fn to_float(rt: &mut Runtime, v: Value) -> Result {
    match this(rt, v, "__float__")?.to_f64() {
        Ok(f) => Ok(Value::float(f)),
        Err(Overflow) => Err(rt.int_too_large()),
    }
}

fn abs(rt: &mut Runtime, v: Value) -> Result {
    let i = this(rt, v, "__abs__")?;
    if i.is_negative() { Ok(rt.int_negate(i)) } else { itself(rt, v, "__abs__") }
}

fn round(rt: &mut Runtime, v: Value, digits: Value) -> Result {
    let i = this(rt, v, "__round__")?;
    if digits.is_empty() {
        return itself(rt, v, "__round__");
    }
    let digits = rt.index_clamped(digits)?;
    Ok(rt.round_int(i, digits))
}

fn divmod(rt: &mut Runtime, a: Value, b: Value) -> Result {
    match (IntRef::of(native_payload(a)), IntRef::of(native_payload(b))) {
        (Some(x), Some(y)) => {
            let (q, r) = rt.int_divmod(x, y)?;
            Ok(rt.new_tuple(&[q, r]).into())
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn pow(rt: &mut Runtime, a: Value, b: Value, modulus: Value) -> Result {
    let (Some(x), Some(y)) = (IntRef::of(native_payload(a)), IntRef::of(native_payload(b))) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if modulus.is_empty() || modulus.is_none() {
        return rt.int_binary(BinaryOp::Pow, x, y);
    }
    match IntRef::of(native_payload(modulus)) {
        Some(m) => rt.int_pow_mod(x, y, m),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn getnewargs(rt: &mut Runtime, v: Value) -> Result {
    let i = itself(rt, v, "__getnewargs__")?;
    Ok(rt.new_tuple(&[i]).into())
}

fn size_of(rt: &mut Runtime, v: Value) -> Result {
    // CPython: a head of 24 bytes and 30-bit digits of four bytes.
    let digits = this(rt, v, "__sizeof__")?.bits().div_ceil(30).max(1);
    Ok(Value::small_int(24 + 4 * digits as i64))
}

/// Arguments `(self, first, byteorder="big", *, signed=False)`.
struct ByteArguments {
    first: Value,
    little: bool,
    signed: bool,
}

fn byte_arguments(rt: &mut Runtime, args: Args<'_>, function: &str, first_name: &str) -> Result<ByteArguments> {
    let given = args.positional.len() - 1;
    if given > 2 {
        return Err(rt.type_error(format!("{function}() takes at most 2 positional arguments ({given} given)")));
    }
    let mut first = args.positional.get(1).copied().unwrap_or(Value::EMPTY);
    let mut order = args.positional.get(2).copied().unwrap_or(Value::EMPTY);
    let mut signed = false;
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("signed") {
            signed = rt.truth(value)?;
        } else if name.eq_rust("byteorder") {
            order = value;
        } else if name.eq_rust(first_name) {
            first = value;
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for {function}()", name.to_rust())));
        }
    }
    let little = match order.present() {
        None => false,
        Some(order) => match native_payload(order).as_object::<Str>() {
            Some(s) if s.eq_rust("little") => true,
            Some(s) if s.eq_rust("big") => false,
            Some(_) => return Err(rt.value_error("byteorder must be either 'little' or 'big'")),
            None => {
                let name = rt.type_name(order);
                return Err(rt.type_error(format!("{function}() argument 'byteorder' must be str, not {name}")));
            }
        },
    };
    Ok(ByteArguments { first, little, signed })
}

fn to_bytes(rt: &mut Runtime, args: Args<'_>) -> Result {
    let i = this(rt, args.positional.first().copied().unwrap_or(Value::NONE), "to_bytes")?;
    let ByteArguments { first, little, signed } = byte_arguments(rt, args, "to_bytes", "length")?;
    let length = if first.is_empty() { 1 } else { rt.index_i64(first)? };
    if length < 0 {
        return Err(rt.value_error("length argument must be non-negative"));
    }
    if length as usize > rt.memory_bytes {
        return Err(rt.memory_error());
    }
    let length = length as usize;
    if !signed && i.is_negative() {
        return Err(rt.overflow_error("can't convert negative int to unsigned"));
    }
    let value = i.big();
    let mut bytes = if signed { value.to_signed_bytes_le() } else { value.magnitude().to_bytes_le() };
    if i.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(rt.overflow_error("int too big to convert"));
    }
    bytes.resize(length, if i.is_negative() { 0xFF } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(rt.new_bytes(bytes).into())
}

fn from_bytes(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = args.positional.first().copied().unwrap_or(Value::NONE);
    let ByteArguments { first, little, signed } = byte_arguments(rt, args, "from_bytes", "bytes")?;
    if first.is_empty() {
        return Err(rt.type_error("from_bytes() missing required argument 'bytes' (pos 1)"));
    }
    let mut bytes = bytes_of(rt, first)?;
    if !little {
        bytes.reverse();
    }
    let value = if signed { Big::from_signed_bytes_le(&bytes) } else { Big::from_bytes_le(Sign::Plus, &bytes) };
    let value = rt.new_bigint(value);
    let int = rt.types.int;
    match class.as_object::<Class>() {
        Some(class) if class != int => rt.call(class.into(), &[value]),
        _ => Ok(value),
    }
}

/// Bytes of a bytes-like object or of an iterable of integers.
fn bytes_of(rt: &mut Runtime, v: Value) -> Result<Vec<u8>> {
    let payload = native_payload(v);
    if let Some(bytes) = rt.bytes_like(payload) {
        return Ok(bytes);
    }
    if IntRef::of(payload).is_some() || payload.is_object::<Str>() || payload.is_float() || payload.is_none() {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("cannot convert '{name}' object to bytes")));
    }
    let mut bytes = Vec::new();
    rt.for_each(v, |rt, item| match u8::try_from(rt.index_clamped(item)?) {
        Ok(byte) => {
            bytes.push(byte);
            Ok(())
        }
        Err(_) => Err(rt.value_error("bytes must be in range(0, 256)")),
    })?;
    Ok(bytes)
}

/// Greatest common divisor, never negative.
pub(crate) fn gcd(a: IntRef, b: IntRef) -> Big {
    a.big().gcd(b.big().as_ref())
}

/// Integer square root of a non-negative integer, rounded down.
pub(crate) fn isqrt(i: IntRef) -> Big {
    match i.to_i64() {
        Some(n) => {
            let mut r = (n as f64).sqrt() as i64;
            while r > 0 && r.checked_mul(r).is_none_or(|s| s > n) {
                r -= 1;
            }
            while (r + 1).checked_mul(r + 1).is_some_and(|s| s <= n) {
                r += 1;
            }
            Big::from(r)
        }
        None => i.big().sqrt(),
    }
}
