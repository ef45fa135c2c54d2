//! `tuple`: methods and constructor.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::tuple::Tuple;
use crate::ops::CompareOp;
use crate::ops::arithmetic::sequence::repeat_into;
use crate::ops::index::bound_argument;
use crate::types::{class_argument, receiver, reject_keywords};
use crate::value::{Result, Value};

const METHODS: &[NativeDef] = &[
    native("index", NativeBody::F4(index), 2),
    native("count", NativeBody::F2(count), 2),
    native("__len__", NativeBody::F1(|rt, v| Ok(Value::small_int(receiver::<Tuple>(rt, v, "__len__")?.len() as i64))), 1),
    native(
        "__getitem__",
        NativeBody::F2(|rt, v, i| receiver::<Tuple>(rt, v, "__getitem__").and_then(|t| rt.get_item_native(t.into(), i))),
        2,
    ),
    native("__contains__", NativeBody::F2(contains), 2),
    native("__iter__", NativeBody::F1(|rt, v| receiver::<Tuple>(rt, v, "__iter__").and_then(|t| rt.get_iter(t.into()))), 1),
    native("__add__", NativeBody::F2(add), 2),
    native("__mul__", NativeBody::F2(repeat_method), 2),
    native("__rmul__", NativeBody::F2(repeat_method), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ne, a, b)), 2),
    native("__lt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Lt, a, b)), 2),
    native("__le__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Le, a, b)), 2),
    native("__gt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Gt, a, b)), 2),
    native("__ge__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ge, a, b)), 2),
    native("__hash__", NativeBody::F1(hash), 1),
    native("__repr__", NativeBody::F1(|rt, v| receiver::<Tuple>(rt, v, "__repr__").and_then(|t| rt.repr(t.into()).map(Value::from))), 1),
    native("__getnewargs__", NativeBody::F1(new_args), 1),
];

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.tuple;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.tuple)?;
    if class == rt.types.tuple {
        reject_keywords(rt, args, "tuple")?;
    }
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("tuple expected at most 1 argument, got {}", args.positional.len() - 1)));
    }
    let tuple = match args.positional.get(1) {
        Some(&iterable) => rt.tuple_of(iterable)?,
        None => rt.empty_tuple,
    };
    Ok(rt.wrap_payload(class, tuple.into()))
}

/// Position of the first item in `[start, stop)` equal to `item`.
fn find(rt: &mut Runtime, tuple: Gc<Tuple>, item: Value, start: usize, stop: usize) -> Result<Option<usize>> {
    for at in start..stop.min(tuple.len()) {
        let candidate = tuple.items()[at];
        if candidate == item || rt.eq(candidate, item)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// `item in tuple`.
///
/// # Errors
/// Whatever `__eq__` raises.
pub(crate) fn tuple_contains(rt: &mut Runtime, tuple: Gc<Tuple>, item: Value) -> Result<bool> {
    Ok(find(rt, tuple, item, 0, usize::MAX)?.is_some())
}

fn contains(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "__contains__")?;
    tuple_contains(rt, tuple, item).map(Value::bool)
}

fn index(rt: &mut Runtime, this: Value, item: Value, start: Value, stop: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "index")?;
    let (start, stop) = (bound_argument(rt, start, 0)?, bound_argument(rt, stop, i64::MAX)?);
    let len = tuple.len() as i64;
    let from_end = |b: i64| (if b < 0 { b.saturating_add(len).max(0) } else { b }) as usize;
    match find(rt, tuple, item, from_end(start), from_end(stop))? {
        Some(at) => Ok(Value::small_int(at as i64)),
        None => Err(rt.value_error("tuple.index(x): x not in tuple")),
    }
}

fn count(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "count")?;
    let mut n = 0;
    for &candidate in tuple.items() {
        if candidate == item || rt.eq(candidate, item)? {
            n += 1;
        }
    }
    Ok(Value::small_int(n))
}

/// `tuple + tuple`.
///
/// # Errors
/// `TypeError` for anything but a tuple on the right.
pub(crate) fn concat(rt: &mut Runtime, a: Gc<Tuple>, b: Value) -> Result {
    let Some(other) = native_payload(b).as_object::<Tuple>() else {
        let name = rt.type_name(b);
        return Err(rt.type_error(format!("can only concatenate tuple (not \"{name}\") to tuple")));
    };
    if a.is_empty() && other == b.as_object().unwrap_or(a) {
        return Ok(b);
    }
    let mut items = rt.try_vec(a.len() + other.len())?;
    items.extend_from_slice(a.items());
    items.extend_from_slice(other.items());
    Ok(rt.new_tuple(&items).into())
}

fn add(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "__add__")?;
    concat(rt, tuple, other)
}

/// `tuple * n`.
///
/// # Errors
/// As [`super::list::repeat_count`].
pub(crate) fn repeat(rt: &mut Runtime, tuple: Gc<Tuple>, times: Value) -> Result {
    let times = super::list::repeat_count(rt, tuple.len(), times)?;
    if times == 1 {
        return Ok(tuple.into());
    }
    let mut items = rt.try_vec(tuple.len() * times)?;
    repeat_into(&mut items, tuple.items(), times);
    Ok(rt.new_tuple(&items).into())
}

fn repeat_method(rt: &mut Runtime, this: Value, times: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "__mul__")?;
    repeat(rt, tuple, times)
}

fn compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    let a: Gc<Tuple> = receiver(rt, a, "__eq__")?;
    match native_payload(b).as_object::<Tuple>() {
        Some(b) => rt.compare(op, a.into(), b.into()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "__hash__")?;
    let h = rt.hash(tuple.into())?;
    Ok(rt.new_int(h))
}

fn new_args(rt: &mut Runtime, this: Value) -> Result {
    let tuple: Gc<Tuple> = receiver(rt, this, "__getnewargs__")?;
    Ok(rt.new_tuple(&[tuple.into()]).into())
}
