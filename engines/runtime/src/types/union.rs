//! `types.UnionType`: what `int | str` gives (PEP 604).

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::native::{Native, NativeState};
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use std::any::Any;

struct Union(Gc<Tuple>);

impl NativeState for Union {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.0);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `__or__` and `__ror__` of classes and of what is made from them.
pub(crate) const OR: &[NativeDef] =
    &[native("__or__", NativeBody::F2(or), 2), native("__ror__", NativeBody::F2(|rt, a, b| or(rt, b, a)), 2)];

const METHODS: &[NativeDef] = &[
    native("__repr__", NativeBody::F1(repr), 1),
    native("__eq__", NativeBody::F2(equal), 2),
    native("__hash__", NativeBody::F1(hash), 1),
    native("__instancecheck__", NativeBody::F2(instance_check), 2),
    native("__subclasscheck__", NativeBody::F2(subclass_check), 2),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__args__", get: |rt, v| Ok(members(v).unwrap_or(rt.empty_tuple).into()), set: None },
    GetSetDef { name: "__parameters__", get: |rt, _| Ok(rt.empty_tuple.into()), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    for class in [rt.types.type_, rt.types.generic_alias, rt.types.union] {
        rt.install_methods(class, NativeRole::Method, OR);
    }
    let class = rt.types.union;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
}

fn members(v: Value) -> Option<Gc<Tuple>> {
    v.as_object::<Native>()?.downcast::<Union>().map(|union| union.0)
}

/// Whether a value may be a member: a class, an alias of one, a union, `None`.
fn can_be_member(rt: &Runtime, v: Value) -> bool {
    v.is_none() || v.is_object::<Class>() || rt.class_of(v) == rt.types.generic_alias || members(v).is_some()
}

fn or(rt: &mut Runtime, a: Value, b: Value) -> Result {
    if !can_be_member(rt, a) || !can_be_member(rt, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let all = rt.new_empty_list();
    for side in [a, b] {
        let single = [if side.is_none() { rt.types.none.into() } else { side }];
        let parts = members(side);
        for &member in parts.as_ref().map_or(&single[..], |parts| parts.items()) {
            let mut known = false;
            for i in 0..all.len() {
                known |= rt.eq(all.get(i).unwrap_or(Value::NONE), member)?;
            }
            if !known {
                all.push(rt, member);
            }
        }
    }
    if let (1, Some(only)) = (all.len(), all.get(0)) {
        return Ok(only);
    }
    let tuple = rt.tuple_from_list(all);
    let class = rt.types.union;
    Ok(rt.new_native_object(class, Box::new(Union(tuple))).into())
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let mut parts = Vec::new();
    for &member in members(this).unwrap_or(rt.empty_tuple).items() {
        let none = Value::from(rt.types.none);
        parts.push(if member == none { "None".to_owned() } else { super::alias::part_text(rt, member)? });
    }
    Ok(rt.str_value(&parts.join(" | ")))
}

/// The order of members does not count.
fn equal(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (Some(a), Some(b)) = (members(a), members(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    for (these, those) in [(a, b), (b, a)] {
        for &member in these.items() {
            let mut found = false;
            for &other in those.items() {
                found |= rt.eq(member, other)?;
            }
            if !found {
                return Ok(Value::FALSE);
            }
        }
    }
    Ok(Value::TRUE)
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let mut all = 0;
    for &member in members(this).unwrap_or(rt.empty_tuple).items() {
        all ^= rt.hash(member)?;
    }
    Ok(rt.new_int(all))
}

fn instance_check(rt: &mut Runtime, this: Value, v: Value) -> Result {
    for &member in members(this).unwrap_or(rt.empty_tuple).items() {
        if rt.class_of(member) == rt.types.generic_alias {
            return Err(rt.type_error("isinstance() argument 2 cannot be a parameterized generic"));
        }
        if rt.isinstance(v, member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn subclass_check(rt: &mut Runtime, this: Value, class: Value) -> Result {
    let Some(class) = class.as_object::<Class>() else { return Err(rt.type_error("issubclass() arg 1 must be a class")) };
    for &member in members(this).unwrap_or(rt.empty_tuple).items() {
        if rt.class_of(member) == rt.types.generic_alias {
            return Err(rt.type_error("issubclass() argument 2 cannot be a parameterized generic"));
        }
        if rt.issubclass(class, member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
