//! `int` (and `bool`) arithmetic: immediate integers on machine words, everything else on `num_bigint`.
//!
//! Results that fit 49 bits are always immediate. Nothing here looks at special methods.

use super::Overflow;
use crate::Runtime;
use crate::object::Gc;
use crate::object::int::BigInt;
use crate::ops::BinaryOp;
use crate::value::{Raised, Result, Value};
use num_bigint::{BigInt as Big, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::borrow::Cow;

/// A Python integer, looked at.
#[derive(Clone, Copy)]
pub enum IntRef {
    /// Immediate, or a `bool`.
    Small(i64),
    /// In the heap.
    Big(Gc<BigInt>),
}

impl IntRef {
    /// The integer in a value that is an `int` or `bool` (no payload of a subclass; see
    /// [`crate::object::instance::native_payload`]).
    #[inline]
    pub fn of(v: Value) -> Option<IntRef> {
        match v.as_small_int_or_bool() {
            Some(i) => Some(IntRef::Small(i)),
            None => v.as_object::<BigInt>().map(IntRef::Big),
        }
    }

    /// As a big integer, borrowed when it is one.
    pub fn big(&self) -> Cow<'_, Big> {
        match self {
            IntRef::Small(i) => Cow::Owned(Big::from(*i)),
            IntRef::Big(b) => b.value(),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        matches!(self, IntRef::Small(0))
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(i) => i < 0,
            IntRef::Big(b) => b.is_negative(),
        }
    }

    /// As `i64`, when it fits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(i) => Some(i),
            IntRef::Big(b) => b.wide()?.try_into().ok(),
        }
    }

    /// As `i128`, when it fits.
    #[inline]
    pub fn to_i128(self) -> Option<i128> {
        match self {
            IntRef::Small(i) => Some(i.into()),
            IntRef::Big(b) => b.wide(),
        }
    }

    /// Nearest double, ties to even; `Err` when it would overflow.
    pub fn to_f64(self) -> std::result::Result<f64, Overflow> {
        match self {
            IntRef::Small(i) => Ok(i as f64),
            IntRef::Big(b) => match b.wide() {
                // The conversion rounds to nearest, ties to even.
                Some(i) => Ok(i as f64),
                None => big_to_f64(&b.value()),
            },
        }
    }

    /// Number of bits of the absolute value.
    pub fn bits(self) -> u64 {
        match self {
            IntRef::Small(i) => 64 - i.unsigned_abs().leading_zeros() as u64,
            IntRef::Big(b) => match b.wide() {
                Some(i) => 128 - u64::from(i.unsigned_abs().leading_zeros()),
                None => b.value().bits(),
            },
        }
    }
}

/// Nearest double of a big integer, ties to even; `Err` when it would overflow.
pub fn big_to_f64(value: &Big) -> std::result::Result<f64, Overflow> {
    match value.to_f64() {
        Some(f) if f.is_finite() => Ok(f),
        _ => Err(Overflow),
    }
}

impl Runtime {
    /// `a op b` of two integers.
    pub(crate) fn int_binary(&mut self, op: BinaryOp, a: IntRef, b: IntRef) -> Result {
        match (a, b) {
            (IntRef::Small(x), IntRef::Small(y)) => self.small_int_binary(op, x, y),
            _ => self.big_int_binary(op, a, b),
        }
    }

