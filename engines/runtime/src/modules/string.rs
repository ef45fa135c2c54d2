//! The constants and `capwords` of `string`; the rest of it is in Python (`python/string.py`).

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native_kw};
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[native_kw("capwords", NativeBody::F2(capwords), 1, &["s", "sep"])];

const CONSTANTS: &[(&str, &str)] = &[
    ("ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"),
    ("ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("digits", "0123456789"),
    ("hexdigits", "0123456789abcdefABCDEF"),
    ("octdigits", "01234567"),
    ("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    ("whitespace", " \t\n\r\x0b\x0c"),
    ("printable", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c"),
];

/// Makes the module.
pub(super) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_string");
    for &(name, text) in CONSTANTS {
        let text = rt.str_value(text);
        rt.set_module_attribute(module, name, text);
    }
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// `(sep or ' ').join(map(str.capitalize, s.split(sep)))`
fn capwords(rt: &mut Runtime, s: Value, separator: Value) -> Result {
    let separator = if separator.is_empty() { Value::NONE } else { separator };
    let (split, capitalize) = (rt.intern("split"), rt.intern("capitalize"));
    let words = rt.call_method(s, split, &[separator])?;
    let capitalized = rt.new_empty_list();
    let mut i = 0;
    while let Some(word) = words.as_object::<List>().and_then(|w| w.get(i)) {
        let word = rt.call_method(word, capitalize, &[])?;
        capitalized.push(rt, word);
        i += 1;
    }
    let joint = match native_payload(separator).as_object::<Str>() {
        Some(s) if !s.is_empty() => s,
        _ => rt.new_str(" "),
    };
    let join = rt.intern("join");
    rt.call_method(joint.into(), join, &[capitalized.into()])
}
