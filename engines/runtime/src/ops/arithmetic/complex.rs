//! `complex` arithmetic: CPython's `complexobject.c`, formula by formula, so that the last bit agrees.

use crate::Runtime;
use crate::ops::BinaryOp;
use crate::value::{Result, Value};

/// Real and imaginary part.
pub type Parts = (f64, f64);

impl Runtime {
    /// `a op b` of two complex numbers.
    pub(crate) fn complex_binary(&mut self, op: BinaryOp, a: Parts, b: Parts) -> Result {
        let (re, im) = match op {
            BinaryOp::Add => (a.0 + b.0, a.1 + b.1),
            BinaryOp::Sub => (a.0 - b.0, a.1 - b.1),
            BinaryOp::Mul => multiply(a, b),
            BinaryOp::TrueDiv => match divide(a, b) {
                Some(q) => q,
                None => return Err(self.zero_division_error("complex division by zero")),
            },
            BinaryOp::Pow => return self.complex_pow(a, b),
            BinaryOp::FloorDiv | BinaryOp::Mod => return Ok(Value::NOT_IMPLEMENTED),
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(self.new_complex(re, im).into())
    }

    /// `a ** b`.
    pub(crate) fn complex_pow(&mut self, a: Parts, b: Parts) -> Result {
        let zero_power = "0.0 to a negative or complex power";
        let result = if b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= 100.0 {
            let n = b.0 as i32;
            if n > 0 {
                power_unsigned(a, n as u32)
            } else {
                match divide((1.0, 0.0), power_unsigned(a, n.unsigned_abs())) {
                    Some(q) => q,
                    None => return Err(self.zero_division_error(zero_power)),
                }
            }
        } else if b == (0.0, 0.0) {
            (1.0, 0.0)
        } else if a == (0.0, 0.0) {
            if b.1 != 0.0 || b.0 < 0.0 {
                return Err(self.zero_division_error(zero_power));
            }
            (0.0, 0.0)
        } else {
            let magnitude = a.0.hypot(a.1);
            let mut length = magnitude.powf(b.0);
            let angle = a.1.atan2(a.0);
            let mut phase = angle * b.0;
            if b.1 != 0.0 {
                length /= (angle * b.1).exp();
                phase += b.1 * magnitude.ln();
            }
            if phase.is_infinite() {
                // The cosine reports a domain error, which CPython takes for this.
                return Err(self.zero_division_error(zero_power));
            }
            (length * phase.cos(), length * phase.sin())
        };
        if result.0.is_infinite() || result.1.is_infinite() {
            return Err(self.overflow_error("complex exponentiation"));
        }
        Ok(self.new_complex(result.0, result.1).into())
    }
}

/// Product.
pub fn multiply(a: Parts, b: Parts) -> Parts {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Quotient by Smith's method; `None` for division by zero.
pub fn divide(a: Parts, b: Parts) -> Option<Parts> {
    let (abs_re, abs_im) = (b.0.abs(), b.1.abs());
    if abs_re >= abs_im {
        if abs_re == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let denominator = b.0 + b.1 * ratio;
        Some(((a.0 + a.1 * ratio) / denominator, (a.1 - a.0 * ratio) / denominator))
    } else if abs_im >= abs_re {
        let ratio = b.0 / b.1;
        let denominator = b.0 * ratio + b.1;
        Some(((a.0 * ratio + a.1) / denominator, (a.1 * ratio - a.0) / denominator))
    } else {
        Some((f64::NAN, f64::NAN))
    }
}

fn power_unsigned(x: Parts, n: u32) -> Parts {
    let mut result = (1.0, 0.0);
    let mut power = x;
    let mut mask = 1u32;
    while mask > 0 && n >= mask {
        if n & mask != 0 {
            result = multiply(result, power);
        }
        mask <<= 1;
        power = multiply(power, power);
    }
    result
}
