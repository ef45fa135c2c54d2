//! `bytes` and `bytearray`: the tables of methods, operators, and what subscription needs. Methods that both classes
//! have are written once; their result is of the class they were called on.
//!
//! | file | what |
//! |---|---|
//! | `blob` | reading either class, checking of arguments |
//! | `construct` | constructors, `fromhex`, `hex`, `decode` |
//! | `find` | `find index count startswith replace partition …` |
//! | `split` | `split rsplit splitlines join` |
//! | `shape` | `center strip translate …`, case and classification |
//! | `edit` | what changes a `bytearray` |

pub(crate) mod blob;
mod construct;
mod edit;
mod find;
mod shape;
mod split;

#[cfg(test)]
mod tests;

use crate::Runtime;
use crate::object::function::NativeBody::{F1, F2, F3, F4, Var};
use crate::object::function::{NativeDef, NativeRole, native, native_kw};
use crate::object::iterator::IterState;
use crate::types::string::arguments;
use crate::value::{Result, Value};
use blob::{Blob, this};
use std::cmp::Ordering;

const SHARED: &[NativeDef] = &[
    native("capitalize", F1(shape::capitalize), 1),
    native("center", F3(shape::center), 2),
    native("count", F4(find::count), 2),
    native_kw("decode", F3(construct::decode), 1, &["encoding", "errors"]),
    native("endswith", F4(find::endswith), 2),
    native_kw("expandtabs", F2(shape::expandtabs), 1, &["tabsize"]),
    native("find", F4(find::find), 2),
    native_kw("hex", F3(construct::hex), 1, &["sep", "bytes_per_sep"]),
    native("index", F4(find::index), 2),
    native("isalnum", F1(shape::isalnum), 1),
    native("isalpha", F1(shape::isalpha), 1),
    native("isascii", F1(shape::isascii), 1),
    native("isdigit", F1(shape::isdigit), 1),
    native("islower", F1(shape::islower), 1),
    native("isspace", F1(shape::isspace), 1),
    native("istitle", F1(shape::istitle), 1),
    native("isupper", F1(shape::isupper), 1),
    native("join", F2(split::join), 2),
    native("ljust", F3(shape::ljust), 2),
    native("lower", F1(shape::lower), 1),
    native("lstrip", F2(shape::lstrip), 1),
    native("partition", F2(find::partition), 2),
    native("removeprefix", F2(find::removeprefix), 2),
    native("removesuffix", F2(find::removesuffix), 2),
    native("replace", F4(find::replace), 3),
    native("rfind", F4(find::rfind), 2),
    native("rindex", F4(find::rindex), 2),
    native("rjust", F3(shape::rjust), 2),
    native("rpartition", F2(find::rpartition), 2),
    native_kw("rsplit", F3(split::rsplit), 1, &["sep", "maxsplit"]),
    native("rstrip", F2(shape::rstrip), 1),
    native_kw("split", F3(split::split), 1, &["sep", "maxsplit"]),
    native_kw("splitlines", F2(split::splitlines), 1, &["keepends"]),
    native("startswith", F4(find::startswith), 2),
    native("strip", F2(shape::strip), 1),
    native("swapcase", F1(shape::swapcase), 1),
    native("title", F1(shape::title), 1),
    native_kw("translate", F3(shape::translate), 2, &["table", "delete"]),
    native("upper", F1(shape::upper), 1),
    native("zfill", F2(shape::zfill), 2),
    native("__add__", F2(add), 2),
    native("__contains__", F2(contains), 2),
    native("__getitem__", F2(|rt, b, i| this(rt, b, "__getitem__").and_then(|b| rt.get_item(b.value(), i))), 2),
    native("__iter__", F1(iter), 1),
    native("__len__", F1(len), 1),
    native("__mul__", F2(mul), 2),
    native("__rmul__", F2(mul), 2),
    native("__eq__", F2(|rt, a, b| order(rt, a, b, "__eq__", Ordering::is_eq)), 2),
    native("__ne__", F2(|rt, a, b| order(rt, a, b, "__ne__", Ordering::is_ne)), 2),
    native("__lt__", F2(|rt, a, b| order(rt, a, b, "__lt__", Ordering::is_lt)), 2),
    native("__le__", F2(|rt, a, b| order(rt, a, b, "__le__", Ordering::is_le)), 2),
    native("__gt__", F2(|rt, a, b| order(rt, a, b, "__gt__", Ordering::is_gt)), 2),
    native("__ge__", F2(|rt, a, b| order(rt, a, b, "__ge__", Ordering::is_ge)), 2),
    native("__str__", F1(|rt, b| rt.repr(b).map(Value::from)), 1),
];

