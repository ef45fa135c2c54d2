//! `product`, `permutations`, `combinations` and `combinations_with_replacement`: CPython's algorithms over indices into
//! pools, which are tuples. Value 0 of the [`Tool`] is the pool or the tuple of pools; number 0 says how far it is.

use super::{Tool, make, named};
use crate::Runtime;
use crate::object::Gc;
use crate::object::function::Args;
use crate::object::native::Native;
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};

const END: Result = Ok(Value::EMPTY);
/// Number 0 before the first step, after it, and at the end.
const FRESH: i64 = 0;
const STARTED: i64 = 1;
const ENDED: i64 = 2;

/// Items that are collected without a detour through the system's allocator.
const FEW: usize = 8;

/// Tuple of `n` items of pools that the iterator keeps.
fn tuple_of(rt: &mut Runtime, n: usize, item: impl Fn(usize) -> Value) -> Result {
    let mut few = [Value::EMPTY; FEW];
    if n <= FEW {
        for (i, place) in few[..n].iter_mut().enumerate() {
            *place = item(i);
        }
        return Ok(rt.new_tuple(&few[..n]).into());
    }
    let items: Vec<Value> = (0..n).map(item).collect();
    Ok(rt.new_tuple(&items).into())
}

fn pool_of(rt: &mut Runtime, iterable: Value) -> Result<Gc<Tuple>> {
    if let Some(tuple) = iterable.as_object::<Tuple>() {
        return Ok(tuple);
    }
    let list = rt.list_of(iterable)?;
    Ok(rt.tuple_from_list(list))
}

fn item_of(pool: &Tuple, index: usize) -> Value {
    pool.items().get(index).copied().unwrap_or(Value::NONE)
}

fn length_argument(rt: &mut Runtime, r: Value) -> Result<usize> {
    match rt.index_i64(r)? {
        r if r < 0 => Err(rt.value_error("r must be non-negative")),
        r => Ok(r as usize),
    }
}

// ---- product

pub(super) fn product(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, iterables) = args.positional.split_first().map_or((Value::NONE, &[][..]), |(c, r)| (*c, r));
    let mut repeat = 1;
    for (name, value) in args.keyword_pairs() {
        if !name.eq_rust("repeat") {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for product()", name.to_rust())));
        }
        repeat = rt.index_i64(value)?;
        if repeat < 0 {
            return Err(rt.value_error("repeat argument cannot be negative"));
        }
    }
    let pools = rt.new_empty_list();
    for &iterable in iterables {
        let pool = pool_of(rt, iterable)?;
        pools.push(rt, pool.into());
    }
    let n = if repeat == 0 { 0 } else { iterables.len() };
    let Some(total) = n.checked_mul(repeat as usize).filter(|total| *total < 1 << 40) else {
        return Err(rt.overflow_error("repeat argument too large"));
    };
    let pools = rt.tuple_from_list(pools);
    make(rt, class, Tool::new(next_product, &[pools.into()]).with_indices(vec![0; total]))
}

fn next_product(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(pools) = tool.get(0).as_object::<Tuple>() else { return END };
    let pool = |place: usize| pools.items().get(place % pools.len().max(1)).and_then(|p| p.as_object::<Tuple>());
    let mut indices = tool.indices.borrow_mut();
    let more = match tool.numbers[0].replace(STARTED) {
        FRESH => (0..indices.len().min(pools.len())).all(|place| pool(place).is_some_and(|p| !p.is_empty())),
        STARTED => (0..indices.len()).rev().any(|place| {
            indices[place] += 1;
            let inside = pool(place).is_some_and(|p| indices[place] < p.len());
            if !inside {
                indices[place] = 0;
            }
            inside
        }),
        _ => false,
    };
    if !more {
        tool.numbers[0].set(ENDED);
        return END;
    }
    tuple_of(rt, indices.len(), |place| pool(place).map_or(Value::NONE, |p| item_of(&p, indices[place])))
}

// ---- permutations

