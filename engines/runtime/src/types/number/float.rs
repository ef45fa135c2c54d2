//! `float`: constructor and methods.

use super::{constructor_class, numeric_text, short_repr, trim_space};
use crate::Runtime;
use crate::format::digits::{parse_float, parse_short_float};
use crate::object::class::Class;
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::string::{Chars, Str};
use crate::ops::BinaryOp;
use crate::ops::arithmetic::Overflow;
use crate::ops::arithmetic::float::{divmod as float_divmod, frexp};
use crate::ops::arithmetic::integer::{IntRef, big_to_f64, true_divide};
use crate::types::string::arguments;
use crate::value::{Result, Value};
use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{FromPrimitive, One, Zero};

pub(super) const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
pub(super) const CLASS_METHODS: &[NativeDef] = &[native("fromhex", F2(fromhex), 2), native("__getformat__", F2(getformat), 2)];
pub(super) const METHODS: &[NativeDef] = &[
    native("as_integer_ratio", F1(as_integer_ratio), 1),
    native("is_integer", F1(is_integer), 1),
    native("hex", F1(hex), 1),
    native("conjugate", F1(|rt, v| Ok(Value::float(this(rt, v, "conjugate")?))), 1),
    native("__float__", F1(|rt, v| Ok(Value::float(this(rt, v, "__float__")?))), 1),
    native("__int__", F1(|rt, v| to_int(rt, v, "__int__", f64::trunc)), 1),
    native("__trunc__", F1(|rt, v| to_int(rt, v, "__trunc__", f64::trunc)), 1),
    native("__floor__", F1(|rt, v| to_int(rt, v, "__floor__", f64::floor)), 1),
    native("__ceil__", F1(|rt, v| to_int(rt, v, "__ceil__", f64::ceil)), 1),
    native("__bool__", F1(|rt, v| Ok(Value::bool(this(rt, v, "__bool__")? != 0.0))), 1),
    native("__abs__", F1(|rt, v| Ok(Value::float(this(rt, v, "__abs__")?.abs()))), 1),
    native("__round__", F2(round), 1),
    native("__divmod__", F2(divmod), 2),
    native("__rdivmod__", F2(|rt, a, b| divmod(rt, b, a)), 2),
    native("__pow__", F3(pow), 2),
    native("__rpow__", F3(|rt, a, b, m| pow(rt, b, a, m)), 2),
    native("__format__", F2(super::format_method), 2),
    native("__getnewargs__", F1(getnewargs), 1),
];
pub(super) const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "real", get: |rt, v| Ok(Value::float(this(rt, v, "real")?)), set: None },
    GetSetDef { name: "imag", get: |_, _| Ok(Value::float(0.0)), set: None },
];

fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<f64> {
    match native_payload(v).as_float() {
        Some(f) => Ok(f),
        None => Err(arguments::wrong_receiver(rt, v, method, "float")),
    }
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("float() takes no keyword arguments"));
    }
    let float = rt.types.float;
    let (class, rest) = constructor_class(rt, args, float)?;
    let value = match rest {
        [] => 0.0,
        [v] => rt.float_from(*v)?,
        more => return Err(rt.type_error(format!("float expected at most 1 argument, got {}", more.len()))),
    };
    Ok(rt.wrap_payload(class, Value::float(value)))
}

