//! `dict`: methods and constructor. Views are in [`view`].

pub mod view;

use crate::Runtime;
use crate::object::Gc;
use crate::object::dict::{Dict, ViewKind};
use crate::object::function::{Args, NativeBody, NativeDef, NativeFunction, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::set::any_set;
use crate::ops::CompareOp;
use crate::ops::iterate::dict_reverse_state;
use crate::types::{class_argument, receiver};
use crate::value::{Raised, Result, Value};

const METHODS: &[NativeDef] = &[
    native("get", NativeBody::F3(get), 2),
    native("setdefault", NativeBody::F3(setdefault), 2),
    native("pop", NativeBody::F3(pop), 2),
    native("popitem", NativeBody::F1(popitem), 1),
    native("update", NativeBody::Var(update), 1),
    native("keys", NativeBody::F1(|rt, v| view_of(rt, v, ViewKind::Keys, "keys")), 1),
    native("values", NativeBody::F1(|rt, v| view_of(rt, v, ViewKind::Values, "values")), 1),
    native("items", NativeBody::F1(|rt, v| view_of(rt, v, ViewKind::Items, "items")), 1),
    native("copy", NativeBody::F1(copy), 1),
    native("clear", NativeBody::F1(clear), 1),
    native("__init__", NativeBody::Var(init), 1),
    native("__len__", NativeBody::F1(|rt, v| Ok(Value::small_int(receiver::<Dict>(rt, v, "__len__")?.len() as i64))), 1),
    native("__getitem__", NativeBody::F2(get_item), 2),
    native("__setitem__", NativeBody::F3(set_item), 3),
    native("__delitem__", NativeBody::F2(delete_item), 2),
    native("__contains__", NativeBody::F2(contains), 2),
    native("__iter__", NativeBody::F1(|rt, v| receiver::<Dict>(rt, v, "__iter__").and_then(|d| rt.get_iter(d.into()))), 1),
    native("__reversed__", NativeBody::F1(reversed), 1),
    native("__or__", NativeBody::F2(or), 2),
    native("__ror__", NativeBody::F2(reflected_or), 2),
    native("__ior__", NativeBody::F2(or_in_place), 2),
    native("__eq__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Eq, a, b)), 2),
    native("__ne__", NativeBody::F2(|rt, a, b| compare(rt, CompareOp::Ne, a, b)), 2),
    native("__repr__", NativeBody::F1(|rt, v| receiver::<Dict>(rt, v, "__repr__").and_then(|d| rt.repr(d.into()).map(Value::from))), 1),
];

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];
const CLASS_METHODS: &[NativeDef] = &[native("fromkeys", NativeBody::F3(fromkeys), 2)];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.dict;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, CLASS_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
    rt.set_class_attribute(class, "__hash__", Value::NONE);
    view::install(rt);
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.dict)?;
    let dict = rt.new_dict();
    Ok(rt.wrap_payload(class, dict.into()))
}

fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    fill(rt, args, "dict")
}

fn update(rt: &mut Runtime, args: Args<'_>) -> Result {
    fill(rt, args, "update")
}

/// `dict.update(self, mapping_or_pairs, **keywords)`; `name` words errors.
fn fill(rt: &mut Runtime, args: Args<'_>, name: &str) -> Result {
    let this = args.positional[0];
    let dict: Gc<Dict> = receiver(rt, this, name)?;
    if args.positional.len() > 2 {
        return Err(rt.type_error(format!("{name} expected at most 1 argument, got {}", args.positional.len() - 1)));
    }
    if let Some(&source) = args.positional.get(1) {
        merge(rt, dict, source)?;
    }
    for (key, value) in args.keyword_pairs() {
        dict.set_str(rt, key, value);
    }
    Ok(Value::NONE)
}

