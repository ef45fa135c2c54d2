//! `set` and `frozenset`: methods and constructors; the tables are in [`crate::ops::set`].

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::set::{FrozenSet, Set, any_set};
use crate::ops::set as table;
use crate::ops::{BinaryOp, CompareOp};
use crate::types::receiver::wrong_receiver;
use crate::types::{class_argument, reject_keywords};
use crate::value::{Result, Value};

/// Methods of both.
const COMMON: &[NativeDef] = &[
    native("copy", NativeBody::F1(copy), 1),
    native("union", NativeBody::Var(union), 1),
    native("intersection", NativeBody::Var(intersection), 1),
    native("difference", NativeBody::Var(difference), 1),
    native("symmetric_difference", NativeBody::F2(symmetric_difference), 2),
    native("isdisjoint", NativeBody::F2(is_disjoint), 2),
    native("issubset", NativeBody::F2(is_subset), 2),
    native("issuperset", NativeBody::F2(is_superset), 2),
    native("__len__", NativeBody::F1(|rt, v| Ok(Value::small_int(set(rt, v, "__len__")?.table().used as i64))), 1),
    native(
        "__contains__",
        NativeBody::F2(|rt, v, x| set(rt, v, "__contains__").and_then(|s| table::contains(rt, s, x).map(Value::bool))),
        2,
    ),
    native("__iter__", NativeBody::F1(|rt, v| set(rt, v, "__iter__").and_then(|s| rt.get_iter(s.into()))), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("__and__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitAnd, a, b)), 2),
    native("__rand__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitAnd, b, a)), 2),
    native("__or__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitOr, a, b)), 2),
    native("__ror__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitOr, b, a)), 2),
    native("__sub__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::Sub, a, b)), 2),
    native("__rsub__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::Sub, b, a)), 2),
    native("__xor__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitXor, a, b)), 2),
    native("__rxor__", NativeBody::F2(|rt, a, b| binary(rt, BinaryOp::BitXor, b, a)), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ne, a, b)), 2),
    native("__lt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Lt, a, b)), 2),
    native("__le__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Le, a, b)), 2),
    native("__gt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Gt, a, b)), 2),
    native("__ge__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ge, a, b)), 2),
];

const SET_METHODS: &[NativeDef] = &[
    native("add", NativeBody::F2(add), 2),
    native("discard", NativeBody::F2(discard), 2),
    native("remove", NativeBody::F2(remove), 2),
    native("pop", NativeBody::F1(pop), 1),
    native("clear", NativeBody::F1(clear), 1),
    native("update", NativeBody::Var(update), 1),
    native("intersection_update", NativeBody::Var(intersection_update), 1),
    native("difference_update", NativeBody::Var(difference_update), 1),
    native("symmetric_difference_update", NativeBody::F2(symmetric_difference_update), 2),
    native("__init__", NativeBody::Var(init), 1),
    native("__iand__", NativeBody::F2(|rt, a, b| in_place(rt, BinaryOp::BitAnd, a, b)), 2),
    native("__ior__", NativeBody::F2(|rt, a, b| in_place(rt, BinaryOp::BitOr, a, b)), 2),
    native("__isub__", NativeBody::F2(|rt, a, b| in_place(rt, BinaryOp::Sub, a, b)), 2),
    native("__ixor__", NativeBody::F2(|rt, a, b| in_place(rt, BinaryOp::BitXor, a, b)), 2),
];

const SET_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_set), 1)];
const FROZEN_METHODS: &[NativeDef] = &[native("__hash__", NativeBody::F1(hash), 1)];
const FROZEN_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_frozen), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let (set, frozen) = (rt.types.set, rt.types.frozenset);
    for class in [set, frozen] {
        rt.install_methods(class, NativeRole::Method, COMMON);
        rt.install_methods(class, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
    }
    rt.install_methods(set, NativeRole::Method, SET_METHODS);
    rt.install_methods(set, NativeRole::StaticMethod, SET_NEW);
    rt.set_class_attribute(set, "__hash__", Value::NONE);
    rt.install_methods(frozen, NativeRole::Method, FROZEN_METHODS);
    rt.install_methods(frozen, NativeRole::StaticMethod, FROZEN_NEW);
}

/// The set or frozenset behind `self`.
fn set(rt: &mut Runtime, v: Value, name: &str) -> Result<Gc<Set>> {
    match any_set(native_payload(v)) {
        Some(s) => Ok(s),
        None => {
            let class = rt.types.set;
            Err(wrong_receiver(rt, class, v, name))
        }
    }
}

/// The `set` behind `self`, for methods that change it.
fn mutable(rt: &mut Runtime, v: Value, name: &str) -> Result<Gc<Set>> {
    crate::types::receiver(rt, v, name)
}

fn new_set(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.set)?;
    let set = rt.new_set();
    Ok(rt.wrap_payload(class, set.into()))
}

fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let this = args.positional[0];
    let set = mutable(rt, this, "__init__")?;
    if rt.class_of(this) == rt.types.set {
        reject_keywords(rt, args, "set")?;
    }
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("set expected at most 1 argument, got {}", args.positional.len() - 1)));
    }
    if set.table().fill != 0 {
        table::clear(rt, set);
    }
    if let Some(&iterable) = args.positional.get(1) {
        table::update(rt, set, iterable)?;
    }
    Ok(Value::NONE)
}

fn new_frozen(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.frozenset)?;
    if class == rt.types.frozenset {
        reject_keywords(rt, args, "frozenset")?;
    }
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("frozenset expected at most 1 argument, got {}", args.positional.len() - 1)));
    }
    let source = args.positional.get(1).copied();
    if let Some(frozen) = source
        && frozen.is_object::<FrozenSet>()
    {
        return Ok(rt.wrap_payload(class, frozen));
    }
    let frozen = table::new_like(rt, true);
    if let Some(iterable) = source {
        table::update(rt, frozen, iterable)?;
    }
    Ok(rt.wrap_payload(class, frozen.into()))
}