const BYTES: &[NativeDef] = &[native("__bytes__", F1(construct::bytes_of), 1), native("__hash__", F1(hash), 1)];
const BYTES_STATIC: &[NativeDef] = &[native("__new__", Var(construct::new_bytes), 1), native("maketrans", F2(shape::maketrans), 2)];
const BYTES_CLASS: &[NativeDef] = &[native("fromhex", F2(construct::fromhex), 2)];

const ARRAY: &[NativeDef] = &[
    native("__init__", Var(construct::init_array), 1),
    native("append", F2(edit::append), 2),
    native("clear", F1(edit::clear), 1),
    native("copy", F1(edit::copy), 1),
    native("extend", F2(edit::extend), 2),
    native("insert", F3(edit::insert), 3),
    native("pop", F2(edit::pop), 1),
    native("remove", F2(edit::remove), 2),
    native("reverse", F1(edit::reverse), 1),
    native("__delitem__", F2(edit::delitem), 2),
    native("__iadd__", F2(edit::iadd), 2),
    native("__imul__", F2(edit::imul), 2),
    native("__setitem__", F3(edit::setitem), 3),
];
const ARRAY_STATIC: &[NativeDef] = &[native("__new__", Var(construct::new_array), 1), native("maketrans", F2(shape::maketrans), 2)];

pub(crate) fn install(rt: &mut Runtime) {
    let (bytes, array) = (rt.types.bytes, rt.types.bytearray);
    for class in [bytes, array] {
        rt.install_methods(class, NativeRole::Method, SHARED);
        rt.install_methods(class, NativeRole::ClassMethod, BYTES_CLASS);
    }
    rt.install_methods(bytes, NativeRole::Method, BYTES);
    rt.install_methods(bytes, NativeRole::StaticMethod, BYTES_STATIC);
    rt.install_methods(array, NativeRole::Method, ARRAY);
    rt.install_methods(array, NativeRole::StaticMethod, ARRAY_STATIC);
    rt.set_class_attribute(array, "__hash__", Value::NONE);
}

// ---- operators --------------------------------------------------------------------------------------------------------

fn add(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let a = this(rt, a, "__add__")?;
    rt.bytes_concat(a.value(), b)
}

fn mul(rt: &mut Runtime, b: Value, count: Value) -> Result {
    let b = this(rt, b, "__mul__")?;
    let count = arguments::index(rt, count)?;
    rt.bytes_repeat(b.value(), count)
}

fn contains(rt: &mut Runtime, b: Value, item: Value) -> Result {
    let b = this(rt, b, "__contains__")?;
    Ok(Value::bool(rt.bytes_contains(b.value(), item)?))
}

fn hash(rt: &mut Runtime, b: Value) -> Result {
    let b = this(rt, b, "__hash__")?;
    let hash = rt.hash(b.value())?;
    Ok(rt.new_int(hash))
}

fn iter(rt: &mut Runtime, b: Value) -> Result {
    let b = this(rt, b, "__iter__")?;
    Ok(rt.new_iterator(IterState::Bytes { bytes: b.value(), index: 0 }).into())
}

fn len(rt: &mut Runtime, b: Value) -> Result {
    let b = this(rt, b, "__len__")?;
    Ok(Value::small_int(b.view().len() as i64))
}

