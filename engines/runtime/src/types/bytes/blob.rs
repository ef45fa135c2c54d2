//! `Blob`: `bytes` or `bytearray`, read alike; and checking of arguments.

use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::instance::native_payload;
use crate::object::int::BigInt;
use crate::object::native::Native;
use crate::types::memoryview;
use crate::types::string::arguments;
use crate::value::{Raised, Result, Value};
use std::cell::Ref;

/// A bytes-like object.
#[derive(Clone, Copy)]
pub(crate) enum Blob {
    Bytes(Gc<Bytes>),
    Array(Gc<ByteArray>),
    /// A view, or an object that lends its memory.
    Lent(Gc<Native>),
}

/// Its contents, to be let go before guest code runs.
pub(crate) enum View<'a> {
    Slice(&'a [u8]),
    Borrowed(Ref<'a, Vec<u8>>),
    Copied(Vec<u8>),
}

impl std::ops::Deref for View<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            View::Slice(s) => s,
            View::Borrowed(b) => b,
            View::Copied(b) => b,
        }
    }
}

impl Blob {
    /// The bytes-like object in a value.
    pub(crate) fn of(v: Value) -> Option<Blob> {
        let v = native_payload(v);
        if let Some(array) = v.as_object::<ByteArray>() {
            return Some(Blob::Array(array));
        }
        match v.as_object::<Bytes>() {
            Some(bytes) => Some(Blob::Bytes(bytes)),
            None => v.as_object::<Native>().filter(|_| memoryview::contents(v).is_some()).map(Blob::Lent),
        }
    }

    /// Its contents.
    pub(crate) fn view(&self) -> View<'_> {
        match self {
            Blob::Bytes(b) => View::Slice(b.as_slice()),
            Blob::Array(b) => View::Borrowed(b.data.borrow()),
            Blob::Lent(n) => View::Copied(memoryview::contents((*n).into()).unwrap_or_default()),
        }
    }

    /// The object.
    pub(crate) fn value(self) -> Value {
        match self {
            Blob::Bytes(b) => b.into(),
            Blob::Array(b) => b.into(),
            Blob::Lent(n) => n.into(),
        }
    }

    /// New object of the same builtin class.
    pub(crate) fn same_class(self, rt: &mut Runtime, data: Vec<u8>) -> Value {
        match self {
            Blob::Bytes(_) | Blob::Lent(_) => rt.new_bytes(data).into(),
            Blob::Array(_) => rt.new_bytearray(data).into(),
        }
    }

    /// A part of it: immutable bytes are shared when nothing is left out.
    pub(super) fn part(self, rt: &mut Runtime, range: std::ops::Range<usize>) -> Value {
        let data = self.view()[range].to_vec();
        match self {
            Blob::Bytes(b) if data.len() == b.as_slice().len() => b.into(),
            _ => self.same_class(rt, data),
        }
    }
}

/// The object that a method was called on.
pub(super) fn this(rt: &mut Runtime, v: Value, method: &str) -> Result<Blob> {
    match Blob::of(v) {
        Some(b) => Ok(b),
        None => Err(arguments::wrong_receiver(rt, v, method, "bytes")),
    }
}

/// The bytearray that a method was called on.
pub(super) fn this_array(rt: &mut Runtime, v: Value, method: &str) -> Result<Gc<ByteArray>> {
    match native_payload(v).as_object::<ByteArray>() {
        Some(b) => Ok(b),
        None => Err(arguments::wrong_receiver(rt, v, method, "bytearray")),
    }
}

#[cold]
pub(super) fn not_bytes_like(rt: &mut Runtime, v: Value) -> Raised {
    let name = rt.type_name(v);
    rt.type_error(format!("a bytes-like object is required, not '{name}'"))
}

/// An argument that must be bytes-like.
pub(super) fn argument(rt: &mut Runtime, v: Value) -> Result<Blob> {
    match Blob::of(v) {
        Some(b) => Ok(b),
        None => Err(not_bytes_like(rt, v)),
    }
}

/// Whether a value is an integer or converts to one.
pub(super) fn is_integer(rt: &mut Runtime, v: Value) -> bool {
    let p = native_payload(v);
    let name = rt.names.__index__;
    p.as_small_int_or_bool().is_some() || p.is_object::<BigInt>() || rt.special(v, name).is_some()
}

/// Byte of an integer; `None` when the value is no integer.
///
/// # Errors
/// `ValueError` when out of range.
pub(super) fn byte_or_none(rt: &mut Runtime, v: Value) -> Result<Option<u8>> {
    if is_integer(rt, v) { byte(rt, v).map(Some) } else { Ok(None) }
}

/// An argument that must be a byte, for methods of bytearray and for search.
pub(super) fn byte(rt: &mut Runtime, v: Value) -> Result<u8> {
    byte_with(rt, v, "byte must be in range(0, 256)")
}

/// An integer that must be a byte, with the message when it is out of range.
pub(super) fn byte_with(rt: &mut Runtime, v: Value, message: &str) -> Result<u8> {
    if let Some(b) = v.as_small_int().and_then(|i| u8::try_from(i).ok()) {
        return Ok(b);
    }
    match arguments::index(rt, v) {
        Ok(i) => match u8::try_from(i) {
            Ok(b) => Ok(b),
            Err(_) => Err(rt.value_error(message)),
        },
        Err(Raised) => {
            let overflow = rt.exceptions.overflow_error;
            if rt.pending_is(overflow) {
                rt.take_pending();
                return Err(rt.value_error(message));
            }
            Err(Raised)
        }
    }
}

/// What `find` and its kind look for: a part or one byte.
pub(super) fn needle(rt: &mut Runtime, v: Value) -> Result<Vec<u8>> {
    if let Some(b) = Blob::of(v) {
        return Ok(b.view().to_vec());
    }
    match byte_or_none(rt, v)? {
        Some(b) => Ok(vec![b]),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("argument should be integer or bytes-like object, not '{name}'")))
        }
    }
}
