//! What builtin values answer to a comparison; `NotImplemented` where CPython's slot says so.

use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::DictView;
use crate::object::function::BoundMethod;
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::list::List;
use crate::object::range::{Range, Slice, range_length};
use crate::object::set::any_set;
use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::CompareOp;
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Result, Value};
use num_bigint::BigInt as Big;
use num_integer::Integer;
use num_traits::{FromPrimitive, Signed, Zero};
use std::cmp::Ordering;

/// Comparison of two tuples whose items up to the first that differ compare without guest code; `None` where more is needed.
#[inline]
pub fn compare_plain_tuples(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    let (x, y) = (a.as_object::<Tuple>()?, b.as_object::<Tuple>()?);
    Some(op.holds(Some(tuple_order(x, y, quick_order)?)))
}

impl Runtime {
    /// `a op b` for builtin values, or for the values that instances of their subclasses extend.
    ///
    /// # Errors
    /// Whatever comparing items raises.
    pub fn native_compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let (a, b) = (native_payload(a), native_payload(b));
        let Some(kind) = a.kind().filter(|&k| k != Kind::BigInt) else {
            return Ok(if a.kind().is_none() && !a.is_small_int() && !a.is_float() && !a.is_bool() {
                Value::NOT_IMPLEMENTED
            } else {
                compare_numbers(op, a, b)
            });
        };
        match kind {
            Kind::Str => match (a.as_object::<Str>(), b.as_object::<Str>()) {
                (Some(x), Some(y)) => Ok(Value::bool(compare_strings(op, x, y))),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            Kind::List => match (a.as_object::<List>(), b.as_object::<List>()) {
                (Some(x), Some(y)) => self.compare_sequences(op, x.len(), y.len(), |i| x.get(i).zip(y.get(i)), || (x.len(), y.len())),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            Kind::Tuple => match (a.as_object::<Tuple>(), b.as_object::<Tuple>()) {
                (Some(x), Some(y)) => {
                    let item = |i: usize| x.items().get(i).copied().zip(y.items().get(i).copied());
                    self.compare_sequences(op, x.len(), y.len(), item, || (x.len(), y.len()))
                }
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            Kind::Bytes | Kind::ByteArray => Ok(compare_bytes(op, a, b)),
            Kind::Complex => self.compare_complex(op, a, b),
            Kind::Dict if matches!(op, CompareOp::Eq | CompareOp::Ne) => {
                if b.kind() != Some(Kind::Dict) {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                let equal = a == b || self.dict_equal(a, b)?;
                Ok(Value::bool(equal == (op == CompareOp::Eq)))
            }
            Kind::Set | Kind::FrozenSet | Kind::DictView => {
                if any_set(b).is_some() || b.is_object::<DictView>() {
                    self.set_compare(op, a, b)
                } else {
                    Ok(Value::NOT_IMPLEMENTED)
                }
            }
            Kind::Range | Kind::BoundMethod if !matches!(op, CompareOp::Eq | CompareOp::Ne) => Ok(Value::NOT_IMPLEMENTED),
            Kind::Range => match (a.as_object::<Range>(), b.as_object::<Range>()) {
                (Some(x), Some(y)) => Ok(Value::bool(ranges_equal(x, y) == (op == CompareOp::Eq))),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            Kind::Slice => match (a.as_object::<Slice>(), b.as_object::<Slice>()) {
                (Some(x), Some(y)) => {
                    let (p, q) = ([x.start, x.stop, x.step], [y.start, y.stop, y.step]);
                    self.compare_sequences(op, 3, 3, |i| p.get(i).copied().zip(q.get(i).copied()), || (3, 3))
                }
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            Kind::BoundMethod => match (a.as_object::<BoundMethod>(), b.as_object::<BoundMethod>()) {
                (Some(x), Some(y)) => {
                    let equal = x.receiver == y.receiver && self.eq(x.function, y.function)?;
                    Ok(Value::bool(equal == (op == CompareOp::Eq)))
                }
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// Lexicographic comparison; items identical or equal count as equal. `item` gives the items at an index while both
    /// sequences have one, `lengths` the lengths as they are then.
    fn compare_sequences(
        &mut self,
        op: CompareOp,
        len_a: usize,
        len_b: usize,
        item: impl Fn(usize) -> Option<(Value, Value)>,
        lengths: impl Fn() -> (usize, usize),
    ) -> Result {
        if len_a != len_b && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(Value::bool(op == CompareOp::Ne));
        }
        let mut i = 0;
        while let Some((x, y)) = item(i) {
            match quick_order(x, y) {
                Some(Ordering::Equal) => i += 1,
                Some(order) => return Ok(Value::bool(op.holds(Some(order)))),
                None => break,
            }
        }
        self.enter_comparison()?;
        let result = loop {
            let Some((x, y)) = item(i) else {
                let (len_a, len_b) = lengths();
                break Ok(Value::bool(op.holds(Some(len_a.cmp(&len_b)))));
            };
            match self.eq(x, y) {
                Ok(true) => i += 1,
                Ok(false) => {
                    break match op {
                        CompareOp::Eq => Ok(Value::FALSE),
                        CompareOp::Ne => Ok(Value::TRUE),
                        _ => self.compare(op, x, y),
                    };
                }
                Err(raised) => break Err(raised),
            }
        };
        self.leave_frame();
        result
    }

    fn compare_complex(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let Some(x) = a.as_object::<Complex>() else { return Ok(Value::NOT_IMPLEMENTED) };
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let equal = match b.as_object::<Complex>() {
            Some(y) => x.re == y.re && x.im == y.im,
            None if crate::ops::arithmetic::is_number(b) => {
                x.im == 0.0 && compare_numbers(CompareOp::Eq, Value::float(x.re), b) == Value::TRUE
            }
            None => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(Value::bool(equal == (op == CompareOp::Eq)))
    }
}

/// Order of two items that are identical, or both immediate integers, floats or strings, or tuples of such.
#[inline]
fn quick_order(x: Value, y: Value) -> Option<Ordering> {
    match quick_item_order(x, y) {
        None => quick_tuple_order(x.as_object()?, y.as_object()?),
        order => order,
    }
}

/// As [`quick_order`], of the items of two tuples, which are no tuples themselves.
pub(crate) fn quick_tuple_order(x: Gc<Tuple>, y: Gc<Tuple>) -> Option<Ordering> {
    tuple_order(x, y, quick_item_order)
}

/// Order of two tuples by that of their items: that of the first that differ, or else of the lengths.
#[inline(always)]
fn tuple_order(x: Gc<Tuple>, y: Gc<Tuple>, item_order: impl Fn(Value, Value) -> Option<Ordering>) -> Option<Ordering> {
    for (&a, &b) in x.items().iter().zip(y.items()) {
        let order = item_order(a, b)?;
        if order.is_ne() {
            return Some(order);
        }
    }
    Some(x.len().cmp(&y.len()))
}

/// As [`quick_order`], without tuples.
#[inline]
fn quick_item_order(x: Value, y: Value) -> Option<Ordering> {
    if x == y {
        return Some(Ordering::Equal);
    }
    if let (Some(x), Some(y)) = (x.as_small_int(), y.as_small_int()) {
        return Some(x.cmp(&y));
    }
    if let (Some(x), Some(y)) = (x.as_object::<Str>(), y.as_object::<Str>()) {
        return Some(order_strings(&x, &y));
    }
    x.as_float()?.partial_cmp(&y.as_float()?)
}

/// Comparison of `int`, `bool` and `float`, exact for any size.
fn compare_numbers(op: CompareOp, a: Value, b: Value) -> Value {
    let ordering = match (IntRef::of(a), IntRef::of(b)) {
        (Some(x), Some(y)) => Some(compare_ints(x, y)),
        (Some(x), None) => match b.as_float() {
            Some(f) => compare_int_float(x, f),
            None => return Value::NOT_IMPLEMENTED,
        },
        (None, Some(y)) => match a.as_float() {
            Some(f) => compare_int_float(y, f).map(Ordering::reverse),
            None => return Value::NOT_IMPLEMENTED,
        },
        (None, None) => match (a.as_float(), b.as_float()) {
            (Some(x), Some(y)) => x.partial_cmp(&y),
            _ => return Value::NOT_IMPLEMENTED,
        },
    };
    Value::bool(op.holds(ordering))
}

/// Order of two integers.
pub fn compare_ints(a: IntRef, b: IntRef) -> Ordering {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => x.cmp(&y),
        // A big one lies outside the immediate range on the side of its sign.
        (IntRef::Small(_), IntRef::Big(y)) => {
            if y.is_negative() {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (IntRef::Big(x), IntRef::Small(_)) => {
            if x.is_negative() {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (IntRef::Big(x), IntRef::Big(y)) => match (x.wide(), y.wide()) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => x.value().cmp(&y.value()),
        },
    }
}

/// Exact order of an integer and a double; `None` for NaN.
pub fn compare_int_float(i: IntRef, f: f64) -> Option<Ordering> {
    match i {
        IntRef::Small(i) => (i as f64).partial_cmp(&f),
        IntRef::Big(_) if f.is_nan() => None,
        IntRef::Big(_) if f.is_infinite() => Some(if f > 0.0 { Ordering::Less } else { Ordering::Greater }),
        IntRef::Big(big) => {
            let whole = Big::from_f64(f.trunc()).unwrap_or_default();
            Some(big.value().as_ref().cmp(&whole).then_with(|| 0f64.partial_cmp(&f.fract()).unwrap_or(Ordering::Equal)))
        }
    }
}

fn compare_strings(op: CompareOp, a: Gc<Str>, b: Gc<Str>) -> bool {
    match op {
        CompareOp::Eq => a.equals(&b),
        CompareOp::Ne => !a.equals(&b),
        _ => op.holds(Some(order_strings(&a, &b))),
    }
}

/// Order of two strings by code point.
pub fn order_strings(a: &Str, b: &Str) -> Ordering {
    match (a.chars(), b.chars()) {
        (Chars::Ascii(x), Chars::Ascii(y)) => x.cmp(y),
        (Chars::Wide(x), Chars::Wide(y)) => x.cmp(y),
        (x, y) => x.iter().cmp(y.iter()),
    }
}

fn compare_bytes(op: CompareOp, a: Value, b: Value) -> Value {
    let ordering = match (a.as_object::<Bytes>(), b.as_object::<Bytes>(), a.as_object::<ByteArray>(), b.as_object::<ByteArray>()) {
        (Some(x), Some(y), ..) => x.as_slice().cmp(y.as_slice()),
        (Some(x), _, _, Some(y)) => x.as_slice().cmp(y.data.borrow().as_slice()),
        (_, Some(y), Some(x), _) => x.data.borrow().as_slice().cmp(y.as_slice()),
        (_, _, Some(x), Some(y)) => x.data.borrow().as_slice().cmp(y.data.borrow().as_slice()),
        _ => return Value::NOT_IMPLEMENTED,
    };
    Value::bool(op.holds(Some(ordering)))
}

/// Number of items of a range.
pub fn big_range_length(range: Gc<Range>) -> Big {
    if let Some((start, stop, step)) = range.small() {
        return Big::from(range_length(start, stop, step));
    }
    let part = |v: Value| IntRef::of(v).map_or(Big::zero(), |i| i.big().into_owned());
    let (start, stop, step) = (part(range.start), part(range.stop), part(range.step));
    if step.is_positive() && start < stop {
        (stop - 1i32 - start).div_floor(&step) + 1i32
    } else if step.is_negative() && start > stop {
        (start - 1i32 - stop).div_floor(&-step) + 1i32
    } else {
        Big::zero()
    }
}

fn ranges_equal(a: Gc<Range>, b: Gc<Range>) -> bool {
    let (len_a, len_b) = (big_range_length(a), big_range_length(b));
    let same = |x: Value, y: Value| match (IntRef::of(x), IntRef::of(y)) {
        (Some(i), Some(j)) => compare_ints(i, j) == Ordering::Equal,
        _ => false,
    };
    len_a == len_b && (len_a.is_zero() || (same(a.start, b.start) && (len_a == Big::from(1) || same(a.step, b.step))))
}
