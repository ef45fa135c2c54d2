//! `gc`: the collector runs when it needs to; `collect` runs it now. Counts and generations of CPython's collector do not
//! exist here: `collect` returns 0 and `get_count` zeros; `disable` is remembered but memory is reclaimed all the same.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native, native_kw};
use crate::object::module::Module;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[
    native_kw("collect", NativeBody::F1(collect), 0, &["generation"]),
    native("enable", NativeBody::F0(|rt| set_enabled(rt, true)), 0),
    native("disable", NativeBody::F0(|rt| set_enabled(rt, false)), 0),
    native("isenabled", NativeBody::F0(is_enabled), 0),
    native("get_count", NativeBody::F0(|rt| Ok(rt.new_tuple(&[Value::small_int(0); 3]).into())), 0),
    native("get_threshold", NativeBody::F0(threshold), 0),
    native("set_threshold", NativeBody::F3(|_, _, _, _| Ok(Value::NONE)), 1),
    native("freeze", NativeBody::F0(|_| Ok(Value::NONE)), 0),
    native("unfreeze", NativeBody::F0(|_| Ok(Value::NONE)), 0),
];

/// Name that keeps `isenabled()` in the module's namespace.
const ENABLED: &str = "<enabled>";

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("gc");
    rt.install_module_functions(module, FUNCTIONS);
    let garbage = rt.new_empty_list();
    rt.set_module_attribute(module, "garbage", garbage.into());
    rt.set_module_attribute(module, ENABLED, Value::TRUE);
    Ok(module)
}

fn collect(rt: &mut Runtime, generation: Value) -> Result {
    if let Some(generation) = generation.present()
        && !(0..=2).contains(&rt.index_i64(generation)?)
    {
        return Err(rt.value_error("invalid generation"));
    }
    // CPython counts objects in dead cycles. We cannot tell cycles from what it would have freed at once.
    let count = rt.collect_counting();
    Ok(Value::small_int(count as i64))
}

fn module(rt: &mut Runtime) -> Option<Gc<Module>> {
    let (modules, name) = (rt.modules, rt.intern("gc"));
    modules.get_str(name)?.as_object()
}

fn set_enabled(rt: &mut Runtime, enabled: bool) -> Result {
    if let Some(module) = module(rt) {
        rt.set_module_attribute(module, ENABLED, Value::bool(enabled));
    }
    Ok(Value::NONE)
}

fn is_enabled(rt: &mut Runtime) -> Result {
    let (module, name) = (module(rt), rt.intern(ENABLED));
    Ok(module.and_then(|m| m.dict.get_str(name)).unwrap_or(Value::TRUE))
}

fn threshold(rt: &mut Runtime) -> Result {
    Ok(rt.new_tuple(&[700, 10, 10].map(Value::small_int)).into())
}
