//! Checking of `self` and of arguments, with CPython's messages. Shared by `str`, `bytes` and the text builtins.

use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::int::BigInt;
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};
use num_bigint::Sign;

/// The string that a method of `str` was called on.
#[inline]
pub(super) fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<Gc<Str>> {
    if let Some(s) = v.as_object::<Str>() {
        return Ok(s);
    }
    match native_payload(v).as_object::<Str>() {
        Some(s) => Ok(s),
        None => Err(wrong_receiver(rt, v, method, "str")),
    }
}

/// `list.append(1, 2)`: a method called on something of another class.
#[cold]
pub(crate) fn wrong_receiver(rt: &mut Runtime, v: Value, method: &str, class: &str) -> Raised {
    let name = rt.type_name(v);
    let dunder = method.starts_with("__") && method.ends_with("__");
    rt.type_error(if dunder {
        format!("descriptor '{method}' requires a '{class}' object but received a '{name}'")
    } else {
        format!("descriptor '{method}' for '{class}' objects doesn't apply to a '{name}' object")
    })
}

/// An argument that must be a string: `what must be str, not int`.
#[inline]
pub(crate) fn text(rt: &mut Runtime, v: Value, what: &str) -> Result<Gc<Str>> {
    match v.as_object::<Str>() {
        Some(s) => Ok(s),
        None => payload_text(rt, v, what),
    }
}

/// The text of an instance of a subclass of `str`.
#[inline(never)]
fn payload_text(rt: &mut Runtime, v: Value, what: &str) -> Result<Gc<Str>> {
    if let Some(s) = native_payload(v).as_object::<Str>() {
        return Ok(s);
    }
    let name = rt.type_name(v);
    Err(rt.type_error(match (what, v.is_none()) {
        ("", _) => format!("must be str, not {name}"),
        (_, true) => format!("{what} must be str, not None"),
        _ => format!("{what} must be str, not {name}"),
    }))
}

/// As [`text`], for messages without a subject: `must be str, not int`.
#[inline]
pub(crate) fn bare_text(rt: &mut Runtime, v: Value) -> Result<Gc<Str>> {
    text(rt, v, "")
}

/// An optional text argument as Rust text.
pub(crate) fn optional_text(rt: &mut Runtime, v: Value, what: &str, default: &str) -> Result<String> {
    if v.is_empty() { Ok(default.to_string()) } else { Ok(text(rt, v, what)?.to_rust()) }
}

/// Integer behind `v` through `__index__`: an immediate integer, a boolean or a big one.
fn to_int(rt: &mut Runtime, v: Value) -> Result<Option<Value>> {
    let p = native_payload(v);
    if p.as_small_int_or_bool().is_some() || p.is_object::<BigInt>() {
        return Ok(Some(p));
    }
    let name = rt.names.__index__;
    let Some(result) = rt.call_special(v, name, &[])? else { return Ok(None) };
    let p = native_payload(result);
    if p.as_small_int_or_bool().is_some() || p.is_object::<BigInt>() {
        return Ok(Some(p));
    }
    let name = rt.type_name(result);
    Err(rt.type_error(format!("__index__ returned non-int (type {name})")))
}

fn required_int(rt: &mut Runtime, v: Value) -> Result {
    match to_int(rt, v)? {
        Some(i) => Ok(i),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("'{name}' object cannot be interpreted as an integer")))
        }
    }
}

/// An integer argument that must fit 64 bits (CPython's `Py_ssize_t`).
pub(crate) fn index(rt: &mut Runtime, v: Value) -> Result<i64> {
    if let Some(i) = v.as_small_int() {
        return Ok(i);
    }
    let i = required_int(rt, v)?;
    match wide(i) {
        Ok(i) => Ok(i),
        Err(_) => Err(rt.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// An integer argument that must fit 32 bits (CPython's `int`).
pub(crate) fn c_int(rt: &mut Runtime, v: Value) -> Result<i32> {
    let i = required_int(rt, v)?;
    match wide(i).ok().and_then(|i| i32::try_from(i).ok()) {
        Some(i) => Ok(i),
        None => Err(rt.overflow_error("Python int too large to convert to C int")),
    }
}

/// The `i64`, or the sign of what does not fit.
fn wide(v: Value) -> std::result::Result<i64, Sign> {
    if let Some(i) = v.as_small_int_or_bool() {
        return Ok(i);
    }
    match v.as_object::<BigInt>() {
        Some(b) => {
            let sign = if b.is_negative() { Sign::Minus } else { Sign::Plus };
            b.wide().and_then(|i| i.try_into().ok()).ok_or(sign)
        }
        None => Ok(0),
    }
}

/// A slice bound: absent, `None`, or an integer; what does not fit is clipped.
fn bound(rt: &mut Runtime, v: Value, default: i64) -> Result<i64> {
    if v.is_empty() || v.is_none() {
        return Ok(default);
    }
    match to_int(rt, v)? {
        Some(i) => Ok(match wide(i) {
            Ok(i) => i,
            Err(Sign::Minus) => i64::MIN,
            Err(_) => i64::MAX,
        }),
        None => Err(rt.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// Start and end arguments of `find` and its kind for a sequence of `len` items; `None` when the start is past the end
/// of the sequence or of the range (then not even the empty text is found).
pub(crate) fn range(rt: &mut Runtime, start: Value, end: Value, len: usize) -> Result<Option<std::ops::Range<usize>>> {
    if start.is_empty() && end.is_empty() {
        return Ok(Some(0..len));
    }
    let length = len as i64;
    let fit = |i: i64| if i < 0 { i.saturating_add(length).max(0) } else { i };
    let start = fit(bound(rt, start, 0)?);
    let end = fit(bound(rt, end, i64::MAX)?).min(length);
    Ok(if start > end { None } else { Some(start as usize..end as usize) })
}
