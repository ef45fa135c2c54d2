//! Integers, items and permutations.

use super::{draw, overridden, with_generator};
use crate::Runtime;
use crate::object::Kind;
use crate::object::dict::Dict;
use crate::object::function::Args;
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::ops::BinaryOp;
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Raised, Result, Value};
use num_bigint::{BigInt as Big, BigUint};
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};
use rustc_hash::FxHashSet;

/// `k` random bits as an integer.
fn random_bits(rt: &mut Runtime, this: Value, k: u64) -> Result<Big> {
    if k == 0 {
        return Ok(Big::zero());
    }
    if k <= 64 {
        return Ok(Big::from(with_generator(rt, this, |t, _| t.bits(k as u32))?));
    }
    if k / 8 > rt.memory_bytes as u64 {
        return Err(rt.memory_error());
    }
    let count = k.div_ceil(32);
    let words = with_generator(rt, this, |t, _| {
        let mut words: Vec<u32> = (0..count).map(|_| t.word()).collect();
        let spare = (count * 32 - k) as u32;
        if let Some(last) = words.last_mut() {
            *last >>= spare;
        }
        words
    })?;
    Ok(Big::from(BigUint::new(words)))
}

pub(super) fn getrandbits(rt: &mut Runtime, this: Value, k: Value) -> Result {
    let k = rt.index_i64(k)?;
    if k < 0 {
        return Err(rt.value_error("number of bits must be non-negative"));
    }
    let bits = random_bits(rt, this, k as u64)?;
    Ok(rt.new_bigint(bits))
}

pub(super) fn randbytes(rt: &mut Runtime, this: Value, n: Value) -> Result {
    let n = rt.index_i64(n)?;
    if n < 0 {
        return Err(rt.value_error("number of bits must be non-negative"));
    }
    let bits = random_bits(rt, this, n as u64 * 8)?;
    let mut bytes = bits.magnitude().to_bytes_le();
    bytes.resize(n as usize, 0);
    Ok(rt.new_bytes(bytes).into())
}

/// A random integer in `0..n`, `n` positive: bits are drawn until they are below `n`.
fn randbelow(rt: &mut Runtime, this: Value, n: &Big) -> Result<Big> {
    if let Some(n) = n.to_u64() {
        return randbelow_small(rt, this, n).map(Big::from);
    }
    if let Some(r) = randbelow_overridden(rt, this, n)? {
        return Ok(r);
    }
    loop {
        let r = random_bits(rt, this, n.bits())?;
        if r < *n {
            return Ok(r);
        }
    }
}

/// As [`randbelow`].
fn randbelow_small(rt: &mut Runtime, this: Value, n: u64) -> Result<u64> {
    if this.kind() == Some(Kind::Instance)
        && let Some(r) = randbelow_overridden(rt, this, &Big::from(n))?
    {
        return Ok(r.to_u64().unwrap_or(0));
    }
    let k = 64 - n.leading_zeros();
    with_generator(rt, this, |t, _| {
        loop {
            let r = if k == 0 { 0 } else { t.bits(k) };
            if r < n || n == 0 {
                return r;
            }
        }
    })
}

/// With the `getrandbits` or `random` of a Python subclass.
fn randbelow_overridden(rt: &mut Runtime, this: Value, n: &Big) -> Result<Option<Big>> {
    if let Some(method) = overridden(rt, this, "getrandbits") {
        let k = Value::small_int(n.bits() as i64);
        loop {
            let r = rt.call_bound_special(method, this, &[k], None)?;
            let r = rt.index(r)?;
            let r = IntRef::of(r).map_or(Big::zero(), |i| i.big().into_owned());
            if r < *n {
                return Ok(Some(r));
            }
        }
    }
    if overridden(rt, this, "random").is_none() {
        return Ok(None);
    }
    const LIMIT: i64 = 1 << 53;
    let Some(small) = n.to_i64().filter(|&n| n > 0 && n < LIMIT) else {
        let r = draw(rt, this)? * n.to_f64().unwrap_or(0.0);
        return Ok(num_traits::FromPrimitive::from_f64(r.floor()));
    };
    let limit = (LIMIT - LIMIT % small) as f64 / LIMIT as f64;
    let mut r = draw(rt, this)?;
    while r >= limit {
        r = draw(rt, this)?;
    }
    Ok(Some(Big::from((r * LIMIT as f64).floor() as i64 % small)))
}