    /// `a op b` of two 49-bit integers.
    #[inline]
    pub(crate) fn small_int_binary(&mut self, op: BinaryOp, a: i64, b: i64) -> Result {
        match op {
            BinaryOp::Add => Ok(self.new_int(a + b)),
            BinaryOp::Sub => Ok(self.new_int(a - b)),
            BinaryOp::Mul => match a.checked_mul(b) {
                Some(product) => Ok(self.new_int(product)),
                None => Ok(self.new_wide_int(a as i128 * b as i128)),
            },
            BinaryOp::TrueDiv => {
                if b == 0 {
                    return Err(self.zero_division_error("division by zero"));
                }
                // Both are exact doubles, so one division rounds correctly.
                Ok(Value::float(a as f64 / b as f64))
            }
            BinaryOp::FloorDiv => {
                if b == 0 {
                    return Err(self.zero_division_error("integer division or modulo by zero"));
                }
                Ok(self.new_int(floor_div(a, b)))
            }
            BinaryOp::Mod => {
                if b == 0 {
                    return Err(self.zero_division_error("integer modulo by zero"));
                }
                Ok(Value::small_int(floor_mod(a, b)))
            }
            BinaryOp::BitAnd => Ok(Value::small_int(a & b)),
            BinaryOp::BitOr => Ok(Value::small_int(a | b)),
            BinaryOp::BitXor => Ok(Value::small_int(a ^ b)),
            BinaryOp::LShift if (0..15).contains(&b) => Ok(self.new_int(a << b)),
            BinaryOp::RShift if b >= 0 => Ok(Value::small_int(a >> b.min(63))),
            BinaryOp::LShift | BinaryOp::RShift => self.shift(op, IntRef::Small(a), IntRef::Small(b)),
            BinaryOp::Pow => self.int_pow(IntRef::Small(a), IntRef::Small(b)),
            BinaryOp::MatMul => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    fn big_int_binary(&mut self, op: BinaryOp, a: IntRef, b: IntRef) -> Result {
        if let (Some(x), Some(y)) = (a.to_i128(), b.to_i128())
            && let Some(result) = wide_binary(op, x, y)
        {
            return Ok(self.new_wide_int(result));
        }
        let result = match op {
            BinaryOp::Add => match (a, b) {
                (IntRef::Big(x), IntRef::Small(y)) => x.value().as_ref() + y,
                (IntRef::Small(x), IntRef::Big(y)) => y.value().as_ref() + x,
                _ => a.big().as_ref() + b.big().as_ref(),
            },
            BinaryOp::Sub => match (a, b) {
                (IntRef::Big(x), IntRef::Small(y)) => x.value().as_ref() - y,
                (IntRef::Small(x), IntRef::Big(y)) => x - y.value().as_ref(),
                _ => a.big().as_ref() - b.big().as_ref(),
            },
            BinaryOp::Mul => {
                if a.bits() + b.bits() > self.memory_bytes as u64 * 8 {
                    return Err(self.memory_error());
                }
                match (a, b) {
                    (IntRef::Big(x), IntRef::Small(y)) => x.value().as_ref() * y,
                    (IntRef::Small(x), IntRef::Big(y)) => y.value().as_ref() * x,
                    _ => a.big().as_ref() * b.big().as_ref(),
                }
            }
            BinaryOp::TrueDiv => {
                if b.is_zero() {
                    return Err(self.zero_division_error("division by zero"));
                }
                return match true_divide(&a.big(), &b.big()) {
                    Ok(f) => Ok(Value::float(f)),
                    Err(Overflow) => Err(self.overflow_error("integer division result too large for a float")),
                };
            }
            BinaryOp::FloorDiv => {
                if b.is_zero() {
                    return Err(self.zero_division_error("integer division or modulo by zero"));
                }
                div_mod_floor(&a.big(), &b.big()).0
            }
            BinaryOp::Mod => {
                if b.is_zero() {
                    return Err(self.zero_division_error("integer modulo by zero"));
                }
                div_mod_floor(&a.big(), &b.big()).1
            }
            BinaryOp::BitAnd => a.big().as_ref() & b.big().as_ref(),
            BinaryOp::BitOr => a.big().as_ref() | b.big().as_ref(),
            BinaryOp::BitXor => a.big().as_ref() ^ b.big().as_ref(),
            BinaryOp::LShift | BinaryOp::RShift => return self.shift(op, a, b),
            BinaryOp::Pow => return self.int_pow(a, b),
            BinaryOp::MatMul => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(self.new_bigint(result))
    }

    fn shift(&mut self, op: BinaryOp, a: IntRef, b: IntRef) -> Result {
        if b.is_negative() {
            return Err(self.value_error("negative shift count"));
        }
        if a.is_zero() {
            return Ok(Value::small_int(0));
        }
        let count = b.to_i64();
        if op == BinaryOp::RShift {
            return Ok(match count {
                Some(n) if (n as u64) < a.bits() => self.new_bigint(a.big().as_ref() >> n as u64),
                _ => Value::small_int(if a.is_negative() { -1 } else { 0 }),
            });
        }
        match count {
            // CPython counts 30-bit digits; only a digit count beyond its index type is an OverflowError.
            None if b.bits() > 68 => Err(self.overflow_error("too many digits in integer")),
            None => Err(self.memory_error()),
            Some(n) if n as u64 + a.bits() > self.memory_bytes as u64 * 8 => Err(self.memory_error()),
            Some(n) => Ok(self.new_bigint(a.big().as_ref() << n as u64)),
        }
    }

    fn int_pow(&mut self, base: IntRef, exponent: IntRef) -> Result {
        if exponent.is_negative() {
            let (Ok(x), Ok(y)) = (base.to_f64(), exponent.to_f64()) else { return Err(self.int_too_large()) };
            return self.float_pow(x, y);
        }
        let Some(n) = exponent.to_i64() else {
            return match base {
                IntRef::Small(0 | 1) => Ok(Value::small_int(base.to_i64().unwrap_or(0))),
                IntRef::Small(-1) => Ok(Value::small_int(if exponent.big().is_odd() { -1 } else { 1 })),
                _ => Err(self.memory_error()),
            };
        };
        if let IntRef::Small(b) = base {
            if let (0 | 1, _) | (_, 0) = (b, n) {
                return Ok(Value::small_int(if n == 0 { 1 } else { b }));
            }
            if b == -1 {
                return Ok(Value::small_int(if n & 1 == 1 { -1 } else { 1 }));
            }
            if let Some(result) = u32::try_from(n).ok().and_then(|n| b.checked_pow(n)) {
                return Ok(self.new_int(result));
            }
        }
        if (base.bits() - 1).saturating_mul(n as u64) > self.memory_bytes as u64 * 8 {
            return Err(self.memory_error());
        }
        let Ok(n) = u32::try_from(n) else { return Err(self.memory_error()) };
        let result = num_traits::Pow::pow(base.big().as_ref(), n);
        Ok(self.new_bigint(result))
    }

    /// `pow(base, exponent, modulus)` of integers.
    pub(crate) fn int_pow_mod(&mut self, base: IntRef, exponent: IntRef, modulus: IntRef) -> Result {
        if modulus.is_zero() {
            return Err(self.value_error("pow() 3rd argument cannot be 0"));
        }
        if let (Some(b), Some(e), Some(m)) = (base.to_i128(), exponent.to_i128(), modulus.to_i64())
            && e >= 0
            && m > 0
        {
            return Ok(self.new_wide_int(small_pow_mod(b, e as u128, m)));
        }
        let m = modulus.big().into_owned();
        let mut b = base.big().into_owned();
        let mut e = exponent.big().into_owned();
        if e.is_negative() {
            let positive = m.abs();
            if positive.is_one() {
                return Ok(Value::small_int(0));
            }
            let extended = b.mod_floor(&positive).extended_gcd(&positive);
            if !extended.gcd.is_one() {
                return Err(self.value_error("base is not invertible for the given modulus"));
            }
            b = extended.x;
            e = -e;
        }
        // `modpow` takes the sign of the modulus, as Python does.
        let result = b.modpow(&e, &m);
        Ok(self.new_bigint(result))
    }

    /// Raises `OverflowError: int too large to convert to float`.
    #[cold]
    pub(crate) fn int_too_large(&mut self) -> Raised {
        self.overflow_error("int too large to convert to float")
    }

    /// `-a`, `+a`, `~a` of an integer.
    pub(crate) fn int_negate(&mut self, a: IntRef) -> Value {
        match a {
            IntRef::Small(i) => self.new_int(-i),
            IntRef::Big(b) => {
                if let Some(negative) = b.wide().and_then(i128::checked_neg) {
                    return self.new_wide_int(negative);
                }
                let n = -b.value().into_owned();
                self.new_bigint(n)
            }
        }
    }

    /// `~a`.
    pub(crate) fn int_invert(&mut self, a: IntRef) -> Value {
        match a {
            IntRef::Small(i) => Value::small_int(!i),
            IntRef::Big(b) => {
                if let Some(i) = b.wide() {
                    return self.new_wide_int(!i);
                }
                let n = -(b.value().as_ref() + 1i32);
                self.new_bigint(n)
            }
        }
    }

    /// `divmod(a, b)` as quotient and remainder.
    pub(crate) fn int_divmod(&mut self, a: IntRef, b: IntRef) -> Result<(Value, Value)> {
        if b.is_zero() {
            return Err(self.zero_division_error("integer division or modulo by zero"));
        }
        if let (IntRef::Small(x), IntRef::Small(y)) = (a, b) {
            let q = self.new_int(floor_div(x, y));
            return Ok((q, Value::small_int(floor_mod(x, y))));
        }
        if let (Some(x), Some(y)) = (a.to_i128(), b.to_i128())
            && let Some((q, r)) = wide_div_mod(x, y)
        {
            return Ok((self.new_wide_int(q), self.new_wide_int(r)));
        }
        let (q, r) = div_mod_floor(&a.big(), &b.big());
        let q = self.new_bigint(q);
        let r = self.new_bigint(r);
        Ok((q, r))
    }
}

/// `base ** exponent % modulus` for a positive modulus, by squaring.
fn small_pow_mod(base: i128, mut exponent: u128, modulus: i64) -> i128 {
    let m = modulus.unsigned_abs();
    let times = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(m)) as u64;
    let mut square = base.rem_euclid(i128::from(modulus)) as u64;
    let mut result = 1 % m;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent >>= 1;
    }
    result.into()
}

/// Quotient rounded to minus infinity; `b` is not zero and the operands have 49 bits.
#[inline(always)]
pub fn floor_div(a: i64, b: i64) -> i64 {
    let q = a / b;
    if a % b != 0 && (a < 0) != (b < 0) { q - 1 } else { q }
}

/// Remainder with the sign of the divisor; `b` is not zero and the operands have 49 bits.
#[inline(always)]
pub fn floor_mod(a: i64, b: i64) -> i64 {
    let r = a % b;
    if r != 0 && (r ^ b) < 0 { r + b } else { r }
}

/// `a op b` without memory of its own, where that is simple and the result certainly fits; division by zero is not.
#[inline]
fn wide_binary(op: BinaryOp, a: i128, b: i128) -> Option<i128> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::FloorDiv => wide_div_mod(a, b).map(|(q, _)| q),
        BinaryOp::Mod => wide_div_mod(a, b).map(|(_, r)| r),
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        BinaryOp::RShift if b >= 0 => Some(a >> b.min(127)),
        BinaryOp::LShift if (0..127).contains(&b) && (a << b) >> b == a => Some(a << b),
        _ => None,
    }
}