fn order(rt: &mut Runtime, a: Value, b: Value, name: &str, test: fn(Ordering) -> bool) -> Result {
    let a = this(rt, a, name)?;
    Ok(match Blob::of(b) {
        Some(b) => Value::bool(test(a.view().cmp(&b.view()))),
        None => Value::NOT_IMPLEMENTED,
    })
}

impl Runtime {
    /// Copy of the contents of a bytes-like object; `None` when it is none.
    pub fn bytes_like(&mut self, v: Value) -> Option<Vec<u8>> {
        Blob::of(v).map(|b| b.view().to_vec())
    }

    /// Order of two bytes-like values; `None` when one is none.
    pub fn bytes_compare(&self, a: Value, b: Value) -> Option<Ordering> {
        let (a, b) = (Blob::of(a)?, Blob::of(b)?);
        Some(a.view().cmp(&b.view()))
    }

    /// `a + b`, of the class of `a`, which is `bytes` or `bytearray`.
    ///
    /// # Errors
    /// `TypeError` when `b` is not bytes-like.
    pub fn bytes_concat(&mut self, a: Value, b: Value) -> Result {
        match (Blob::of(a), Blob::of(b)) {
            (Some(left), Some(right)) => {
                let joined = [&*left.view(), &*right.view()].concat();
                Ok(left.same_class(self, joined))
            }
            _ => {
                let (a, b) = (self.type_name(a), self.type_name(b));
                Err(self.type_error(format!("can't concat {b} to {a}")))
            }
        }
    }

    /// `b * count`, of the class of `b`.
    ///
    /// # Errors
    /// `MemoryError` when it cannot be held.
    pub fn bytes_repeat(&mut self, b: Value, count: i64) -> Result {
        let Some(blob) = Blob::of(b) else { return Ok(b) };
        let count = usize::try_from(count).unwrap_or(0);
        let length = blob.view().len();
        self.check_text_size(length.saturating_mul(count), 1)?;
        let repeated = blob.view().repeat(count);
        Ok(blob.same_class(self, repeated))
    }

    /// `item in b`: a byte or a part.
    ///
    /// # Errors
    /// `TypeError` for anything else, `ValueError` for an integer that is no byte.
    pub fn bytes_contains(&mut self, b: Value, item: Value) -> Result<bool> {
        let Some(blob) = Blob::of(b) else { return Ok(false) };
        if let Some(part) = Blob::of(item) {
            return Ok(memchr::memmem::find(&blob.view(), &part.view()).is_some());
        }
        match blob::byte_or_none(self, item)? {
            Some(byte) => Ok(blob.view().contains(&byte)),
            None => Err(blob::not_bytes_like(self, item)),
        }
    }

    /// Byte at an index counted from the end when negative, as an integer; `None` when out of range (the caller raises
    /// `index out of range`, or `bytearray index out of range`).
    #[inline]
    pub fn bytes_get_index(&self, b: Value, index: i64) -> Option<Value> {
        let blob = Blob::of(b)?;
        let view = blob.view();
        let index = if index < 0 { index + view.len() as i64 } else { index };
        let byte = *view.get(usize::try_from(index).ok()?)?;
        Some(Value::small_int(i64::from(byte)))
    }

    /// `count` bytes from `start` on, `step` apart, of the class of `b`: a slice whose bounds the caller has made fit.
    pub fn bytes_slice(&mut self, b: Value, start: usize, step: isize, count: usize) -> Value {
        let Some(blob) = Blob::of(b) else { return b };
        let picked: Vec<u8> = {
            let view = blob.view();
            if step == 1 {
                if count == view.len() && matches!(blob, Blob::Bytes(_)) {
                    return blob.value();
                }
                view[start..start + count].to_vec()
            } else {
                (0..count).map(|i| view[(start as isize + i as isize * step) as usize]).collect()
            }
        };
        blob.same_class(self, picked)
    }
}
