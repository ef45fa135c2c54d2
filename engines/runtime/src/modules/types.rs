//! `_types`: what `types` and `traceback` need from the runtime.

use crate::Runtime;
use crate::object::Gc;
use crate::object::exception::Traceback;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::generator::{Generator, GeneratorKind};
use crate::object::module::Module;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[
    native("awaitable", NativeBody::F1(awaitable), 1),
    native("format_exception", NativeBody::F2(format_exception), 2),
    native("format_exception_only", NativeBody::F1(format_exception_only), 1),
    native("traceback_entries", NativeBody::F1(traceback_entries), 1),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_types");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// Lets a generator be awaited.
fn awaitable(_: &mut Runtime, v: Value) -> Result {
    if let Some(g) = v.as_object::<Generator>()
        && g.kind.get() == GeneratorKind::Generator
    {
        g.kind.set(GeneratorKind::Awaitable);
    }
    Ok(v)
}

/// The text that is printed for an exception, with what it came from if `chain`.
fn format_exception(rt: &mut Runtime, exception: Value, chain: Value) -> Result {
    let chain = rt.truth(chain)?;
    let text = rt.exception_text(exception, chain);
    Ok(rt.str_value(&text))
}

fn format_exception_only(rt: &mut Runtime, exception: Value) -> Result {
    let text = rt.exception_only(exception);
    Ok(rt.str_value(&text))
}

/// (file, line, name) of each frame of a traceback, outermost first.
fn traceback_entries(rt: &mut Runtime, traceback: Value) -> Result {
    let list = rt.new_empty_list();
    let mut at = traceback;
    while let Some(entry) = at.as_object::<Traceback>() {
        let proto = rt.proto(entry.proto);
        let (file, name) = (proto.file.to_string(), proto.name);
        let file = rt.str_value(&file);
        let row = rt.new_tuple(&[file, Value::small_int(i64::from(entry.line)), name.into()]);
        list.push(rt, row.into());
        at = entry.next;
    }
    Ok(list.into())
}