/// Quotient rounded to minus infinity and remainder with the sign of the divisor; nothing for division by zero and for the
/// one quotient that does not fit.
#[inline]
fn wide_div_mod(a: i128, b: i128) -> Option<(i128, i128)> {
    if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
        return Some((x.checked_div(y)?.into(), (x % y).into()));
    }
    if b == 0 {
        return None;
    }
    let (q, r) = (a.checked_div(b)?, a % b);
    Some(if r != 0 && (r ^ b) < 0 { (q - 1, r + b) } else { (q, r) })
}

/// The number of an immediate integer or of a big one of at most 128 bits.
#[inline]
fn wide_of(v: Value) -> Option<i128> {
    match v.as_small_int() {
        Some(i) => Some(i.into()),
        None => v.as_object::<BigInt>()?.wide(),
    }
}

impl Runtime {
    /// `a op b` of integers of at most 128 bits, one of them not immediate, where the result is one as well.
    #[inline]
    pub(crate) fn wide_int_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Value> {
        let result = wide_binary(op, wide_of(a)?, wide_of(b)?)?;
        Some(self.new_wide_int(result))
    }
}

/// Order of integers of at most 128 bits.
#[inline]
pub(crate) fn wide_int_order(a: Value, b: Value) -> Option<std::cmp::Ordering> {
    Some(wide_of(a)?.cmp(&wide_of(b)?))
}

