//! `int`, `bool`, `float`, `complex`: constructors and methods. Operators are in `ops::arithmetic`, text in `format`.

mod complex;
mod float;
pub(crate) mod int;
#[cfg(test)]
mod tests;

use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::Class;
use crate::object::function::{Args, NativeRole};
use crate::object::instance::native_payload;
use crate::object::string::{Chars, Str};
use crate::ops::arithmetic::methods as operators;
use crate::ops::compare::methods as comparisons;
use crate::types::string::arguments;
use crate::unicode;
use crate::value::{Result, Value};

pub(crate) fn install(rt: &mut Runtime) {
    let (int, bool_, float, complex) = (rt.types.int, rt.types.bool_, rt.types.float, rt.types.complex);
    for class in [int, float, complex] {
        rt.install_methods(class, NativeRole::Method, comparisons::COMPARISONS);
        rt.install_methods(class, NativeRole::Method, comparisons::HASH);
    }
    rt.install_methods(int, NativeRole::Method, operators::INT_BINARY);
    rt.install_methods(int, NativeRole::Method, operators::INT_UNARY);
    rt.install_methods(int, NativeRole::Method, int::METHODS);
    rt.install_methods(int, NativeRole::StaticMethod, int::STATIC_METHODS);
    rt.install_methods(int, NativeRole::ClassMethod, int::CLASS_METHODS);
    rt.install_getsets(int, int::GETSETS);
    rt.install_methods(bool_, NativeRole::StaticMethod, int::BOOL_STATIC_METHODS);
    rt.install_methods(bool_, NativeRole::Method, operators::BOOL_BINARY);
    rt.install_methods(float, NativeRole::Method, operators::FLOAT_BINARY);
    rt.install_methods(float, NativeRole::Method, operators::FLOAT_UNARY);
    rt.install_methods(float, NativeRole::Method, float::METHODS);
    rt.install_methods(float, NativeRole::StaticMethod, float::STATIC_METHODS);
    rt.install_methods(float, NativeRole::ClassMethod, float::CLASS_METHODS);
    rt.install_getsets(float, float::GETSETS);
    rt.install_methods(complex, NativeRole::Method, operators::COMPLEX_BINARY);
    rt.install_methods(complex, NativeRole::Method, operators::FLOAT_UNARY);
    rt.install_methods(complex, NativeRole::Method, complex::METHODS);
    rt.install_methods(complex, NativeRole::StaticMethod, complex::STATIC_METHODS);
    rt.install_getsets(complex, complex::GETSETS);
}

/// The class given to `__new__` and the arguments behind it.
fn constructor_class<'a>(rt: &mut Runtime, args: Args<'a>, base: Gc<Class>) -> Result<(Gc<Class>, &'a [Value])> {
    let Some((&first, rest)) = args.positional.split_first() else {
        let name = base.name_text();
        return Err(rt.type_error(format!("{name}.__new__(): not enough arguments")));
    };
    let Some(class) = first.as_object::<Class>() else {
        let name = base.name_text();
        return Err(rt.type_error(format!("{name}.__new__(X): X is not a type object ({})", rt.type_name(first))));
    };
    if !class.is_subclass(base) {
        let (name, given) = (base.name_text(), class.name_text());
        return Err(rt.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
    }
    Ok((class, rest))
}

/// A text argument of a numeric constructor, as ASCII with other decimal digits converted and outer space removed;
/// `None` when `v` is no text. Characters that cannot be part of a number become `?`.
fn numeric_text(v: Value) -> Option<String> {
    let v = native_payload(v);
    if let Some(s) = v.as_object::<Str>() {
        if let Chars::Ascii(text) = s.chars() {
            return Some(ascii_text(trim_space(text)));
        }
        let text: Vec<u32> = s.chars().iter().collect();
        let is_space = |c: u32| u8::try_from(c).ok().filter(u8::is_ascii).map_or_else(|| unicode::is_space(c), is_number_space);
        let start = text.iter().position(|&c| !is_space(c)).unwrap_or(text.len());
        let end = text.iter().rposition(|&c| !is_space(c)).map_or(start, |i| i + 1);
        let convert = |&c: &u32| match unicode::decimal_value(c) {
            Some(d) => char::from(b'0' + d as u8),
            None if c < 128 => char::from(c as u8),
            None if unicode::is_space(c) => ' ',
            None => '?',
        };
        return Some(text[start..end].iter().map(convert).collect());
    }
    let bytes = match (v.as_object::<Bytes>(), v.as_object::<ByteArray>()) {
        (Some(b), _) => b.as_slice().to_vec(),
        (_, Some(b)) => b.data.borrow().clone(),
        _ => super::memoryview::contents(v)?,
    };
    Some(ascii_text(trim_space(&bytes)))
}

/// Bytes as text, with `?` for those that are no ASCII.
fn ascii_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| if b < 128 { char::from(b) } else { '?' }).collect()
}

/// White space around numbers: of ASCII, that of C, not the four separators that `str.strip` removes too.
#[inline]
fn is_number_space(b: u8) -> bool {
    matches!(b, 9..=13 | 32)
}

/// Text without the white space around it, as [`is_number_space`] has it.
#[inline]
fn trim_space(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_number_space(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_number_space(*last)
    {
        text = rest;
    }
    text
}

/// `repr` of at most 200 characters, for messages.
fn short_repr(rt: &mut Runtime, v: Value) -> String {
    rt.repr_text(v).chars().take(200).collect()
}

fn format_method(rt: &mut Runtime, v: Value, spec: Value) -> Result {
    let spec = arguments::text(rt, spec, "__format__() argument")?;
    Ok(rt.format_number(v, spec)?.into())
}