pub(super) fn randbelow_method(rt: &mut Runtime, this: Value, n: Value) -> Result {
    let n = rt.index(n)?;
    let n = IntRef::of(n).map_or(Big::zero(), |i| i.big().into_owned());
    let r = randbelow(rt, this, &n)?;
    Ok(rt.new_bigint(r))
}

/// An integer argument of `randrange`; doubles with an integral value are still taken (deprecated in 3.11).
fn whole(rt: &mut Runtime, v: Value, what: &str) -> Result<Big> {
    if let Some(i) = rt.try_index(v)?.and_then(IntRef::of) {
        return Ok(i.big().into_owned());
    }
    let i = rt.to_int(v)?;
    if !rt.eq(i, v)? {
        return Err(rt.value_error(format!("non-integer {what} for randrange()")));
    }
    Ok(IntRef::of(i).map_or(Big::zero(), |i| i.big().into_owned()))
}

pub(super) fn randrange(rt: &mut Runtime, this: Value, start: Value, stop: Value, step: Value) -> Result {
    if let (Some(a), Some(b), true) = (start.as_small_int(), stop.as_small_int(), step.is_empty())
        && a < b
    {
        let r = randbelow_small(rt, this, (b - a) as u64)?;
        return Ok(rt.new_int(a + r as i64));
    }
    let first = whole(rt, start, "arg 1")?;
    if stop.is_empty() || stop.is_none() {
        if !step.is_empty() && step != Value::small_int(1) {
            return Err(rt.type_error("Missing a non-None stop argument"));
        }
        if !first.is_positive() {
            return Err(rt.value_error("empty range for randrange()"));
        }
        let r = randbelow(rt, this, &first)?;
        return Ok(rt.new_bigint(r));
    }
    let last = whole(rt, stop, "stop")?;
    let width: Big = &last - &first;
    let step = if step.is_empty() { Big::from(1) } else { whole(rt, step, "step")? };
    if step == Big::from(1) {
        if !width.is_positive() {
            return Err(rt.value_error(format!("empty range for randrange() ({first}, {last}, {width})")));
        }
        let r = randbelow(rt, this, &width)?;
        return Ok(rt.new_bigint(first + r));
    }
    let count = if step.is_positive() {
        (width + &step - 1i32).div_floor(&step)
    } else if step.is_negative() {
        (width + &step + 1i32).div_floor(&step)
    } else {
        return Err(rt.value_error("zero step for randrange()"));
    };
    if !count.is_positive() {
        return Err(rt.value_error("empty range for randrange()"));
    }
    let r = randbelow(rt, this, &count)?;
    Ok(rt.new_bigint(first + step * r))
}

pub(super) fn randint(rt: &mut Runtime, this: Value, a: Value, b: Value) -> Result {
    let stop = rt.binary(BinaryOp::Add, b, Value::small_int(1))?;
    randrange(rt, this, a, stop, Value::EMPTY)
}

pub(super) fn choice(rt: &mut Runtime, this: Value, sequence: Value) -> Result {
    let n = rt.length(sequence)?;
    if n == 0 {
        let class = rt.exceptions.index_error;
        return Err(rt.raise(class, "Cannot choose from an empty sequence"));
    }
    let i = randbelow_small(rt, this, n as u64)?;
    rt.get_item(sequence, Value::small_int(i as i64))
}

