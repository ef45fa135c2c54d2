//! Real-valued distributions, each by the method and in the order of operations of CPython's `random.py`.

use super::{draw, with_generator};
use crate::Runtime;
use crate::ops::BinaryOp;
use crate::value::{Result, Value};
use std::f64::consts::{E, PI, TAU};

fn optional(rt: &mut Runtime, v: Value, default: f64) -> Result<f64> {
    if v.is_empty() { Ok(default) } else { rt.to_f64(v) }
}

pub(super) fn uniform(rt: &mut Runtime, this: Value, a: Value, b: Value) -> Result {
    // Any numbers: a + (b - a) * random().
    let width = rt.binary(BinaryOp::Sub, b, a)?;
    let r = Value::float(draw(rt, this)?);
    let offset = rt.binary(BinaryOp::Mul, width, r)?;
    rt.binary(BinaryOp::Add, a, offset)
}

pub(super) fn triangular(rt: &mut Runtime, this: Value, low: Value, high: Value, mode: Value) -> Result {
    let mut u = draw(rt, this)?;
    let (mut from, mut to) = (optional(rt, low, 0.0)?, optional(rt, high, 1.0)?);
    let mut c = if mode.is_empty() || mode.is_none() {
        0.5
    } else {
        let mode = rt.to_f64(mode)?;
        if to - from == 0.0 {
            return Ok(low.present().unwrap_or(Value::float(0.0)));
        }
        (mode - from) / (to - from)
    };
    if u > c {
        u = 1.0 - u;
        c = 1.0 - c;
        std::mem::swap(&mut from, &mut to);
    }
    Ok(Value::float(from + (to - from) * (u * c).sqrt()))
}

/// Kinderman and Monahan's ratio of uniform deviates.
fn standard_normal(rt: &mut Runtime, this: Value) -> Result<f64> {
    let constant = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
    loop {
        let u1 = draw(rt, this)?;
        let u2 = 1.0 - draw(rt, this)?;
        let z = constant * (u1 - 0.5) / u2;
        if z * z / 4.0 <= -u2.ln() {
            return Ok(z);
        }
    }
}

pub(super) fn normalvariate(rt: &mut Runtime, this: Value, mu: Value, sigma: Value) -> Result {
    let (mu, sigma) = (optional(rt, mu, 0.0)?, optional(rt, sigma, 1.0)?);
    Ok(Value::float(mu + standard_normal(rt, this)? * sigma))
}

pub(super) fn gauss(rt: &mut Runtime, this: Value, mu: Value, sigma: Value) -> Result {
    let (mu, sigma) = (optional(rt, mu, 0.0)?, optional(rt, sigma, 1.0)?);
    let z = match with_generator(rt, this, |_, next| next.take())? {
        Some(z) => z,
        None => {
            let angle = draw(rt, this)? * TAU;
            let radius = (-2.0 * (1.0 - draw(rt, this)?).ln()).sqrt();
            with_generator(rt, this, |_, next| next.set(Some(angle.sin() * radius)))?;
            angle.cos() * radius
        }
    };
    Ok(Value::float(mu + z * sigma))
}

pub(super) fn lognormvariate(rt: &mut Runtime, this: Value, mu: Value, sigma: Value) -> Result {
    let (mu, sigma) = (rt.to_f64(mu)?, rt.to_f64(sigma)?);
    let r = (mu + standard_normal(rt, this)? * sigma).exp();
    if r.is_infinite() { Err(rt.range_error()) } else { Ok(Value::float(r)) }
}

pub(super) fn expovariate(rt: &mut Runtime, this: Value, lambd: Value) -> Result {
    let rate = rt.to_f64(lambd)?;
    let numerator = -(1.0 - draw(rt, this)?).ln();
    if rate == 0.0 {
        return Err(rt.zero_division_error("float division by zero"));
    }
    Ok(Value::float(numerator / rate))
}