pub(super) fn permutations(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [iterable, r]) = named(rt, "permutations", args, ["iterable", "r"], 1)?;
    let pool = pool_of(rt, iterable)?;
    let n = pool.len();
    let r = match r.present().filter(|r| !r.is_none()) {
        None => n,
        Some(r) if crate::ops::index::is_int(r) => length_argument(rt, r)?,
        Some(_) => return Err(rt.type_error("Expected int as r")),
    };
    let ended = if r > n { ENDED } else { FRESH };
    // The indices, and behind them how many steps each of the first `r` places still has in its cycle.
    let indices = if r > n { Vec::new() } else { (0..n).chain((n - r + 1..=n).rev()).collect() };
    let tool = Tool::new(next_permutation, &[pool.into()]).with_numbers([ended, r as i64, 0]);
    make(rt, class, tool.with_indices(indices))
}

fn next_permutation(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(pool) = tool.get(0).as_object::<Tuple>() else { return END };
    let (n, r) = (pool.len(), tool.numbers[1].get() as usize);
    let mut all = tool.indices.borrow_mut();
    let more = match tool.numbers[0].replace(STARTED) {
        FRESH => true,
        STARTED => {
            let (indices, cycles) = all.split_at_mut(n);
            (0..r).rev().any(|i| {
                cycles[i] -= 1;
                if cycles[i] == 0 {
                    indices[i..].rotate_left(1);
                    cycles[i] = n - i;
                    return false;
                }
                indices.swap(i, n - cycles[i]);
                true
            })
        }
        _ => false,
    };
    if !more {
        tool.numbers[0].set(ENDED);
        return END;
    }
    tuple_of(rt, r, |i| item_of(&pool, all[i]))
}

// ---- combinations

pub(super) fn combinations(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [iterable, r]) = named(rt, "combinations", args, ["iterable", "r"], 2)?;
    let pool = pool_of(rt, iterable)?;
    let r = length_argument(rt, r)?;
    let (state, indices) = if r > pool.len() { (ENDED, Vec::new()) } else { (FRESH, (0..r).collect()) };
    let tool = Tool::new(next_combination, &[pool.into()]).with_numbers([state, 0, 0]);
    make(rt, class, tool.with_indices(indices))
}

fn next_combination(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(pool) = tool.get(0).as_object::<Tuple>() else { return END };
    let mut indices = tool.indices.borrow_mut();
    let (n, r) = (pool.len(), indices.len());
    let more = match tool.numbers[0].replace(STARTED) {
        FRESH => true,
        // The last place that can move on, and all behind it anew.
        STARTED => (0..r).rev().find(|&i| indices[i] != i + n - r).is_some_and(|i| {
            let first = indices[i] + 1;
            for (offset, index) in indices[i..].iter_mut().enumerate() {
                *index = first + offset;
            }
            true
        }),
        _ => false,
    };
    if !more {
        tool.numbers[0].set(ENDED);
        return END;
    }
    tuple_of(rt, r, |i| item_of(&pool, indices[i]))
}

pub(super) fn combinations_with_replacement(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [iterable, r]) = named(rt, "combinations_with_replacement", args, ["iterable", "r"], 2)?;
    let pool = pool_of(rt, iterable)?;
    let r = length_argument(rt, r)?;
    let state = if pool.is_empty() && r > 0 { ENDED } else { FRESH };
    let indices = if state == ENDED { Vec::new() } else { vec![0; r] };
    let tool = Tool::new(next_with_replacement, &[pool.into()]).with_numbers([state, 0, 0]);
    make(rt, class, tool.with_indices(indices))
}

fn next_with_replacement(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(pool) = tool.get(0).as_object::<Tuple>() else { return END };
    let mut indices = tool.indices.borrow_mut();
    let (n, r) = (pool.len(), indices.len());
    let more = match tool.numbers[0].replace(STARTED) {
        FRESH => true,
        STARTED => (0..r).rev().find(|&i| indices[i] + 1 != n).is_some_and(|i| {
            let next = indices[i] + 1;
            indices[i..].fill(next);
            true
        }),
        _ => false,
    };
    if !more {
        tool.numbers[0].set(ENDED);
        return END;
    }
    tuple_of(rt, r, |i| item_of(&pool, indices[i]))
}
