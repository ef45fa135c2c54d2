//! Free functions of the `builtins` module (tables, one file per family), and the registration of builtin classes.

mod build_class;
pub(crate) mod compile;
pub mod containers;
pub mod numeric;
pub mod objects;
pub mod text;

use crate::Runtime;
use crate::object::function::{NativeDef, NativeRole};
use crate::value::Value;

impl Runtime {
    /// Adds native functions to `builtins`.
    pub fn install_builtin_functions(&mut self, defs: &'static [NativeDef]) {
        let owner = self.intern("builtins");
        for def in defs {
            let function = self.new_native(def, NativeRole::Function, owner.into());
            self.set_builtin(def.name, function.into());
        }
    }

    /// Sets a name in `builtins`.
    pub fn set_builtin(&mut self, name: &str, value: Value) {
        let key = self.intern(name);
        let builtins = self.builtins;
        builtins.set_str(self, key, value);
    }
}

pub(crate) fn install(rt: &mut Runtime) {
    for class in [
        rt.types.object,
        rt.types.type_,
        rt.types.int,
        rt.types.bool_,
        rt.types.float,
        rt.types.complex,
        rt.types.str_,
        rt.types.bytes,
        rt.types.bytearray,
        rt.types.tuple,
        rt.types.list,
        rt.types.dict,
        rt.types.set,
        rt.types.frozenset,
        rt.types.range,
        rt.types.slice,
        rt.types.property,
        rt.types.static_method,
        rt.types.class_method,
        rt.types.super_,
        rt.types.reversed,
        rt.types.enumerate,
        rt.types.zip,
        rt.types.map,
        rt.types.filter,
    ] {
        rt.set_builtin(&class.name_text(), class.into());
    }
    for class in rt.exceptions.all() {
        rt.set_builtin(&class.name_text(), class.into());
    }
    let os_error = rt.exceptions.os_error;
    for alias in ["EnvironmentError", "IOError"] {
        rt.set_builtin(alias, os_error.into());
    }
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::TRUE),
    ] {
        rt.set_builtin(name, value);
    }
    let name = rt.str_value("builtins");
    rt.set_builtin("__name__", name);
    rt.install_builtin_functions(objects::FUNCTIONS);
    rt.install_builtin_functions(numeric::FUNCTIONS);
    rt.install_builtin_functions(text::FUNCTIONS);
    rt.install_builtin_functions(build_class::FUNCTIONS);
    rt.install_builtin_functions(compile::FUNCTIONS);
    compile::install(rt);
    rt.install_builtin_functions(containers::FUNCTIONS);
    let next = rt.intern("next");
    rt.builtin_next = rt.builtins.get_str(next).unwrap_or(Value::EMPTY);
    rt.permanent.push(rt.builtin_next);
}
