//! `float` arithmetic as CPython's `floatobject.c` defines it on top of IEEE doubles.

use crate::Runtime;
use crate::ops::BinaryOp;
use crate::value::{Result, Value};

impl Runtime {
    /// `a op b` of two floats.
    #[inline]
    pub(crate) fn float_binary(&mut self, op: BinaryOp, a: f64, b: f64) -> Result {
        match op {
            BinaryOp::Add => Ok(Value::float(a + b)),
            BinaryOp::Sub => Ok(Value::float(a - b)),
            BinaryOp::Mul => Ok(Value::float(a * b)),
            BinaryOp::TrueDiv => {
                if b == 0.0 {
                    return Err(self.zero_division_error("float division by zero"));
                }
                Ok(Value::float(a / b))
            }
            BinaryOp::FloorDiv => {
                if b == 0.0 {
                    return Err(self.zero_division_error("float floor division by zero"));
                }
                Ok(Value::float(divmod(a, b).0))
            }
            BinaryOp::Mod => {
                if b == 0.0 {
                    return Err(self.zero_division_error("float modulo"));
                }
                Ok(Value::float(modulo(a, b)))
            }
            BinaryOp::Pow => self.float_pow(a, b),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `a ** b`; a negative base with a fractional exponent gives a complex number.
    pub(crate) fn float_pow(&mut self, a: f64, b: f64) -> Result {
        if b == 0.0 || a == 1.0 {
            return Ok(Value::float(1.0));
        }
        if a.is_nan() || b.is_nan() {
            return Ok(Value::float(f64::NAN));
        }
        let odd = b.abs() % 2.0 == 1.0;
        if b.is_infinite() {
            let magnitude = a.abs();
            return Ok(Value::float(if magnitude == 1.0 {
                1.0
            } else if (b > 0.0) == (magnitude > 1.0) {
                b.abs()
            } else {
                0.0
            }));
        }
        if a.is_infinite() {
            return Ok(Value::float(match (b > 0.0, odd) {
                (true, true) => a,
                (true, false) => a.abs(),
                (false, true) => 0f64.copysign(a),
                (false, false) => 0.0,
            }));
        }
        if a == 0.0 {
            if b < 0.0 {
                return Err(self.zero_division_error("0.0 cannot be raised to a negative power"));
            }
            return Ok(Value::float(if odd { a } else { 0.0 }));
        }
        if a < 0.0 && b != b.floor() {
            return self.complex_pow((a, 0.0), (b, 0.0));
        }
        let result = a.powf(b);
        if result.is_infinite() {
            let class = self.exceptions.overflow_error;
            let text = self.str_value("Numerical result out of range");
            return Err(self.raise_with(class, &[Value::small_int(34), text]));
        }
        Ok(Value::float(result))
    }
}

/// Remainder with the sign of the divisor, which is not zero.
#[inline]
pub fn modulo(a: f64, b: f64) -> f64 {
    let r = a % b;
    if r == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (r < 0.0) {
        r + b
    } else {
        r
    }
}

/// Floored quotient and remainder (`float.__divmod__`); the divisor is not zero.
pub fn divmod(a: f64, b: f64) -> (f64, f64) {
    let mut r = a % b;
    let mut quotient = (a - r) / b;
    if r != 0.0 {
        if (b < 0.0) != (r < 0.0) {
            r += b;
            quotient -= 1.0;
        }
    } else {
        r = 0f64.copysign(b);
    }
    let floored = if quotient != 0.0 {
        let f = quotient.floor();
        if quotient - f > 0.5 { f + 1.0 } else { f }
    } else {
        0f64.copysign(a / b)
    };
    (floored, r)
}

/// `x * 2**exponent`, rounded once (C's `ldexp`).
pub fn ldexp(x: f64, exponent: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (mantissa, e) = frexp(x);
    let e = e as i64 + exponent as i64;
    if e > 1024 {
        return f64::INFINITY.copysign(x);
    }
    if e < -1075 {
        return 0f64.copysign(x);
    }
    if e >= -1021 {
        // Normal result: both factors are exact powers of two.
        let half = (e / 2) as i32;
        return mantissa * power_of_two(half) * power_of_two(e as i32 - half);
    }
    // Subnormal: scale exactly to just above the subnormals, then round once.
    mantissa * power_of_two(-1000) * power_of_two(e as i32 + 1000)
}

/// `2**e` for `-1022 <= e <= 1023`.
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}

/// Mantissa in `[0.5, 1)` and exponent (C's `frexp`); zeros and non-finite values come back with exponent 0.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let field = (bits >> 52) & 0x7FF;
    if field == 0 {
        let (m, e) = frexp(x * power_of_two(54));
        return (m, e - 54);
    }
    (f64::from_bits(bits & !(0x7FF << 52) | (1022 << 52)), field as i32 - 1022)
}
