//! `math`: CPython 3.11's functions, domain errors and roundings.
//!
//! Elementary functions are the platform's, as in CPython; what CPython computes itself is in [`special`] (gamma, sums,
//! norms) and [`integer`] (combinatorics, roots, divisors).

mod integer;
pub(crate) mod special;

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::NativeBody::{F1, F2, Var};
use crate::object::function::{Args, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::ops::BinaryOp;
use crate::ops::arithmetic::Operand;
use crate::ops::arithmetic::float::{frexp, ldexp};
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Raised, Result, Value};
use num_traits::ToPrimitive;

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinite {
    /// `OverflowError: math range error`.
    Range,
    /// `ValueError: math domain error`.
    Domain,
}

macro_rules! elementary {
    ($($name:ident $text:literal $infinite:ident $function:expr;)*) => {
        $(
            fn $name(rt: &mut Runtime, v: Value) -> Result {
                rt.math_1(v, $function, Infinite::$infinite)
            }
        )*
        const ELEMENTARY: &[NativeDef] = &[$(native($text, F1($name), 1),)*];
    };
}

elementary! {
    acos "acos" Domain f64::acos;
    acosh "acosh" Domain special::acosh;
    asin "asin" Domain f64::asin;
    asinh "asinh" Domain special::asinh;
    atan "atan" Domain f64::atan;
    atanh "atanh" Domain special::atanh;
    cbrt "cbrt" Domain f64::cbrt;
    cos "cos" Domain f64::cos;
    cosh "cosh" Range f64::cosh;
    erf "erf" Domain special::erf;
    erfc "erfc" Domain special::erfc;
    exp "exp" Range f64::exp;
    exp2 "exp2" Range f64::exp2;
    expm1 "expm1" Range f64::exp_m1;
    fabs "fabs" Domain f64::abs;
    log1p "log1p" Domain f64::ln_1p;
    sin "sin" Domain f64::sin;
    sinh "sinh" Range f64::sinh;
    sqrt "sqrt" Domain f64::sqrt;
    tan "tan" Domain f64::tan;
    tanh "tanh" Domain f64::tanh;
}

const FUNCTIONS: &[NativeDef] = &[
    native("gamma", F1(gamma), 1),
    native("lgamma", F1(lgamma), 1),
    native("log", F2(log), 1),
    native("log2", F1(|rt, v| rt.logarithm(v, f64::log2)), 1),
    native("log10", F1(|rt, v| rt.logarithm(v, f64::log10)), 1),
    native("atan2", F2(|rt, y, x| rt.math_2(y, x, f64::atan2)), 2),
    native("copysign", F2(|rt, x, y| rt.math_2(x, y, f64::copysign)), 2),
    native("remainder", F2(|rt, x, y| rt.math_2(x, y, special::remainder)), 2),
    native("fmod", F2(fmod), 2),
    native("pow", F2(pow), 2),
    native("ceil", F1(ceil), 1),
    native("floor", F1(floor), 1),
    native("trunc", F1(trunc), 1),
    native("modf", F1(modf), 1),
    native("frexp", F1(math_frexp), 1),
    native("ldexp", F2(math_ldexp), 2),
    native("degrees", F1(|rt, v| Ok(Value::float(rt.to_f64(v)? * (180.0 / std::f64::consts::PI)))), 1),
    native("radians", F1(|rt, v| Ok(Value::float(rt.to_f64(v)? * (std::f64::consts::PI / 180.0)))), 1),
    native("isfinite", F1(|rt, v| Ok(Value::bool(rt.to_f64(v)?.is_finite()))), 1),
    native("isinf", F1(|rt, v| Ok(Value::bool(rt.to_f64(v)?.is_infinite()))), 1),
    native("isnan", F1(|rt, v| Ok(Value::bool(rt.to_f64(v)?.is_nan()))), 1),
    native("isclose", Var(isclose), 2),
    native("nextafter", F2(nextafter), 2),
    native("ulp", F1(ulp), 1),
    native("fsum", F1(fsum), 1),
    native("prod", Var(prod), 1),
    native("hypot", Var(hypot), 0),
    native("dist", F2(dist), 2),
    native("factorial", F1(integer::factorial), 1),
    native("gcd", Var(integer::gcd), 0),
    native("lcm", Var(integer::lcm), 0),
    native("isqrt", F1(integer::isqrt), 1),
    native("comb", F2(integer::comb), 2),
    native("perm", F2(integer::perm), 1),
];

/// Makes the module.
pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("math");
    rt.install_module_functions(module, ELEMENTARY);
    rt.install_module_functions(module, FUNCTIONS);
    for (name, value) in [("pi", std::f64::consts::PI), ("e", std::f64::consts::E), ("tau", std::f64::consts::TAU), ("inf", f64::INFINITY)]
    {
        rt.set_module_attribute(module, name, Value::float(value));
    }
    rt.set_module_attribute(module, "nan", Value::new_nan(false));
    Ok(module)
}

