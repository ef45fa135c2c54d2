//! Integers used as positions: `__index__`, conversion to machine integers, slice bounds.

use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::int::BigInt;
use crate::object::range::Slice;
use crate::value::{Raised, Result, Value};
use num_bigint::BigInt as Big;

/// Whether a value is an immediate or big integer, or a bool.
#[inline]
pub(crate) fn is_int(v: Value) -> bool {
    v.is_small_int() || v.is_bool() || v.is_object::<BigInt>()
}

/// The integer an object stands for as an index (an `int` or `bool` value), or `None` when it has no `__index__`.
pub(crate) fn index_value(rt: &mut Runtime, v: Value) -> Result<Option<Value>> {
    if is_int(v) {
        return Ok(Some(v));
    }
    let payload = native_payload(v);
    if payload != v && is_int(payload) {
        return Ok(Some(payload));
    }
    if v.is_float() || v.is_none() {
        return Ok(None);
    }
    let name = rt.names.__index__;
    let Some(result) = rt.call_special(v, name, &[])? else { return Ok(None) };
    let plain = native_payload(result);
    if is_int(plain) {
        return Ok(Some(plain));
    }
    let name = rt.type_name(result);
    Err(rt.type_error(format!("__index__ returned non-int (type {name})")))
}

/// As [`index_value`], with `TypeError: 'x' object cannot be interpreted as an integer` for what is none.
pub(crate) fn require_index(rt: &mut Runtime, v: Value) -> Result {
    match index_value(rt, v)? {
        Some(i) => Ok(i),
        None => Err(not_an_integer(rt, v)),
    }
}

/// Raises `TypeError: 'x' object cannot be interpreted as an integer`.
#[cold]
pub(crate) fn not_an_integer(rt: &mut Runtime, v: Value) -> Raised {
    let name = rt.type_name(v);
    rt.type_error(format!("'{name}' object cannot be interpreted as an integer"))
}

/// Machine integer of an integer value, if it fits.
#[inline]
pub(crate) fn int_to_i64(v: Value) -> Option<i64> {
    match v.as_small_int_or_bool() {
        Some(i) => Some(i),
        None => v.as_object::<BigInt>()?.wide()?.try_into().ok(),
    }
}

/// Machine integer of an integer value, or the nearest.
pub(crate) fn int_clamped(v: Value) -> i64 {
    match int_to_i64(v) {
        Some(i) => i,
        None if v.as_object::<BigInt>().is_some_and(|b| b.is_negative()) => i64::MIN,
        None => i64::MAX,
    }
}

/// Big integer of an integer value.
pub(crate) fn int_to_big(v: Value) -> Big {
    match v.as_object::<BigInt>() {
        Some(b) => b.value().into_owned(),
        None => Big::from(v.as_small_int_or_bool().unwrap_or(0)),
    }
}

/// Argument that must be an integer and fit a machine word (`list.insert`, `list.pop`).
pub(crate) fn index_argument(rt: &mut Runtime, v: Value) -> Result<i64> {
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    let i = require_index(rt, v)?;
    match int_to_i64(i) {
        Some(i) => Ok(i),
        None => Err(rt.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// Optional `start`/`stop` argument of `index()` methods: any integer, clamped; absent gives `default`.
pub(crate) fn bound_argument(rt: &mut Runtime, v: Value, default: i64) -> Result<i64> {
    if v.is_empty() {
        return Ok(default);
    }
    match index_value(rt, v)? {
        Some(i) => Ok(int_clamped(i)),
        None => Err(rt.type_error("slice indices must be integers or have an __index__ method")),
    }
}

/// Position as a subscript for an object of `len` items: negative counts from the end; `None` when out of range.
#[inline]
pub(crate) fn position(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index.checked_add(len as i64)? } else { index };
    if at >= 0 && (at as u64) < len as u64 { Some(at as usize) } else { None }
}

/// Bounds of a slice before the length is known.
#[derive(Clone, Copy, Debug)]
pub struct SliceBounds {
    /// First bound, clamped to `i64`.
    pub start: i64,
    /// Second bound, clamped.
    pub stop: i64,
    /// Step, never 0, never `i64::MIN`.
    pub step: i64,
}

/// Positions that a slice selects: `start + i * step` for `i < count`.
#[derive(Clone, Copy, Debug)]
pub struct SliceRange {
    /// First position (for an empty selection: where an insertion goes).
    pub start: i64,
    /// Clamped second bound.
    pub stop: i64,
    /// Step.
    pub step: i64,
    /// Number of positions.
    pub count: usize,
}

impl SliceBounds {
    /// Fits the bounds to a length (CPython's `PySlice_AdjustIndices`).
    #[inline]
    pub fn adjust(self, len: usize) -> SliceRange {
        let len = len as i64;
        let fit = |bound: i64| {
            if bound < 0 {
                let b = bound.saturating_add(len);
                if b < 0 { if self.step < 0 { -1 } else { 0 } } else { b }
            } else if bound >= len {
                if self.step < 0 { len - 1 } else { len }
            } else {
                bound
            }
        };
        let (start, stop) = (fit(self.start), fit(self.stop));
        let count = if self.step == 1 {
            (stop - start).max(0)
        } else if self.step == -1 {
            (start - stop).max(0)
        } else if self.step < 0 {
            if stop < start { (start - stop - 1) / (-self.step) + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / self.step + 1
        } else {
            0
        };
        SliceRange { start, stop, step: self.step, count: count as usize }
    }
}

impl SliceRange {
    /// The positions in order.
    pub fn positions(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |i| (self.start + i as i64 * self.step) as usize)
    }
}

/// Evaluates the bounds of a slice (CPython's `PySlice_Unpack`); may run `__index__`.
pub(crate) fn slice_bounds(rt: &mut Runtime, slice: Gc<Slice>) -> Result<SliceBounds> {
    let step = if slice.step.is_none() { 1 } else { slice_bound(rt, slice.step)? };
    if step == 0 {
        return Err(rt.value_error("slice step cannot be zero"));
    }
    let step = step.max(-i64::MAX);
    let start = match slice.start.is_none() {
        true if step < 0 => i64::MAX,
        true => 0,
        false => slice_bound(rt, slice.start)?,
    };
    let stop = match slice.stop.is_none() {
        true if step < 0 => i64::MIN,
        true => i64::MAX,
        false => slice_bound(rt, slice.stop)?,
    };
    Ok(SliceBounds { start, stop, step })
}

/// The bounds of a slice that are absent or immediate integers, the step not 0.
#[inline]
pub(crate) fn immediate_bounds(start: Value, stop: Value, step: Value) -> Option<SliceBounds> {
    let bound = |v: Value, absent: i64| if v.is_none() { Some(absent) } else { v.as_small_int() };
    let step = bound(step, 1).filter(|&step| step != 0)?;
    let (first, last) = if step < 0 { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
    Some(SliceBounds { start: bound(start, first)?, stop: bound(stop, last)?, step })
}

#[inline]
fn slice_bound(rt: &mut Runtime, v: Value) -> Result<i64> {
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    match index_value(rt, v)? {
        Some(i) => Ok(int_clamped(i)),
        None => Err(rt.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}
