//! `range` (any integers) and `slice`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::iterator::IterState;
use crate::object::range::{Range, Slice, range_length};
use crate::ops::CompareOp;
use crate::ops::index::{index_value, int_to_big, is_int, require_index, slice_bounds};
use crate::types::receiver;
use crate::value::{Result, Value};
use num_bigint::BigInt as Big;
use num_traits::{Signed, Zero};

const RANGE_METHODS: &[NativeDef] = &[
    native("__len__", NativeBody::F1(|rt, v| rt.length(v).map(|n| rt.new_int(n as i64))), 1),
    native("__getitem__", NativeBody::F2(|rt, v, i| rt.get_item_native(v, i)), 2),
    native(
        "__contains__",
        NativeBody::F2(|rt, v, x| receiver(rt, v, "__contains__").and_then(|r| range_contains(rt, r, x).map(Value::bool))),
        2,
    ),
    native("__iter__", NativeBody::F1(|rt, v| rt.get_iter(v)), 1),
    native("__reversed__", NativeBody::F1(reversed), 1),
    native("__eq__", NativeBody::F2(equal), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| crate::types::negate(equal(rt, a, b)?)), 2),
    native("__hash__", NativeBody::F1(hash), 1),
    native("__bool__", NativeBody::F1(|rt, v| rt.truth(v).map(Value::bool)), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("index", NativeBody::F2(index), 2),
    native("count", NativeBody::F2(count), 2),
];

const RANGE_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_range), 1)];

const RANGE_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "start", get: |rt, v| receiver::<Range>(rt, v, "start").map(|r| r.start), set: None },
    GetSetDef { name: "stop", get: |rt, v| receiver::<Range>(rt, v, "stop").map(|r| r.stop), set: None },
    GetSetDef { name: "step", get: |rt, v| receiver::<Range>(rt, v, "step").map(|r| r.step), set: None },
];

const SLICE_METHODS: &[NativeDef] = &[
    native("indices", NativeBody::F2(indices), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Ne, a, b)), 2),
    native("__lt__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Lt, a, b)), 2),
    native("__le__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Le, a, b)), 2),
    native("__gt__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Gt, a, b)), 2),
    native("__ge__", NativeBody::F2(|rt, a, b| slice_compare(rt, CompareOp::Ge, a, b)), 2),
    native("__repr__", NativeBody::F1(slice_repr), 1),
];

const SLICE_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_slice), 1)];

const SLICE_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "start", get: |rt, v| receiver::<Slice>(rt, v, "start").map(|r| r.start), set: None },
    GetSetDef { name: "stop", get: |rt, v| receiver::<Slice>(rt, v, "stop").map(|r| r.stop), set: None },
    GetSetDef { name: "step", get: |rt, v| receiver::<Slice>(rt, v, "step").map(|r| r.step), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let range = rt.types.range;
    rt.install_methods(range, NativeRole::Method, RANGE_METHODS);
    rt.install_methods(range, NativeRole::StaticMethod, RANGE_NEW);
    rt.install_getsets(range, RANGE_GETSETS);
    let slice = rt.types.slice;
    rt.install_methods(slice, NativeRole::Method, SLICE_METHODS);
    rt.install_methods(slice, NativeRole::StaticMethod, SLICE_NEW);
    rt.install_getsets(slice, SLICE_GETSETS);
    rt.set_class_attribute(slice, "__hash__", Value::NONE);
}

fn new_range(rt: &mut Runtime, args: crate::object::function::Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("range() takes no keyword arguments"));
    }
    let given = args.positional.get(1..).unwrap_or_default();
    let (start, stop, step) = match *given {
        [] => return Err(rt.type_error("range expected at least 1 argument, got 0")),
        [stop] => (Value::small_int(0), require_index(rt, stop)?, Value::small_int(1)),
        [start, stop] => (require_index(rt, start)?, require_index(rt, stop)?, Value::small_int(1)),
        [start, stop, step] => (require_index(rt, start)?, require_index(rt, stop)?, require_index(rt, step)?),
        _ => return Err(rt.type_error(format!("range expected at most 3 arguments, got {}", given.len()))),
    };
    // `range(True)` has integer bounds.
    let plain = |v: Value| if v.is_bool() { Value::small_int((v == Value::TRUE) as i64) } else { v };
    let (start, stop, step) = (plain(start), plain(stop), plain(step));
    if step == Value::small_int(0) {
        return Err(rt.value_error("range() arg 3 must not be zero"));
    }
    Ok(rt.new_range(start, stop, step).into())
}

