//! Native `__str__`, `__repr__` and `__format__` of builtin classes. Those of `object`, `type`, modules and generators
//! are with their classes.

use super::{quote, str_format};
use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::function::NativeBody::{F1, F2, Var};
use crate::object::function::{NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::strbuf::StrBuf;
use crate::object::string::Str;
use crate::types::string::arguments;
use crate::value::{Result, Value};

const REPR: &[NativeDef] = &[native("__repr__", F1(|rt, v| Ok(rt.builtin_repr(v)?.into())), 1)];
const STR_TEXT: &[NativeDef] = &[
    native("__repr__", F1(str_repr), 1),
    native("__str__", F1(str_str), 1),
    native("__format__", F2(str_format_method), 2),
    native("format", Var(str_format::format_method), 1),
    native("format_map", F2(str_format::format_map_method), 2),
    native("__mod__", F2(str_mod), 2),
    native("__rmod__", F2(str_rmod), 2),
];
const BYTES_MOD: &[NativeDef] = &[native("__mod__", F2(|rt, a, b| rt.percent_format(a, b)), 2)];
const BASE_EXCEPTION: &[NativeDef] =
    &[native("__repr__", F1(|rt, v| Ok(rt.builtin_repr(v)?.into())), 1), native("__str__", F1(Runtime::exception_str), 1)];
const KEY_ERROR: &[NativeDef] = &[native("__str__", F1(Runtime::key_error_str), 1)];
const OS_ERROR: &[NativeDef] = &[native("__str__", F1(Runtime::os_error_str), 1)];
const SYNTAX_ERROR: &[NativeDef] = &[native("__str__", F1(Runtime::syntax_error_str), 1)];
const GROUP: &[NativeDef] = &[native("__str__", F1(Runtime::group_str), 1)];
const DECODE_ERROR: &[NativeDef] = &[native("__str__", F1(Runtime::decode_error_str), 1)];
const ENCODE_ERROR: &[NativeDef] = &[native("__str__", F1(Runtime::encode_error_str), 1)];

/// Installs them all.
pub(crate) fn install(rt: &mut Runtime) {
    let t = &rt.types;
    let with_repr: Vec<Gc<Class>> = vec![
        t.int,
        t.bool_,
        t.float,
        t.complex,
        t.none,
        t.ellipsis,
        t.not_implemented,
        t.bytes,
        t.bytearray,
        t.tuple,
        t.list,
        t.dict,
        t.set,
        t.frozenset,
        t.range,
        t.slice,
        t.function,
        t.builtin_function,
        t.method_descriptor,
        t.wrapper_descriptor,
        t.class_method_descriptor,
        t.method_wrapper,
        t.method,
        t.cell,
        t.static_method,
        t.class_method,
        t.getset_descriptor,
        t.member_descriptor,
        t.dict_keys,
        t.dict_values,
        t.dict_items,
    ];
    for class in with_repr {
        rt.install_methods(class, NativeRole::Method, REPR);
    }
    for class in [rt.types.bytes, rt.types.bytearray] {
        rt.install_methods(class, NativeRole::Method, BYTES_MOD);
    }
    let e = &rt.exceptions;
    let rows = [
        (rt.types.str_, STR_TEXT),
        (e.base_exception, BASE_EXCEPTION),
        (e.key_error, KEY_ERROR),
        (e.os_error, OS_ERROR),
        (e.syntax_error, SYNTAX_ERROR),
        (e.base_exception_group, GROUP),
        (e.unicode_decode_error, DECODE_ERROR),
        (e.unicode_encode_error, ENCODE_ERROR),
    ];
    for (class, table) in rows {
        rt.install_methods(class, NativeRole::Method, table);
    }
}

pub(super) fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<Gc<Str>> {
    match native_payload(v).as_object::<Str>() {
        Some(s) => Ok(s),
        None => Err(arguments::wrong_receiver(rt, v, method, "str")),
    }
}

fn str_repr(rt: &mut Runtime, v: Value) -> Result {
    let s = this(rt, v, "__repr__")?;
    let mut out = StrBuf::with_capacity(s.len() + 2);
    quote::push_quoted(&mut out, s.chars());
    Ok(out.finish_value(rt))
}

fn str_str(rt: &mut Runtime, v: Value) -> Result {
    Ok(this(rt, v, "__str__")?.into())
}

fn str_format_method(rt: &mut Runtime, v: Value, spec: Value) -> Result {
    let s = this(rt, v, "__format__")?;
    let spec = arguments::text(rt, spec, "__format__() argument")?;
    Ok(rt.format_str_spec(s, spec)?.into())
}

fn str_mod(rt: &mut Runtime, format: Value, values: Value) -> Result {
    let format = this(rt, format, "__mod__")?;
    rt.percent_format(format.into(), values)
}

fn str_rmod(rt: &mut Runtime, values: Value, format: Value) -> Result {
    this(rt, values, "__rmod__")?;
    match native_payload(format).as_object::<Str>() {
        Some(format) => rt.percent_format(format.into(), values),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}