/// The dict behind a value whose iteration no Python class has redefined: it may be copied entry by entry.
pub(crate) fn plain_dict(rt: &mut Runtime, v: Value) -> Option<Gc<Dict>> {
    if let Some(d) = v.as_object::<Dict>() {
        return Some(d);
    }
    let dict = native_payload(v).as_object::<Dict>()?;
    let iter = rt.names.__iter__;
    rt.special(v, iter).is_some_and(|m| m.is_object::<NativeFunction>()).then_some(dict)
}

/// Adds the entries of a mapping or of an iterable of pairs; later ones replace.
///
/// # Errors
/// `TypeError`, `ValueError` for bad pairs, and whatever iteration, hashing and comparison raise.
pub(crate) fn merge(rt: &mut Runtime, dict: Gc<Dict>, source: Value) -> Result<()> {
    if let Some(other) = plain_dict(rt, source) {
        return merge_dict(rt, dict, other);
    }
    let keys = rt.names.keys;
    match rt.get_attr_opt(source, keys)? {
        Some(method) => {
            let keys = rt.call(method, &[])?;
            let iterator = rt.keys_iterator(source, keys)?;
            rt.for_each(iterator, |rt, key| {
                let value = rt.get_item(source, key)?;
                dict.set(rt, key, value)
            })
        }
        None => merge_pairs(rt, dict, source),
    }
}

/// Adds the entries of a dict; later ones replace.
pub(crate) fn merge_dict(rt: &mut Runtime, dict: Gc<Dict>, other: Gc<Dict>) -> Result<()> {
    if dict == other || dict.fill_from(rt, &other) {
        return Ok(());
    }
    let (mut at, length) = (0, other.len());
    while let Some((i, key, value)) = other.next_entry(at) {
        dict.set(rt, key, value)?;
        if other.len() != length {
            return Err(rt.runtime_error("dict mutated during update"));
        }
        at = i + 1;
    }
    Ok(())
}

fn merge_pairs(rt: &mut Runtime, dict: Gc<Dict>, source: Value) -> Result<()> {
    let iterator = rt.get_iter(source)?;
    let mut at = 0usize;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(());
        }
        let pair = match rt.tuple_of(item) {
            Ok(p) => p,
            Err(Raised) => {
                if rt.pending_is(rt.exceptions.type_error) {
                    rt.take_pending();
                    return Err(rt.type_error(format!("cannot convert dictionary update sequence element #{at} to a sequence")));
                }
                return Err(Raised);
            }
        };
        let &[key, value] = pair.items() else {
            let message = format!("dictionary update sequence element #{at} has length {}; 2 is required", pair.len());
            return Err(rt.value_error(message));
        };
        dict.set(rt, key, value)?;
        at += 1;
    }
}

fn get(rt: &mut Runtime, this: Value, key: Value, default: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "get")?;
    Ok(dict.get(rt, key)?.unwrap_or_else(|| default.present().unwrap_or(Value::NONE)))
}

fn setdefault(rt: &mut Runtime, this: Value, key: Value, default: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "setdefault")?;
    dict.get_or_insert(rt, key, default.present().unwrap_or(Value::NONE))
}

fn pop(rt: &mut Runtime, this: Value, key: Value, default: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "pop")?;
    // An empty dict does not even hash the key.
    if dict.is_empty() {
        return default.present().ok_or_else(|| rt.key_error(key));
    }
    match dict.remove(rt, key)?.or(default.present()) {
        Some(v) => Ok(v),
        None => Err(rt.key_error(key)),
    }
}

fn popitem(rt: &mut Runtime, this: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "popitem")?;
    match dict.pop_last(rt) {
        Some((key, value)) => Ok(rt.new_tuple(&[key, value]).into()),
        None => {
            let class = rt.exceptions.key_error;
            Err(rt.raise(class, "popitem(): dictionary is empty"))
        }
    }
}

fn view_of(rt: &mut Runtime, this: Value, part: ViewKind, name: &str) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, name)?;
    Ok(rt.new_dict_view(dict, part).into())
}

fn copy(rt: &mut Runtime, this: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "copy")?;
    Ok(dict.copy(rt).into())
}