pub(super) fn shuffle(rt: &mut Runtime, this: Value, x: Value) -> Result {
    let n = rt.length(x)?;
    let list = x.as_object::<List>();
    for i in (1..n).rev() {
        let j = randbelow_small(rt, this, i as u64 + 1)? as usize;
        if let Some(list) = list
            && let (Some(p), Some(q)) = (list.get(i), list.get(j))
        {
            list.set(i, q);
            list.set(j, p);
            continue;
        }
        let (i, j) = (Value::small_int(i as i64), Value::small_int(j as i64));
        let q = rt.get_item(x, j)?;
        let p = rt.get_item(x, i)?;
        rt.set_item(x, i, q)?;
        rt.set_item(x, j, p)?;
    }
    Ok(Value::NONE)
}

fn is_sequence(rt: &mut Runtime, v: Value) -> bool {
    let payload = native_payload(v);
    match payload.kind() {
        Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range) => true,
        Some(Kind::Instance | Kind::Native) => {
            let (item, len) = (rt.names.__getitem__, rt.names.__len__);
            !payload.is_object::<Dict>() && rt.special(v, item).is_some() && rt.special(v, len).is_some()
        }
        _ => false,
    }
}

/// Running totals of an iterable, as a list.
fn running_totals(rt: &mut Runtime, weights: Value) -> Result<Value> {
    let totals = rt.new_empty_list();
    rt.for_each(weights, |rt, weight| {
        let total = match totals.len().checked_sub(1).and_then(|i| totals.get(i)) {
            Some(last) => rt.binary(BinaryOp::Add, last, weight)?,
            None => weight,
        };
        totals.push(rt, total);
        Ok(())
    })?;
    Ok(totals.into())
}

