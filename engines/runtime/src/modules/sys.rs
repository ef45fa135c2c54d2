//! `sys`: arguments, streams, limits, exit.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native, native_kw};
use crate::object::module::Module;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[
    native("exit", NativeBody::F1(exit), 0),
    native("getrecursionlimit", NativeBody::F0(|rt| Ok(Value::small_int(rt.recursion_limit as i64))), 0),
    native("setrecursionlimit", NativeBody::F1(set_recursion_limit), 1),
    native("get_int_max_str_digits", NativeBody::F0(|rt| Ok(Value::small_int(rt.int_max_str_digits as i64))), 0),
    native_kw("set_int_max_str_digits", NativeBody::F1(set_int_max_str_digits), 1, &["maxdigits"]),
    native("intern", NativeBody::F1(intern), 1),
    native("exception", NativeBody::F0(|rt| Ok(rt.handling.last().copied().and_then(Value::present).unwrap_or(Value::NONE))), 0),
    native("exc_info", NativeBody::F0(exc_info), 0),
    native("getsizeof", NativeBody::F2(get_size_of), 1),
    native("getdefaultencoding", NativeBody::F0(|rt| Ok(rt.str_value("utf-8"))), 0),
];

/// Smallest limit that may be set, 0 excepted (CPython's `_PY_LONG_MAX_STR_DIGITS_THRESHOLD`).
const INT_DIGITS_THRESHOLD: i64 = 640;

fn set_int_max_str_digits(rt: &mut Runtime, digits: Value) -> Result {
    let digits = rt.index_clamped(digits)?;
    if digits != 0 && digits < INT_DIGITS_THRESHOLD {
        return Err(rt.value_error(format!("maxdigits must be 0 or larger than {INT_DIGITS_THRESHOLD}")));
    }
    rt.int_max_str_digits = digits as usize;
    Ok(Value::NONE)
}

fn exit(rt: &mut Runtime, code: Value) -> Result {
    let class = rt.exceptions.system_exit;
    match code.present() {
        Some(code) => rt.call(class.into(), &[code]).map(|e| rt.raise_value(e)),
        None => rt.call(class.into(), &[]).map(|e| rt.raise_value(e)),
    }
    .and_then(Err)
}

