//! Integer functions of `math`.

use crate::Runtime;
use crate::object::function::Args;
use crate::ops::arithmetic::integer::IntRef;
use crate::types::number::int;
use crate::value::{Result, Value};
use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

fn integer(rt: &mut Runtime, v: Value) -> Result<IntRef> {
    let index = rt.index(v)?;
    Ok(IntRef::of(index).unwrap_or(IntRef::Small(0)))
}

/// Product of `low..=high` by halves, so that factors of like size are multiplied.
fn range_product(low: u64, high: u64) -> Big {
    if low > high {
        return Big::one();
    }
    if high - low < 16 {
        let mut product = Big::one();
        let mut part = 1u64;
        for i in low..=high {
            match part.checked_mul(i) {
                Some(p) => part = p,
                None => {
                    product *= part;
                    part = i;
                }
            }
        }
        return product * part;
    }
    let middle = low + (high - low) / 2;
    range_product(low, middle) * range_product(middle + 1, high)
}

pub(super) fn factorial(rt: &mut Runtime, v: Value) -> Result {
    let n = integer(rt, v)?;
    if n.is_negative() {
        return Err(rt.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        return Err(rt.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)));
    };
    // log2(n!) > n * (log2(n) - 1.45).
    if n as f64 * ((n as f64 + 1.0).log2() - 1.45) > rt.memory_bytes as f64 * 8.0 {
        return Err(rt.memory_error());
    }
    let product = range_product(1, n as u64);
    Ok(rt.new_bigint(product))
}

fn no_keywords(rt: &mut Runtime, args: Args<'_>, name: &str) -> Result<()> {
    if args.keywords.is_empty() { Ok(()) } else { Err(rt.type_error(format!("math.{name}() takes no keyword arguments"))) }
}

pub(super) fn gcd(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "gcd")?;
    let mut result = Value::small_int(0);
    for &v in args.positional {
        let next = integer(rt, v)?;
        let so_far = integer(rt, result)?;
        let divisor = match (so_far, next) {
            (IntRef::Small(a), IntRef::Small(b)) => Big::from(a.gcd(&b)),
            _ => int::gcd(so_far, next),
        };
        result = rt.new_bigint(divisor);
    }
    Ok(result)
}

pub(super) fn lcm(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "lcm")?;
    let mut result = Big::one();
    for &v in args.positional {
        let next = integer(rt, v)?;
        result = result.lcm(next.big().as_ref()).abs();
    }
    Ok(rt.new_bigint(result))
}

pub(super) fn isqrt(rt: &mut Runtime, v: Value) -> Result {
    let n = integer(rt, v)?;
    if n.is_negative() {
        return Err(rt.value_error("isqrt() argument must be nonnegative"));
    }
    let root = int::isqrt(n);
    Ok(rt.new_bigint(root))
}

/// Falling product `n * (n - 1) * ... * (n - k + 1)`.
fn falling(n: &Big, k: u64) -> Big {
    if let Ok(n) = u64::try_from(n) {
        return range_product(n - k + 1, n);
    }
    let mut product = Big::one();
    for i in 0..k {
        product *= n - i;
    }
    product
}

/// The two arguments of `comb` and `perm`.
fn n_and_k(rt: &mut Runtime, n: Value, k: Value) -> Result<(Big, Big)> {
    let n = integer(rt, n)?;
    let k = integer(rt, k)?;
    if n.is_negative() {
        return Err(rt.value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(rt.value_error("k must be a non-negative integer"));
    }
    Ok((n.big().into_owned(), k.big().into_owned()))
}

pub(super) fn perm(rt: &mut Runtime, n: Value, k: Value) -> Result {
    if k.is_empty() || k.is_none() {
        return factorial(rt, n);
    }
    let (n, k) = n_and_k(rt, n, k)?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let Ok(k) = u64::try_from(&k) else {
        return Err(rt.overflow_error(format!("k must not exceed {}", i64::MAX)));
    };
    if k.saturating_mul(n.bits() / 2) > rt.memory_bytes as u64 * 8 {
        return Err(rt.memory_error());
    }
    let product = falling(&n, k);
    Ok(rt.new_bigint(product))
}

pub(super) fn comb(rt: &mut Runtime, n: Value, k: Value) -> Result {
    let (n, k) = n_and_k(rt, n, k)?;
    if k > n {
        return Ok(Value::small_int(0));
    }
    let other: Big = &n - &k;
    let k = if other < k { other } else { k };
    if k.is_zero() {
        return Ok(Value::small_int(1));
    }
    let Ok(k) = u64::try_from(&k) else {
        return Err(rt.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if k.saturating_mul(2) > rt.memory_bytes as u64 * 8 {
        return Err(rt.memory_error());
    }
    let result = falling(&n, k) / range_product(1, k);
    Ok(rt.new_bigint(result))
}