impl Runtime {
    #[cold]
    pub(crate) fn domain_error(&mut self) -> Raised {
        self.value_error("math domain error")
    }

    #[cold]
    pub(crate) fn range_error(&mut self) -> Raised {
        self.overflow_error("math range error")
    }

    fn math_1(&mut self, v: Value, function: fn(f64) -> f64, infinite: Infinite) -> Result {
        let x = self.to_f64(v)?;
        let r = function(x);
        if r.is_nan() && !x.is_nan() {
            return Err(self.domain_error());
        }
        if r.is_infinite() && x.is_finite() {
            return Err(if infinite == Infinite::Range { self.range_error() } else { self.domain_error() });
        }
        Ok(Value::float(r))
    }

    fn math_2(&mut self, a: Value, b: Value, function: fn(f64, f64) -> f64) -> Result {
        let (x, y) = (self.to_f64(a)?, self.to_f64(b)?);
        let r = function(x, y);
        if r.is_nan() && !x.is_nan() && !y.is_nan() {
            return Err(self.domain_error());
        }
        if r.is_infinite() && x.is_finite() && y.is_finite() {
            return Err(self.range_error());
        }
        Ok(Value::float(r))
    }

    /// A logarithm; integers of any size have one.
    fn logarithm(&mut self, v: Value, function: fn(f64) -> f64) -> Result {
        let payload = native_payload(v);
        if let Some(i) = IntRef::of(payload) {
            if i.is_negative() || i.is_zero() {
                return Err(self.domain_error());
            }
            if let Ok(x) = i.to_f64() {
                return Ok(Value::float(function(x)));
            }
            // x = m * 2**e with m in [0.5, 1).
            let e = i.bits();
            let top = (i.big().as_ref() >> (e - 64)).to_f64().unwrap_or(0.0);
            let mantissa = ldexp(top, -64);
            return Ok(Value::float(function(mantissa) + function(2.0) * e as f64));
        }
        let x = self.to_f64(v)?;
        if x.is_nan() || x == f64::INFINITY {
            return Ok(Value::float(x));
        }
        if x <= 0.0 {
            return Err(self.domain_error());
        }
        Ok(Value::float(function(x)))
    }

    /// An error-prone result of the functions CPython computes itself.
    fn special_result(&mut self, result: std::result::Result<f64, special::Failure>) -> Result {
        match result {
            Ok(f) => Ok(Value::float(f)),
            Err(special::Failure::Domain) => Err(self.domain_error()),
            Err(special::Failure::Range) => Err(self.range_error()),
        }
    }
}

fn gamma(rt: &mut Runtime, v: Value) -> Result {
    let x = rt.to_f64(v)?;
    rt.special_result(special::gamma(x))
}

fn lgamma(rt: &mut Runtime, v: Value) -> Result {
    let x = rt.to_f64(v)?;
    rt.special_result(special::lgamma(x))
}

fn log(rt: &mut Runtime, v: Value, base: Value) -> Result {
    let numerator = rt.logarithm(v, f64::ln)?;
    if base.is_empty() {
        return Ok(numerator);
    }
    let denominator = rt.logarithm(base, f64::ln)?;
    rt.binary(BinaryOp::TrueDiv, numerator, denominator)
}

fn fmod(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (x, y) = (rt.to_f64(a)?, rt.to_f64(b)?);
    if y.is_infinite() && x.is_finite() {
        return Ok(Value::float(x));
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(rt.domain_error());
    }
    Ok(Value::float(r))
}

fn pow(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (x, y) = (rt.to_f64(a)?, rt.to_f64(b)?);
    let r = x.powf(y);
    if !r.is_finite() && x.is_finite() && y.is_finite() {
        return Err(if r.is_nan() || x == 0.0 { rt.domain_error() } else { rt.range_error() });
    }
    // C's pow follows Annex F for infinities and NaN, as CPython spells out.
    Ok(Value::float(r))
}

/// `floor`, `ceil`, `trunc`: the special method, else the double's.
fn rounded(rt: &mut Runtime, v: Value, special: &str, rounding: fn(f64) -> f64, required: bool) -> Result {
    if let Some(f) = v.as_float() {
        return rt.float_to_int(rounding(f));
    }
    let name = rt.intern(special);
    if let Operand::Method(method) = rt.operand(v, name) {
        return rt.call_bound_special(method, v, &[], None);
    }
    let payload = native_payload(v);
    if IntRef::of(payload).is_some() {
        return rt.to_int(payload);
    }
    if required && !payload.is_float() {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("type {name} doesn't define {special} method")));
    }
    let f = rt.to_f64(v)?;
    rt.float_to_int(rounding(f))
}

fn ceil(rt: &mut Runtime, v: Value) -> Result {
    rounded(rt, v, "__ceil__", f64::ceil, false)
}

fn floor(rt: &mut Runtime, v: Value) -> Result {
    rounded(rt, v, "__floor__", f64::floor, false)
}

fn trunc(rt: &mut Runtime, v: Value) -> Result {
    rounded(rt, v, "__trunc__", f64::trunc, true)
}