/// Whether a range has no item.
pub(crate) fn is_empty(r: Gc<Range>) -> bool {
    match r.small() {
        Some((start, stop, step)) => range_length(start, stop, step) == 0,
        None => big_length(r).is_zero(),
    }
}

fn big_length(r: Gc<Range>) -> Big {
    let (start, stop, step) = (int_to_big(r.start), int_to_big(r.stop), int_to_big(r.step));
    let (low, high, step) = if step.is_positive() { (start, stop, step) } else { (stop, start, -step) };
    if low >= high { Big::zero() } else { (high - low - 1) / step + 1 }
}

/// Number of items as a Python integer.
pub(crate) fn length_value(rt: &mut Runtime, r: Gc<Range>) -> Value {
    match r.small() {
        Some((start, stop, step)) => rt.new_int(range_length(start, stop, step) as i64),
        None => rt.new_bigint(big_length(r)),
    }
}

/// Item at an integer index, negative from the end; `None` when out of range.
pub(crate) fn item(rt: &mut Runtime, r: Gc<Range>, index: Value) -> Option<Value> {
    if let (Some((start, stop, step)), Some(i)) = (r.small(), index.as_small_int_or_bool()) {
        let length = range_length(start, stop, step) as i64;
        let i = if i < 0 { i + length } else { i };
        return if i >= 0 && i < length { Some(rt.new_int(start + i * step)) } else { None };
    }
    let length = big_length(r);
    let mut i = int_to_big(index);
    if i.is_negative() {
        i += &length;
    }
    if i.is_negative() || i >= length {
        return None;
    }
    Some(rt.new_bigint(int_to_big(r.start) + i * int_to_big(r.step)))
}

/// `range[slice]`.
pub(crate) fn slice(rt: &mut Runtime, r: Gc<Range>, slice: Gc<Slice>) -> Result {
    if let Some((start, stop, step)) = r.small() {
        let length = range_length(start, stop, step);
        let s = slice_bounds(rt, slice)?.adjust(length as usize);
        // The exact bounds, also of an empty selection, as CPython's compute_slice.
        let exact = |i: i64| i.checked_mul(step)?.checked_add(start).and_then(Value::try_small_int);
        if let (Some(first), Some(last), Some(step)) =
            (exact(s.start), exact(s.stop), step.checked_mul(s.step).and_then(Value::try_small_int))
        {
            return Ok(rt.new_range(first, last, step).into());
        }
        let at = |i: i64| Big::from(start) + Big::from(i) * Big::from(step);
        let new_step = rt.new_bigint(Big::from(step) * Big::from(s.step));
        let (first, last) = (rt.new_bigint(at(s.start)), rt.new_bigint(at(s.stop)));
        return Ok(rt.new_range(first, last, new_step).into());
    }
    let length = big_length(r);
    let (start, stop, step) = big_slice_indices(rt, slice, &length)?;
    let (base, unit) = (int_to_big(r.start), int_to_big(r.step));
    let first = rt.new_bigint(&base + &unit * start);
    let last = rt.new_bigint(&base + &unit * stop);
    let new_step = rt.new_bigint(unit * step);
    Ok(rt.new_range(first, last, new_step).into())
}