fn add(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let set = mutable(rt, this, "add")?;
    table::add(rt, set, item)?;
    Ok(Value::NONE)
}

fn discard(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let set = mutable(rt, this, "discard")?;
    table::discard(rt, set, item)?;
    Ok(Value::NONE)
}

fn remove(rt: &mut Runtime, this: Value, item: Value) -> Result {
    let set = mutable(rt, this, "remove")?;
    if table::discard(rt, set, item)? { Ok(Value::NONE) } else { Err(rt.key_error(item)) }
}

fn pop(rt: &mut Runtime, this: Value) -> Result {
    let set = mutable(rt, this, "pop")?;
    match table::pop(set) {
        Some(v) => Ok(v),
        None => {
            let class = rt.exceptions.key_error;
            Err(rt.raise(class, "pop from an empty set"))
        }
    }
}

fn clear(rt: &mut Runtime, this: Value) -> Result {
    let set = mutable(rt, this, "clear")?;
    table::clear(rt, set);
    Ok(Value::NONE)
}

fn no_keywords(rt: &mut Runtime, args: Args<'_>, name: &str) -> Result<()> {
    if args.keywords.is_empty() {
        return Ok(());
    }
    let class = rt.type_name(args.positional[0]);
    Err(rt.type_error(format!("{class}.{name}() takes no keyword arguments")))
}

fn update(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "update")?;
    let set = mutable(rt, args.positional[0], "update")?;
    for &other in &args.positional[1..] {
        table::update(rt, set, other)?;
    }
    Ok(Value::NONE)
}

fn intersection_of(rt: &mut Runtime, set: Gc<Set>, others: &[Value]) -> Result<Gc<Set>> {
    let mut result = match others.first() {
        None => return table::copy(rt, set),
        Some(&first) => table::intersection(rt, set, first)?,
    };
    for &other in &others[1..] {
        result = table::intersection(rt, result, other)?;
    }
    Ok(result)
}

fn intersection(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "intersection")?;
    let set = set(rt, args.positional[0], "intersection")?;
    Ok(intersection_of(rt, set, &args.positional[1..])?.into())
}

fn intersection_update(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "intersection_update")?;
    let set = mutable(rt, args.positional[0], "intersection_update")?;
    let result = intersection_of(rt, set, &args.positional[1..])?;
    table::replace(set, result);
    Ok(Value::NONE)
}

