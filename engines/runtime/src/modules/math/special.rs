//! Functions that CPython computes itself, by its formulas: gamma (Lanczos' approximation, g = 6.0246800407767296),
//! exact sums (Shewchuk 1997), norms with a differential correction, remainders; and those the standard library lacks.

use crate::ops::arithmetic::float::{frexp, ldexp};
use std::f64::consts::PI;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Not defined there.
    Domain,
    /// Too large.
    Range,
}

mod platform {
    // The platform's mathematical library, which the standard library links; CPython calls the same functions.
    unsafe extern "C" {
        pub safe fn erf(x: f64) -> f64;
        pub safe fn erfc(x: f64) -> f64;
        pub safe fn acosh(x: f64) -> f64;
        pub safe fn asinh(x: f64) -> f64;
        pub safe fn atanh(x: f64) -> f64;
        pub safe fn nextafter(x: f64, y: f64) -> f64;
    }
}

/// Error function.
pub fn erf(x: f64) -> f64 {
    platform::erf(x)
}

/// Complementary error function.
pub fn erfc(x: f64) -> f64 {
    platform::erfc(x)
}

/// Inverse hyperbolic cosine (the standard library's own formula differs in the last bit).
pub fn acosh(x: f64) -> f64 {
    platform::acosh(x)
}

/// Inverse hyperbolic sine.
pub fn asinh(x: f64) -> f64 {
    platform::asinh(x)
}

/// Inverse hyperbolic tangent.
pub fn atanh(x: f64) -> f64 {
    platform::atanh(x)
}

/// Next double after `x` towards `y`.
pub fn next_after(x: f64, y: f64) -> f64 {
    platform::nextafter(x, y)
}

/// IEEE remainder: `x - n*y` for the integer `n` nearest to `x / y`, ties to even.
pub fn remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    if y.is_infinite() {
        return x;
    }
    let (magnitude, modulus) = (x.abs(), y.abs());
    let m = magnitude % modulus;
    let complement = modulus - m;
    let r = if m < complement {
        m
    } else if m > complement {
        -complement
    } else {
        m - 2.0 * ((0.5 * (magnitude - m)) % modulus)
    };
    1f64.copysign(x) * r
}

const G: f64 = 6.02468004077673;
const G_MINUS_HALF: f64 = 5.52468004077673;
const LOG_PI: f64 = 1.1447298858494002;
#[expect(clippy::excessive_precision, reason = "as published")]
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR: [f64; 13] =
    [0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0];

/// Lanczos' rational function for a positive argument.
fn lanczos_sum(x: f64) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..NUMERATOR.len()).rev() {
            numerator = numerator * x + NUMERATOR[i];
            denominator = denominator * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..NUMERATOR.len() {
            numerator = numerator / x + NUMERATOR[i];
            denominator = denominator / x + DENOMINATOR[i];
        }
    }
    numerator / denominator
}

/// `sin(pi * x)`, accurate near the integers.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

/// Gamma function.
///
/// # Errors
/// At zero, negative integers and minus infinity; beyond 171.6.
pub fn gamma(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Ok(x) } else { Err(Failure::Domain) };
    }
    if x == 0.0 {
        return Err(Failure::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Failure::Domain);
        }
        if x <= 23.0 {
            // (x - 1)! is exact here.
            return Ok((1..x as u64).fold(1.0, |product, i| product * i as f64));
        }
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() { Err(Failure::Range) } else { Ok(r) };
    }
    if magnitude > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Failure::Range) };
    }
    let y = magnitude + G_MINUS_HALF;
    let z = if magnitude > G_MINUS_HALF { (y - magnitude) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - magnitude };
    let z = z * G / y;
    let r = if x < 0.0 {
        let mut r = -PI / sin_pi(magnitude) / magnitude * y.exp() / lanczos_sum(magnitude);
        r -= z * r;
        if magnitude < 140.0 {
            r / y.powf(magnitude - 0.5)
        } else {
            let root = y.powf(magnitude / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos_sum(magnitude) / y.exp();
        r += z * r;
        if magnitude < 140.0 {
            r * y.powf(magnitude - 0.5)
        } else {
            let root = y.powf(magnitude / 2.0 - 0.25);
            r * root * root
        }
    };
    if r.is_infinite() { Err(Failure::Range) } else { Ok(r) }
}

/// Logarithm of the absolute value of the gamma function.
///
/// # Errors
/// At zero and negative integers; when too large.
pub fn lgamma(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Failure::Domain) } else { Ok(0.0) };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-magnitude.ln());
    }
    let mut r = lanczos_sum(magnitude).ln() - G;
    r += (magnitude - 0.5) * ((magnitude + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LOG_PI - sin_pi(magnitude).abs().ln() - magnitude.ln() - r;
    }
    if r.is_infinite() { Err(Failure::Range) } else { Ok(r) }
}

/// Euclidean norm of absolute values, within one unit in the last place: squares are summed with their rounding errors
/// and the root is corrected once.
pub fn vector_norm(values: &[f64]) -> f64 {
    let max = values.iter().copied().fold(0.0, f64::max);
    if max.is_infinite() {
        return max;
    }
    if values.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if max == 0.0 || values.len() <= 1 {
        return max;
    }
    let (_, exponent) = frexp(max);
    if exponent < -1023 {
        // The scale would overflow.
        let (mut sum, mut low) = (1.0, 0.0);
        for &x in values {
            let square = (x / max) * (x / max);
            let old = sum;
            sum += square;
            low += (old - sum) + square;
        }
        return max * (sum - 1.0 + low).sqrt();
    }
    let scale = ldexp(1.0, -exponent);
    let (mut sum, mut product_low, mut sum_low) = (1.0, 0.0, 0.0);
    let mut accumulate = |a: f64, b: f64| {
        let high = a * b;
        let next = sum + high;
        product_low += a.mul_add(b, -high);
        sum_low += (sum - next) + high;
        sum = next;
        sum - 1.0 + (product_low + sum_low)
    };
    let mut total = 0.0;
    for &x in values {
        total = accumulate(x * scale, x * scale);
    }
    let root = total.sqrt();
    let error = accumulate(-root, root);
    (root + error / (2.0 * root)) / scale
}

/// Sum of doubles without rounding until the end: non-overlapping partial sums of increasing size.
#[derive(Default)]
pub struct ExactSum {
    partials: Vec<f64>,
    infinities: f64,
    specials: f64,
}

impl ExactSum {
    /// Adds a number; false when a finite partial sum overflows.
    pub fn add(&mut self, value: f64) -> bool {
        let mut x = value;
        let mut kept = 0;
        for i in 0..self.partials.len() {
            let mut y = self.partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x == 0.0 {
            return true;
        }
        if x.is_finite() {
            self.partials.push(x);
            return true;
        }
        if value.is_finite() {
            return false;
        }
        if value.is_infinite() {
            self.infinities += value;
        }
        self.specials += value;
        self.partials.clear();
        true
    }

    /// The sum, rounded once, half to even; `None` for infinities of both signs.
    pub fn finish(mut self) -> Option<f64> {
        if self.specials != 0.0 {
            return if self.infinities.is_nan() { None } else { Some(self.specials) };
        }
        let Some(mut high) = self.partials.pop() else { return Some(0.0) };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // A tie was rounded to even on the sight of `low` alone; what remains below decides it.
        if let Some(&next) = self.partials.last()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        Some(high)
    }
}
