//! `_collections`: what `python/collections` leaves to Rust: `deque`, and the field getters of named tuples.

mod deque;

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::{Class, Layout};
use crate::object::function::{NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::tuple::Tuple;
use crate::ops::BinaryOp;
use crate::value::{Result, Value};
use std::any::Any;

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_collections");
    deque::install(rt, module);
    install_getter(rt, module);
    Ok(module)
}

/// A class written in Rust, shown as one of `module`.
fn new_class(rt: &mut Runtime, name: &'static str, module: &str) -> Gc<Class> {
    let class = rt.new_builtin_class(name, None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    let module = rt.str_value(module);
    rt.set_class_attribute(class, "__module__", module);
    class
}

// ---- field getters of named tuples --------------------------------------------------------------------------------

/// `property` that reads one item of a tuple: no Python frame, no look-up.
struct TupleGetter {
    index: usize,
}

impl NativeState for TupleGetter {
    fn trace(&self, _marker: &mut Marker<'_>) {}
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const GETTER_METHODS: &[NativeDef] = &[native("__call__", NativeBody::F2(get_field), 2)];

const FUNCTIONS: &[NativeDef] =
    &[native("tuplegetter", NativeBody::F2(new_getter), 2), native("_count_elements", NativeBody::F2(count_elements), 2)];

/// `mapping[item] = mapping.get(item, 0) + 1` for each item, as CPython's `_collections._count_elements`: straight into a dict
/// whose class leaves `get` and `__setitem__` as they are.
fn count_elements(rt: &mut Runtime, mapping: Value, iterable: Value) -> Result {
    let (get, one) = (rt.names.get, Value::small_int(1));
    if let Some(dict) = rt.counted_dict(mapping) {
        rt.for_each(iterable, |rt, item| {
            let count = match dict.get(rt, item)? {
                Some(count) => rt.binary(BinaryOp::Add, count, one)?,
                None => one,
            };
            dict.set(rt, item, count)
        })?;
        return Ok(Value::NONE);
    }
    let get = rt.get_attr(mapping, get)?;
    rt.for_each(iterable, |rt, item| {
        let count = rt.call(get, &[item, Value::small_int(0)])?;
        let count = rt.binary(BinaryOp::Add, count, one)?;
        rt.set_item(mapping, item, count)
    })?;
    Ok(Value::NONE)
}

fn install_getter(rt: &mut Runtime, module: Gc<Module>) {
    let class = new_class(rt, "_tuplegetter", "collections");
    rt.install_methods(class, NativeRole::Method, GETTER_METHODS);
    rt.set_module_attribute(module, "_tuplegetter", class.into());
    rt.install_module_functions(module, FUNCTIONS);
}

/// A `property` whose getter is the native object.
fn new_getter(rt: &mut Runtime, index: Value, doc: Value) -> Result {
    let index = rt.index_i64(index)?.max(0) as usize;
    let (modules, name, class_name) = (rt.modules, rt.intern("_collections"), rt.intern("_tuplegetter"));
    let module = modules.get_str(name).and_then(|m| m.as_object::<Module>());
    let Some(class) = module.and_then(|m| m.dict.get_str(class_name)).and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.runtime_error("_collections is not loaded"));
    };
    let getter = rt.new_native_object(class, Box::new(TupleGetter { index }));
    let property = rt.types.property;
    rt.call(property.into(), &[getter.into(), Value::NONE, Value::NONE, doc])
}

fn get_field(rt: &mut Runtime, this: Value, object: Value) -> Result {
    let native = this.as_object::<Native>();
    let Some(getter) = native.as_ref().and_then(|n| n.downcast::<TupleGetter>()) else {
        return Err(rt.type_error("not a field of a named tuple"));
    };
    match native_payload(object).as_object::<Tuple>().and_then(|t| t.items().get(getter.index).copied()) {
        Some(v) => Ok(v),
        None => {
            let name = rt.type_name(object);
            Err(rt.type_error(format!("descriptor for index '{}' for tuple subclasses doesn't apply to '{name}' object", getter.index)))
        }
    }
}