/// Bounds of a slice for any length (CPython's `_PySlice_GetLongIndices`).
fn big_slice_indices(rt: &mut Runtime, slice: Gc<Slice>, length: &Big) -> Result<(Big, Big, Big)> {
    let mut bound = |v: Value| -> Result<Big> {
        match index_value(rt, v)? {
            Some(i) => Ok(int_to_big(i)),
            None => Err(rt.type_error("slice indices must be integers or None or have an __index__ method")),
        }
    };
    let step = if slice.step.is_none() { Big::from(1) } else { bound(slice.step)? };
    let negative = step.is_negative();
    let (lower, upper) = if negative { (Big::from(-1), length - 1) } else { (Big::zero(), length.clone()) };
    let fit = |mut b: Big| {
        if b.is_negative() {
            b += length;
            b.max(lower.clone())
        } else {
            b.min(upper.clone())
        }
    };
    let start = match slice.start.is_none() {
        true if negative => upper.clone(),
        true => lower.clone(),
        false => fit(bound(slice.start)?),
    };
    let stop = match slice.stop.is_none() {
        true if negative => lower.clone(),
        true => upper.clone(),
        false => fit(bound(slice.stop)?),
    };
    if step.is_zero() {
        return Err(rt.value_error("slice step cannot be zero"));
    }
    Ok((start, stop, step))
}

/// Position of an integer in a range.
fn find(r: Gc<Range>, v: Value) -> Option<Big> {
    if let (Some((start, stop, step)), Some(i)) = (r.small(), v.as_small_int_or_bool()) {
        let inside = if step > 0 { i >= start && i < stop } else { i <= start && i > stop };
        return if inside && (i - start) % step == 0 { Some(Big::from((i - start) / step)) } else { None };
    }
    let (start, stop, step, i) = (int_to_big(r.start), int_to_big(r.stop), int_to_big(r.step), int_to_big(v));
    let inside = if step.is_positive() { i >= start && i < stop } else { i <= start && i > stop };
    let offset = i - start;
    if inside && (&offset % &step).is_zero() { Some(offset / step) } else { None }
}

/// `item in range`: arithmetic for integers, else by comparison of each item.
///
/// # Errors
/// Whatever `__eq__` raises.
pub(crate) fn range_contains(rt: &mut Runtime, r: Gc<Range>, v: Value) -> Result<bool> {
    if let (Some((start, stop, step)), Some(i)) = (r.small(), v.as_small_int_or_bool()) {
        let inside = if step > 0 { i >= start && i < stop } else { i <= start && i > stop };
        return Ok(inside && (i - start) % step == 0);
    }
    if is_int(v) {
        return Ok(find(r, v).is_some());
    }
    let iterator = rt.get_iter(r.into())?;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(false);
        }
        if rt.eq(item, v)? {
            return Ok(true);
        }
    }
}

fn index(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let r: Gc<Range> = receiver(rt, this, "index")?;
    if is_int(v) {
        return match find(r, v) {
            Some(i) => Ok(rt.new_bigint(i)),
            None => {
                let text = rt.repr(v)?.to_rust();
                Err(rt.value_error(format!("{text} is not in range")))
            }
        };
    }
    let iterator = rt.get_iter(this)?;
    let mut at = 0;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Err(rt.value_error("sequence.index(x): x not in sequence"));
        }
        if rt.eq(item, v)? {
            return Ok(rt.new_int(at));
        }
        at += 1;
    }
}

fn count(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let r: Gc<Range> = receiver(rt, this, "count")?;
    if is_int(v) {
        return Ok(Value::small_int(find(r, v).is_some() as i64));
    }
    let iterator = rt.get_iter(this)?;
    let mut n = 0;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(rt.new_int(n));
        }
        if rt.eq(item, v)? {
            n += 1;
        }
    }
}

/// What decides equality and hash: length, first item, step.
fn identity(rt: &mut Runtime, r: Gc<Range>) -> [Value; 3] {
    let length = length_value(rt, r);
    if length == Value::small_int(0) {
        [length, Value::NONE, Value::NONE]
    } else if length == Value::small_int(1) {
        [length, r.start, Value::NONE]
    } else {
        [length, r.start, r.step]
    }
}

fn equal(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let a: Gc<Range> = receiver(rt, a, "__eq__")?;
    let Some(b) = b.as_object::<Range>() else { return Ok(Value::NOT_IMPLEMENTED) };
    range_equal(rt, a, b).map(Value::bool)
}

