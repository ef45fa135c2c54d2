//! `_json`: the plain cases of decoding and encoding JSON. `json` (in Python) asks here first and does by itself whatever
//! is answered with `NotImplemented`: every error, every hook, every class that is not builtin. Nothing here runs guest code.

mod decode;
mod encode;

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::module::Module;
use crate::value::Result;

const FUNCTIONS: &[NativeDef] =
    &[native("decode", NativeBody::F1(decode::decode), 1), native("encode", NativeBody::Var(encode::encode), 7)];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_json");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// Containers inside containers up to here; deeper ones are left to the Python text, which knows about recursion.
const MOST_DEPTH: usize = 200;