impl Runtime {
    /// `float(v)`.
    ///
    /// # Errors
    /// `TypeError`, `ValueError`, `OverflowError`, worded as CPython, and whatever `__float__` raises.
    pub fn float_from(&mut self, v: Value) -> Result<f64> {
        if let Some(s) = v.as_object::<Str>()
            && let Chars::Ascii(text) = s.chars()
            && let Some(f) = parse_short_float(trim_space(text))
        {
            return Ok(f);
        }
        if let Some(text) = numeric_text(v) {
            return match parse_float(&text) {
                Some(f) if f.is_nan() => Ok(Value::new_nan(f.is_sign_negative()).as_float().unwrap_or(f)),
                Some(f) => Ok(f),
                None => {
                    let shown = short_repr(self, v);
                    Err(self.value_error(format!("could not convert string to float: {shown}")))
                }
            };
        }
        match self.try_f64(v)? {
            Some(f) => Ok(f),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(format!("float() argument must be a string or a real number, not '{name}'")))
            }
        }
    }

    /// `round(f, digits)`: correctly rounded, ties of the exact decimal value to even.
    pub(crate) fn round_float(&mut self, f: f64, digits: i64) -> Result<f64> {
        if !f.is_finite() || f == 0.0 || digits > 1100 {
            return Ok(f);
        }
        if digits < -309 {
            return Ok(0.0 * f);
        }
        let rounded = if digits >= 0 {
            format!("{f:.*}", digits as usize).parse().unwrap_or(f)
        } else {
            round_to_power(f, digits.unsigned_abs() as u32).unwrap_or(f64::INFINITY)
        };
        if rounded.is_infinite() {
            return Err(self.overflow_error("rounded value too large to represent"));
        }
        Ok(rounded)
    }
}

/// Rounds to a multiple of `10**power`; `None` when that overflows.
fn round_to_power(f: f64, power: u32) -> Option<f64> {
    let unit = num_traits::Pow::pow(Big::from(10), power);
    let magnitude = f.abs();
    let whole = Big::from_f64(magnitude.trunc())?;
    let (q, r) = whole.div_rem(&unit);
    let twice: Big = r * 2u32;
    let up = match twice.cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => magnitude.fract() != 0.0 || q.is_odd(),
    };
    let result: Big = (q + u32::from(up)) * unit;
    big_to_f64(&result).ok().map(|x| x.copysign(f))
}

fn to_int(rt: &mut Runtime, v: Value, method: &str, rounding: fn(f64) -> f64) -> Result {
    let f = this(rt, v, method)?;
    rt.float_to_int(rounding(f))
}

fn round(rt: &mut Runtime, v: Value, digits: Value) -> Result {
    let f = this(rt, v, "__round__")?;
    if digits.is_empty() || digits.is_none() {
        return rt.float_to_int(f.round_ties_even());
    }
    let digits = rt.index_clamped(digits)?;
    Ok(Value::float(rt.round_float(f, digits)?))
}

/// Both operands as doubles, when they are builtin reals.
fn operands(rt: &mut Runtime, a: Value, b: Value) -> Result<Option<(f64, f64)>> {
    let (a, b) = (native_payload(a), native_payload(b));
    let real = |v: Value| v.is_float() || IntRef::of(v).is_some();
    if real(a) && real(b) { Ok(Some((rt.number_to_f64(a)?, rt.number_to_f64(b)?))) } else { Ok(None) }
}

