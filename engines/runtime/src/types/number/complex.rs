//! `complex`: constructor and methods.

use super::{constructor_class, numeric_text, short_repr};
use crate::Runtime;
use crate::format::digits::parse_float;
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::string::Str;
use crate::ops::arithmetic::complex::Parts;
use crate::ops::arithmetic::is_number;
use crate::types::string::arguments;
use crate::value::{Result, Value};

pub(super) const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
pub(super) const METHODS: &[NativeDef] = &[
    native("conjugate", F1(conjugate), 1),
    native("__complex__", F1(itself), 1),
    native("__abs__", F1(abs), 1),
    native("__bool__", F1(|rt, v| this(rt, v, "__bool__").map(|(re, im)| Value::bool(re != 0.0 || im != 0.0))), 1),
    native("__pow__", F3(|rt, a, b, _| pow(rt, a, b)), 2),
    native("__rpow__", F3(|rt, a, b, _| pow(rt, b, a)), 2),
    native("__format__", F2(super::format_method), 2),
    native("__getnewargs__", F1(getnewargs), 1),
];
pub(super) const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "real", get: |rt, v| Ok(Value::float(this(rt, v, "real")?.0)), set: None },
    GetSetDef { name: "imag", get: |rt, v| Ok(Value::float(this(rt, v, "imag")?.1)), set: None },
];

fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<Parts> {
    match native_payload(v).as_object::<Complex>() {
        Some(c) => Ok((c.re, c.im)),
        None => Err(arguments::wrong_receiver(rt, v, method, "complex")),
    }
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let complex = rt.types.complex;
    let (class, rest) = constructor_class(rt, args, complex)?;
    let given = rest.len() + args.keywords.len();
    if given > 2 {
        return Err(rt.type_error(format!("complex() takes at most 2 arguments ({given} given)")));
    }
    let (mut real, mut imag) = (rest.first().copied(), rest.get(1).copied());
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("real") && real.is_none() {
            real = Some(value);
        } else if name.eq_rust("imag") && imag.is_none() {
            imag = Some(value);
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for complex()", name.to_rust())));
        }
    }
    let is_text = |v: Value| native_payload(v).is_object::<Str>();
    if let Some(v) = real.filter(|&v| is_text(v)) {
        if imag.is_some() {
            return Err(rt.type_error("complex() can't take second arg if first is a string"));
        }
        let parsed = numeric_text(v).and_then(|text| parse_complex(&text));
        if parsed.is_none() && !underscores_fit(v) {
            let shown = short_repr(rt, v);
            return Err(rt.value_error(format!("could not convert string to complex: {shown}")));
        }
        return match parsed {
            Some((re, im)) => {
                let value = rt.new_complex(re, im).into();
                Ok(rt.wrap_payload(class, value))
            }
            None => Err(rt.value_error("complex() arg is a malformed string")),
        };
    }
    if imag.is_some_and(is_text) {
        return Err(rt.type_error("complex() second arg can't be a string"));
    }
    let is_complex = |v: Option<Value>| v.is_some_and(|v| native_payload(v).is_object::<Complex>());
    let first = match real {
        None => (0.0, 0.0),
        Some(v) => match rt.try_complex(v)? {
            Some(parts) => parts,
            None => {
                let name = rt.type_name(v);
                return Err(rt.type_error(format!("complex() first argument must be a string or a number, not '{name}'")));
            }
        },
    };
    let parts = match imag {
        None => first,
        Some(v) => match rt.try_second(v)? {
            // The imaginary part of the second argument moves into the real part.
            Some(second) => {
                let re = if is_complex(imag) { first.0 - second.1 } else { first.0 };
                let im = if first.1 != 0.0 || is_complex(real) { first.1 + second.0 } else { second.0 };
                (re, im)
            }
            None => {
                let name = rt.type_name(v);
                return Err(rt.type_error(format!("complex() second argument must be a number, not '{name}'")));
            }
        },
    };
    let value = rt.new_complex(parts.0, parts.1).into();
    Ok(rt.wrap_payload(class, value))
}

impl Runtime {
    /// The second argument of `complex()`: `__complex__` is not asked.
    fn try_second(&mut self, v: Value) -> Result<Option<Parts>> {
        match native_payload(v).as_object::<Complex>() {
            Some(c) => Ok(Some((c.re, c.im))),
            None => Ok(self.try_f64(v)?.map(|f| (f, 0.0))),
        }
    }

    /// `abs()` of a complex number.
    pub(crate) fn complex_abs(&mut self, (re, im): Parts) -> Result {
        let magnitude = re.hypot(im);
        if magnitude.is_infinite() && re.is_finite() && im.is_finite() {
            return Err(self.overflow_error("absolute value too large"));
        }
        Ok(Value::float(magnitude))
    }
}

/// Whether every underscore stands between two digits.
fn underscores_fit(v: Value) -> bool {
    let text = numeric_text(v).unwrap_or_default();
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).all(|i| bytes[i] != b'_' || (digit(i.checked_sub(1)) && digit(Some(i + 1))))
}

/// Reads `1+2j`, `2j`, `1`, with optional parentheses.
fn parse_complex(text: &str) -> Option<Parts> {
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\x0b'),
        None => text,
    };
    let Some(body) = text.strip_suffix(['j', 'J']) else { return Some((parse_float(text)?, 0.0)) };
    let bytes = body.as_bytes();
    // The sign between the parts: not the first character, and not that of an exponent.
    let split = (1..bytes.len()).rev().find(|&i| matches!(bytes[i], b'+' | b'-') && !matches!(bytes[i - 1], b'e' | b'E' | b'+' | b'-'));
    let (real, imaginary) = body.split_at(split.unwrap_or(0));
    let im = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        digits => parse_float(digits)?,
    };
    let re = if split.is_some() { parse_float(real)? } else { 0.0 };
    Some((re, im))
}

fn itself(rt: &mut Runtime, v: Value) -> Result {
    let (re, im) = this(rt, v, "__complex__")?;
    Ok(rt.new_complex(re, im).into())
}

fn conjugate(rt: &mut Runtime, v: Value) -> Result {
    let (re, im) = this(rt, v, "conjugate")?;
    Ok(rt.new_complex(re, -im).into())
}

fn abs(rt: &mut Runtime, v: Value) -> Result {
    let parts = this(rt, v, "__abs__")?;
    rt.complex_abs(parts)
}

fn pow(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (a, b) = (native_payload(a), native_payload(b));
    if !is_number(a) || !is_number(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (rt.complex_parts(a)?, rt.complex_parts(b)?);
    rt.complex_pow(x, y)
}

fn getnewargs(rt: &mut Runtime, v: Value) -> Result {
    let (re, im) = this(rt, v, "__getnewargs__")?;
    Ok(rt.new_tuple(&[Value::float(re), Value::float(im)]).into())
}