/// First index whose total is above `x`, at most `high`.
fn bisect(rt: &mut Runtime, totals: Value, x: Value, mut high: usize) -> Result<usize> {
    let mut low = 0;
    while low < high {
        let middle = (low + high) / 2;
        let total = rt.get_item(totals, Value::small_int(middle as i64))?;
        if rt.compare_truth(crate::ops::CompareOp::Lt, x, total)? { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

/// Keyword and positional arguments of `choices`.
struct ChoicesArguments {
    this: Value,
    population: Value,
    weights: Value,
    cum_weights: Value,
    k: Value,
}

fn choices_arguments(rt: &mut Runtime, args: Args<'_>) -> Result<ChoicesArguments> {
    let at = |i: usize| args.positional.get(i).copied().unwrap_or(Value::EMPTY);
    let mut parsed = ChoicesArguments { this: at(0), population: at(1), weights: at(2), cum_weights: Value::NONE, k: Value::small_int(1) };
    if args.positional.len() > 3 {
        let given = args.positional.len();
        return Err(rt.type_error(format!("Random.choices() takes from 2 to 3 positional arguments but {given} were given")));
    }
    for (name, value) in args.keyword_pairs() {
        let slot = match name.to_rust().as_str() {
            "population" => &mut parsed.population,
            "weights" => &mut parsed.weights,
            "cum_weights" => &mut parsed.cum_weights,
            "k" => &mut parsed.k,
            other => {
                let message = format!("Random.choices() got an unexpected keyword argument '{other}'");
                return Err(rt.type_error(message));
            }
        };
        *slot = value;
    }
    if parsed.population.is_empty() {
        return Err(rt.type_error("Random.choices() missing 1 required positional argument: 'population'"));
    }
    if parsed.weights.is_empty() {
        parsed.weights = Value::NONE;
    }
    Ok(parsed)
}

pub(super) fn choices(rt: &mut Runtime, args: Args<'_>) -> Result {
    let ChoicesArguments { this, population, weights, cum_weights, k } = choices_arguments(rt, args)?;
    let n = rt.length(population)?;
    let k = rt.index_clamped(k)?.max(0);
    let result = rt.new_empty_list();
    if cum_weights.is_none() && weights.is_none() {
        for _ in 0..k {
            let i = (draw(rt, this)? * n as f64).floor();
            let item = rt.get_item(population, Value::small_int(i as i64))?;
            result.push(rt, item);
        }
        return Ok(result.into());
    }
    let totals = if cum_weights.is_none() {
        if IntRef::of(weights).is_some() {
            let shown = rt.repr_text(weights);
            return Err(rt.type_error(format!("The number of choices must be a keyword argument: k={shown}")));
        }
        running_totals(rt, weights)?
    } else if weights.is_none() {
        cum_weights
    } else {
        return Err(rt.type_error("Cannot specify both weights and cumulative weights"));
    };
    if rt.length(totals)? != n {
        return Err(rt.value_error("The number of weights does not match the population"));
    }
    let last = rt.get_item(totals, Value::small_int(-1))?;
    let total = rt.to_f64(last)?;
    if total <= 0.0 {
        return Err(rt.value_error("Total of weights must be greater than zero"));
    }
    if !total.is_finite() {
        return Err(rt.value_error("Total of weights must be finite"));
    }
    for _ in 0..k {
        let x = Value::float(draw(rt, this)? * total);
        let i = bisect(rt, totals, x, n.saturating_sub(1))?;
        let item = rt.get_item(population, Value::small_int(i as i64))?;
        result.push(rt, item);
    }
    Ok(result.into())
}

fn sample_too_large(rt: &mut Runtime) -> Raised {
    rt.value_error("Sample larger than population or is negative")
}

/// `k` different indices below `n` in the order CPython draws them.
fn sample_indices(rt: &mut Runtime, this: Value, n: usize, k: usize) -> Result<Vec<usize>> {
    let mut result = Vec::with_capacity(k);
    let mut small_set = 21.0;
    if k > 5 {
        small_set += 4f64.powf(((k as f64 * 3.0).ln() / 4f64.ln()).ceil());
    }
    if n as f64 <= small_set {
        let mut pool: Vec<usize> = (0..n).collect();
        for i in 0..k {
            let j = randbelow_small(rt, this, (n - i) as u64)? as usize;
            result.push(pool[j]);
            pool[j] = pool[n - i - 1];
        }
    } else {
        let mut selected = FxHashSet::default();
        for _ in 0..k {
            let mut j = randbelow_small(rt, this, n as u64)?;
            while !selected.insert(j) {
                j = randbelow_small(rt, this, n as u64)?;
            }
            result.push(j as usize);
        }
    }
    Ok(result)
}

pub(super) fn sample(rt: &mut Runtime, this: Value, population: Value, k: Value, counts: Value) -> Result {
    if !is_sequence(rt, population) {
        return Err(rt.type_error("Population must be a sequence.  For dicts or sets, use sorted(d)."));
    }
    let n = rt.length(population)?;
    let totals = if counts.is_empty() || counts.is_none() { None } else { Some(running_totals(rt, counts)?) };
    let size = match totals {
        None => n,
        Some(totals) => {
            if rt.length(totals)? != n {
                return Err(rt.value_error("The number of counts does not match the population"));
            }
            let last = rt.get_item(totals, Value::small_int(-1))?;
            match IntRef::of(last) {
                None => return Err(rt.type_error("Counts must be integers")),
                Some(i) if i.is_negative() || i.is_zero() => return Err(rt.value_error("Total of counts must be greater than zero")),
                Some(i) => i.to_i64().unwrap_or(i64::MAX) as usize,
            }
        }
    };
    let k = rt.index_clamped(k)?;
    if k < 0 || k as u64 > size as u64 {
        return Err(sample_too_large(rt));
    }
    let indices = sample_indices(rt, this, size, k as usize)?;
    let result = rt.new_empty_list();
    for i in indices {
        let i = match totals {
            None => i,
            Some(totals) => bisect(rt, totals, Value::small_int(i as i64), n - 1)?,
        };
        let item = rt.get_item(population, Value::small_int(i as i64))?;
        result.push(rt, item);
    }
    Ok(result.into())
}