/// Equality of two ranges: the same items.
///
/// # Errors
/// Never in practice: integers compare without guest code.
pub(crate) fn range_equal(rt: &mut Runtime, a: Gc<Range>, b: Gc<Range>) -> Result<bool> {
    let (x, y) = (identity(rt, a), identity(rt, b));
    for (p, q) in x.into_iter().zip(y) {
        if !rt.eq(p, q)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let r: Gc<Range> = receiver(rt, this, "__hash__")?;
    let parts = identity(rt, r);
    let tuple = rt.new_tuple(&parts);
    let h = rt.hash(tuple.into())?;
    Ok(rt.new_int(h))
}

fn reversed(rt: &mut Runtime, this: Value) -> Result {
    let r: Gc<Range> = receiver(rt, this, "__reversed__")?;
    if let Some((start, stop, step)) = r.small() {
        let remaining = range_length(start, stop, step);
        let last = if remaining == 0 { start } else { start + (remaining as i64 - 1) * step };
        return Ok(rt.new_iterator(IterState::Range { next: last, step: -step, remaining }).into());
    }
    let (start, step, length) = (int_to_big(r.start), int_to_big(r.step), big_length(r));
    let first = rt.new_bigint(&start + (length - 1) * &step);
    let stop = rt.new_bigint(start - &step);
    let step = rt.new_bigint(-step);
    let backward = rt.new_range(first, stop, step);
    Ok(rt.new_iterator(IterState::BigRange { range: backward.into(), index: Value::small_int(0) }).into())
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let r: Gc<Range> = receiver(rt, this, "__repr__")?;
    let (start, stop) = (int_to_big(r.start), int_to_big(r.stop));
    let text = if r.step == Value::small_int(1) {
        format!("range({start}, {stop})")
    } else {
        format!("range({start}, {stop}, {})", int_to_big(r.step))
    };
    Ok(rt.str_value(&text))
}

fn new_slice(rt: &mut Runtime, args: crate::object::function::Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("slice() takes no keyword arguments"));
    }
    let given = args.positional.get(1..).unwrap_or_default();
    let (start, stop, step) = match *given {
        [] => return Err(rt.type_error("slice expected at least 1 argument, got 0")),
        [stop] => (Value::NONE, stop, Value::NONE),
        [start, stop] => (start, stop, Value::NONE),
        [start, stop, step] => (start, stop, step),
        _ => return Err(rt.type_error(format!("slice expected at most 3 arguments, got {}", given.len()))),
    };
    Ok(rt.new_slice(start, stop, step).into())
}

fn indices(rt: &mut Runtime, this: Value, length: Value) -> Result {
    let s: Gc<Slice> = receiver(rt, this, "indices")?;
    let length = require_index(rt, length)?;
    let big = int_to_big(length);
    if big.is_negative() {
        return Err(rt.value_error("length should not be negative"));
    }
    let (start, stop, step) = big_slice_indices(rt, s, &big)?;
    let mut parts = rt.rooted();
    for part in [start, stop, step] {
        let v = rt.new_bigint(part);
        parts.push(v);
    }
    Ok(rt.new_tuple(&parts).into())
}

fn slice_compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    let (Some(x), Some(y)) = (a.as_object::<Slice>(), b.as_object::<Slice>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let x = rt.new_tuple(&[x.start, x.stop, x.step]);
    let y = rt.new_tuple(&[y.start, y.stop, y.step]);
    rt.compare(op, x.into(), y.into())
}

fn slice_repr(rt: &mut Runtime, this: Value) -> Result {
    let s: Gc<Slice> = receiver(rt, this, "__repr__")?;
    let (a, b, c) = (rt.repr(s.start)?, rt.repr(s.stop)?, rt.repr(s.step)?);
    let text = format!("slice({}, {}, {})", a.to_rust(), b.to_rust(), c.to_rust());
    Ok(rt.str_value(&text))
}