pub(super) fn vonmisesvariate(rt: &mut Runtime, this: Value, mu: Value, kappa: Value) -> Result {
    let (mu, kappa) = (rt.to_f64(mu)?, rt.to_f64(kappa)?);
    if kappa <= 1e-6 {
        return Ok(Value::float(TAU * draw(rt, this)?));
    }
    let s = 0.5 / kappa;
    let r = s + (1.0 + s * s).sqrt();
    let z = loop {
        let z = (PI * draw(rt, this)?).cos();
        let d = z / (r + z);
        let u = draw(rt, this)?;
        if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
            break z;
        }
    };
    let q = 1.0 / r;
    let f = (q + z) / (1.0 + q * z);
    let angle = if draw(rt, this)? > 0.5 { mu + f.acos() } else { mu - f.acos() };
    Ok(Value::float(crate::ops::arithmetic::float::modulo(angle, TAU)))
}

fn gamma(rt: &mut Runtime, this: Value, alpha: f64, beta: f64) -> Result<f64> {
    if alpha <= 0.0 || beta <= 0.0 {
        return Err(rt.value_error("gammavariate: alpha and beta must be > 0.0"));
    }
    if alpha > 1.0 {
        // Cheng 1977.
        let (log_4, magic) = (4f64.ln(), 1.0 + 4.5f64.ln());
        let ainv = (2.0 * alpha - 1.0).sqrt();
        let (b, c) = (alpha - log_4, alpha + ainv);
        loop {
            let u1 = draw(rt, this)?;
            if !(1e-7 < u1 && u1 < 0.9999999) {
                continue;
            }
            let u2 = 1.0 - draw(rt, this)?;
            let v = (u1 / (1.0 - u1)).ln() / ainv;
            let x = alpha * v.exp();
            let z = u1 * u1 * u2;
            let r = b + c * v - x;
            if r + magic - 4.5 * z >= 0.0 || r >= z.ln() {
                return Ok(x * beta);
            }
        }
    }
    if alpha == 1.0 {
        return Ok(-(1.0 - draw(rt, this)?).ln() * beta);
    }
    // Ahrens and Dieter 1974, algorithm GS.
    loop {
        let u = draw(rt, this)?;
        let b = (E + alpha) / E;
        let p = b * u;
        let x = if p <= 1.0 { p.powf(1.0 / alpha) } else { -((b - p) / alpha).ln() };
        let u1 = draw(rt, this)?;
        if if p > 1.0 { u1 <= x.powf(alpha - 1.0) } else { u1 <= (-x).exp() } {
            return Ok(x * beta);
        }
    }
}

pub(super) fn gammavariate(rt: &mut Runtime, this: Value, alpha: Value, beta: Value) -> Result {
    let (alpha, beta) = (rt.to_f64(alpha)?, rt.to_f64(beta)?);
    Ok(Value::float(gamma(rt, this, alpha, beta)?))
}

pub(super) fn betavariate(rt: &mut Runtime, this: Value, alpha: Value, beta: Value) -> Result {
    let (alpha, beta) = (rt.to_f64(alpha)?, rt.to_f64(beta)?);
    let y = gamma(rt, this, alpha, 1.0)?;
    if y == 0.0 {
        return Ok(Value::float(0.0));
    }
    Ok(Value::float(y / (y + gamma(rt, this, beta, 1.0)?)))
}

pub(super) fn paretovariate(rt: &mut Runtime, this: Value, alpha: Value) -> Result {
    let alpha = rt.to_f64(alpha)?;
    let u = 1.0 - draw(rt, this)?;
    rt.float_binary(BinaryOp::Pow, u, -1.0 / alpha)
}

pub(super) fn weibullvariate(rt: &mut Runtime, this: Value, alpha: Value, beta: Value) -> Result {
    let (alpha, beta) = (rt.to_f64(alpha)?, rt.to_f64(beta)?);
    let u = 1.0 - draw(rt, this)?;
    Ok(Value::float(alpha * (-u.ln()).powf(1.0 / beta)))
}
