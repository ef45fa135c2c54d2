//! `types.GenericAlias`: what `list[int]` gives. Calling one makes an instance of its origin.

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::function::{Args, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use std::any::Any;

struct Alias {
    origin: Value,
    args: Gc<Tuple>,
}

impl NativeState for Alias {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.origin);
        marker.object(self.args);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `__class_getitem__` of builtin classes that can be parametrised.
pub(crate) const CLASS_GETITEM: &[NativeDef] = &[native("__class_getitem__", NativeBody::F2(new_alias), 2)];

const METHODS: &[NativeDef] = &[
    native("__call__", NativeBody::Var(call), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("__eq__", NativeBody::F2(equal), 2),
    native("__hash__", NativeBody::F1(hash), 1),
    native("__getitem__", NativeBody::F2(new_alias_of), 2),
    native("__mro_entries__", NativeBody::F2(mro_entries), 2),
];

const NEW: &[NativeDef] = &[native("__new__", NativeBody::F3(|rt, _, origin, args| new_alias(rt, origin, args)), 3)];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__origin__", get: |rt, v| parts(rt, v).map(|(o, _)| o), set: None },
    GetSetDef { name: "__args__", get: |rt, v| parts(rt, v).map(|(_, a)| a.into()), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.generic_alias;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
    rt.install_methods(class, NativeRole::StaticMethod, NEW);
}

/// `origin[index]` for a class.
///
/// # Errors
/// None today; the signature is that of `__class_getitem__`.
pub(crate) fn new_alias(rt: &mut Runtime, origin: Value, index: Value) -> Result {
    let args = match index.as_object::<Tuple>() {
        Some(t) => t,
        None => rt.new_tuple(&[index]),
    };
    let class = rt.types.generic_alias;
    Ok(rt.new_native_object(class, Box::new(Alias { origin, args })).into())
}

fn new_alias_of(rt: &mut Runtime, this: Value, index: Value) -> Result {
    let (origin, _) = parts(rt, this)?;
    new_alias(rt, origin, index)
}

fn parts(rt: &mut Runtime, v: Value) -> Result<(Value, Gc<Tuple>)> {
    let native = v.as_object::<Native>();
    match native.as_ref().and_then(|n| n.downcast::<Alias>()) {
        Some(a) => Ok((a.origin, a.args)),
        None => {
            let class = rt.types.generic_alias;
            Err(super::receiver::wrong_receiver(rt, class, v, "__origin__"))
        }
    }
}

fn call(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (origin, _) = parts(rt, args.positional[0])?;
    let mut all = rt.rooted();
    all.extend_from_slice(&args.positional[1..]);
    all.extend_from_slice(args.keywords);
    rt.call_with_names(origin, &all, args.names)
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let (origin, args) = parts(rt, this)?;
    let mut text = part_text(rt, origin)?;
    text.push('[');
    if args.is_empty() {
        text.push_str("()");
    }
    for (i, &a) in args.items().iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        text.push_str(&part_text(rt, a)?);
    }
    text.push(']');
    Ok(rt.str_value(&text))
}

/// A class by its qualified name, `...` for `Ellipsis`, anything else by its repr.
pub(super) fn part_text(rt: &mut Runtime, v: Value) -> Result<String> {
    if v == Value::ELLIPSIS {
        return Ok("...".to_string());
    }
    if let Some(class) = v.as_object::<Class>() {
        let module = rt.names.__module__;
        let module = class.own(module).and_then(|m| m.as_object::<Str>()).map(|m| m.to_rust());
        let name = class.qualname.get().to_rust();
        return Ok(match module {
            Some(m) if m != "builtins" => format!("{m}.{name}"),
            _ => name,
        });
    }
    Ok(rt.repr(v)?.to_rust())
}

fn equal(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let (origin, args) = parts(rt, a)?;
    let other = b.as_object::<Native>();
    let Some(other) = other.as_ref().and_then(|n| n.downcast::<Alias>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (other_origin, other_args) = (other.origin, other.args);
    Ok(Value::bool(origin == other_origin && rt.eq(args.into(), other_args.into())?))
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let (origin, args) = parts(rt, this)?;
    let h = rt.hash(origin)? ^ rt.hash(args.into())?;
    Ok(rt.new_int(h))
}

fn mro_entries(rt: &mut Runtime, this: Value, _bases: Value) -> Result {
    let (origin, _) = parts(rt, this)?;
    Ok(rt.new_tuple(&[origin]).into())
}