fn clear(rt: &mut Runtime, this: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "clear")?;
    dict.clear(rt);
    Ok(Value::NONE)
}

fn get_item(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__getitem__")?;
    rt.get_dict_item(this, dict, key)
}

fn set_item(rt: &mut Runtime, this: Value, key: Value, value: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__setitem__")?;
    dict.set(rt, key, value)?;
    Ok(Value::NONE)
}

fn delete_item(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__delitem__")?;
    rt.delete_item_native(dict.into(), key)?;
    Ok(Value::NONE)
}

fn contains(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__contains__")?;
    Ok(Value::bool(dict.get(rt, key)?.is_some()))
}

fn reversed(rt: &mut Runtime, this: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__reversed__")?;
    Ok(rt.new_iterator(dict_reverse_state(dict, ViewKind::Keys)).into())
}

fn or(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let first: Gc<Dict> = receiver(rt, a, "__or__")?;
    if !native_payload(b).is_object::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let result = first.copy(rt);
    merge(rt, result, b)?;
    Ok(result.into())
}

fn reflected_or(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let second: Gc<Dict> = receiver(rt, this, "__ror__")?;
    let Some(first) = native_payload(other).as_object::<Dict>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let result = first.copy(rt);
    merge_dict(rt, result, second)?;
    Ok(result.into())
}

fn or_in_place(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let dict: Gc<Dict> = receiver(rt, this, "__ior__")?;
    merge(rt, dict, other)?;
    Ok(this)
}

fn compare(rt: &mut Runtime, op: CompareOp, a: Value, b: Value) -> Result {
    let a: Gc<Dict> = receiver(rt, a, "__eq__")?;
    match native_payload(b).as_object::<Dict>() {
        Some(b) => rt.compare(op, a.into(), b.into()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn fromkeys(rt: &mut Runtime, class: Value, iterable: Value, value: Value) -> Result {
    let value = value.present().unwrap_or(Value::NONE);
    let object = rt.call(class, &[])?;
    if let Some(dict) = object.as_object::<Dict>() {
        if let Some(set) = any_set(iterable) {
            let keys = crate::ops::set::keys(rt, set);
            for &key in keys.iter() {
                dict.set(rt, key, value)?;
            }
            return Ok(object);
        }
        rt.for_each(iterable, |rt, key| dict.set(rt, key, value))?;
    } else {
        rt.for_each(iterable, |rt, key| rt.set_item(object, key, value))?;
    }
    Ok(object)
}

impl Runtime {
    /// `a | b` of two dicts.
    ///
    /// # Errors
    /// Of hashing and comparison.
    pub(crate) fn dict_union(&mut self, a: Value, b: Value) -> Result {
        or(self, a, b)
    }

    /// `dict.update(other)` for a mapping or an iterable of pairs.
    ///
    /// # Errors
    /// As `dict.update`.
    pub(crate) fn dict_update(&mut self, dict: Value, other: Value) -> Result<()> {
        let dict: Gc<Dict> = receiver(self, dict, "update")?;
        merge(self, dict, other)
    }

    /// Whether two dicts have the same keys with equal values, in any order.
    ///
    /// # Errors
    /// Whatever `__hash__` and `__eq__` raise.
    pub(crate) fn dict_equal(&mut self, a: Value, b: Value) -> Result<bool> {
        let (a, b): (Gc<Dict>, Gc<Dict>) = (receiver(self, a, "__eq__")?, receiver(self, b, "__eq__")?);
        self.enter_comparison()?;
        let equal = self.same_items(a, b);
        self.leave_frame();
        equal
    }

    fn same_items(&mut self, a: Gc<Dict>, b: Gc<Dict>) -> Result<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        let mut at = 0;
        while let Some((i, key, value)) = a.next_entry(at) {
            let Some(other) = b.get(self, key)? else { return Ok(false) };
            if other != value && !self.eq(value, other)? {
                return Ok(false);
            }
            at = i + 1;
        }
        Ok(true)
    }
}