/// Quotient rounded to minus infinity and remainder with the sign of the divisor, which is not zero.
fn div_mod_floor(a: &Big, b: &Big) -> (Big, Big) {
    let Some((quotient, remainder)) = short_quotient(a.magnitude(), b.magnitude()) else { return a.div_mod_floor(b) };
    let negative = a.is_negative() != b.is_negative();
    match (negative, remainder.is_zero()) {
        (true, true) => (-Big::from(quotient), Big::ZERO),
        (true, false) => (-Big::from(quotient + 1), Big::from_biguint(b.sign(), b.magnitude() - remainder)),
        (false, _) => (Big::from(quotient), Big::from_biguint(b.sign(), remainder)),
    }
}

/// Quotient and remainder of a division whose quotient is one word: two passes over the operands, where the general
/// division is built for long quotients. `None` for other operands. The leading words give a quotient that is at most
/// two too small (Knuth, volume 2, 4.3.1, theorem A).
fn short_quotient(a: &BigUint, b: &BigUint) -> Option<(u64, BigUint)> {
    const WORD: u64 = 64;
    let (a_bits, b_bits) = (a.bits(), b.bits());
    if b_bits < 2 * WORD || a_bits < b_bits || a_bits - b_bits > 60 {
        return None;
    }
    let shift = b_bits - WORD;
    let mut quotient = (leading_bits(a, shift) / (leading_bits(b, shift) + 1)) as u64;
    let mut remainder = a - b * quotient;
    while remainder >= *b {
        remainder -= b;
        quotient += 1;
    }
    Some((quotient, remainder))
}

