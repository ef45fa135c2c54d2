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
    native("set_threshold", NativeBody::F3(set_threshold), 1),
    native("get_debug", NativeBody::F0(|_| Ok(Value::small_int(0))), 0),
    native("is_tracked", NativeBody::F1(is_tracked), 1),
    native("freeze", NativeBody::F0(|_| Ok(Value::NONE)), 0),
    native("unfreeze", NativeBody::F0(|_| Ok(Value::NONE)), 0),
];

/// Name that keeps what `set_threshold` was given, for `get_threshold`; nothing heeds it.
const THRESHOLD: &str = "<threshold>";
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
    let (module, name) = (module(rt), rt.intern(THRESHOLD));
    let kept = module.and_then(|m| m.dict.get_str(name));
    Ok(kept.unwrap_or_else(|| rt.new_tuple(&[700, 10, 10].map(Value::small_int)).into()))
}

fn set_threshold(rt: &mut Runtime, first: Value, second: Value, third: Value) -> Result {
    let mut all = [700, 10, 10].map(Value::small_int);
    for (place, given) in all.iter_mut().zip([first, second, third]) {
        if !given.is_empty() {
            *place = Value::small_int(rt.index_i64(given)?);
        }
    }
    let kept = rt.new_tuple(&all);
    if let Some(module) = module(rt) {
        rt.set_module_attribute(module, THRESHOLD, kept.into());
    }
    Ok(Value::NONE)
}

/// Whether CPython's collector would look at it: anything but what holds no references.
fn is_tracked(rt: &mut Runtime, v: Value) -> Result {
    let class = rt.class_of(v);
    let types = &rt.types;
    let atomic = [types.int, types.float, types.str_, types.bytes, types.bool_, types.none].contains(&class);
    Ok(Value::bool(!atomic))
}
