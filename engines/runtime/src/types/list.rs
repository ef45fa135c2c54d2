//! `list`: methods and constructor. Sorting is in [`super::sort`].

use crate::Runtime;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::dict::{Dict, ViewKind};
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::iterator::IterState;
use crate::object::list::List;
use crate::object::range::{Range, range_length};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::ops::CompareOp;
use crate::ops::arithmetic::sequence::repeat_into;
use crate::ops::index::{bound_argument, index_argument, index_value, int_clamped, int_to_i64, position};
use crate::types::{class_argument, receiver, reject_keywords};
use crate::value::{Result, Value};

const METHODS: &[NativeDef] = &[
    native("append", NativeBody::F2(append), 2),
    native("extend", NativeBody::F2(extend_method), 2),
    native("insert", NativeBody::F3(insert), 3),
    native("remove", NativeBody::F2(remove), 2),
    native("pop", NativeBody::F2(pop), 1),
    native("clear", NativeBody::F1(clear), 1),
    native("index", NativeBody::F4(index), 2),
    native("count", NativeBody::F2(count), 2),
    native("sort", NativeBody::Var(sort), 1),
    native("reverse", NativeBody::F1(reverse), 1),
    native("copy", NativeBody::F1(copy), 1),
    native("__init__", NativeBody::Var(init), 1),
    native("__len__", NativeBody::F1(|rt, v| Ok(Value::small_int(receiver::<List>(rt, v, "__len__")?.len() as i64))), 1),
    native(
        "__getitem__",
        NativeBody::F2(|rt, v, i| receiver::<List>(rt, v, "__getitem__").and_then(|l| rt.get_item_native(l.into(), i))),
        2,
    ),
    native("__setitem__", NativeBody::F3(set_item), 3),
    native("__delitem__", NativeBody::F2(delete_item), 2),
    native(
        "__contains__",
        NativeBody::F2(|rt, v, x| receiver::<List>(rt, v, "__contains__").and_then(|l| Ok(Value::bool(list_contains(rt, l, x)?)))),
        2,
    ),
    native("__iter__", NativeBody::F1(|rt, v| receiver::<List>(rt, v, "__iter__").and_then(|l| rt.get_iter(l.into()))), 1),
    native("__reversed__", NativeBody::F1(reversed), 1),
    native("__add__", NativeBody::F2(add), 2),
    native("__iadd__", NativeBody::F2(add_in_place), 2),
    native("__mul__", NativeBody::F2(repeat_method), 2),
    native("__rmul__", NativeBody::F2(repeat_method), 2),
    native("__imul__", NativeBody::F2(repeat_in_place), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ne, a, b)), 2),
    native("__lt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Lt, a, b)), 2),
    native("__le__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Le, a, b)), 2),
    native("__gt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Gt, a, b)), 2),
    native("__ge__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ge, a, b)), 2),
    native("__repr__", NativeBody::F1(|rt, v| receiver::<List>(rt, v, "__repr__").and_then(|l| rt.repr(l.into()).map(Value::from))), 1),
];

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.list;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
    rt.set_class_attribute(class, "__hash__", Value::NONE);
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.list)?;
    let list = rt.new_empty_list();
    Ok(rt.wrap_payload(class, list.into()))
}

fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let list: Gc<List> = receiver(rt, args.positional[0], "__init__")?;
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("list expected at most 1 argument, got {}", args.positional.len() - 1)));
    }
    if rt.class_of(args.positional[0]) == rt.types.list {
        reject_keywords(rt, args, "list")?;
    }
    if !list.is_empty() {
        list.with_vec(rt, |v| v.clear());
    }
    if let Some(&iterable) = args.positional.get(1) {
        extend(rt, list, iterable)?;
    }
    Ok(Value::NONE)
}

fn append(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "append")?;
    list.append(rt, item)?;
    Ok(Value::NONE)
}