fn divmod(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let Some((x, y)) = operands(rt, a, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if y == 0.0 {
        return Err(rt.zero_division_error("float divmod()"));
    }
    let (q, r) = float_divmod(x, y);
    Ok(rt.new_tuple(&[Value::float(q), Value::float(r)]).into())
}

fn pow(rt: &mut Runtime, a: Value, b: Value, modulus: Value) -> Result {
    if !modulus.is_empty() && !modulus.is_none() {
        return Err(rt.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    match operands(rt, a, b)? {
        Some((x, y)) => rt.float_binary(BinaryOp::Pow, x, y),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn getnewargs(rt: &mut Runtime, v: Value) -> Result {
    let f = this(rt, v, "__getnewargs__")?;
    Ok(rt.new_tuple(&[Value::float(f)]).into())
}

fn getformat(rt: &mut Runtime, _class: Value, kind: Value) -> Result {
    let kind = arguments::text(rt, kind, "__getformat__() argument")?;
    if kind.eq_rust("double") || kind.eq_rust("float") {
        return Ok(rt.str_value("IEEE, little-endian"));
    }
    Err(rt.value_error("__getformat__() argument 1 must be 'double' or 'float'"))
}

fn is_integer(rt: &mut Runtime, v: Value) -> Result {
    let f = this(rt, v, "is_integer")?;
    Ok(Value::bool(f.is_finite() && f.fract() == 0.0))
}

fn as_integer_ratio(rt: &mut Runtime, v: Value) -> Result {
    let f = this(rt, v, "as_integer_ratio")?;
    if f.is_nan() {
        return Err(rt.value_error("cannot convert NaN to integer ratio"));
    }
    if f.is_infinite() {
        return Err(rt.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (numerator, denominator) = ratio(f);
    let numerator = rt.new_bigint(numerator);
    let denominator = rt.new_bigint(denominator);
    Ok(rt.new_tuple(&[numerator, denominator]).into())
}

/// A finite double as a fraction in lowest terms.
fn ratio(f: f64) -> (Big, Big) {
    let (mantissa, exponent) = frexp(f);
    let mut whole = (mantissa * 9_007_199_254_740_992.0) as i64;
    let mut exponent = exponent - 53;
    if whole == 0 {
        return (Big::zero(), Big::one());
    }
    let zeros = whole.trailing_zeros() as i32;
    whole >>= zeros;
    exponent += zeros;
    if exponent >= 0 { (Big::from(whole) << exponent as u64, Big::one()) } else { (Big::from(whole), Big::one() << (-exponent) as u64) }
}

fn hex(rt: &mut Runtime, v: Value) -> Result {
    let f = this(rt, v, "hex")?;
    if !f.is_finite() {
        return Ok(rt.repr(Value::float(f))?.into());
    }
    let sign = if f.is_sign_negative() { "-" } else { "" };
    let bits = f.to_bits();
    let (field, fraction) = ((bits >> 52) & 0x7FF, bits & ((1 << 52) - 1));
    let text = match (field, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", field as i64 - 1023),
    };
    Ok(rt.str_value(&text))
}

fn fromhex(rt: &mut Runtime, class: Value, text: Value) -> Result {
    let text = arguments::text(rt, text, "fromhex() argument")?.to_rust();
    let value = match parse_hex(text.trim()) {
        None => return Err(rt.value_error("invalid hexadecimal floating-point string")),
        Some(Err(Overflow)) => return Err(rt.overflow_error("hexadecimal value too large to represent as a float")),
        Some(Ok(f)) => Value::float(f),
    };
    let float = rt.types.float;
    match class.as_object::<Class>() {
        Some(class) if class != float => rt.call(class.into(), &[value]),
        _ => Ok(value),
    }
}

fn parse_hex(text: &str) -> Option<std::result::Result<f64, Overflow>> {
    let negative = text.starts_with('-');
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let signed = |f: f64| Some(Ok(if negative { -f } else { f }));
    match text.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => return signed(f64::INFINITY),
        "nan" => return signed(f64::NAN),
        _ => {}
    }
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['p', 'P']) {
        Some((m, e)) if e.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit()) => {
            let magnitude = if e.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 };
            if e.trim_start_matches(['+', '-']).is_empty() {
                return None;
            }
            (m, e.parse::<i64>().unwrap_or(magnitude))
        }
        Some(_) => return None,
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = Big::parse_bytes(digits.as_bytes(), 16)?;
    if value.is_zero() {
        return signed(0.0);
    }
    let exponent = exponent.saturating_sub(4 * fraction.len() as i64);
    let top = exponent.saturating_add(value.bits() as i64);
    if top > 1024 {
        return Some(Err(Overflow));
    }
    if top < -1100 {
        return signed(0.0);
    }
    let result =
        if exponent >= 0 { big_to_f64(&(value << exponent as u64)) } else { true_divide(&value, &(Big::one() << (-exponent) as u64)) };
    match result {
        Ok(f) => signed(f),
        Err(Overflow) => Some(Err(Overflow)),
    }
}