fn difference(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "difference")?;
    let set = set(rt, args.positional[0], "difference")?;
    let Some(&first) = args.positional.get(1) else { return Ok(table::copy(rt, set)?.into()) };
    let result = table::difference(rt, set, first)?;
    for &other in &args.positional[2..] {
        table::difference_update(rt, result, other)?;
    }
    Ok(result.into())
}

fn difference_update(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "difference_update")?;
    let set = mutable(rt, args.positional[0], "difference_update")?;
    for &other in &args.positional[1..] {
        table::difference_update(rt, set, other)?;
    }
    Ok(Value::NONE)
}

fn union(rt: &mut Runtime, args: Args<'_>) -> Result {
    no_keywords(rt, args, "union")?;
    let set = set(rt, args.positional[0], "union")?;
    let result = table::copy(rt, set)?;
    for &other in &args.positional[1..] {
        table::update(rt, result, other)?;
    }
    Ok(result.into())
}

fn symmetric_difference(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let set = set(rt, this, "symmetric_difference")?;
    Ok(table::symmetric_difference(rt, set, other)?.into())
}

fn symmetric_difference_update(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let set = mutable(rt, this, "symmetric_difference_update")?;
    table::symmetric_difference_update(rt, set, other)?;
    Ok(Value::NONE)
}

fn copy(rt: &mut Runtime, this: Value) -> Result {
    if this.is_object::<FrozenSet>() {
        return Ok(this);
    }
    let set = set(rt, this, "copy")?;
    Ok(table::copy(rt, set)?.into())
}

fn is_disjoint(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let set = set(rt, this, "isdisjoint")?;
    let (mut asked, mut walked) = (set, other);
    if let Some(other) = any_set(native_payload(other)) {
        walked = other.into();
        if other.table().used > set.table().used {
            (asked, walked) = (other, set.into());
        }
    }
    let iterator = rt.get_iter(walked)?;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(Value::TRUE);
        }
        if table::contains(rt, asked, item)? {
            return Ok(Value::FALSE);
        }
    }
}

/// The set of an argument: itself, or a new one of its items.
fn as_set(rt: &mut Runtime, v: Value) -> Result<Gc<Set>> {
    match any_set(native_payload(v)) {
        Some(s) => Ok(s),
        None => {
            let s = rt.new_set();
            table::update(rt, s, v)?;
            Ok(s)
        }
    }
}

fn is_subset(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let set = set(rt, this, "issubset")?;
    let other = as_set(rt, other)?;
    table::is_subset(rt, set, other).map(Value::bool)
}

fn is_superset(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let set = set(rt, this, "issuperset")?;
    let other = as_set(rt, other)?;
    table::is_subset(rt, other, set).map(Value::bool)
}

fn binary(rt: &mut Runtime, op: BinaryOp, a: Value, b: Value) -> Result {
    if any_set(native_payload(a)).is_none() || any_set(native_payload(b)).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    rt.set_binary(op, a, b)
}

fn in_place(rt: &mut Runtime, op: BinaryOp, a: Value, b: Value) -> Result {
    mutable(rt, a, "__ior__")?;
    if any_set(native_payload(b)).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    rt.set_in_place(op, a, b)?;
    Ok(a)
}

fn compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    if any_set(native_payload(a)).is_none() || any_set(native_payload(b)).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    rt.set_compare(op, a, b)
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let h = table::hash_of(set(rt, this, "__hash__")?);
    Ok(rt.new_int(h))
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let set = set(rt, this, "__repr__")?;
    let name = rt.type_name(this);
    if rt.repr_active.contains(&set.into()) {
        return Ok(rt.str_value(&format!("{name}(...)")));
    }
    if set.table().used == 0 {
        return Ok(rt.str_value(&format!("{name}()")));
    }
    rt.repr_active.push(set.into());
    let items = table::keys(rt, set);
    let mut text = String::new();
    let mut failed = None;
    for (i, &item) in items.iter().enumerate() {
        match rt.repr(item) {
            Ok(s) => {
                text.push_str(if i > 0 { ", " } else { "" });
                s.chars().push_to(&mut text);
            }
            Err(e) => {
                failed = Some(e);
                break;
            }
        }
    }
    rt.repr_active.pop();
    if let Some(e) = failed {
        return Err(e);
    }
    let text = if name == "set" { format!("{{{text}}}") } else { format!("{name}({{{text}}})") };
    Ok(rt.str_value(&text))
}