/// Appends all items of an iterable, as `list.extend`.
///
/// # Errors
/// Of iteration; items before the failure stay appended.
pub(crate) fn extend(rt: &mut Runtime, list: Gc<List>, iterable: Value) -> Result<()> {
    match iterable.kind() {
        Some(Kind::List) => {
            if let Some(other) = iterable.as_object::<List>() {
                if other == list {
                    list.with_vec(rt, |v| v.extend_from_within(..));
                    return Ok(());
                }
                // SAFETY: copied into another list; nothing is allocated meanwhile.
                let items = unsafe { other.as_slice() };
                list.extend_from_slice(rt, items);
                return Ok(());
            }
        }
        Some(Kind::Tuple) => {
            if let Some(other) = iterable.as_object::<Tuple>() {
                list.extend_from_slice(rt, other.items());
                return Ok(());
            }
        }
        Some(Kind::Range) => {
            if let Some((start, stop, step)) = iterable.as_object::<Range>().and_then(|r| r.small()) {
                let length = usize::try_from(range_length(start, stop, step)).unwrap_or(usize::MAX);
                if length.saturating_add(list.len()) > rt.max_items() {
                    return Err(rt.memory_error());
                }
                list.reserve(rt, length);
                let mut next = start;
                for _ in 0..length {
                    list.push_within(Value::small_int(next));
                    next = next.wrapping_add(step);
                }
                return Ok(());
            }
        }
        Some(Kind::Str) => {
            if let Some(text) = iterable.as_object::<Str>() {
                list.reserve(rt, text.len());
                for c in text.chars().iter() {
                    let letter = rt.new_str_char(c);
                    list.push(rt, letter.into());
                }
                return Ok(());
            }
        }
        Some(Kind::Dict) => {
            if let Some(dict) = iterable.as_object::<Dict>() {
                extend_from_dict(rt, list, dict, ViewKind::Keys);
                return Ok(());
            }
        }
        _ => {}
    }
    let iterator = rt.get_iter(iterable)?;
    rt.check_length_hint(list, iterable)?;
    rt.drain(iterator, |rt, item| {
        list.push(rt, item);
        true
    })?;
    Ok(())
}

/// Appends a part of a dict.
pub(crate) fn extend_from_dict(rt: &mut Runtime, list: Gc<List>, dict: Gc<Dict>, part: ViewKind) {
    list.reserve(rt, dict.len());
    let mut at = 0;
    while let Some((i, key, value)) = dict.next_entry(at) {
        let item = match part {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => rt.new_tuple(&[key, value]).into(),
        };
        list.push(rt, item);
        at = i + 1;
    }
}

fn extend_method(rt: &mut Runtime, this: Value, iterable: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "extend")?;
    extend(rt, list, iterable)?;
    Ok(Value::NONE)
}

fn insert(rt: &mut Runtime, this: Value, at: Value, item: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "insert")?;
    let at = index_argument(rt, at)?;
    let len = list.len() as i64;
    let at = if at < 0 { (at.saturating_add(len)).max(0) } else { at.min(len) };
    list.with_vec(rt, |v| v.insert(at as usize, item));
    Ok(Value::NONE)
}

fn remove(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "remove")?;
    match find(rt, list, item, 0, i64::MAX)? {
        Some(at) => {
            if at < list.len() {
                list.with_vec(rt, |v| v.remove(at));
            }
            Ok(Value::NONE)
        }
        None => Err(rt.value_error("list.remove(x): x not in list")),
    }
}

/// First position in `[start, stop)` whose item equals `item`; sees changes that comparisons make.
fn find(rt: &mut Runtime, list: Gc<List>, item: Value, start: i64, stop: i64) -> Result<Option<usize>> {
    let mut at = start.max(0) as usize;
    while (at as i64) < stop {
        let Some(candidate) = list.get(at) else { return Ok(None) };
        if candidate == item || rt.eq(candidate, item)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

/// `item in list`.
///
/// # Errors
/// Whatever `__eq__` raises.
pub(crate) fn list_contains(rt: &mut Runtime, list: Gc<List>, item: Value) -> Result<bool> {
    Ok(find(rt, list, item, 0, i64::MAX)?.is_some())
}

fn pop(rt: &mut Runtime, this: Value, at: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "pop")?;
    let at = if at.is_empty() { -1 } else { index_argument(rt, at)? };
    if at == -1
        && let Some(item) = list.pop()
    {
        return Ok(item);
    }
    if list.is_empty() {
        return Err(rt.index_error("pop from empty list"));
    }
    match position(at, list.len()) {
        Some(at) => Ok(list.with_vec(rt, |v| v.remove(at))),
        None => Err(rt.index_error("pop index out of range")),
    }
}

fn clear(rt: &mut Runtime, this: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "clear")?;
    list.with_vec(rt, |v| *v = Vec::new());
    Ok(Value::NONE)
}

fn index(rt: &mut Runtime, this: Value, item: Value, start: Value, stop: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "index")?;
    let (start, stop) = (bound_argument(rt, start, 0)?, bound_argument(rt, stop, i64::MAX)?);
    let len = list.len() as i64;
    let from_end = |b: i64| if b < 0 { b.saturating_add(len).max(0) } else { b };
    match find(rt, list, item, from_end(start), from_end(stop))? {
        Some(at) => Ok(Value::small_int(at as i64)),
        None => {
            let text = rt.repr(item)?.to_rust();
            Err(rt.value_error(format!("{text} is not in list")))
        }
    }
}