fn modf(rt: &mut Runtime, v: Value) -> Result {
    let x = rt.to_f64(v)?;
    let (fraction, whole) = if x.is_infinite() { (0f64.copysign(x), x) } else { (x.fract().copysign(x), x.trunc()) };
    Ok(rt.new_tuple(&[Value::float(fraction), Value::float(whole)]).into())
}

fn math_frexp(rt: &mut Runtime, v: Value) -> Result {
    let (mantissa, exponent) = frexp(rt.to_f64(v)?);
    Ok(rt.new_tuple(&[Value::float(mantissa), Value::small_int(exponent as i64)]).into())
}

fn math_ldexp(rt: &mut Runtime, v: Value, exponent: Value) -> Result {
    let x = rt.to_f64(v)?;
    let Some(exponent) = IntRef::of(native_payload(exponent)) else {
        return Err(rt.type_error("Expected an int as second argument to ldexp."));
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::float(x));
    }
    let limit = if exponent.is_negative() { -5000 } else { 5000 };
    let r = ldexp(x, exponent.to_i64().unwrap_or(limit).clamp(-5000, 5000) as i32);
    if r.is_infinite() { Err(rt.range_error()) } else { Ok(Value::float(r)) }
}

fn isclose(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (mut relative, mut absolute) = (1e-9, 0.0);
    let mut operands = [Value::EMPTY; 2];
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("isclose() takes exactly 2 positional arguments ({} given)", args.positional.len())));
    }
    operands[..args.positional.len()].copy_from_slice(args.positional);
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("rel_tol") {
            relative = rt.to_f64(value)?;
        } else if name.eq_rust("abs_tol") {
            absolute = rt.to_f64(value)?;
        } else if name.eq_rust("a") {
            operands[0] = value;
        } else if name.eq_rust("b") {
            operands[1] = value;
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for isclose()", name.to_rust())));
        }
    }
    if let Some(i) = operands.iter().position(|v| v.is_empty()) {
        return Err(rt.type_error(format!("isclose() missing required argument '{}' (pos {})", ["a", "b"][i], i + 1)));
    }
    let (a, b) = (rt.to_f64(operands[0])?, rt.to_f64(operands[1])?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(rt.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (b - a).abs();
    Ok(Value::bool(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute))
}

fn nextafter(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (x, y) = (rt.to_f64(a)?, rt.to_f64(b)?);
    Ok(Value::float(special::next_after(x, y)))
}

fn ulp(rt: &mut Runtime, v: Value) -> Result {
    let x = rt.to_f64(v)?.abs();
    if !x.is_finite() {
        return Ok(Value::float(x));
    }
    let above = special::next_after(x, f64::INFINITY);
    // The largest double has only a smaller neighbour.
    Ok(Value::float(if above.is_infinite() { x - special::next_after(x, 0.0) } else { above - x }))
}

fn fsum(rt: &mut Runtime, iterable: Value) -> Result {
    let mut sum = special::ExactSum::default();
    rt.for_each(iterable, |rt, item| {
        let x = rt.to_f64(item)?;
        if !sum.add(x) {
            return Err(rt.overflow_error("intermediate overflow in fsum"));
        }
        Ok(())
    })?;
    match sum.finish() {
        Some(f) => Ok(Value::float(f)),
        None => Err(rt.value_error("-inf + inf in fsum")),
    }
}

fn prod(rt: &mut Runtime, args: Args<'_>) -> Result {
    let &[iterable] = args.positional else {
        let given = args.positional.len();
        return Err(rt.type_error(format!("prod() takes exactly 1 positional argument ({given} given)")));
    };
    let mut result = Value::small_int(1);
    for (name, value) in args.keyword_pairs() {
        if !name.eq_rust("start") {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for prod()", name.to_rust())));
        }
        result = value;
    }
    let iterator = rt.get_iter(iterable)?;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(result);
        }
        result = rt.binary(BinaryOp::Mul, result, item)?;
    }
}

fn hypot(rt: &mut Runtime, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("math.hypot() takes no keyword arguments"));
    }
    let mut coordinates = Vec::with_capacity(args.positional.len());
    for &v in args.positional {
        coordinates.push(rt.to_f64(v)?.abs());
    }
    Ok(Value::float(special::vector_norm(&coordinates)))
}

fn dist(rt: &mut Runtime, p: Value, q: Value) -> Result {
    let (a, b) = (coordinates(rt, p)?, coordinates(rt, q)?);
    if a.len() != b.len() {
        return Err(rt.value_error("both points must have the same number of dimensions"));
    }
    let differences: Vec<f64> = a.iter().zip(&b).map(|(x, y)| (x - y).abs()).collect();
    Ok(Value::float(special::vector_norm(&differences)))
}

fn coordinates(rt: &mut Runtime, point: Value) -> Result<Vec<f64>> {
    let mut out = Vec::new();
    rt.for_each(point, |rt, item| {
        out.push(rt.to_f64(item)?);
        Ok(())
    })?;
    Ok(out)
}
