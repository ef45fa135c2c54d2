//! `_re`: patterns and matches for `python/re.py`.
//!
//! A backtracking matcher of our own rather than the `fancy-regex` crate: CPython's results depend on its order of
//! alternatives, on how it counts empty rounds and keeps groups, on `\w` and case as its Unicode tables have them, and on
//! code points as positions, lone surrogates included; errors carry positions in the pattern. [`parse`] reads a pattern,
//! [`program`] compiles it, [`matcher`] runs it, [`template`] is for `sub` and `expand`.
//!
//! Not here: names of characters (`\N{...}`), locales (`re.LOCALE` is ASCII), `re.DEBUG` output, `re.Scanner`.

mod matcher;
mod parse;
mod pattern;
mod program;
mod result;
mod template;
mod tree;

use crate::Runtime;
use crate::object::class::{Class, Layout};
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::module::Module;
use crate::object::string::Str;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

const FUNCTIONS: &[NativeDef] = &[native("compile", NativeBody::F2(pattern::compile), 2)];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_re");
    rt.install_module_functions(module, FUNCTIONS);
    pattern::install(rt, module);
    result::install(rt, module);
    Ok(module)
}

/// A class of the module, shown as one of `re`.
fn new_class(rt: &mut Runtime, module: Gc<Module>, name: &'static str) -> Gc<Class> {
    let class = rt.new_builtin_class(name, None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    let owner = rt.str_value("re");
    rt.set_class_attribute(class, "__module__", owner);
    rt.set_module_attribute(module, name, class.into());
    class
}

/// Something in the namespace of a loaded module.
fn lookup(rt: &mut Runtime, module: &str, name: &str) -> Option<Value> {
    let (modules, module, name) = (rt.modules, rt.intern(module), rt.intern(name));
    modules.get_str(module)?.as_object::<Module>()?.dict.get_str(name)
}

/// The class that `create` has made.
fn own_class(rt: &mut Runtime, name: &str) -> Result<Gc<Class>> {
    match lookup(rt, "_re", name).and_then(|c| c.as_object::<Class>()) {
        Some(class) => Ok(class),
        None => Err(rt.runtime_error("_re is not loaded")),
    }
}

/// Raises `re.error` for a pattern or template.
#[cold]
fn raise_error(rt: &mut Runtime, message: &str, text: Value, pos: Option<usize>) -> Raised {
    let Some(class) = lookup(rt, "re", "error") else { return rt.value_error(message) };
    let message = rt.str_value(message);
    let args = match pos {
        Some(pos) => vec![message, text, Value::small_int(pos as i64)],
        None => vec![message],
    };
    match rt.call(class, &args) {
        Ok(exception) => rt.raise_value(exception),
        Err(raised) => raised,
    }
}

/// `repr` of an object as Rust text.
fn repr_text(rt: &mut Runtime, v: Value) -> Result<String> {
    let text = rt.repr(v)?;
    Ok(text.to_rust())
}

/// Text of a `str` value.
fn text_of(v: Value) -> Option<Gc<Str>> {
    crate::object::instance::native_payload(v).as_object::<Str>()
}