/// `a >> shift`, which has at most 128 bits.
fn leading_bits(a: &BigUint, shift: u64) -> u128 {
    let (skipped, bits) = ((shift / 64) as usize, shift % 64);
    let words = a.iter_u64_digits();
    let kept = words.len().saturating_sub(skipped);
    let mut leading = [0u128; 3];
    for (i, word) in words.rev().take(kept.min(leading.len())).enumerate() {
        leading[kept - 1 - i] = word.into();
    }
    let low = (leading[0] | leading[1] << 64) >> bits;
    if bits == 0 { low } else { low | leading[2] << (128 - bits) }
}

/// `a / b` rounded once to the nearest double, ties to even (the method of CPython's `long_true_divide`): the quotient
/// is computed with two bits more than a double keeps, the lower of them sticky.
pub fn true_divide(a: &Big, b: &Big) -> std::result::Result<f64, Overflow> {
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.magnitude(), b.magnitude());
    let difference = a.bits() as i64 - b.bits() as i64;
    if difference > 1024 {
        return Err(Overflow);
    }
    if difference < -1075 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let shift = difference.max(-1021) - 53 - 2;
    let (quotient, remainder) = if shift <= 0 { (a << (-shift) as u64).div_rem(b) } else { a.div_rem(&(b << shift as u64)) };
    let mut x = quotient.to_u64().unwrap_or(u64::MAX) | u64::from(!remainder.is_zero());
    let x_bits = 64 - x.leading_zeros() as i64;
    let extra = x_bits.max(-1021 - shift) - 53;
    let mask = 1u64 << (extra - 1);
    // Up when above the tie, or at the tie with an odd kept part.
    if x & mask != 0 && x & (3 * mask - 1) != 0 {
        x += mask;
    }
    x &= !(2 * mask - 1);
    let result = super::float::ldexp(x as f64, shift as i32);
    if result.is_infinite() {
        return Err(Overflow);
    }
    Ok(if negative { -result } else { result })
}

/// Sign of a big integer as -1, 0 or 1.
pub fn signum(value: &Big) -> i64 {
    match value.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}
