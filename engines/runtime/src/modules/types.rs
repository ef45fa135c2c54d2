//! `_types`: what `types` needs from the runtime.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::generator::{Generator, GeneratorKind};
use crate::object::module::Module;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[native("awaitable", NativeBody::F1(awaitable), 1)];

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