fn set_recursion_limit(rt: &mut Runtime, limit: Value) -> Result {
    if limit.kind() == Some(crate::object::Kind::BigInt) || limit.as_small_int().is_some_and(|n| n > i64::from(i32::MAX)) {
        return Err(rt.overflow_error("Python int too large to convert to C int"));
    }
    let Some(limit) = limit.as_small_int_or_bool() else {
        let name = rt.type_name(limit);
        return Err(rt.type_error(format!("'{name}' object cannot be interpreted as an integer")));
    };
    if limit < 1 {
        return Err(rt.value_error("recursion limit must be greater or equal than 1"));
    }
    if limit > i32::MAX as i64 {
        return Err(rt.overflow_error("Python int too large to convert to C int"));
    }
    if rt.depth as i64 >= limit {
        let depth = rt.depth;
        let class = rt.exceptions.recursion_error;
        return Err(
            rt.raise(class, format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"))
        );
    }
    rt.recursion_limit = limit as u32;
    Ok(Value::NONE)
}

fn intern(rt: &mut Runtime, s: Value) -> Result {
    match s.as_object() {
        Some(s) => Ok(rt.intern_str(s).into()),
        None => {
            let name = rt.type_name(s);
            Err(rt.type_error(format!("intern() argument must be str, not {name}")))
        }
    }
}

fn exc_info(rt: &mut Runtime) -> Result {
    let none = [Value::NONE; 3];
    let items = match rt.handling.last().copied() {
        Some(e) => match e.as_object::<crate::object::exception::Exception>() {
            Some(exception) => [rt.class_of(e).into(), e, exception.traceback.get()],
            None => none,
        },
        None => none,
    };
    Ok(rt.new_tuple(&items).into())
}

/// An estimate of our own cells, not CPython's numbers.
fn get_size_of(rt: &mut Runtime, v: Value, _default: Value) -> Result {
    use crate::object::{dict::Dict, list::List, string::Str, tuple::Tuple};
    let bytes = if let Some(s) = v.as_object::<Str>() {
        size_of::<Str>() + s.len()
    } else if let Some(l) = v.as_object::<List>() {
        size_of::<List>() + l.len() * 8
    } else if let Some(t) = v.as_object::<Tuple>() {
        size_of::<Tuple>() + t.len() * 8
    } else if let Some(d) = v.as_object::<Dict>() {
        size_of::<Dict>() + d.entry_count() * 32
    } else {
        32
    };
    Ok(rt.new_int(bytes as i64))
}

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("sys");
    rt.install_module_functions(module, FUNCTIONS);
    let argv = rt.new_empty_list();
    for arg in rt.options.argv.clone() {
        let arg = rt.str_value(&arg);
        argv.push(rt, arg);
    }
    rt.set_module_attribute(module, "argv", argv.into());
    let path = rt.new_empty_list();
    for dir in rt.options.path.clone() {
        let dir = rt.str_value(&dir.to_string_lossy());
        path.push(rt, dir);
    }
    rt.set_module_attribute(module, "path", path.into());
    let modules = rt.modules;
    rt.set_module_attribute(module, "modules", modules.into());
    for (name, value) in [("maxsize", i64::MAX), ("hexversion", 0x030b_02f0), ("maxunicode", 0x10FFFF), ("api_version", 1013)] {
        let value = rt.new_int(value);
        rt.set_module_attribute(module, name, value);
    }
    for (name, text) in [
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("platform", std::env::consts::OS),
        ("version", concat!("3.11.2 (spectrum ", env!("CARGO_PKG_VERSION"), ")")),
        ("executable", ""),
        ("prefix", ""),
        ("copyright", ""),
    ] {
        let text = rt.str_value(text);
        rt.set_module_attribute(module, name, text);
    }
    let prefix = rt.options.pycache_prefix.as_ref().map(|path| path.to_string_lossy().into_owned());
    let prefix = prefix.map_or(Value::NONE, |path| rt.str_value(&path));
    rt.set_module_attribute(module, "pycache_prefix", prefix);
    let dont_write = Value::bool(!rt.options.write_bytecode);
    rt.set_module_attribute(module, "dont_write_bytecode", dont_write);
    let version = structured(rt, "version_info", &["major", "minor", "micro", "releaselevel", "serial"], |rt| {
        let release = rt.str_value("final");
        vec![Value::small_int(3), Value::small_int(11), Value::small_int(2), release, Value::small_int(0)]
    })?;
    rt.set_module_attribute(module, "version_info", version);
    let float_info = structured(
        rt,
        "float_info",
        &["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"],
        |_| {
            vec![
                Value::float(f64::MAX),
                Value::small_int(1024),
                Value::small_int(308),
                Value::float(f64::MIN_POSITIVE),
                Value::small_int(-1021),
                Value::small_int(-307),
                Value::small_int(15),
                Value::small_int(53),
                Value::float(f64::EPSILON),
                Value::small_int(2),
                Value::small_int(1),
            ]
        },
    )?;
    rt.set_module_attribute(module, "float_info", float_info);
    let int_info =
        structured(rt, "int_info", &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"], |_| {
            [30, 4, 4300, 640].map(Value::small_int).to_vec()
        })?;
    rt.set_module_attribute(module, "int_info", int_info);
    let hash_info =
        structured(rt, "hash_info", &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"], |rt| {
            let (modulus, algorithm) = (rt.new_int((1 << 61) - 1), rt.str_value("siphash13"));
            let [width, inf, nan, imag, hash_bits, seed_bits, cutoff] = [64, 314_159, 0, 1_000_003, 64, 128, 0].map(Value::small_int);
            vec![width, modulus, inf, nan, imag, algorithm, hash_bits, seed_bits, cutoff]
        })?;
    rt.set_module_attribute(module, "hash_info", hash_info);
    let implementation = rt.new_simple_namespace();
    for (name, text) in [("name", "spectrum"), ("cache_tag", "spectrum-311")] {
        let (key, text) = (rt.intern(name), rt.str_value(text));
        rt.set_own_attribute(implementation, key, text);
    }
    let key = rt.intern("version");
    rt.set_own_attribute(implementation, key, version);
    rt.set_module_attribute(module, "implementation", implementation);
    let streams = super::stream::create_streams(rt);
    for (name, stream) in ["stdin", "stdout", "stderr"].into_iter().zip(streams) {
        rt.set_module_attribute(module, name, stream);
        rt.set_module_attribute(module, &format!("__{name}__"), stream);
    }
    Ok(module)
}

/// A tuple subclass instance with named fields, as `sys.version_info`.
fn structured(
    rt: &mut Runtime,
    name: &'static str,
    fields: &'static [&'static str],
    values: impl FnOnce(&mut Runtime) -> Vec<Value>,
) -> Result {
    let values = values(rt);
    let tuple = rt.new_tuple(&values);
    rt.new_struct_sequence("sys", name, fields, tuple)
}