fn count(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "count")?;
    let (mut at, mut n) = (0, 0);
    while let Some(candidate) = list.get(at) {
        if candidate == item || rt.eq(candidate, item)? {
            n += 1;
        }
        at += 1;
    }
    Ok(Value::small_int(n))
}

fn sort(rt: &mut Runtime, args: Args<'_>) -> Result {
    let list: Gc<List> = receiver(rt, args.positional[0], "sort")?;
    if args.positional.len() > 1 {
        return Err(rt.type_error("sort() takes no positional arguments"));
    }
    let (key, reverse) = super::sort::sort_options(rt, args)?;
    super::sort::sort_list(rt, list, key, reverse)?;
    Ok(Value::NONE)
}

fn reverse(rt: &mut Runtime, this: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "reverse")?;
    list.with_vec(rt, |v| v.reverse());
    Ok(Value::NONE)
}

fn copy(rt: &mut Runtime, this: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "copy")?;
    Ok(rt.list_of(list.into())?.into())
}

fn set_item(rt: &mut Runtime, this: Value, index: Value, value: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__setitem__")?;
    rt.set_item_native(list.into(), index, value)?;
    Ok(Value::NONE)
}

fn delete_item(rt: &mut Runtime, this: Value, index: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__delitem__")?;
    rt.delete_item_native(list.into(), index)?;
    Ok(Value::NONE)
}

fn reversed(rt: &mut Runtime, this: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__reversed__")?;
    Ok(rt.new_iterator(IterState::ListReverse { list: list.into(), index: list.len() }).into())
}

/// `list + list`.
///
/// # Errors
/// `TypeError` for anything but a list on the right.
pub(crate) fn concat(rt: &mut Runtime, a: Gc<List>, b: Value) -> Result {
    let Some(other) = crate::object::instance::native_payload(b).as_object::<List>() else {
        let name = rt.type_name(b);
        return Err(rt.type_error(format!("can only concatenate list (not \"{name}\") to list")));
    };
    let mut items = rt.try_vec(a.len() + other.len())?;
    // SAFETY: copied before anything else runs.
    unsafe {
        items.extend_from_slice(a.as_slice());
        items.extend_from_slice(other.as_slice());
    }
    Ok(rt.new_list(items).into())
}

fn add(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__add__")?;
    concat(rt, list, other)
}

fn add_in_place(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__iadd__")?;
    extend(rt, list, other)?;
    Ok(this)
}

/// How often a sequence of `len` items is repeated by an integer; negative counts as 0.
///
/// # Errors
/// `TypeError` when not an integer, `OverflowError` or `MemoryError` when the result cannot exist.
pub(crate) fn repeat_count(rt: &mut Runtime, len: usize, times: Value) -> Result<usize> {
    let Some(times) = index_value(rt, times)? else {
        return Err(crate::ops::index::not_an_integer(rt, times));
    };
    if int_to_i64(times).is_none() {
        return Err(rt.overflow_error("cannot fit 'int' into an index-sized integer"));
    }
    let times = int_clamped(times).max(0) as usize;
    match len.checked_mul(times) {
        Some(n) if n <= rt.max_items() => Ok(times),
        _ => Err(rt.memory_error()),
    }
}

/// `list * n`.
///
/// # Errors
/// As [`repeat_count`].
pub(crate) fn repeat(rt: &mut Runtime, list: Gc<List>, times: Value) -> Result {
    let times = repeat_count(rt, list.len(), times)?;
    let mut items = rt.try_vec(list.len() * times)?;
    // SAFETY: copied before anything else runs.
    repeat_into(&mut items, unsafe { list.as_slice() }, times);
    Ok(rt.new_list(items).into())
}

fn repeat_method(rt: &mut Runtime, this: Value, times: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__mul__")?;
    repeat(rt, list, times)
}

fn repeat_in_place(rt: &mut Runtime, this: Value, times: Value) -> Result {
    let list: Gc<List> = receiver(rt, this, "__imul__")?;
    let times = repeat_count(rt, list.len(), times)?;
    let total = list.len() * times;
    // Reserve first, so that failing leaves the list as it was.
    rt.try_vec(total.saturating_sub(list.len()))?;
    list.with_vec(rt, |v| {
        let items = v.clone();
        v.clear();
        repeat_into(v, &items, times);
    });
    Ok(this)
}

fn compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    let a: Gc<List> = receiver(rt, a, "__eq__")?;
    match crate::object::instance::native_payload(b).as_object::<List>() {
        Some(b) => rt.compare(op, a.into(), b.into()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}
