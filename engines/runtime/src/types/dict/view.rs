//! `dict_keys`, `dict_values`, `dict_items`: views, with the set operations of keys and items.

use crate::Runtime;
use crate::object::Gc;
use crate::object::dict::{DictView, ViewKind};
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::set::any_set;
use crate::object::tuple::Tuple;
use crate::ops::iterate::dict_reverse_state;
use crate::ops::{BinaryOp, CompareOp};
use crate::types::receiver;
use crate::value::{Result, Value};

const COMMON: &[NativeDef] = &[
    native("__len__", NativeBody::F1(|rt, v| Ok(Value::small_int(receiver::<DictView>(rt, v, "__len__")?.dict.len() as i64))), 1),
    native("__iter__", NativeBody::F1(|rt, v| rt.get_iter(v)), 1),
    native("__reversed__", NativeBody::F1(reversed), 1),
    native("__repr__", NativeBody::F1(repr), 1),
];

const SET_LIKE: &[NativeDef] = &[
    native(
        "__contains__",
        NativeBody::F2(|rt, v, x| receiver(rt, v, "__contains__").and_then(|d| view_contains(rt, d, x).map(Value::bool))),
        2,
    ),
    native("isdisjoint", NativeBody::F2(is_disjoint), 2),
    native("__and__", NativeBody::F2(and), 2),
    native("__rand__", NativeBody::F2(|rt, a, b| and(rt, b, a)), 2),
    native("__or__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::BitOr, a, b)), 2),
    native("__ror__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::BitOr, b, a)), 2),
    native("__sub__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::Sub, a, b)), 2),
    native("__rsub__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::Sub, b, a)), 2),
    native("__xor__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::BitXor, a, b)), 2),
    native("__rxor__", NativeBody::F2(|rt, a, b| combine(rt, BinaryOp::BitXor, b, a)), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ne, a, b)), 2),
    native("__lt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Lt, a, b)), 2),
    native("__le__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Le, a, b)), 2),
    native("__gt__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Gt, a, b)), 2),
    native("__ge__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ge, a, b)), 2),
];

const GETSETS: &[GetSetDef] =
    &[GetSetDef { name: "mapping", get: |rt, v| receiver::<DictView>(rt, v, "mapping").map(|d| d.dict.into()), set: None }];

pub(crate) fn install(rt: &mut Runtime) {
    let (keys, values, items) = (rt.types.dict_keys, rt.types.dict_values, rt.types.dict_items);
    for class in [keys, values, items] {
        rt.install_methods(class, NativeRole::Method, COMMON);
        rt.install_getsets(class, GETSETS);
    }
    for class in [keys, items] {
        rt.install_methods(class, NativeRole::Method, SET_LIKE);
        rt.set_class_attribute(class, "__hash__", Value::NONE);
    }
}

fn reversed(rt: &mut Runtime, this: Value) -> Result {
    let view: Gc<DictView> = receiver(rt, this, "__reversed__")?;
    Ok(rt.new_iterator(dict_reverse_state(view.dict, view.part)).into())
}

/// `item in view`.
///
/// # Errors
/// Whatever `__hash__` and `__eq__` raise.
pub(crate) fn view_contains(rt: &mut Runtime, view: Gc<DictView>, item: Value) -> Result<bool> {
    match view.part {
        ViewKind::Keys => Ok(view.dict.get(rt, item)?.is_some()),
        ViewKind::Items => {
            let pair = crate::object::instance::native_payload(item).as_object::<Tuple>();
            let Some(pair) = pair else { return Ok(false) };
            let &[key, value] = pair.items() else { return Ok(false) };
            match view.dict.get(rt, key)? {
                Some(found) => Ok(found == value || rt.eq(found, value)?),
                None => Ok(false),
            }
        }
        ViewKind::Values => {
            let mut at = 0;
            while let Some((i, _, value)) = view.dict.next_entry(at) {
                if value == item || rt.eq(value, item)? {
                    return Ok(true);
                }
                at = i + 1;
            }
            Ok(false)
        }
    }
}

/// A new set of the items of any iterable, changed by a method of `set` with the other operand.
fn combine(rt: &mut Runtime, op: BinaryOp, a: Value, b: Value) -> Result {
    let set = rt.new_set();
    crate::ops::set::update(rt, set, a)?;
    match op {
        BinaryOp::BitOr => crate::ops::set::update(rt, set, b)?,
        BinaryOp::Sub => crate::ops::set::difference_update(rt, set, b)?,
        _ => crate::ops::set::symmetric_difference_update(rt, set, b)?,
    }
    Ok(set.into())
}

/// As CPython's `_PyDictView_Intersect`: walks the smaller of two views or sets.
fn and(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (mut walked, mut asked) = (b, a);
    if !a.is_object::<DictView>() || is_sized_collection(b) && rt.length(b)? > rt.length(a)? {
        (walked, asked) = (a, b);
    }
    if !asked.is_object::<DictView>() && any_set(asked).is_none() {
        (walked, asked) = (asked, walked);
    }
    let result = rt.new_set();
    rt.for_each(walked, |rt, item| {
        let there = match asked.as_object::<DictView>() {
            Some(view) => view_contains(rt, view, item)?,
            None => match any_set(asked) {
                Some(set) => crate::ops::set::contains(rt, set, item)?,
                None => rt.contains(asked, item)?,
            },
        };
        if there { crate::ops::set::add(rt, result, item).map(|_| ()) } else { Ok(()) }
    })?;
    Ok(result.into())
}

/// Whether a value is a view that behaves as a set.
pub(crate) fn is_set_like(v: Value) -> bool {
    v.as_object::<DictView>().is_some_and(|d| d.part != ViewKind::Values)
}

fn is_sized_collection(v: Value) -> bool {
    any_set(v).is_some() || is_set_like(v)
}

fn is_disjoint(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let view: Gc<DictView> = receiver(rt, this, "isdisjoint")?;
    let iterator = rt.get_iter(other)?;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(Value::TRUE);
        }
        if view_contains(rt, view, item)? {
            return Ok(Value::FALSE);
        }
    }
}

/// A set operator with a view on one side.
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn binary(rt: &mut Runtime, op: BinaryOp, a: Value, b: Value) -> Result {
    match op {
        BinaryOp::BitAnd => and(rt, a, b),
        BinaryOp::BitOr | BinaryOp::Sub | BinaryOp::BitXor => combine(rt, op, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// A comparison with a view on one side; `NotImplemented` when the other is neither a view of keys or items nor a set.
///
/// # Errors
/// Of hashing and comparison.
pub(crate) fn compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    if !is_sized_collection(a) || !is_sized_collection(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (n, m) = (rt.length(a)?, rt.length(b)?);
    Ok(Value::bool(match op {
        CompareOp::Eq => n == m && all_in(rt, a, b)?,
        CompareOp::Ne => n != m || !all_in(rt, a, b)?,
        CompareOp::Lt => n < m && all_in(rt, a, b)?,
        CompareOp::Le => n <= m && all_in(rt, a, b)?,
        CompareOp::Gt => n > m && all_in(rt, b, a)?,
        CompareOp::Ge => n >= m && all_in(rt, b, a)?,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }))
}

fn all_in(rt: &mut Runtime, items: Value, container: Value) -> Result<bool> {
    let iterator = rt.get_iter(items)?;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(true);
        }
        let there = match container.as_object::<DictView>() {
            Some(view) => view_contains(rt, view, item)?,
            None => match any_set(container) {
                Some(set) => crate::ops::set::contains(rt, set, item)?,
                None => false,
            },
        };
        if !there {
            return Ok(false);
        }
    }
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let view: Gc<DictView> = receiver(rt, this, "__repr__")?;
    if rt.repr_active.contains(&this) {
        return Ok(rt.str_value("..."));
    }
    rt.repr_active.push(this);
    let list = rt.new_empty_list();
    crate::types::list::extend_from_dict(rt, list, view.dict, view.part);
    let text = rt.repr(list.into());
    rt.repr_active.pop();
    let name = rt.type_name(this);
    let text = format!("{name}({})", text?.to_rust());
    Ok(rt.str_value(&text))
}

impl Runtime {
    /// Whether a dict view has an item.
    ///
    /// # Errors
    /// Whatever `__hash__` and `__eq__` raise.
    pub(crate) fn view_contains(&mut self, view: Value, item: Value) -> Result<bool> {
        match view.as_object::<DictView>() {
            Some(view) => view_contains(self, view, item),
            None => Ok(false),
        }
    }
}
